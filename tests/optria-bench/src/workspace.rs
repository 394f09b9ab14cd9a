//! A fresh workspace in a temporary folder: an encrypted store of its own, a keychain that forgets, a door to call at.

use crate::Outcome;
use app::{App, Clock, Door, Duties, Settings, Vault, plant::Plant};
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;

pub struct Workspace {
    pub app: Arc<App>,
    pub door: Door,
    /// Deleted on drop.
    pub folder: TempDir,
}

impl Workspace {
    /// Empty but for its administrator, who is signed in.
    pub async fn empty(duties: Duties) -> Outcome<Self> {
        let workspace = Self::new(duties)?;
        let administrator =
            json!({"email": "bench@plant.example", "displayName": "Bench", "password": "a password for a bench"});
        workspace.call("create_workspace", json!({"kind": "empty", "administrator": administrator})).await?;
        Ok(workspace)
    }

    /// The demo plant; nobody is signed in.
    pub async fn demo(duties: Duties) -> Outcome<Self> {
        let workspace = Self::new(duties)?;
        workspace.call("create_workspace", json!({"kind": "demo"})).await?;
        Ok(workspace)
    }

    /// A replica of a tenant's plant; the person is signed in.
    pub async fn connected(duties: Duties, connection: Value) -> Outcome<Self> {
        let workspace = Self::new(duties)?;
        workspace.call("connect_workspace", connection).await?;
        Ok(workspace)
    }

    fn new(duties: Duties) -> Outcome<Self> {
        let folder = TempDir::with_prefix("optria-bench-")?;
        let settings = Settings { demo_mode: false, ..Settings::default() };
        let app = App::new(folder.path().to_owned(), settings, Vault::memory(), Clock::Machine, duties);
        Ok(Self { door: Door::new(app.clone()), app, folder })
    }

    pub async fn call(&self, command: &str, request: Value) -> Outcome<Value> {
        self.door.call(command, request).await.map_err(|failure| format!("{command}: {failure}").into())
    }

    pub fn plant(&self) -> Outcome<Arc<Plant>> {
        Ok(self.app.plant()?)
    }
}
