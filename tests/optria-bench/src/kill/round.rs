//! One round: a victim starts, collects, and is killed.

use super::victim::RECORD;
use crate::Outcome;
use domain::Secret;
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// (signal, source time in microseconds)
pub type Key = (i64, i64);

/// A victim that acknowledges nothing for so long is not working.
const FIRST_WITHIN: Duration = Duration::from_secs(120);

/// What the victim said it had acknowledged when it was killed, `moment` after its first word or after its start.
pub fn run(folder: &Path, secrets: &[(String, Secret)], moment: Duration, from_start: bool) -> Outcome<Vec<Key>> {
    let mut victim = Reaped(
        Command::new(std::env::current_exe()?)
            .arg("kill-victim")
            .arg("--workspace")
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?,
    );
    let mut stdin = victim.0.stdin.take().ok_or("stdin is piped")?;
    let mut stdout = victim.0.stdout.take().ok_or("stdout is piped")?;
    let exposed: BTreeMap<&str, &str> = secrets.iter().map(|(n, s)| (n.as_str(), s.expose())).collect();
    writeln!(stdin, "{}", serde_json::to_string(&exposed)?)?;

    let (first, heard_first) = mpsc::channel();
    let listener = thread::spawn(move || {
        let (mut all, mut some) = (Vec::new(), [0u8; 1 << 16]);
        // Until the end of the pipe: what the victim had written when it died still comes.
        while let Ok(count @ 1..) = stdout.read(&mut some) {
            if all.is_empty() {
                let _ = first.send(());
            }
            all.extend_from_slice(&some[..count]);
        }
        all
    });
    if !from_start {
        heard_first.recv_timeout(FIRST_WITHIN).map_err(|_| "the victim ended or acknowledged nothing")?;
    }
    thread::sleep(moment);
    // SIGKILL on Unix, TerminateProcess on Windows.
    victim.0.kill()?;
    let status = victim.0.wait()?;
    if status.code().is_some() && cfg!(unix) {
        return Err(format!("the victim ended by itself: {status}").into());
    }
    let bytes = listener.join().map_err(|_| "the listener panicked")?;
    Ok(keys(&bytes))
}

/// A record that was cut off by the kill was not said.
fn keys(bytes: &[u8]) -> Vec<Key> {
    let number = |b: &[u8]| i64::from_le_bytes(b.try_into().expect("eight bytes of a record of sixteen"));
    bytes.chunks_exact(RECORD).map(|record| (number(&record[..8]), number(&record[8..]))).collect()
}

/// Killed also where the round fails half way.
struct Reaped(Child);

impl Drop for Reaped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_was_cut_off_was_not_acknowledged() {
        let mut bytes = [7i64.to_le_bytes(), (-3i64).to_le_bytes()].concat();
        bytes.extend([1, 2, 3]);
        assert_eq!(keys(&bytes), [(7, -3)]);
    }
}
