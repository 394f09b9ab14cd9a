//! Proposals for tags that a person is about to map: what a rule makes of them, and what they most likely feed. Nothing is
//! written: a person takes what is right.

use crate::{
    Caller,
    commands::checked::{checked_metric_name, checked_unit},
    failures::{OrFailure, out_of_range},
    mapping_proposals::{Assets, KnownAsset, MappingRule, Rule, RuleOutcome, SeenTag, Suggester, Suggestion},
    plant::Plant,
};
use domain::{AssetId, Conversion, ErrorCode, Failure, IntegrationId, Message, Metric};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, hash_map::Entry};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewMappingRule {
    pub integration_id: IntegrationId,
    pub rule: MappingRule,
    /// At most 20,000.
    pub tags: Vec<SeenTag>,
}

/// What the rule makes of one tag that it matches.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleRow {
    pub external_tag: String,
    /// None where there is a problem.
    pub target: Option<RuleTarget>,
    pub problem: Option<Failure>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleTarget {
    pub asset_id: AssetId,
    pub asset_tag: String,
    pub metric_name: String,
    pub metric_unit: String,
    pub source_unit: String,
}

#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RulePreview {
    pub matched: u32,
    /// Matched, but of no use: each has its problem.
    pub refused: u32,
    pub not_matched: u32,
    /// Those that match, in the order of the tags.
    pub rows: Vec<RuleRow>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SuggestMappings {
    pub integration_id: IntegrationId,
    /// At most 2,000.
    pub tags: Vec<SeenTag>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagSuggestions {
    pub external_tag: String,
    /// The best first; none where nothing is alike.
    pub suggestions: Vec<Suggestion>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestedMappings {
    /// One for each tag, in their order.
    pub rows: Vec<TagSuggestions>,
}

const MOST_RULED: usize = 20_000;
const MOST_SUGGESTED: usize = 2_000;

pub async fn preview_mapping_rule(caller: &Caller<'_>, request: PreviewMappingRule) -> Result<RulePreview, Failure> {
    within(&request.tags, MOST_RULED)?;
    let plant = caller.plant()?;
    let rule = Rule::new(request.rule)?;
    let assets = assets(&plant)?;
    let mut metrics = Metrics::default();
    let mut preview = RulePreview::default();
    for tag in &request.tags {
        let target = match rule.apply(tag, &assets) {
            RuleOutcome::NotMatched => {
                preview.not_matched += 1;
                continue;
            }
            RuleOutcome::Unusable(problem) => Err(problem),
            RuleOutcome::Matched { asset, metric_name } => {
                let known = metrics.of(&plant, asset.id)?.iter().find(|m| m.name == metric_name);
                let metric_unit = known.map_or(rule.metric_unit(tag), |m| &m.unit).to_owned();
                let source_unit = rule.source_unit(tag).to_owned();
                let target =
                    RuleTarget { asset_id: asset.id, asset_tag: asset.tag_code, metric_name, metric_unit, source_unit };
                checked(target)
            }
        };
        let external_tag = tag.external_tag.clone();
        preview.rows.push(match target {
            Ok(target) => {
                preview.matched += 1;
                RuleRow { external_tag, target: Some(target), problem: None }
            }
            Err(problem) => {
                preview.refused += 1;
                RuleRow { external_tag, target: None, problem: Some(problem) }
            }
        });
    }
    Ok(preview)
}

/// What a mapping would be refused for is said before.
fn checked(target: RuleTarget) -> Result<RuleTarget, Failure> {
    checked_metric_name(&target.metric_name)?;
    checked_unit(&target.source_unit)?;
    checked_unit(&target.metric_unit)?;
    Conversion::new(Decimal::ONE, Decimal::ZERO, &target.source_unit, &target.metric_unit)
        .map_err(super::draw::conversion_failure)?;
    Ok(target)
}

pub async fn suggest_mappings(caller: &Caller<'_>, request: SuggestMappings) -> Result<SuggestedMappings, Failure> {
    within(&request.tags, MOST_SUGGESTED)?;
    let plant = caller.plant()?;
    let assets = assets(&plant)?;
    let suggester = Suggester::new(&assets);
    let mut metrics = Metrics::default();
    let rows = request.tags.iter().map(|tag| {
        let suggestions = suggester.suggest(tag, |asset| metrics.of(&plant, asset.id).map(<[Metric]>::to_vec))?;
        Ok(TagSuggestions { external_tag: tag.external_tag.clone(), suggestions })
    });
    Ok(SuggestedMappings { rows: rows.collect::<Result<_, Failure>>()? })
}

fn within(tags: &[SeenTag], most: usize) -> Result<(), Failure> {
    if tags.len() > most {
        return Err(out_of_range("tags", 0.0, most as f64));
    }
    match tags.iter().find(|t| t.external_tag.is_empty()) {
        Some(_) => {
            let message = Message::new("config-field-required").with("field", "externalTag");
            Err(Failure::new(ErrorCode::Invalid, message))
        }
        None => Ok(()),
    }
}

fn assets(plant: &Plant) -> Result<Assets, Failure> {
    let codes = plant.store.read(store::asset::codes).or_failure()?;
    Ok(Assets::of(codes.into_iter().map(|(site_code, tag_code, id)| KnownAsset { id, site_code, tag_code })))
}

/// Of the assets that were asked for, each once.
#[derive(Default)]
struct Metrics(HashMap<AssetId, Vec<Metric>>);

impl Metrics {
    fn of(&mut self, plant: &Plant, asset: AssetId) -> Result<&[Metric], Failure> {
        Ok(match self.0.entry(asset) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                place.insert(plant.store.read(|c| store::metric::list_for_asset(c, asset)).or_failure()?)
            }
        })
    }
}
