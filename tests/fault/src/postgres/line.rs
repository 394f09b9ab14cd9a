//! One workstation's line to the database: the proxy on it, and the link over it, made again when it is lost.

use super::{
    Outcome,
    scene::{Tenant, server},
};
use crate::{Proxy, Request, Weather};
use central::Link;
use std::{net::SocketAddr, time::Duration};

pub(crate) struct Line {
    pub proxy: Proxy,
    tenant: Tenant,
    link: Option<Link>,
    patience: Duration,
}

/// The statement that pushes; executed one turn after its text was sent.
pub(crate) fn push() -> Request {
    Request { marker: b"sync.apply".to_vec(), turns: 1 }
}

impl Line {
    pub async fn new(port: u16, tenant: Tenant, patience: Duration) -> Outcome<Self> {
        let proxy = Proxy::start(SocketAddr::from(([127, 0, 0, 1], port))).await?;
        Ok(Self { proxy, tenant, link: None, patience })
    }

    /// Fair weather from now on, and time enough for every answer.
    pub fn be_well(&mut self) {
        self.proxy.set(Weather::Fair);
        self.link = None;
        self.patience = Duration::from_secs(60);
    }

    pub async fn link(&mut self) -> central::Result<&Link> {
        if self.link.as_ref().is_none_or(Link::is_over) {
            self.link = None;
            let server = server(self.proxy.address().port());
            let connecting = Link::connect(&server, &self.tenant.role, &self.tenant.password);
            let link = tokio::time::timeout(self.patience, connecting)
                .await
                .map_err(|_| central::CentralError::Lost)??
                .with_patience(self.patience);
            link.use_token(&self.tenant.token).await?;
            self.link = Some(link);
        }
        self.link.as_ref().ok_or(central::CentralError::Lost)
    }

    /// The process at this end is gone, and its connection with it.
    pub fn drop_link(&mut self) {
        self.link = None;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{changes::Reach, postgres::Scene, workstation::Workstation};
    use central::CentralError;
    use domain::Role;
    use rand::{SeedableRng, rngs::StdRng};
    use sync::{Replica, SyncError};
    use uuid::Uuid;

    /// On the real protocol each fault falls where it is said to fall.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_half_open_line_is_given_up_and_a_lost_answer_was_committed() {
        let Some(mut scene) = Scene::start().await.unwrap() else { return };
        let tenant = scene.tenant().await.unwrap();
        let mut line = Line::new(scene.port(), tenant.clone(), Duration::from_millis(400)).await.unwrap();
        line.link().await.unwrap().poll().await.unwrap();
        line.proxy.set(Weather::HalfOpen);
        assert!(matches!(line.link().await.unwrap().poll().await, Err(CentralError::Lost)));
        assert!(line.link.as_ref().unwrap().is_over(), "what comes over it now belongs to nobody");
        line.proxy.set(Weather::Fair);
        line.link().await.unwrap().poll().await.unwrap();

        let folder = tempfile::tempdir().unwrap();
        let replica = Replica { person: tenant.person, device: Uuid::now_v7(), role: Role::TenantAdmin };
        let mut workstation = Workstation::new(folder.path().join("store.db"), replica, Reach::All).unwrap();
        let mut rng = StdRng::seed_from_u64(1);
        while workstation.made.is_empty() {
            workstation.change(&mut rng).unwrap();
        }
        let there = scene.superuser().await.unwrap();
        let receipts =
            async || -> i64 { there.query_one("SELECT count(*) FROM sync.receipt", &[]).await.unwrap().get(0) };
        line.proxy.set(Weather::AnswerLost(push()));
        let lost = workstation.exchange(line.link().await.unwrap()).await;
        assert!(matches!(lost, Err(SyncError::Central(CentralError::Lost))), "{lost:?}");
        assert_eq!((receipts().await, workstation.waiting().unwrap()), (1, 1), "done there, and not known here");
        line.proxy.set(Weather::Fair);
        let round = workstation.exchange(line.link().await.unwrap()).await.unwrap();
        assert_eq!((round.pushed.applied, receipts().await, workstation.waiting().unwrap()), (1, 1, 0));
    }

    /// A first snapshot over a slow line takes longer than an answer may, and is not taken for a broken line as long as rows
    /// come; nor is what was asked meanwhile, whose answer comes behind it.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_long_snapshot_over_a_slow_line_comes_whole() {
        let patience = Duration::from_millis(400);
        let Some(mut scene) = Scene::start().await.unwrap() else { return };
        let tenant = scene.tenant().await.unwrap();
        let there = scene.superuser().await.unwrap();
        let site = Uuid::now_v7();
        there
            .execute(
                "INSERT INTO plant.site (tenant_id, id, code, name_en, name_ar, time_zone)
                 VALUES ($1, $2, 'SLOW', 'Slow', 'بطيء', 'UTC')",
                &[&tenant.id, &site],
            )
            .await
            .unwrap();
        let sql =
            "INSERT INTO plant.asset (tenant_id, id, site_id, tag_code, name_en, name_ar, family, criticality, status)
                   SELECT $1, gen_random_uuid(), $2, 'P-' || n, 'Pump', 'مضخة', 'pump', 'high', 'in_service'
                     FROM generate_series(1, 2000) n";
        there.execute(sql, &[&tenant.id, &site]).await.unwrap();
        let mut line = Line::new(scene.port(), tenant.clone(), patience).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let replica = Replica { person: tenant.person, device: Uuid::now_v7(), role: Role::TenantAdmin };
        let mut workstation = Workstation::new(folder.path().join("store.db"), replica, Reach::All).unwrap();
        line.link().await.unwrap();
        line.proxy.set(Weather::Throttle { bytes_per_second: 200_000 });
        let begun = std::time::Instant::now();
        let link = line.link().await.unwrap();
        let (round, poll) = tokio::join!(workstation.exchange(link), async {
            tokio::time::sleep(patience).await;
            link.poll().await
        });
        assert!(round.unwrap().pulled.rows >= 2_001);
        assert!(begun.elapsed() > patience * 3, "too quick to prove anything: {:?}", begun.elapsed());
        assert!(poll.is_ok() && !link.is_over(), "{poll:?}");
    }
}
