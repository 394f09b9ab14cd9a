//! The store as a replica of a tenant's working set: which tables it shares with the central database, how local changes
//! become operations (`capture`), how the database's rows come in under the operations that wait (`apply`), and how a
//! standalone store's content is entered (`taking`).

pub mod apply;
pub mod capture;
mod change;
mod hold;
mod put;
pub mod tables;
pub mod taking;
mod values;

pub use apply::{Incoming, apply, forget_all_but, present};
pub use capture::capture;
pub use change::change;
pub use tables::{Kind, TABLES, Table};

use crate::{Result, setting};
use rusqlite::Connection;

/// The setting that says how far the replica has come, and in which database (`sync`'s `Position`).
pub const POSITION: &str = "replica-position";

/// A store that was put together from what could be read of a damaged one: what is missing comes again from the central
/// database, and operations are counted on from those that have their receipts.
pub(crate) fn begin_anew(connection: &Connection) -> Result<()> {
    setting::delete(connection, POSITION)?;
    connection.execute_batch(
        "INSERT INTO sqlite_sequence (name, seq)
         SELECT 'outbox', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'outbox');
         UPDATE sqlite_sequence SET seq = max(seq, (SELECT coalesce(max(device_seq), 0) FROM outbox_history))
          WHERE name = 'outbox';",
    )?;
    Ok(())
}
