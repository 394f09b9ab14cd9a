//! Processes that end when this one does (`setpriv --pdeathsig`) and not before. The kernel sends that signal when the
//! thread ends that has started them, and threads of an async runtime come and go: so one thread starts them all.

use std::{
    io,
    process::{Child, Command},
    sync::{OnceLock, mpsc},
};

type Asked = (Command, mpsc::Sender<io::Result<Child>>);

pub(crate) fn spawn(command: Command) -> io::Result<Child> {
    static STARTER: OnceLock<mpsc::Sender<Asked>> = OnceLock::new();
    let starter = STARTER.get_or_init(|| {
        let (sender, asked) = mpsc::channel::<Asked>();
        std::thread::spawn(move || {
            for (mut command, answer) in asked {
                // Whoever asked may be gone; the child is then dropped, and ends with this process.
                let _ = answer.send(command.spawn());
            }
        });
        sender
    });
    let (answer, answered) = mpsc::channel();
    starter.send((command, answer)).map_err(io::Error::other)?;
    answered.recv().map_err(io::Error::other)?
}
