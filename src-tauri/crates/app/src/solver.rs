//! HiGHS in a process of its own, so that it ends when it is told to (`docs/decisions/0004-solver-process.md`): the same
//! executable with one argument, which both executables look for before anything else.

use std::{
    env, io,
    process::{Child, Command, ExitCode, Stdio},
};

const ARGUMENT: &str = "--solve-exactly";

/// True where this process was started to solve one model and do nothing else.
pub fn is_called() -> bool {
    env::args_os().nth(1).is_some_and(|a| a == ARGUMENT)
}

/// Solves the model on standard input.
pub fn run() -> ExitCode {
    match optimizer::exact::serve(io::stdin(), io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// From now on HiGHS works in processes of this executable, which must look for [`is_called`].
pub fn use_processes() {
    if let Ok(executable) = env::current_exe() {
        optimizer::exact::set_launcher(Box::new(move || launch(&executable)));
    }
}

fn launch(executable: &std::path::Path) -> io::Result<Child> {
    let mut command = Command::new(executable);
    command.arg(ARGUMENT).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // Windows finds its own libraries by these.
    for name in ["SystemRoot", "PATH", "LD_LIBRARY_PATH"] {
        if let Some(value) = env::var_os(name) {
            command.env(name, value);
        }
    }
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        // No console window flashes up (CREATE_NO_WINDOW).
        command.creation_flags(0x0800_0000);
    }
    command.spawn()
}
