//! The accounts of readings, integration by integration: expected, received, stored, forwarded, waiting and missing, so
//! that nothing is lost silently; who collects; and what the disk still holds.

use crate::{
    Caller,
    capacity::{self, Capacity},
    central::leases,
    failures::{OrFailure, invalid},
    plant::Plant,
};
use domain::{Failure, Integration, IntegrationId, SignalNo, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct GetAccounting {
    /// Whole hours back from now, 1 to 2160; 24 where it is left out.
    pub hours: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Accounting {
    pub from: Timestamp,
    pub to: Timestamp,
    /// Of a central workspace: readings go on to the central database.
    pub is_central: bool,
    pub integrations: Vec<IntegrationAccount>,
    pub capacity: Capacity,
    /// What was let go before its time, the newest first.
    pub thinned: Vec<ThinnedRow>,
    /// Steps of what is let go where there is no room, in their order.
    pub order: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationAccount {
    pub integration_id: IntegrationId,
    pub name: String,
    /// Active signals.
    pub signals: u32,
    /// Acknowledged here, by the time of receipt.
    #[ts(type = "number")]
    pub received: u64,
    /// In the store, by the source's time, each (signal, source time) once.
    #[ts(type = "number")]
    pub stored: u64,
    /// Stored and missing together; null where nothing came in that could tell.
    pub expected: Option<f64>,
    /// What the gaps would have brought at the rate outside them: an estimate.
    pub missing: Option<f64>,
    /// Share of the signals' time that lies in no gap, 0 to 1.
    pub coverage: Option<f64>,
    #[ts(type = "number")]
    pub gaps: u64,
    /// Acknowledged by the central database; of those, the ones that it had already.
    #[ts(type = "number")]
    pub forwarded: u64,
    #[ts(type = "number")]
    pub repeated: u64,
    /// Received and not yet acknowledged there.
    #[ts(type = "number")]
    pub waiting: u64,
    /// That the central database can't keep: no such signal there, or an impossible time.
    #[ts(type = "number")]
    pub refused: u64,
    /// Who collects, where another workstation does.
    pub holder: Option<String>,
    pub is_collected_here: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ThinnedRow {
    pub at: Timestamp,
    pub step: String,
    #[ts(type = "number")]
    pub rows: u64,
}

const MOST_HOURS: u32 = 90 * 24;
const THINNED_SHOWN: u32 = 20;

pub async fn get_accounting(caller: &Caller<'_>, request: GetAccounting) -> Result<Accounting, Failure> {
    let plant = caller.plant()?;
    let hours = request.hours.unwrap_or(24);
    if !(1..=MOST_HOURS).contains(&hours) {
        return Err(invalid("config-number-out-of-range", "hours"));
    }
    let to = caller.now();
    let from = hour_of(to) - chrono::Duration::hours(i64::from(hours) - 1);
    let all = plant.store.read(store::integration::list).or_failure()?;
    let thinned = plant.store.read(|c| store::thinned::list(c, THINNED_SHOWN)).or_failure()?;
    Ok(Accounting {
        from,
        to,
        is_central: plant.central.is_some(),
        integrations: all.into_iter().map(|i| account(&plant, i, from, to)).collect::<Result<_, _>>()?,
        capacity: capacity::of(&plant)?,
        thinned: thinned.into_iter().map(|t| ThinnedRow { at: t.at, step: t.step, rows: t.rows }).collect(),
        order: capacity::ORDER.iter().map(|s| (*s).to_owned()).collect(),
    })
}

fn hour_of(at: Timestamp) -> Timestamp {
    let seconds = at.timestamp().rem_euclid(3_600);
    at - chrono::Duration::seconds(seconds) - chrono::Duration::nanoseconds(at.timestamp_subsec_nanos().into())
}

fn account(
    plant: &Plant,
    integration: Integration,
    from: Timestamp,
    to: Timestamp,
) -> Result<IntegrationAccount, Failure> {
    let id = integration.id;
    let (account, begun, signals, gap_seconds, gaps) = plant
        .store
        .read(|c| {
            let begun = store::account::first(c, id, from)?.unwrap_or(from).max(from);
            let filter = store::gap::GapFilter { integration_id: Some(id), from: begun, to, offset: 0, limit: 1 };
            let mappings = store::mapping::active_for_integration(c, id)?;
            let signals: Vec<SignalNo> = mappings.into_iter().map(|(mapping, _)| mapping.signal).collect();
            let gap_seconds = store::gap::seconds(c, id, begun, to)?;
            Ok((store::account::of(c, id, from, to)?, begun, signals, gap_seconds, store::gap::list(c, &filter)?.total))
        })
        .or_failure()?;
    let stored = plant.store.telemetry().count_of(&signals, from, to).or_failure()?;
    let seconds = (to - begun).as_seconds_f64().max(1.0) * signals.len() as f64;
    let coverage = (!signals.is_empty()).then(|| (1.0 - gap_seconds / seconds).clamp(0.0, 1.0));
    // At the rate of the time outside the gaps; a source that was never there tells no rate.
    let missing = coverage.filter(|c| *c > 0.0 && stored > 0).map(|c| stored as f64 * (1.0 - c) / c);
    Ok(IntegrationAccount {
        integration_id: id,
        signals: signals.len() as u32,
        received: account.received,
        stored,
        expected: missing.map(|m| stored as f64 + m),
        missing,
        coverage,
        gaps,
        forwarded: account.forwarded,
        repeated: account.repeated,
        // A standalone workspace sends nothing anywhere.
        waiting: plant
            .central
            .as_ref()
            .map_or(0, |_| account.received.saturating_sub(account.forwarded + account.refused)),
        refused: account.refused,
        holder: leases::holder(plant, id),
        is_collected_here: plant.supervisor.status(id, |_| ()).is_some(),
        name: integration.name,
    })
}
