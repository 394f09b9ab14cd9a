//! The demo connector: a plant simulator (SPEC section 5). Three fictional Saudi sites whose signals follow load,
//! weather and developing faults; seeded, repeatable, and from 1x to 3600x speed. Everything it says is marked simulated.
//!
//! ```text
//! catalog (sites, units, assets) x families (metrics)  ->  plant (rows with ids), signals
//! clock: wall time -> plant time;  signal: plant time -> load, weather, faults, episodes, noise -> value, status
//! ```

mod browse;
mod catalog;
mod clock;
mod episodes;
mod families;
mod faults;
mod history;
mod lives;
mod load;
mod noise;
mod plant;
mod signal;
mod source;
#[cfg(test)]
mod tests;
mod workforce;

pub use clock::{fresh_config, with_speed};
pub use lives::life_history;
pub use plant::{DemoPlant, DemoTag, plant};
pub use source::DemoSource;
pub use workforce::{DemoWorkforce, workforce};

use crate::{Declaration, Field, FieldKind};
use clock::{DEFAULT_SAMPLE_INTERVAL_MS, DEFAULT_SEED, MAX_SEED, SAMPLE_INTERVAL_RANGE_MS, SPEED_RANGE};
use domain::ConnectorKind;

/// A demo plant begins with so much history: enough to have learned what is normal.
pub const FIRST_HISTORY_DAYS: f64 = 14.0;

/// Seed, speed and sampling are the person's; the anchors are kept by [`fresh_config`] and [`with_speed`] and never shown.
pub fn declaration() -> Declaration {
    let number = |name: &str, (min, max): (f64, f64), unit: Option<&str>| {
        Field::new(name, FieldKind::Number { min, max, unit: unit.map(str::to_owned) })
    };
    let kept = |name: &str, range: (f64, f64)| number(name, range, Some("ms")).show_when("speed", &[]);
    let time = (0.0, 1e14);
    Declaration {
        connector: ConnectorKind::Demo,
        fields: vec![
            number("seed", (0.0, MAX_SEED as f64), None).default(DEFAULT_SEED),
            number("speed", SPEED_RANGE, None).default(1),
            number("sampleIntervalMs", SAMPLE_INTERVAL_RANGE_MS, Some("ms")).default(DEFAULT_SAMPLE_INTERVAL_MS),
            kept("anchorWallMs", time),
            kept("anchorPlantMs", time),
            kept("plantEpochMs", time),
            kept("speedBefore", SPEED_RANGE),
        ],
    }
}
