//! `optria collect`: the active integrations and the jobs, without a window, for a site's always-on machine.

use crate::{
    output::{Outcome, print_json},
    session,
};
use app::{App, failures::failure};
use domain::{ErrorCode, Failure};
use serde_json::json;
use std::{sync::Arc, time::Duration};

pub async fn run(app: &Arc<App>, duration: Option<Duration>) -> Result<Outcome, Failure> {
    session::open(app).await?;
    let plant = app.plant()?;
    if plant.supervisor.is_elsewhere() {
        return Err(failure(ErrorCode::Conflict, "collecting-elsewhere"));
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
    }
    plant.supervisor.stop_all().await;
    let readings = plant.store.telemetry().throughput().readings - before;
    print_json(&json!({ "readings": readings, "seconds": started.elapsed().as_secs_f64() }));
    Ok(Outcome::Done)
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
