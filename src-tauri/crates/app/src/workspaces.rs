//! Several workspaces on one workstation: the one in the folder that the process was given, and those beneath its
//! `workspaces/`. One is before the window; those that were open before it stay open and go on collecting.

use crate::{App, failures::failure, plant, plant::Header};
use domain::{ErrorCode, Failure};
use std::path::{Path, PathBuf};
use uuid::Uuid;

const FOLDER: &str = "workspaces";
/// Holds the id of the workspace that was before the window last.
const LAST: &str = "last-workspace";

/// One that is on this workstation.
#[derive(Debug, Clone)]
pub struct Here {
    pub folder: PathBuf,
    pub header: Header,
}

/// All that were made beneath the folder, the folder's own first. One whose header can't be read is passed over: it says
/// so itself when it is opened.
pub fn list(home: &Path) -> Vec<Here> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(home.join(FOLDER))
        .map(|entries| entries.filter_map(|e| e.ok().map(|e| e.path())).collect())
        .unwrap_or_default();
    folders.sort();
    folders.insert(0, home.to_owned());
    let read = |folder: PathBuf| match plant::header(&folder) {
        Ok(header) => header.map(|header| Here { folder, header }),
        Err(e) => {
            tracing::warn!(folder = %folder.display(), failure = %e, "a workspace is passed over in the list");
            None
        }
    };
    folders.into_iter().filter_map(read).collect()
}

pub fn find(home: &Path, id: Uuid) -> Result<Here, Failure> {
    list(home)
        .into_iter()
        .find(|here| here.header.id == id)
        .ok_or_else(|| failure(ErrorCode::NotFound, "workspace-not-here"))
}

/// The folder of a workspace that is to be made beside those that are there; the home folder where there is none.
pub fn folder_of_new(home: &Path) -> PathBuf {
    if list(home).is_empty() { home.to_owned() } else { home.join(FOLDER).join(Uuid::now_v7().to_string()) }
}

impl App {
    /// The workspace that was before the window last, for the window's start. The folder that was given, where there
    /// was none or where it is gone.
    pub fn stand_at_last(&self) {
        let last = std::fs::read_to_string(self.home.join(LAST)).ok().and_then(|text| text.trim().parse().ok());
        if let Some(here) = last.and_then(|id| find(&self.home, id).ok()) {
            self.stand_at(here.folder);
        }
    }

    pub(crate) fn remember_last(&self, id: Uuid) {
        if let Err(e) = std::fs::write(self.home.join(LAST), id.to_string()) {
            tracing::warn!(error = %e, "which workspace was open last could not be kept");
        }
    }
}
