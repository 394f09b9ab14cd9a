//! The process that is killed: the product's collecting process on a workspace, and a witness on standard output.
//!
//! In: one line of JSON with the keychain's content; when the input ends, so does the process. Out: 16 bytes for every
//! acknowledged reading, signal and source time in microseconds, each a little-endian i64.

use super::open;
use crate::Outcome;
use app::{App, Clock, Duties, Settings, Vault};
use clap::Args;
use domain::{Reading, Secret};
use std::{
    collections::HashMap,
    io::{BufRead, Read, Write},
    path::PathBuf,
    sync::Arc,
};

#[derive(Args)]
pub struct Victim {
    #[arg(long)]
    workspace: PathBuf,
}

/// Bytes of one acknowledged reading.
pub const RECORD: usize = 16;

impl Victim {
    pub async fn run(self) -> Outcome<()> {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        let secrets: HashMap<String, Secret> = serde_json::from_str(&line)?;
        // Whoever started this process is gone: nobody will kill it any more.
        std::thread::spawn(|| {
            let _ = std::io::stdin().lock().read_to_end(&mut Vec::new());
            std::process::exit(0);
        });

        let vault = Vault::memory();
        for (name, secret) in &secrets {
            vault.set(name, secret)?;
        }
        let app = App::new(self.workspace, Settings::default(), vault, Clock::Machine, Duties::CollectAndKeepHouse);
        let plant = Arc::new(open(&app)?);
        // Before anything is collected, so that nothing is acknowledged unseen.
        plant.store.telemetry().on_acknowledged(tell);
        plant.start().await;
        std::future::pending().await
    }
}

fn tell(readings: &[Reading]) {
    let mut bytes = Vec::with_capacity(readings.len() * RECORD);
    for reading in readings {
        bytes.extend(reading.signal.0.to_le_bytes());
        bytes.extend(reading.source_time.timestamp_micros().to_le_bytes());
    }
    let mut out = std::io::stdout().lock();
    if out.write_all(&bytes).and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}
