//! A workstation that collects, changes things and syncs with a real PostgreSQL, all at once, in a process of its own that
//! dies again and again: killed, or with the power of the machine. After each death its store is opened as the next start
//! would, and held against what it had acknowledged; at the end everything is exchanged and held against the database.

mod evidence;
mod victim;

pub use victim::{Job, be_victim};

use crate::{
    Verdict,
    changes::Reach,
    postgres::{
        Outcome, Scene,
        scene::{Tenant, server},
        verdict,
    },
    workstation::{KEY, Workstation},
};
use central::Link;
use domain::Role;
use evidence::Evidence;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde::{Deserialize, Serialize};
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};
use store::StoreKey;
use sync::{Replica, Round};
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Death {
    Kill,
    PowerCut,
    /// A mistake on purpose: nothing is synced, as with `PRAGMA synchronous = OFF`.
    PowerCutUnsynced,
}

#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub deaths: u32,
    pub seed: u64,
    pub death: Death,
}

/// All but what was acknowledged is well at zero.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    pub readings: u64,
    pub lost_readings: u64,
    pub doubled_readings: u64,
    /// Operations that were acknowledged and are nowhere.
    pub lost_operations: u64,
    /// Times that the store was found damaged, or could not be opened at all.
    pub damaged: u32,
    pub deaths: u32,
    /// Deaths before which something was acknowledged.
    pub deaths_with_any: u32,
    /// What was found once everything had been exchanged; none where the store could not be opened any more.
    pub exchanged: Option<Verdict>,
}

impl Report {
    pub fn is_well(&self) -> bool {
        let found = (self.lost_readings, self.doubled_readings, self.lost_operations, self.damaged);
        found == (0, 0, 0, 0) && self.exchanged.is_some_and(|verdict| verdict.is_well())
    }
}

/// The moment of a death after the first acknowledgement; every fifth counts from the start of the process.
const MOMENTS_MS: std::ops::RangeInclusive<u64> = 5..=500;
/// A victim that acknowledges nothing for so long is not working.
const FIRST_WITHIN: Duration = Duration::from_secs(60);
const ROUNDS: u32 = 8;

/// `victim` starts a process that calls [`be_victim`]. None where there is no PostgreSQL on this machine.
pub async fn play(plan: Plan, victim: impl Fn() -> Command) -> Outcome<Option<Report>> {
    let Some(mut scene) = Scene::start().await? else { return Ok(None) };
    let tenant = scene.tenant().await?;
    let folder = tempfile::Builder::new().prefix("optria-outage-").tempdir()?;
    let file = folder.path().join("optria.db");
    let replica = Replica { person: tenant.person, device: Uuid::now_v7(), role: Role::TenantAdmin };
    drop(Workstation::new(file.clone(), replica, Reach::All)?);
    let mut rng = StdRng::seed_from_u64(plan.seed);
    let mut evidence = Evidence::default();
    for n in 0..plan.deaths {
        let job = Job {
            store: file.clone(),
            key: StoreKey::new(KEY).to_hex().to_string(),
            port: scene.port(),
            role: tenant.role.clone(),
            password: tenant.password.expose().to_owned(),
            token: tenant.token.expose().to_owned(),
            person: replica.person.0,
            device: replica.device,
            next_reading: evidence.acknowledged_readings(),
            death: plan.death,
            moment_ms: rng.random_range(MOMENTS_MS),
            is_from_start: n % 5 == 4,
            seed: rng.random(),
        };
        evidence.hear(&run(victim(), &job)?);
        if !evidence.examine(&file, &StoreKey::new(KEY))? {
            return Ok(Some(evidence.report(None)));
        }
    }
    let verdict = exchange(&scene, &tenant, &file, replica, &evidence).await?;
    Ok(Some(evidence.report(Some(verdict))))
}

async fn exchange(
    scene: &Scene,
    tenant: &Tenant,
    file: &Path,
    replica: Replica,
    evidence: &Evidence,
) -> Outcome<Verdict> {
    let mut workstation = Workstation::new(file.to_owned(), replica, Reach::All)?;
    workstation.made.clone_from(evidence.operations());
    let link = Link::connect(&server(scene.port()), &tenant.role, &tenant.password).await?;
    link.use_token(&tenant.token).await?;
    for _ in 0..ROUNDS {
        if workstation.exchange(&link).await? == Round::default() {
            break;
        }
    }
    verdict::look(&scene.superuser().await?, tenant.id, &[&workstation]).await
}

/// What the victim had said when it died.
fn run(mut command: Command, job: &Job) -> Outcome<Vec<String>> {
    let mut victim = Reaped(command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?);
    let mut stdin = victim.0.stdin.take().ok_or("stdin is piped")?;
    let stdout = victim.0.stdout.take().ok_or("stdout is piped")?;
    writeln!(stdin, "{}", serde_json::to_string(job)?)?;
    let (first, heard_first) = mpsc::channel();
    let listener = thread::spawn(move || {
        let mut said = Vec::new();
        // Until the end of the pipe: what the victim had written when it died still comes.
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            if said.is_empty() {
                let _ = first.send(());
            }
            said.push(String::from_utf8_lossy(&line).into_owned());
        }
        said
    });
    if !job.is_from_start {
        heard_first.recv_timeout(FIRST_WITHIN).map_err(|_| "the victim ended or acknowledged nothing")?;
    }
    if job.death == Death::Kill {
        thread::sleep(Duration::from_millis(job.moment_ms));
        // SIGKILL on Unix, TerminateProcess on Windows.
        victim.0.kill()?;
    }
    let status = victim.0.wait()?;
    if status.code().is_some() && cfg!(unix) {
        return Err(format!("the victim ended by itself: {status}").into());
    }
    listener.join().map_err(|_| "the listener panicked".into())
}

/// Killed also where the round fails half way.
struct Reaped(Child);

impl Drop for Reaped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
