//! What runs found, in the plant's words: the plan of each model, runs side by side, a plan as a file.

use super::{
    checked::page_size,
    cost_model,
    mappings::TextFile,
    optimization::{RunRow, run_row},
    runs::engine_is_on,
};
use crate::{
    Caller,
    failures::{OrFailure, failure, out_of_range},
    planning::{
        compare::{self, Told},
        deferral_fleet::{DeferralDetail, DeferralFleetView},
        dispatch_view::DispatchPlan,
        export,
        risk_view::RiskPlan,
    },
    plant::Plant,
    texts::Language,
};
use domain::{Currency, ErrorCode, Failure, Message, OptimizationRun, RunId, SiteId, run};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::{
    proposal::{ProposalFilter, ProposalRow},
    recommendation::RecommendationFilter,
    run_document::{self, DocumentKind},
};
use ts_rs::TS;

pub use crate::planning::compare::RunComparison;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanRef {
    pub run_id: RunId,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DispatchAnswer {
    pub run: RunRow,
    #[serde(flatten)]
    pub plan: DispatchPlan,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RiskAnswer {
    pub run: RunRow,
    #[serde(flatten)]
    pub plan: RiskPlan,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct GetDeferralFleet {
    pub run_id: RunId,
    pub search: Option<String>,
    pub site_id: Option<SiteId>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DeferralLine {
    pub proposal: ProposalRow,
    #[serde(flatten)]
    pub detail: DeferralDetail,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DeferralFleetAnswer {
    pub run: RunRow,
    #[serde(flatten)]
    pub view: DeferralFleetView,
    #[ts(type = "number")]
    pub total: u64,
    /// By rank.
    pub items: Vec<DeferralLine>,
}

#[derive(Debug, Deserialize, TS)]
pub struct CompareRuns {
    /// Two to four of one model.
    pub ids: Vec<RunId>,
}

#[derive(Debug, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ExportRun {
    pub id: RunId,
    /// `en` or `ar`; none: the person's own.
    pub language: Option<String>,
}

const MOST_COMPARED: usize = 4;

/// `NotFound` while the run goes on, and of one that found nothing.
pub async fn get_dispatch_plan(caller: &Caller<'_>, request: PlanRef) -> Result<DispatchAnswer, Failure> {
    let plant = caller.plant()?;
    plant
        .store
        .read(|c| {
            let run = run_row(c, &plant, request.run_id)?;
            let mut plan: DispatchPlan = view(c, &run.run, run::DISPATCH)?;
            plan.put_decisions(request.run_id, &store::proposal::states(c, request.run_id)?);
            Ok(DispatchAnswer { run, plan })
        })
        .or_failure()
}

/// `NotFound` while the run goes on, and of one that found nothing.
pub async fn get_risk_plan(caller: &Caller<'_>, request: PlanRef) -> Result<RiskAnswer, Failure> {
    let plant = caller.plant()?;
    plant
        .store
        .read(|c| {
            let run = run_row(c, &plant, request.run_id)?;
            let mut plan: RiskPlan = view(c, &run.run, run::PRODUCTION_RISK)?;
            plan.put_decisions(request.run_id, &store::proposal::states(c, request.run_id)?);
            Ok(RiskAnswer { run, plan })
        })
        .or_failure()
}

pub async fn get_deferral_fleet(
    caller: &Caller<'_>,
    request: GetDeferralFleet,
) -> Result<DeferralFleetAnswer, Failure> {
    let plant = caller.plant()?;
    let filter = ProposalFilter {
        run_id: request.run_id,
        status: None,
        site_id: request.site_id,
        search: request.search,
        within_days: None,
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    let (run, view, page) = plant
        .store
        .read(|c| {
            let run = run_row(c, &plant, request.run_id)?;
            let view: DeferralFleetView = view(c, &run.run, run::DEFERRAL_FLEET)?;
            Ok((run, view, store::proposal::list(c, &filter)?))
        })
        .or_failure()?;
    let items = page.items.into_iter().map(line).collect::<Result<_, Failure>>()?;
    Ok(DeferralFleetAnswer { run, view, total: page.total, items })
}

fn line(proposal: ProposalRow) -> Result<DeferralLine, Failure> {
    let detail = serde_json::from_value(proposal.proposal.detail.clone())
        .map_err(|e| failure(ErrorCode::Internal, "internal").detail(e))?;
    Ok(DeferralLine { proposal, detail })
}

fn view<T: DeserializeOwned>(c: &store::Connection, run: &OptimizationRun, model: &'static str) -> store::Result<T> {
    if run.model != model {
        return Err(store::StoreError::NotFound { what: "plan", id: run.id.to_string() });
    }
    run_document::get(c, run.id, DocumentKind::View)
}

pub async fn compare_runs(caller: &Caller<'_>, request: CompareRuns) -> Result<RunComparison, Failure> {
    engine_is_on(caller)?;
    if !(2..=MOST_COMPARED).contains(&request.ids.len()) {
        return Err(out_of_range("ids", 2.0, MOST_COMPARED as f64));
    }
    let plant = caller.plant()?;
    let get = |c: &store::Connection| request.ids.iter().map(|id| store::run::get(c, *id)).collect();
    let runs: Vec<OptimizationRun> = plant.store.read(get).or_failure()?;
    if runs.windows(2).any(|w| w[0].model != w[1].model) {
        return Err(failure(ErrorCode::Invalid, "compare-other-model"));
    }
    let currencies = |c: &store::Connection| runs.iter().map(|r| cost_model::currency_of(c, r)).collect();
    let currencies: Vec<Currency> = plant.store.read(currencies).or_failure()?;
    let currency = currencies.iter().all(|c| *c == currencies[0]).then(|| currencies[0]);
    if runs[0].model == run::PRIORITIZATION {
        return Ok(RunComparison { currency, ..compare_rankings(&plant, runs)? });
    }
    let told = plant.store.read(|c| runs.iter().map(|r| told(c, r)).collect::<store::Result<Vec<_>>>()).or_failure()?;
    Ok(RunComparison { currency, ..compare::compare(runs, &told) })
}

fn compare_rankings(plant: &Plant, runs: Vec<OptimizationRun>) -> Result<RunComparison, Failure> {
    plant
        .store
        .read(|c| {
            let places = runs.iter().map(|r| store::ranking::all(c, r.id)).collect::<store::Result<Vec<_>>>()?;
            // Only the newest and the locked keep what nobody has decided on.
            if let Some((run, _)) = runs.iter().zip(&places).find(|(run, all)| all.len() as u64 != run.ranked) {
                let at = run.started_at.format("%Y-%m-%d %H:%M").to_string();
                return Ok(Err(Failure::new(
                    ErrorCode::NotFound,
                    Message::new("compare-places-let-go").with("at", at),
                )));
            }
            let mut asset = |id| match store::asset::get(c, id) {
                Ok(asset) => Ok(Some(asset)),
                Err(store::StoreError::NotFound { .. }) => Ok(None),
                Err(e) => Err(e),
            };
            compare::compare_rankings(runs.clone(), &places, &mut asset).map(Ok)
        })
        .or_failure()?
}

fn told(c: &store::Connection, run: &OptimizationRun) -> store::Result<Told> {
    Ok(match run.model.as_str() {
        run::DISPATCH => compare::of_dispatch(&view(c, run, run::DISPATCH)?),
        run::PRODUCTION_RISK => compare::of_risk(&view(c, run, run::PRODUCTION_RISK)?),
        run::DEFERRAL_FLEET => compare::of_deferral(&all_proposals(c, run.id)?),
        _ => Told::default(),
    })
}

fn all_proposals(c: &store::Connection, run_id: RunId) -> store::Result<Vec<ProposalRow>> {
    let all = ProposalFilter {
        run_id,
        status: None,
        site_id: None,
        search: None,
        within_days: None,
        offset: 0,
        limit: u32::MAX,
    };
    Ok(store::proposal::list(c, &all)?.items)
}

pub async fn export_run(caller: &Caller<'_>, request: ExportRun) -> Result<TextFile, Failure> {
    engine_is_on(caller)?;
    let language = request.language.as_deref().unwrap_or(&caller.person()?.preferences.language);
    let language = Language::from_tag(language);
    let plant = caller.plant()?;
    let run = plant.store.read(|c| store::run::get(c, request.id)).or_failure()?;
    let content = match run.model.as_str() {
        run::PRIORITIZATION => export::ranking(language, &mut |offset| {
            let page =
                RecommendationFilter { offset: Some(offset), limit: Some(500), ..RecommendationFilter::of(run.id) };
            Ok(plant.store.read(|c| store::recommendation::list(c, &page)).or_failure()?.items)
        })?,
        run::DISPATCH => {
            let plan: DispatchPlan = plant.store.read(|c| view(c, &run, run::DISPATCH)).or_failure()?;
            export::dispatch(&plan, language)?
        }
        run::PRODUCTION_RISK => {
            let plan: RiskPlan = plant.store.read(|c| view(c, &run, run::PRODUCTION_RISK)).or_failure()?;
            export::risk(&plan, language)?
        }
        run::DEFERRAL_FLEET => {
            let (view, rows): (DeferralFleetView, _) = plant
                .store
                .read(|c| Ok((view(c, &run, run::DEFERRAL_FLEET)?, all_proposals(c, run.id)?)))
                .or_failure()?;
            export::deferral(&rows, &view.horizons, language)?
        }
        _ => return Err(failure(ErrorCode::Invalid, "export-no-table")),
    };
    let day = run.started_at.format("%Y%m%d-%H%M");
    Ok(TextFile { file_name: format!("{}-{day}.csv", run.model.replace('_', "-")), content })
}
