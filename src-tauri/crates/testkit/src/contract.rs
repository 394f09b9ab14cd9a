//! What the contract servers of `tests/counterparts` are told and asked, beside their protocol. Over plain HTTP only.

use crate::{
    Interruptible,
    counterparts::process::{free_port, run, scripts},
    postgres::Certificates,
};
use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command},
    time::Duration,
};

/// The user that the contract servers of enterprise systems let in, and its password.
pub const USER: (&str, &str) = ("OPTRIA", "password1");
/// Their OAuth client, and its secret.
pub const CLIENT: (&str, &str) = ("optria-client", "client-secret-1");

/// A contract server on loopback, ended with this. It needs Python alone.
pub struct ContractServer {
    folder: tempfile::TempDir,
    port: u16,
    script: String,
    arguments: Vec<(String, String)>,
    certificates: Option<Certificates>,
    child: Option<Child>,
    url: String,
}

impl ContractServer {
    /// `arguments` of the script beside those that every one has. HTTPS with `certificates`, otherwise plain HTTP.
    pub(crate) fn start(script: &str, arguments: &[(&str, String)], certificates: Option<&Certificates>) -> Self {
        let mut server = Self {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
            port: free_port(),
            script: script.to_owned(),
            arguments: arguments.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
            certificates: certificates.cloned(),
            child: None,
            url: String::new(),
        };
        server.restart();
        server
    }

    /// SIGKILL. What it was told and what was written to it is gone with it.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// On the same port, as it was at first.
    pub fn restart(&mut self) {
        self.kill();
        let mut command = Command::new("python3");
        command.arg(scripts().join(&self.script)).args(["--exit-with-stdin", "--port", &self.port.to_string()]);
        for (name, value) in &self.arguments {
            command.args([format!("--{name}").as_str(), value]);
        }
        secure(&mut command, self.folder.path(), self.certificates.as_ref());
        let (child, url) = run(command).unwrap_or_else(|why| panic!("the contract server did not start: {why}"));
        (self.child, self.url) = (Some(child), url);
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
        self.put("/control", told);
    }

    /// What it was asked so far, and what was written to it. Over plain HTTP only.
    pub fn counts(&self) -> String {
        counts(self.port)
    }

    pub(crate) fn put(&self, path: &str, told: &str) {
        put(self.port, path, told);
    }
}

impl Interruptible for ContractServer {
    fn process(&self) -> Option<&Child> {
        self.child.as_ref()
    }
    fn kill(&mut self) {
        Self::kill(self);
    }
    fn restart(&mut self) {
        Self::restart(self);
    }
}

impl Drop for ContractServer {
    fn drop(&mut self) {
        self.kill();
    }
}

/// `{"mode": "rate_limit", "count": 3}` to `/control`: how to answer from now on.
pub(crate) fn put(port: u16, path: &str, told: &str) {
    ask(port, &format!("PUT {path}"), told);
}

/// Questions so far, and those whose sign-in was refused.
pub(crate) fn counts(port: u16) -> String {
    ask(port, "GET /control", "")
}

fn ask(port: u16, what: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the contract server listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time-out can be set");
    let request =
        format!("{what} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).expect("the contract server reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the contract server answers");
    answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
}

/// HTTPS, where there is what it takes.
pub(crate) fn secure(command: &mut Command, folder: &Path, certificates: Option<&Certificates>) {
    let Some(certificates) = certificates else { return };
    let (certificate, key) = (folder.join("server.crt"), folder.join("server.key"));
    fs::write(&certificate, &certificates.certificate).expect("the server's folder can be written");
    fs::write(&key, &certificates.key).expect("the server's folder can be written");
    command.arg("--certificate").arg(certificate).arg("--key").arg(key);
}
