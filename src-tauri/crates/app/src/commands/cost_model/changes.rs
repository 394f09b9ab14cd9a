//! What a version of the cost model changed: field by field, by its path in the model.

use crate::planning::compare::flatten;
use domain::CostModel;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// One field; `null` where a family had no line of its own, or has none any more.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FieldChange {
    /// `families.pump.plannedCost`
    pub field: String,
    #[ts(type = "string | number | null")]
    pub before: Value,
    #[ts(type = "string | number | null")]
    pub after: Value,
}

/// By field.
pub fn between(before: &CostModel, after: &CostModel) -> Vec<FieldChange> {
    let flat = |model: &CostModel| {
        let mut fields = BTreeMap::new();
        flatten("", &serde_json::to_value(model).unwrap_or_default(), &mut fields);
        fields
    };
    let (before, after) = (flat(before), flat(after));
    let fields: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let of = |model: &BTreeMap<String, Value>, field: &String| model.get(field).cloned().unwrap_or(Value::Null);
    fields
        .into_iter()
        .map(|field| FieldChange { field: field.clone(), before: of(&before, field), after: of(&after, field) })
        .filter(|change| !is_same(&change.before, &change.after))
        .collect()
}

/// An amount is the same however many noughts it was typed with.
fn is_same(a: &Value, b: &Value) -> bool {
    let amount = |v: &Value| v.as_str().and_then(|text| text.parse::<Decimal>().ok());
    a == b || amount(a).zip(amount(b)).is_some_and(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Currency, Family};

    #[test]
    fn fields_that_changed_are_told_and_no_others() {
        let before = CostModel::default();
        assert!(between(&before, &before).is_empty());
        assert!(is_same(&"31250.50".into(), &"31250.5".into()) && !is_same(&"1".into(), &Value::Null));
        let mut after = CostModel { currency: Currency::Usd, ..before.clone() };
        let family = *Family::ALL.iter().find(|f| !before.families.contains_key(f)).unwrap_or(&Family::Pump);
        after.families.insert(family, before.other_families.clone());
        let changes = between(&before, &after);
        assert!(changes.iter().any(|c| c.field == "currency" && c.after == "USD"));
        assert!(changes.iter().all(|c| c.field == "currency" || c.field.starts_with("families.")), "{changes:?}");
    }
}
