//! A backlog of readings on its way to the central database, the product's own way (encrypted store, queue, sorted batches,
//! row security, receipts), beside bare COPY of the same rows into a table with the same key, in the same run.

use super::{begin, load, round3, sign_in};
use crate::{Outcome, plant};
use clap::Args;
use domain::{ConnectorKind, Integration, IntegrationId, IntegrationStatus, PersonId, Reading, SignalNo, StatusCode};
use serde_json::{Value, json};
use std::{
    io::Write,
    process::Command,
    time::{Duration, Instant},
};
use store::{Store, StoreKey};
use sync::{Fences, Replica, Uploader};
use testkit::postgres::Cluster;
use tokio_postgres::Client;
use uuid::Uuid;

#[derive(Args)]
pub struct UploadBench {
    #[arg(long, default_value_t = 2_000_000)]
    readings: usize,
    #[arg(long, default_value_t = 2_000)]
    signals: usize,
    /// Times COPY and upload are run; the medians are compared
    #[arg(long, default_value_t = 1)]
    repeats: usize,
}

const EVERY_SECONDS: f64 = 10.0;
/// PostgreSQL counts microseconds from there.
const YEAR_2000: i64 = 946_684_800_000_000;

impl UploadBench {
    pub async fn run(self) -> Outcome<Value> {
        let (cluster, root, made) = begin(1, vec![("max_wal_size", "4GB".into())]).await?;
        let person = sign_in(&cluster, &made[0]).await?;
        let folder = tempfile::tempdir()?;
        let store = Store::open(&folder.path().join("store.db"), &StoreKey::random()?)?.store;
        store.capture()?;
        let signals = make_plant(&store, self.signals)?;
        let device = Uuid::now_v7();
        person.request_enrolment(device, "bench", &format!("age1{}", "q".repeat(58)), &[7; 32]).await?;
        person.enrol_device(device).await?;
        let member = person.whoami().await?.person_id;
        sync::round(&store, &person, Replica { person: PersonId(member), device }, chrono::Utc::now()).await?;
        let link = sign_in(&cluster, &made[0]).await?;
        link.sign_in_device(device, &[7; 32]).await?;

        let begun = Instant::now();
        let acknowledged = fill(&store, &signals, self.readings)?;
        let append_seconds = begun.elapsed().as_secs_f64();
        let before = store.size();
        let mut copies = Vec::new();
        for _ in 0..self.repeats.max(1) {
            copies.push(self.copy(&cluster, &root, &signals).await?);
        }
        let begun = Instant::now();
        let forward = store.telemetry().forward();
        let mut uploader = Uploader::default();
        while !uploader.round(&forward, &link, device, &Fences::new(), Duration::from_secs(3)).await?.is_drained {}
        let seconds = begun.elapsed().as_secs_f64();
        let row = root.query_one("SELECT count(*), count(DISTINCT (signal, ts)) FROM plant.reading", &[]).await?;
        let (rows, distinct): (i64, i64) = (row.get(0), row.get(1));
        copies.sort_by(f64::total_cmp);
        let (copy, upload) = (acknowledged as f64 / copies[copies.len() / 2], acknowledged as f64 / seconds);
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

    /// Seconds that bare COPY takes: a superuser, no row security, no receipt, one table with the same columns and key, and
    /// the rows encoded beforehand in a file that psql sends, so that the client costs next to nothing.
    async fn copy(&self, cluster: &Cluster, root: &Client, signals: &[SignalNo]) -> Outcome<f64> {
        root.batch_execute(
            "DROP TABLE IF EXISTS public.bare;
             CREATE TABLE public.bare (tenant_id uuid NOT NULL, signal bigint NOT NULL, ts timestamptz NOT NULL,
                 value double precision, status bigint NOT NULL, server_delta bigint, receipt_delta bigint,
                 PRIMARY KEY (tenant_id, signal, ts))",
        )
        .await?;
        let rounds: Vec<usize> = (0..self.readings / signals.len()).collect();
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(b"PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0")?;
        // In stretches ordered by signal and time, as the upload sends them.
        for stretch in rounds.chunks((50_000 / signals.len()).max(1)) {
            file.write_all(&encoded(signals, stretch))?;
        }
        file.write_all(&(-1i16).to_be_bytes())?;
        let psql = testkit::postgres::program("psql").ok_or("psql is not installed")?;
        let begun = Instant::now();
        let done = Command::new(psql)
            .args(["-X", "-q", "-d", &cluster.url("postgres"), "-c", "COPY public.bare FROM STDIN (FORMAT binary)"])
            .stdin(file.reopen()?)
            .status()?;
        if !done.success() {
            return Err("COPY failed".into());
        }
        Ok(begun.elapsed().as_secs_f64())
    }
}

/// Rows in PostgreSQL's binary COPY format: seven fields, each after its length.
fn encoded(signals: &[SignalNo], rounds: &[usize]) -> Vec<u8> {
    let mut out = Vec::with_capacity(100 * signals.len() * rounds.len());
    for signal in signals {
        for n in rounds {
            let reading = reading(*signal, *n);
            let ts = reading.source_time.timestamp_micros() - YEAR_2000;
            out.extend_from_slice(&7i16.to_be_bytes());
            out.extend_from_slice(&16i32.to_be_bytes());
            out.extend_from_slice(Uuid::max().as_bytes());
            let fields = [
                signal.0.to_be_bytes(),
                ts.to_be_bytes(),
                reading.value.unwrap_or_default().to_be_bytes(),
                0i64.to_be_bytes(),
                0i64.to_be_bytes(),
                250_000i64.to_be_bytes(),
            ];
            for field in fields {
                out.extend_from_slice(&8i32.to_be_bytes());
                out.extend_from_slice(&field);
            }
        }
    }
    out
}

fn reading(signal: SignalNo, n: usize) -> Reading {
    let at = plant::at(n as f64 * EVERY_SECONDS);
    Reading {
        signal,
        value: Some((signal.0 as f64 + n as f64).sin() * 100.0),
        status: StatusCode::GOOD,
        source_time: at,
        server_time: Some(at),
        receipt_time: at + chrono::Duration::milliseconds(250),
    }
}

/// As they come in: every signal every ten seconds, an append each.
fn fill(store: &Store, signals: &[SignalNo], readings: usize) -> Outcome<u64> {
    let mut acknowledged = 0;
    for n in 0..readings / signals.len() {
        let all: Vec<Reading> = signals.iter().map(|s| reading(*s, n)).collect();
        acknowledged += store.telemetry().append(&all)?.readings;
    }
    Ok(acknowledged)
}

fn make_plant(store: &Store, signals: usize) -> Outcome<Vec<SignalNo>> {
    let integration = Integration {
        id: IntegrationId::new(),
        connector: ConnectorKind::Demo,
        name: "Bench".into(),
        config: json!({}),
        status: IntegrationStatus::Inactive,
        last_sync_at: None,
        last_error: None,
    };
    let made = store.write(|t| {
        let site = plant::site();
        store::site::insert(t, &site)?;
        store::integration::insert(t, &integration)?;
        let assets = plant::assets(site.id, signals.div_ceil(10));
        store::asset::insert_many(t, &assets)?;
        let mut mappings = Vec::new();
        for n in 0..signals {
            let metric = plant::metric(assets[n / 10].id, &format!("metric_{}", n % 10));
            store::metric::upsert(t, &metric)?;
            mappings.push(plant::mapping(integration.id, metric.id, &format!("T{n}")));
        }
        store::mapping::insert_many(t, &mappings)
    })?;
    Ok(made.iter().map(|m| m.signal).collect())
}
