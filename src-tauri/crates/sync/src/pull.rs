//! What has changed in the central database comes in: the feed in its order, the rows as they are now, in one local
//! transaction with the place that the replica has come to.

use crate::{Origin, Result, Server, SyncError};
use central::{Change, Column, Place, Selection, SnapshotRow};
use domain::{Role, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use store::{
    Store, outbox,
    replica::{self, Incoming, Kind, POSITION, TABLES, Table, tables},
    setting,
};
use uuid::Uuid;

const PAGE: i64 = 5_000;
/// Behind every table's name, however the database sorts.
const LAST_TABLE: &str = "zzzz";

/// How far a replica has come in which database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub origin: Origin,
    pub seq: i64,
    pub tbl: String,
    pub row_id: Uuid,
    /// Everything has been read once since the database was recognized as this one.
    pub is_whole: bool,
    /// Which tables and columns were shared then: a newer version that shares more reads everything anew.
    #[serde(default)]
    pub shares: String,
    /// Tables with changes that were passed over because the session that read the feed may not see them.
    #[serde(default)]
    pub unread: BTreeSet<String>,
}

impl Position {
    /// This role is shown something that was passed over for another.
    fn has_unread_for(&self, role: Role) -> bool {
        self.unread.iter().filter_map(|tbl| tables::find(tbl)).any(|t| role.can(t.read))
    }
}

/// Once the database has grown too, everything is read anew.
fn shares(schema: i32) -> String {
    let columns = |t: &'static Table| t.columns_at(schema).map(|(c, _)| *c).collect::<Vec<_>>().join(" ");
    TABLES.iter().map(|t| format!("{}: {}", t.name, columns(t))).collect::<Vec<_>>().join("; ")
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pulled {
    pub rows: u32,
    pub deleted: u32,
}

pub(crate) fn position(store: &Store) -> Result<Option<Position>> {
    Ok(store.read(|c| setting::find::<Position>(c, POSITION))?)
}

/// Another database, another timeline or another feed than the replica knows is one restored from a backup: what it had
/// acknowledged waits again, and everything is read anew.
pub(crate) fn recognize(store: &Store, origin: &Origin, now: Timestamp) -> Result<()> {
    let Some(known) = position(store)? else { return Ok(()) };
    // A feed that can't be read says nothing about the database: a session that may not look must empty no replica.
    if known.origin.generation.is_some() && origin.generation.is_none() {
        return Err(SyncError::Answer("no feed where there was one".into()));
    }
    let is_same = known.origin.system == origin.system
        && known.origin.timeline == origin.timeline
        && (known.origin.generation.is_none() || known.origin.generation == origin.generation)
        // A feed never runs back but in a database that was taken back.
        && known.seq <= origin.seq;
    if is_same {
        return Ok(());
    }
    tracing::warn!("the central database is another one than before: restored from a backup");
    let since = now - chrono::Duration::days(outbox::KEPT_DAYS);
    store.write(|t| {
        let again = outbox::wait_again(t, since)?;
        tracing::warn!(operations = again, "what it had acknowledged is sent again");
        setting::delete(t, POSITION)
    })?;
    Ok(())
}

pub(crate) async fn pull(store: &Store, server: &dyn Server, role: Role, origin: &Origin) -> Result<Pulled> {
    // Before the tenant's first change there is nothing to read, and nothing to compare with.
    if origin.generation.is_none() {
        return Ok(Pulled::default());
    }
    let shares = shares(server.schema());
    let known = position(store)?.filter(|p| p.is_whole && p.shares == shares && !p.has_unread_for(role));
    let selections: Vec<Selection> = TABLES.iter().map(|t| select(t, server.schema())).collect();
    let Some(known) = known else { return snapshot(store, server, role, origin, &selections).await };
    if origin.seq <= known.seq {
        return Ok(Pulled::default());
    }
    let after = Place { seq: known.seq, tbl: known.tbl, row_id: known.row_id };
    let (changes, place) = changes(server, &selections, after).await?;
    let mut unread = known.unread;
    unread.extend(changes.iter().filter(|c| c.is_hidden()).map(|c| c.place.tbl.clone()));
    let incoming: Vec<Incoming> = changes.into_iter().filter_map(incoming).collect();
    let deleted = incoming.iter().filter(|i| i.row.is_none()).count() as u32;
    let pulled = Pulled { rows: incoming.len() as u32 - deleted, deleted };
    // The feed may have moved on meanwhile; what was read is what counts.
    let position = at(origin, place, shares, unread);
    store.write(|t| {
        replica::apply(t, &incoming)?;
        setting::set(t, POSITION, &position)
    })?;
    Ok(pulled)
}

/// What has changed after a place, each row once, and the place that this comes to: a page, or where more waits all of it.
async fn changes(server: &dyn Server, selections: &[Selection], after: Place) -> Result<(Vec<Change>, Place)> {
    let mut changes = server.changes(selections, &after, PAGE).await?;
    let mut place = changes.last().map_or(after, |last| last.place.clone());
    if changes.len() < PAGE as usize {
        return Ok((changes, place));
    }
    let rest = server.changes_to_end(selections, &place).await?;
    if let Some(newest) = rest.iter().map(|c| c.place.seq).max() {
        place = behind(newest);
    }
    // Of a row that has changed again meanwhile, what it is now.
    let again: HashSet<Uuid> = rest.iter().map(|c| c.place.row_id).collect();
    changes.retain(|c| !again.contains(&c.place.row_id));
    changes.extend(rest);
    Ok((changes, place))
}

/// Behind everything that has this number: no reader sees a part of a transaction.
fn behind(seq: i64) -> Place {
    Place { seq, tbl: LAST_TABLE.to_owned(), row_id: Uuid::max() }
}

/// A replica that has nothing of this database, or knows more tables than before, reads all there is.
async fn snapshot(
    store: &Store,
    server: &dyn Server,
    role: Role,
    origin: &Origin,
    selections: &[Selection],
) -> Result<Pulled> {
    let all = server.snapshot(selections).await?;
    let pulled = Pulled { rows: all.rows.len() as u32, deleted: 0 };
    let incoming = |row: SnapshotRow| Incoming { tbl: row.tbl, row_id: row.id, row: Some(row.row) };
    let incoming: Vec<Incoming> = all.rows.into_iter().map(incoming).collect();
    let unread = TABLES.iter().filter(|t| !role.can(t.read)).map(|t| t.name.to_owned()).collect();
    let position = at(origin, behind(all.seq), shares(server.schema()), unread);
    store.write(|t| {
        replica::forget_all_but(t, &incoming)?;
        replica::apply(t, &incoming)?;
        setting::set(t, POSITION, &position)
    })?;
    Ok(pulled)
}

fn at(origin: &Origin, place: Place, shares: String, unread: BTreeSet<String>) -> Position {
    let Place { seq, tbl, row_id } = place;
    Position { origin: origin.clone(), seq, tbl, row_id, is_whole: true, shares, unread }
}

/// A row that is there but that this session may not read is none of its working set.
fn incoming(change: Change) -> Option<Incoming> {
    match (change.is_delete, change.row) {
        (true, _) => Some(Incoming { tbl: change.place.tbl, row_id: change.place.row_id, row: None }),
        (false, Some(row)) => Some(Incoming { tbl: change.place.tbl, row_id: change.place.row_id, row: Some(row) }),
        (false, None) => None,
    }
}

pub(crate) fn selection(tbl: &str, schema: i32) -> Option<Selection> {
    tables::find(tbl).map(|table| select(table, schema))
}

fn select(table: &'static Table, schema: i32) -> Selection {
    let column = |name: &str, is_decimal| Column { name: name.to_owned(), is_decimal };
    let mut columns: Vec<Column> =
        table.columns_at(schema).map(|(name, kind)| column(name, *kind == Kind::Decimal)).collect();
    if table.has_version {
        columns.push(column("version", false));
    }
    if table.name == "work_order" {
        columns.push(column("no", false));
    }
    Selection { tbl: table.name.to_owned(), columns }
}
