//! `cargo xtask run`: build the UI and the shell and open the window. Without a display the window opens on a virtual
//! one; the job waits until something is drawn, leaves a screenshot and ends.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    display::{self, Belongings, Display, Session},
    machine::{Failure, Machine, Outcome, failure, read, run as run_program},
    setup,
};

const WINDOW_TITLE: &str = "OPTRIA IQ";
/// A debug build on a busy two-core machine.
const WINDOW_TIMEOUT: Duration = Duration::from_secs(120);
/// A blank or still white page has one or two colours; drawn text alone brings dozens of greys.
const COLOURS_OF_A_DRAWN_PAGE: u32 = 24;

pub struct Request {
    pub release: bool,
    pub screenshot: Option<PathBuf>,
    pub workspace: Option<PathBuf>,
    pub keep: bool,
}

pub fn run(machine: &Machine, request: Request) -> Outcome {
    setup::build_needs(machine)?;
    build(machine, request.release)?;
    let application = machine.built(request.release, "optria-iq");
    let mut arguments: Vec<std::ffi::OsString> = Vec::new();
    if let Some(folder) = &request.workspace {
        arguments.extend(["--workspace".into(), folder.into()]);
    }
    if display::is_there() {
        return run_program(machine.command(application).args(arguments));
    }

    println!("run: there is no display; the window opens on a virtual one");
    let virtual_display = Display::start(machine)?;
    let session = Session::new(Belongings::Own)?;
    let mut command = session.command(machine, Some(&virtual_display), &application);
    command.args(arguments).stdin(Stdio::null());
    let mut window = Window::open(&mut command)?;
    window.wait_until_drawn(machine, &virtual_display)?;
    let screenshot = request.screenshot.unwrap_or_else(|| machine.target.join("optria-iq.png"));
    photograph(machine, &virtual_display, &screenshot)?;
    println!("run: the window is open on display {}; screenshot: {}", virtual_display.name, screenshot.display());
    if request.keep {
        println!("run: it stays open until you press Ctrl+C (DISPLAY={})", virtual_display.name);
        window.wait()?;
    }
    Ok(())
}

/// The UI, then every program of the workspace: one package set, so that nothing is built twice.
pub fn build(machine: &Machine, release: bool) -> Outcome {
    build_ui(machine)?;
    let mut cargo = machine.cargo();
    cargo.args(["build", "--workspace"]);
    if release {
        cargo.arg("--release");
    }
    run_program(&mut cargo)
}

pub fn build_ui(machine: &Machine) -> Outcome {
    run_program(&mut machine.npm(&machine.ui(), &["run", "--silent", "build"]))
}

/// The running application; ended when dropped.
pub struct Window {
    process: Child,
    opened: Instant,
}

impl Window {
    pub fn open(command: &mut std::process::Command) -> Outcome<Self> {
        let opened = Instant::now();
        Ok(Self { process: display::start(command)?, opened })
    }

    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Waits for the window and for something drawn in it; gives the time since the start.
    pub fn wait_until_drawn(&mut self, machine: &Machine, display: &Display) -> Outcome<Duration> {
        while self.opened.elapsed() < WINDOW_TIMEOUT {
            if let Ok(Some(status)) = self.process.try_wait() {
                return failure(format!("the application ended before its window was drawn: {status}"));
            }
            if self.is_drawn(machine, display) {
                let drawn = self.opened.elapsed();
                thread::sleep(Duration::from_millis(1500)); // fonts and first data settle
                return Ok(drawn);
            }
            thread::sleep(Duration::from_millis(100));
        }
        failure(format!("no drawn window titled {WINDOW_TITLE:?} within {} s", WINDOW_TIMEOUT.as_secs()))
    }

    fn is_drawn(&self, machine: &Machine, display: &Display) -> bool {
        let colours = || {
            read(
                machine
                    .command("import")
                    .args(["-silent", "-window", "root", "-format", "%k", "info:"])
                    .env("DISPLAY", &display.name),
            )
            .ok()
            .and_then(|text| text.trim().parse::<u32>().ok())
        };
        window_id(machine, display).is_some() && colours().is_some_and(|count| count >= COLOURS_OF_A_DRAWN_PAGE)
    }

    pub fn wait(&mut self) -> Outcome {
        let status = self.process.wait().map_err(|error| Failure(error.to_string()))?;
        if status.success() { Ok(()) } else { failure(format!("the application ended: {status}")) }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        display::end(&mut self.process);
    }
}

fn window_id(machine: &Machine, display: &Display) -> Option<String> {
    let mut search = machine.command("xdotool");
    search.args(["search", "--onlyvisible", "--name", WINDOW_TITLE]).env("DISPLAY", &display.name);
    read(&mut search).ok()?.lines().last().map(str::to_owned)
}

pub fn photograph(machine: &Machine, display: &Display, file: &Path) -> Outcome {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure(format!("cannot make {}: {error}", folder.display())))?;
    }
    let window = window_id(machine, display).unwrap_or_else(|| "root".into());
    run_program(machine.command("import").args(["-silent", "-window", &window]).arg(file).env("DISPLAY", &display.name))
}
