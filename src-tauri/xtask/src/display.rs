//! A display, a session bus and a keychain where the machine has none: Xvfb, dbus-run-session and gnome-keyring, each
//! ending with the job that asked for it.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use crate::machine::{Failure, Machine, Outcome, failure};

/// Unlocks a keychain on the session's bus, then becomes the program given to it.
const WITH_KEYCHAIN: &str = r#"eval "$(printf '\n' | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)" >/dev/null; sleep 0.5; exec "$@""#;

/// Whether a person can see a window.
pub fn is_there() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(|name| env::var_os(name).is_some_and(|v| !v.is_empty()))
}

/// A virtual display; ends when dropped.
pub struct Display {
    server: Child,
    pub name: String,
}

impl Display {
    pub fn start(machine: &Machine) -> Outcome<Self> {
        let mut server = machine
            .command("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure(format!("Xvfb cannot be started: {error}; `cargo xtask setup` installs it")))?;
        let stdout = server.stdout.take().expect("stdout is piped");
        let mut number = String::new();
        match BufReader::new(stdout).read_line(&mut number) {
            Ok(1..) => Ok(Self { server, name: format!(":{}", number.trim()) }),
            _ => {
                let _ = server.kill();
                let _ = server.wait();
                failure("Xvfb did not come up")
            }
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Where the session's programs keep what they write.
pub enum Belongings {
    /// The person's own folders.
    Own,
    /// A folder that is gone after the job: tests leave the person's keychain and workspaces alone.
    Temporary,
}

/// A session bus with an unlocked keychain; its folder is removed when dropped.
pub struct Session {
    folder: PathBuf,
    belongings: Belongings,
}

impl Session {
    pub fn new(belongings: Belongings) -> Outcome<Self> {
        let folder = env::temp_dir().join(format!("optria-session-{}", std::process::id()));
        for part in ["run", "data", "config", "cache"] {
            fs::create_dir_all(folder.join(part))
                .map_err(|error| Failure(format!("cannot make {}: {error}", folder.display())))?;
        }
        only_mine(&folder.join("run"))?;
        Ok(Self { folder, belongings })
    }

    /// `program` inside the session, on `display` if given.
    pub fn command(&self, machine: &Machine, display: Option<&Display>, program: impl AsRef<OsStr>) -> Command {
        let mut command = machine.command("dbus-run-session");
        command.args(["--", "bash", "-c", WITH_KEYCHAIN, "session"]).arg(program);
        command
            .env("XDG_RUNTIME_DIR", self.folder.join("run"))
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("NO_AT_BRIDGE", "1");
        // Under LANG=C.UTF-8 WebKit's navigator.language is "C", which no Intl constructor takes.
        if env::var("LANG").is_ok_and(|lang| lang.starts_with('C')) || env::var_os("LANG").is_none() {
            command.env("LANG", "en_US.UTF-8");
        }
        if let Some(display) = display {
            command.env("DISPLAY", &display.name).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
        }
        if matches!(self.belongings, Belongings::Temporary) {
            for (name, part) in [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
            {
                command.env(name, self.folder.join(part));
            }
        }
        command
    }
}

/// Starts the command as a group of its own, so that [`end`] reaches everything it starts.
pub fn start(command: &mut Command) -> Outcome<Child> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command.spawn().map_err(|error| Failure(format!("the session cannot be started: {error}")))
}

/// Ends a group started by [`start`]: the application, its session bus and what they started.
pub fn end(child: &mut Child) {
    for signal in ["TERM", "KILL"] {
        let _ = Command::new("sh").args(["-c", &format!("kill -{signal} -- -{} 2>/dev/null", child.id())]).status();
        for _ in 0..30 {
            if child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(unix)]
fn only_mine(folder: &Path) -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
        .map_err(|error| Failure(format!("cannot protect {}: {error}", folder.display())))
}

#[cfg(not(unix))]
fn only_mine(_folder: &Path) -> Outcome {
    Ok(())
}
