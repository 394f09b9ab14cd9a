//! One counterpart in its life: started, killed, paused, started again on the same port and folder.

use super::{
    Options, Stack,
    process::{free_port, spawn},
};
use crate::Interruptible;
use std::{
    path::{Path, PathBuf},
    process::Child,
};

/// A running (or killed) counterpart; killed on drop. Should the test process itself be killed, the server ends too,
/// because its standard input closes.
pub struct Counterpart {
    stack: Stack,
    arguments: Vec<String>,
    port: u16,
    folder: PathBuf,
    // Held so that the folder outlives the server.
    _temporary: Option<tempfile::TempDir>,
    child: Option<Child>,
    url: String,
}

impl Counterpart {
    /// Starts asyncua; panics with the server's own output when it does not come up.
    pub fn asyncua(options: Options) -> Self {
        Self::start(Stack::Asyncua, options)
    }

    /// Starts node-opcua; panics with the server's own output when it does not come up.
    pub fn node_opcua(options: Options) -> Self {
        Self::start(Stack::NodeOpcua, options)
    }

    pub fn start(stack: Stack, options: Options) -> Self {
        let (folder, temporary) = match options.folder.clone() {
            Some(folder) => (folder, None),
            None => {
                let temporary = tempfile::tempdir().expect("a temporary folder can be made");
                (temporary.path().to_path_buf(), Some(temporary))
            }
        };
        let mut counterpart = Self {
            stack,
            arguments: options.arguments(stack),
            port: free_port(),
            folder,
            _temporary: temporary,
            child: None,
            url: String::new(),
        };
        counterpart.restart();
        counterpart
    }

    /// For instance `opc.tcp://127.0.0.1:24840/optria/asyncua`; the same after a restart.
    pub fn endpoint_url(&self) -> &str {
        &self.url
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn stack(&self) -> Stack {
        self.stack
    }

    /// Where the server keeps its counter, history, keys and certificates.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// SIGKILL: sockets reset, nothing flushed.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Kills the server if it runs and starts it on the same port and folder.
    pub fn restart(&mut self) {
        self.kill();
        let (child, url) = spawn(self.stack, &self.arguments, self.port, &self.folder)
            .unwrap_or_else(|why| panic!("{:?} did not start on port {}: {why}", self.stack, self.port));
        self.child = Some(child);
        self.url = url;
    }

    /// The same, with other options; port and folder stay.
    pub fn restart_with(&mut self, options: Options) {
        self.arguments = options.arguments(self.stack);
        self.restart();
    }

    /// Every value of `Counter` the server has published, with its source time in microseconds since 1970.
    /// node-opcua keeps whole milliseconds.
    pub fn counter_log(&self) -> Vec<(i64, i64)> {
        let text = std::fs::read_to_string(self.folder.join("counter.log")).unwrap_or_default();
        text.lines()
            .filter_map(|line| {
                let (value, time) = line.split_once(' ')?;
                Some((value.parse().ok()?, time.parse().ok()?))
            })
            .collect()
    }
}

impl Interruptible for Counterpart {
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

impl Drop for Counterpart {
    fn drop(&mut self) {
        self.kill();
    }
}
