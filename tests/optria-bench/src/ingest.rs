//! `optria-bench ingest`: what one collecting process takes in from a real OPC UA server, and what it costs in CPU.
//! Everything that runs in the product runs here: subscription, conversion, commit of every batch to disk, compaction to
//! trends and rollups, scoring.

use crate::{
    Outcome,
    measure::{cpu_seconds, median, peak_mib, round},
    opcua::Endpoint,
    workspace::Workspace,
};
use app::Duties;
use clap::Args;
use domain::IntegrationId;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};
use store::{Store, telemetry::Budget};

#[derive(Args)]
pub struct Ingest {
    #[command(flatten)]
    endpoint: Endpoint,
    /// Follow the first so many numeric variables
    #[arg(long, default_value_t = 10_000)]
    nodes: usize,
    #[arg(long, default_value_t = 30.0)]
    seconds: f64,
}

/// A slow server on a busy machine takes its time over 10,000 monitored items.
const STREAMING_WITHIN: Duration = Duration::from_secs(120);

impl Ingest {
    pub async fn run(self) -> Outcome<Value> {
        let workspace = Workspace::empty(Duties::CollectAndKeepHouse).await?;
        let (id, nodes) = self.endpoint.map(&workspace, self.nodes).await?;
        let plant = workspace.plant()?;
        let telemetry = plant.store.telemetry();
        workspace.call("start_integration", json!({"id": id})).await?;
        streaming(&workspace, id, nodes as u64).await?;

        // Set-up is done, every signal has its first value: what follows is the steady work that is measured.
        let (begun, cpu, before) = (Instant::now(), cpu_seconds(), telemetry.throughput().readings);
        tokio::time::sleep(Duration::from_secs_f64(self.seconds)).await;
        let card = workspace.call("get_integration", json!({"id": id})).await?;
        plant.supervisor.stop_all().await;
        let seconds = begun.elapsed().as_secs_f64();
        let values = telemetry.throughput().readings - before;
        // With what is left in the spool moved on: no work is put off past the end of the count.
        workspace.app.close().await;
        telemetry.compact(Budget::ALL)?;
        let cpu = cpu_seconds() - cpu;
        let peak = peak_mib();

        let told = Stored::of(&plant.store)?;
        Ok(json!({
            "bench": "ingest",
            "client": "optria",
            "nodes": nodes,
            "seconds": round(seconds, 2),
            "values": values,
            "values_per_second": round(values as f64 / seconds, 1),
            "cpu_seconds": round(cpu, 3),
            "cpu_us_per_value": round(cpu * 1e6 / values as f64, 2),
            "gaps": told.gaps,
            "doubled": told.doubled,
            // What the source itself sent twice, kept once.
            "repeats": telemetry.throughput().readings - told.rows,
            "long_steps": told.long_steps,
            "overflows": card["overflowCount"],
            "failed_tags": card["failedTagCount"],
            "peak_mib": peak,
            "store_mib": plant.store.size().file_bytes >> 20,
        }))
    }
}

/// Until every mapped signal has had a value.
async fn streaming(workspace: &Workspace, id: IntegrationId, nodes: u64) -> Outcome<()> {
    let deadline = Instant::now() + STREAMING_WITHIN;
    let plant = workspace.plant()?;
    while plant.store.telemetry().throughput().readings < nodes {
        let card = workspace.call("get_integration", json!({"id": id})).await?;
        if card["connection"]["state"] == "failed" || Instant::now() > deadline {
            return Err(format!("no values of all {nodes} nodes: {card}").into());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// What the store holds at the end, read with SQL of its own rather than with the store's questions.
struct Stored {
    rows: u64,
    gaps: u64,
    doubled: u64,
    long_steps: u64,
}

impl Stored {
    /// Of an emptied spool.
    fn of(store: &Store) -> Outcome<Self> {
        let rolled_up = store.telemetry().count(None)?;
        let (rows, gaps, steps) = store.read(|c| {
            let one = |sql: &str| c.query_row(sql, [], |r| r.get::<_, u64>(0));
            // A key of (signal, source time) keeps rows apart by itself, so this is where a double would show: rollups
            // that count a reading twice, or a row that stayed in the spool after it was moved.
            let rows = one("SELECT (SELECT count(*) FROM trend) + (SELECT coalesce(sum(n), 0) FROM spool_sheet)")?;
            let gaps = one("SELECT count(*) FROM gap")?;
            let mut statement = c.prepare(
                "SELECT signal, ts - lag(ts) OVER (PARTITION BY signal ORDER BY ts) AS step FROM trend ORDER BY signal, ts",
            )?;
            let mut steps: HashMap<i64, Vec<f64>> = HashMap::new();
            let mut found = statement.query([])?;
            while let Some(row) = found.next()? {
                if let Some(step) = row.get::<_, Option<i64>>(1)? {
                    steps.entry(row.get(0)?).or_default().push(step as f64);
                }
            }
            Ok((rows, gaps, steps))
        })?;
        Ok(Self { rows, gaps, doubled: rolled_up.abs_diff(rows), long_steps: steps.into_values().map(long).sum() })
    }
}

/// Steps of more than two and a half times the usual one: values that the server did not make or that got lost. Counted
/// as `asyncua_to_sqlite.py` counts its gaps.
fn long(steps: Vec<f64>) -> u64 {
    let usual = median(steps.clone());
    steps.into_iter().filter(|s| *s > 2.5 * usual).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_in_an_even_series_is_a_long_step() {
        assert_eq!(long(vec![1.0, 1.0, 1.1, 0.9, 2.0]), 0);
        assert_eq!(long(vec![1.0, 1.0, 3.0, 1.0, 4.0]), 2);
    }
}
