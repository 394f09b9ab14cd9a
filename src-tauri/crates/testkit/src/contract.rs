//! What the contract servers of `tests/counterparts` are told and asked, beside their protocol. Over plain HTTP only.

use crate::postgres::Certificates;
use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::Command,
    time::Duration,
};

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
