//! Store and forward: readings and gaps that this workstation has acknowledged go to the central database in batches
//! ordered by signal and time. Two lanes over one connection: what comes in now goes at once, under its lease's fence; what
//! waited longer drains beside it, so that a live reading waits for the batches on their way at most.
//!
//! ```text
//! forward_sheet -> take (reads) -> ingest.upload -> receipt -> settle (removes, accounts): a kill anywhere sends again,
//! and (signal, source time) is stored once
//! ```
//! Two drain at a time: while the database works on the batch of one, that of the other is settled and the next one is put
//! together and sent, so that neither side waits for the other.

use crate::{Result, pace::Pace};
use central::{CentralError, Link, Micros, Upload};
use chrono::Utc;
use domain::{IntegrationId, MappingId, Timestamp};
use std::{
    collections::HashMap,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use store::{
    outbox,
    telemetry::{
        Forward,
        forward::{Batch, Columns, Recognized, UploadReceipt},
    },
};
use tokio::{sync::Mutex, try_join};
use uuid::Uuid;

/// Live readings sent at a time; more than that came in faster than they went, and drain.
const LIVE: usize = 20_000;
/// How often what has come in is looked for beside what drains.
const LOOK_FOR_LIVE: Duration = Duration::from_millis(100);
const GAPS: u32 = 5_000;
/// How often signals without a number are asked for.
const ASK_AGAIN: Duration = Duration::from_secs(60);

/// Under which fence each integration is collected here.
pub type Fences = HashMap<IntegrationId, i64>;

/// Where the lanes part; kept as long as the process forwards.
#[derive(Debug, Default)]
pub struct Uploader {
    /// What came after this sheet is live.
    live_after: Option<i64>,
    pace: Pace,
    /// When signals without a number were asked for, at which place of the feed, and how many there were.
    asked: Option<(Instant, Option<i64>, usize)>,
}

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forwarded {
    pub readings: u64,
    pub stored: u64,
    pub gaps: u64,
    /// Nothing waits any more that could be sent.
    pub is_drained: bool,
    /// A fence was old: another workstation holds a lease that this one believed to have.
    pub lost_lease: bool,
}

impl Uploader {
    /// Sends until nothing waits or the time is used up. On an error what was not settled is sent again.
    pub async fn round(
        &mut self,
        forward: &Forward,
        link: &Link,
        device: Uuid,
        fences: &Fences,
        budget: Duration,
    ) -> Result<Forwarded> {
        // On an error what waited meanwhile drains; what comes then is live.
        let live_after = self.live_after.take();
        self.number(forward, link).await?;
        let gaps = gaps(forward, link).await?;
        let live_after = live_after.map_or_else(|| forward.newest(), Ok)?;
        let way = Way { forward, link, device, until: Instant::now() + budget, pace: &self.pace };
        let (place, is_draining) = (Mutex::new(0), AtomicBool::new(true));
        let drained = async {
            let both = try_join!(way.drain(&place, live_after), way.drain(&place, live_after));
            is_draining.store(false, Ordering::Relaxed);
            both
        };
        let ((one, other), (live, newest)) = try_join!(drained, way.live(live_after, fences, &is_draining))?;
        self.live_after = Some(newest);
        Ok(Forwarded {
            readings: one.readings + other.readings + live.readings,
            stored: one.stored + other.stored + live.stored,
            gaps,
            is_drained: one.is_drained && other.is_drained && live.is_drained && !live.lost_lease,
            lost_lease: live.lost_lease,
        })
    }

    /// Asks for the numbers of signals that have none: at once where something has changed on either side, else now and
    /// then.
    async fn number(&mut self, forward: &Forward, link: &Link) -> Result<()> {
        let feed = link.poll().await?;
        let seq = feed.map(|f| f.0);
        if let Some((_, generation)) = feed {
            let origin = format!("{} {} {generation}", link.greeting.system, link.greeting.timeline);
            match forward.recognize(&origin)? {
                Recognized::Same => {}
                Recognized::First => forward.adopt(&origin)?,
                Recognized::Other => {
                    send_again(forward, link).await?;
                    forward.adopt(&origin)?;
                }
            }
        }
        let missing = forward.unnumbered()?;
        let is_due =
            self.asked.is_none_or(|(at, place, n)| place != seq || n != missing.len() || at.elapsed() >= ASK_AGAIN);
        if !is_due {
            return Ok(());
        }
        self.asked = Some((Instant::now(), seq, missing.len()));
        let ids: Vec<Uuid> = missing.iter().map(|m| m.0).collect();
        let mut numbers = HashMap::new();
        for some in ids.chunks(10_000) {
            numbers.extend(link.signal_numbers(some).await?.into_iter().map(|(id, number)| (MappingId(id), number)));
        }
        // None of a mapping whose operation waits: its readings wait with it.
        forward.learn(&numbers)?;
        Ok(())
    }
}

/// From this store over this line, as long as there is time.
struct Way<'a> {
    forward: &'a Forward,
    link: &'a Link,
    device: Uuid,
    until: Instant,
    pace: &'a Pace,
}

impl Way<'_> {
    /// What waited up to a sheet; a batch at least. Several may do so at once: `place` is the sheet that they have come to
    /// together.
    async fn drain(&self, place: &Mutex<i64>, to: i64) -> Result<Forwarded> {
        let (mut done, without) = (Forwarded::default(), Fences::new());
        loop {
            let mut after = place.lock().await;
            let Some(batch) = take(self.forward, *after, to, self.pace.readings()).await? else {
                done.is_drained = true;
                return Ok(done);
            };
            *after = batch.last();
            drop(after);
            let receipt = self.send(&batch, &without).await?;
            done.add(receipt);
            settle(self.forward, batch, receipt).await?;
            if Instant::now() >= self.until {
                return Ok(done);
            }
        }
    }

    /// What has come in after a sheet, and comes in as long as others drain; and the sheet that it has come to.
    async fn live(&self, after: i64, fences: &Fences, is_draining: &AtomicBool) -> Result<(Forwarded, i64)> {
        let (mut done, mut after) = (Forwarded::default(), after);
        loop {
            let is_last = !is_draining.load(Ordering::Relaxed);
            match take(self.forward, after, i64::MAX, self.pace.readings().min(LIVE)).await? {
                Some(batch) => match self.send(&batch, fences).await {
                    Ok(receipt) => {
                        after = batch.last();
                        done.add(receipt);
                        settle(self.forward, batch, receipt).await?;
                    }
                    Err(CentralError::Conflict(what)) if what == "fence" => {
                        done.lost_lease = true;
                        // It was acknowledged here: it drains in the next round, without a fence.
                        return Ok((done, self.forward.newest()?));
                    }
                    Err(e) => return Err(e.into()),
                },
                None if is_last => {
                    done.is_drained = true;
                    return Ok((done, after));
                }
                None => tokio::time::sleep(LOOK_FOR_LIVE).await,
            }
            if Instant::now() >= self.until {
                return Ok((done, after));
            }
        }
    }

    async fn send(&self, batch: &Batch, fences: &Fences) -> std::result::Result<UploadReceipt, CentralError> {
        let begun = Instant::now();
        let receipt = send(self.link, self.device, batch, fences).await?;
        self.pace.answered(batch.columns.len(), begun.elapsed());
        Ok(receipt)
    }
}

/// The database was restored from a backup: from where its readings end now, what the store has goes once more.
async fn send_again(forward: &Forward, link: &Link) -> Result<()> {
    let ends: HashMap<Uuid, Timestamp> = link.newest_readings(&[]).await?.into_iter().collect();
    let (mappings, long_ago) = (forward.unnumbered()?, Utc::now() - chrono::Duration::days(outbox::KEPT_DAYS));
    let after: Vec<_> = mappings.into_iter().map(|m| (m, ends.get(&m.0).copied().unwrap_or(long_ago))).collect();
    let forward = forward.clone();
    let queued = off_thread(move || forward.send_again(&after)).await?;
    tracing::warn!(readings = queued, "the central database is another one than before: they are sent again");
    Ok(())
}

impl Forwarded {
    fn add(&mut self, receipt: UploadReceipt) {
        self.readings += receipt.received;
        self.stored += receipt.stored;
    }
}

async fn take(forward: &Forward, after: i64, to: i64, most: usize) -> Result<Option<Batch>> {
    let forward = forward.clone();
    off_thread(move || forward.take(after, to, most)).await
}

async fn settle(forward: &Forward, batch: Batch, receipt: UploadReceipt) -> Result<()> {
    let forward = forward.clone();
    off_thread(move || forward.settle(&batch, receipt)).await
}

/// The store blocks: off the async threads.
async fn off_thread<T: Send + 'static>(f: impl FnOnce() -> store::Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(f).await {
        Ok(done) => Ok(done?),
        Err(e) => Err(crate::SyncError::Answer(e.to_string())),
    }
}

async fn send(
    link: &Link,
    device: Uuid,
    batch: &Batch,
    fences: &Fences,
) -> std::result::Result<UploadReceipt, CentralError> {
    // Everything in it is held back: nothing to ask.
    if batch.columns.is_empty() {
        return Ok(UploadReceipt::default());
    }
    let held: Vec<(Uuid, i64)> = batch.integrations.iter().filter_map(|i| Some((i.0, *fences.get(i)?))).collect();
    let (integrations, fences): (Vec<Uuid>, Vec<i64>) = held.into_iter().unzip();
    let columns = &batch.columns;
    let ts: Vec<Micros> = columns.ts.iter().map(|ts| Micros(*ts)).collect();
    let uploaded = link
        .upload(&Upload {
            batch: id(device, columns),
            integrations: &integrations,
            fences: &fences,
            signal: &columns.signal,
            ts: &ts,
            value: &columns.value,
            status: &columns.status,
            server_delta: &columns.server_delta,
            receipt_delta: &columns.receipt_delta,
        })
        .await?;
    Ok(UploadReceipt { received: uploaded.received, stored: uploaded.stored, refused: uploaded.refused })
}

/// The same readings of the same workstation are the same batch (FNV-1a, 128 bits, over their keys). Not of the sheets'
/// numbers: those begin anew in a store that was salvaged.
fn id(device: Uuid, columns: &Columns) -> Uuid {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let keys = columns.signal.iter().zip(&columns.ts).flat_map(|(signal, ts)| [*signal as u128, *ts as u128]);
    let hash = keys.fold(device.as_u128(), |hash, key| (hash ^ key).wrapping_mul(PRIME));
    uuid::Builder::from_random_bytes(hash.to_be_bytes()).into_uuid()
}

async fn gaps(forward: &Forward, link: &Link) -> Result<u64> {
    let mut sent = 0;
    loop {
        let gaps = forward.gaps(GAPS)?;
        let signal: Vec<i64> = gaps.iter().map(|g| g.signal).collect();
        let from: Vec<Micros> = gaps.iter().map(|g| Micros(g.from)).collect();
        let to: Vec<Micros> = gaps.iter().map(|g| Micros(g.to)).collect();
        let reason: Vec<&str> = gaps.iter().map(|g| g.reason.as_str()).collect();
        if gaps.is_empty() {
            return Ok(sent);
        }
        link.upload_gaps(&signal, &from, &to, &reason).await?;
        forward.settle_gaps(&gaps)?;
        sent += gaps.len() as u64;
        if gaps.len() < GAPS as usize {
            return Ok(sent);
        }
    }
}

/// How long a queue takes to drain at the rate it goes, while so much comes in; `None` where it does not get shorter.
pub fn time_to_drain(waiting: u64, sent_per_second: f64, received_per_second: f64) -> Option<Duration> {
    let shrinks = sent_per_second - received_per_second;
    (waiting == 0).then_some(Duration::ZERO).or_else(|| {
        (shrinks > 0.0).then(|| Duration::try_from_secs_f64(waiting as f64 / shrinks).unwrap_or(Duration::MAX))
    })
}
