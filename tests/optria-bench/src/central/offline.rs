//! Weeks without the central database, and the day after: what waits takes so much of the disk, goes at such a part of what
//! COPY does in the same run, and what is collected meanwhile is there within seconds.

use super::{
    backlog::{self, Workstation},
    begin, load, round3,
};
use crate::{Outcome, measure};
use chrono::{SubsecRound, TimeDelta, Utc};
use clap::Args;
use domain::{Reading, SignalNo, Timestamp};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use store::{Store, telemetry::Budget};
use sync::{Fences, Uploader};
use tokio::{sync::mpsc, task::JoinHandle};
use tokio_postgres::Client;
use uuid::Uuid;

#[derive(Args)]
pub struct Offline {
    #[arg(long, default_value_t = 30.0)]
    days: f64,
    #[arg(long, default_value_t = 2_000)]
    signals: usize,
    /// Seconds between two readings of a signal while offline; 1,000 is the form scaled 1:100
    #[arg(long, default_value_t = 10.0)]
    every: f64,
}

/// Live readings come in from so many signals a second, as 2,000 do that are read every ten seconds.
const LIVE_A_SECOND: usize = 200;
/// As many rows as tell what COPY does; more would need their room a third time.
const MOST_COPIED: usize = 5_000_000;
/// Compaction runs every few seconds in the product; here time goes faster.
const APPENDS_BETWEEN_COMPACTIONS: usize = 20;
const LOOK_EVERY: Duration = Duration::from_millis(50);

impl Offline {
    pub async fn run(self) -> Outcome<Value> {
        let (cluster, root, made) = begin(1, vec![("max_wal_size", "4GB".into())]).await?;
        let here = Workstation::begin(&cluster, &made[0], self.signals).await?;
        let now = Utc::now();
        let rounds = (self.days * 86_400.0 / self.every) as usize;
        let ago = |n: usize| now - TimeDelta::microseconds((n as f64 * self.every * 1e6) as i64);
        let times: Vec<Timestamp> = (1..=rounds).rev().map(ago).collect();

        let begun = Instant::now();
        let waiting = fill(&here, &times)?;
        let append = waiting as f64 / begun.elapsed().as_secs_f64();
        let size = here.store.size();
        let copied = times.len().min((MOST_COPIED / self.signals).max(1));
        let copy = here.copy(&cluster, &root, &times[..copied]).await?;

        let begun = Instant::now();
        let forward = here.store.telemetry().forward();
        let mut uploader = Uploader::default();
        let budget = Duration::from_secs(3);
        // The link comes back: what came before waits, what comes now is live.
        uploader.round(&forward, &here.link, here.device, &Fences::new(), Duration::ZERO).await?;
        let live = Live::begin(&here, &cluster.url("postgres"), made[0].id).await?;
        while !uploader.round(&forward, &here.link, here.device, &Fences::new(), budget).await?.is_drained {}
        let drain = waiting as f64 / begun.elapsed().as_secs_f64();
        live.stop.store(true, Ordering::Relaxed);
        let collected = live.collecting.await??;
        while forward.queue()?.readings > 0 {
            uploader.round(&forward, &here.link, here.device, &Fences::new(), budget).await?;
        }
        let delays = live.watching.await??;
        let rows: i64 = root.query_one("SELECT count(*) FROM plant.reading", &[]).await?.get(0);
        Ok(json!({
            "bench": "offline",
            "days": self.days,
            "signals": self.signals,
            "readings": waiting,
            "append_per_second": append.round(),
            "bytes_a_reading": round3((size.file_bytes + size.wal_bytes) as f64 / waiting as f64),
            "disk_mib": ((size.file_bytes + size.wal_bytes) as f64 / 1_048_576.0).round(),
            "copy_per_second": copy.round(),
            "drain_per_second": drain.round(),
            "ratio": round3(drain / copy),
            "live": collected,
            "live_seconds_median": round3(measure::median(delays.clone())),
            "live_seconds_most": round3(delays.iter().copied().fold(0.0, f64::max)),
            // The key keeps a reading from being there twice.
            "lost": (waiting + collected) as i64 - rows,
            "load": load(),
        }))
    }
}

fn fill(here: &Workstation, times: &[Timestamp]) -> Outcome<u64> {
    let telemetry = here.store.telemetry();
    let mut acknowledged = 0;
    for (n, at) in times.iter().enumerate() {
        acknowledged += telemetry.append(&here.all_at(*at))?.readings;
        if n % APPENDS_BETWEEN_COMPACTIONS == 0 {
            telemetry.compact_when_due(Budget::default(), *at)?;
        }
    }
    telemetry.compact(Budget::ALL)?;
    Ok(acknowledged)
}

/// A reading that was acknowledged here and is looked for there.
struct Sent {
    signal: i64,
    at: Timestamp,
    since: Instant,
}

struct Live {
    stop: Arc<AtomicBool>,
    collecting: JoinHandle<Outcome<u64>>,
    watching: JoinHandle<Outcome<Vec<f64>>>,
}

impl Live {
    async fn begin(here: &Workstation, url: &str, tenant: Uuid) -> Outcome<Self> {
        let ids: Vec<Uuid> = here.mappings.iter().map(|m| m.id.0).collect();
        let there: HashMap<Uuid, i64> = here.link.signal_numbers(&ids).await?.into_iter().collect();
        let signals: Vec<(SignalNo, i64)> =
            here.mappings.iter().filter_map(|m| Some((m.signal, *there.get(&m.id.0)?))).collect();
        let (witness, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
        tokio::spawn(connection);
        let stop = Arc::new(AtomicBool::new(false));
        let (sent, seen) = mpsc::unbounded_channel();
        let (store, told) = (here.store.clone(), stop.clone());
        let collecting = tokio::task::spawn_blocking(move || collect(&store, &signals, &told, &sent));
        Ok(Self { stop, collecting, watching: tokio::spawn(watch(witness, tenant, seen)) })
    }
}

/// A tenth of the signals each second, until told to stop.
fn collect(
    store: &Store,
    signals: &[(SignalNo, i64)],
    stop: &AtomicBool,
    sent: &mpsc::UnboundedSender<Sent>,
) -> Outcome<u64> {
    let mut collected = 0;
    for some in signals.chunks(LIVE_A_SECOND).cycle() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        // The database counts microseconds.
        let at = Utc::now().trunc_subsecs(6);
        let readings: Vec<Reading> = some.iter().map(|(signal, _)| backlog::reading(*signal, at)).collect();
        collected += store.telemetry().append(&readings)?.readings;
        if let Some((_, signal)) = some.last() {
            sent.send(Sent { signal: *signal, at, since: Instant::now() })?;
        }
        std::thread::sleep(Duration::from_secs(1));
    }
    Ok(collected)
}

/// Seconds from the acknowledgement here until a superuser finds it there, of each second's last reading.
async fn watch(root: Client, tenant: Uuid, mut sent: mpsc::UnboundedReceiver<Sent>) -> Outcome<Vec<f64>> {
    let there = root
        .prepare("SELECT EXISTS (SELECT FROM plant.reading WHERE tenant_id = $1 AND signal = $2 AND ts = $3)")
        .await?;
    let (mut delays, mut pending, mut is_over) = (Vec::new(), Vec::<Sent>::new(), false);
    while !is_over || !pending.is_empty() {
        loop {
            match sent.try_recv() {
                Ok(one) => pending.push(one),
                Err(mpsc::error::TryRecvError::Empty) => break,
                Err(mpsc::error::TryRecvError::Disconnected) => {
                    is_over = true;
                    break;
                }
            }
        }
        let mut waiting = Vec::new();
        for one in pending {
            if root.query_one(&there, &[&tenant, &one.signal, &one.at]).await?.get::<_, bool>(0) {
                delays.push(one.since.elapsed().as_secs_f64());
            } else {
                waiting.push(one);
            }
        }
        pending = waiting;
        tokio::time::sleep(LOOK_EVERY).await;
    }
    Ok(delays)
}
