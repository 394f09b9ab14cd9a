//! The pipeline on a disk that fills up and gets room again, and on a store that is damaged under it.

use super::*;
use crate::{App, Clock, Door, Duties, Settings, Vault};
use connectors::event_channel;
use domain::{Gap, GapReason, RawValue, StatusCode, Timestamp};
use rust_decimal::Decimal;
use serde_json::json;
use std::{
    fs::OpenOptions,
    io::{Seek, SeekFrom, Write},
    path::Path,
};
use tempfile::TempDir;
use tokio::{sync::mpsc::Sender, task::JoinHandle};

const SIGNAL: SignalNo = SignalNo(1);
const BATCH: i64 = 2_000;

/// A pipeline on a workspace of its own, fed by hand.
struct Running {
    plant: Arc<Plant>,
    status: Arc<Mutex<Status>>,
    cancel: CancellationToken,
    acknowledged: Arc<Mutex<Vec<Timestamp>>>,
    events: Sender<SourceEvent>,
    pipeline: JoinHandle<()>,
    folder: TempDir,
    _app: Arc<App>,
}

async fn running() -> Running {
    let folder = tempfile::tempdir().unwrap();
    let app =
        App::new(folder.path().to_owned(), Settings::default(), Vault::memory(), Clock::Machine, Duties::AnswerOnly);
    let administrator = json!({"email": "a@plant.example", "displayName": "A", "password": "a long enough password"});
    let request = json!({"kind": "empty", "administrator": administrator});
    Door::new(app.clone()).call("create_workspace", request).await.unwrap();
    let plant = app.plant().unwrap();
    let acknowledged: Arc<Mutex<Vec<Timestamp>>> = Arc::default();
    let witness = acknowledged.clone();
    plant.store.telemetry().on_acknowledged(move |some| witness.lock().extend(some.iter().map(|r| r.source_time)));

    let conversion = Conversion::new(Decimal::ONE, Decimal::ZERO, "1", "1").unwrap();
    let route = Route { conversion, external_tag: "nsu=urn:plant;s=TI-1".into() };
    let now = plant.clock.now();
    let status = Arc::new(Mutex::new(Status::new(ConnectionState::Streaming, now)));
    let cancel = CancellationToken::new();
    let pipeline = Pipeline {
        plant: plant.clone(),
        integration: IntegrationId::new(),
        routes: HashMap::from([(SIGNAL, route)]),
        status: status.clone(),
        cancel: cancel.clone(),
    };
    let (events, receiver) = event_channel();
    let pipeline = tokio::task::spawn_blocking(move || pipeline.run(receiver));
    Running { plant, status, cancel, acknowledged, events, pipeline, folder, _app: app }
}

impl Running {
    async fn send(&self, batch: i64) {
        let raw = (batch * BATCH..(batch + 1) * BATCH).map(|n| RawReading {
            signal: SIGNAL,
            value: RawValue::Number(n as f64),
            status: StatusCode::GOOD,
            source_time: second(n),
            server_time: None,
            receipt_time: second(n),
        });
        self.events.send(SourceEvent::Readings(raw.collect())).await.unwrap();
    }

    fn stored(&self) -> Vec<Timestamp> {
        let all = self.plant.store.telemetry().readings(SIGNAL, Timestamp::MIN_UTC, Timestamp::MAX_UTC, usize::MAX);
        all.unwrap().iter().map(|r| r.source_time).collect()
    }

    fn problem(&self) -> Option<String> {
        self.status.lock().store_problem.as_ref().map(|failure| failure.message.id.to_string())
    }

    async fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while !holds(self) {
            assert!(Instant::now() < deadline, "{what}: {:?}", self.status.lock());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The same error as from a full disk, without filling one: the file may not grow beyond so many pages.
    fn limit(&self, pages: u64) {
        let sql = format!("PRAGMA max_page_count = {pages}");
        self.plant.store.write(|t| Ok(t.query_row(&sql, [], |_| Ok(()))?)).unwrap();
    }
}

fn second(n: i64) -> Timestamp {
    Timestamp::from_timestamp(1_750_000_000 + n, 0).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_and_what_came_meanwhile_is_stored_once_when_there_is_room() {
    let running = running().await;
    running.send(0).await;
    running.until("the first batch", |r| r.acknowledged.lock().len() == BATCH as usize).await;

    let size = running.plant.store.size();
    running.limit((size.file_bytes + size.wal_bytes) / 4096 + 30);
    let mut sent = 1;
    while running.problem().is_none() {
        assert!(sent < 100, "the disk never filled up");
        running.send(sent).await;
        sent += 1;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    assert_eq!(running.problem().as_deref(), Some("store-disk-full"));
    // Telling costs nobody what was acknowledged, and nothing more is.
    let acknowledged = running.acknowledged.lock().clone();
    assert_eq!(running.stored(), acknowledged);
    assert!(acknowledged.len() < (sent * BATCH) as usize);
    let gap = Gap {
        signal: SIGNAL,
        from: second(sent * BATCH - 1),
        to: second(sent * BATCH),
        reason: GapReason::QueueOverflow,
    };
    running.events.send(SourceEvent::Gap(gap)).await.unwrap();
    running.send(sent).await;
    sent += 1;
    tokio::time::sleep(DISK_RETRY + Duration::from_millis(500)).await;
    assert_eq!(running.stored(), acknowledged, "the disk is still full");
    assert_eq!(running.problem().as_deref(), Some("store-disk-full"));

    running.limit(1_000_000);
    running.until("all is stored", |r| r.stored().len() == (sent * BATCH) as usize).await;
    running.until("the problem is over", |r| r.problem().is_none()).await;
    assert_eq!(running.stored(), (0..sent * BATCH).map(second).collect::<Vec<_>>());
    assert_eq!(*running.acknowledged.lock(), running.stored(), "each acknowledged once");
    let gaps = running.plant.store.read(|c| store::gap::list_for_signal(c, SIGNAL, second(0), second(1 << 20)));
    assert_eq!(gaps.unwrap(), [gap]);
    assert!(!running.cancel.is_cancelled());
    drop(running.events);
    running.pipeline.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_on_a_full_disk_it_stops() {
    let running = running().await;
    running.limit(1);
    let mut sent = 0;
    while running.problem().is_none() {
        assert!(sent < 1_000, "free pages never ran out");
        running.send(sent).await;
        sent += 1;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let acknowledged = running.acknowledged.lock().clone();
    running.cancel.cancel();
    tokio::time::timeout(DISK_RETRY * 3, running.pipeline).await.expect("it does not wait for the disk").unwrap();
    let all = running.plant.store.telemetry().readings(SIGNAL, second(0), second(1 << 24), usize::MAX).unwrap();
    assert_eq!(all.iter().map(|r| r.source_time).collect::<Vec<_>>(), acknowledged);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_store_is_not_retried_but_stops_the_integration_with_its_remedy() {
    let running = running().await;
    running.send(0).await;
    running.until("the first batch", |r| r.acknowledged.lock().len() == BATCH as usize).await;
    running.plant.store.write(|t| Ok(t.execute_batch("PRAGMA shrink_memory")?)).unwrap();
    for name in ["optria.db", "optria.db-wal"] {
        spoil(&running.folder.path().join(name));
    }
    let before = Instant::now();
    running.send(1).await;
    running.until("it gives up", |r| matches!(r.status.lock().state, ConnectionState::Failed { .. })).await;
    assert!(before.elapsed() < DISK_RETRY, "waiting does not mend it");
    assert_eq!(running.problem().as_deref(), Some("store-damaged"));
    let state = running.status.lock().state.clone();
    let ConnectionState::Failed { cause, remedy } = state else { unreachable!() };
    assert_eq!((cause.id.to_string(), remedy.id.to_string()), ("store-damaged".into(), "store-damaged-remedy".into()));
    running.pipeline.await.unwrap();
    assert!(running.cancel.is_cancelled(), "the source is told to stop");
    assert!(running.events.is_closed());
    assert_eq!(running.acknowledged.lock().len(), BATCH as usize, "nothing more was acknowledged");
}

/// Everything behind the first page.
fn spoil(path: &Path) {
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    let length = file.metadata().unwrap().len();
    file.seek(SeekFrom::Start(4096)).unwrap();
    file.write_all(&vec![0xA5; length.saturating_sub(4096) as usize]).unwrap();
    file.sync_all().unwrap();
}
