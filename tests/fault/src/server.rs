//! A model of the central database: what `sync.apply` and the change feed promise (migrations/central/0005, 0009, 0016),
//! in plain maps. Its rules can be broken on purpose, to see that the oracle notices.

use async_trait::async_trait;
use central::{Action, CentralError, Change, Operation, Outcome, Place, PushReceipt, Selection, Snapshot, SnapshotRow};
use parking_lot::Mutex;
use rand::{Rng, rngs::StdRng};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use sync::{Origin, Server, SyncError};
use uuid::Uuid;

/// What the database keeps to. All on is the product; each off is a mistake that others have made.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// A change gets its number when it commits, not when it begins.
    pub numbers_at_commit: bool,
    /// An operation that is sent again gets the receipt it had.
    pub knows_receipts: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { numbers_at_commit: true, knows_receipts: true }
    }
}

type Rows = BTreeMap<(String, Uuid), Map<String, Value>>;

#[derive(Clone, Default)]
struct State {
    rows: Rows,
    receipts: HashMap<Uuid, PushReceipt>,
    /// Each row's newest change: its number, and whether it deleted the row.
    changes: BTreeMap<(String, Uuid), (i64, bool)>,
    seq: i64,
    /// How often each operation took effect.
    effects: HashMap<Uuid, u32>,
}

/// A transaction that has begun and not committed yet, although its client has given up waiting.
struct Late {
    operations: Vec<Operation>,
    /// Where numbers are given at the beginning.
    seq: Option<i64>,
}

struct Inner {
    state: State,
    late: Vec<Late>,
    backup: Option<State>,
    generation: Uuid,
    rng: StdRng,
    /// Of a hundred calls.
    faults: u32,
}

pub struct Model {
    rules: Rules,
    inner: Mutex<Inner>,
}

impl Model {
    pub fn new(rules: Rules, rng: StdRng, faults: u32) -> Self {
        let inner = Inner {
            state: State::default(),
            late: Vec::new(),
            backup: None,
            generation: Uuid::from_u128(1),
            rng,
            faults,
        };
        Self { rules, inner: Mutex::new(inner) }
    }

    /// From now on every call arrives and every answer returns; what was late commits.
    pub fn be_well(&self) {
        let mut inner = self.inner.lock();
        inner.faults = 0;
        self.commit_late(&mut inner);
    }

    pub fn back_up(&self) {
        let mut inner = self.inner.lock();
        inner.backup = Some(inner.state.clone());
    }

    /// The database of the last backup, as another life of it.
    pub fn restore(&self) {
        let mut inner = self.inner.lock();
        inner.late.clear();
        if let Some(backup) = inner.backup.clone() {
            // What was counted since belongs to a life that is gone.
            inner.state = State { effects: HashMap::new(), ..backup };
            inner.generation = Uuid::from_u128(inner.generation.as_u128() + 1);
        }
    }

    pub fn rows(&self) -> Rows {
        self.inner.lock().state.rows.clone()
    }

    pub fn most_effects(&self) -> u32 {
        self.inner.lock().state.effects.values().copied().max().unwrap_or(0)
    }

    fn commit_late(&self, inner: &mut Inner) {
        for late in std::mem::take(&mut inner.late) {
            self.commit(&mut inner.state, &late.operations, late.seq);
        }
    }

    /// One transaction: all of its operations under one number.
    fn commit(&self, state: &mut State, operations: &[Operation], seq: Option<i64>) -> Vec<PushReceipt> {
        let seq = seq.unwrap_or_else(|| {
            state.seq += 1;
            state.seq
        });
        operations.iter().map(|operation| self.receive(state, operation, seq)).collect()
    }

    fn receive(&self, state: &mut State, op: &Operation, seq: i64) -> PushReceipt {
        if let Some(known) = state.receipts.get(&op.op_id).filter(|_| self.rules.knows_receipts) {
            return known.clone();
        }
        let is_there = |id: &Uuid| {
            state.receipts.get(id).is_some_and(|r| matches!(r.outcome, Outcome::Applied | Outcome::Conflict))
        };
        if let Some(missing) = op.depends_on.iter().find(|id| !is_there(id)) {
            let detail = json!({ "why": "waits_for", "op_id": missing });
            return PushReceipt { op_id: op.op_id, outcome: Outcome::Blocked, detail };
        }
        let (outcome, detail) = apply(state, op, seq);
        if outcome != Outcome::Rejected {
            *state.effects.entry(op.op_id).or_default() += 1;
        }
        let receipt = PushReceipt { op_id: op.op_id, outcome, detail };
        state.receipts.insert(op.op_id, receipt.clone());
        receipt
    }
}

fn apply(state: &mut State, op: &Operation, seq: i64) -> (Outcome, Value) {
    let key = (op.tbl.clone(), op.row_id);
    let refused = |why: &str| (Outcome::Rejected, json!({ "why": why }));
    let note = |state: &mut State, is_delete| {
        state.changes.insert(key.clone(), (seq, is_delete));
    };
    let mut row = match (op.action, state.rows.get(&key)) {
        (Action::Insert, Some(_)) => return refused("duplicate"),
        (Action::Insert, None) => Map::new(),
        (Action::Update, None) => return refused("deleted"),
        (Action::Delete, None) => return (Outcome::Applied, Value::Null),
        (Action::Delete, Some(_)) if is_referred_to(&state.rows, op.row_id) => return refused("missing_reference"),
        (Action::Delete, Some(_)) => {
            state.rows.remove(&key);
            note(state, true);
            return (Outcome::Applied, Value::Null);
        }
        (Action::Update, Some(row)) => row.clone(),
    };
    let mut conflicts = Map::new();
    for (field, mine) in &op.patch {
        let (base, theirs) = (op.base.get(field).unwrap_or(&Value::Null), row.get(field).unwrap_or(&Value::Null));
        if op.action == Action::Insert || base == theirs {
            row.insert(field.clone(), mine.clone());
        } else if theirs != mine {
            conflicts.insert(field.clone(), json!({ "base": base, "mine": mine, "theirs": theirs }));
        }
    }
    if op.tbl == "asset" {
        let same = |other: &Map<String, Value>| {
            other.get("site_id") == row.get("site_id") && other.get("tag_code") == row.get("tag_code")
        };
        if state.rows.iter().any(|((tbl, id), other)| tbl == "asset" && *id != op.row_id && same(other)) {
            return refused("duplicate");
        }
        let site = row.get("site_id").and_then(Value::as_str).and_then(|s| s.parse().ok()).unwrap_or_default();
        if !state.rows.contains_key(&("site".to_owned(), site)) {
            return refused("missing_reference");
        }
    }
    state.rows.insert(key.clone(), row);
    note(state, false);
    match conflicts.is_empty() {
        true => (Outcome::Applied, Value::Null),
        false => (Outcome::Conflict, json!({ "why": "changed", "fields": conflicts })),
    }
}

fn is_referred_to(rows: &Rows, id: Uuid) -> bool {
    let id = id.to_string();
    rows.iter().any(|((tbl, _), row)| tbl == "asset" && row.get("site_id").and_then(Value::as_str) == Some(&id))
}

fn lost() -> SyncError {
    SyncError::Central(CentralError::Lost)
}

impl Inner {
    fn happens(&mut self) -> bool {
        self.faults > 0 && self.rng.random_range(0..100) < self.faults
    }
}

#[async_trait]
impl Server for Model {
    fn schema(&self) -> i32 {
        i32::MAX
    }

    async fn origin(&self) -> sync::Result<Origin> {
        let mut inner = self.inner.lock();
        if inner.happens() {
            return Err(lost());
        }
        // Transactions of others commit while one looks.
        if inner.happens() {
            self.commit_late(&mut inner);
        }
        let (generation, seq) = (Some(inner.generation), inner.state.seq);
        Ok(Origin { system: "model".into(), timeline: 1, generation, seq })
    }

    async fn push(&self, operations: &[Operation]) -> sync::Result<Vec<PushReceipt>> {
        let mut inner = self.inner.lock();
        if inner.happens() {
            return Err(lost());
        }
        if inner.happens() {
            // It has begun; the client hears nothing and will send again, perhaps before it commits.
            let seq = match self.rules.numbers_at_commit {
                true => None,
                false => {
                    inner.state.seq += 1;
                    Some(inner.state.seq)
                }
            };
            inner.late.push(Late { operations: operations.to_vec(), seq });
            return Err(lost());
        }
        let receipts = self.commit(&mut inner.state, operations, None);
        if inner.happens() { Err(lost()) } else { Ok(receipts) }
    }

    async fn changes(&self, _: &[Selection], after: &Place, limit: i64) -> sync::Result<Vec<Change>> {
        let mut inner = self.inner.lock();
        if inner.happens() {
            return Err(lost());
        }
        let state = &inner.state;
        let mut found: Vec<Change> = state
            .changes
            .iter()
            .map(|((tbl, id), (seq, is_delete))| Change {
                place: Place { seq: *seq, tbl: tbl.clone(), row_id: *id },
                is_delete: *is_delete,
                row: state.rows.get(&(tbl.clone(), *id)).cloned(),
            })
            .filter(|c| (c.place.seq, &c.place.tbl, c.place.row_id) > (after.seq, &after.tbl, after.row_id))
            .collect();
        found.sort_by(|a, b| {
            (a.place.seq, &a.place.tbl, a.place.row_id).cmp(&(b.place.seq, &b.place.tbl, b.place.row_id))
        });
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    async fn snapshot(&self, _: &[Selection]) -> sync::Result<Snapshot> {
        let mut inner = self.inner.lock();
        if inner.happens() {
            return Err(lost());
        }
        let row = |((tbl, id), row): (&(String, Uuid), &Map<String, Value>)| SnapshotRow {
            tbl: tbl.clone(),
            id: *id,
            row: row.clone(),
        };
        Ok(Snapshot { seq: inner.state.seq, rows: inner.state.rows.iter().map(row).collect() })
    }

    async fn rows(&self, selection: &Selection, ids: &[Uuid]) -> sync::Result<Vec<(Uuid, Map<String, Value>)>> {
        let mut inner = self.inner.lock();
        if inner.happens() {
            return Err(lost());
        }
        let row = |id: &Uuid| Some((*id, inner.state.rows.get(&(selection.tbl.clone(), *id))?.clone()));
        Ok(ids.iter().filter_map(row).collect())
    }
}
