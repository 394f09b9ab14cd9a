//! `optria-bench trend`: how long a whole history of one signal takes to become a chart.

use crate::{
    Outcome,
    measure::{median, milliseconds, round},
    plant::{assets, at, mapping, metric, site},
    workspace::Workspace,
};
use app::Duties;
use clap::Args;
use domain::{ConnectorKind, Integration, IntegrationId, IntegrationStatus, Reading, SignalNo, StatusCode};
use serde_json::{Value, json};
use std::time::Instant;
use store::telemetry::Budget;

#[derive(Args)]
pub struct Trend {
    /// Readings of the one signal
    #[arg(long, default_value_t = 1_000_000)]
    readings: usize,
    /// Readings per second of the signal
    #[arg(long, default_value_t = 1.0)]
    hz: f64,
    /// Points across the chart
    #[arg(long, default_value_t = 2_000)]
    points: usize,
}

/// One commit of the pipeline holds about so many where one signal is read back fast.
const BATCH: usize = 5_000;
const TRIES: usize = 20;

impl Trend {
    pub async fn run(self) -> Outcome<Value> {
        if self.readings == 0 || !(self.hz.is_finite() && self.hz > 0.0) {
            return Err("--readings and --hz must be above 0".into());
        }
        let workspace = Workspace::empty(Duties::AnswerOnly).await?;
        let plant = workspace.plant()?;
        let signal = mapped_signal(&plant.store)?;
        let telemetry = plant.store.telemetry();

        let begun = Instant::now();
        for first in (0..self.readings).step_by(BATCH) {
            let last = (first + BATCH).min(self.readings);
            telemetry.append(&(first..last).map(|i| self.reading(signal, i)).collect::<Vec<_>>())?;
        }
        let append_seconds = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        telemetry.compact(Budget::ALL)?;
        let compact_seconds = begun.elapsed().as_secs_f64();

        let (from, to) = (at(0.0), at(self.readings as f64 / self.hz + 1.0));
        let mut in_store = Vec::new();
        for _ in 0..TRIES {
            let begun = Instant::now();
            telemetry.trend(signal, from, to, self.points)?;
            in_store.push(milliseconds(begun.elapsed()));
        }
        let request = json!({"signals": [signal], "from": from, "to": to, "points": self.points});
        let (mut through_door, mut answer) = (Vec::new(), Value::Null);
        for _ in 0..TRIES {
            let begun = Instant::now();
            answer = workspace.call("get_trend", request.clone()).await?;
            through_door.push(milliseconds(begun.elapsed()));
        }
        let series = &answer["series"][0];
        let (least, greatest) = extremes(series);
        let values = || (0..self.readings).map(value);
        let extremes_kept = least == values().fold(f64::INFINITY, f64::min)
            && greatest == values().fold(f64::NEG_INFINITY, f64::max)
            && series["readings"] == json!(self.readings);
        Ok(json!({
            "bench": "trend",
            "readings": self.readings,
            "hz": self.hz,
            "points": series["t"].as_array().map_or(0, Vec::len),
            "append_values_per_second": round(self.readings as f64 / append_seconds, 0),
            "compact_values_per_second": round(self.readings as f64 / compact_seconds, 0),
            "trend_ms": round(median(in_store.clone()), 2),
            "trend_slowest_ms": round(in_store.into_iter().fold(0.0, f64::max), 2),
            "trend_command_ms": round(median(through_door), 2),
            "extremes_kept": extremes_kept,
        }))
    }

    fn reading(&self, signal: SignalNo, i: usize) -> Reading {
        let source_time = at(i as f64 / self.hz);
        Reading {
            signal,
            value: Some(value(i)),
            status: StatusCode::GOOD,
            source_time,
            server_time: Some(source_time),
            receipt_time: source_time,
        }
    }
}

/// A wave with two spikes, each one reading wide: a chart that thins out would lose them.
fn value(i: usize) -> f64 {
    match i {
        313 => 1_000.0,
        777 => -1_000.0,
        _ => 50.0 + 10.0 * (i as f64 / 5_000.0).sin() + (i % 97) as f64 / 97.0,
    }
}

fn extremes(series: &Value) -> (f64, f64) {
    let numbers =
        |key: &str| series[key].as_array().cloned().unwrap_or_default().into_iter().filter_map(|v| v.as_f64());
    (numbers("min").fold(f64::INFINITY, f64::min), numbers("max").fold(f64::NEG_INFINITY, f64::max))
}

fn mapped_signal(store: &store::Store) -> Outcome<SignalNo> {
    let site = site();
    let asset = assets(site.id, 1).remove(0);
    let metric = metric(asset.id, "flow");
    let integration = Integration {
        id: IntegrationId::new(),
        connector: ConnectorKind::Opcua,
        name: "Bench".into(),
        config: json!({}),
        status: IntegrationStatus::Inactive,
        last_sync_at: None,
        last_error: None,
    };
    let mapping = mapping(integration.id, metric.id, "nsu=urn:bench;s=flow");
    let mapped = store.write(|t| {
        store::site::insert(t, &site)?;
        store::asset::insert(t, &asset)?;
        store::metric::upsert(t, &metric)?;
        store::integration::insert(t, &integration)?;
        store::mapping::insert_many(t, &[mapping])
    })?;
    mapped.first().map(|m| m.signal).ok_or_else(|| "the mapping was not made".into())
}
