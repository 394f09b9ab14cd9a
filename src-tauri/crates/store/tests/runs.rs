//! Runs with their documents and proposals: kept, decided once, and let go when they are old.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Workspace, at};
use domain::{run::DISPATCH, *};
use store::{
    StoreError, asset, proposal,
    proposal::ProposalFilter,
    run,
    run_document::{self, DocumentKind},
    site,
};

fn a_run(started: f64) -> OptimizationRun {
    OptimizationRun {
        status: RunStatus::Done,
        ..OptimizationRun::started(DISPATCH, serde_json::json!({}), PersonId::new(), at(started))
    }
}

fn proposed(run: &OptimizationRun, rank: u32, asset_id: AssetId) -> Proposal {
    Proposal {
        id: proposal::id_of(run.id, rank),
        run_id: run.id,
        rank,
        asset_id,
        work_order_id: None,
        action: Message::new("dispatch-action"),
        why: Vec::new(),
        saving: Some(12.5),
        detail: serde_json::json!({ "day": "2027-01-03" }),
        status: RecommendationStatus::Proposed,
    }
}

#[test]
fn proposals_are_decided_once_and_old_runs_go_unless_somebody_holds_on_to_them() {
    let workspace = Workspace::new();
    let store = workspace.open();
    let site = common::site("RTP");
    let assets: Vec<Asset> = (0..3).map(|i| common::asset(site.id, &format!("P-{i}"))).collect();
    store
        .write(|t| {
            site::insert(t, &site)?;
            asset::insert_many(t, &assets)
        })
        .unwrap();
    let runs: Vec<OptimizationRun> = (0..4).map(|i| a_run(f64::from(i))).collect();
    let locked = OptimizationRun { is_locked: true, name: "Budget".into(), ..a_run(0.5) };
    store
        .write(|t| {
            for run in runs.iter().chain([&locked]) {
                run::save(t, run)?;
                run_document::save(t, run.id, DocumentKind::View, "{\"orders\":1}")?;
                let all: Vec<_> = (1..).zip(&assets).map(|(rank, a)| proposed(run, rank, a.id)).collect();
                proposal::insert_many(t, &all)?;
            }
            Ok(())
        })
        .unwrap();
    let (by, decided) = (PersonId::new(), proposal::id_of(runs[0].id, 2));
    let accepted = RecommendationStatus::Accepted { by, at: at(9.0), work_order_id: WorkOrderId::new() };
    store.write(|t| proposal::set_status(t, decided, &accepted)).unwrap();
    let again = store.write(|t| proposal::set_status(t, decided, &accepted));
    assert!(matches!(again, Err(StoreError::Conflict { .. })));
    assert_eq!(store.read(|c| proposal::get(c, decided)).unwrap().status, accepted);
    assert_eq!(store.read(|c| proposal::decided_counts(c, runs[0].id)).unwrap(), (1, 0));
    let filter = |search: &str| ProposalFilter {
        run_id: runs[0].id,
        status: None,
        site_id: Some(site.id),
        search: Some(search.into()),
        within_days: None,
        offset: 0,
        limit: 10,
    };
    let page = store.read(|c| proposal::list(c, &filter("p-1"))).unwrap();
    assert_eq!((page.total, page.items[0].proposal.rank, page.items[0].site_code.as_str()), (1, 2, "RTP"));

    // One is kept in any case (the newest), one was decided on, one is locked.
    assert_eq!(store.write(|t| run::delete_old(t, 1, at(100.0))).unwrap(), 2);
    let left = store.read(|c| run::list(c, Some(DISPATCH), 0, 10)).unwrap();
    let ids: Vec<RunId> = left.items.iter().map(|r| r.id).collect();
    assert_eq!(ids, [runs[3].id, locked.id, runs[0].id]);
    assert_eq!(left.items[1], locked, "a run comes back as it was kept");
    let gone = store.read(|c| run_document::find_text(c, runs[1].id, DocumentKind::View)).unwrap();
    assert_eq!(gone, None);
    assert_eq!(store.write(|t| run::delete_old(t, 0, at(0.2))).unwrap(), 0, "none is old enough");
}
