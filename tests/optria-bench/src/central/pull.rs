//! Changed rows of the central database pulled into an encrypted store, end to end: read over row security, applied with
//! the place in the feed in one local transaction.

use super::{begin, load, round3, sign_in};
use crate::{Outcome, measure, plant};
use clap::Args;
use domain::{PersonId, Role};
use serde_json::{Value, json};
use std::time::Instant;
use store::{Store, StoreKey};
use sync::Replica;
use uuid::Uuid;

#[derive(Args)]
pub struct Pull {
    #[arg(long, default_value_t = 100_000)]
    rows: usize,
}

impl Pull {
    pub async fn run(self) -> Outcome<Value> {
        let (cluster, root, made) = begin(1, Vec::new()).await?;
        let link = sign_in(&cluster, &made[0]).await?;
        let member = link.whoami().await?.person_id;
        let folder = tempfile::tempdir()?;
        let store = Store::open(&folder.path().join("store.db"), &StoreKey::random()?)?.store;
        store.capture()?;
        let replica = Replica { person: PersonId(member), device: Uuid::now_v7(), role: Role::TenantAdmin };
        // A store that has been a replica before: what is measured is what has changed since.
        let site = plant::site();
        store.write(|t| store::site::insert(t, &site))?;
        sync::round(&store, &link, replica, chrono::Utc::now()).await?;

        root.execute(
            "INSERT INTO plant.asset (tenant_id, id, site_id, tag_code, name_en, name_ar, family, criticality, status)
             SELECT $1, gen_random_uuid(), $2, 'P-' || n, 'Pump ' || n, 'مضخة ' || n, 'pump', 'high', 'in_service'
               FROM generate_series(1, $3::bigint) n",
            &[&made[0].id, &site.id.0, &(self.rows as i64)],
        )
        .await?;
        let first = self.pull(&store, &link, replica).await?;
        root.execute("UPDATE plant.asset SET name_en = name_en || ' B' WHERE tenant_id = $1", &[&made[0].id]).await?;
        let again = self.pull(&store, &link, replica).await?;
        let there: i64 = store
            .read(|c| Ok(c.query_row("SELECT count(*) FROM asset WHERE name_en LIKE '% B'", [], |r| r.get(0))?))?;
        Ok(json!({
            "bench": "pull",
            "rows": self.rows,
            "new_seconds": round3(first),
            "changed_seconds": round3(again),
            "rows_per_second": (self.rows as f64 / again).round(),
            "applied": there,
            "peak_mib": measure::peak_mib(),
            "load": load(),
        }))
    }

    async fn pull(&self, store: &Store, link: &central::Link, replica: Replica) -> Outcome<f64> {
        let begun = Instant::now();
        let round = sync::round(store, link, replica, chrono::Utc::now()).await?;
        let seconds = begun.elapsed().as_secs_f64();
        if round.pulled.rows as usize != self.rows {
            return Err(format!("{} rows came", round.pulled.rows).into());
        }
        Ok(seconds)
    }
}
