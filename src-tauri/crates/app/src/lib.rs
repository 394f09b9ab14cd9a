//! Use cases over the pure crates and the edges: the one command table, the pipeline, jobs, sign-in, settings, keychain.
//!
//! The way of a click: `door.rs` (who, may they) -> `commands.rs` (the table) -> `commands/<area>.rs` (a use case)
//! -> domain, scoring, optimizer (pure) -> `store` (one transaction) -> answer, and `events.rs` tells what changed.
//! The way of the data: `pipeline.rs`, read top to bottom; `supervisor.rs` keeps one running for each integration.

pub mod bindings;
pub mod capacity;
pub mod central;
pub mod clock;
pub mod collected;
pub mod commands;
pub mod connector_docs;
pub mod desks;
pub mod door;
pub mod drift;
pub mod events;
pub mod failures;
pub mod jobs;
pub mod logging;
mod maintenance;
pub mod mapping_file;
pub mod mapping_proposals;
pub mod named;
pub mod onboarding;
pub mod passwords;
pub mod pipeline;
pub mod planning;
pub mod plant;
pub mod rates;
pub mod recovery;
pub mod reliability;
mod risk_scenarios;
pub mod runs;
pub mod scores;
pub mod seed;
pub mod settings;
pub mod smoke;
pub mod solver;
pub mod supervisor;
pub mod support;
mod table_file;
pub mod texts;
pub mod throttle;
pub mod vault;
pub mod workspaces;

pub use clock::Clock;
pub use door::{Caller, Door};
pub use settings::Settings;
pub use vault::Vault;

use domain::{ErrorCode, Failure, Message};
use parking_lot::RwLock;
use plant::Plant;
use std::{path::PathBuf, sync::Arc};

/// Whether this process collects and runs the jobs, or only answers commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duties {
    /// The window and `optria collect`.
    CollectAndKeepHouse,
    /// `optria call` and its kin.
    AnswerOnly,
}

/// One process of the product on one folder and the workspaces in it.
pub struct App {
    /// The folder that the process was given: of its first workspace, its settings and its log.
    pub home: PathBuf,
    pub settings: Settings,
    pub clock: Clock,
    pub vault: Vault,
    pub duties: Duties,
    pub changes: events::Changes,
    pub(crate) throttle: throttle::Throttle,
    /// The workspace that is before the window.
    present: RwLock<Present>,
    /// All that are open, the present one too: they go on collecting when another one is before the window.
    open: RwLock<Vec<Arc<Plant>>>,
}

struct Present {
    folder: PathBuf,
    plant: Option<Arc<Plant>>,
}

impl App {
    pub fn new(folder: PathBuf, settings: Settings, vault: Vault, clock: Clock, duties: Duties) -> Arc<Self> {
        Arc::new(Self {
            present: RwLock::new(Present { folder: folder.clone(), plant: None }),
            home: folder,
            settings,
            clock,
            vault,
            duties,
            changes: events::Changes::default(),
            throttle: throttle::Throttle::default(),
            open: RwLock::default(),
        })
    }

    /// The open plant before the window; `unavailable` before one is open.
    pub fn plant(&self) -> Result<Arc<Plant>, Failure> {
        self.present
            .read()
            .plant
            .clone()
            .ok_or_else(|| Failure::new(ErrorCode::Unavailable, Message::new("workspace-not-open")))
    }

    /// The folder of the workspace before the window, made or not yet.
    pub fn folder(&self) -> PathBuf {
        self.present.read().folder.clone()
    }

    pub(crate) fn set_plant(&self, plant: Arc<Plant>) {
        *self.present.write() = Present { folder: plant.folder.clone(), plant: Some(plant.clone()) };
        self.open.write().push(plant);
    }

    /// Another folder is before the window: with its plant where it is open already, else yet to be opened or made.
    pub(crate) fn stand_at(&self, folder: PathBuf) {
        let plant = self.open.read().iter().find(|p| p.folder == folder).cloned();
        *self.present.write() = Present { folder, plant };
    }

    pub(crate) fn open_plants(&self) -> Vec<Arc<Plant>> {
        self.open.read().clone()
    }

    /// Stops collecting, writes what is buffered, closes the stores. Call before the process ends.
    pub async fn close(&self) {
        self.present.write().plant = None;
        let open: Vec<_> = self.open.write().drain(..).collect();
        for plant in open {
            plant.stop().await;
        }
    }
}

/// The folder a workspace has when none is named: the OS's place for an application's data.
pub fn default_folder() -> PathBuf {
    let home = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let base = if cfg!(target_os = "windows") {
        home("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home("HOME").map(|h| h.join("Library/Application Support"))
    } else {
        home("XDG_DATA_HOME").or_else(|| home("HOME").map(|h| h.join(".local/share")))
    };
    base.unwrap_or_else(|| PathBuf::from(".")).join("optria-iq").join("workspace")
}
