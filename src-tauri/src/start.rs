//! What happens before there is a window: settings are checked, logging begins, the door is made.

use app::{App, Clock, Door, Duties, Vault, settings, texts};
use domain::Failure;
use std::path::PathBuf;

/// The door of this window's workspace: `--workspace DIR`, `OPTRIA_WORKSPACE`, or the OS's place for it.
pub fn door() -> Result<Door, Vec<Failure>> {
    let folder = asked_folder().unwrap_or_else(app::default_folder);
    let settings = settings::load(&folder, |name| std::env::var(name).ok())?;
    // Without a folder yet there is nothing to log but its making.
    if std::fs::create_dir_all(&folder).is_ok()
        && let Some(guard) = app::logging::start(&folder, &settings.log_filter)
    {
        // The log's writer lives as long as the process.
        std::mem::forget(guard);
    }
    let app = App::new(folder, settings, Vault::Keychain, Clock::Machine, Duties::CollectAndKeepHouse);
    app.stand_at_last();
    Ok(Door::new(app))
}

/// There is no window yet to say it in: standard error, in the language of the environment.
pub fn tell(problems: &[Failure]) {
    let language = texts::Language::from_tag(&std::env::var("LANG").unwrap_or_default());
    for problem in problems {
        eprintln!("{}", texts::render_failure(problem, language));
    }
}

fn asked_folder() -> Option<PathBuf> {
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--workspace" {
            return arguments.next().map(PathBuf::from);
        }
    }
    std::env::var_os("OPTRIA_WORKSPACE").map(PathBuf::from)
}
