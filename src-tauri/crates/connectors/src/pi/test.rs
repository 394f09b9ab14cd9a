//! A connection test of a PI Web API in its stages; the first that fails says why and what to do.

use super::{
    client::PiClient,
    config::PiConfig,
    failure,
    model::{Items, Point, UserInfo},
    points, value,
};
use crate::{
    Stage, TestReport, net,
    staged::{MOST_SKEW_SECONDS, OF_A_SERVER, Progress, Stop},
};
use std::sync::Arc;

pub(crate) async fn test(config: &Arc<PiConfig>) -> TestReport {
    let mut progress = Progress::new(&OF_A_SERVER, net::failure::timed_out);
    let succeeded = stages(config, &mut progress).await.is_ok();
    progress.report(succeeded)
}

async fn stages(config: &Arc<PiConfig>, at: &mut Progress) -> Result<(), Stop> {
    let client = at.stage(Stage::Configuration, async { Ok((PiClient::new(config.clone())?, None)) }).await?;
    net::reach(at, &config.at, config.is_secured().then_some(&config.trust)).await?;
    at.stage(Stage::Authenticate, async {
        let told: UserInfo = client.get("system/userinfo", &[]).await.map_err(|refused| {
            match refused.error.failure.message.id.as_str() {
                "pi-not-found" => failure::not_a_pi_web_api(config, "404 for system/userinfo"),
                _ => refused.error,
            }
        })?;
        match told.is_authenticated {
            Some(false) => Err(failure::access_denied(config, "not authenticated")),
            _ => Ok(((), None)),
        }
    })
    .await?;
    let server = at
        .stage(Stage::Authorize, async {
            let servers = points::servers(&client).await?;
            let Some(server) = servers.into_iter().next() else { return Err(failure::no_data_server(config)) };
            if !server.is_connected {
                return Err(failure::data_server_not_connected(config, &server.name));
            }
            Ok((server, None))
        })
        .await?;
    at.stage(Stage::Read, async {
        let query = [("maxCount", "1"), ("webIdType", "IDOnly")];
        let some: Items<Point> = client.get(&format!("dataservers/{}/points", server.web_id), &query).await?;
        let now = server.server_time.as_deref().and_then(value::time);
        let skew = now.map_or(0.0, |now| (now - chrono::Utc::now()).num_milliseconds() as f64 / 1e3);
        let Some(point) = some.items.first() else { return Ok(((), Some(failure::no_points(config)))) };
        let _: serde_json::Value = client.get("streamsets/value", &[("webId", point.web_id.as_str())]).await?;
        Ok(((), (skew.abs() > MOST_SKEW_SECONDS).then(|| failure::clock_skew(skew))))
    })
    .await
}
