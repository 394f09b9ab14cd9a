//! Real third-party OPC UA servers on loopback: asyncua (PyPI) and node-opcua (npm), with scripts of ours in
//! `tests/counterparts`. `cargo xtask setup` installs them; where they are absent a test says so and passes over,
//! except under `OPTRIA_REQUIRE_COUNTERPARTS=1` (set by `cargo xtask test`), where their absence is a failure.
//!
//! Both servers show one address space (see the head of `asyncua_server.py`), and both write every value of `Counter`
//! into `counter.log` before they publish it: [`Counterpart::counter_log`] is the truth to hold readings against.

mod options;
pub(crate) mod process;
mod server;

pub use options::{Certificate, Limit, Options, Policies};
pub use server::Counterpart;
use std::path::PathBuf;

/// Which third-party stack answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stack {
    Asyncua,
    NodeOpcua,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Interruptible;
    use std::{
        thread,
        time::{Duration, Instant},
    };

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
