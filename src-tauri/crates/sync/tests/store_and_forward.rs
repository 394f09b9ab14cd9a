//! Readings of enrolled workstations over a real PostgreSQL: what a store has acknowledged is in the central database once,
//! whatever is cut off or sent twice; live ones do not wait for a backlog; an old fence is refused.
#![allow(clippy::unwrap_used)]

#[path = "../../central/tests/common/mod.rs"]
mod world;

mod plant;

use central::{CentralError, Link, Micros, Upload};
use chrono::{Duration as Span, Utc};
use domain::{
    Asset, ConnectorKind, Gap, GapReason, Integration, IntegrationId, IntegrationStatus, Limits, MappingId, Metric,
    MetricId, PersonId, Reading, Role, SignalMapping, SignalNo, Site, SiteId, StatusCode, Timestamp,
};
use std::time::{Duration, Instant};
use store::{Store, StoreKey};
use sync::{Fences, Forwarded, Replica, Uploader};
use testkit::postgres;
use uuid::Uuid;
use world::World;

const BUDGET: Duration = Duration::from_secs(60);
/// Of a lease, seconds; short, so that the test does not wait half a minute.
const TTL: u32 = 4;

/// A workstation with a person's session for its operations, and one of its own for its readings.
struct Workstation {
    _folder: tempfile::TempDir,
    store: Store,
    person: Link,
    link: Link,
    replica: Replica,
    device: Uuid,
    integration: IntegrationId,
    signals: Vec<SignalNo>,
    uploader: Uploader,
}

impl Workstation {
    async fn new(world: &World) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db"), &StoreKey::new([7; 32])).unwrap().store;
        store.capture().unwrap();
        let person = world.signed_in(&world.a, Role::TenantAdmin).await;
        let (device, link) = enrolled(world, &person).await;
        let id = PersonId(world.a.person(Role::TenantAdmin).id);
        Self {
            _folder: folder,
            store,
            person,
            link,
            replica: Replica { person: id, device, role: Role::TenantAdmin },
            device,
            integration: IntegrationId::new(),
            signals: Vec::new(),
            uploader: Uploader::default(),
        }
    }

    /// A plant with so many signals, on its way to the database.
    fn plant(&mut self, signals: usize) {
        let _acting = store::acting::act_as(Some(self.replica.person), Utc::now());
        let id = self.integration;
        let made = self.store.write(|t| {
            let site = site();
            let asset = plant::asset(site.id, "P-101");
            store::site::insert(t, &site)?;
            store::asset::insert(t, &asset)?;
            store::integration::insert(t, &integration(id))?;
            let mut mappings = Vec::new();
            for n in 0..signals {
                let metric = metric(&asset, n);
                store::metric::upsert(t, &metric)?;
                mappings.push(mapping(id, metric.id, n));
            }
            store::mapping::insert_many(t, &mappings)
        });
        self.signals = made.unwrap().iter().map(|m| m.signal).collect();
    }

    async fn sync(&self) {
        sync::round(&self.store, &self.person, self.replica, Utc::now()).await.unwrap();
    }

    /// Each signal's value at this moment.
    fn collect(&self, at: Timestamp) -> u64 {
        let readings: Vec<Reading> = self.signals.iter().map(|s| reading(*s, at)).collect();
        self.store.telemetry().append(&readings).unwrap().readings
    }

    async fn forward(&mut self) -> sync::Result<Forwarded> {
        self.forward_under(&Fences::new()).await
    }

    async fn forward_under(&mut self, fences: &Fences) -> sync::Result<Forwarded> {
        let forward = self.store.telemetry().forward();
        self.uploader.round(&forward, &self.link, self.device, fences, BUDGET).await
    }

    fn waiting(&self) -> u64 {
        self.store.telemetry().forward().queue().unwrap().readings
    }

    fn account(&self) -> store::account::Account {
        let (from, to) = (Utc::now() - Span::days(365), Utc::now() + Span::days(1));
        self.store.read(|c| store::account::of(c, self.integration, from, to)).unwrap()
    }
}

async fn enrolled(world: &World, admin: &Link) -> (Uuid, Link) {
    let (device, secret) = (Uuid::now_v7(), [7u8; 32]);
    admin.request_enrolment(device, "PC", &format!("age1{}", "q".repeat(58)), &secret).await.unwrap();
    admin.enrol_device(device).await.unwrap();
    let link = world.link(&world.a).await;
    link.sign_in_device(device, &secret).await.unwrap();
    (device, link)
}

async fn stored(world: &World) -> (i64, i64) {
    let root = world::superuser(&world.cluster).await;
    let sql = "SELECT count(*), count(DISTINCT (signal, ts)) FROM plant.reading WHERE tenant_id = $1";
    let row = root.query_one(sql, &[&world.a.id]).await.unwrap();
    (row.get(0), row.get(1))
}

fn now() -> Timestamp {
    Timestamp::from_timestamp_micros(Utc::now().timestamp_micros()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_here_arrives_there_once_also_when_it_is_sent_twice() {
    let Some(mut world) = World::new(postgres::Settings::default()).await else { return };
    let mut a = Workstation::new(&world).await;
    a.plant(20);
    let begin = now() - Span::hours(2);
    let mut acknowledged = 0;
    for n in 0..30 {
        acknowledged += a.collect(begin + Span::seconds(n));
    }
    let gap = Gap { signal: a.signals[0], from: begin - Span::hours(1), to: begin, reason: GapReason::NotCollecting };
    a.store.telemetry().append_with_gaps(&[], std::slice::from_ref(&gap)).unwrap();
    // Their mappings are not there yet: they wait, and nothing is lost by trying.
    a.forward().await.unwrap();
    assert_eq!((a.waiting(), stored(&world).await.0), (acknowledged, 0));
    a.sync().await;
    // The trend goes its own way meanwhile.
    a.store.telemetry().compact(store::telemetry::Budget::ALL).unwrap();

    // The answer is lost, as by a kill between commit and receipt: the batch is there, the queue knows nothing.
    let forward = a.store.telemetry().forward();
    let numbers = a.link.signal_numbers(&ids(&a)).await.unwrap();
    forward.learn(&numbers.into_iter().map(|(id, n)| (MappingId(id), n)).collect()).unwrap();
    let first = forward.take(0, i64::MAX, 200).unwrap().unwrap();
    let columns = &first.columns;
    let ts: Vec<Micros> = columns.ts.iter().map(|t| Micros(*t)).collect();
    let upload = Upload {
        batch: Uuid::now_v7(),
        integrations: &[],
        fences: &[],
        signal: &columns.signal,
        ts: &ts,
        value: &columns.value,
        status: &columns.status,
        server_delta: &columns.server_delta,
        receipt_delta: &columns.receipt_delta,
    };
    let told = a.link.upload(&upload).await.unwrap();
    assert_eq!((told.received, told.stored), (columns.len() as u64, columns.len() as u64));
    assert_eq!(a.link.upload(&upload).await.unwrap(), told, "the same batch has the same receipt");
    assert_eq!(a.waiting(), acknowledged);

    let done = a.forward().await.unwrap();
    assert!(done.is_drained && done.gaps == 1, "{done:?}");
    assert_eq!(done.stored + told.stored, acknowledged);
    assert_eq!((a.waiting(), stored(&world).await), (0, (acknowledged as i64, acknowledged as i64)));
    let account = a.account();
    assert_eq!((account.received, account.forwarded, account.refused), (acknowledged, acknowledged, 0));
    assert_eq!(account.repeated, told.stored, "what was sent twice is told");
    let root = world::superuser(&world.cluster).await;
    let gaps = root.query("SELECT from_ts, to_ts FROM plant.gap", &[]).await.unwrap();
    assert_eq!((gaps[0].get::<_, Timestamp>(0), gaps[0].get::<_, Timestamp>(1)), (gap.from, gap.to));

    // A gap that grows grows there; and the server's end in the middle of it all loses nothing.
    a.store.telemetry().append_with_gaps(&[], &[Gap { to: begin + Span::hours(1), ..gap }]).unwrap();
    acknowledged += a.collect(now());
    world.cluster.stop();
    assert!(a.forward().await.is_err());
    world.cluster.run();
    a.link = world.link(&world.a).await;
    a.link.sign_in_device(a.device, &[7; 32]).await.unwrap();
    a.forward().await.unwrap();
    assert_eq!((a.waiting(), stored(&world).await.0), (0, acknowledged as i64));
    let root = world::superuser(&world.cluster).await;
    let gaps = root.query("SELECT to_ts FROM plant.gap", &[]).await.unwrap();
    assert_eq!((gaps.len(), gaps[0].get::<_, Timestamp>(0)), (1, begin + Span::hours(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn live_readings_do_not_wait_for_a_backlog() {
    let Some(world) = World::new(postgres::Settings::default()).await else { return };
    let mut a = Workstation::new(&world).await;
    a.plant(500);
    a.sync().await;
    let begin = now() - Span::days(3);
    let mut acknowledged = 0;
    for n in 0..600 {
        acknowledged += a.collect(begin + Span::seconds(n));
    }
    // While the backlog drains, new ones come in every 50 ms.
    let live = {
        let (store, signals) = (a.store.clone(), a.signals.clone());
        tokio::task::spawn_blocking(move || {
            let (begun, mut sent) = (Instant::now(), Vec::new());
            while begun.elapsed() < Duration::from_secs(4) {
                std::thread::sleep(Duration::from_millis(50));
                let at = now();
                store.telemetry().append(&[reading(signals[0], at)]).unwrap();
                sent.push(at);
            }
            sent
        })
    };
    let root = world::superuser(&world.cluster).await;
    let delays = {
        let sql = "SELECT max(ts) FROM plant.reading WHERE ts > now() - interval '1 hour'";
        tokio::spawn(async move {
            let (begun, mut worst) = (Instant::now(), Span::zero());
            while begun.elapsed() < Duration::from_secs(4) {
                tokio::time::sleep(Duration::from_millis(100)).await;
                if begun.elapsed() > Duration::from_secs(2) {
                    let newest: Option<Timestamp> = root.query_one(sql, &[]).await.unwrap().get(0);
                    worst = worst.max(newest.map_or(Span::seconds(99), |at| now() - at));
                }
            }
            worst
        })
    };
    while !live.is_finished() || a.waiting() > 0 {
        a.forward().await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    acknowledged += live.await.unwrap().len() as u64;
    let worst = delays.await.unwrap();
    assert!(worst < Span::seconds(5), "a live reading waited {worst}");
    assert_eq!((a.waiting(), stored(&world).await), (0, (acknowledged as i64, acknowledged as i64)));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_from_a_backup_what_was_acknowledged_since_is_sent_again() {
    let Some(world) = World::new(postgres::Settings::default()).await else { return };
    let mut a = Workstation::new(&world).await;
    a.plant(3);
    a.sync().await;
    let begin = now() - Span::hours(1);
    let mut acknowledged = 0;
    for n in 0..100 {
        acknowledged += a.collect(begin + Span::seconds(n));
    }
    a.forward().await.unwrap();
    assert_eq!((a.waiting(), stored(&world).await.0), (0, acknowledged as i64));
    // As a restore would leave it: the newest readings are gone, the feed is another one, and a signal has another number.
    let root = world::superuser(&world.cluster).await;
    let sql = "DELETE FROM plant.reading WHERE ts > $1";
    root.execute(sql, &[&(begin + Span::seconds(40))]).await.unwrap();
    root.batch_execute(
        "UPDATE sync.clock SET generation = gen_random_uuid(); UPDATE plant.mapping SET signal = signal + 50",
    )
    .await
    .unwrap();
    root.execute("UPDATE plant.reading SET signal = signal + 50", &[]).await.unwrap();
    let again = a.forward().await.unwrap();
    assert_eq!(again.stored, 3 * 59, "{again:?}");
    assert_eq!((a.waiting(), stored(&world).await), (0, (acknowledged as i64, acknowledged as i64)));
    assert_eq!(a.forward().await.unwrap().readings, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_workstation_holds_an_integration_and_an_old_fence_is_refused() {
    let Some(world) = World::new(postgres::Settings::default()).await else { return };
    let mut a = Workstation::new(&world).await;
    a.plant(2);
    a.sync().await;
    let ids = [a.integration.0];
    let (_, b) = enrolled(&world, &a.person).await;
    let of_a = a.link.hold_leases(&ids, TTL).await.unwrap().remove(0);
    let seen = b.hold_leases(&ids, TTL).await.unwrap().remove(0);
    assert!(of_a.is_mine && !seen.is_mine && of_a.fence == seen.fence && seen.holder == "PC");
    // Renewed it is the same one; twenty at once are one holder's.
    for _ in 0..20 {
        let (x, y) = tokio::join!(a.link.hold_leases(&ids, TTL), b.hold_leases(&ids, TTL));
        let (x, y) = (x.unwrap().remove(0), y.unwrap().remove(0));
        assert!(x.is_mine && !y.is_mine && x.fence == of_a.fence);
    }
    let fences: Fences = [(a.integration, of_a.fence)].into();
    a.forward_under(&fences).await.unwrap();
    a.link.hold_leases(&ids, TTL).await.unwrap();
    let live = a.collect(now());
    assert!(!a.forward_under(&fences).await.unwrap().lost_lease);

    // A is cut off: B takes over once the lease is over, within two of its lengths.
    let begun = Instant::now();
    let of_b = loop {
        let lease = b.hold_leases(&ids, TTL).await.unwrap().remove(0);
        if lease.is_mine {
            break lease;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert!(begun.elapsed() < Duration::from_secs(2 * u64::from(TTL)), "{:?}", begun.elapsed());
    assert!(of_b.fence > of_a.fence);
    // Back again, A's live readings are refused under the old fence; they were acknowledged, so they come all the same.
    let late = a.collect(now());
    let done = a.forward_under(&fences).await.unwrap();
    assert!(done.lost_lease, "{done:?}");
    a.forward().await.unwrap();
    assert_eq!((a.waiting(), stored(&world).await.0), (0, (live + late) as i64));
    let refused = a.link.upload(&one(&[ids[0]], &[of_a.fence])).await;
    assert!(matches!(&refused, Err(CentralError::Conflict(what)) if what == "fence"), "{refused:?}");
    assert!(!a.link.hold_leases(&ids, TTL).await.unwrap().remove(0).is_mine);
    // Given up, it is free at once, and the fence never goes back.
    b.release_leases(&ids).await.unwrap();
    let again = a.link.hold_leases(&ids, TTL).await.unwrap().remove(0);
    assert!(again.is_mine && again.fence > of_b.fence);
    // A person's session, and another tenant's workstation, hold nothing.
    assert!(a.person.hold_leases(&ids, TTL).await.is_err());
}

fn one<'a>(integrations: &'a [Uuid], fences: &'a [i64]) -> Upload<'a> {
    Upload {
        batch: Uuid::now_v7(),
        integrations,
        fences,
        signal: &[1],
        ts: &[Micros(1_790_000_000_000_000)],
        value: &[Some(1.0)],
        status: &[0],
        server_delta: &[None],
        receipt_delta: &[0],
    }
}

fn ids(a: &Workstation) -> Vec<Uuid> {
    let mappings = a.store.read(|c| store::mapping::active_for_integration(c, a.integration)).unwrap();
    mappings.into_iter().map(|(m, _)| m.id.0).collect()
}

fn reading(signal: SignalNo, at: Timestamp) -> Reading {
    Reading {
        signal,
        value: Some(signal.0 as f64),
        status: StatusCode::GOOD,
        source_time: at,
        server_time: Some(at),
        receipt_time: at + Span::milliseconds(5),
    }
}

fn site() -> Site {
    Site {
        id: SiteId::new(),
        code: "RTP".into(),
        name_en: "Ras".into(),
        name_ar: "رأس".into(),
        time_zone: "Asia/Riyadh".into(),
        latitude: None,
        longitude: None,
    }
}

fn metric(asset: &Asset, n: usize) -> Metric {
    Metric {
        id: MetricId::new(),
        asset_id: asset.id,
        name: format!("temperature_{n}"),
        unit: "Cel".into(),
        limits: Limits::default(),
    }
}

fn integration(id: IntegrationId) -> Integration {
    Integration {
        id,
        connector: ConnectorKind::Demo,
        name: "Demo".into(),
        config: serde_json::json!({}),
        status: IntegrationStatus::Inactive,
        last_sync_at: None,
        last_error: None,
    }
}

fn mapping(integration: IntegrationId, metric: MetricId, n: usize) -> SignalMapping {
    SignalMapping {
        id: MappingId::new(),
        signal: SignalNo(0),
        integration_id: integration,
        metric_id: metric,
        external_tag: format!("T{n}"),
        source_unit: "Cel".into(),
        scale: 1.into(),
        offset: 0.into(),
        is_active: true,
        sampling_interval_ms: None,
        deadband: None,
    }
}
