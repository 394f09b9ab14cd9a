//! What a tag most likely feeds: an asset whose tag code stands in the tag's name or path, and of its metrics the one whose
//! name has most in common and whose unit measures the same. Every suggestion carries its reasons; a unit of another
//! dimension rules a metric out.

use super::{Assets, KnownAsset, SeenTag, names};
use domain::{Message, Metric, Unit};
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    pub asset_id: domain::AssetId,
    pub asset_tag: String,
    pub site_code: String,
    pub metric_name: String,
    /// UCUM.
    pub metric_unit: String,
    /// The asset has no such metric yet: it would be made.
    pub is_new_metric: bool,
    /// 0 to 1, for the order.
    pub score: f64,
    /// Why, the weightiest first.
    pub reasons: Vec<Message>,
}

/// Of one tag.
const MOST_SUGGESTIONS: usize = 3;
/// Words next to each other that may be one tag code: `P`, `101`, `A`.
const WORDS_OF_A_CODE: usize = 4;
const SHARE_OF_ASSET: f64 = 0.4;
const SHARE_OF_NAME: f64 = 0.4;
const SHARE_OF_UNIT: f64 = 0.2;
/// Of a unit that only converts.
const CONVERTED: f64 = 0.75;
/// A metric that is not there yet is less likely than one that is.
const NEW_METRIC: f64 = 0.5;

pub struct Suggester<'a> {
    by_code: HashMap<String, Vec<&'a KnownAsset>>,
}

impl<'a> Suggester<'a> {
    pub fn new(assets: &'a Assets) -> Self {
        let mut by_code: HashMap<String, Vec<&KnownAsset>> = HashMap::new();
        for asset in assets.all() {
            let code = names::bare(&asset.tag_code);
            if is_telling(&code) {
                by_code.entry(code).or_default().push(asset);
            }
        }
        Self { by_code }
    }

    /// The best first; none where no asset's tag stands in the tag. `metrics_of` is asked for the assets that do.
    pub fn suggest<E>(
        &self,
        tag: &SeenTag,
        mut metrics_of: impl FnMut(&KnownAsset) -> Result<Vec<Metric>, E>,
    ) -> Result<Vec<Suggestion>, E> {
        let words = words_of(tag);
        let Some(found) = self.find_assets(&words) else { return Ok(Vec::new()) };
        let rest = Quantity::of(&words, &found.used);
        let mut all = Vec::new();
        for asset in &found.assets {
            let metrics = metrics_of(asset)?;
            all.extend(metrics.iter().filter_map(|metric| known_metric(asset, metric, &rest, tag)));
            all.extend(new_metric(asset, &metrics, tag));
        }
        all.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.metric_name.cmp(&b.metric_name)));
        all.truncate(MOST_SUGGESTIONS);
        Ok(all)
    }

    /// The longest code that occurs; of several sites' the one whose site is named too.
    fn find_assets(&self, words: &[String]) -> Option<FoundAssets<'a>> {
        let mut best: Option<(usize, FoundAssets<'a>)> = None;
        for from in 0..words.len() {
            let mut code = String::new();
            for (to, word) in words.iter().enumerate().skip(from).take(WORDS_OF_A_CODE) {
                code.push_str(word);
                let length = code.chars().count();
                if let Some(assets) = self.by_code.get(&code)
                    && best.as_ref().is_none_or(|(longest, _)| length >= *longest)
                {
                    best = Some((length, FoundAssets { assets: assets.clone(), used: (from..=to).collect() }));
                }
            }
        }
        let (_, mut found) = best?;
        let of_named_site = |asset: &&&KnownAsset| words.iter().any(|word| *word == names::bare(&asset.site_code));
        let named: Vec<_> = found.assets.iter().filter(of_named_site).copied().collect();
        if !named.is_empty() {
            found.assets = named;
        }
        found.assets.sort_by(|a, b| a.site_code.cmp(&b.site_code));
        found.assets.truncate(MOST_SUGGESTIONS);
        Some(found)
    }
}

/// A code of one letter, or of two without a digit, stands in half of all names.
fn is_telling(code: &str) -> bool {
    let has = |kind: fn(char) -> bool| code.chars().any(kind);
    code.chars().count() >= 3 || (has(char::is_alphabetic) && has(char::is_numeric))
}

struct FoundAssets<'a> {
    assets: Vec<&'a KnownAsset>,
    /// Which of the tag's words were the code.
    used: Vec<usize>,
}

/// Of the path, the name and the external tag without its namespace: words that are a code stand together in one of them.
fn words_of(tag: &SeenTag) -> Vec<String> {
    let identifier = tag.external_tag.rsplit_once(";s=").map_or(tag.external_tag.as_str(), |(_, id)| id);
    let texts = tag.path.iter().map(String::as_str).chain([tag.name.as_str(), identifier]);
    texts.flat_map(names::words).collect()
}

/// What the words beside the asset's code mean.
struct Quantity {
    meanings: Vec<String>,
    /// Of an instrument's letters, with the word that has them.
    instrument: Option<(String, &'static str)>,
}

impl Quantity {
    fn of(words: &[String], used: &[usize]) -> Self {
        let rest = || words.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, word)| word);
        Self {
            meanings: rest().map(|word| names::meaning(word).to_owned()).collect(),
            instrument: rest().find_map(|word| Some((word.clone(), names::isa_quantity(word)?))),
        }
    }

    /// How much of a metric's name is said, 0 to 1.
    fn similarity(&self, metric_words: &[String]) -> f64 {
        let said = metric_words.iter().filter(|w| self.meanings.iter().any(|m| m == names::meaning(w))).count();
        said as f64 / metric_words.len().max(1) as f64
    }
}

fn known_metric(asset: &KnownAsset, metric: &Metric, rest: &Quantity, tag: &SeenTag) -> Option<Suggestion> {
    let mut reasons = vec![Message::new("suggest-asset-named").with("asset", asset.tag_code.as_str())];
    let words = names::words(&metric.name);
    let mut by_name = rest.similarity(&words);
    if by_name > 0.0 {
        reasons.push(Message::new("suggest-name-alike").with("metric", metric.name.as_str()));
    }
    if let Some((letters, quantity)) = &rest.instrument
        && words.iter().any(|w| names::meaning(w) == *quantity)
        && by_name < 1.0
    {
        by_name = by_name.max(0.6);
        let message = Message::new("suggest-instrument").with("letters", letters.to_uppercase());
        reasons.push(message.with("metric", metric.name.as_str()));
    }
    if by_name == 0.0 {
        return None;
    }
    let by_unit = match tag.unit.as_deref() {
        None => 0.0,
        Some(unit) if unit == metric.unit => {
            reasons.push(Message::new("suggest-unit-same").with("unit", unit));
            1.0
        }
        Some(unit) => {
            let (from, to) = (Unit::parse(unit).ok()?, Unit::parse(&metric.unit).ok()?);
            from.conversion_to(&to).ok()?;
            reasons.push(Message::new("suggest-unit-converts").with("from", unit).with("to", metric.unit.as_str()));
            CONVERTED
        }
    };
    Some(Suggestion {
        asset_id: asset.id,
        asset_tag: asset.tag_code.clone(),
        site_code: asset.site_code.clone(),
        metric_name: metric.name.clone(),
        metric_unit: metric.unit.clone(),
        is_new_metric: false,
        score: SHARE_OF_ASSET + SHARE_OF_NAME * by_name + SHARE_OF_UNIT * by_unit,
        reasons,
    })
}

/// Named after the tag, where the asset has no metric of that name.
fn new_metric(asset: &KnownAsset, metrics: &[Metric], tag: &SeenTag) -> Option<Suggestion> {
    let last = tag.name.rsplit(['.', '/', '\\', ':', '|']).find(|part| !part.is_empty())?;
    let metric_name = names::metric_name(last)?;
    if metrics.iter().any(|m| m.name == metric_name) {
        return None;
    }
    let unit = tag.unit.clone().filter(|u| Unit::parse(u).is_ok()).unwrap_or_else(|| "1".into());
    let named = Message::new("suggest-asset-named").with("asset", asset.tag_code.as_str());
    let made = Message::new("suggest-new-metric").with("metric", metric_name.as_str());
    Some(Suggestion {
        asset_id: asset.id,
        asset_tag: asset.tag_code.clone(),
        site_code: asset.site_code.clone(),
        metric_name,
        metric_unit: unit,
        is_new_metric: true,
        score: SHARE_OF_ASSET * NEW_METRIC,
        reasons: vec![named, made],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{AssetId, Limits, MetricId};
    use std::convert::Infallible;

    fn known(site: &str, tag: &str) -> KnownAsset {
        KnownAsset { id: AssetId::new(), site_code: site.into(), tag_code: tag.into() }
    }

    fn metric(asset: &KnownAsset, name: &str, unit: &str) -> Metric {
        Metric {
            id: MetricId::new(),
            asset_id: asset.id,
            name: name.into(),
            unit: unit.into(),
            limits: Limits::default(),
        }
    }

    fn tag(path: &[&str], name: &str, unit: Option<&str>) -> SeenTag {
        SeenTag {
            external_tag: format!("nsu=urn:plant;s={}", [path, &[name]].concat().join(".")),
            name: name.into(),
            path: path.iter().map(|p| (*p).to_owned()).collect(),
            unit: unit.map(str::to_owned),
        }
    }

    /// `site asset metric` of each suggestion; a new metric with a plus.
    fn suggested(tag: &SeenTag) -> Vec<String> {
        let assets =
            Assets::of([known("RTP", "P-101"), known("RTP", "P-101A"), known("JUB", "K-7"), known("RTP", "X")]);
        let metrics_of = |asset: &KnownAsset| {
            Ok::<_, Infallible>(vec![
                metric(asset, "discharge_pressure", "bar"),
                metric(asset, "suction_pressure", "bar"),
                metric(asset, "bearing_temperature", "Cel"),
                metric(asset, "flow", "m3/h"),
            ])
        };
        let found = Suggester::new(&assets).suggest(tag, metrics_of).unwrap();
        assert!(found.iter().all(|s| (0.0..=1.0).contains(&s.score) && !s.reasons.is_empty()));
        assert!(found.is_sorted_by(|a, b| a.score >= b.score));
        let told = |s: &Suggestion| {
            let plus = if s.is_new_metric { "+" } else { "" };
            format!("{} {} {plus}{}", s.site_code, s.asset_tag, s.metric_name)
        };
        found.iter().map(told).collect()
    }

    #[test]
    fn names_and_units_rank_what_a_tag_may_feed() {
        for (path, name, unit, best) in [
            (&["U1", "P-101A"][..], "DischPress", Some("bar"), Some("RTP P-101A discharge_pressure")),
            (&["U1", "P-101"], "SUCT_PRESS", Some("[psi]"), Some("RTP P-101 suction_pressure")),
            (&["U1"], "P101A.BRG_TEMP.PV", Some("[degF]"), Some("RTP P-101A bearing_temperature")),
            (&["P101", "FI-23"], "PV", Some("m3/h"), Some("RTP P-101 flow")),
            (&["JUB", "K 7 "], "Flow", None, Some("JUB K-7 flow")),
            (&["X"], "Flow", None, None),
            (&["U1", "P-999"], "Flow", Some("m3/h"), None),
        ] {
            assert_eq!(suggested(&tag(path, name, unit)).first().map(String::as_str), best, "{path:?} {name}");
        }
    }

    #[test]
    fn another_dimension_rules_a_metric_out() {
        let found = suggested(&tag(&["P-101"], "DischPress", Some("Cel")));
        assert_eq!(found, ["RTP P-101 +disch_press"]);
    }

    #[test]
    fn the_reasons_say_what_was_alike() {
        let asset = known("RTP", "P-101");
        let assets = Assets::of([asset.clone()]);
        let metrics_of = |asset: &KnownAsset| Ok::<_, Infallible>(vec![metric(asset, "discharge_pressure", "bar")]);
        let found = Suggester::new(&assets).suggest(&tag(&["P-101"], "PT1", Some("kPa")), metrics_of).unwrap();
        let reasons: Vec<&str> = found[0].reasons.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(reasons, ["suggest-asset-named", "suggest-instrument", "suggest-unit-converts"]);
        for reason in found.iter().flat_map(|s| &s.reasons) {
            assert!(crate::texts::is_translated(&reason.id), "{}", reason.id);
        }
    }
}
