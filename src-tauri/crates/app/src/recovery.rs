//! What a damaged store cost: kept in the store that took its place, so that every process tells it, until a person who
//! may mend things has seen it.

use crate::commands::workspace::RecoveryNotice;
use parking_lot::Mutex;
use std::path::Path;
use store::{Recovery, Store, StoreError, setting};

/// Key of the notice in the store.
const KEY: &str = "recovery";

/// The notice that nobody has seen yet.
#[derive(Default)]
pub struct Unseen {
    /// Where the store had no room for it: told by this process alone.
    unkept: Mutex<Option<RecoveryNotice>>,
}

impl Unseen {
    /// Right after the salvage. An earlier notice that nobody has seen stays part of this one.
    pub fn keep(&self, store: &Store, recovery: &Recovery) {
        let mut notice = RecoveryNotice {
            set_aside: recovery.set_aside.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            rows_salvaged: Some(recovery.rows()),
            incomplete_tables: recovery.lost.clone(),
        };
        if let Ok(Some(earlier)) = store.read(|c| setting::find::<RecoveryNotice>(c, KEY)) {
            notice.incomplete_tables.extend(earlier.incomplete_tables);
            notice.incomplete_tables.sort();
            notice.incomplete_tables.dedup();
        }
        if let Err(error) = store.write(|t| setting::set(t, KEY, &notice)) {
            tracing::error!(%error, "what was salvaged can't be kept; only this process tells it");
            *self.unkept.lock() = Some(notice);
        }
    }

    /// A notice that can't be read still says that there is one, and names the newest file that was set aside.
    pub fn find(&self, store: &Store, folder: &Path) -> store::Result<Option<RecoveryNotice>> {
        match store.read(|c| setting::find::<RecoveryNotice>(c, KEY)) {
            Ok(Some(notice)) => Ok(Some(notice)),
            Ok(None) => Ok(self.unkept.lock().clone()),
            Err(StoreError::Unreadable(reason)) => {
                tracing::error!(%reason, "what was salvaged can't be read");
                let set_aside = newest_set_aside(folder).unwrap_or_default();
                Ok(Some(RecoveryNotice { set_aside, rows_salvaged: None, incomplete_tables: Vec::new() }))
            }
            Err(error) => Err(error),
        }
    }

    pub fn forget(&self, store: &Store) -> store::Result<()> {
        store.write(|t| setting::delete(t, KEY))?;
        *self.unkept.lock() = None;
        Ok(())
    }
}

/// Their names end with the time: `optria.db.damaged-20260301T101500.000Z`.
fn newest_set_aside(folder: &Path) -> Option<String> {
    let names = std::fs::read_dir(folder).ok()?.flatten().map(|e| e.file_name().to_string_lossy().into_owned());
    names.filter(|n| n.contains(".damaged-") && n.ends_with('Z')).max()
}
