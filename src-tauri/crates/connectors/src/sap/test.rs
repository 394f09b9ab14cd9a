//! A connection test of an SAP system in its stages; the first that fails says why and what to do. It writes nothing.

use super::{client::SapClient, config::SapConfig, failure, service::Service};
use crate::{
    Stage, TestReport,
    maintenance::KEY_LENGTH,
    net,
    staged::{OF_A_SERVER, Progress, Stop},
};
use std::sync::Arc;

pub(crate) async fn test(config: &Arc<SapConfig>) -> TestReport {
    let mut progress = Progress::new(&OF_A_SERVER, net::failure::timed_out);
    let succeeded = stages(config, &mut progress).await.is_ok();
    progress.report(succeeded)
}

async fn stages(config: &Arc<SapConfig>, at: &mut Progress) -> Result<(), Stop> {
    let client = at.stage(Stage::Configuration, async { Ok((SapClient::new(config.clone())?, None)) }).await?;
    net::reach(at, &config.at, config.is_secured().then_some(&config.trust)).await?;
    // The first question of all is the first to be refused.
    let first = at
        .stage(Stage::Authenticate, async {
            client.sign_in().await?;
            Ok((client.metadata(Service::Equipment).await?, None))
        })
        .await?;
    // Each service is there, in the version that is configured, with what is needed of it.
    at.stage(Stage::Authorize, async {
        for service in Service::ALL {
            let told = match service {
                Service::Equipment => first.clone(),
                other => client.metadata(other).await?,
            };
            if told.version != config.version {
                return Err(failure::other_version(config, service, told.version));
            }
            if !told.has_set(service.set()) {
                return Err(failure::set_missing(config, service));
            }
            let mut needed = service.needed_fields().to_vec();
            if service == Service::Order {
                needed.push(&config.key_field);
            }
            let missing = told.missing(service.set(), &needed);
            if !missing.is_empty() {
                return Err(failure::fields_missing(config, service, &missing.join(", ")));
            }
            match told.most(service.set(), &config.key_field) {
                Some(most) if service == Service::Order && most < KEY_LENGTH => {
                    return Err(failure::key_field_too_short(config, most, KEY_LENGTH));
                }
                _ => {}
            }
        }
        Ok(((), None))
    })
    .await?;
    // One of each is read, with the very fields that are asked for later.
    at.stage(Stage::Read, async {
        let mut warning = None;
        for service in Service::ALL {
            let found = client.page(service, &[("$top", "1")]).await?;
            if found.rows.is_empty() && service == Service::Equipment {
                warning = Some(failure::nothing_to_see(config, service));
            }
        }
        Ok(((), warning))
    })
    .await
}
