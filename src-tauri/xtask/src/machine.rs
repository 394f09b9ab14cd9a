//! The machine the job runs on: where things are, and how a program is started and its failure told.

use std::{
    env, fmt, fs, io,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// Why a job stopped: one message a person can act on.
#[derive(Debug)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub type Outcome<T = ()> = Result<T, Failure>;

pub fn failure<T>(message: impl Into<String>) -> Outcome<T> {
    Err(Failure(message.into()))
}

pub struct Machine {
    pub root: PathBuf,
    /// Cargo's target folder; may lie outside the checkout.
    pub target: PathBuf,
    /// Third-party counterparts, as `testkit::counterparts` looks for them.
    pub counterparts: PathBuf,
}

impl Machine {
    pub fn here() -> Self {
        // Of the checkout that `cargo xtask` was called in: two checkouts may share one target folder, and with it the
        // program that was built last.
        let package = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&package).ancestors().nth(2).expect("xtask lies two folders below the root").to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let counterparts =
            env::var_os("OPTRIA_CACHE").map_or_else(|| home().join(".cache/optria-iq/counterparts"), PathBuf::from);
        Self { root, target, counterparts }
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    pub fn e2e(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    pub fn built(&self, release: bool, program: &str) -> PathBuf {
        let profile = if release { "release" } else { "debug" };
        self.target.join(profile).join(format!("{program}{}", env::consts::EXE_SUFFIX))
    }

    /// A program to be started at the root of the checkout.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// `cargo`, with the target folder this job uses.
    pub fn cargo(&self) -> Command {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// `npm` in a folder, without questions, advice or funding notes.
    pub fn npm(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        command.current_dir(folder).args(arguments).env("npm_config_fund", "false").env("npm_config_audit", "false");
        command
    }
}

pub fn home() -> PathBuf {
    env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from).unwrap_or_default()
}

/// Runs a program with our own output and fails, naming it, unless it ends with 0.
pub fn run(command: &mut Command) -> Outcome {
    let shown = show(command);
    let status = command.stdin(Stdio::null()).status().map_err(|error| cannot_start(&shown, &error))?;
    if status.success() { Ok(()) } else { failure(format!("`{shown}` failed: {status}")) }
}

/// Runs a program and gives its standard output; its complaints belong to the failure.
pub fn read(command: &mut Command) -> Outcome<String> {
    let shown = show(command);
    let Output { status, stdout, stderr } =
        command.stdin(Stdio::null()).output().map_err(|error| cannot_start(&shown, &error))?;
    if status.success() {
        Ok(String::from_utf8_lossy(&stdout).into_owned())
    } else {
        failure(format!("`{shown}` failed: {status}\n{}", String::from_utf8_lossy(&stderr)))
    }
}

/// Where a program lies on PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let cargo_bin = home().join(".cargo/bin");
    env::split_paths(&env::var_os("PATH").unwrap_or_default())
        .chain([cargo_bin])
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

pub fn read_file(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| Failure(format!("cannot read {}: {error}", path.display())))
}

pub fn write_file(path: &Path, text: impl AsRef<[u8]>) -> Outcome {
    let told = |error: io::Error| Failure(format!("cannot write {}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(told)?;
    }
    fs::write(path, text).map_err(told)
}

fn show(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn cannot_start(shown: &str, error: &io::Error) -> Failure {
    Failure(format!("`{shown}` cannot be started: {error}; `cargo xtask setup` installs what is missing"))
}
