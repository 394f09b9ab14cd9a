//! An edit at one window until another workstation's window has it: two of the product with their background jobs, over
//! the database, as people have them.

use super::{PASSWORD, Tenant, begin, load, round3, sign_in};
use crate::{Outcome, measure, workspace::Workspace};
use app::Duties;
use clap::Args;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::postgres::Cluster;

#[derive(Args)]
pub struct Seen {
    #[arg(long, default_value_t = 40)]
    edits: u32,
    /// The most that lies between two edits, in seconds
    #[arg(long, default_value_t = 8.0)]
    pause: f64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

const LOOK_EVERY: Duration = Duration::from_millis(10);
const AT_THE_LATEST: Duration = Duration::from_secs(60);

impl Seen {
    pub async fn run(self) -> Outcome<Value> {
        let (cluster, _root, made) = begin(1, Vec::new()).await?;
        drop(sign_in(&cluster, &made[0]).await?);
        let here = connected(&cluster, &made[0]).await?;
        let there = connected(&cluster, &made[0]).await?;
        let site = json!({ "code": "BEN", "nameEn": "Bench", "nameAr": "منصّة", "timeZone": "Asia/Riyadh" });
        let site = here.call("save_site", site).await?;
        let asset = json!({
            "siteId": site["id"], "tagCode": "P-1", "nameEn": "Pump", "nameAr": "مضخّة", "family": "pump",
            "criticality": "high", "status": "in_service"
        });
        let mut asset = here.call("save_asset", asset).await?;
        let id = json!({ "id": asset["id"] });
        let mut rng = StdRng::seed_from_u64(self.seed);
        let mut delays = Vec::new();
        for n in 0..=self.edits {
            tokio::time::sleep(Duration::from_secs_f64(rng.random_range(0.0..=self.pause))).await;
            let name = format!("Pump {n}");
            asset["nameEn"] = json!(name);
            asset = here.call("save_asset", asset).await?;
            let begun = Instant::now();
            while there.call("get_asset", id.clone()).await.ok().is_none_or(|a| a["asset"]["nameEn"] != name.as_str()) {
                if begun.elapsed() > AT_THE_LATEST {
                    return Err("an edit was not seen within a minute".into());
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
            // The first brings the asset itself.
            if n > 0 {
                delays.push(begun.elapsed().as_secs_f64());
            }
        }
        here.app.close().await;
        there.app.close().await;
        Ok(json!({
            "bench": "seen",
            "edits": self.edits,
            "seconds_median": round3(measure::median(delays.clone())),
            "seconds_most": round3(delays.iter().copied().fold(0.0, f64::max)),
            "load": load(),
        }))
    }
}

async fn connected(cluster: &Cluster, tenant: &Tenant) -> Outcome<Workspace> {
    let connection = json!({
        "server": { "host": "127.0.0.1", "port": cluster.port(), "database": "postgres", "trust": { "kind": "loopback" } },
        "tenantCode": "T0000",
        "role": tenant.role,
        "rolePassword": tenant.password.expose(),
        "email": tenant.email,
        "password": PASSWORD,
    });
    Workspace::connected(Duties::CollectAndKeepHouse, connection).await
}
