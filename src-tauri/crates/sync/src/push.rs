//! What waits in the outbox goes to the central database, fifty at a time, and only a receipt takes it out. What was
//! refused or met another's change is read again in the same breath, so that the store never keeps showing a value that
//! the database has not taken.

use crate::{Replica, Result, Server, SyncError, pull::selection};
use central::{Action, Operation, Outcome, PushReceipt};
use domain::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use store::{
    Store, conflict,
    conflict::Conflict,
    outbox::{self, Pending, Settled},
    replica::{self, Incoming, Kind, tables},
};
use uuid::Uuid;

/// As many as `sync.apply` takes at once.
const BATCH: u32 = 50;
/// Why an operation is not even sent.
const DATABASE_OLDER: &str = "database_older";

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pushed {
    pub applied: u32,
    pub conflicts: u32,
    pub rejected: u32,
    pub blocked: u32,
}

pub(crate) async fn push(store: &Store, server: &dyn Server, replica: Replica, now: Timestamp) -> Result<Pushed> {
    let mut pushed = Pushed::default();
    let mut after = 0;
    loop {
        let batch = store.read(|c| {
            let pending = outbox::next(c, replica.person, after, BATCH)?;
            pending.into_iter().map(|p| Ok((operation(c, &p, replica)?, p))).collect::<store::Result<Vec<_>>>()
        })?;
        let Some((_, last)) = batch.last() else { return Ok(pushed) };
        after = last.device_seq;
        let (batch, early): (Vec<_>, Vec<_>) =
            batch.into_iter().map(|(o, p)| (without_newer(o, server.schema()), p)).partition(|(o, _)| o.is_some());
        if !early.is_empty() {
            pushed.blocked += early.len() as u32;
            let why = json!({ "why": DATABASE_OLDER });
            let untold: Vec<Uuid> =
                early.iter().filter(|(_, p)| p.blocked.as_ref() != Some(&why)).map(|(_, p)| p.op_id).collect();
            if !untold.is_empty() {
                store.write(|t| untold.iter().try_for_each(|op| outbox::block(t, *op, &why)))?;
            }
        }
        let batch: Vec<(Operation, Pending)> = batch.into_iter().filter_map(|(o, p)| Some((o?, p))).collect();
        if batch.is_empty() {
            continue;
        }
        let (operations, pending): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        let receipts = server.push(&operations).await?;
        if receipts.len() != operations.len() || receipts.iter().zip(&operations).any(|(r, o)| r.op_id != o.op_id) {
            return Err(SyncError::Answer("receipts of other operations".into()));
        }
        take(store, server, &pending, &receipts, now, &mut pushed).await?;
    }
}

/// The receipts of one batch, with the rows as they are there, in one local transaction.
async fn take(
    store: &Store,
    server: &dyn Server,
    pending: &[Pending],
    receipts: &[PushReceipt],
    now: Timestamp,
    pushed: &mut Pushed,
) -> Result<()> {
    let mut again: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for (operation, receipt) in pending.iter().zip(receipts) {
        if matches!(receipt.outcome, Outcome::Conflict | Outcome::Rejected) || may_differ(operation) {
            again.entry(&operation.tbl).or_default().push(operation.row_id);
        }
    }
    let mut incoming = Vec::new();
    for (tbl, ids) in again {
        let Some(selection) = selection(tbl, server.schema()) else { continue };
        let mut found: BTreeMap<Uuid, Map<String, Value>> = server.rows(&selection, &ids).await?.into_iter().collect();
        incoming.extend(ids.into_iter().map(|id| Incoming { tbl: tbl.to_owned(), row_id: id, row: found.remove(&id) }));
    }
    // The same row twice: the second finding would say that it is gone.
    incoming.sort_by(|a, b| (&a.tbl, a.row_id, a.row.is_none()).cmp(&(&b.tbl, b.row_id, b.row.is_none())));
    incoming.dedup_by(|a, b| a.tbl == b.tbl && a.row_id == b.row_id);
    store.write(|t| {
        for (operation, receipt) in pending.iter().zip(receipts) {
            let detail = Some(&receipt.detail).filter(|d| !d.is_null());
            match receipt.outcome {
                Outcome::Applied => {
                    outbox::settle(t, operation.op_id, Settled::Applied, detail, now)?;
                    pushed.applied += 1;
                }
                Outcome::Conflict => {
                    for conflict in conflicts(operation, &receipt.detail, now) {
                        conflict::insert(t, &conflict)?;
                    }
                    outbox::settle(t, operation.op_id, Settled::Conflict, detail, now)?;
                    pushed.conflicts += 1;
                }
                Outcome::Rejected => {
                    outbox::settle(t, operation.op_id, Settled::Rejected, detail, now)?;
                    pushed.rejected += 1;
                }
                Outcome::Blocked => {
                    outbox::block(t, operation.op_id, &receipt.detail)?;
                    pushed.blocked += 1;
                }
            }
        }
        replica::apply(t, &incoming)
    })?;
    Ok(())
}

/// Of two times of the last change the later one stays there, with no conflict and, where nothing else is new, with no
/// entry in the feed either.
fn may_differ(operation: &Pending) -> bool {
    operation.action == outbox::Action::Update && operation.patch.contains_key("updated_at")
}

fn operation(c: &store::Connection, pending: &Pending, replica: Replica) -> store::Result<Operation> {
    Ok(Operation {
        op_id: pending.op_id,
        person_id: replica.person.0,
        device_id: replica.device,
        device_seq: pending.device_seq,
        tbl: pending.tbl.clone(),
        row_id: pending.row_id,
        action: match pending.action {
            outbox::Action::Insert => Action::Insert,
            outbox::Action::Update => Action::Update,
            outbox::Action::Delete => Action::Delete,
        },
        patch: pending.patch.clone(),
        base: pending.base.clone(),
        depends_on: depends_on(c, pending)?,
        client_time: pending.at,
    })
}

/// The operation as a database of this version takes it; none where it sets what only a newer one has: it waits until the
/// database is updated.
fn without_newer(mut operation: Operation, schema: i32) -> Option<Operation> {
    let table = tables::find(&operation.tbl)?;
    let newer: Vec<String> = operation.patch.keys().filter(|c| table.is_beyond(schema, c)).cloned().collect();
    for column in newer {
        let is_left_empty = operation.action == Action::Insert && operation.patch[&column].is_null();
        if !is_left_empty {
            return None;
        }
        operation.patch.remove(&column);
    }
    Some(operation)
}

/// What has to be there first: the row's own earlier change, and the rows made here that it refers to. Of the same person
/// these go before it; of another one they wait for that person, and this one with them.
fn depends_on(c: &store::Connection, pending: &Pending) -> store::Result<Vec<Uuid>> {
    let mut needed: Vec<Uuid> = outbox::before(c, pending)?.into_iter().collect();
    let Some(table) = tables::find(&pending.tbl) else { return Ok(needed) };
    for (column, _) in table.columns.iter().filter(|(_, kind)| *kind == Kind::Uuid) {
        let referred = pending.patch.get(*column).and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
        if let Some(making) = referred.map(|id| outbox::making(c, id)).transpose()?.flatten() {
            needed.push(making);
        }
    }
    needed.retain(|op| *op != pending.op_id);
    Ok(needed)
}

fn conflicts(operation: &Pending, detail: &Value, now: Timestamp) -> Vec<Conflict> {
    let fields = detail["fields"].as_object();
    let conflict = |(field, values): (&String, &Value)| Conflict {
        op_id: operation.op_id,
        field: field.clone(),
        tbl: operation.tbl.clone(),
        row_id: operation.row_id,
        base: values["base"].clone(),
        mine: values["mine"].clone(),
        theirs: values["theirs"].clone(),
        found_at: now,
        decided_at: None,
        decided_by: None,
        decision: None,
    };
    fields.into_iter().flatten().map(conflict).collect()
}
