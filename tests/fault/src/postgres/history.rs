//! One history against PostgreSQL: who does what in which weather, drawn from the seed; all workstations at once.

use super::{
    Outcome, Scene,
    line::{Line, push},
    verdict,
};
use crate::{Verdict, Weather, changes::Reach, history::fast_folder, workstation::Workstation};
use domain::Role;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::time::Duration;
use sync::{Replica, Round};
use tokio::task::JoinSet;
use uuid::Uuid;

#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub workstations: usize,
    pub steps: u32,
    /// Of a hundred exchanges that happen in bad weather.
    pub faults: u32,
    /// Of a thousand steps after which the server crashes.
    pub crashes: u32,
}

impl Default for Plan {
    fn default() -> Self {
        Self { workstations: 3, steps: 20, faults: 50, crashes: 10 }
    }
}

/// Rounds that everything must have been exchanged in, once nothing goes wrong any more.
const ROUNDS: u32 = 8;
/// In bad weather nobody waits longer than this for an answer.
const PATIENCE: Duration = Duration::from_millis(400);

struct Post {
    n: usize,
    workstation: Workstation,
    line: Line,
}

/// What one workstation does in one step.
struct Step {
    changes: u32,
    /// None: it works offline.
    exchange: Option<Weather>,
    /// The process is killed so long after its exchange began, at the latest when it has ended.
    is_killed_after: Option<Duration>,
    seed: u64,
}

impl Step {
    fn draw(rng: &mut StdRng, faults: u32) -> Self {
        let weather = match rng.random_range(0..100) < faults {
            true => Weather::draw(rng, &push()),
            false => Weather::Fair,
        };
        Self {
            changes: rng.random_range(0..4),
            exchange: rng.random_bool(0.7).then_some(weather),
            is_killed_after: rng.random_bool(0.08).then(|| Duration::from_millis(rng.random_range(0..60))),
            seed: rng.random(),
        }
    }
}

/// Plays the history of a seed and says what came of it.
pub async fn play(scene: &mut Scene, seed: u64, plan: Plan) -> Outcome<Verdict> {
    let mut rng = StdRng::seed_from_u64(seed);
    let folder = tempfile::Builder::new().prefix("optria-history-").tempdir_in(fast_folder())?;
    let tenant = scene.tenant().await?;
    let mut posts = Vec::new();
    for n in 0..plan.workstations {
        let replica = Replica { person: tenant.person, device: Uuid::now_v7(), role: Role::TenantAdmin };
        let workstation = Workstation::new(folder.path().join(format!("{n}/optria.db")), replica, Reach::All)?;
        posts.push(Post { n, workstation, line: Line::new(scene.port(), tenant.clone(), PATIENCE).await? });
    }
    for _ in 0..plan.steps {
        let mut at_once = JoinSet::new();
        for post in posts.drain(..) {
            at_once.spawn(post.step(Step::draw(&mut rng, plan.faults)));
        }
        while let Some(post) = at_once.join_next().await {
            posts.push(post??);
        }
        posts.sort_by_key(|post| post.n);
        if rng.random_range(0..1000) < plan.crashes {
            scene.crash();
        }
    }
    let failed = converge(&mut posts).await;
    let stations: Vec<&Workstation> = posts.iter().map(|p| &p.workstation).collect();
    let verdict = verdict::look(&scene.superuser().await?, tenant.id, &stations).await?;
    // A replica that can't take in what there is will never be equal to it.
    Ok(Verdict { diverged: verdict.diverged.max(failed), ..verdict })
}

/// Nothing goes wrong any more: rounds until nobody has anything to say. Those whose last round failed.
async fn converge(posts: &mut [Post]) -> u32 {
    let mut failed = 0;
    for post in posts.iter_mut() {
        post.line.be_well();
    }
    for _ in 0..ROUNDS {
        failed = 0;
        let mut is_quiet = true;
        for post in posts.iter_mut() {
            match post.exchange().await {
                Ok(round) => is_quiet &= round == Round::default(),
                Err(error) => {
                    eprintln!("workstation {} in fair weather: {error}", post.n);
                    failed += 1;
                }
            }
        }
        if is_quiet && failed == 0 {
            break;
        }
    }
    failed
}

impl Post {
    async fn exchange(&mut self) -> sync::Result<Round> {
        let link = self.line.link().await?;
        self.workstation.exchange(link).await
    }

    async fn step(mut self, step: Step) -> Outcome<Self> {
        let mut rng = StdRng::seed_from_u64(step.seed);
        for _ in 0..step.changes {
            self.workstation.change(&mut rng)?;
        }
        if let Some(weather) = step.exchange {
            self.line.proxy.set(weather);
            match step.is_killed_after {
                // Dropped half way, as a process that is killed leaves everything.
                Some(moment) => drop(tokio::time::timeout(moment, self.exchange()).await),
                None => drop(self.exchange().await),
            }
        }
        if step.is_killed_after.is_some() {
            self.line.drop_link();
            self.workstation = self.workstation.restart()?;
        }
        Ok(self)
    }
}
