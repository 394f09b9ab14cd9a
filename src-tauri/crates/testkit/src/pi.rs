//! The contract server for PI Web API on loopback (`tests/counterparts/pi_web_api_server.py`): the documented shapes with a
//! memory. It needs Python alone. No real PI Data Archive is in any registry.

use crate::{
    contract,
    counterparts::process::{free_port, run, scripts},
    postgres::Certificates,
    signals,
};
use std::{
    fs,
    path::Path,
    process::{Child, Command},
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

pub struct Server {
    folder: tempfile::TempDir,
    port: u16,
    options: Options,
    child: Option<Child>,
    url: String,
}

impl Server {
    pub fn start(options: Options) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut server = Self { folder, port: free_port(), options, child: None, url: String::new() };
        server.restart();
        server
    }

    /// `http://localhost:20001/piwebapi`; the same after a restart.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where it issues tokens.
    pub fn token_url(&self) -> String {
        format!("{}/oauth2/token", self.url.trim_end_matches("/piwebapi"))
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// SIGKILL. What it has told is in `counter.log`, and told again after a restart.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub fn restart(&mut self) {
        self.kill();
        let folder = self.folder.path();
        let mut command = Command::new("python3");
        command.arg(scripts().join("pi_web_api_server.py")).arg("--exit-with-stdin");
        command.args(["--port", &self.port.to_string(), "--dir"]).arg(folder);
        command.args(["--points", &self.options.points.to_string(), "--history", &self.options.history.to_string()]);
        command.args(["--clock-ahead", &self.options.clock_ahead.to_string()]);
        if let Some(life) = self.options.token_life {
            command.args(["--token-life", &life.to_string()]);
        }
        contract::secure(&mut command, folder, self.options.certificates.as_ref());
        let (child, url) = run(command).unwrap_or_else(|why| panic!("the PI contract server did not start: {why}"));
        self.child = Some(child);
        self.url = url;
    }

    /// SIGSTOP: the sockets stay open and nobody answers.
    pub fn pause(&self) {
        signals::pause(self.running());
    }

    /// SIGCONT.
    pub fn resume(&self) {
        signals::resume(self.running());
    }

    fn running(&self) -> &Child {
        self.child.as_ref().expect("only a running server is paused or resumed")
    }

    /// Tells it how to answer from now on: `{"mode": "rate_limit", "count": 3}`. Over plain HTTP only.
    pub fn control(&self, told: &str) {
        contract::put(self.port, "/control", told);
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

    /// Questions so far, and those whose sign-in was refused. Over plain HTTP only.
    pub fn counts(&self) -> String {
        contract::counts(self.port)
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

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
