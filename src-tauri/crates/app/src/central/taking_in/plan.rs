//! What taking a standalone workspace in would do, row by row: pure. A row that the tenant has under the same natural key
//! is the tenant's; what the tenant left empty is filled, what differs stays and is told. Everything else is new under
//! the id that it has. What belongs to a refused row is refused with it.

use domain::Message;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use store::replica::taking::SharedRow;
use uuid::Uuid;

/// Rows of each shared table, by its name.
pub type Content = BTreeMap<&'static str, Vec<SharedRow>>;

/// How rows of a table are known again.
struct Kin {
    table: &'static str,
    /// None: each is its own.
    key: &'static [&'static str],
    refers: &'static [(&'static str, &'static str)],
    /// Where both have a value it must be the same, or the row is refused for this reason.
    agrees: Option<(&'static str, &'static str)>,
    /// What people call a row.
    name: &'static str,
}

/// Those that are referred to before those that refer to them.
const KIN: [Kin; 7] = [
    Kin { table: "site", key: &["code"], refers: &[], agrees: None, name: "code" },
    Kin {
        table: "asset",
        key: &["site_id", "tag_code"],
        refers: &[("site_id", "site"), ("parent_id", "asset")],
        agrees: None,
        name: "tag_code",
    },
    Kin {
        table: "metric",
        key: &["asset_id", "name"],
        refers: &[("asset_id", "asset")],
        agrees: Some(("unit", "take-in-other-unit")),
        name: "name",
    },
    Kin {
        table: "integration",
        key: &["name"],
        refers: &[],
        agrees: Some(("connector", "take-in-other-connector")),
        name: "name",
    },
    Kin {
        table: "mapping",
        key: &["integration_id", "metric_id", "external_tag"],
        refers: &[("integration_id", "integration"), ("metric_id", "metric")],
        agrees: None,
        name: "external_tag",
    },
    Kin { table: "asset_event", key: &[], refers: &[("asset_id", "asset")], agrees: None, name: "detail" },
    Kin { table: "work_order", key: &[], refers: &[("asset_id", "asset")], agrees: None, name: "title_en" },
];

/// In whose name what is signed is entered: nobody signs with another's name at the central database.
pub struct Signing {
    pub person: Uuid,
    /// The tenant's people in the place of the standalone workspace's, by e-mail address.
    pub people: HashMap<Uuid, Uuid>,
}

pub enum Step {
    Enter { table: &'static str, id: Uuid, fields: Map<String, Value> },
    Fill { table: &'static str, id: Uuid, fields: Map<String, Value> },
}

#[derive(Default)]
pub struct Counts {
    pub created: u32,
    pub merged: u32,
    /// Taken in before.
    pub there: u32,
    pub refused: u32,
}

pub struct Differing {
    pub table: &'static str,
    pub name: String,
    pub field: String,
    pub tenant: Value,
    pub standalone: Value,
}

pub struct Refused {
    pub table: &'static str,
    pub name: String,
    pub reason: Message,
}

#[derive(Default)]
pub struct Plan {
    pub steps: Vec<Step>,
    pub counts: Vec<(&'static str, Counts)>,
    pub differing: Vec<Differing>,
    pub refused: Vec<Refused>,
}

/// `None`: refused.
type Placed = HashMap<(&'static str, Uuid), Option<Uuid>>;

pub fn plan(standalone: &Content, tenant: &Content, signing: &Signing) -> Plan {
    let (mut plan, mut placed) = (Plan::default(), Placed::new());
    for kin in &KIN {
        let none = Vec::new();
        let theirs = tenant.get(kin.table).unwrap_or(&none);
        let by_id: HashMap<Uuid, &Map<String, Value>> = theirs.iter().map(|(id, row)| (*id, row)).collect();
        let by_key: HashMap<Vec<&Value>, Uuid> = match kin.key {
            [] => HashMap::new(),
            key => theirs.iter().map(|(id, row)| (key_of(key, row), *id)).collect(),
        };
        let mut counts = Counts::default();
        for (id, row) in parents_first(standalone.get(kin.table).unwrap_or(&none)) {
            let name = row.get(kin.name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let mut refuse = |reason: Message| {
                counts.refused += 1;
                plan.refused.push(Refused { table: kin.table, name: name.clone(), reason });
            };
            if by_id.contains_key(id) {
                counts.there += 1;
                placed.insert((kin.table, *id), Some(*id));
                continue;
            }
            let Some(fields) = carried_over(kin, row, &placed, signing) else {
                refuse(Message::new("take-in-reference"));
                placed.insert((kin.table, *id), None);
                continue;
            };
            let same = by_key.get(&key_of(kin.key, &fields)).filter(|_| !kin.key.is_empty());
            let Some((twin, have)) = same.and_then(|twin| Some((*twin, *by_id.get(twin)?))) else {
                counts.created += 1;
                placed.insert((kin.table, *id), Some(*id));
                plan.steps.push(Step::Enter { table: kin.table, id: *id, fields });
                continue;
            };
            if let Some(reason) = disagreement(kin, have, &fields) {
                refuse(reason);
                placed.insert((kin.table, *id), None);
                continue;
            }
            counts.merged += 1;
            placed.insert((kin.table, *id), Some(twin));
            let mut filled = Map::new();
            for (field, value) in fields.into_iter().filter(|(_, value)| !is_empty(value)) {
                let theirs = have.get(&field).unwrap_or(&Value::Null);
                if is_empty(theirs) {
                    filled.insert(field, value);
                } else if *theirs != value {
                    let (table, name, tenant) = (kin.table, name.clone(), theirs.clone());
                    plan.differing.push(Differing { table, name, field, tenant, standalone: value });
                }
            }
            if !filled.is_empty() {
                plan.steps.push(Step::Fill { table: kin.table, id: twin, fields: filled });
            }
        }
        plan.counts.push((kin.table, counts));
    }
    plan
}

fn key_of<'a>(key: &[&str], row: &'a Map<String, Value>) -> Vec<&'a Value> {
    key.iter().map(|column| row.get(*column).unwrap_or(&Value::Null)).collect()
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

fn disagreement(kin: &Kin, have: &Map<String, Value>, fields: &Map<String, Value>) -> Option<Message> {
    let (field, reason) = kin.agrees?;
    let text = |row: &Map<String, Value>| row.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (tenant, standalone) = (text(have), text(fields));
    (tenant != standalone).then(|| Message::new(reason).with("tenant", tenant).with("standalone", standalone))
}

/// The row as it will stand in the tenant; none where what it belongs to will not be there.
fn carried_over(kin: &Kin, row: &Map<String, Value>, placed: &Placed, signing: &Signing) -> Option<Map<String, Value>> {
    let mut fields = row.clone();
    let id_in = |value: &Value| value.as_str().and_then(|text| text.parse::<Uuid>().ok());
    for (column, table) in kin.refers {
        if let Some(id) = row.get(*column).and_then(id_in) {
            let there = placed.get(&(*table, id)).copied().flatten()?;
            fields.insert((*column).to_owned(), there.to_string().into());
        }
    }
    for (column, value) in &mut fields {
        match column.as_str() {
            "created_by" | "recorded_by" => *value = signing.person.to_string().into(),
            "assignee_id" => {
                let there = id_in(value).and_then(|id| signing.people.get(&id));
                *value = there.map_or(Value::Null, |id| id.to_string().into());
            }
            // Recommendations stay where they were made.
            "recommendation_id" => *value = Value::Null,
            _ => {}
        }
    }
    Some(fields)
}

/// An asset after the one that it is part of. What refers to itself in a circle comes last, and is refused there.
fn parents_first(rows: &[SharedRow]) -> Vec<&SharedRow> {
    let parent = |row: &SharedRow| row.1.get("parent_id").and_then(Value::as_str).and_then(|t| t.parse::<Uuid>().ok());
    if rows.iter().all(|row| parent(row).is_none()) {
        return rows.iter().collect();
    }
    let mut children: HashMap<Option<Uuid>, Vec<&SharedRow>> = HashMap::new();
    for row in rows {
        children.entry(parent(row)).or_default().push(row);
    }
    let mut ordered = children.remove(&None).unwrap_or_default();
    let mut next = 0;
    while let Some(row) = ordered.get(next) {
        let below = children.remove(&Some(row.0)).unwrap_or_default();
        ordered.extend(below);
        next += 1;
    }
    ordered.extend(children.into_values().flatten());
    ordered
}
