//! The smoke test of a central database (SPEC section 9): ten steps that go the way of an administrator and of a
//! workstation, from a tenant to a work order in progress, and prove that another tenant can't reach any of it and that
//! a role can do what it may and nothing else. It finds what an earlier run made, and may be run again and again; two
//! at once take turns.

mod proofs;
mod tenants;
mod writes;

use crate::{Administrator, CentralError, Link};
use domain::Secret;
use serde::Serialize;
use std::{collections::BTreeMap, time::Instant};

/// The tenant that the test works in, and the one that must not reach it.
const CODE: &str = "SMOKE_TEST";
const OTHER_CODE: &str = "SMOKE_TEST_OTHER";
/// "OPTS" as a number: whoever holds it is running the test.
const TURN: i64 = 0x4f50_5453;

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SmokeTestStep {
    pub name: &'static str,
    pub passed: bool,
    /// Of what the step made, found or moved.
    pub id: Option<String>,
    /// What was proven, or why it failed; technical, in English.
    pub detail: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SmokeTest {
    pub passed: bool,
    /// The tenant's code.
    pub tenant: &'static str,
    pub steps: Vec<SmokeTestStep>,
    /// Every id by what it is: `tenant`, `administrator`, `site`, `asset`, `alert`, `work_order`, ...
    pub ids: BTreeMap<&'static str, String>,
    pub seconds: f64,
}

/// Why the test stopped: the database could not, or did what it must not.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stop {
    #[error(transparent)]
    Central(#[from] CentralError),
    #[error("{0}")]
    Unexpected(String),
}

pub(crate) type Step<T> = std::result::Result<T, Stop>;

/// `Ok` where it holds, else what does not.
pub(crate) fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Step<()> {
    if holds { Ok(()) } else { Err(Stop::Unexpected(otherwise())) }
}

/// What has been proven so far, in the order of the steps.
#[derive(Default)]
struct Told {
    steps: Vec<SmokeTestStep>,
    ids: BTreeMap<&'static str, String>,
}

impl Told {
    fn passed(&mut self, name: &'static str, id: impl ToString, detail: impl Into<String>) {
        let (id, detail) = (id.to_string(), Some(detail.into()).filter(|d: &String| !d.is_empty()));
        self.ids.insert(name, id.clone());
        self.steps.push(SmokeTestStep { name, passed: true, id: Some(id), detail });
    }
}

impl Administrator {
    /// Runs the ten steps. A step that fails is the last one and says why; the answer is always whole.
    pub async fn smoke_test(&mut self, session_secret: &Secret) -> crate::Result<SmokeTest> {
        self.client.query_one("SELECT pg_advisory_lock($1)", &[&TURN]).await?;
        let begun = Instant::now();
        let mut told = Told::default();
        let outcome = self.go(session_secret, &mut told).await;
        let _ = self.client.query_one("SELECT pg_advisory_unlock($1)", &[&TURN]).await;
        if let Err(stop) = &outcome {
            let detail = Some(stop.to_string());
            told.steps.push(SmokeTestStep { name: "stopped", passed: false, id: None, detail });
        }
        Ok(SmokeTest {
            passed: outcome.is_ok(),
            tenant: CODE,
            steps: told.steps,
            ids: told.ids,
            seconds: begun.elapsed().as_secs_f64(),
        })
    }

    async fn go(&mut self, session_secret: &Secret, told: &mut Told) -> Step<()> {
        let schema = self.usable().await?;
        told.passed("database", format!("schema {schema}"), "");
        let own = self.smoke_tenant(CODE, session_secret).await?;
        told.passed("tenant", own.id, if own.is_new { "made" } else { "reused, with a new role password" });

        let link = self.smoke_link(&own).await?;
        let refused = proofs::first_sign_in(&link, &own).await?;
        told.passed("administrator", own.admin, format!("first sign-in, {refused} until the password was changed"));

        let mut workstation = writes::Workstation::new(&link, own.admin);
        let site = workstation.site().await?;
        told.passed("site", site, "");
        let asset = workstation.asset(site).await?;
        told.passed("asset", asset, "");
        let alert = workstation.alert(asset).await?;
        told.passed("alert", alert, "");
        let order = workstation.open_order(asset).await?;
        told.passed("work_order", order, "open");
        workstation.start_order(order).await?;
        told.passed("work_order_in_progress", order, "open -> in_progress");

        let other = self.smoke_tenant(OTHER_CODE, session_secret).await?;
        let theirs = self.smoke_link(&other).await?;
        proofs::first_sign_in(&theirs, &other).await?;
        let things = proofs::Things { site, asset, alert, order };
        let proven = proofs::others_cannot_reach(&link, &theirs, &other, &things).await?;
        told.passed("other_tenant_refused", other.id, proven);

        let viewer = proofs::viewer(&link).await?;
        let proven = proofs::role_holds(&self.smoke_link(&own).await?, &viewer, &things).await;
        proofs::deactivate(&link, viewer.id).await?;
        told.passed("role_capability", viewer.id, proven?);
        told.ids.insert("other_administrator", other.admin.to_string());
        for link in [&link, &theirs] {
            link.sign_out().await?;
        }
        Ok(())
    }

    /// Migrated, to the schema that this version knows.
    async fn usable(&self) -> Step<i32> {
        self.require_superuser().await?;
        let row = self.client.query_one("SELECT to_regclass('optria.schema_migration') IS NOT NULL", &[]);
        ensure(row.await.map_err(CentralError::from)?.get(0), || CentralError::NotMigrated.to_string())?;
        let row = self.client.query_one("SELECT coalesce(max(version), 0) FROM optria.schema_migration", &[]).await;
        let schema: i32 = row.map_err(CentralError::from)?.get(0);
        let known = crate::known_schema();
        ensure(schema == known, || format!("the database has schema {schema}, this version {known}; migrate first"))?;
        Ok(schema)
    }

    async fn smoke_link(&self, tenant: &tenants::SmokeTenant) -> Step<Link> {
        Ok(Link::connect(&self.server, &tenant.role, &tenant.role_password).await?)
    }
}
