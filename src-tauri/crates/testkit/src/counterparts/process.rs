//! Starting a server's process: its script, a free port, its READY line, and what it said where that never came.

use super::{Stack, cache};
use std::{
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// A busy two-core machine needs some seconds to load a stack and build 10,000 nodes.
const READY_TIMEOUT: Duration = Duration::from_secs(90);
/// Below the ephemeral range: a client that retries a closed port there can connect to itself.
const PORTS: std::ops::Range<u16> = 20_000..32_000;

pub(super) fn spawn(stack: Stack, arguments: &[String], port: u16, folder: &Path) -> Result<(Child, String), String> {
    let scripts = scripts();
    let mut command = match stack {
        Stack::Asyncua => {
            let mut command = Command::new(cache().join("python/bin/python"));
            command.arg(scripts.join("asyncua_server.py"));
            command
        }
        Stack::NodeOpcua => {
            let mut command = Command::new("node");
            command.env("NODE_PATH", cache().join("node/node_modules"));
            command.arg(scripts.join("node_opcua_server.js"));
            command
        }
    };
    command.args(["--port", &port.to_string(), "--dir"]).arg(folder).args(arguments);
    run(command)
}

/// Starts a server that says READY and its address when it is.
pub(crate) fn run(mut command: Command) -> Result<(Child, String), String> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| error.to_string())?;

    // Both pipes are read for as long as the server lives: a full pipe would stop it.
    let complaints = Arc::new(Mutex::new(String::new()));
    let mut stderr = child.stderr.take().expect("stderr is piped");
    let shared = Arc::clone(&complaints);
    thread::spawn(move || {
        let mut bytes = [0u8; 4096];
        while let Ok(count @ 1..) = stderr.read(&mut bytes) {
            if let Ok(mut text) = shared.lock()
                && text.len() < 64 * 1024
            {
                text.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        }
    });
    let stdout = child.stdout.take().expect("stdout is piped");
    let (send, ready) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some(url) = line.strip_prefix("READY ") {
                let _ = send.send(url.trim().to_owned());
            }
        }
    });

    match ready.recv_timeout(READY_TIMEOUT) {
        Ok(url) => Ok((child, url)),
        Err(_) => {
            let _ = child.kill();
            let _ = child.wait();
            thread::sleep(Duration::from_millis(100));
            let said = complaints.lock().map(|text| text.clone()).unwrap_or_default();
            Err(format!("no READY line; it said:\n{said}"))
        }
    }
}

/// `tests/counterparts` of the checkout whose tests run; two checkouts may share one target folder.
pub(crate) fn scripts() -> PathBuf {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
    let below = |root: &Path| Some(root.join("tests/counterparts")).filter(|scripts| scripts.is_dir());
    Path::new(&package).ancestors().find_map(below).expect("a checkout has tests/counterparts")
}

pub(crate) fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let width = PORTS.end - PORTS.start;
    // Test processes run side by side, with ids close together: each begins 31 ports further.
    let begin = (std::process::id() % u32::from(width) * 31 % u32::from(width)) as u16;
    (0..width)
        .map(|_| PORTS.start + (begin + NEXT.fetch_add(1, Ordering::Relaxed) % width) % width)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("one of 12,000 ports is free")
}
