//! Figures of the central database, each one JSON line (docs/benchmarks.md, "Central"):
//! `cargo run --release -p central --example bench -- rls --rows 1000000 --tenants 100`, and `-- poll --workstations 200
//! --seconds 30`. A PostgreSQL of its own, as a plant would have it: passwords, row security, the product's own functions.

use central::{Administrator, Link, NewTenant, Server, Trust};
use domain::Secret;
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::postgres::{Cluster, Settings};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
const SESSION_SECRET: &str = "the session secret of the benchmark, long enough";

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, default: usize| {
        let at = arguments.iter().position(|a| a == name);
        at.and_then(|i| arguments.get(i + 1)?.parse().ok()).unwrap_or(default)
    };
    match arguments.first().map(String::as_str) {
        Some("rls") => rls(number("--rows", 1_000_000), number("--tenants", 100), number("--rounds", 200)).await,
        Some("poll") => poll(number("--workstations", 200), number("--seconds", 30)).await,
        _ => Err("rls [--rows N --tenants N --rounds N] or poll [--workstations N --seconds N]".into()),
    }
}

struct Tenant {
    id: Uuid,
    role: String,
    password: Secret,
    email: String,
    first_password: Secret,
}

async fn begin(tenants: usize, lines: Vec<(&'static str, String)>) -> Outcome<(Cluster, Client, Vec<Tenant>)> {
    if !testkit::postgres::available() {
        return Err("PostgreSQL is not installed".into());
    }
    let cluster = Cluster::start(Settings { lines, ..Settings::default() });
    let mut admin = Administrator::connect(&Secret::new(cluster.url("postgres")), None).await?;
    admin.migrate().await?;
    let mut made = Vec::new();
    for n in 0..tenants {
        let email = format!("admin@t{n}.example");
        let tenant = NewTenant {
            code: format!("T{n:04}"),
            name_en: format!("Tenant {n}"),
            name_ar: "جهة".into(),
            currency: "SAR".into(),
            time_zone: "Asia/Riyadh".into(),
            connection_limit: Some(1000),
        };
        let new = admin.create_tenant(&tenant, &email, "Admin", &Secret::new(SESSION_SECRET)).await?;
        let login = new.login.ok_or("a new tenant has a role")?;
        let (role, password) = (login.role, login.password);
        made.push(Tenant { id: new.tenant_id, role, password, email, first_password: new.person_password });
    }
    let (root, connection) = tokio_postgres::connect(&cluster.url("postgres"), NoTls).await?;
    tokio::spawn(connection);
    Ok((cluster, root, made))
}

/// Signed in with a password that need not be changed any more.
async fn sign_in(cluster: &Cluster, tenant: &Tenant) -> Outcome<Link> {
    let server =
        Server { host: "127.0.0.1".into(), port: cluster.port(), database: "postgres".into(), trust: Trust::Loopback };
    let link = Link::connect(&server, &tenant.role, &tenant.password).await?;
    let next = Secret::new("a password of the benchmark");
    match link.sign_in(&tenant.email, &tenant.first_password, None, "bench").await {
        Ok(_) => link.change_password(&tenant.email, &tenant.first_password, &next).await?,
        Err(_) => drop(link.sign_in(&tenant.email, &next, None, "bench").await?),
    }
    Ok(link)
}

/// The same queries as a tenant's administrator under row security, and as a superuser, whom it does not concern, with
/// the tenant named in the query. Interleaved. On a machine with other work the tenth percentile is compared: what a query
/// costs, not what it waited for.
async fn rls(rows: usize, tenants: usize, rounds: usize) -> Outcome<()> {
    let lines = vec![("shared_buffers", "1GB".to_owned()), ("max_wal_size", "4GB".to_owned())];
    let (cluster, root, made) = begin(tenants, lines).await?;
    let each = rows / tenants;
    root.batch_execute("SET session_replication_role = replica").await?;
    for tenant in &made {
        let sql = format!(
            "INSERT INTO plant.asset (tenant_id, id, site_id, tag_code, name_en, name_ar, family, criticality, status)
             SELECT '{t}', gen_random_uuid(), '{t}', 'P-' || n, 'Pump ' || n, 'مضخة ' || n, 'pump',
                    (ARRAY['low', 'medium', 'high', 'critical'])[1 + n % 4], 'running' FROM generate_series(1, {each}) n",
            t = tenant.id
        );
        root.batch_execute(&sql).await?;
    }
    root.batch_execute("RESET session_replication_role").await?;
    root.batch_execute("VACUUM ANALYZE plant.asset").await?;
    let tenant = &made[tenants / 2];
    let link = sign_in(&cluster, tenant).await?;
    let id: Uuid =
        root.query_one("SELECT id FROM plant.asset WHERE tenant_id = $1 LIMIT 1", &[&tenant.id]).await?.get(0);
    let mut told = Vec::new();
    for (name, sql) in [
        ("count_by_criticality", "SELECT criticality, count(*) FROM plant.asset {where} GROUP BY 1".to_owned()),
        ("all_rows", "SELECT id, tag_code, name_en, name_ar, status FROM plant.asset {where}".to_owned()),
        (
            "a_page_by_id",
            "SELECT id, tag_code, name_en, status FROM plant.asset {where} ORDER BY id LIMIT 5000".to_owned(),
        ),
        ("search", "SELECT id FROM plant.asset {where} {and} name_en LIKE '%99%'".to_owned()),
        ("one_row", format!("SELECT tag_code FROM plant.asset {{where}} {{and}} id = '{id}'")),
    ] {
        let with = sql.replace("{where} {and}", "WHERE").replace("{where}", "");
        let without = sql.replace("{where}", &format!("WHERE tenant_id = '{}'", tenant.id)).replace("{and}", "AND");
        let plans = [plan(link.client(), &with).await?, plan(&root, &without).await?];
        let (with, without) = (link.client().prepare(&with).await?, root.prepare(&without).await?);
        let mut times = [Vec::new(), Vec::new()];
        for round in 0..rounds + 10 {
            for (i, (client, statement)) in [(link.client(), &with), (&root, &without)].into_iter().enumerate() {
                let begun = Instant::now();
                let found = client.query(statement, &[]).await?.len();
                assert!(found > 0);
                // The first rounds fill caches and settle plans.
                if round >= 10 {
                    times[i].push(begun.elapsed());
                }
            }
        }
        let [with, without] = times.map(tenth_percentile_ms);
        told.push(json!({"query": name, "rls_ms": with, "without_ms": without, "times": round3(with / without),
            "more_us": ((with - without) * 1000.0).round(), "plans": plans}));
    }
    println!(
        "{}",
        json!({"bench": "rls", "rows": each * tenants, "tenants": tenants, "queries": told, "load": load()})
    );
    Ok(())
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

/// Workstations that ask every two seconds whether there is something new: CPU of the whole server.
async fn poll(workstations: usize, seconds: usize) -> Outcome<()> {
    let lines = vec![("max_connections", (workstations + 20).to_string())];
    let (cluster, root, made) = begin(10, lines).await?;
    let mut links = Vec::new();
    for n in 0..workstations {
        let link = sign_in(&cluster, &made[n % made.len()]).await?;
        // A workstation polls for days: what the first ones cost (catalog and plans of a new connection) is not the matter.
        for _ in 0..5 {
            link.poll().await?;
        }
        links.push(link);
    }
    let row = root.query_one("SELECT count(*) FROM auth.session WHERE revoked_at IS NULL", &[]).await?;
    let sessions: i64 = row.get(0);
    // What a connection that asks for nothing costs here, beside it: the floor of this machine at this load.
    let (links, floor, _) = ask(&cluster, links, seconds, false).await?;
    let (_links, cpu, polls) = ask(&cluster, links, seconds, true).await?;
    let percent = |cpu: f64| round3(100.0 * cpu / seconds as f64 / 2.0);
    println!(
        "{}",
        json!({"bench": "poll", "workstations": workstations, "open_sessions": sessions, "seconds": seconds, "polls": polls,
            "cpu_us_a_poll": (cpu / polls as f64 * 1e6).round(), "percent_of_two_cores": percent(cpu),
            "percent_for_select_1": percent(floor), "load": load()})
    );
    Ok(())
}

/// Every link asks every two seconds for so long: the feed's newest number, or nothing at all. CPU seconds of the server,
/// and how often it was asked.
async fn ask(cluster: &Cluster, links: Vec<Link>, seconds: usize, polls: bool) -> Outcome<(Vec<Link>, f64, u64)> {
    let workstations = links.len();
    let run_until = Instant::now() + Duration::from_secs(seconds as u64);
    let before = cluster.cpu_seconds();
    let mut tasks = Vec::new();
    for (n, link) in links.into_iter().enumerate() {
        tasks.push(tokio::spawn(async move {
            let one = link.client().prepare("SELECT 1").await.expect("the server answers");
            // Spread over the two seconds, as workstations that were switched on at different times are.
            tokio::time::sleep(Duration::from_millis(2000 * n as u64 / workstations as u64)).await;
            let mut clock = tokio::time::interval(Duration::from_secs(2));
            let mut asked = 0u64;
            while Instant::now() < run_until {
                clock.tick().await;
                if polls {
                    assert!(link.poll().await.expect("the server answers").is_some());
                } else {
                    link.client().query_one(&one, &[]).await.expect("the server answers");
                }
                asked += 1;
            }
            (asked, link)
        }));
    }
    let (mut asked, mut links) = (0, Vec::new());
    for task in tasks {
        let (count, link) = task.await?;
        asked += count;
        // Kept until the end: ending a connection is not polling.
        links.push(link);
    }
    Ok((links, cluster.cpu_seconds() - before, asked))
}

fn tenth_percentile_ms(mut times: Vec<Duration>) -> f64 {
    times.sort();
    round3(times[times.len() / 10].as_secs_f64() * 1000.0)
}

fn round3(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").unwrap_or_default().split(' ').next().unwrap_or_default().to_owned()
}
