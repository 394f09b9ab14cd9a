//! A connection test of a database in its stages; the first that fails says why and what to do.

use super::{
    config::SqlConfig,
    failure,
    follow::MOST_AHEAD,
    identifier::Engine,
    mysql::Mysql,
    mysql_greeting,
    postgres::{self, Postgres},
    relation::Span,
    session::Session,
    sqlserver::SqlServer,
    sqlserver_prelogin,
};
use crate::{
    Stage, TestReport, net,
    staged::{MOST_SKEW_SECONDS, OF_A_SERVER, Progress, Stop},
};
use chrono::TimeDelta;

pub(crate) async fn test(config: &SqlConfig) -> TestReport {
    let mut progress = Progress::new(&OF_A_SERVER, net::failure::timed_out);
    let succeeded = stages(config, &mut progress).await.is_ok();
    progress.report(succeeded)
}

async fn stages(config: &SqlConfig, at: &mut Progress) -> Result<(), Stop> {
    // The configuration was read, and the query checked, when the source was opened.
    at.stage(Stage::Configuration, async { Ok(((), None)) }).await?;
    let sockets = at.stage(Stage::Resolve, async { Ok((config.at.resolve().await?, None)) }).await?;
    let tcp = at.stage(Stage::Connect, async { Ok((config.at.connect(&sockets).await?, None)) }).await?;
    let mut session = match config.engine {
        Engine::Postgresql => {
            let stream = at.stage(Stage::SecureChannel, postgres::secured(tcp, config)).await?;
            let signed_in = async { Ok((Postgres::sign_in(stream, config).await?, None)) };
            Session::postgres(at.stage(Stage::Authenticate, signed_in).await?)
        }
        Engine::Mysql => {
            at.stage(Stage::SecureChannel, async { Ok(((), mysql_greeting::secured(tcp, config).await?)) }).await?;
            Session::mysql(at.stage(Stage::Authenticate, async { Ok((Mysql::sign_in(config).await?, None)) }).await?)
        }
        Engine::SqlServer => {
            let stream = at.stage(Stage::SecureChannel, sqlserver_prelogin::secured(tcp, config)).await?;
            let signed_in = async { Ok((SqlServer::sign_in(stream, config).await?, None)) };
            Session::sqlserver(at.stage(Stage::Authenticate, signed_in).await?)
        }
    };
    at.stage(Stage::Authorize, async {
        session.describe(config).await?;
        let may_write = session.may_write(config).await?;
        Ok(((), may_write.then(|| failure::user_may_write(config))))
    })
    .await?;
    at.stage(Stage::Read, async {
        let asked = chrono::Utc::now();
        let now = session.now(config).await?;
        let skew = (now - asked).num_milliseconds() as f64 / 1e3;
        // Anything at all, and then what is not ahead of its time.
        let ever = Span { after: now - TimeDelta::days(31), until: now + TimeDelta::days(3650) };
        let newest = session.rows(config, &config.relation.newest(session.shape, None, ever)).await?;
        let warning = match newest.first() {
            None => Some(failure::nothing_there(config)),
            Some(row) if row.time > now + MOST_AHEAD => Some(failure::readings_ahead(config)),
            Some(_) if skew.abs() > MOST_SKEW_SECONDS => Some(failure::clock_skew(skew)),
            Some(_) => None,
        };
        Ok(((), warning))
    })
    .await
}
