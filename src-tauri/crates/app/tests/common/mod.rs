//! What the tests of `app` start from: a workspace in a temporary folder, a keychain that forgets, a clock.
#![allow(clippy::unwrap_used, dead_code)]

use app::{App, Clock, Door, Duties, Settings, Vault};
use domain::Failure;
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;

pub const PASSWORD: &str = "correct horse battery";
pub const ADMIN: &str = "admin@plant.example";

pub struct Bench {
    pub folder: TempDir,
    pub app: Arc<App>,
    pub door: Door,
}

impl Bench {
    /// A process that answers only, on a new folder.
    pub fn new() -> Self {
        Self::with(Vault::memory(), Duties::AnswerOnly)
    }

    pub fn with(vault: Vault, duties: Duties) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(folder.path().to_owned(), Settings::default(), vault, Clock::Machine, duties);
        let door = Door::new(app.clone());
        Self { folder, app, door }
    }

    /// With an empty workspace whose administrator is signed in.
    pub async fn empty() -> Self {
        let bench = Self::new();
        bench.create_empty().await.unwrap();
        bench
    }

    pub async fn create_empty(&self) -> Result<Value, Failure> {
        let administrator = json!({ "email": ADMIN, "displayName": "Noura", "password": PASSWORD });
        self.call("create_workspace", json!({ "kind": "empty", "administrator": administrator })).await
    }

    /// With the demo plant, not collecting, nobody signed in.
    pub async fn demo() -> Self {
        let bench = Self::new();
        bench.call("create_workspace", json!({ "kind": "demo" })).await.unwrap();
        bench
    }

    pub async fn call(&self, command: &str, request: Value) -> Result<Value, Failure> {
        self.door.call(command, request).await
    }

    /// The answer; a failure fails the test.
    pub async fn ok(&self, command: &str, request: Value) -> Value {
        self.call(command, request).await.unwrap_or_else(|f| panic!("{command}: {f}"))
    }

    /// The failure's message id; success fails the test.
    pub async fn refused(&self, command: &str, request: Value) -> String {
        match self.call(command, request.clone()).await {
            Err(failure) => {
                for message in [&failure.message, &failure.remedy] {
                    assert!(app::texts::is_translated(&message.id), "{} has no text in both languages", message.id);
                }
                failure.message.id
            }
            Ok(answer) => panic!("{command} {request} was not refused: {answer}"),
        }
    }

    pub async fn sign_in_as(&self, email: &str, password: &str) {
        self.ok("sign_in", json!({ "email": email, "password": password })).await;
    }

    /// A site and an asset to work with; the asset's id.
    pub async fn asset(&self, tag: &str) -> String {
        let sites = self.ok("list_sites", json!({})).await;
        let site = match sites[0]["id"].as_str() {
            Some(id) => id.to_owned(),
            None => {
                let site = json!({ "code": "RTP", "nameEn": "Ras", "nameAr": "رأس", "timeZone": "Asia/Riyadh" });
                self.ok("save_site", site).await["id"].as_str().unwrap().to_owned()
            }
        };
        let asset = json!({
            "siteId": site, "tagCode": tag, "nameEn": "Pump", "nameAr": "مضخة", "family": "pump",
            "criticality": "high", "status": "in_service"
        });
        self.ok("save_asset", asset).await["id"].as_str().unwrap().to_owned()
    }

    /// A stopped demo integration; its id.
    pub async fn integration(&self, name: &str) -> String {
        let request = json!({ "connector": "demo", "name": name, "config": {} });
        self.ok("save_integration", request).await["integration"]["id"].as_str().unwrap().to_owned()
    }
}
