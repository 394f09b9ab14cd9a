//! From what a person draws, or a row of a file says, to the mapping that is stored. Each is judged alone: what is wrong
//! with one does not touch the others.

use crate::{
    commands::checked::{checked_metric_name, checked_unit},
    failures::{failure, from_store, invalid, out_of_range},
};
use domain::{
    AssetId, Conversion, ConversionError, ErrorCode, Failure, IntegrationId, MappingId, Message, Metric, MetricId,
    SignalMapping, SignalNo,
};
use rust_decimal::Decimal;
use serde::Deserialize;
use store::StoreError;
use ts_rs::TS;

/// A mapping as a person draws it. The metric is named; where the asset has none of that name it is made with `metric_unit`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct NewMapping {
    pub integration_id: IntegrationId,
    /// Exactly as the source has it.
    pub external_tag: String,
    pub asset_id: AssetId,
    pub metric_name: String,
    /// UCUM; must equal the metric's where it exists.
    pub metric_unit: String,
    pub source_unit: String,
    /// Exact decimal as text; default `1`.
    pub scale: Option<String>,
    /// Exact decimal as text; default `0`.
    pub offset: Option<String>,
    pub sampling_interval_ms: Option<u32>,
    pub deadband: Option<f64>,
}

/// The fastest sampling that is asked of a source, and the slowest.
/// More than any instrument shows, in whatever unit.
const MOST_DEADBAND: f64 = 1e9;
const SAMPLING_RANGE_MS: std::ops::RangeInclusive<u32> = 10..=86_400_000;

impl NewMapping {
    /// Refuses what can be refused without looking at the store.
    pub(crate) fn checked(self) -> Result<Drawn, Failure> {
        if self.external_tag.trim().is_empty() {
            return Err(invalid("config-field-required", "externalTag"));
        }
        checked_metric_name(&self.metric_name)?;
        checked_unit(&self.metric_unit)?;
        checked_unit(&self.source_unit)?;
        let decimal = |text: &Option<String>, field, default| match text {
            Some(text) => parse_decimal(text, field),
            None => Ok(default),
        };
        let scale = decimal(&self.scale, "scale", Decimal::ONE)?;
        let offset = decimal(&self.offset, "offset", Decimal::ZERO)?;
        Conversion::new(scale, offset, &self.source_unit, &self.metric_unit).map_err(conversion_failure)?;
        check_sampling(self.sampling_interval_ms, self.deadband)?;
        Ok(Drawn { new: self, scale, offset })
    }
}

/// A new mapping that is sound in itself.
pub(crate) struct Drawn {
    new: NewMapping,
    scale: Decimal,
    offset: Decimal,
}

impl Drawn {
    /// The mapping to store; its metric is made where the asset has none of that name.
    pub fn place(self, t: &store::Transaction<'_>) -> Result<SignalMapping, NotTaken> {
        store::integration::get(t, self.new.integration_id)?;
        let asset = store::asset::get(t, self.new.asset_id)?;
        let metric = store::metric::find_by_name(t, self.new.asset_id, &self.new.metric_name)?;
        self.place_on(t, &asset.tag_code, metric.as_ref())
    }

    /// The same where integration and asset are known to be there, and the asset's metric of that name is this.
    pub fn place_on(
        self,
        t: &store::Transaction<'_>,
        asset_tag: &str,
        metric: Option<&Metric>,
    ) -> Result<SignalMapping, NotTaken> {
        let Self { new, scale, offset } = self;
        let metric_id = match metric {
            Some(metric) if metric.unit == new.metric_unit => metric.id,
            Some(metric) => {
                let message = Message::new("mapping-metric-unit-differs")
                    .with("asset", asset_tag)
                    .with("metric", metric.name.as_str())
                    .with("unit", metric.unit.as_str());
                return Err(Failure::new(ErrorCode::Conflict, message).into());
            }
            None => {
                let metric = Metric {
                    id: MetricId::new(),
                    asset_id: new.asset_id,
                    name: new.metric_name,
                    unit: new.metric_unit,
                    limits: domain::Limits::default(),
                };
                store::metric::upsert(t, &metric)?;
                metric.id
            }
        };
        Ok(SignalMapping {
            id: MappingId::new(),
            signal: SignalNo(0),
            integration_id: new.integration_id,
            metric_id,
            external_tag: new.external_tag,
            source_unit: new.source_unit,
            scale,
            offset,
            is_active: true,
            sampling_interval_ms: new.sampling_interval_ms,
            deadband: new.deadband,
        })
    }
}

/// Why a mapping was not taken: its own fault, or the store's, which stops everything.
#[derive(Debug)]
pub(crate) enum NotTaken {
    Refused(Failure),
    Store(StoreError),
}

impl From<Failure> for NotTaken {
    fn from(f: Failure) -> Self {
        Self::Refused(f)
    }
}

impl From<StoreError> for NotTaken {
    fn from(e: StoreError) -> Self {
        match e {
            StoreError::Conflict { .. } | StoreError::Duplicate { .. } | StoreError::NotFound { .. } => {
                Self::Refused(from_store(e))
            }
            e => Self::Store(e),
        }
    }
}

pub(super) fn check_sampling(interval: Option<u32>, deadband: Option<f64>) -> Result<(), Failure> {
    if interval.is_some_and(|i| !SAMPLING_RANGE_MS.contains(&i)) {
        return Err(out_of_range(
            "samplingIntervalMs",
            f64::from(*SAMPLING_RANGE_MS.start()),
            f64::from(*SAMPLING_RANGE_MS.end()),
        ));
    }
    if deadband.is_some_and(|d| !(0.0..=MOST_DEADBAND).contains(&d)) {
        return Err(out_of_range("deadband", 0.0, MOST_DEADBAND));
    }
    Ok(())
}

pub(super) fn conversion_failure(e: ConversionError) -> Failure {
    let message = match e {
        ConversionError::ScaleIsZero => return failure(ErrorCode::Invalid, "mapping-scale-zero"),
        ConversionError::Unit(domain::UnitError::Unknown(unit)) => Message::new("unit-unknown").with("unit", unit),
        ConversionError::Unit(domain::UnitError::Dimension { from, to }) => {
            Message::new("unit-dimension-differs").with("from", from).with("to", to)
        }
    };
    Failure::new(ErrorCode::Invalid, message)
}

/// An exact decimal as a person types it: Latin or Arabic digits, either decimal mark.
pub(super) fn parse_decimal(text: &str, field: &str) -> Result<Decimal, Failure> {
    let latin: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '\u{0660}'..='\u{0669}' => char::from(b'0' + (c as u32 - 0x0660) as u8),
            '\u{066B}' => '.',
            c => c,
        })
        .collect();
    let parsed = if latin.contains(['e', 'E']) { Decimal::from_scientific(&latin) } else { latin.parse() };
    parsed.map_err(|_| invalid("decimal-malformed", field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_nonsense_is_refused() {
        for (text, expected) in [("0.1", "0.1"), (" ٠٫٥ ", "0.5"), ("-12", "-12"), ("1e-3", "0.001")] {
            assert_eq!(parse_decimal(text, "scale").unwrap().normalize().to_string(), expected);
        }
        for text in ["", "NaN", "inf", "-infinity", "1,5", "0x10", "1e400", "--1"] {
            assert!(parse_decimal(text, "scale").is_err(), "{text}");
        }
    }
}
