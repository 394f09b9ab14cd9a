//! `optria-bench kill`: a process collects and says what the store has acknowledged; it is killed (SIGKILL) at a random
//! moment; the store is opened again and everything acknowledged must be there, once. Then the next one, on the same
//! store. The moments fall anywhere: into opening, first history, commits, compaction, checkpoints.

mod evidence;
mod round;
pub mod victim;

use crate::{
    Outcome,
    measure::round,
    opcua::{Endpoint, secrets},
    workspace::Workspace,
};
use app::{App, Clock, Duties, Settings, plant::Plant};
use clap::Args;
use domain::{SignalMapping, SignalNo};
use evidence::Evidence;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

#[derive(Args)]
pub struct Kill {
    #[arg(long, default_value_t = 200)]
    times: usize,
    /// Collect from this OPC UA server; default: the demo plant
    #[arg(long)]
    endpoint: Option<String>,
    /// With --endpoint: follow the first so many numeric variables
    #[arg(long, default_value_t = 1_000)]
    nodes: usize,
    /// The demo plant's signals have a value so often
    #[arg(long, default_value_t = 100)]
    sampling_ms: u32,
    /// The moments are random; the same seed gives the same ones
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Collect, change things and sync with a PostgreSQL, started for the purpose
    #[arg(long, conflicts_with = "endpoint")]
    sync: bool,
}

/// The moment of a kill after the first acknowledgement, milliseconds.
const MOMENTS_MS: std::ops::RangeInclusive<u64> = 50..=1_500;
/// Every so many-th kill counts its moment from the start of the process, so that some fall into opening the store.
const FROM_START_EVERY: usize = 5;

impl Kill {
    pub async fn run(self) -> Outcome<Value> {
        if self.sync {
            return crate::outage::kill(u32::try_from(self.times)?, self.seed).await;
        }
        let begun = Instant::now();
        let workspace = self.prepared().await?;
        let folder = workspace.folder.path().to_owned();
        let keys = secrets(&workspace.app.vault);
        // The victims have the store to themselves, as the product's one process has.
        workspace.app.close().await;

        let mut random = StdRng::seed_from_u64(self.seed);
        let mut evidence = Evidence::default();
        for n in 0..self.times {
            let moment = Duration::from_millis(random.random_range(MOMENTS_MS));
            let from_start = n % FROM_START_EVERY == FROM_START_EVERY - 1;
            let acknowledged = round::run(&folder, &keys, moment, from_start)?;
            let plant = reopened(&workspace, &folder)?;
            evidence.take(&plant, acknowledged)?;
        }
        let plant = reopened(&workspace, &folder)?;
        let demo_step_ms = self.endpoint.is_none().then_some(i64::from(self.sampling_ms));
        let verdict = evidence.verdict(&plant.store, demo_step_ms)?;
        Ok(json!({
            "bench": "kill",
            "source": if self.endpoint.is_some() { "opcua" } else { "demo" },
            "times": self.times,
            "seed": self.seed,
            "acknowledged": verdict.acknowledged,
            "kills_with_acknowledged": verdict.rounds_with_any,
            "lost": verdict.lost,
            "doubled": verdict.doubled,
            "repeats": verdict.repeats,
            "missing": verdict.missing,
            "thinned_by_the_source": verdict.thinned,
            "checked_for_missing": verdict.expected,
            "set_aside": verdict.set_aside,
            "gaps": verdict.gaps,
            "stored": verdict.stored,
            "seconds": round(begun.elapsed().as_secs_f64(), 1),
        }))
    }

    /// A workspace whose integration is active but has not run yet.
    async fn prepared(&self) -> Outcome<Workspace> {
        let Some(endpoint) = &self.endpoint else {
            let workspace = Workspace::demo(Duties::AnswerOnly).await?;
            let plant = workspace.plant()?;
            plant.store.write(|t| {
                for integration in store::integration::list(t)? {
                    for (mapping, _) in store::mapping::active_for_integration(t, integration.id)? {
                        let faster = SignalMapping { sampling_interval_ms: Some(self.sampling_ms), ..mapping };
                        store::mapping::update(t, &faster)?;
                    }
                }
                Ok(())
            })?;
            return Ok(workspace);
        };
        let workspace = Workspace::empty(Duties::AnswerOnly).await?;
        let (id, mapped) = Endpoint::plain(endpoint).map(&workspace, self.nodes).await?;
        if mapped == 0 {
            return Err("the server has no numeric variable".into());
        }
        workspace.call("start_integration", json!({"id": id})).await?;
        Ok(workspace)
    }
}

/// The store as the next start finds it. Opening it is what repairs it, if anything does.
fn reopened(workspace: &Workspace, folder: &Path) -> Outcome<Plant> {
    let vault = workspace.app.vault.clone();
    let app = App::new(folder.to_owned(), Settings::default(), vault, Clock::Machine, Duties::AnswerOnly);
    open(&app)
}

fn open(app: &Arc<App>) -> Outcome<Plant> {
    let header = app::plant::header(&app.folder())?.ok_or("the workspace is gone")?;
    Ok(app::plant::open(app, &header, None)?)
}

/// Every signal that the workspace's integrations feed.
fn signals(store: &store::Store) -> store::Result<Vec<SignalNo>> {
    store.read(|c| {
        let mut all = Vec::new();
        for integration in store::integration::list(c)? {
            let mapped = store::mapping::active_for_integration(c, integration.id)?;
            all.extend(mapped.into_iter().map(|(mapping, _)| mapping.signal));
        }
        Ok(all)
    })
}
