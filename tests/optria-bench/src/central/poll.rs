//! Workstations that ask every two seconds whether there is something new: CPU of the whole server, beside that of the
//! same connections asking for nothing.

use super::{begin, load, round3, sign_in};
use crate::Outcome;
use central::Link;
use clap::Args;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::postgres::Cluster;

#[derive(Args)]
pub struct Poll {
    #[arg(long, default_value_t = 200)]
    workstations: usize,
    #[arg(long, default_value_t = 30)]
    seconds: usize,
    #[arg(long, default_value_t = 10)]
    tenants: usize,
}

const EVERY: Duration = Duration::from_secs(2);

impl Poll {
    pub async fn run(self) -> Outcome<Value> {
        let lines = vec![("max_connections", (self.workstations + 20).to_string())];
        let (cluster, root, made) = begin(self.tenants, lines).await?;
        let mut links = Vec::new();
        for n in 0..self.workstations {
            let link = sign_in(&cluster, &made[n % made.len()]).await?;
            // A workstation polls for days: what the first ones cost (catalog and plans of a new connection) is not the matter.
            for _ in 0..6 {
                link.poll().await?;
            }
            links.push(link);
        }
        let row = root.query_one("SELECT count(*) FROM auth.session WHERE revoked_at IS NULL", &[]).await?;
        let sessions: i64 = row.get(0);
        // What a connection that asks for nothing costs here, beside it: the floor of this machine at this load.
        let (links, floor, _) = self.ask(&cluster, links, false).await?;
        let (_links, cpu, polls) = self.ask(&cluster, links, true).await?;
        let percent = |cpu: f64| round3(100.0 * cpu / self.seconds as f64 / 2.0);
        Ok(
            json!({"bench": "poll", "workstations": self.workstations, "open_sessions": sessions, "seconds": self.seconds,
            "polls": polls, "cpu_us_a_poll": (cpu / polls as f64 * 1e6).round(), "percent_of_two_cores": percent(cpu),
            "percent_for_select_1": percent(floor), "load": load()}),
        )
    }

    /// Every link asks for so long: the feed's newest number, or nothing at all. CPU seconds of the server, and how often
    /// it was asked.
    async fn ask(&self, cluster: &Cluster, links: Vec<Link>, polls: bool) -> Outcome<(Vec<Link>, f64, u64)> {
        let run_until = Instant::now() + Duration::from_secs(self.seconds as u64);
        let before = cluster.cpu_seconds();
        let mut tasks = Vec::new();
        for (n, link) in links.into_iter().enumerate() {
            // Spread over the two seconds, as workstations that were switched on at different times are.
            let wait = EVERY * n as u32 / self.workstations as u32;
            tasks.push(tokio::spawn(one(link, wait, run_until, polls)));
        }
        let (mut asked, mut links) = (0, Vec::new());
        for task in tasks {
            let (count, link) = task.await??;
            asked += count;
            // Kept until the end: ending a connection is not polling.
            links.push(link);
        }
        Ok((links, cluster.cpu_seconds() - before, asked))
    }
}

async fn one(link: Link, wait: Duration, until: Instant, polls: bool) -> Outcome<(u64, Link)> {
    let nothing = link.client().prepare("SELECT 1").await?;
    tokio::time::sleep(wait).await;
    let mut clock = tokio::time::interval(EVERY);
    let mut asked = 0;
    while Instant::now() < until {
        clock.tick().await;
        if polls {
            link.poll().await?.ok_or("no feed")?;
        } else {
            link.client().query_one(&nothing, &[]).await?;
        }
        asked += 1;
    }
    Ok((asked, link))
}
