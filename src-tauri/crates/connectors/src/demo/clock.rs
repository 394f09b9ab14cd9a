//! The plant's own clock. Readings carry wall time; daily cycles and faults follow plant time, which runs `speed`
//! times as fast from an anchor on. The anchor is kept in the configuration, so that neither a restart nor a change
//! of speed makes the plant jump.

use domain::{ErrorCode, Failure, Message, Timestamp};
use serde_json::{Value, json};

/// Where the anchor of a configuration without one is: 2026-01-01T00:00:00Z.
const DEFAULT_ANCHOR_MS: i64 = 1_767_225_600_000;
pub const DEFAULT_SEED: u64 = 42;
pub const MAX_SEED: u64 = u32::MAX as u64;
pub const SPEED_RANGE: (f64, f64) = (1.0, 3_600.0);
pub const DEFAULT_SAMPLE_INTERVAL_MS: u32 = 2_000;
pub const SAMPLE_INTERVAL_RANGE_MS: (f64, f64) = (100.0, 60_000.0);

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DemoConfig {
    pub seed: u64,
    pub sample_interval_ms: u32,
    pub clock: PlantClock,
    /// Plant time to which the faults' onsets refer: when the demo plant was made.
    pub plant_epoch_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlantClock {
    pub speed: f64,
    /// The speed before the anchor: history was 1x when the plant was made, the former speed after a change.
    pub speed_before: f64,
    pub anchor_wall_ms: i64,
    pub anchor_plant_ms: i64,
}

impl PlantClock {
    /// Plant time, in milliseconds since 1970, at a wall time in the same measure.
    pub fn plant_ms(&self, wall_ms: i64) -> i64 {
        let since = wall_ms - self.anchor_wall_ms;
        let speed = if since >= 0 { self.speed } else { self.speed_before };
        self.anchor_plant_ms + (since as f64 * speed).round() as i64
    }
}

impl DemoConfig {
    pub fn parse(config: &Value) -> Result<Self, Failure> {
        let speed = number(config, "speed", SPEED_RANGE, 1.0)?;
        let time = (0.0, 1e14);
        let anchor_wall_ms = number(config, "anchorWallMs", time, DEFAULT_ANCHOR_MS as f64)? as i64;
        let anchor_plant_ms = number(config, "anchorPlantMs", time, anchor_wall_ms as f64)? as i64;
        Ok(Self {
            seed: number(config, "seed", (0.0, MAX_SEED as f64), DEFAULT_SEED as f64)? as u64,
            sample_interval_ms: number(
                config,
                "sampleIntervalMs",
                SAMPLE_INTERVAL_RANGE_MS,
                f64::from(DEFAULT_SAMPLE_INTERVAL_MS),
            )? as u32,
            clock: PlantClock {
                speed,
                speed_before: number(config, "speedBefore", SPEED_RANGE, 1.0)?,
                anchor_wall_ms,
                anchor_plant_ms,
            },
            plant_epoch_ms: number(config, "plantEpochMs", time, DEFAULT_ANCHOR_MS as f64)? as i64,
        })
    }
}

/// The configuration of a demo plant that begins now: its faults stand where they stand in a fresh demo.
pub fn fresh_config(seed: u64, now: Timestamp) -> Value {
    let now = now.timestamp_millis();
    json!({
        "seed": seed.min(MAX_SEED), "speed": 1, "sampleIntervalMs": DEFAULT_SAMPLE_INTERVAL_MS,
        "anchorWallMs": now, "anchorPlantMs": now, "plantEpochMs": now, "speedBefore": 1
    })
}

/// The same plant at another speed from `now` on: plant time is the same just before and just after.
pub fn with_speed(config: &Value, new_speed: f64, now: Timestamp) -> Result<Value, Failure> {
    let old = DemoConfig::parse(config)?;
    if !(SPEED_RANGE.0..=SPEED_RANGE.1).contains(&new_speed) {
        return Err(out_of_range("speed", SPEED_RANGE));
    }
    let wall_ms = now.timestamp_millis();
    let mut next = config.as_object().cloned().unwrap_or_default();
    next.insert("speed".into(), json!(new_speed));
    next.insert("speedBefore".into(), json!(old.clock.speed));
    next.insert("anchorWallMs".into(), json!(wall_ms));
    next.insert("anchorPlantMs".into(), json!(old.clock.plant_ms(wall_ms)));
    next.insert("plantEpochMs".into(), json!(old.plant_epoch_ms));
    Ok(Value::Object(next))
}

fn number(config: &Value, field: &str, range: (f64, f64), default: f64) -> Result<f64, Failure> {
    match config.get(field) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => {
            value.as_f64().filter(|n| (range.0..=range.1).contains(n)).ok_or_else(|| out_of_range(field, range))
        }
    }
}

fn out_of_range(field: &str, (min, max): (f64, f64)) -> Failure {
    Failure::new(
        ErrorCode::Invalid,
        Message::new("demo-config-out-of-range").with("field", field).with("min", min).with("max", max),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn at(ms: i64) -> Timestamp {
        DateTime::from_timestamp_millis(ms).unwrap()
    }

    #[test]
    fn changing_the_speed_makes_no_jump_and_keeps_the_past() {
        let start = 1_780_000_000_000;
        let slow = fresh_config(42, at(start));
        let change = start + 3_600_000;
        let fast = with_speed(&slow, 3_600.0, at(change)).unwrap();
        let faster = with_speed(&fast, 60.0, at(change + 10_000)).unwrap();
        let clock = |v: &Value| DemoConfig::parse(v).unwrap().clock;
        for ms in [change - 500, change] {
            assert_eq!(clock(&slow).plant_ms(ms), clock(&fast).plant_ms(ms));
        }
        assert_eq!(clock(&fast).plant_ms(change + 1_000), clock(&slow).plant_ms(change) + 3_600_000);
        for ms in [change + 4_000, change + 10_000] {
            assert_eq!(clock(&fast).plant_ms(ms), clock(&faster).plant_ms(ms));
        }
        assert_eq!(faster["plantEpochMs"], start);
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        for (config, field) in [
            (json!({"seed": -1}), "seed"),
            (json!({"speed": 0}), "speed"),
            (json!({"speed": "fast"}), "speed"),
            (json!({"sampleIntervalMs": 5}), "sampleIntervalMs"),
            (json!({"anchorWallMs": 1e300}), "anchorWallMs"),
        ] {
            let failure = DemoConfig::parse(&config).unwrap_err();
            assert_eq!(failure.message.args["field"], field.into());
        }
        assert!(with_speed(&json!({}), f64::NAN, at(0)).is_err());
        assert_eq!(DemoConfig::parse(&json!({"seed": null})).unwrap().seed, DEFAULT_SEED);
    }
}
