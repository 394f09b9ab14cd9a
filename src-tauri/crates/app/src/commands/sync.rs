//! What goes to the central database and comes from it: how it stands, what waits, what became of the rest, and the
//! fields that two people changed at once. "Saved" is in the store; "sent" has a receipt.

use super::{
    checked::page_size,
    workspace::{Done, Nothing},
};
use crate::{
    Caller,
    capacity::{self, Capacity},
    central::{self as central_mode, CentralState},
    failures::{OrFailure, failure},
    plant::Plant,
};
use domain::{Capability, ErrorCode, Failure, Message, Page, Person, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{StoreError, conflict, outbox, replica};
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
    #[ts(type = "number")]
    pub conflicts: u64,
    #[ts(type = "number")]
    pub rejected: u64,
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
    let (depth, conflicts, rejected) = plant
        .store
        .read(|c| {
            let rejected = outbox::list_history(c, Some("rejected"), 0, 1)?.total;
            Ok((outbox::depth(c)?, conflict::list_open(c, 0, 1)?.total, rejected))
        })
        .or_failure()?;
    Ok(SyncState {
        waiting: depth.waiting,
        blocked: depth.blocked,
        oldest: depth.oldest,
        conflicts,
        rejected,
        exchanged_at: standing.at,
        reason: standing.failure.map(|f| f.message),
        readings,
        capacity,
    })
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
    let decided = plant.store.write(|t| {
        if let Some(value) = value {
            replica::change(t, &open.tbl, open.row_id, &open.field, value)?;
        }
        conflict::decide(t, open.op_id, &open.field, word, person.id, now)
    });
    match decided {
        // A value that the column does not take.
        Err(StoreError::Unreadable(detail)) => {
            Err(crate::failures::invalid("config-text-too-long", "value").detail(detail))
        }
        other => other.or_failure().map(|()| Done {}),
    }
}

/// As `sync.capability_to_write` of the central database says.
fn needed_for(tbl: &str) -> Capability {
    match tbl {
        "integration" => Capability::ManageIntegrations,
        "mapping" => Capability::ManageMappings,
        "work_order" | "asset_event" => Capability::ManageWorkOrders,
        _ => Capability::ManageAssets,
    }
}
