//! The attacker's psql: one process a case, everything it prints kept.

use std::{
    io::Write,
    process::{Command, Stdio},
};

pub struct Psql {
    pub port: u16,
    pub role: String,
    pub password: String,
}

pub struct Answer {
    pub printed: String,
    /// Errors, warnings and notices with their details and SQLSTATEs.
    pub complaints: String,
}

impl Psql {
    /// Types `sql` after taking up the token, if any. psql goes on after an error, as a person would.
    pub fn types(&self, token: Option<&str>, sql: &str) -> Answer {
        let program = testkit::postgres::program("psql").expect("it comes with the server");
        let mut child = Command::new(program)
            .args([
                "-X",
                "-A",
                "-t",
                "-q",
                "-v",
                "VERBOSITY=verbose",
                "-h",
                "127.0.0.1",
                "-U",
                &self.role,
                "-d",
                "postgres",
                "-p",
            ])
            .arg(self.port.to_string())
            .env("PGPASSWORD", &self.password)
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("psql can be run");
        let mut input = child.stdin.take().expect("it is piped");
        let set = token.map(|t| format!("SET app.session = '{t}';\n")).unwrap_or_default();
        // A psql that could not connect reads nothing.
        let _ = input.write_all(format!("{set}{sql}\n").as_bytes());
        drop(input);
        let output = child.wait_with_output().expect("psql ends");
        Answer {
            printed: String::from_utf8_lossy(&output.stdout).into_owned(),
            complaints: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Answer {
    /// The SQLSTATEs of all errors, in their order. `\c` tells the refusal of a connection without one.
    pub fn errors(&self) -> Vec<&str> {
        let told = self.complaints.lines().filter_map(|l| {
            let (_, rest) = l.split_once("ERROR:  ").or_else(|| l.split_once("FATAL:  "))?;
            if rest.starts_with("permission denied for database") { Some("42501") } else { rest.split(':').next() }
        });
        told.collect()
    }
}
