//! A backlog of readings on its way to the central database, the product's own way (encrypted store, queue, sorted batches,
//! row security, receipts), beside bare COPY of the same rows into a table with the same key, in the same run.

use super::{backlog::Workstation, begin, load, round3};
use crate::{Outcome, measure, plant};
use clap::Args;
use domain::Timestamp;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use sync::{Fences, Uploader};

#[derive(Args)]
pub struct UploadBench {
    #[arg(long, default_value_t = 2_000_000)]
    readings: usize,
    #[arg(long, default_value_t = 2_000)]
    signals: usize,
    /// Times COPY is run; the median is compared
    #[arg(long, default_value_t = 1)]
    repeats: usize,
}

const EVERY_SECONDS: f64 = 10.0;

impl UploadBench {
    pub async fn run(self) -> Outcome<Value> {
        let (cluster, root, made) = begin(1, vec![("max_wal_size", "4GB".into())]).await?;
        let here = Workstation::begin(&cluster, &made[0], self.signals).await?;
        let times: Vec<Timestamp> =
            (0..self.readings / self.signals).map(|n| plant::at(n as f64 * EVERY_SECONDS)).collect();
        let begun = Instant::now();
        let mut acknowledged = 0;
        // As they come in: every signal every ten seconds, an append each.
        for at in &times {
            acknowledged += here.store.telemetry().append(&here.all_at(*at))?.readings;
        }
        let append_seconds = begun.elapsed().as_secs_f64();
        let before = here.store.size();
        let mut copies = Vec::new();
        for _ in 0..self.repeats.max(1) {
            copies.push(here.copy(&cluster, &root, &times).await?);
        }
        let begun = Instant::now();
        let forward = here.store.telemetry().forward();
        let mut uploader = Uploader::default();
        while !uploader
            .round(&forward, &here.link, here.device, &Fences::new(), Duration::from_secs(3))
            .await?
            .is_drained
        {}
        let upload = acknowledged as f64 / begun.elapsed().as_secs_f64();
        let row = root.query_one("SELECT count(*), count(DISTINCT (signal, ts)) FROM plant.reading", &[]).await?;
        let (rows, distinct): (i64, i64) = (row.get(0), row.get(1));
        let copy = measure::median(copies);
        Ok(json!({
            "bench": "upload",
            "readings": acknowledged,
            "signals": self.signals,
            "append_per_second": (acknowledged as f64 / append_seconds).round(),
            "queue_bytes_a_reading": round3((before.file_bytes + before.wal_bytes) as f64 / acknowledged as f64),
            "copy_per_second": copy.round(),
            "upload_per_second": upload.round(),
            "ratio": round3(upload / copy),
            "lost": acknowledged as i64 - distinct,
            "doubled": rows - distinct,
            "waiting": forward.queue()?.readings,
            "load": load(),
        }))
    }
}
