//! A connection test of Oracle Maintenance in its stages; the first that fails says why and what to do. It writes nothing.

use super::{client::EamClient, config::EamConfig, expression, failure, organization, resource::Resource};
use crate::{
    SourceError, Stage, TestReport,
    json_row::{self, Row},
    net,
    staged::{OF_A_SERVER, Progress, Stop},
};
use std::sync::Arc;

pub(crate) async fn test(config: &Arc<EamConfig>) -> TestReport {
    let mut progress = Progress::new(&OF_A_SERVER, net::failure::timed_out);
    let succeeded = stages(config, &mut progress).await.is_ok();
    progress.report(succeeded)
}

async fn stages(config: &Arc<EamConfig>, at: &mut Progress) -> Result<(), Stop> {
    let client = at.stage(Stage::Configuration, async { Ok((EamClient::new(config.clone())?, None)) }).await?;
    net::reach(at, &config.at, config.is_secured().then_some(&config.trust)).await?;
    // The first question of all is the first to be refused.
    let found = at
        .stage(Stage::Authenticate, async {
            client.sign_in().await?;
            Ok((organization::find(&client).await?, None))
        })
        .await?;
    // The organization is maintained, and each resource has what is needed of it.
    at.stage(Stage::Authorize, async {
        check_organization(config, &found)?;
        let mut warning = None;
        for resource in [Resource::Assets, Resource::WorkOrders] {
            let told = client.description(resource).await?;
            let missing = told.missing(resource.needed());
            if !missing.is_empty() {
                return Err(failure::fields_missing(config, resource, &missing.join(", ")));
            }
            let unsearchable = told.not_searchable(resource.searched_by());
            if !unsearchable.is_empty() {
                return Err(failure::fields_not_searchable(config, resource, &unsearchable.join(", ")));
            }
            if resource == Resource::WorkOrders && !told.can_create() {
                warning = Some(failure::creating_not_offered(config));
            }
        }
        Ok(((), warning))
    })
    .await?;
    // One of each is read, with the very fields that are asked for later.
    at.stage(Stage::Read, async {
        let mut warning = None;
        for (resource, organization, order_by) in [
            (Resource::Assets, "OperatingOrganizationCode", "AssetId:asc"),
            (Resource::WorkOrders, "OrganizationCode", "LastUpdateDate:asc,WorkOrderId:asc"),
        ] {
            let fields = client.description(resource).await?.selection(resource);
            let q = expression::equals(organization, &config.organization);
            let found = client.page(resource, &q, order_by, 1, &[("fields", fields.as_str())]).await?;
            if found.rows.is_empty() && resource == Resource::Assets {
                warning = Some(failure::nothing_to_see(config));
            }
        }
        Ok(((), warning))
    })
    .await
}

fn check_organization(config: &EamConfig, found: &[Row]) -> Result<(), SourceError> {
    let is_meant = |row: &&Row| json_row::text(row, "OrganizationCode").as_deref() == Some(&config.organization);
    let Some(one) = found.iter().find(is_meant) else { return Err(failure::plant_unknown(config)) };
    match one.get("MaintenanceEnabledFlag") {
        Some(told) if !told.is_null() && !json_row::flag(one, "MaintenanceEnabledFlag") => {
            Err(failure::plant_without_maintenance(config))
        }
        _ => Ok(()),
    }
}
