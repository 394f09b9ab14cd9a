//! A real MariaDB for one test: a data folder of its own, on 127.0.0.1, gone when it is dropped. `mariadb-install-db` runs
//! once a machine; each server's folder is a copy of what it made.

use crate::{Interruptible, lasting, postgres::Certificates};
use std::{
    fs,
    io::Write,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The administrator's password in every test server.
const PASSWORD: &str = "root-of-tests";
/// The redo log is 96 MB by default: too much to copy for each test.
const SMALL_LOG: &str = "--innodb-log-file-size=8M";
const START_TIMEOUT: Duration = Duration::from_secs(60);

#[derive(Default, Clone)]
pub struct Settings {
    /// TLS is offered with these; where there are none it is not.
    pub certificates: Option<Certificates>,
    /// Plain text is refused.
    pub requires_tls: bool,
}

/// A running server; killed and removed on drop.
pub struct Server {
    folder: tempfile::TempDir,
    port: u16,
    settings: Settings,
    child: Option<Child>,
}

/// Whether MariaDB is installed. Says on stderr why a test is passed over; panics instead where
/// `OPTRIA_REQUIRE_COUNTERPARTS` is set.
pub fn available() -> bool {
    if program("mariadbd").is_some() && program("mariadb-install-db").is_some() && program("mariadb").is_some() {
        return true;
    }
    let message = "SKIPPED: MariaDB is not installed; run `cargo xtask setup`";
    assert!(std::env::var_os("OPTRIA_REQUIRE_COUNTERPARTS").is_none(), "{message}");
    eprintln!("{message}");
    false
}

impl Server {
    pub fn start(settings: Settings) -> Self {
        let folder =
            tempfile::Builder::new().prefix("optria-mariadb-").tempdir().expect("a temporary folder can be made");
        let copied =
            Command::new("cp").arg("-r").arg(template()).arg(folder.path().join("data")).status().expect("cp is there");
        assert!(copied.success(), "the server's template could not be copied");
        if let Some(certificates) = &settings.certificates {
            for (name, text) in [("server.crt", &certificates.certificate), ("server.key", &certificates.key)] {
                fs::write(folder.path().join(name), text).expect("the server's folder can be written");
            }
        }
        let mut server = Self { folder, port: free_port(), settings, child: None };
        server.run();
        server
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Runs statements as the administrator, over the socket; the answer as the client prints it, tabs between columns.
    pub fn sql(&self, statements: &str) -> String {
        let mut client = self.client();
        client.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = client.spawn().expect("the client can be run");
        // Closed at the end of the statement, so that the client comes to its end.
        child.stdin.take().expect("it is piped").write_all(statements.as_bytes()).expect("the client reads");
        let done = child.wait_with_output().expect("the client ends");
        assert!(done.status.success(), "{statements}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    fn client(&self) -> Command {
        let mut command = Command::new(program("mariadb").expect("the test asked whether it is there"));
        command.arg("--no-defaults").arg(format!("--socket={}", self.socket().display())).args([
            "-u",
            "root",
            &format!("-p{PASSWORD}"),
            "--batch",
            "--skip-column-names",
        ]);
        command
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("s")
    }

    /// As a power cut would end it. `run` starts it again on the same port.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub fn run(&mut self) {
        let log = fs::File::create(self.folder.path().join("log")).expect("the server's folder can be written");
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL"]).arg(program("mariadbd").expect("the test asked whether it is there"));
        command
            .arg("--no-defaults")
            .arg(format!("--datadir={}", self.folder.path().join("data").display()))
            .arg(format!("--socket={}", self.socket().display()))
            .arg(format!("--port={}", self.port))
            .args([
                "--bind-address=127.0.0.1",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-buffer-pool-size=64M",
                SMALL_LOG,
            ])
            .args(["--skip-name-resolve", "--default-time-zone=+03:00"]);
        if is_root() {
            command.arg("--user=root");
        }
        if self.settings.certificates.is_some() {
            for (option, name) in [("ssl-cert", "server.crt"), ("ssl-key", "server.key")] {
                command.arg(format!("--{option}={}", self.folder.path().join(name).display()));
            }
        }
        if self.settings.requires_tls {
            command.arg("--require-secure-transport=ON");
        }
        let stderr = log.try_clone().expect("a file can be opened twice");
        command.stdin(Stdio::null()).stdout(log).stderr(stderr);
        let child = lasting::spawn(command).expect("mariadbd can be started");
        self.child = Some(child);
        let begun = Instant::now();
        while !self.is_ready() {
            let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(begun.elapsed() < START_TIMEOUT, "MariaDB did not start:\n{log}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn is_ready(&self) -> bool {
        self.socket().exists()
            && self.client().args(["-e", "SELECT 1"]).output().is_ok_and(|done| done.status.success())
    }
}

impl Interruptible for Server {
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

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
}

fn program(name: &str) -> Option<PathBuf> {
    let in_path = std::env::var_os("PATH").map(|paths| std::env::split_paths(&paths).collect::<Vec<_>>());
    in_path.unwrap_or_default().into_iter().chain(["/usr/sbin".into()]).map(|f| f.join(name)).find(|f| f.is_file())
}

/// What `mariadb-install-db` makes, once a machine and version, with the administrator's password set.
fn template() -> PathBuf {
    let version = Command::new(program("mariadbd").expect("the test asked whether it is there"))
        .arg("--version")
        .output()
        .expect("mariadbd can be run")
        .stdout;
    let version: String =
        String::from_utf8_lossy(&version).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let whose = if is_root() { "root" } else { "own" };
    let template = std::env::temp_dir().join(format!("optria-mariadb-template-{version}-{whose}"));
    if template.join("mysql").exists() {
        return template;
    }
    let making = tempfile::Builder::new().prefix("optria-mariadb-").tempdir().expect("a temporary folder can be made");
    let data = making.path().join("data");
    make(&data);
    // Somebody else may have been quicker: theirs is as good.
    let _ = Command::new("mv").args(["-n", "-T"]).arg(&data).arg(&template).status();
    assert!(template.join("mysql").exists(), "{} could not be made", template.display());
    template
}

fn make(data: &Path) {
    let made = Command::new(program("mariadb-install-db").expect("the test asked whether it is there"))
        .arg("--no-defaults")
        .arg(format!("--datadir={}", data.display()))
        .args(["--skip-test-db", "--auth-root-authentication-method=normal", SMALL_LOG])
        .args(if is_root() { vec!["--user=root"] } else { Vec::new() })
        .output()
        .expect("mariadb-install-db can be run");
    assert!(made.status.success(), "mariadb-install-db: {}", String::from_utf8_lossy(&made.stderr));
    let statements = data.with_file_name("first.sql");
    fs::write(
        &statements,
        format!(
            "ALTER USER root@localhost IDENTIFIED BY '{PASSWORD}';\nDROP USER IF EXISTS ''@localhost;\nSHUTDOWN;\n"
        ),
    )
    .expect("a temporary folder can be written");
    let mut once = Command::new(program("mariadbd").expect("the test asked whether it is there"));
    once.arg("--no-defaults")
        .arg(format!("--datadir={}", data.display()))
        .arg(format!("--socket={}", data.with_file_name("s").display()))
        .arg(format!("--init-file={}", statements.display()))
        .args(["--skip-networking", SMALL_LOG]);
    if is_root() {
        once.arg("--user=root");
    }
    let done = once.output().expect("mariadbd can be run");
    assert!(done.status.success(), "the password could not be set: {}", String::from_utf8_lossy(&done.stderr));
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).expect("a port is free").port()
}
