//! Who may open a central workspace while the central database is out of reach, and when it last knew them. The password
//! verifier itself is the person's (`person.rs`).

use crate::{Result, row};
use domain::{PersonId, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

/// When the central database last took the person's password or session.
pub fn verified_at(connection: &Connection, person: PersonId) -> Result<Option<Timestamp>> {
    Ok(connection
        .prepare_cached("SELECT verified_at FROM unlock WHERE person_id = ?1")?
        .query_row([person.0], |r| row::get_time(r, "verified_at"))
        .optional()?)
}

/// Who may open the workspace without the central database.
pub fn people(connection: &Connection) -> Result<Vec<PersonId>> {
    let mut statement = connection.prepare_cached("SELECT person_id FROM unlock ORDER BY person_id")?;
    let people = statement.query_map([], |r| r.get(0).map(PersonId))?.collect::<rusqlite::Result<_>>()?;
    Ok(people)
}

pub fn verify(connection: &Connection, person: PersonId, at: Timestamp) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO unlock VALUES (?1, ?2)
             ON CONFLICT (person_id) DO UPDATE SET verified_at = max(verified_at, excluded.verified_at)",
        )?
        .execute(params![person.0, row::micros(at)])?;
    Ok(())
}

/// From now on the person is let in by the central database only: no verifier is kept either.
pub fn forget(connection: &Connection, person: PersonId) -> Result<()> {
    connection.prepare_cached("DELETE FROM unlock WHERE person_id = ?1")?.execute([person.0])?;
    connection.prepare_cached("UPDATE person SET verifier = NULL WHERE id = ?1")?.execute([person.0])?;
    Ok(())
}

/// Nobody opens the workspace without the central database any more.
pub fn forget_all(connection: &Connection) -> Result<()> {
    connection
        .prepare_cached("UPDATE person SET verifier = NULL WHERE id IN (SELECT person_id FROM unlock)")?
        .execute([])?;
    connection.prepare_cached("DELETE FROM unlock")?.execute([])?;
    Ok(())
}
