//! `optria collect`: the active integrations and the jobs, without a window, for a site's always-on machine.

use crate::{
    output::{Outcome, print_json, print_refusal, with_texts},
    session,
};
use app::{App, collected::collected, failures::failure, plant::Plant, texts::Language};
use domain::{ErrorCode, Failure};
use serde_json::json;
use std::{collections::HashSet, sync::Arc, time::Duration};

/// How often it is looked whether an integration was refused.
const LOOK: Duration = Duration::from_secs(1);

/// Ends when the time is over, when it is interrupted, or when every active integration is refused. Each refusal is told
/// on standard error when it happens, and makes the answer a no.
/// Where a person is named their changes go to the central database meanwhile.
pub async fn run(
    app: &Arc<App>,
    person: Option<String>,
    duration: Option<Duration>,
    language: Language,
) -> Result<Outcome, Failure> {
    session::visit(app, person, async |door| {
        session::tell_recovery(door, language).await;
        collect(app, duration, language).await
    })
    .await
}

async fn collect(app: &Arc<App>, duration: Option<Duration>, language: Language) -> Result<Outcome, Failure> {
    let plant = app.plant()?;
    if plant.supervisor.is_elsewhere() {
        return Err(failure(ErrorCode::Conflict, "collecting-elsewhere"));
    }
    if collected(&plant)?.is_empty() {
        return Err(failure(ErrorCode::Conflict, "collecting-nothing"));
    }
    let before = plant.store.telemetry().throughput().readings;
    let started = std::time::Instant::now();
    let pause = async {
        match duration {
            Some(duration) => tokio::time::sleep(duration).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = pause => {}
        () = interrupted() => {}
        refused = all_refused(&plant, language) => refused?,
    }
    let integrations = collected(&plant)?;
    plant.supervisor.stop_all().await;
    let readings = plant.store.telemetry().throughput().readings - before;
    let is_complete = integrations.iter().all(|i| i.problem.is_none());
    let answer = json!({
        "readings": readings,
        "seconds": started.elapsed().as_secs_f64(),
        "integrations": integrations,
    });
    print_json(&with_texts(answer, language));
    Ok(if is_complete { Outcome::Done } else { Outcome::NotReady })
}

/// Tells of each refusal once, and ends when nothing is left that could collect.
async fn all_refused(plant: &Plant, language: Language) -> Result<(), Failure> {
    let mut told = HashSet::new();
    loop {
        let integrations = collected(plant)?;
        for one in &integrations {
            match &one.problem {
                Some(problem) if told.insert(one.name.clone()) => print_refusal(&one.name, problem, language),
                Some(_) => {}
                None => drop(told.remove(&one.name)),
            }
        }
        if integrations.iter().all(|i| i.problem.is_some()) {
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Ctrl-C, or the service manager's SIGTERM.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// `30s`, `5m`, `2h`, or seconds.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len()));
    let seconds_each = match unit {
        "" | "s" => 1.0,
        "m" => 60.0,
        "h" => 3_600.0,
        _ => return Err(format!("no such unit of time: {unit} (s, m or h)")),
    };
    match number.parse::<f64>() {
        Ok(n) if n.is_finite() && n > 0.0 && n < 1e7 => Ok(Duration::from_secs_f64(n * seconds_each)),
        _ => Err(format!("not a time: {text} (30s, 5m, 2h)")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        assert_eq!(parse_duration("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(parse_duration("1.5m"), Ok(Duration::from_secs(90)));
        assert_eq!(parse_duration("2h"), Ok(Duration::from_secs(7_200)));
        for bad in ["", "s", "-1s", "0", "1d", "NaN", "inf", "1e9h"] {
            assert!(parse_duration(bad).is_err(), "{bad}");
        }
    }
}
