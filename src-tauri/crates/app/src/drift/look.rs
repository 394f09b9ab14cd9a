//! Whether a source is still as it was mapped: tags that are gone, hold no number any more, bear another name or type than
//! when they were looked at first, or are told in another unit.

use super::Stretch;
use crate::{failures::OrFailure, plant::Plant};
use connectors::{TagPreview, TagSource};
use domain::{
    ConnectorKind, Failure, Integration, IntegrationId, Message, Quality, RawValue, SignalMapping, StatusCode, Unit,
};
use rust_decimal::Decimal;
use serde::Serialize;
use std::time::{Duration, Instant};
use store::{
    integration_event::{IntegrationEvent, Severity},
    mapping::{MappingFilter, NamedMapping},
    source_look::{self, TagIdentity},
};
use ts_rs::TS;

/// What is not as it was mapped.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Drift {
    /// The source has no such tag.
    Gone,
    /// It has one, of a type that is no number.
    NoNumber { data_type: Option<String> },
    /// The tag stands for something of another name now: an id that a controller gave to another signal.
    Renamed { before: String, now: String },
    /// Of another number type than when it was looked at first.
    OtherType { before: String, now: String },
    /// The source tells another unit than the mapping counts on.
    OtherUnit { unit: String, converts: bool },
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftRow {
    #[serde(flatten)]
    pub named: NamedMapping,
    pub drift: Drift,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriftPage {
    /// Mappings that were looked at in this call.
    pub checked: u32,
    #[ts(type = "number")]
    pub total: u64,
    /// To go on with; none where all have been looked at.
    pub next: Option<u32>,
    pub rows: Vec<DriftRow>,
}

/// Tags of one reading; the source's own limits part it further.
const AT_ONCE: u32 = 500;
/// OPC UA Part 6, A.2: the two that say that there is no such node.
const NODE_ID_INVALID: u32 = 0x8033_0000;
const NODE_ID_UNKNOWN: u32 = 0x8034_0000;

/// From one mapping on, for so long.
pub(crate) async fn stretch(
    plant: &Plant,
    source: &dyn TagSource,
    integration: &Integration,
    from: u32,
    within: Duration,
) -> Result<DriftPage, Failure> {
    let (begun, mut at) = (Instant::now(), from);
    let mut page = DriftPage { checked: 0, total: 0, next: None, rows: Vec::new() };
    loop {
        let filter = MappingFilter {
            integration_id: Some(integration.id),
            only_active: true,
            offset: at,
            limit: AT_ONCE,
            ..MappingFilter::default()
        };
        let mappings = plant.store.read(|c| store::mapping::list(c, &filter)).or_failure()?;
        page.total = mappings.total;
        let tags: Vec<String> = mappings.items.iter().map(|m| m.mapping.external_tag.clone()).collect();
        if !tags.is_empty() {
            let now = source.read(&tags).await.map_err(|e| e.failure)?;
            page.rows.extend(compare(plant, integration.connector, mappings.items, &now)?);
        }
        page.checked += tags.len() as u32;
        at = at.saturating_add(AT_ONCE);
        if u64::from(at) >= page.total {
            break;
        }
        if begun.elapsed() >= within {
            page.next = Some(at);
            break;
        }
    }
    Ok(page)
}

/// Each with what the source says of its tag now. What it is called is kept the first time.
fn compare(
    plant: &Plant,
    connector: ConnectorKind,
    mappings: Vec<NamedMapping>,
    now: &[TagPreview],
) -> Result<Vec<DriftRow>, Failure> {
    let seen = |c: &store::Connection| {
        mappings.iter().map(|m| source_look::seen(c, m.mapping.id, &m.mapping.external_tag)).collect()
    };
    let before: Vec<Option<TagIdentity>> = plant.store.read(seen).or_failure()?;
    let (mut rows, mut first) = (Vec::new(), Vec::new());
    for ((named, now), before) in mappings.into_iter().zip(now).zip(before) {
        match drift_of(connector, &named.mapping, before.as_ref(), now) {
            Some(drift) => rows.push(DriftRow { drift, named }),
            None => {
                let told = TagIdentity { name: now.name.clone(), data_type: now.data_type.clone() };
                first.extend(filled_in(before, told).map(|told| (named.mapping, told)));
            }
        }
    }
    if !first.is_empty() {
        let keep = |t: &store::Transaction<'_>| {
            first.iter().try_for_each(|(m, told)| source_look::keep_seen(t, m.id, &m.external_tag, told))
        };
        plant.store.write(keep).or_failure()?;
    }
    Ok(rows)
}

/// What was not told before: a tag without a value has no type yet. `None` where there is nothing new.
fn filled_in(before: Option<TagIdentity>, told: TagIdentity) -> Option<TagIdentity> {
    let before = before.unwrap_or_default();
    let filled =
        TagIdentity { name: before.name.clone().or(told.name), data_type: before.data_type.clone().or(told.data_type) };
    (filled != before).then_some(filled)
}

fn drift_of(
    connector: ConnectorKind,
    mapping: &SignalMapping,
    before: Option<&TagIdentity>,
    now: &TagPreview,
) -> Option<Drift> {
    if is_gone(connector, now) {
        return Some(Drift::Gone);
    }
    let is_good = now.status.quality() != Quality::Bad;
    if is_good && matches!(now.value, RawValue::Text(_) | RawValue::Other(_)) {
        return Some(Drift::NoNumber { data_type: now.data_type.clone() });
    }
    if let Some((before, now)) = changed(before.and_then(|b| b.name.as_ref()), now.name.as_ref()) {
        return Some(Drift::Renamed { before, now });
    }
    if let Some((before, now)) = changed(before.and_then(|b| b.data_type.as_ref()), now.data_type.as_ref()) {
        return Some(Drift::OtherType { before, now });
    }
    let unit = now.unit.as_deref().filter(|unit| *unit != mapping.source_unit)?;
    // A scale may stand for a unit that the source does not tell: 0.1 of what is told is another unit by intent.
    if mapping.scale != Decimal::ONE || !mapping.offset.is_zero() {
        return None;
    }
    let converts = match (Unit::parse(unit), Unit::parse(&mapping.source_unit)) {
        (Ok(now), Ok(before)) => now.conversion_to(&before).is_ok(),
        _ => false,
    };
    Some(Drift::OtherUnit { unit: unit.to_owned(), converts })
}

fn changed(before: Option<&String>, now: Option<&String>) -> Option<(String, String)> {
    let both = before.zip(now)?;
    (both.0 != both.1).then(|| (both.0.clone(), both.1.clone()))
}

fn is_gone(connector: ConnectorKind, now: &TagPreview) -> bool {
    match now.status.0 & 0xFFFF_0000 {
        NODE_ID_INVALID | NODE_ID_UNKNOWN => true,
        // PI tells a point's type where there is the point, whether or not it has a value.
        _ => connector == ConnectorKind::Pi && now.status == StatusCode::BAD_NO_DATA && now.data_type.is_none(),
    }
}

impl DriftPage {
    pub(crate) fn noted(&self, from: u32) -> Stretch {
        Stretch {
            is_first: from == 0,
            is_last: self.next.is_none(),
            checked: self.checked,
            drifted: self.rows.iter().map(|row| row.named.mapping.id).collect(),
        }
    }
}

pub(crate) fn tell(plant: &Plant, integration: IntegrationId, drifted: u32, checked: u32) -> Result<(), Failure> {
    let message = Message::new("drift-found").with("count", f64::from(drifted)).with("checked", f64::from(checked));
    let event = IntegrationEvent {
        integration_id: integration,
        at: plant.clock.now(),
        severity: Severity::Warning,
        message,
        detail: None,
    };
    plant.store.write(|t| store::integration_event::append(t, &event)).or_failure()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{MappingId, MetricId, SignalNo};

    fn mapping(source_unit: &str, scale: Decimal) -> SignalMapping {
        SignalMapping {
            id: MappingId::new(),
            signal: SignalNo(1),
            integration_id: IntegrationId::new(),
            metric_id: MetricId::new(),
            external_tag: "t".into(),
            source_unit: source_unit.into(),
            scale,
            offset: Decimal::ZERO,
            is_active: true,
            sampling_interval_ms: None,
            deadband: None,
        }
    }

    fn now(value: RawValue, status: u32, data_type: Option<&str>, unit: Option<&str>) -> TagPreview {
        TagPreview {
            external_tag: "t".into(),
            name: None,
            value,
            status: StatusCode(status),
            source_time: None,
            data_type: data_type.map(str::to_owned),
            unit: unit.map(str::to_owned),
        }
    }

    #[test]
    fn what_is_gone_no_number_or_in_another_unit_is_told_and_a_bad_moment_is_not() {
        use ConnectorKind::{Opcua, Pi};
        let number = || RawValue::Number(5.0);
        let text = Some(Drift::NoNumber { data_type: Some("String".into()) });
        let other = |unit: &str, converts| Some(Drift::OtherUnit { unit: unit.into(), converts });
        for (connector, scale, seen, expected) in [
            (Opcua, 1, now(number(), 0, Some("Double"), Some("bar")), None),
            (Opcua, 1, now(number(), 0, Some("Double"), None), None),
            (Opcua, 1, now(RawValue::Null, 0x8034_0000, None, None), Some(Drift::Gone)),
            (Opcua, 1, now(RawValue::Null, 0x8033_0000, None, None), Some(Drift::Gone)),
            // The device behind the server does not answer: nothing has changed.
            (Opcua, 1, now(RawValue::Null, 0x8031_0000, None, None), None),
            (Opcua, 1, now(RawValue::Null, 0x809B_0000, None, None), None),
            (Pi, 1, now(RawValue::Null, 0x809B_0000, None, None), Some(Drift::Gone)),
            (Pi, 1, now(RawValue::Null, 0x809B_0000, Some("Float32"), None), None),
            (Opcua, 1, now(RawValue::Text("on".into()), 0, Some("String"), None), text),
            (Opcua, 1, now(RawValue::Boolean(true), 0, Some("Boolean"), None), None),
            (Opcua, 1, now(number(), 0, Some("Double"), Some("[psi]")), other("[psi]", true)),
            (Opcua, 1, now(number(), 0, Some("Double"), Some("Cel")), other("Cel", false)),
            (Opcua, 10, now(number(), 0, Some("Double"), Some("[psi]")), None),
        ] {
            assert_eq!(drift_of(connector, &mapping("bar", Decimal::from(scale)), None, &seen), expected, "{seen:?}");
        }
    }

    #[test]
    fn another_name_or_number_type_than_at_first_is_told_and_what_was_not_told_before_is_learnt() {
        let mapping = mapping("bar", Decimal::ONE);
        let told = |name: Option<&str>, data_type: Option<&str>| TagIdentity {
            name: name.map(str::to_owned),
            data_type: data_type.map(str::to_owned),
        };
        let of = |before: &TagIdentity, name: Option<&str>, data_type: Option<&str>| {
            let seen = TagPreview { name: name.map(str::to_owned), ..now(RawValue::Number(5.0), 0, data_type, None) };
            drift_of(ConnectorKind::Opcua, &mapping, Some(before), &seen)
        };
        let first = told(Some("PT_101"), Some("Float"));
        let renamed = Drift::Renamed { before: "PT_101".into(), now: "TT_205".into() };
        let retyped = Drift::OtherType { before: "Float".into(), now: "Int16".into() };
        assert_eq!(of(&first, Some("PT_101"), Some("Float")), None);
        assert_eq!(of(&first, Some("TT_205"), Some("Int16")), Some(renamed), "the name says more");
        assert_eq!(of(&first, Some("PT_101"), Some("Int16")), Some(retyped));
        // A server that tells neither just now has changed nothing.
        assert_eq!(of(&first, None, None), None);
        assert_eq!(of(&told(None, None), Some("PT_101"), Some("Float")), None);
        assert_eq!(filled_in(Some(told(Some("PT_101"), None)), first.clone()), Some(first.clone()));
        assert_eq!(filled_in(Some(first.clone()), told(None, None)), None);
        assert_eq!(filled_in(None, told(None, None)), None);
    }
}
