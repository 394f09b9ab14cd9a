//! The contract server for PI Web API on loopback (`tests/counterparts/pi_web_api_server.py`): the documented shapes with a
//! memory. It needs Python alone. No real PI Data Archive is in any registry.

use crate::{contract::ContractServer, postgres::Certificates};
use std::{
    fs,
    ops::{Deref, DerefMut},
    path::Path,
};

/// The user that is let in, and its password.
pub const USER: (&str, &str) = ("PLANT\\optria", "password1");
pub const TOKEN: &str = "token-1";

#[derive(Default, Clone)]
pub struct Options {
    /// HTTPS with these; otherwise plain HTTP.
    pub certificates: Option<Certificates>,
    /// More points, `Unit1.TI-0001` and so on.
    pub points: usize,
    /// Events of the counter before the first live one, a second apart.
    pub history: usize,
    /// Seconds that the archive's clock runs ahead.
    pub clock_ahead: f64,
    /// Of the tokens that it issues to `contract::CLIENT`, in seconds; an hour where it says nothing.
    pub token_life: Option<u32>,
}

/// What it has told is in its folder, and told again after a restart.
pub struct Server {
    server: ContractServer,
    folder: tempfile::TempDir,
}

impl Server {
    pub fn start(options: Options) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut arguments = vec![
            ("dir", folder.path().display().to_string()),
            ("points", options.points.to_string()),
            ("history", options.history.to_string()),
            ("clock-ahead", options.clock_ahead.to_string()),
        ];
        arguments.extend(options.token_life.map(|life| ("token-life", life.to_string())));
        let server = ContractServer::start("pi_web_api_server.py", &arguments, options.certificates.as_ref());
        Self { server, folder }
    }

    /// Where it issues tokens.
    pub fn token_url(&self) -> String {
        format!("{}/oauth2/token", self.url().trim_end_matches("/piwebapi"))
    }

    /// Of the user that is let in, from now until it is started again.
    pub fn take_password(&self, password: &str) {
        // Of plain characters: Rust's way of quoting is JSON's.
        self.control(&format!("{{\"user\": {:?}}}", format!("{}:{password}", USER.0)));
    }

    /// The only one that is let in, from now until it is started again.
    pub fn take_token(&self, token: &str) {
        self.control(&format!("{{\"token\": {token:?}}}"));
    }

    /// Every value of `Counter` the server has told, with its time in microseconds since 1970.
    pub fn counter_log(&self) -> Vec<(i64, i64)> {
        read_log(&self.folder.path().join("counter.log"))
    }
}

fn read_log(file: &Path) -> Vec<(i64, i64)> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let pair = |line: &str| {
        let (value, time) = line.split_once(' ')?;
        Some((value.parse().ok()?, time.parse().ok()?))
    };
    text.lines().filter_map(pair).collect()
}

impl Deref for Server {
    type Target = ContractServer;
    fn deref(&self) -> &ContractServer {
        &self.server
    }
}

impl DerefMut for Server {
    fn deref_mut(&mut self) -> &mut ContractServer {
        &mut self.server
    }
}
