//! Failures and overhauls of the demo plant's machines since they were installed: lives drawn from a Weibull distribution
//! of each family, so that a fit finds again what was put in. Repeatable: same seed, same history.

use super::{DemoPlant, noise, plant::id};
use chrono::Duration;
use domain::asset_event::{AssetEvent, AssetEventKind, FailureMode, MaintenanceWork};
use domain::{Family, PersonId, Timestamp};
use rust_decimal::Decimal;

/// How a family lives.
struct FamilyLife {
    /// Days by which 63.2 % have failed.
    eta_days: f64,
    /// Above 1: it ages.
    beta: f64,
    modes: &'static [FailureMode],
    /// Mean hours of standing still after a failure, and its mean cost in SAR.
    downtime_hours: f64,
    cost: f64,
}

/// Of so many lives one is ended by a planned overhaul before it fails.
const OVERHAULED: f64 = 0.25;
/// The overhaul comes between these shares of the scale.
const OVERHAUL_AGE: (f64, f64) = (0.5, 0.9);

fn life_of(family: Family) -> Option<FamilyLife> {
    use FailureMode::*;
    let life =
        |eta_days, beta, modes, downtime_hours, cost| Some(FamilyLife { eta_days, beta, modes, downtime_hours, cost });
    match family {
        Family::Pump => life(780.0, 2.1, &[ExternalLeakProcess, Vibration, Breakdown, LowOutput][..], 14.0, 48_000.0),
        Family::Compressor => {
            life(1_150.0, 1.8, &[Vibration, HighOutput, SpuriousStop, Overheating][..], 36.0, 210_000.0)
        }
        Family::GasTurbine => life(1_600.0, 1.6, &[SpuriousStop, FailToStart, Overheating][..], 60.0, 620_000.0),
        Family::SteamTurbine => life(2_000.0, 1.7, &[Vibration, InternalLeak, FailToStart][..], 54.0, 480_000.0),
        Family::ElectricMotor => life(1_400.0, 1.5, &[Overheating, Vibration, Breakdown][..], 10.0, 39_000.0),
        Family::ElectricGenerator => life(1_800.0, 1.6, &[Overheating, FailToStart, Vibration][..], 48.0, 350_000.0),
        Family::HeatExchanger => life(1_500.0, 2.6, &[Plugged, InternalLeak, ExternalLeakProcess][..], 30.0, 95_000.0),
        Family::Valve => {
            life(1_250.0, 1.4, &[InternalLeak, ExternalLeakProcess, ParameterDeviation][..], 6.0, 17_000.0)
        }
        Family::Transformer => life(3_800.0, 2.8, &[Overheating, Breakdown][..], 96.0, 730_000.0),
        Family::Fan => life(950.0, 1.9, &[Vibration, Breakdown, Noise][..], 9.0, 21_000.0),
        Family::Vessel | Family::Instrument | Family::Other => None,
    }
}

/// All that was recorded up to `until`, oldest first within each asset.
pub fn life_history(plant: &DemoPlant, seed: u64, until: Timestamp, recorded_by: PersonId) -> Vec<AssetEvent> {
    let mut events = Vec::new();
    for asset in &plant.assets {
        let (Some(life), Some(installed)) = (life_of(asset.family), asset.installed_on) else { continue };
        let key = noise::key(seed, &format!("lives of {}", asset.tag_code));
        let mut at = installed.and_time(chrono::NaiveTime::MIN).and_utc();
        for place in 0.. {
            let draw = |what: i64| noise::uniform(key, 8 * place + what);
            let fails = life.eta_days * (-(1.0 - draw(2)).ln()).powf(1.0 / life.beta);
            let (from, to) = OVERHAUL_AGE;
            let due = life.eta_days * (from + (to - from) * draw(1));
            // It may fail before the overhaul comes.
            let (what, days) = if draw(0) < OVERHAULED && due <= fails {
                (AssetEventKind::Maintenance { work: MaintenanceWork::Overhaul }, due)
            } else {
                (failure(&life, draw(3)), fails)
            };
            at += Duration::minutes((days * 1_440.0) as i64 + 60);
            if at > until {
                break;
            }
            let share = 0.5 + draw(4);
            let is_failure = matches!(what, AssetEventKind::Failure { .. });
            let (hours, cost) = if is_failure {
                (life.downtime_hours, life.cost)
            } else {
                (0.4 * life.downtime_hours, 0.35 * life.cost)
            };
            events.push(AssetEvent {
                id: domain::AssetEventId(id(seed, "event", &format!("{} {place}", asset.tag_code))),
                asset_id: asset.id,
                at,
                what,
                downtime_hours: Some((hours * share * 10.0).round() / 10.0),
                cost: Some(Decimal::from((cost * share / 100.0).round() as i64 * 100)),
                note: String::new(),
                recorded_by,
                recorded_at: at,
                version: 1,
            });
        }
    }
    events
}

fn failure(life: &FamilyLife, draw: f64) -> AssetEventKind {
    let place = (draw * life.modes.len() as f64) as usize;
    AssetEventKind::Failure { mode: life.modes[place.min(life.modes.len() - 1)] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;

    #[test]
    fn the_history_is_repeatable_and_lies_between_installation_and_now() {
        let plant = demo::plant(42);
        let until = "2026-11-22T12:00:00Z".parse().expect("a moment");
        let by = PersonId::new();
        let events = life_history(&plant, 42, until, by);
        assert_eq!(events, life_history(&plant, 42, until, by));
        assert_ne!(events.len(), life_history(&plant, 43, until, by).len());
        assert!(events.len() > 200, "{}", events.len());
        for event in &events {
            let asset = plant.assets.iter().find(|a| a.id == event.asset_id).expect("an asset of the plant");
            let installed = asset.installed_on.expect("machines have a day").and_time(chrono::NaiveTime::MIN).and_utc();
            assert!(installed < event.at && event.at <= until, "{} at {}", asset.tag_code, event.at);
        }
    }

    #[test]
    fn pumps_fail_as_their_distribution_says() {
        let plant = demo::plant(42);
        let until = "2026-11-22T12:00:00Z".parse().expect("a moment");
        let events = life_history(&plant, 42, until, PersonId::new());
        let lives: Vec<f64> = plant
            .assets
            .iter()
            .filter(|a| a.family == Family::Pump)
            .flat_map(|a| {
                let own: Vec<_> = events.iter().filter(|e| e.asset_id == a.id).cloned().collect();
                let installed = a.installed_on.map(|d| d.and_time(chrono::NaiveTime::MIN).and_utc());
                domain::asset_event::lives(&own, installed, None, until).0
            })
            .filter(|l| l.failed)
            .map(|l| l.hours / 24.0)
            .collect();
        let mean = lives.iter().sum::<f64>() / lives.len() as f64;
        // Failures before an overhaul only: shorter than the mean life of 691 days.
        assert!(lives.len() > 30 && (450.0..800.0).contains(&mean), "{} {mean}", lives.len());
    }
}
