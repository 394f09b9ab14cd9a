//! What befalls a server: it ends as by a power cut and is started again, or it and the processes that it has started (a
//! database has one for each connection) are stopped for a while.

use std::{
    fs,
    process::{Child, Command},
};

pub trait Interruptible {
    /// While it runs.
    fn process(&self) -> Option<&Child>;

    /// As a power cut would end it.
    fn kill(&mut self);

    /// On the same port, with what it had.
    fn restart(&mut self);

    /// SIGSTOP: the sockets stay open and nobody answers.
    fn pause(&self) {
        send("-STOP", self.process().expect("only a running server is paused"));
    }

    /// SIGCONT.
    fn resume(&self) {
        send("-CONT", self.process().expect("only a running server is resumed"));
    }
}

fn send(signal: &str, server: &Child) {
    let mut all = vec![server.id()];
    // The server first: what it starts no more need not be looked for.
    let mut next = 0;
    while let Some(pid) = all.get(next).copied() {
        next += 1;
        // One that has ended meanwhile is no failure; the server itself is there.
        let sent = Command::new("sh").args(["-c", &format!("kill {signal} {pid}")]).status();
        assert!(next > 1 || sent.is_ok_and(|status| status.success()), "kill {signal} {pid} failed");
        all.extend(children(pid));
    }
}

/// proc(5), where there is one.
fn children(pid: u32) -> Vec<u32> {
    let told = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    told.split_whitespace().filter_map(|child| child.parse().ok()).collect()
}
