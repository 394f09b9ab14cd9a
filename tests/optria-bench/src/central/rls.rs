//! The same queries as a tenant's administrator under row security, and as a superuser, whom it does not concern, with the
//! tenant named in the query. Interleaved. On a machine with other work the tenth percentile is compared: what a query
//! costs, not what it waited for.

use super::{Tenant, begin, load, round3, sign_in};
use crate::Outcome;
use clap::Args;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio_postgres::Client;
use uuid::Uuid;

#[derive(Args)]
pub struct Rls {
    /// Assets of all tenants together
    #[arg(long, default_value_t = 1_000_000)]
    rows: usize,
    #[arg(long, default_value_t = 100)]
    tenants: usize,
    #[arg(long, default_value_t = 200)]
    rounds: usize,
}

/// The first rounds fill caches and settle plans.
const WARM_UP: usize = 10;

impl Rls {
    pub async fn run(self) -> Outcome<Value> {
        let lines = vec![("shared_buffers", "1GB".to_owned()), ("max_wal_size", "4GB".to_owned())];
        let (cluster, root, made) = begin(self.tenants, lines).await?;
        let each = self.rows / self.tenants;
        fill(&root, &made, each).await?;
        let tenant = &made[self.tenants / 2];
        let link = sign_in(&cluster, tenant).await?;
        let id: Uuid =
            root.query_one("SELECT id FROM plant.asset WHERE tenant_id = $1 LIMIT 1", &[&tenant.id]).await?.get(0);
        let mut told = Vec::new();
        for (name, sql) in queries(id) {
            let with = sql.replace("{where} {and}", "WHERE").replace("{where}", "");
            let without = sql.replace("{where}", &format!("WHERE tenant_id = '{}'", tenant.id)).replace("{and}", "AND");
            let plans = [plan(link.client(), &with).await?, plan(&root, &without).await?];
            let times = self.compare([(link.client(), &with), (&root, &without)]).await?;
            let [with, without] = times.map(tenth_percentile_ms);
            told.push(json!({"query": name, "rls_ms": with, "without_ms": without, "times": round3(with / without),
                "more_us": ((with - without) * 1000.0).round(), "plans": plans}));
        }
        // What there is to look at the session by itself, and what a question and its answer cost here that do nothing.
        for (name, sql) in [("session_alone", "SELECT auth.tenant_id()"), ("nothing", "SELECT 1")] {
            let [one, _] = self.compare([(link.client(), sql), (&root, "SELECT 1")]).await?.map(tenth_percentile_ms);
            told.push(json!({"query": name, "ms": one}));
        }
        Ok(
            json!({"bench": "rls", "rows": each * self.tenants, "tenants": self.tenants, "queries": told, "load": load()}),
        )
    }

    async fn compare(&self, pair: [(&Client, &str); 2]) -> Outcome<[Vec<Duration>; 2]> {
        let [(a, first), (b, second)] = pair;
        let statements = [(a, a.prepare(first).await?), (b, b.prepare(second).await?)];
        let mut times = [Vec::new(), Vec::new()];
        for round in 0..self.rounds + WARM_UP {
            for (i, (client, statement)) in statements.iter().enumerate() {
                let begun = Instant::now();
                let found = client.query(statement, &[]).await?.len();
                if found == 0 {
                    return Err(format!("nothing found by {first}").into());
                }
                if round >= WARM_UP {
                    times[i].push(begun.elapsed());
                }
            }
        }
        Ok(times)
    }
}

fn queries(id: Uuid) -> [(&'static str, String); 5] {
    [
        ("count_by_criticality", "SELECT criticality, count(*) FROM plant.asset {where} GROUP BY 1".to_owned()),
        ("all_rows", "SELECT id, tag_code, name_en, name_ar, status FROM plant.asset {where}".to_owned()),
        (
            "a_page_by_id",
            "SELECT id, tag_code, name_en, status FROM plant.asset {where} ORDER BY id LIMIT 5000".to_owned(),
        ),
        ("search", "SELECT id FROM plant.asset {where} {and} name_en LIKE '%99%'".to_owned()),
        ("one_row", format!("SELECT tag_code FROM plant.asset {{where}} {{and}} id = '{id}'")),
    ]
}

async fn fill(root: &Client, tenants: &[Tenant], each: usize) -> Outcome<()> {
    root.batch_execute("SET session_replication_role = replica").await?;
    for tenant in tenants {
        let sql = format!(
            "INSERT INTO plant.asset (tenant_id, id, site_id, tag_code, name_en, name_ar, family, criticality, status)
             SELECT '{t}', gen_random_uuid(), '{t}', 'P-' || n, 'Pump ' || n, 'مضخة ' || n, 'pump',
                    (ARRAY['low', 'medium', 'high', 'critical'])[1 + n % 4], 'running' FROM generate_series(1, {each}) n",
            t = tenant.id
        );
        root.batch_execute(&sql).await?;
    }
    root.batch_execute("RESET session_replication_role").await?;
    Ok(root.batch_execute("VACUUM ANALYZE plant.asset").await?)
}

/// The nodes of a plan, from the top: the two must differ in nothing but row security's own subquery.
async fn plan(client: &Client, sql: &str) -> Outcome<String> {
    let rows = client.query(&format!("EXPLAIN (COSTS OFF) {sql}"), &[]).await?;
    let nodes = rows
        .iter()
        .map(|r| r.get::<_, String>(0))
        .filter(|l| l.contains("Scan") || l.contains("Sort") || l.contains("Aggregate") || l.contains("Gather"));
    Ok(nodes.map(|l| l.trim_start_matches(['-', '>', ' ']).to_owned()).collect::<Vec<_>>().join(" < "))
}

fn tenth_percentile_ms(mut times: Vec<Duration>) -> f64 {
    times.sort();
    round3(times[times.len() / 10].as_secs_f64() * 1000.0)
}
