//! A write of very many rows: room for the pages that it dirties, and word indexes made once at its end.

use crate::Result;
use rusqlite::Connection;

/// From so many rows on: pages beyond the cache are evicted and read back again and again (three times the time for
/// 100,000 rows, measured).
const ROWS: usize = 10_000;
/// A row put into a word index by its trigger costs eight times what it costs in an index that is made anew (measured).
const ANEW: usize = 8;

/// Tables with a word index, whose triggers leave alone what is named in `search_later`.
const INDEXED: [&str; 2] = ["asset", "mapping"];

/// Runs a write of so many rows of each table.
pub(crate) fn write<T>(connection: &Connection, rows: &[(&str, usize)], f: impl FnOnce() -> Result<T>) -> Result<T> {
    if rows.iter().map(|(_, n)| n).sum::<usize>() < ROWS {
        return f();
    }
    connection.execute_batch("PRAGMA cache_size = -393216")?;
    let result = index_later(connection, rows, f);
    connection.execute_batch("PRAGMA cache_size = -65536")?;
    result
}

/// No savepoint around it: with one open, each statement goes through all that has been written since (SQLite keeps what
/// it would take back in a list).
fn index_later<T>(connection: &Connection, rows: &[(&str, usize)], f: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut later = Vec::new();
    for (table, n) in rows.iter().filter(|(table, n)| INDEXED.contains(table) && *n > 0) {
        let known: i64 = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0))?;
        if n.saturating_mul(ANEW) >= known as usize {
            connection.execute("INSERT INTO search_later VALUES (?1)", [table])?;
            later.push(*table);
        }
    }
    let result = f();
    // Also where it failed: the caller may go on with what there is.
    let indexed = later.into_iter().try_for_each(|table| index(connection, table));
    result.and_then(|done| indexed.map(|()| done))
}

fn index(connection: &Connection, table: &str) -> Result<()> {
    connection.execute(&format!("INSERT INTO {table}_search ({table}_search) VALUES ('rebuild')"), [])?;
    connection.execute("DELETE FROM search_later WHERE tbl = ?1", [table])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, StoreError, StoreKey};

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let key = StoreKey::random().expect("a key");
        let store = Store::open(&folder.path().join("store.db"), &key).expect("a new store").store;
        (folder, store)
    }

    fn add(connection: &Connection, names: std::ops::Range<usize>) -> Result<()> {
        connection.execute(
            "INSERT OR IGNORE INTO site (id, code, name_en, name_ar, time_zone) VALUES (zeroblob(16), 'S', 'S', 'S', 'UTC')",
            [],
        )?;
        let sql =
            "INSERT INTO asset (id, site_id, tag_code, name_en, name_ar, family, criticality, status, search_text)
                   VALUES (randomblob(16), zeroblob(16), ?1, ?1, ?1, 'pump', 'high', 'in_service', ?1)";
        let mut insert = connection.prepare_cached(sql)?;
        names.map(|n| insert.execute([format!("pump {n:05}")])).try_for_each(|r| Ok(r.map(drop)?))
    }

    fn found(connection: &Connection, word: &str) -> Result<i64> {
        let sql = "SELECT count(*) FROM asset_search WHERE asset_search MATCH ?1";
        Ok(connection.query_row(sql, [format!("\"{word}\"")], |r| r.get(0))?)
    }

    fn is_sound(connection: &Connection) -> bool {
        let check = "INSERT INTO asset_search (asset_search, rank) VALUES ('integrity-check', 1)";
        connection.execute(check, []).is_ok()
    }

    #[test]
    fn words_of_many_rows_and_of_what_follows_them_are_found() {
        let (_folder, store) = store();
        store.write(|t| write(t, &[("asset", ROWS)], || add(t, 0..ROWS))).expect("rows go in");
        let renamed = "UPDATE asset SET search_text = 'turbine' WHERE tag_code = 'pump 00007'";
        store.write(|t| Ok(t.execute(renamed, [])?)).expect("one is renamed");
        store
            .write(|t| {
                assert_eq!((found(t, "pump")?, found(t, "turbine")?, found(t, "00007")?), (ROWS as i64 - 1, 1, 0));
                assert!(is_sound(t));
                Ok(())
            })
            .expect("the index answers");
    }

    #[test]
    fn few_rows_beside_many_go_in_by_the_trigger() {
        let (_folder, store) = store();
        store.write(|t| add(t, 0..ROWS)).expect("rows go in");
        let few = ROWS..ROWS + ROWS / ANEW - 1;
        let n = few.len();
        store
            .write(|t| {
                write(t, &[("asset", n), ("score", ROWS)], || {
                    add(t, few)?;
                    assert_eq!(found(t, "pump")?, (ROWS + n) as i64, "not only at the end");
                    Ok(())
                })
            })
            .expect("rows go in");
    }

    #[test]
    fn words_of_what_failed_half_way_are_found_where_the_caller_goes_on() {
        let (_folder, store) = store();
        store
            .write(|t| {
                let failed = write(t, &[("asset", ROWS)], || {
                    add(t, 0..5)?;
                    Err::<(), _>(StoreError::not_found("asset", "a later one"))
                });
                assert!(failed.is_err());
                add(t, 5..7)?;
                let rows: i64 = t.query_row("SELECT count(*) FROM asset", [], |r| r.get(0))?;
                assert_eq!((rows, found(t, "pump")?), (7, 7));
                assert!(is_sound(t));
                Ok(())
            })
            .expect("the transaction goes on");
    }
}
