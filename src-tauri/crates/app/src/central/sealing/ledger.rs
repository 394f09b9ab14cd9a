//! What this workstation knows about sealed secrets, in the local store, never with a secret in it: which values it
//! holds, what was saved here and has not reached central yet, and what it could not open.

use crate::{failures::OrFailure, plant::Plant};
use domain::{Failure, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Key of the ledger in the store.
const NAME: &str = "sealed-secrets";

/// `<owner> <field>`: JSON's keys are text.
pub type Key = String;

pub fn key(owner: Uuid, field: &str) -> Key {
    format!("{owner} {field}")
}

/// The two halves again; `None` for what nobody has written here.
pub fn parts(key: &str) -> Option<(Uuid, &str)> {
    let (owner, field) = key.split_once(' ')?;
    Some((owner.parse().ok()?, field))
}

/// A secret that was saved or removed here, and is to be told to the other workstations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// Another one with every saving: what has been sent is struck off only if nothing was saved meanwhile.
    pub mark: Uuid,
    pub since: Timestamp,
    /// The value that this workstation held before, 0 for none: what central must still have for this one to take its
    /// place.
    pub instead_of: i64,
}

/// A value that is kept here: central's row, and its number there. A row that was removed and made anew has another id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub id: Uuid,
    pub value_no: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    pub held: BTreeMap<Key, Held>,
    pub waiting: BTreeMap<Key, Waiting>,
    /// Versions that could not be opened: not tried again until there is another.
    pub refused: BTreeMap<Key, i64>,
}

impl Ledger {
    pub fn wait(&mut self, key: Key, now: Timestamp) {
        let instead_of = match self.waiting.get(&key) {
            // Saved twice before it was sent: it is still the first one's place.
            Some(before) => before.instead_of,
            None => self.held.get(&key).map_or(0, |held| held.value_no),
        };
        self.wait_instead_of(key, instead_of, now);
    }

    pub fn wait_instead_of(&mut self, key: Key, instead_of: i64, now: Timestamp) {
        self.waiting.insert(key, Waiting { mark: Uuid::now_v7(), since: now, instead_of });
    }

    /// It has reached central, and is this there; none where it was removed.
    pub fn sent(&mut self, key: &str, mark: Uuid, there: Option<Held>) {
        match there {
            Some(held) => self.held.insert(key.to_owned(), held),
            None => self.held.remove(key),
        };
        match self.waiting.get_mut(key) {
            Some(waiting) if waiting.mark == mark => {
                self.waiting.remove(key);
            }
            // Saved again while the one before was on its way.
            Some(waiting) => waiting.instead_of = there.map_or(0, |held| held.value_no),
            None => {}
        }
    }

    /// Somebody else's value was there first, and stays.
    pub fn give_way(&mut self, key: &str) {
        self.waiting.remove(key);
        self.held.remove(key);
    }
}

pub fn read(plant: &Plant) -> Result<Ledger, Failure> {
    plant.store.read(|c| store::setting::find::<Ledger>(c, NAME)).or_failure().map(Option::unwrap_or_default)
}

/// Read, changed and written in one transaction: the window and the command line share the workspace.
pub fn change<T>(plant: &Plant, edit: impl FnOnce(&mut Ledger) -> T) -> Result<T, Failure> {
    plant
        .store
        .write(|t| {
            let mut ledger = store::setting::find::<Ledger>(t, NAME)?.unwrap_or_default();
            let told = edit(&mut ledger);
            store::setting::set(t, NAME, &ledger)?;
            Ok(told)
        })
        .or_failure()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(value_no: i64) -> Held {
        Held { id: Uuid::from_u128(1), value_no }
    }

    fn now() -> Timestamp {
        chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    #[test]
    fn a_key_comes_apart_again() {
        let owner = Uuid::now_v7();
        assert_eq!(parts(&key(owner, "password")), Some((owner, "password")));
        assert_eq!(parts("password"), None);
    }

    #[test]
    fn what_waits_takes_the_place_of_what_was_held_when_it_was_first_saved() {
        let mut ledger = Ledger::default();
        ledger.held.insert("k".into(), held(4));
        ledger.wait("k".into(), now());
        ledger.wait("k".into(), now());
        assert_eq!(ledger.waiting["k"].instead_of, 4);
        let mark = ledger.waiting["k"].mark;
        ledger.sent("k", mark, Some(held(5)));
        assert_eq!((ledger.held.get("k"), ledger.waiting.len()), (Some(&held(5)), 0));
    }

    #[test]
    fn what_was_saved_again_on_the_way_goes_on_waiting() {
        let mut ledger = Ledger::default();
        ledger.wait("k".into(), now());
        let first = ledger.waiting["k"].mark;
        ledger.wait("k".into(), now());
        ledger.sent("k", first, Some(held(1)));
        assert_eq!(ledger.waiting["k"].instead_of, 1);
        let second = ledger.waiting["k"].mark;
        ledger.sent("k", second, None);
        assert!(ledger.waiting.is_empty() && ledger.held.is_empty());
    }

    #[test]
    fn what_gives_way_is_opened_anew() {
        let mut ledger = Ledger::default();
        ledger.held.insert("k".into(), held(4));
        ledger.wait("k".into(), now());
        ledger.give_way("k");
        assert_eq!(ledger, Ledger::default());
    }
}
