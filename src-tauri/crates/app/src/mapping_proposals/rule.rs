//! A person's rule: a regular expression on tags, and what of a match names the asset and the metric. The expression is
//! matched in time that grows with the text alone (no backtracking), so no rule can hang the window.

use super::{Assets, KnownAsset, SeenTag, names};
use crate::failures::{failure, invalid};
use domain::{ErrorCode, Failure, Message};
use regex::{Captures, Regex, RegexBuilder};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A rule as typed. `$1` or `${asset}` stands for a group of the pattern.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct MappingRule {
    /// Regular expression: `(?<asset>[A-Z]+-\d+)\.(?<metric>\w+)`.
    pub pattern: String,
    /// Default: the name.
    pub on: Option<MatchedOn>,
    /// The asset's tag: `${asset}`.
    pub asset: String,
    /// The metric's name: `${metric}`. Made lower case with underscores.
    pub metric: String,
    /// In the place of the unit that the source tells.
    pub source_unit: Option<String>,
    /// Of a metric that is made; default: as the source's.
    pub metric_unit: Option<String>,
}

/// What of a tag the pattern is matched against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatchedOn {
    #[default]
    Name,
    /// The external tag whole.
    Tag,
    /// Names from the root, with `/` between.
    Path,
}

/// More is no rule but a mistake or an attack.
const MOST_PATTERN: usize = 1_000;
const MOST_COMPILED_BYTES: usize = 1 << 20;

/// A rule that can be applied.
pub struct Rule {
    pattern: Regex,
    said: MappingRule,
}

/// What a rule makes of one tag.
#[derive(Debug)]
pub enum RuleOutcome {
    NotMatched,
    Matched {
        asset: KnownAsset,
        metric_name: String,
    },
    /// It matches, but what comes out is nothing to map to.
    Unusable(Failure),
}

impl Rule {
    pub fn new(said: MappingRule) -> Result<Self, Failure> {
        for (field, text) in [("pattern", &said.pattern), ("asset", &said.asset), ("metric", &said.metric)] {
            if text.trim().is_empty() {
                return Err(invalid("config-field-required", field));
            }
            if text.chars().count() > MOST_PATTERN {
                return Err(invalid("rule-too-long", field));
            }
        }
        let pattern = RegexBuilder::new(&said.pattern)
            .size_limit(MOST_COMPILED_BYTES)
            .build()
            .map_err(|e| failure(ErrorCode::Invalid, "rule-pattern-malformed").detail(e))?;
        Ok(Self { pattern, said })
    }

    pub fn source_unit<'a>(&'a self, tag: &'a SeenTag) -> &'a str {
        self.said.source_unit.as_deref().or(tag.unit.as_deref()).unwrap_or("1")
    }

    pub fn metric_unit<'a>(&'a self, tag: &'a SeenTag) -> &'a str {
        self.said.metric_unit.as_deref().unwrap_or_else(|| self.source_unit(tag))
    }

    pub fn apply(&self, tag: &SeenTag, assets: &Assets) -> RuleOutcome {
        let path;
        let text = match self.said.on.unwrap_or_default() {
            MatchedOn::Name => &tag.name,
            MatchedOn::Tag => &tag.external_tag,
            MatchedOn::Path => {
                path = tag.path.iter().chain([&tag.name]).map(String::as_str).collect::<Vec<_>>().join("/");
                &path
            }
        };
        let Some(found) = self.pattern.captures(text) else { return RuleOutcome::NotMatched };
        let asset_tag = expanded(&found, &self.said.asset);
        let Some(metric_name) = names::metric_name(&expanded(&found, &self.said.metric)) else {
            return RuleOutcome::Unusable(failure(ErrorCode::Invalid, "metric-name-malformed"));
        };
        let unusable = |id: &str| {
            let message = Message::new(id).with("value", asset_tag.as_str());
            RuleOutcome::Unusable(Failure::new(ErrorCode::Invalid, message))
        };
        match assets.named(&asset_tag) {
            [one] => RuleOutcome::Matched { asset: one.clone(), metric_name },
            [] => unusable("csv-asset-unknown"),
            _ => unusable("rule-asset-ambiguous"),
        }
    }
}

fn expanded(found: &Captures<'_>, template: &str) -> String {
    let mut text = String::new();
    found.expand(template, &mut text);
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::AssetId;

    fn assets() -> Assets {
        let known =
            |site: &str, tag: &str| KnownAsset { id: AssetId::new(), site_code: site.into(), tag_code: tag.into() };
        Assets::of([known("RTP", "P-101"), known("RTP", "P-102"), known("JUB", "P-102")])
    }

    fn rule(pattern: &str, on: MatchedOn, asset: &str, metric: &str) -> MappingRule {
        MappingRule {
            pattern: pattern.into(),
            on: Some(on),
            asset: asset.into(),
            metric: metric.into(),
            source_unit: None,
            metric_unit: None,
        }
    }

    fn tag(external: &str, path: &[&str], name: &str) -> SeenTag {
        let path = path.iter().map(|p| (*p).to_owned()).collect();
        SeenTag { external_tag: external.into(), name: name.into(), path, unit: Some("bar".into()) }
    }

    /// `asset metric`, or the message of why not.
    fn check(said: MappingRule, tag: &SeenTag, expected: &str) {
        let rule = Rule::new(said).unwrap();
        let told = match rule.apply(tag, &assets()) {
            RuleOutcome::NotMatched => "no match".to_owned(),
            RuleOutcome::Matched { asset, metric_name } => format!("{} {metric_name}", asset.tag_code),
            RuleOutcome::Unusable(problem) => problem.message.id,
        };
        assert_eq!(told, expected, "{tag:?}");
    }

    #[test]
    fn groups_name_the_asset_and_the_metric() {
        let press = tag("nsu=urn:p;s=U1.P-101.DischPress", &["U1", "P-101"], "DischPress");
        check(rule(r"(P-\d+)\.(\w+)$", MatchedOn::Tag, "$1", "$2"), &press, "P-101 disch_press");
        let named = r"(?<asset>P-\d+)/(?<metric>\w+)$";
        check(rule(named, MatchedOn::Path, "${asset}", "${metric}"), &press, "P-101 disch_press");
        check(rule(r"^Disch", MatchedOn::Name, "p-101", "discharge_pressure"), &press, "P-101 discharge_pressure");
        check(rule(r"Temp", MatchedOn::Name, "P-101", "t"), &press, "no match");
        check(rule(r"^(.)", MatchedOn::Name, "X-$1", "m"), &press, "csv-asset-unknown");
        check(rule(r".", MatchedOn::Name, "P-102", "m"), &press, "rule-asset-ambiguous");
        check(rule(r".", MatchedOn::Name, "P-101", "${none}"), &press, "metric-name-malformed");
    }

    #[test]
    fn bad_patterns_are_refused_and_none_can_hang() {
        let refused = |pattern: &str| Rule::new(rule(pattern, MatchedOn::Name, "a", "b")).err().map(|f| f.message.id);
        for pattern in ["(", "a{2,1}", r"(?<n", r"\p{No such}", r"(a)\1", "(?=a)", "(((a{100}){100}){100})"] {
            assert_eq!(refused(pattern).as_deref(), Some("rule-pattern-malformed"), "{pattern}");
        }
        assert_eq!(refused(&"a".repeat(1_001)).as_deref(), Some("rule-too-long"));
        assert_eq!(refused(" ").as_deref(), Some("config-field-required"));
        // What takes a backtracking engine the age of the universe.
        let evil = Rule::new(rule("^(a+)+$", MatchedOn::Name, "$1", "b")).unwrap();
        let begun = std::time::Instant::now();
        assert!(matches!(
            evil.apply(&tag("t", &[], &format!("{}!", "a".repeat(5_000))), &assets()),
            RuleOutcome::NotMatched
        ));
        assert!(begun.elapsed().as_secs() < 5);
    }
}
