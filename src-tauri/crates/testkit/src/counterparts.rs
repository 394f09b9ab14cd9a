//! Real third-party OPC UA servers on loopback: asyncua (PyPI) and node-opcua (npm), with scripts of ours in
//! `tests/counterparts`. `cargo xtask setup` installs them; where they are absent a test says so and passes over,
//! except under `OPTRIA_REQUIRE_COUNTERPARTS=1` (set by `cargo xtask test`), where their absence is a failure.
//!
//! Both servers show one address space (see the head of `asyncua_server.py`), and both write every value of `Counter`
//! into `counter.log` before they publish it: [`Counterpart::counter_log`] is the truth to hold readings against.

use std::{
    collections::BTreeMap,
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

/// Which third-party stack answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stack {
    Asyncua,
    NodeOpcua,
}

/// What the server offers as security policies; each secure one in Sign and in SignAndEncrypt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policies {
    /// None, Basic256Sha256, Aes128_Sha256_RsaOaep, Aes256_Sha256_RsaPss.
    #[default]
    All,
    None,
    /// All but None.
    Secure,
}

/// Which certificate the server shows, and what is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certificate {
    #[default]
    Good,
    /// Good too, but not the one that a client has trusted: the controller was replaced.
    Replaced,
    Expired,
    NotYetValid,
    OtherHost,
    OtherUri,
}

/// A limit that real controllers set and node-opcua enforces; asyncua enforces none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    NodesPerRead,
    NodesPerBrowse,
    MonitoredItemsPerCall,
    MonitoredItemsPerSubscription,
    ContinuationPoints,
    NodesPerHistoryRead,
    QueueSize,
}

/// How a counterpart is started. The default: anonymous or `user1`/`password1`, all policies, a good certificate,
/// a counter every 100 ms, history of the counter, no load variables.
#[derive(Clone, Debug, Default)]
pub struct Options {
    counter_every: Option<Duration>,
    load_nodes: usize,
    load_every: Option<Duration>,
    without_history: bool,
    users: Vec<(String, String)>,
    without_anonymous: bool,
    user_certificates: Vec<PathBuf>,
    policies: Policies,
    certificate: Certificate,
    limits: BTreeMap<Limit, u32>,
    advertised_host: Option<String>,
    folder: Option<PathBuf>,
}

impl Options {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn counter_every(mut self, interval: Duration) -> Self {
        self.counter_every = Some(interval);
        self
    }

    /// `count` doubles under `Objects/Load`, in folders of 100, each with a new value every `interval`.
    pub fn load(mut self, count: usize, interval: Duration) -> Self {
        self.load_nodes = count;
        self.load_every = Some(interval);
        self
    }

    pub fn without_history(mut self) -> Self {
        self.without_history = true;
        self
    }

    /// Replaces `user1`/`password1`; may be called several times.
    pub fn user(mut self, name: &str, password: &str) -> Self {
        self.users.push((name.into(), password.into()));
        self
    }

    pub fn without_anonymous(mut self) -> Self {
        self.without_anonymous = true;
        self
    }

    /// A client certificate (PEM or DER file) that is accepted as a user.
    pub fn user_certificate(mut self, file: impl Into<PathBuf>) -> Self {
        self.user_certificates.push(file.into());
        self
    }

    pub fn policies(mut self, policies: Policies) -> Self {
        self.policies = policies;
        self
    }

    pub fn certificate(mut self, certificate: Certificate) -> Self {
        self.certificate = certificate;
        self
    }

    pub fn limit(mut self, limit: Limit, value: u32) -> Self {
        self.limits.insert(limit, value);
        self
    }

    /// The host name node-opcua puts into its endpoint URLs, as controllers that name a host nobody can resolve.
    pub fn advertised_host(mut self, host: &str) -> Self {
        self.advertised_host = Some(host.into());
        self
    }

    /// Keeps counter, history, keys and certificates there instead of in a temporary folder.
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    fn arguments(&self, stack: Stack) -> Vec<String> {
        let mut arguments: Vec<String> = vec!["--exit-with-stdin".into()];
        let mut push = |name: &str, value: String| arguments.extend([format!("--{name}"), value]);
        if let Some(interval) = self.counter_every {
            push("counter-ms", interval.as_millis().to_string());
        }
        if self.load_nodes > 0 {
            push("nodes", self.load_nodes.to_string());
        }
        if let Some(interval) = self.load_every {
            push("rate-ms", interval.as_millis().to_string());
        }
        for (name, password) in &self.users {
            push("user", format!("{name}:{password}"));
        }
        for file in &self.user_certificates {
            push("user-certificate", file.display().to_string());
        }
        push("policies", policies_word(self.policies).into());
        push("certificate", certificate_word(self.certificate).into());
        if stack == Stack::NodeOpcua {
            for (limit, value) in &self.limits {
                push(limit_word(*limit), value.to_string());
            }
            if let Some(host) = &self.advertised_host {
                push("advertise", host.clone());
            }
        }
        if self.without_history {
            arguments.push("--no-history".into());
        }
        if self.without_anonymous {
            arguments.push("--no-anonymous".into());
        }
        arguments
    }
}

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

    /// SIGSTOP: the sockets stay open and nobody answers.
    pub fn pause(&self) {
        self.signal("-STOP");
    }

    /// SIGCONT.
    pub fn resume(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let child = self.child.as_ref().expect("only a running counterpart is paused or resumed");
        let status = Command::new("sh")
            .args(["-c", &format!("kill {signal} {}", child.id())])
            .status()
            .expect("sh is on every machine that runs these tests");
        assert!(status.success(), "kill {signal} {} failed", child.id());
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

impl Drop for Counterpart {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Whether the stack is installed. Says on stderr why a test is passed over; panics instead where
/// `OPTRIA_REQUIRE_COUNTERPARTS` is set, so that a complete test run never passes over it silently.
pub fn available(stack: Stack) -> bool {
    let wanted = match stack {
        Stack::Asyncua => cache().join("python/bin/python"),
        Stack::NodeOpcua => cache().join("node/node_modules/node-opcua/package.json"),
    };
    if wanted.exists() {
        return true;
    }
    let message = format!(
        "SKIPPED: the counterpart {stack:?} is not installed ({} is missing); run `cargo xtask setup`",
        wanted.display()
    );
    assert!(std::env::var_os("OPTRIA_REQUIRE_COUNTERPARTS").is_none(), "{message}");
    eprintln!("{message}");
    false
}

/// `$OPTRIA_CACHE`, or `~/.cache/optria-iq/counterparts`: the folder `cargo xtask setup` installs into.
pub fn cache() -> PathBuf {
    if let Some(folder) = std::env::var_os("OPTRIA_CACHE") {
        return folder.into();
    }
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    PathBuf::from(home.expect("a person has a home folder")).join(".cache/optria-iq/counterparts")
}

fn spawn(stack: Stack, arguments: &[String], port: u16, folder: &Path) -> Result<(Child, String), String> {
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
    command
        .args(["--port", &port.to_string(), "--dir"])
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
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
fn scripts() -> PathBuf {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
    let below = |root: &Path| Some(root.join("tests/counterparts")).filter(|scripts| scripts.is_dir());
    Path::new(&package).ancestors().find_map(below).expect("a checkout has tests/counterparts")
}

fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let width = PORTS.end - PORTS.start;
    // Test processes run side by side, with ids close together: each begins 31 ports further.
    let begin = (std::process::id() % u32::from(width) * 31 % u32::from(width)) as u16;
    (0..width)
        .map(|_| PORTS.start + (begin + NEXT.fetch_add(1, Ordering::Relaxed) % width) % width)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("one of 12,000 ports is free")
}

fn policies_word(policies: Policies) -> &'static str {
    match policies {
        Policies::All => "all",
        Policies::None => "none",
        Policies::Secure => "secure",
    }
}

fn certificate_word(certificate: Certificate) -> &'static str {
    match certificate {
        Certificate::Good => "good",
        Certificate::Replaced => "replaced",
        Certificate::Expired => "expired",
        Certificate::NotYetValid => "not-yet",
        Certificate::OtherHost => "other-host",
        Certificate::OtherUri => "other-uri",
    }
}

fn limit_word(limit: Limit) -> &'static str {
    match limit {
        Limit::NodesPerRead => "max-nodes-per-read",
        Limit::NodesPerBrowse => "max-nodes-per-browse",
        Limit::MonitoredItemsPerCall => "max-monitored-items-per-call",
        Limit::MonitoredItemsPerSubscription => "max-monitored-items-per-subscription",
        Limit::ContinuationPoints => "max-continuation-points",
        Limit::NodesPerHistoryRead => "max-nodes-per-history-read",
        Limit::QueueSize => "max-queue-size",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn wait_for_values(server: &Counterpart, more_than: usize) {
        let begun = Instant::now();
        while server.counter_log().len() <= more_than {
            assert!(begun.elapsed() < Duration::from_secs(20), "the counter stands still");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn counter_goes_on_after_kill_and_pause(stack: Stack) {
        if !available(stack) {
            return;
        }
        let mut server = Counterpart::start(stack, Options::new().counter_every(Duration::from_millis(20)));
        let url = server.endpoint_url().to_owned();
        wait_for_values(&server, 5);

        server.kill();
        let at_kill = server.counter_log().len();
        thread::sleep(Duration::from_millis(200));
        assert_eq!(server.counter_log().len(), at_kill, "a killed server counts on");
        server.restart();
        assert_eq!(server.endpoint_url(), url);
        wait_for_values(&server, at_kill + 5);

        server.pause();
        thread::sleep(Duration::from_millis(100));
        let at_pause = server.counter_log().len();
        thread::sleep(Duration::from_millis(300));
        assert_eq!(server.counter_log().len(), at_pause, "a paused server counts on");
        server.resume();
        wait_for_values(&server, at_pause);

        let log = server.counter_log();
        let expected: Vec<i64> = (1..=log.len() as i64).collect();
        assert_eq!(log.iter().map(|(value, _)| *value).collect::<Vec<_>>(), expected);
        assert!(log.windows(2).all(|pair| pair[0].1 < pair[1].1), "source times rise");
    }

    #[test]
    fn asyncua_counter_goes_on_after_kill_and_pause() {
        counter_goes_on_after_kill_and_pause(Stack::Asyncua);
    }

    #[test]
    fn node_opcua_counter_goes_on_after_kill_and_pause() {
        counter_goes_on_after_kill_and_pause(Stack::NodeOpcua);
    }
}
