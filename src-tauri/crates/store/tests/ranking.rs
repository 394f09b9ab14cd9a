//! Rankings: what a run proposes is listed by rank and filter, each place is named and decided on alone, and what was
//! decided stays as it was.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::{recommendation::Urgency, *};
use store::{
    Store, StoreError, action_log, asset, ranking,
    ranking::Place,
    recommendation,
    recommendation::{RecommendationFilter, RecommendationRow, RecommendationState},
    run, score, site, work_order,
};

/// 2,300 assets at two sites, ranked backwards: the last asset is the first. Every seventh score stands on few readings.
struct Ranked {
    _workspace: Workspace,
    store: Store,
    sites: [Site; 2],
    assets: Vec<Asset>,
    run: OptimizationRun,
}

const ASSETS: usize = 2_300;

fn the_run(seconds: f64) -> OptimizationRun {
    OptimizationRun {
        input_fingerprint: "ab".repeat(32),
        seconds: 0.02,
        ranked: ASSETS as u64,
        without_score: 1,
        cost_model_version: Some(2),
        status: RunStatus::Done,
        ..OptimizationRun::started(
            domain::run::PRIORITIZATION,
            serde_json::json!({ "siteId": null }),
            PersonId::new(),
            at(seconds),
        )
    }
}

fn place(assets: &[Asset], rank: usize) -> Place {
    let index = assets.len() - rank;
    Place {
        asset_id: assets[index].id,
        scored_at: at(index as f64),
        health: index as f64 / 100.0,
        failure_probability: 0.8,
        data_quality: if index.is_multiple_of(7) { 0.3 } else { 0.9 },
        criticality_weight: 3.0,
        urgency: Urgency::ALL[index % 3],
    }
}

fn ranked() -> Ranked {
    let workspace = Workspace::new();
    let store = workspace.open();
    let sites = [site("RTP"), site("JUB")];
    let assets: Vec<Asset> = (0..ASSETS).map(|i| asset(sites[i % 2].id, &format!("P-{i:04}"))).collect();
    let scores: Vec<Score> = assets.iter().enumerate().map(|(i, a)| score(a.id, i as f64, Some(50.0))).collect();
    let run = the_run(0.0);
    store
        .write(|tx| {
            sites.iter().try_for_each(|s| site::insert(tx, s))?;
            asset::insert_many(tx, &assets)?;
            score::insert_many(tx, &scores)?;
            run::save(tx, &run)?;
            ranking::insert(tx, run.id, (1..=ASSETS).map(|rank| place(&assets, rank)))
        })
        .unwrap();
    Ranked { _workspace: workspace, store, sites, assets, run }
}

impl Ranked {
    fn list(&self, filter: &RecommendationFilter) -> Page<RecommendationRow> {
        self.store.read(|c| recommendation::list(c, filter)).unwrap()
    }

    fn all(&self) -> RecommendationFilter {
        RecommendationFilter::of(self.run.id)
    }

    fn reject(&self, id: RecommendationId) -> store::Result<RecommendationStatus> {
        let status = RecommendationStatus::Rejected { by: PersonId::new(), at: at(9.0), reason: "planned".into() };
        self.store.write(|tx| recommendation::set_status(tx, id, &status))?;
        Ok(status)
    }
}

fn ranks(page: &Page<RecommendationRow>) -> Vec<u64> {
    page.items.iter().map(|r| r.recommendation.rank).collect()
}

#[test]
fn a_place_is_listed_as_it_was_ranked() {
    let r = ranked();
    let page = r.list(&RecommendationFilter { offset: Some(999), limit: Some(3), ..r.all() });
    assert_eq!((page.total, ranks(&page)), (ASSETS as u64, vec![1_000, 1_001, 1_002]), "over the end of a row");
    for row in &page.items {
        let (place, shown) = (place(&r.assets, row.recommendation.rank as usize), &row.recommendation);
        assert_eq!(
            (shown.asset_id, shown.terms, shown.priority),
            (place.asset_id, place.terms(), (100.0 - place.health) * 0.4 + 0.8 * 40.0 + 30.0)
        );
        assert_eq!(shown.action, place.urgency.action());
        let why: Vec<&str> = shown.why.iter().map(|m| m.id.as_str()).collect();
        let cautioned = place.data_quality < 0.5;
        let expected = ["factor-deviation", "optimization-caution-data-quality"];
        assert_eq!(why, expected[..if cautioned { 2 } else { 1 }]);
        assert_eq!(r.store.read(|c| recommendation::get(c, shown.id)).unwrap(), *shown);
    }
    let last = r.list(&RecommendationFilter { offset: Some(2_299), ..r.all() });
    assert_eq!((ranks(&last), last.items[0].asset_tag.as_str()), (vec![2_300], "P-0000"));
    assert!(r.list(&RecommendationFilter { offset: Some(2_300), ..r.all() }).items.is_empty());
}

#[test]
fn filters_find_exactly_theirs() {
    let r = ranked();
    let searched = r.list(&RecommendationFilter { search: Some("p-000".into()), ..r.all() });
    assert_eq!((searched.total, ranks(&searched)), (10, (2_291..=2_300).collect()));
    let of_site = RecommendationFilter { site_id: Some(r.sites[1].id), limit: Some(2), ..r.all() };
    assert_eq!((r.list(&of_site).total, ranks(&r.list(&of_site))), (ASSETS as u64 / 2, vec![1, 3]));
    let nothing = r.list(&RecommendationFilter { search: Some("no such tag".into()), ..r.all() });
    assert_eq!((nothing.total, nothing.items.len()), (0, 0));
    let unknown = r.list(&RecommendationFilter::of(RunId::new()));
    assert_eq!((unknown.total, unknown.items.len()), (0, 0));
}

#[test]
fn a_place_is_decided_once_and_leaves_the_proposals() {
    let r = ranked();
    let id = |rank| ranking::recommendation_id(r.run.id, rank);
    let rejected = r.reject(id(2)).unwrap();
    assert!(matches!(r.reject(id(2)), Err(StoreError::Conflict { .. })));
    let accepted = r
        .store
        .write(|tx| {
            let source = WorkOrderSource::Recommendation { recommendation_id: id(1_500) };
            let order = work_order::insert(tx, &WorkOrder { source, ..work_order(place(&r.assets, 1_500).asset_id) })?;
            let status = RecommendationStatus::Accepted { by: PersonId::new(), at: at(9.0), work_order_id: order.id };
            recommendation::set_status(tx, id(1_500), &status)?;
            Ok(status)
        })
        .unwrap();
    let of = |status| RecommendationFilter { status: Some(status), limit: Some(3), ..r.all() };
    let proposed = r.list(&of(RecommendationState::Proposed));
    assert_eq!((proposed.total, ranks(&proposed)), (ASSETS as u64 - 2, vec![1, 3, 4]));
    assert_eq!(r.store.read(recommendation::count_proposed_of_newest).unwrap(), ASSETS as u32 - 2);
    let page = r.list(&of(RecommendationState::Rejected));
    assert_eq!((page.total, &page.items[0].recommendation.status), (1, &rejected));
    let page = r.list(&of(RecommendationState::Accepted));
    assert_eq!((page.total, &page.items[0].recommendation.status), (1, &accepted));
    assert_eq!(page.items[0].work_order_number.as_deref(), Some("WO-000001"));
    let all = r.list(&RecommendationFilter { limit: Some(3), ..r.all() });
    assert_eq!((all.total, ranks(&all)), (ASSETS as u64, vec![1, 2, 3]));
    assert_eq!(all.items[1].recommendation.status, rejected);
    assert_eq!(r.store.read(|c| recommendation::decided_counts(c, r.run.id)).unwrap(), (1, 1));
    let named = |id| r.store.read(|c| action_log::name_of(c, id)).unwrap();
    let order = r.store.read(|c| work_order::list(c, &Default::default())).unwrap().items.remove(0).work_order;
    assert_eq!(named(order.id.0), Some(order.number));
    for (id, name) in [
        (id(2).0, Some("P-2298")),
        (id(3).0, Some("P-2297")),
        (r.assets[5].id.0, Some("P-0005")),
        (r.sites[1].id.0, Some("JUB")),
        (r.run.id.0, None),
    ] {
        assert_eq!(named(id).as_deref(), name);
    }
    for nobody in [id(0), id(2_301), id(u32::MAX), RecommendationId::new()] {
        assert!(matches!(r.reject(nobody), Err(StoreError::NotFound { .. })), "{nobody}");
    }
}

#[test]
fn a_proposal_says_what_an_earlier_one_of_its_asset_has_led_to() {
    let r = ranked();
    let id = |rank| ranking::recommendation_id(r.run.id, rank);
    r.reject(id(2)).unwrap();
    let asset = place(&r.assets, 1).asset_id;
    let order = r
        .store
        .write(|tx| {
            // Made by hand: it is no answer to a recommendation.
            work_order::insert(tx, &work_order(place(&r.assets, 3).asset_id))?;
            let source = WorkOrderSource::Recommendation { recommendation_id: id(1) };
            let order = work_order::insert(tx, &WorkOrder { source, ..work_order(asset) })?;
            let status = RecommendationStatus::Accepted { by: PersonId::new(), at: at(9.0), work_order_id: order.id };
            recommendation::set_status(tx, id(1), &status)?;
            Ok(order)
        })
        .unwrap();
    let again = the_run(60.0);
    r.store
        .write(|tx| {
            run::save(tx, &again)?;
            ranking::insert(tx, again.id, (1..=4).map(|rank| place(&r.assets, rank)))
        })
        .unwrap();
    let told = || {
        let rows = r.list(&RecommendationFilter::of(again.id)).items;
        let open: Vec<_> = rows.iter().map(|row| row.open_order.as_ref().map(|o| (o.id, o.status))).collect();
        let rejected: Vec<_> = rows.iter().map(|row| row.last_rejection.as_ref().map(|l| l.reason.clone())).collect();
        (open, rejected)
    };
    let reasons = vec![None, Some("planned".to_owned()), None, None];
    let mut order = order;
    for status in [WorkOrderStatus::Open, WorkOrderStatus::InProgress] {
        order.status = status;
        order = r.store.write(|tx| work_order::update(tx, &order)).unwrap();
        assert_eq!(told(), (vec![Some((order.id, status)), None, None, None], reasons.clone()));
    }
    let decided = r.list(&RecommendationFilter { limit: Some(2), ..r.all() }).items;
    assert!(decided.iter().all(|row| row.open_order.is_none() && row.last_rejection.is_none()), "{decided:?}");
    for status in [WorkOrderStatus::Done, WorkOrderStatus::Cancelled] {
        order.status = status;
        order = r.store.write(|tx| work_order::update(tx, &order)).unwrap();
        assert_eq!(told().0, vec![None; 4], "{status:?}");
    }
}

#[test]
fn a_tie_is_explained_on_both_sides() {
    let r = ranked();
    let run = the_run(60.0);
    let place = |i: usize, health, failure_probability, criticality_weight| Place {
        health,
        failure_probability,
        criticality_weight,
        ..place(&r.assets, i)
    };
    // 60 points but for the last; exact in binary.
    let places = [
        place(1, 100.0, 1.0, 2.0),
        place(2, 75.0, 0.5, 3.0),
        place(3, 50.0, 0.5, 2.0),
        place(4, 50.0, 0.5, 2.0),
        place(5, 50.0, 0.25, 2.0),
    ];
    r.store
        .write(|tx| {
            run::save(tx, &run)?;
            ranking::insert(tx, run.id, places)
        })
        .unwrap();
    let ties: Vec<_> = r.list(&RecommendationFilter::of(run.id)).items.into_iter().map(|row| row.tie).collect();
    let tie = |id: &str, rank: u32| Some(Message::new(format!("optimization-tie-{id}")).with("rank", rank));
    assert_eq!(
        ties,
        [
            tie("before-probability", 2),
            tie("after-probability", 1),
            tie("after-criticality", 2),
            tie("after-order", 3),
            None,
        ]
    );
}

#[test]
fn a_decision_keeps_its_reasons_when_the_score_is_gone() {
    let r = ranked();
    let [first, second] = [1, 2].map(|rank| ranking::recommendation_id(r.run.id, rank));
    r.reject(first).unwrap();
    let newer: Vec<Score> = r.assets.iter().map(|a| score(a.id, 90_000.0, Some(60.0))).collect();
    r.store
        .write(|tx| {
            score::insert_many(tx, &newer)?;
            score::delete_before(tx, at(80_000.0))
        })
        .unwrap();
    let why = |id| r.store.read(|c| recommendation::get(c, id)).unwrap().why;
    assert_eq!(why(first)[0].id, "factor-deviation");
    assert_eq!(why(second), [], "not the reasons of another score");
}

#[test]
fn only_the_newest_runs_keep_what_nobody_decided() {
    let r = ranked();
    r.reject(ranking::recommendation_id(r.run.id, 7)).unwrap();
    let newer = the_run(60.0);
    r.store
        .write(|tx| {
            run::save(tx, &newer)?;
            ranking::insert(tx, newer.id, (1..=3).map(|rank| place(&r.assets, rank)))
        })
        .unwrap();
    assert_eq!(r.store.write(|tx| recommendation::delete_undecided_of_old_runs(tx, 1)).unwrap(), ASSETS as u64);
    assert_eq!(ranks(&r.list(&r.all())), [7]);
    assert_eq!(r.list(&RecommendationFilter::of(newer.id)).total, 3);
    assert_eq!(r.store.read(recommendation::count_proposed_of_newest).unwrap(), 3);
}

/// Each recommendation was a row of its own.
#[test]
fn a_run_of_before_rankings_is_listed_and_decided() {
    let r = ranked();
    let old = the_run(60.0);
    let ids: Vec<RecommendationId> = (0..3).map(|_| RecommendationId::new()).collect();
    r.store
        .write(|tx| {
            run::save(tx, &old)?;
            for (i, id) in ids.iter().enumerate() {
                tx.execute(
                    "INSERT INTO recommendation (id, run_id, rank, asset_id, priority, health, failure_probability,
                     criticality_weight, health_term, probability_term, criticality_term, action, why, status)
                     VALUES (?1, ?2, ?3, ?4, 94, 20, 0.8, 3, 32, 32, 30, '{\"id\":\"action-immediate\"}',
                     '[{\"id\":\"why-health\",\"args\":{\"health\":20}}]', 'proposed')",
                    (id.0, old.id.0, i as i64 + 1, r.assets[i].id.0),
                )?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(r.store.read(recommendation::count_proposed_of_newest).unwrap(), 3);
    let rejected = r.reject(ids[1]).unwrap();
    assert!(matches!(r.reject(ids[1]), Err(StoreError::Conflict { .. })));
    let page = r.list(&RecommendationFilter::of(old.id));
    assert_eq!((page.total, ranks(&page)), (3, vec![1, 2, 3]));
    assert_eq!(page.items[1].recommendation.status, rejected);
    assert_eq!(page.items[2].recommendation.why, [Message::new("why-health").with("health", 20.0)]);
    let proposed =
        RecommendationFilter { status: Some(RecommendationState::Proposed), ..RecommendationFilter::of(old.id) };
    assert_eq!(ranks(&r.list(&proposed)), [1, 3]);
    let searched = RecommendationFilter { search: Some("P-0002".into()), ..RecommendationFilter::of(old.id) };
    assert_eq!(ranks(&r.list(&searched)), [3]);
}
