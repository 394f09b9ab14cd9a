//! Opening a central workspace without the central database. Whoever has signed in here with the database may, with the
//! same password, for so many days since it last knew them (`offline_grace_days`, the tenant's setting). The days are
//! counted on a clock that does not run back: the latest time ever seen here, of this computer or of the server.

use crate::{
    failures::{OrFailure, failure},
    plant::Plant,
};
use chrono::Duration;
use domain::{ErrorCode, Failure, Message, PersonId, Timestamp};

/// Where the tenant says nothing else.
pub const GRACE_DAYS: u32 = 30;
/// Whatever the tenant says.
pub const MOST_GRACE_DAYS: u32 = 365;
const GRACE: &str = "offline-grace-days";
const FLOOR: &str = "clock-floor";
/// Two clocks differ a little, and a corrected one may step back a little.
const TOLERANCE_MINUTES: i64 = 10;

/// Notes that it is at least `now`.
pub fn note_time(plant: &Plant, now: Timestamp) -> Result<(), Failure> {
    plant
        .store
        .write(|t| match store::setting::find::<Timestamp>(t, FLOOR)? {
            Some(floor) if floor >= now => Ok(()),
            _ => store::setting::set(t, FLOOR, &now),
        })
        .or_failure()
}

/// The database has just known the person; its own clock says when. What this computer's clock had claimed meanwhile
/// counts no more, so that a clock set far ahead by mistake keeps nobody out for good.
pub fn verified(plant: &Plant, person: PersonId, server_now: Timestamp, grace_days: u32) -> Result<(), Failure> {
    plant
        .store
        .write(|t| {
            store::setting::set(t, FLOOR, &server_now)?;
            store::setting::set(t, GRACE, &grace_days)?;
            store::unlock::verify(t, person, server_now)
        })
        .or_failure()
}

/// Until when the person may open the workspace without the database; none where never.
pub fn open_until(plant: &Plant, person: PersonId) -> Result<Option<Timestamp>, Failure> {
    let (verified_at, grace) = plant
        .store
        .read(|c| Ok((store::unlock::verified_at(c, person)?, store::setting::find::<u32>(c, GRACE)?)))
        .or_failure()?;
    Ok(verified_at.map(|at| at + Duration::days(i64::from(grace.unwrap_or(GRACE_DAYS)))))
}

/// Refuses where the grace is over, or where the clock stands before a time that was already seen.
pub fn permit(plant: &Plant, person: PersonId, now: Timestamp) -> Result<(), Failure> {
    let floor = plant.store.read(|c| store::setting::find::<Timestamp>(c, FLOOR)).or_failure()?;
    if floor.is_some_and(|floor| now < floor - Duration::minutes(TOLERANCE_MINUTES)) {
        return Err(failure(ErrorCode::Unauthenticated, "unlock-clock-set-back"));
    }
    match open_until(plant, person)? {
        None => Err(failure(ErrorCode::Unauthenticated, "unlock-needs-central")),
        Some(until) if now > until => {
            let grace = plant.store.read(|c| store::setting::find::<u32>(c, GRACE)).or_failure()?.unwrap_or(GRACE_DAYS);
            Err(Failure::new(ErrorCode::Unauthenticated, Message::new("unlock-grace-over").with("days", grace)))
        }
        Some(_) => note_time(plant, now),
    }
}
