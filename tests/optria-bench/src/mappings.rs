//! `optria-bench mappings`: a list of 100,000 signal mappings opens and answers a filter, as the page asks for them; and as
//! many go in and out by file (`mappings/files.rs`).

mod files;

use crate::{
    Outcome,
    measure::{median, milliseconds, round},
    plant::{self, assets, at, mapping, metric, site},
    workspace::Workspace,
};
use app::Duties;
use clap::Args;
use domain::{ConnectorKind, Reading, StatusCode};
use serde_json::{Value, json};
use std::time::Instant;

#[derive(Args)]
pub struct Mappings {
    #[arg(long, alias = "count", default_value_t = 100_000)]
    rows: usize,
}

const METRICS: [&str; 10] = [
    "flow",
    "suction_pressure",
    "discharge_pressure",
    "bearing_temperature",
    "winding_temperature",
    "vibration_x",
    "vibration_y",
    "speed",
    "power",
    "level",
];
const TRIES: usize = 9;

impl Mappings {
    pub async fn run(self) -> Outcome<Value> {
        let workspace = Workspace::empty(Duties::AnswerOnly).await?;
        fill(&workspace.plant()?.store, self.rows)?;

        let begun = Instant::now();
        let page = workspace.call("list_mappings", json!({})).await?;
        let first_list_ms = milliseconds(begun.elapsed());
        let list_ms = median(time(&workspace, &json!({})).await?.0);
        let end_ms = median(time(&workspace, &json!({"offset": self.rows.saturating_sub(100)})).await?.0);

        // One asset's tags, a tag with its metric, an Arabic name, a whole metric, nothing at all.
        let last = self.rows.div_ceil(METRICS.len()).saturating_sub(1);
        let searches = [
            format!("P-{last:06}"),
            format!("{:06} vibration", last / 2),
            format!("مضخة {:06}", last / 3),
            "bearing".into(),
            "no such tag".into(),
        ];
        let (mut all, mut found) = (Vec::new(), Vec::new());
        for search in &searches {
            let (times, total) = time(&workspace, &json!({"search": search})).await?;
            let took = median(times);
            all.push(took);
            found.push(json!({"search": search, "found": total, "ms": round(took, 2)}));
        }
        Ok(json!({
            "bench": "mappings",
            "count": page["total"],
            "first_list_ms": round(first_list_ms, 2),
            "list_ms": round(list_ms, 2),
            "end_of_list_ms": round(end_ms, 2),
            "filter_ms": round(median(all.clone()), 2),
            "slowest_filter_ms": round(all.into_iter().fold(0.0, f64::max), 2),
            "filters": found,
            "files": files::run(self.rows).await?,
        }))
    }
}

/// How long each try took, and how many there are.
async fn time(workspace: &Workspace, request: &Value) -> Outcome<(Vec<f64>, Value)> {
    let (mut times, mut total) = (Vec::with_capacity(TRIES), Value::Null);
    for _ in 0..TRIES {
        let begun = Instant::now();
        let page = workspace.call("list_mappings", request.clone()).await?;
        times.push(milliseconds(begun.elapsed()));
        total = page["total"].clone();
    }
    Ok((times, total))
}

fn fill(store: &store::Store, count: usize) -> Outcome<()> {
    let site = site();
    let assets = assets(site.id, count.div_ceil(METRICS.len()));
    let integration = plant::integration(ConnectorKind::Opcua, "Gateway");
    let metrics: Vec<_> = assets.iter().flat_map(|a| METRICS.map(|name| (a, metric(a.id, name)))).take(count).collect();
    let mappings: Vec<_> = metrics
        .iter()
        .map(|(asset, metric)| {
            mapping(integration.id, metric.id, &format!("nsu=urn:plant;s={}.{}.PV", asset.tag_code, metric.name))
        })
        .collect();
    let inserted = store.write(|t| {
        store::site::insert(t, &site)?;
        store::asset::insert_many(t, &assets)?;
        store::integration::insert(t, &integration)?;
        for (_, metric) in &metrics {
            store::metric::upsert(t, metric)?;
        }
        store::mapping::insert_many(t, &mappings)
    })?;
    let latest: Vec<Reading> = inserted
        .iter()
        .map(|m| Reading {
            signal: m.signal,
            value: Some(m.signal.0 as f64),
            status: StatusCode::GOOD,
            source_time: at(0.0),
            server_time: None,
            receipt_time: at(0.0),
        })
        .collect();
    store.telemetry().append(&latest)?;
    Ok(())
}
