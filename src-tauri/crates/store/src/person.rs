//! People who sign in. The password verifier is read through [`verifier`] alone and is part of no other row.

use crate::{Result, StoreError, row};
use domain::{Person, PersonId, Secret, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// What checking a password needs.
#[derive(Debug)]
pub struct Verifier {
    pub person_id: PersonId,
    /// Argon2id, PHC string. `None`: no password was set.
    pub phc: Option<Secret>,
    pub is_active: bool,
    pub failed_sign_ins: u32,
    pub locked_until: Option<Timestamp>,
}

fn from_row(row: &Row) -> rusqlite::Result<Person> {
    Ok(Person {
        id: PersonId(row.get("id")?),
        email: row.get("email")?,
        display_name: row.get("display_name")?,
        role: row::get_word(row, "role")?,
        is_active: row.get("is_active")?,
        last_sign_in_at: row::get_time_maybe(row, "last_sign_in_at")?,
        preferences: row::get_json(row, "preferences")?,
    })
}

const COLUMNS: &str = "id, email, display_name, role, is_active, last_sign_in_at, preferences";

fn folded(email: &str) -> String {
    email.trim().to_lowercase()
}

/// `Duplicate` where the e-mail address is taken. `phc`: Argon2id PHC string of the password.
pub fn insert(connection: &Connection, person: &Person, phc: Option<&Secret>) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO person (id, email, display_name, role, is_active, last_sign_in_at, preferences, verifier)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            person.id.0,
            folded(&person.email),
            person.display_name,
            person.role.as_str(),
            person.is_active,
            person.last_sign_in_at.map(row::micros),
            row::json(&person.preferences)?,
            phc.map(Secret::expose),
        ])?;
    Ok(())
}

/// Everything but the verifier and the sign-in counters.
pub fn update(connection: &Connection, person: &Person) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "UPDATE person SET email = ?2, display_name = ?3, role = ?4, is_active = ?5, last_sign_in_at = ?6,
                 preferences = ?7 WHERE id = ?1",
        )?
        .execute(params![
            person.id.0,
            folded(&person.email),
            person.display_name,
            person.role.as_str(),
            person.is_active,
            person.last_sign_in_at.map(row::micros),
            row::json(&person.preferences)?,
        ])?;
    row::expect_one(changed, "person", person.id)
}

/// A new password; failed attempts and the lock are forgotten.
pub fn set_verifier(connection: &Connection, id: PersonId, phc: &Secret) -> Result<()> {
    let changed = connection
        .prepare_cached("UPDATE person SET verifier = ?2, failed_sign_ins = 0, locked_until = NULL WHERE id = ?1")?
        .execute(params![id.0, phc.expose()])?;
    row::expect_one(changed, "person", id)
}

/// `None` where nobody has the address.
pub fn verifier(connection: &Connection, email: &str) -> Result<Option<Verifier>> {
    Ok(connection
        .prepare_cached("SELECT id, verifier, is_active, failed_sign_ins, locked_until FROM person WHERE email = ?1")?
        .query_row([folded(email)], |r| {
            Ok(Verifier {
                person_id: PersonId(r.get("id")?),
                phc: r.get::<_, Option<String>>("verifier")?.map(Secret::new),
                is_active: r.get("is_active")?,
                failed_sign_ins: r.get("failed_sign_ins")?,
                locked_until: row::get_time_maybe(r, "locked_until")?,
            })
        })
        .optional()?)
}

/// Counts one up and, where given, locks until then.
pub fn record_failed_sign_in(connection: &Connection, id: PersonId, locked_until: Option<Timestamp>) -> Result<()> {
    let changed = connection
        .prepare_cached("UPDATE person SET failed_sign_ins = failed_sign_ins + 1, locked_until = ?2 WHERE id = ?1")?
        .execute(params![id.0, locked_until.map(row::micros)])?;
    row::expect_one(changed, "person", id)
}

/// The right password was given.
pub fn forget_failed_sign_ins(connection: &Connection, id: PersonId) -> Result<()> {
    let changed = connection
        .prepare_cached("UPDATE person SET failed_sign_ins = 0, locked_until = NULL WHERE id = ?1")?
        .execute([id.0])?;
    row::expect_one(changed, "person", id)
}

pub fn record_sign_in(connection: &Connection, id: PersonId, at: Timestamp) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "UPDATE person SET last_sign_in_at = ?2, failed_sign_ins = 0, locked_until = NULL WHERE id = ?1",
        )?
        .execute(params![id.0, row::micros(at)])?;
    row::expect_one(changed, "person", id)
}

pub fn get(connection: &Connection, id: PersonId) -> Result<Person> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE id = ?1"))?
        .query_row([id.0], from_row)
        .optional()?
        .ok_or_else(|| StoreError::not_found("person", id))
}

pub fn find(connection: &Connection, id: PersonId) -> Result<Option<Person>> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE id = ?1"))?
        .query_row([id.0], from_row)
        .optional()?)
}

/// Somebody whom the central database knows: inserted without a verifier, or brought up to date.
pub fn put(connection: &Connection, person: &Person) -> Result<()> {
    match find(connection, person.id)? {
        None => insert(connection, person, None),
        Some(kept) if kept == *person => Ok(()),
        Some(_) => update(connection, person),
    }
}

pub fn find_by_email(connection: &Connection, email: &str) -> Result<Option<Person>> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE email = ?1"))?
        .query_row([folded(email)], from_row)
        .optional()?)
}

/// By name.
pub fn list(connection: &Connection) -> Result<Vec<Person>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM person ORDER BY display_name, email"))?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
