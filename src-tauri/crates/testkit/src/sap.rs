//! The contract server for SAP Plant Maintenance on loopback (`tests/counterparts/sap_odata_server.py`): the published
//! shapes of OData V2 and V4, with a memory and every fault that has a name. It needs Python alone.

use crate::{
    contract,
    counterparts::process::{free_port, run, scripts},
    postgres::Certificates,
};
use std::process::{Child, Command};

/// The user that is let in, and its password.
pub const USER: (&str, &str) = ("OPTRIA", "password1");
/// The OAuth client, and its secret.
pub const CLIENT: (&str, &str) = ("optria-client", "client-secret-1");

#[derive(Clone)]
pub struct Options {
    /// HTTPS with these; otherwise plain HTTP.
    pub certificates: Option<Certificates>,
    pub is_v4: bool,
    pub equipment: usize,
    pub notifications: usize,
    /// Rows of a page that the server makes by itself; 0: all at once.
    pub server_page: usize,
    /// Seconds that a token lives.
    pub token_life: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { certificates: None, is_v4: false, equipment: 5, notifications: 3, server_page: 0, token_life: 3_600.0 }
    }
}

pub struct Server {
    _folder: tempfile::TempDir,
    port: u16,
    child: Child,
    url: String,
}

impl Server {
    pub fn start(options: Options) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let port = free_port();
        let mut command = Command::new("python3");
        command.arg(scripts().join("sap_odata_server.py")).arg("--exit-with-stdin");
        command.args(["--port", &port.to_string(), "--version", if options.is_v4 { "v4" } else { "v2" }]);
        command.args(["--equipment", &options.equipment.to_string()]);
        command.args(["--notifications", &options.notifications.to_string()]);
        command.args(["--server-page", &options.server_page.to_string()]);
        command.args(["--token-life", &options.token_life.to_string()]);
        contract::secure(&mut command, folder.path(), options.certificates.as_ref());
        let (child, url) = run(command).unwrap_or_else(|why| panic!("the SAP contract server did not start: {why}"));
        Self { _folder: folder, port, child, url }
    }

    /// `http://localhost:20001`
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Tells it how to answer from now on: `{"mode": "rate_limit", "count": 3}`. Over plain HTTP only.
    pub fn control(&self, told: &str) {
        contract::put(self.port, "/control", told);
    }

    /// A notification that changes now, or is new: `{"number": "10000001", "NotificationText": "..."}`.
    pub fn notify(&self, told: &str) {
        contract::put(self.port, "/notifications", told);
    }

    /// Somebody copies an order, with all its fields.
    pub fn copy_order(&self, number: &str) {
        contract::put(self.port, "/orders", &format!(r#"{{"number": "{number}"}}"#));
    }

    /// What it was asked so far, and the orders that it holds. Over plain HTTP only.
    pub fn counts(&self) -> String {
        contract::counts(self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
