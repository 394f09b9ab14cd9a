//! Secrets, only for a workspace on a machine without a keychain, whose store key comes from a passphrase instead.
//! They are then as safe as the store itself: encrypted under that passphrase. Nothing here lists or exports them.

use crate::Result;
use domain::Secret;
use rusqlite::{Connection, OptionalExtension, params};

pub fn find(connection: &Connection, name: &str) -> Result<Option<Secret>> {
    Ok(connection
        .prepare_cached("SELECT value FROM secret WHERE name = ?1")?
        .query_row([name], |r| r.get::<_, String>(0).map(Secret::new))
        .optional()?)
}

pub fn set(connection: &Connection, name: &str, value: &Secret) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO secret VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")?
        .execute(params![name, value.expose()])?;
    Ok(())
}

pub fn delete(connection: &Connection, name: &str) -> Result<()> {
    connection.prepare_cached("DELETE FROM secret WHERE name = ?1")?.execute([name])?;
    Ok(())
}
