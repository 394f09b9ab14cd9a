//! The process that dies: the production store, written by a collector and by a person at once, and synced meanwhile.
//!
//! In: one line of JSON, the job. Out: a line for each acknowledgement, `R n` (all readings before the n-th are stored)
//! and `O id` (the operation is in the outbox). When the input ends, so does the process.

use super::Death;
use crate::{
    changes::Reach,
    postgres::{Outcome, scene::server},
};
use central::Link;
use chrono::{DateTime, Utc};
use domain::{PersonId, Reading, Role, Secret, SignalNo, StatusCode};
use rand::{SeedableRng, rngs::StdRng};
use serde::{Deserialize, Serialize};
use std::{
    io::{BufRead, Read, Write},
    path::PathBuf,
    sync::mpsc,
    thread,
    time::Duration,
};
use store::{Store, StoreError, StoreKey, outbox, telemetry::Budget};
use sync::Replica;
use uuid::Uuid;

#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    pub store: PathBuf,
    pub key: String,
    pub port: u16,
    pub role: String,
    pub password: String,
    pub token: String,
    pub person: Uuid,
    pub device: Uuid,
    pub next_reading: i64,
    pub death: Death,
    pub moment_ms: u64,
    pub is_from_start: bool,
    pub seed: u64,
}

const BATCH: i64 = 200;
pub(super) const SIGNALS: i64 = 7;

/// The `n`-th reading ever sent.
pub(super) fn nth(n: i64) -> Reading {
    let at = DateTime::UNIX_EPOCH + chrono::Duration::days(20_000) + chrono::Duration::milliseconds(n / SIGNALS * 100);
    Reading {
        signal: SignalNo(1 + n % SIGNALS),
        value: Some(n as f64),
        status: StatusCode::GOOD,
        source_time: at,
        server_time: None,
        receipt_time: at,
    }
}

/// Whoever started this process is gone: nobody will end it any more.
fn end_with_the_input() {
    thread::spawn(|| {
        let _ = std::io::stdin().lock().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
}

/// Does the job on standard input until it dies.
pub async fn be_victim() -> Outcome<()> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let job: Job = serde_json::from_str(&line)?;
    end_with_the_input();

    let (alive, first) = mpsc::channel();
    if job.death != Death::Kill {
        power_cut::install();
        if job.death == Death::PowerCutUnsynced {
            power_cut::ignore_syncs();
        }
        let (moment, seed, is_from_start) = (Duration::from_millis(job.moment_ms), job.seed, job.is_from_start);
        thread::spawn(move || {
            if !is_from_start {
                let _ = first.recv();
            }
            thread::sleep(moment);
            power_cut::cut(seed)
        });
    }
    let key = StoreKey::from_hex(&job.key)?;
    let store = Store::open(&job.store, &key)?.store;
    store.capture()?;
    let (collecting, changing) = (store.clone(), store.clone());
    let (next, person, seed) = (job.next_reading, PersonId(job.person), job.seed);
    let heard = alive.clone();
    thread::spawn(move || end(collect(&collecting, next, &heard)));
    thread::spawn(move || end(change(&changing, person, seed, &alive)));
    loop {
        // A round that fails is tried again, as in the product.
        if let Err(error) = exchange(&store, &job).await {
            eprintln!("victim: {error}");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Ends the process with a code, which the one that started it takes for a failure.
fn end(outcome: Outcome<()>) {
    if let Err(error) = outcome {
        eprintln!("victim: {error}");
        std::process::exit(1);
    }
}

fn say(line: &str, alive: &mpsc::Sender<()>) -> Outcome<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    // Nobody listens where this process is killed by another.
    let _ = alive.send(());
    Ok(())
}

fn collect(store: &Store, mut next: i64, alive: &mpsc::Sender<()>) -> Outcome<()> {
    for n in 0u64.. {
        let batch: Vec<Reading> = (next..next + BATCH).map(nth).collect();
        store.telemetry().append(&batch)?;
        next += BATCH;
        say(&format!("R {next}"), alive)?;
        if n % 5 == 4 {
            store.telemetry().compact(Budget { rows: 700, time: Duration::from_secs(1) })?;
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}

fn change(store: &Store, person: PersonId, seed: u64, alive: &mpsc::Sender<()>) -> Outcome<()> {
    let mut rng = StdRng::seed_from_u64(seed);
    loop {
        let now = Utc::now();
        let acting = store::acting::act_as(Some(person), now);
        let made = store.write(|t| {
            let newest = outbox::newest(t)?;
            Reach::All.change(t, &mut rng, person, now)?;
            outbox::next(t, person, newest, 1_000)
        });
        drop(acting);
        match made {
            Ok(made) => {
                for operation in made {
                    say(&format!("O {}", operation.op_id), alive)?;
                }
            }
            // What the store refuses is no change.
            Err(StoreError::Duplicate { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        thread::sleep(Duration::from_millis(3));
    }
}

async fn exchange(store: &Store, job: &Job) -> Outcome<()> {
    let link = Link::connect(&server(job.port), &job.role, &Secret::new(job.password.clone())).await?;
    link.use_token(&Secret::new(job.token.clone())).await?;
    let replica = Replica { person: PersonId(job.person), device: job.device, role: Role::TenantAdmin };
    loop {
        sync::round(store, &link, replica, Utc::now()).await?;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
