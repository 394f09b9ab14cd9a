//! What goes to the central database and comes from it: how it stands, what waits, what became of the rest, and the
//! fields that two people changed at once. "Saved" is in the store; "sent" has a receipt.

use super::{
    Topic,
    checked::page_size,
    work_orders::{check_move, store_move},
    workspace::{Done, Nothing},
};
use crate::{
    Caller,
    capacity::{self, Capacity},
    central::{self as central_mode, CentralState},
    failures::{OrFailure, failure},
    plant::Plant,
};
use domain::{
    Capability, ErrorCode, Failure, Message, Page, Person, PersonId, Timestamp, WorkOrderId, WorkOrderStatus,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{StoreError, adoption, conflict, outbox, replica, set_aside, setting};
use ts_rs::TS;
use uuid::Uuid;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncState {
    /// Operations without a receipt; of them those that wait for somebody else.
    #[ts(type = "number")]
    pub waiting: u64,
    #[ts(type = "number")]
    pub blocked: u64,
    pub oldest: Option<Timestamp>,
    /// The people whose operations they are, the most first.
    pub waits_for: Vec<WaitsFor>,
    #[ts(type = "number")]
    pub conflicts: u64,
    #[ts(type = "number")]
    pub rejected: u64,
    /// Of them those that this person has not looked at (`see_rejected`).
    #[ts(type = "number")]
    pub rejected_unseen: u64,
    /// Rows of the central database that this workstation can't take in as they are.
    #[ts(type = "number")]
    pub set_aside: u64,
    /// When everything known to either side was last exchanged.
    pub exchanged_at: Option<Timestamp>,
    /// Why the last exchange ended early.
    pub reason: Option<Message>,
    pub readings: ReadingsOnTheirWay,
    pub capacity: Capacity,
}

/// Readings that this workstation has and the central database has not acknowledged.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadingsOnTheirWay {
    #[ts(type = "number")]
    pub waiting: u64,
    #[ts(type = "number")]
    pub gaps: u64,
    /// When the oldest of them was received.
    pub oldest: Option<Timestamp>,
    /// Acknowledged, over the last minute.
    pub per_second: f64,
    /// At that rate and with what comes in; null where the queue does not get shorter.
    pub seconds_to_drain: Option<f64>,
    /// When nothing waited last, since the program started.
    pub drained_at: Option<Timestamp>,
    /// Why nothing goes at the moment.
    pub reason: Option<Message>,
    /// Another process of this machine forwards.
    pub is_elsewhere: bool,
}

/// Somebody whose operations go under their own name, once they are online.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitsFor {
    pub person_id: PersonId,
    /// E-mail; empty where this workstation has never known them.
    pub person: String,
    #[ts(type = "number")]
    pub count: u64,
    /// False: they can't sign in any more; an administrator takes their operations over (`adopt_operations`).
    pub is_active: bool,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ListPage {
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ListReceipts {
    /// `applied`, `conflict` or `rejected`
    pub outcome: Option<String>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

/// An operation, waiting or past.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxRow {
    #[ts(type = "string")]
    pub op_id: Uuid,
    /// Counted up without holes on this workstation.
    #[ts(type = "number")]
    pub no: i64,
    /// E-mail; empty for the product itself.
    pub person: String,
    /// `asset`, `work_order`, ...
    pub table: String,
    #[ts(type = "string")]
    pub row_id: Uuid,
    /// What people call the row, where it is here.
    pub object: Option<String>,
    pub action: String,
    #[ts(type = "Record<string, unknown>")]
    pub fields: Value,
    pub at: Timestamp,
    /// `waiting`, `blocked`, `applied`, `conflict`, `rejected`
    pub state: String,
    /// Why it is blocked or was rejected: `why` and what it is about.
    #[ts(type = "Record<string, unknown> | null")]
    pub detail: Option<Value>,
    pub settled_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictRow {
    #[ts(type = "string")]
    pub op_id: Uuid,
    pub field: String,
    pub table: String,
    #[ts(type = "string")]
    pub row_id: Uuid,
    pub object: Option<String>,
    /// What it was before both.
    #[ts(type = "unknown")]
    pub base: Value,
    #[ts(type = "unknown")]
    pub mine: Value,
    /// What was there first, and stays unless somebody decides otherwise.
    #[ts(type = "unknown")]
    pub theirs: Value,
    pub found_at: Timestamp,
    /// The person at this window may decide it.
    pub may_decide: bool,
}

/// A row of the central database that could not be taken in.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetAsideRow {
    pub table: String,
    #[ts(type = "string")]
    pub row_id: Uuid,
    /// What people call it.
    pub object: Option<String>,
    /// `missing_reference`, `unreadable` or `not_allowed`
    pub why: String,
    /// The column, or the rule.
    pub about: String,
    /// Since when.
    pub at: Timestamp,
}

#[derive(Debug, Deserialize, TS)]
#[serde(tag = "keep", rename_all = "snake_case")]
pub enum Decision {
    Mine,
    Theirs,
    Edited {
        #[ts(type = "unknown")]
        value: Value,
    },
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecideConflict {
    #[ts(type = "string")]
    pub op_id: Uuid,
    pub field: String,
    pub decision: Decision,
}

pub async fn get_sync(caller: &Caller<'_>, _: Nothing) -> Result<SyncState, Failure> {
    let plant = caller.plant()?;
    let state = central_mode::state(&plant)?;
    let standing = state.replicated();
    let capacity = capacity::of(&plant)?;
    let readings = on_their_way(&plant, state, capacity.readings_per_second)?;
    let seen = seen_key(caller.person()?.id);
    plant
        .store
        .read(|c| {
            let depth = outbox::depth(c)?;
            Ok(SyncState {
                waiting: depth.waiting,
                blocked: depth.blocked,
                oldest: depth.oldest,
                waits_for: waits_for(c)?,
                conflicts: conflict::list_open(c, 0, 1)?.total,
                rejected: outbox::count_rejected(c, None)?,
                rejected_unseen: outbox::count_rejected(c, setting::find(c, &seen)?)?,
                set_aside: set_aside::list(c, 0, 1)?.total,
                exchanged_at: standing.at,
                reason: standing.failure.map(|f| f.message),
                readings,
                capacity,
            })
        })
        .or_failure()
}

/// Until when a person has seen what was refused.
fn seen_key(person: PersonId) -> String {
    format!("rejected-seen:{person}")
}

/// The person has looked at what was refused so far: it is no longer counted as news for them.
pub async fn see_rejected(caller: &Caller<'_>, _: Nothing) -> Result<Done, Failure> {
    let (person, now) = (caller.person()?.id, caller.now());
    let plant = caller.plant()?;
    plant.store.write(|t| setting::set(t, &seen_key(person), &now)).or_failure()?;
    // No change of the plant's, and none for the action log: but other windows count anew.
    plant.changes.tell(&[Topic::Sync]);
    Ok(Done {})
}

pub async fn list_set_aside(caller: &Caller<'_>, request: ListPage) -> Result<Page<SetAsideRow>, Failure> {
    let row = |found: set_aside::SetAside| SetAsideRow {
        object: ["tag_code", "external_tag", "code", "name", "title_en"]
            .iter()
            .find_map(|column| found.content.get(*column)?.as_str().map(str::to_owned)),
        table: found.tbl,
        row_id: found.row_id,
        why: found.why.as_str().into(),
        about: found.about,
        at: found.at,
    };
    let (offset, limit) = (request.offset.unwrap_or(0), page_size(request.limit));
    let page = caller.plant()?.store.read(|c| set_aside::list(c, offset, limit)).or_failure()?;
    Ok(Page { items: page.items.into_iter().map(row).collect(), total: page.total })
}

fn waits_for(c: &store::Connection) -> store::Result<Vec<WaitsFor>> {
    let people = store::person::list(c)?;
    let named = |found: adoption::WaitsFor| {
        let person = people.iter().find(|p| p.id == found.person_id);
        WaitsFor {
            person_id: found.person_id,
            person: person.map(|p| p.email.clone()).unwrap_or_default(),
            count: found.count,
            is_active: person.is_some_and(|p| p.is_active),
        }
    };
    Ok(adoption::waiting(c)?.into_iter().map(named).collect())
}

fn on_their_way(plant: &Plant, state: &CentralState, received: f64) -> Result<ReadingsOnTheirWay, Failure> {
    let queue = plant.store.telemetry().forward().queue().or_failure()?;
    let (standing, per_second) = (state.forwarding.standing(), state.forwarding.per_second());
    Ok(ReadingsOnTheirWay {
        waiting: queue.readings,
        gaps: queue.gaps,
        oldest: queue.oldest,
        per_second,
        seconds_to_drain: ::sync::time_to_drain(queue.readings, per_second, received).map(|d| d.as_secs_f64()),
        drained_at: standing.drained_at,
        reason: standing.failure.map(|f| f.message),
        is_elsewhere: standing.is_elsewhere,
    })
}

pub async fn list_outbox(caller: &Caller<'_>, request: ListPage) -> Result<Page<OutboxRow>, Failure> {
    caller
        .plant()?
        .store
        .read(|c| {
            let people = store::person::list(c)?;
            let page = outbox::list(c, request.offset.unwrap_or(0), page_size(request.limit))?;
            let row = |pending: outbox::Pending| {
                let state = if pending.blocked.is_some() { "blocked" } else { "waiting" };
                let detail = pending.blocked.clone();
                outbox_row(c, &people, pending, state, detail, None)
            };
            Ok(Page { items: page.items.into_iter().map(row).collect::<store::Result<_>>()?, total: page.total })
        })
        .or_failure()
}

pub async fn list_receipts(caller: &Caller<'_>, request: ListReceipts) -> Result<Page<OutboxRow>, Failure> {
    let outcome = request.outcome.as_deref().filter(|o| !o.is_empty());
    caller
        .plant()?
        .store
        .read(|c| {
            let people = store::person::list(c)?;
            let page = outbox::list_history(c, outcome, request.offset.unwrap_or(0), page_size(request.limit))?;
            let row = |past: outbox::Past| {
                outbox_row(c, &people, past.operation, &past.outcome, past.detail, Some(past.settled_at))
            };
            Ok(Page { items: page.items.into_iter().map(row).collect::<store::Result<_>>()?, total: page.total })
        })
        .or_failure()
}

fn outbox_row(
    c: &store::Connection,
    people: &[Person],
    operation: outbox::Pending,
    state: &str,
    detail: Option<Value>,
    settled_at: Option<Timestamp>,
) -> store::Result<OutboxRow> {
    let who = people.iter().find(|p| Some(p.id) == operation.person_id).map(|p| p.email.clone());
    Ok(OutboxRow {
        op_id: operation.op_id,
        no: operation.device_seq,
        person: who.unwrap_or_default(),
        object: store::action_log::name_of(c, operation.row_id)?,
        table: operation.tbl,
        row_id: operation.row_id,
        action: operation.action.as_str().into(),
        fields: Value::Object(operation.patch),
        at: operation.at,
        state: state.into(),
        detail,
        settled_at,
    })
}

pub async fn list_conflicts(caller: &Caller<'_>, request: ListPage) -> Result<Page<ConflictRow>, Failure> {
    let role = caller.person()?.role;
    caller
        .plant()?
        .store
        .read(|c| {
            let page = conflict::list_open(c, request.offset.unwrap_or(0), page_size(request.limit))?;
            let row = |found: conflict::Conflict| {
                Ok(ConflictRow {
                    op_id: found.op_id,
                    field: found.field,
                    may_decide: role.can(needed_for(&found.tbl)),
                    object: store::action_log::name_of(c, found.row_id)?,
                    table: found.tbl,
                    row_id: found.row_id,
                    base: found.base,
                    mine: found.mine,
                    theirs: found.theirs,
                    found_at: found.found_at,
                })
            };
            Ok(Page { items: page.items.into_iter().map(row).collect::<store::Result<_>>()?, total: page.total })
        })
        .or_failure()
}

/// Keeping theirs only notes the decision; anything else is a change of the row, and goes the way of every change.
pub async fn decide_conflict(caller: &Caller<'_>, request: DecideConflict) -> Result<Done, Failure> {
    let plant = caller.plant()?;
    let (person, now) = (caller.person()?, caller.now());
    let open = plant.store.read(|c| conflict::find_open(c, request.op_id, &request.field)).or_failure()?;
    let open = open.ok_or_else(|| failure(ErrorCode::NotFound, "conflict-decided"))?;
    let needed = needed_for(&open.tbl);
    if !person.role.can(needed) {
        let message = Message::new("capability-missing").with("capability", needed.as_str());
        return Err(Failure::new(ErrorCode::Forbidden, message));
    }
    let (word, value) = match &request.decision {
        Decision::Mine => ("mine", Some(&open.mine)),
        Decision::Theirs => ("theirs", None),
        Decision::Edited { value } => ("edited", Some(value)),
    };
    let mut refusal = None;
    let decided = plant.store.write(|t| {
        if let Some(value) = value
            && let Err(why) = keep(t, &open, value, person.id, now)?
        {
            refusal = Some(why);
            return Err(StoreError::Conflict { what: "conflict".into() });
        }
        conflict::decide(t, open.op_id, &open.field, word, person.id, now)
    });
    match refusal {
        Some(why) => Err(why),
        None => decided.or_failure().map(|()| Done {}),
    }
}

/// The value goes into the row under the row's own rules; a value that it can't have is refused with what to do.
fn keep(
    t: &store::Transaction,
    open: &conflict::Conflict,
    value: &Value,
    by: PersonId,
    now: Timestamp,
) -> store::Result<Result<(), Failure>> {
    if (open.tbl.as_str(), open.field.as_str()) == ("work_order", "status") {
        let before = store::work_order::get(t, WorkOrderId(open.row_id))?;
        let Some(to) = value.as_str().and_then(|v| v.parse::<WorkOrderStatus>().ok()) else {
            return Ok(Err(not_taken(&open.field)));
        };
        if to == before.status {
            return Ok(Ok(()));
        }
        return match check_move(before.status, to) {
            Ok(()) => store_move(t, before, to, by, now).map(|_| Ok(())),
            Err(why) => Ok(Err(why)),
        };
    }
    match replica::change(t, &open.tbl, open.row_id, &open.field, value) {
        Ok(()) => Ok(Ok(())),
        Err(StoreError::Unreadable(detail)) => Ok(Err(not_taken(&open.field).detail(detail))),
        Err(StoreError::NotFound { .. }) => Ok(Err(failure(ErrorCode::NotFound, "conflict-row-gone"))),
        Err(other) => Err(other),
    }
}

fn not_taken(field: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new("conflict-value-not-taken").with("column", field))
}

/// As `sync.capability_to_write` of the central database says; `tests/central_sync.rs` holds the two together.
pub fn needed_for(tbl: &str) -> Capability {
    match tbl {
        "integration" => Capability::ManageIntegrations,
        "mapping" => Capability::ManageMappings,
        "work_order" | "asset_event" => Capability::ManageWorkOrders,
        "cost_model" => Capability::ManageCostModel,
        _ => Capability::ManageAssets,
    }
}
