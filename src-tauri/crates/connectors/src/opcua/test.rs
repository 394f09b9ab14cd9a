//! A connection test in the stages that a connection has, each timed; the first that fails says why and what to do.

use super::{
    certificate,
    channel::CONNECT_TIMEOUT,
    config::OpcuaConfig,
    endpoint, failure,
    link::Link,
    session::{self, Plan},
};
use crate::{
    Stage, TestReport,
    staged::{Progress, Stop},
};

/// Clocks further apart than this put readings where nobody looks for them.
const MOST_SKEW_SECONDS: f64 = 5.0;

const STAGES: [Stage; 8] = [
    Stage::Configuration,
    Stage::Resolve,
    Stage::Connect,
    Stage::Discover,
    Stage::Certificate,
    Stage::SecureChannel,
    Stage::Authenticate,
    Stage::Read,
];

pub(crate) async fn test(config: &OpcuaConfig) -> TestReport {
    let mut progress = Progress::new(&STAGES, failure::timed_out);
    let succeeded = stages(config, &mut progress).await.is_ok();
    progress.report(succeeded)
}

async fn stages(config: &OpcuaConfig, at: &mut Progress) -> Result<(), Stop> {
    let address = &config.address;
    // The configuration was read when the source was opened; here what it stands on: our own certificate.
    at.stage(Stage::Configuration, async {
        super::own_certificate::ready(&config.folder).await?;
        Ok(((), None))
    })
    .await?;
    let sockets = at.stage(Stage::Resolve, async { Ok((address.resolve(CONNECT_TIMEOUT).await?, None)) }).await?;
    at.stage(Stage::Connect, async { Ok((address.connect(&sockets, CONNECT_TIMEOUT).await?, None)) }).await?;
    let chosen = at
        .stage(Stage::Discover, async {
            let endpoints = endpoint::fetch(address, CONNECT_TIMEOUT).await?;
            Ok((endpoint::choose(&endpoints, address, config.policy, config.mode)?, None))
        })
        .await?;
    let (seen, verdict) = session::check_certificate(config, &chosen);
    at.certificate.clone_from(&seen);
    at.stage(Stage::Certificate, async {
        verdict?;
        let now = chrono::Utc::now();
        let soon = seen.as_ref().filter(|info| certificate::expires_soon(info, now));
        Ok(((), soon.map(failure::certificate_expires_soon)))
    })
    .await?;
    let plan = Plan::make(config, chosen);
    let (plan, wire) = match plan {
        Ok(plan) => {
            let wire = at.stage(Stage::SecureChannel, async { Ok((plan.connect().await?, None)) }).await?;
            (plan, wire)
        }
        // An identity that the endpoint does not take: named where it belongs.
        Err(e) => {
            at.stage(Stage::SecureChannel, async { Ok(((), None)) }).await?;
            return at.stage(Stage::Authenticate, async { Err(e) }).await;
        }
    };
    let session =
        at.stage(Stage::Authenticate, async { Ok((plan.open(&wire).await?, plan.sign_in.warning())) }).await?;
    let ending = session.clone();
    let link = at
        .stage(Stage::Read, async {
            let link = match Link::over(wire, session).await {
                Ok(link) => link,
                Err(e) => return Err(failure::from_error(&e, plan.thumbprint())),
            };
            if !link.status.is_running() {
                let state = link.status.state.clone();
                link.close().await;
                return Err(failure::server_not_running(&state));
            }
            let skew = link.status.clock_skew;
            Ok((link, (skew.abs() > MOST_SKEW_SECONDS).then(|| failure::clock_skew(skew))))
        })
        .await?;
    ending.close(&link.wire).await;
    Ok(())
}
