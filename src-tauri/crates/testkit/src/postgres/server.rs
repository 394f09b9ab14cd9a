//! Starting and ending a cluster.

use super::Certificates;
use crate::{Interruptible, lasting};
use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The superuser's password in every test cluster.
const PASSWORD: &str = "superuser-of-tests";
const START_TIMEOUT: Duration = Duration::from_secs(60);

#[derive(Default, Clone)]
pub struct Settings {
    /// TLS only, with these; otherwise plain text only.
    pub certificates: Option<Certificates>,
    /// How roles other than the superuser prove themselves, as `pg_hba.conf` names it; SCRAM where it says nothing.
    pub method: Option<&'static str>,
    /// `postgresql.conf` lines: `("log_min_duration_statement", "0")`.
    pub lines: Vec<(&'static str, String)>,
}

/// A running cluster; stopped and removed on drop. Should the test process be killed, the server ends with it.
pub struct Cluster {
    folder: tempfile::TempDir,
    port: u16,
    settings: Settings,
    child: Option<Child>,
}

/// Whether PostgreSQL is installed. Says on stderr why a test is passed over; panics instead where
/// `OPTRIA_REQUIRE_COUNTERPARTS` is set.
pub fn available() -> bool {
    if program("initdb").is_some() {
        return true;
    }
    let message = "SKIPPED: PostgreSQL is not installed; run `cargo xtask setup`";
    assert!(std::env::var_os("OPTRIA_REQUIRE_COUNTERPARTS").is_none(), "{message}");
    eprintln!("{message}");
    false
}

impl Cluster {
    pub fn start(settings: Settings) -> Self {
        let folder =
            tempfile::Builder::new().prefix("optria-postgres-").tempdir().expect("a temporary folder can be made");
        give_to_runner(folder.path());
        let data = folder.path().join("data");
        let copied = as_runner("cp").arg("-r").arg(template()).arg(&data).status().expect("cp is on every machine");
        assert!(copied.success(), "the cluster's template could not be copied");
        if let Some(certificates) = &settings.certificates {
            lay_down(certificates, &data);
        }
        let kind = if settings.certificates.is_some() { "hostssl" } else { "host" };
        let method = settings.method.unwrap_or("scram-sha-256");
        let entries = format!("{kind} all postgres 127.0.0.1/32 scram-sha-256\n{kind} all all 127.0.0.1/32 {method}\n");
        fs::write(data.join("pg_hba.conf"), entries).expect("the cluster's folder can be written");
        let mut cluster = Self { folder, port: free_port(), settings, child: None };
        cluster.run();
        cluster
    }

    /// Shows other certificates from now on, as after a renewal: ends what is connected and starts again.
    pub fn show(&mut self, certificates: Certificates) {
        self.stop();
        lay_down(&certificates, &self.folder.path().join("data"));
        self.settings.certificates = Some(certificates);
        self.run();
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// CPU seconds of the server and all its processes so far, those that have ended included.
    pub fn cpu_seconds(&self) -> f64 {
        let Some(server) = self.child.as_ref().map(Child::id) else { return 0.0 };
        let ticks: u64 = fs::read_dir("/proc")
            .into_iter()
            .flatten()
            .filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("stat")).ok())
            .filter_map(|stat| ticks_of(&stat, server))
            .sum();
        // USER_HZ is 100 on every Linux.
        ticks as f64 / 100.0
    }

    /// A superuser's address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        let host = if self.settings.certificates.is_some() { "localhost" } else { "127.0.0.1" };
        format!("postgres://postgres:{PASSWORD}@{host}:{}/{database}", self.port)
    }

    /// Everything the server has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// As a power cut would end it: no checkpoint, sockets reset. `run` starts it again on the same port.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // SIGQUIT: the server ends its children too.
            let _ = Command::new("sh").args(["-c", &format!("kill -QUIT {}", child.id())]).status();
            let _ = child.wait();
        }
    }

    pub fn run(&mut self) {
        let log = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.path().join("log"))
            .expect("the cluster's folder can be written");
        let mut command = as_runner(&program("postgres").expect("initdb was found, so is postgres").to_string_lossy());
        command.arg("-D").arg(self.folder.path().join("data"));
        let mut set = |name: &str, value: &str| {
            command.arg("-c").arg(format!("{name}={value}"));
        };
        set("port", &self.port.to_string());
        set("listen_addresses", "127.0.0.1");
        set("unix_socket_directories", "");
        set("fsync", "off");
        set("shared_buffers", "64MB");
        set("ssl", if self.settings.certificates.is_some() { "on" } else { "off" });
        for (name, value) in &self.settings.lines {
            set(name, value);
        }
        let stderr = log.try_clone().expect("a file can be opened twice");
        command.stdin(Stdio::null()).stdout(log).stderr(stderr);
        let child = lasting::spawn(command).expect("postgres can be started");
        self.child = Some(child);
        let begun = Instant::now();
        while !self.is_ready() {
            assert!(begun.elapsed() < START_TIMEOUT, "PostgreSQL did not start:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(25));
        }
    }

    fn is_ready(&self) -> bool {
        let ready = Command::new(program("pg_isready").expect("it comes with initdb"))
            .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
            .status();
        ready.is_ok_and(|status| status.success())
    }
}

fn lay_down(certificates: &Certificates, data: &Path) {
    for (name, text) in [("server.crt", &certificates.certificate), ("server.key", &certificates.key)] {
        let file = data.join(name);
        fs::write(&file, text).expect("the cluster's folder can be written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("modes can be set");
        give_to_runner(&file);
    }
}

/// CPU ticks of a process of the server (proc(5), stat): its own, and of the server itself those of its ended children.
fn ticks_of(stat: &str, server: u32) -> Option<u64> {
    let (before, after) = stat.rsplit_once(") ")?;
    let pid: u32 = before.split(' ').next()?.parse().ok()?;
    let fields: Vec<&str> = after.split(' ').collect();
    let parent: u32 = fields.get(1)?.parse().ok()?;
    let number = |n: usize| fields.get(n)?.parse::<u64>().ok();
    match (pid == server, parent == server) {
        (true, _) => Some(number(11)? + number(12)? + number(13)? + number(14)?),
        (_, true) => Some(number(11)? + number(12)?),
        _ => None,
    }
}

impl Interruptible for Cluster {
    fn process(&self) -> Option<&Child> {
        self.child.as_ref()
    }
    fn kill(&mut self) {
        self.stop();
    }
    fn restart(&mut self) {
        self.run();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Where Debian puts PostgreSQL's programs (the newest version), else the search path.
pub fn program(name: &str) -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(|e| Some(e.ok()?.path())).collect();
    let number = |path: &PathBuf| path.file_name().and_then(|n| n.to_str()).and_then(|n| n.parse::<u32>().ok());
    versions.sort_by_key(number);
    let in_path = std::env::var_os("PATH").map(|paths| std::env::split_paths(&paths).collect::<Vec<_>>());
    versions
        .into_iter()
        .rev()
        .map(|version| version.join("bin"))
        .chain(in_path.unwrap_or_default())
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
}

/// A command that runs as somebody whom PostgreSQL accepts, and ends when this process does.
fn as_runner(program: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]);
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.arg(program);
    command
}

fn give_to_runner(path: &Path) {
    if is_root() {
        let given = Command::new("chown").arg("postgres:postgres").arg(path).status();
        assert!(given.is_ok_and(|status| status.success()), "{} could not be given to postgres", path.display());
    }
}

/// What `initdb` makes, once a machine and version.
fn template() -> PathBuf {
    let initdb = program("initdb").expect("the test asked whether it is there");
    let version = Command::new(&initdb).arg("--version").output().expect("initdb can be run").stdout;
    let version: String =
        String::from_utf8_lossy(&version).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let whose = if is_root() { "postgres" } else { "own" };
    let template = std::env::temp_dir().join(format!("optria-postgres-template-{version}-{whose}"));
    if template.join("PG_VERSION").exists() {
        return template;
    }
    let making = tempfile::Builder::new().prefix("optria-initdb-").tempdir().expect("a temporary folder can be made");
    give_to_runner(making.path());
    let (data, password) = (making.path().join("data"), making.path().join("password"));
    fs::write(&password, PASSWORD).expect("a temporary folder can be written");
    give_to_runner(&password);
    let made = as_runner(&initdb.to_string_lossy())
        .arg("-D")
        .arg(&data)
        .args(["-U", "postgres", "-A", "scram-sha-256", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "--pwfile"])
        .arg(&password)
        .output()
        .expect("initdb can be run");
    assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
    // Somebody else may have been quicker: theirs is as good.
    let _ = as_runner("mv").args(["-n", "-T"]).arg(&data).arg(&template).status();
    assert!(template.join("PG_VERSION").exists(), "{} could not be made", template.display());
    template
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).expect("a port is free").port()
}
