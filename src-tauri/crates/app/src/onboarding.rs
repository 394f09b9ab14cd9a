//! What setting up leaves behind beside the plant's own rows: that a person marked the tenant's profile as complete, and
//! what the last test of each connection said. In a central workspace the mark is a setting of the tenant, and so is that
//! a connection was tested or an optimization run at any of its workstations, since tests and runs do not travel.

use crate::{
    central::{LinkGuard, Online, defaults::Kept, sealing},
    failures::OrFailure,
    plant::Plant,
};
use connectors::TestReport;
use domain::{ConnectorKind, Failure, IntegrationId, Person, PersonId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// Of this workspace's store.
const PROFILE: &str = "onboarding-profile";
const TESTS: &str = "connection-tests";
/// The tenant's settings in the central database.
const TENANT_PROFILE: &str = "onboarding.profile_completed";
const TENANT_TESTED: &str = "onboarding.connection_tested";
const TENANT_OPTIMIZED: &str = "onboarding.optimized";

/// Who marked the tenant's profile as complete, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfileMark {
    pub at: Timestamp,
    pub by: PersonId,
    pub by_name: String,
}

impl ProfileMark {
    pub fn of(person: &Person, at: Timestamp) -> Self {
        Self { at, by: person.id, by_name: person.display_name.clone() }
    }

    /// `None` where nobody has marked it.
    pub fn find(plant: &Plant) -> Result<Option<Self>, Failure> {
        match plant.central {
            None => plant.store.read(|c| store::setting::find(c, PROFILE)).or_failure(),
            Some(_) => {
                let told = Kept::read(plant)?.tenants_own(TENANT_PROFILE).cloned();
                Ok(told.and_then(|value| serde_json::from_value(value).ok()))
            }
        }
    }

    /// Of a standalone workspace. `None` takes the mark back.
    pub fn keep(plant: &Plant, mark: Option<&Self>) -> Result<(), Failure> {
        let write = |t: &store::Transaction<'_>| match mark {
            Some(mark) => store::setting::set(t, PROFILE, mark),
            None => store::setting::delete(t, PROFILE),
        };
        plant.store.write(write).or_failure()
    }

    /// For all workstations of the session's tenant.
    pub async fn send(online: &Online, link: &LinkGuard, mark: Option<&Self>) -> Result<(), Failure> {
        let value = mark.map(|mark| json!(mark));
        online.told(link.set_setting(TENANT_PROFILE, value.as_ref()).await)
    }
}

/// What the last test of an integration's connection said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionTest {
    pub at: Timestamp,
    pub succeeded: bool,
}

type Tests = BTreeMap<IntegrationId, ConnectionTest>;

pub fn tests(plant: &Plant) -> Result<Tests, Failure> {
    plant.store.read(|c| store::setting::find::<Tests>(c, TESTS)).or_failure().map(Option::unwrap_or_default)
}

/// Keeps what a test said. A simulated one asked nobody and proves nothing, unless what it stands for is itself simulated.
pub fn keep_test(
    plant: &Plant,
    id: IntegrationId,
    connector: ConnectorKind,
    report: &TestReport,
    at: Timestamp,
) -> Result<(), Failure> {
    if report.is_simulated && connector != ConnectorKind::Demo {
        return Ok(());
    }
    change_tests(plant, |tests| {
        tests.insert(id, ConnectionTest { at, succeeded: report.succeeded });
    })
}

/// What was tested is no more what is configured.
pub fn forget_test(plant: &Plant, id: IntegrationId) -> Result<(), Failure> {
    change_tests(plant, |tests| {
        tests.remove(&id);
    })
}

fn change_tests(plant: &Plant, change: impl Fn(&mut Tests)) -> Result<(), Failure> {
    plant
        .store
        .write(|t| {
            let mut tests = store::setting::find::<Tests>(t, TESTS)?.unwrap_or_default();
            let before = tests.clone();
            change(&mut tests);
            if tests == before { Ok(()) } else { store::setting::set(t, TESTS, &tests) }
        })
        .or_failure()
}

/// What has been reached at other workstations of the tenant.
#[derive(Debug, Clone, Copy, Default)]
pub struct Elsewhere {
    pub tested: bool,
    pub optimized: bool,
}

pub fn elsewhere(plant: &Plant) -> Result<Elsewhere, Failure> {
    let kept = Kept::read(plant)?;
    let has = |key: &str| kept.tenants_own(key).is_some();
    Ok(Elsewhere { tested: has(TENANT_TESTED), optimized: has(TENANT_OPTIMIZED) })
}

/// Whether anything was optimized: a run that ended well here, or a work order that came of one anywhere.
pub fn is_optimized(c: &store::Connection) -> store::Result<bool> {
    Ok(store::run::is_any_done(c)? || store::work_order::is_any_recommended(c)?)
}

/// Tells the tenant what was reached here and it does not know, in the name of somebody who may.
pub async fn share(plant: &Plant, online: &Online, link: &LinkGuard) -> Result<(), Failure> {
    if !sealing::may(plant, online)? {
        return Ok(());
    }
    let known = elsewhere(plant)?;
    let here = Elsewhere {
        tested: tests(plant)?.values().any(|test| test.succeeded),
        optimized: plant.store.read(is_optimized).or_failure()?,
    };
    let now = json!({ "at": plant.clock.now() });
    for (is_news, key) in
        [(here.tested && !known.tested, TENANT_TESTED), (here.optimized && !known.optimized, TENANT_OPTIMIZED)]
    {
        if is_news {
            online.told(link.set_setting(key, Some(&now)).await)?;
        }
    }
    Ok(())
}
