//! A standalone workspace of this workstation is taken into the tenant: `plan` says what would become of each row, and
//! the same plan is carried out in one transaction, whose rows become operations like anybody's. The standalone workspace
//! stays as it is; taking it in again finds what is there.

pub mod plan;

pub use plan::{Content, Plan, Signing, Step};

use crate::{failures::OrFailure, plant::Plant};
use domain::{Failure, IntegrationId, Person};
use std::{collections::HashMap, sync::Arc};
use store::replica::{TABLES, taking};
use uuid::Uuid;

/// What would become of the standalone workspace's rows, in this person's name.
pub fn look(standalone: &Plant, tenant: &Plant, person: &Person) -> Result<Plan, Failure> {
    let (theirs, own) = (content(standalone)?, content(tenant)?);
    let signing = Signing { person: person.id.0, people: same_people(standalone, tenant)? };
    Ok(plan::plan(&theirs, &own, &signing))
}

fn content(plant: &Plant) -> Result<Content, Failure> {
    plant.store.read(|c| TABLES.iter().map(|table| Ok((table.name, taking::rows(c, table)?))).collect()).or_failure()
}

fn same_people(standalone: &Plant, tenant: &Plant) -> Result<HashMap<Uuid, Uuid>, Failure> {
    let there = tenant.store.read(store::person::list).or_failure()?;
    let of: HashMap<&str, Uuid> = there.iter().map(|p| (p.email.as_str(), p.id.0)).collect();
    let here = standalone.store.read(store::person::list).or_failure()?;
    Ok(here.iter().filter_map(|p| Some((p.id.0, *of.get(p.email.as_str())?))).collect())
}

/// Enters everything or nothing. The secrets of integrations that are new here follow; which those are is told.
pub fn carry_out(
    plan: &Plan,
    standalone: &Plant,
    tenant: &Arc<Plant>,
) -> Result<Vec<(IntegrationId, String)>, Failure> {
    tenant
        .store
        .write(|t| {
            plan.steps.iter().try_for_each(|step| match step {
                Step::Enter { table, id, fields } => taking::enter(t, table, *id, fields),
                Step::Fill { table, id, fields } => taking::fill(t, table, *id, fields),
            })
        })
        .or_failure()?;
    let mut saved = Vec::new();
    for step in &plan.steps {
        let Step::Enter { table: "integration", id, .. } = step else { continue };
        let id = IntegrationId(*id);
        let integration = standalone.store.read(|c| store::integration::get(c, id)).or_failure()?;
        for field in connectors::registry::declaration(integration.connector).secret_fields() {
            if let Some(secret) = standalone.secret(id, &field.name)? {
                tenant.save_secret(id, &field.name, &secret)?;
                saved.push((id, field.name.clone()));
            }
        }
    }
    Ok(saved)
}
