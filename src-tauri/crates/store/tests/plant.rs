//! The plant's tables: what goes in comes out the same, in the order and with the filters that lists need.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use domain::*;
use store::{
    Store, StoreError, action_log, asset,
    asset::{AssetFilter, AssetSort},
    gap, integration, integration_event, mapping,
    mapping::{MappingFilter, MappingSort},
    metric, person, score, secret, setting, site,
    telemetry::Budget,
    work_order,
    work_order::WorkOrderFilter,
};

/// Two sites with three pumps and a motor, one integration.
struct Plant {
    workspace: Workspace,
    store: Store,
    sites: [Site; 2],
    assets: Vec<Asset>,
    source: Integration,
}

fn plant() -> Plant {
    let workspace = Workspace::new();
    let store = workspace.open();
    let sites = [site("RTP"), site("JUB")];
    let mut assets = vec![
        asset(sites[0].id, "P-101A"),
        asset(sites[0].id, "P-101B"),
        asset(sites[0].id, "M-200"),
        asset(sites[1].id, "P-101A"),
    ];
    assets[1].name_ar = "مضخة التغذية الرئيسية ١".into();
    assets[1].criticality = Criticality::Critical;
    assets[2].parent_id = Some(assets[0].id);
    assets[2].family = Family::ElectricMotor;
    assets[2].criticality = Criticality::Low;
    let source = integration("Gateway");
    store
        .write(|tx| {
            sites.iter().try_for_each(|s| site::insert(tx, s))?;
            asset::insert_many(tx, &assets)?;
            integration::insert(tx, &source)
        })
        .unwrap();
    Plant { workspace, store, sites, assets, source }
}

fn tags(plant: &Plant, filter: AssetFilter) -> Vec<String> {
    let page = plant.store.read(|c| asset::list(c, &filter)).unwrap();
    assert_eq!(page.total as usize, page.items.len());
    page.items.into_iter().map(|r| format!("{}/{}", r.site_code, r.asset.tag_code)).collect()
}

#[test]
fn what_goes_in_comes_out_the_same() {
    let p = plant();
    let m = metric(p.assets[0].id, "bearing_temperature");
    let person = person("Noura@Plant.SA");
    p.store
        .write(|tx| {
            metric::upsert(tx, &m)?;
            metric::upsert(tx, &m)?;
            person::insert(tx, &person, None)
        })
        .unwrap();
    p.store
        .read(|c| {
            assert_eq!(site::get(c, p.sites[0].id)?, p.sites[0]);
            for a in &p.assets {
                assert_eq!(&asset::get(c, a.id)?, a);
            }
            assert_eq!(metric::get(c, m.id)?, m);
            assert_eq!(metric::list_for_asset(c, m.asset_id)?, std::slice::from_ref(&m));
            assert_eq!(metric::find_by_name(c, m.asset_id, "bearing_temperature")?, Some(m.clone()));
            assert_eq!(integration::get(c, p.source.id)?, p.source);
            let found = person::find_by_email(c, " noura@plant.sa")?.expect("addresses are folded");
            assert_eq!(found, Person { email: "noura@plant.sa".into(), ..person.clone() });
            assert!(matches!(site::get(c, SiteId::new()), Err(StoreError::NotFound { what: "site", .. })));
            Ok(())
        })
        .unwrap();
}

#[test]
fn assets_are_found_in_either_language_and_by_any_part_of_their_tag() {
    let p = plant();
    let check = |typed: &str, expected: &[&str]| {
        assert_eq!(tags(&p, AssetFilter { search: Some(typed.into()), ..Default::default() }), expected, "{typed}");
    };
    check("101", &["RTP/P-101A", "JUB/P-101A", "RTP/P-101B"]);
    check("p-101b", &["RTP/P-101B"]);
    check("1b", &["RTP/P-101B"]);
    check("pump 200", &["RTP/M-200"]);
    // Without tashkeel, with haa for taa marbuta, alef without hamza, Latin digits.
    check("مضخه الرئيسيه", &["RTP/P-101B"]);
    check("مضخة 1", &["RTP/P-101A", "JUB/P-101A", "RTP/P-101B"]);
    check("مُضَخَّة ٢٠٠", &["RTP/M-200"]);
    check("التغذية 1", &["RTP/P-101B"]);
    check("\" OR 1", &[]);
    check("  ", &["RTP/M-200", "RTP/P-101A", "JUB/P-101A", "RTP/P-101B"]);

    // The index follows changes.
    let renamed = Asset { tag_code: "K-900".into(), name_en: "Blower".into(), ..p.assets[1].clone() };
    p.store.write(|tx| asset::update(tx, &renamed)).unwrap();
    check("101b", &[]);
    check("k-900", &["RTP/K-900"]);
}

#[test]
fn assets_are_filtered_sorted_and_paged() {
    let p = plant();
    let at_risk = [(0, Some(20.0)), (1, Some(100.0)), (3, None)];
    let scores: Vec<Score> = at_risk.iter().map(|(i, h)| score(p.assets[*i].id, 10.0, *h)).collect();
    p.store.write(|tx| score::insert_many(tx, &scores)).unwrap();
    // An older one that comes late does not become the newest.
    p.store.write(|tx| score::insert_many(tx, &[score(p.assets[0].id, 5.0, Some(99.0))])).unwrap();

    let all = AssetFilter::default();
    let check = |filter: AssetFilter, expected: &[&str]| assert_eq!(tags(&p, filter.clone()), expected, "{filter:?}");
    check(AssetFilter { site_id: Some(p.sites[1].id), ..all.clone() }, &["JUB/P-101A"]);
    check(AssetFilter { family: Some(Family::ElectricMotor), ..all.clone() }, &["RTP/M-200"]);
    check(AssetFilter { criticality: Some(Criticality::Critical), ..all.clone() }, &["RTP/P-101B"]);
    check(AssetFilter { parent_id: Some(p.assets[0].id), ..all.clone() }, &["RTP/M-200"]);
    check(AssetFilter { has_score: Some(true), ..all.clone() }, &["RTP/P-101A", "RTP/P-101B"]);
    check(AssetFilter { has_score: Some(false), ..all.clone() }, &["RTP/M-200", "JUB/P-101A"]);
    check(AssetFilter { health_band: Some((0.0, 20.0)), ..all.clone() }, &[]);
    check(AssetFilter { health_band: Some((80.0, 100.0)), ..all.clone() }, &["RTP/P-101B"]);
    let by = |sort, descending| AssetFilter { sort, descending, ..all.clone() };
    check(by(AssetSort::Health, false), &["RTP/P-101A", "RTP/P-101B", "RTP/M-200", "JUB/P-101A"]);
    check(by(AssetSort::Health, true), &["RTP/P-101B", "RTP/P-101A", "RTP/M-200", "JUB/P-101A"]);
    check(by(AssetSort::Criticality, true), &["RTP/P-101B", "RTP/P-101A", "JUB/P-101A", "RTP/M-200"]);

    let second = AssetFilter { offset: 1, limit: 2, ..all.clone() };
    let page = p.store.read(|c| asset::list(c, &second)).unwrap();
    assert_eq!((page.total, page.items.len()), (4, 2));
    assert_eq!(page.items[0].asset.tag_code, "P-101A");

    let top = p.store.read(|c| asset::children(c, p.sites[0].id, None)).unwrap();
    assert_eq!(top.iter().map(|r| r.asset.tag_code.as_str()).collect::<Vec<_>>(), ["P-101A", "P-101B"]);
    assert_eq!((top[0].child_count, top[0].health, top[0].scored_at), (1, Some(20.0), Some(at(10.0))));
}

#[test]
fn scores_keep_their_history_and_ranking_reads_the_newest() {
    let p = plant();
    let a = p.assets[0].id;
    let (first, second) = (score(a, 1.0, Some(90.0)), score(a, 2.0, None));
    p.store.write(|tx| score::insert_many(tx, &[first.clone(), second.clone()])).unwrap();
    p.store
        .read(|c| {
            assert_eq!(score::history(c, a, at(0.0), 10)?, [first.clone(), second.clone()]);
            assert_eq!(score::latest_for_asset(c, a)?, Some(second.clone()));
            let ranked = score::latest_all(c, None)?;
            assert_eq!(ranked.len(), 4);
            assert!(ranked.iter().all(|r| r.score.is_none()), "too little data is no score");
            Ok(())
        })
        .unwrap();
    let third = score(a, 3.0, Some(40.0));
    p.store.write(|tx| score::insert_many(tx, std::slice::from_ref(&third))).unwrap();
    let ranked = p.store.read(|c| score::latest_all(c, None)).unwrap();
    let mine = ranked.iter().find(|r| r.asset_id == a).unwrap().score.unwrap();
    assert_eq!((mine.health, mine.at), (40.0, at(3.0)));
    let factors = p.store.read(|c| score::factors_at(c, a, mine.at)).unwrap();
    assert_eq!(factors[0].contribution, 60.0);
    assert_eq!(p.store.read(|c| score::factors_at(c, a, at(2.0))).unwrap(), [], "too little data has none");
    let of_site = p.store.read(|c| score::latest_all(c, Some(p.sites[1].id))).unwrap();
    assert_eq!(of_site.iter().map(|r| r.asset_id).collect::<Vec<_>>(), [p.assets[3].id]);
    assert_eq!(p.store.write(|tx| score::delete_before(tx, at(100.0))).unwrap(), 2);
    assert_eq!(p.store.read(|c| score::latest_for_asset(c, a)).unwrap(), Some(third));
}

fn map(p: &Plant, asset: usize, name: &str, tag: &str) -> SignalMapping {
    p.store
        .write(|tx| {
            let m = match metric::find_by_name(tx, p.assets[asset].id, name)? {
                Some(m) => m,
                None => metric(p.assets[asset].id, name),
            };
            metric::upsert(tx, &m)?;
            Ok(mapping::insert_many(tx, &[mapping(p.source.id, m.id, tag)])?.remove(0))
        })
        .unwrap()
}

#[test]
fn signal_numbers_are_dense_and_never_used_again() {
    let p = plant();
    let first = map(&p, 0, "vibration", "s=V1");
    let second = map(&p, 1, "vibration", "s=V2");
    assert_eq!((first.signal, second.signal), (SignalNo(1), SignalNo(2)));
    // What is not committed takes no number; what is deleted gives none back.
    let undone: store::Result<()> = p.store.write(|tx| {
        mapping::insert_many(tx, &[mapping(p.source.id, first.metric_id, "s=V3")])?;
        mapping::insert_many(tx, &[mapping(p.source.id, first.metric_id, "s=V1")]).map(drop)
    });
    assert!(matches!(undone, Err(StoreError::Duplicate { .. })));
    assert_eq!(p.store.write(|tx| mapping::delete_many(tx, &[second.id, MappingId::new()])).unwrap(), 1);
    assert_eq!(map(&p, 1, "vibration", "s=V2").signal, SignalNo(3));
    drop(p.store);
    let store = p.workspace.open();
    let next = store.write(|tx| mapping::insert_many(tx, &[mapping(p.source.id, first.metric_id, "s=V9")])).unwrap();
    assert_eq!(next[0].signal, SignalNo(4));
}

#[test]
fn mappings_come_with_their_asset_metric_and_newest_reading() {
    let p = plant();
    let one = map(&p, 0, "vibration", "nsu=urn:plant;s=FIC-101.PV");
    let two = map(&p, 2, "bearing_temperature", "nsu=urn:plant;s=TI-900.PV");
    let three = map(&p, 0, "bearing_temperature", "nsu=urn:plant;s=FIC-101.PV");
    p.store.telemetry().append(&[reading(one.signal.0, 5.0, 7.25), reading(one.signal.0, 4.0, 1.0)]).unwrap();
    let list = |filter: &MappingFilter| p.store.read(|c| mapping::list(c, filter)).unwrap();
    let all = MappingFilter::default();
    let page = list(&all);
    assert_eq!(page.total, 3);
    let row = &page.items[0];
    assert_eq!(row.mapping, one);
    assert_eq!(
        (row.asset_tag.as_str(), row.metric_name.as_str(), row.integration_name.as_str()),
        ("P-101A", "vibration", "Gateway")
    );
    assert_eq!(
        (row.latest_value, row.latest_status, row.latest_time),
        (Some(7.25), Some(StatusCode::GOOD), Some(at(5.0)))
    );
    assert_eq!(page.items[2].latest_value, None);

    let check = |filter: MappingFilter, expected: &[SignalNo]| {
        let page = list(&filter);
        let signals: Vec<SignalNo> = page.items.iter().map(|r| r.mapping.signal).collect();
        assert_eq!((signals.as_slice(), page.total as usize), (expected, expected.len()), "{filter:?}");
    };
    let search = |text: &str| MappingFilter { search: Some(text.into()), ..all.clone() };
    check(search("fic-101"), &[one.signal, three.signal]);
    check(search("fic-101 bearing"), &[three.signal]);
    check(search("مضخة m-200"), &[two.signal]);
    // In a tag and in the name of a metric.
    check(search("ti"), &[one.signal, two.signal]);
    check(MappingFilter { asset_id: Some(p.assets[0].id), ..all.clone() }, &[one.signal, three.signal]);
    check(MappingFilter { integration_id: Some(IntegrationId::new()), ..all.clone() }, &[]);
    check(MappingFilter { sort: MappingSort::Asset, ..all.clone() }, &[two.signal, three.signal, one.signal]);

    assert_eq!(p.store.write(|tx| mapping::set_active(tx, &[one.id], false)).unwrap(), 1);
    check(MappingFilter { only_active: true, ..all.clone() }, &[three.signal, two.signal]);
    let active = p.store.read(|c| mapping::active_for_integration(c, p.source.id)).unwrap();
    assert_eq!(active, [(two.clone(), "Cel".to_owned()), (three.clone(), "Cel".to_owned())]);
    let by_tag = p.store.read(|c| mapping::find_by_tag(c, p.source.id, &one.external_tag)).unwrap();
    assert_eq!(by_tag.len(), 2);

    let edited = SignalMapping { external_tag: "s=NEW".into(), scale: "1.50".parse().unwrap(), ..two.clone() };
    p.store.write(|tx| mapping::update(tx, &edited)).unwrap();
    let stored = p.store.read(|c| mapping::get(c, two.id)).unwrap();
    assert_eq!((stored.scale.to_string(), stored.signal), ("1.50".to_owned(), two.signal));
    check(search("ti-900"), &[]);
}

#[test]
fn a_long_list_of_mappings_is_paged_and_filtered_without_holes() {
    let p = plant();
    let total = 3_000u32;
    p.store
        .write(|tx| {
            let m = metric(p.assets[0].id, "flow");
            metric::upsert(tx, &m)?;
            let all: Vec<SignalMapping> =
                (0..total).map(|n| mapping(p.source.id, m.id, &format!("s=T{:05}", n * 7_919 % total))).collect();
            mapping::insert_many(tx, &all).map(drop)
        })
        .unwrap();
    let mut tags = Vec::new();
    while tags.len() < total as usize {
        let filter = MappingFilter { offset: tags.len() as u32, limit: 700, ..Default::default() };
        let page = p.store.read(|c| mapping::list(c, &filter)).unwrap();
        assert_eq!(page.total, u64::from(total));
        tags.extend(page.items.into_iter().map(|r| r.mapping.external_tag));
    }
    assert_eq!(tags, (0..total).map(|n| format!("s=T{n:05}")).collect::<Vec<_>>());
    let found = MappingFilter { search: Some("t0123 p-101".into()), limit: 3, ..Default::default() };
    let page = p.store.read(|c| mapping::list(c, &found)).unwrap();
    assert_eq!((page.total, page.items.len()), (10, 3));
}

#[test]
fn an_integration_with_mappings_is_not_deleted_by_accident() {
    let p = plant();
    let mapped = map(&p, 0, "vibration", "s=V1");
    p.store.telemetry().append(&[reading(mapped.signal.0, 1.0, 1.0)]).unwrap();
    let refused = p.store.write(|tx| integration::delete(tx, p.source.id, integration::Mappings::MustBeNone));
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    p.store.write(|tx| integration::delete(tx, p.source.id, integration::Mappings::DeleteToo)).unwrap();
    assert!(p.store.read(integration::list).unwrap().is_empty());
    assert_eq!(p.store.telemetry().count(Some(mapped.signal)).unwrap(), 1, "what was collected stays");
}

#[test]
fn an_integration_keeps_its_last_word() {
    let p = plant();
    let error = Message::new("opcua-refused").with("host", "127.0.0.1");
    let sync = |at, e: Option<&Message>| p.store.write(|tx| integration::set_sync(tx, p.source.id, at, e)).unwrap();
    sync(Some(at(10.0)), None);
    sync(None, Some(&error));
    sync(Some(at(9.0)), Some(&error));
    p.store.write(|tx| integration::set_status(tx, p.source.id, IntegrationStatus::Inactive)).unwrap();
    let stored = p.store.read(|c| integration::get(c, p.source.id)).unwrap();
    let expected = Integration {
        last_sync_at: Some(at(10.0)),
        last_error: Some(error),
        status: IntegrationStatus::Inactive,
        ..p.source.clone()
    };
    assert_eq!(stored, expected);

    let event = |n: i32| integration_event::IntegrationEvent {
        integration_id: p.source.id,
        at: at(f64::from(n)),
        severity: integration_event::Severity::Warning,
        message: Message::new("link-lost").with("n", f64::from(n)),
        detail: None,
    };
    p.store.write(|tx| (0..2_100).try_for_each(|n| integration_event::append(tx, &event(n)))).unwrap();
    let page = p.store.read(|c| integration_event::list(c, Some(p.source.id), 0, 1)).unwrap();
    assert_eq!((page.total, page.items), (2_000, vec![event(2_099)]));
}

#[test]
fn work_orders_are_numbered_and_an_edit_of_an_old_version_is_a_conflict() {
    let p = plant();
    let insert = |order: &WorkOrder| p.store.write(|tx| work_order::insert(tx, order)).unwrap();
    let first = insert(&work_order(p.assets[0].id));
    let second = insert(&WorkOrder { due_on: None, ..work_order(p.assets[1].id) });
    assert_eq!((first.number.as_str(), second.number.as_str(), first.version), ("WO-000001", "WO-000002", 1));
    let started = WorkOrder { status: WorkOrderStatus::InProgress, updated_at: at(5.0), ..first.clone() };
    let stored = p.store.write(|tx| work_order::update(tx, &started)).unwrap();
    assert_eq!(stored, WorkOrder { version: 2, ..started.clone() });
    let late = p.store.write(|tx| work_order::update(tx, &started));
    assert!(matches!(late, Err(StoreError::Conflict { what }) if what == "work order WO-000001"));
    let done = WorkOrder { status: WorkOrderStatus::Done, ..second.clone() };
    p.store.write(|tx| work_order::update(tx, &done)).unwrap();

    let check = |filter: WorkOrderFilter, expected: &[&str]| {
        let page = p.store.read(|c| work_order::list(c, &filter)).unwrap();
        let numbers: Vec<&str> = page.items.iter().map(|r| r.work_order.number.as_str()).collect();
        assert_eq!((numbers.as_slice(), page.total as usize), (expected, expected.len()), "{filter:?}");
    };
    let all = WorkOrderFilter::default();
    check(all.clone(), &["WO-000001", "WO-000002"]);
    check(WorkOrderFilter { only_open: true, ..all.clone() }, &["WO-000001"]);
    check(WorkOrderFilter { status: Some(WorkOrderStatus::Done), ..all.clone() }, &["WO-000002"]);
    check(WorkOrderFilter { asset_id: Some(p.assets[1].id), ..all.clone() }, &["WO-000002"]);
    let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 3, d);
    check(WorkOrderFilter { overdue_on: day(1), ..all.clone() }, &[]);
    check(WorkOrderFilter { overdue_on: day(2), ..all.clone() }, &["WO-000001"]);
    check(WorkOrderFilter { search: Some("wo-000002".into()), ..all.clone() }, &["WO-000002"]);
    check(WorkOrderFilter { search: Some("المحمل p-101a".into()), ..all.clone() }, &["WO-000001"]);
    let counts = p.store.read(work_order::count_by_status).unwrap();
    assert_eq!((counts["in_progress"], counts["done"], counts["open"]), (1, 1, 0));
}

#[test]
fn the_action_log_can_only_grow() {
    let p = plant();
    let action = action_log::Action {
        at: at(1.0),
        person_id: Some(PersonId::new()),
        action: "sign_in".into(),
        object: None,
        outcome: action_log::Outcome::Failure,
        message: Some(Message::new("sign-in-wrong-password")),
    };
    p.store.write(|tx| action_log::append(tx, &action)).unwrap();
    for sql in ["DELETE FROM action_log", "UPDATE action_log SET outcome = 'success'"] {
        assert!(p.store.write(|tx| Ok(tx.execute(sql, [])?)).is_err(), "{sql}");
    }
    assert_eq!(p.store.read(|c| action_log::list(c, "SIGN", 0, 9)).unwrap().items, [action]);
}

#[test]
fn a_verifier_is_read_alone_and_failures_are_counted() {
    let p = plant();
    let noura = person("noura@plant.sa");
    let phc = Secret::new("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
    p.store.write(|tx| person::insert(tx, &noura, Some(&phc))).unwrap();
    let taken = p.store.write(|tx| person::insert(tx, &person("NOURA@plant.sa"), None));
    assert!(matches!(taken, Err(StoreError::Duplicate { what }) if what == "person.email"));
    p.store.write(|tx| person::record_failed_sign_in(tx, noura.id, Some(at(60.0)))).unwrap();
    let v = p.store.read(|c| person::verifier(c, "noura@plant.sa")).unwrap().unwrap();
    assert_eq!((v.failed_sign_ins, v.locked_until, v.phc.as_ref()), (1, Some(at(60.0)), Some(&phc)));
    assert!(!format!("{v:?}").contains("argon2id"));
    p.store.write(|tx| person::record_sign_in(tx, noura.id, at(70.0))).unwrap();
    let v = p.store.read(|c| person::verifier(c, "noura@plant.sa")).unwrap().unwrap();
    assert_eq!((v.failed_sign_ins, v.locked_until), (0, None));
    assert!(p.store.read(|c| person::verifier(c, "nobody@plant.sa")).unwrap().is_none());
}

#[test]
fn gaps_that_overlap_become_one_and_those_that_touch_stay_two() {
    let p = plant();
    let gap = |from: f64, to: f64, reason| Gap { signal: SignalNo(1), from: at(from), to: at(to), reason };
    let lost = GapReason::ConnectionLost;
    let all = [
        gap(0.0, 10.0, lost),
        gap(10.0, 20.0, lost),
        gap(15.0, 30.0, lost),
        gap(5.0, 8.0, GapReason::QueueOverflow),
        gap(3.0, 3.0, lost),
    ];
    p.store.write(|tx| gap::insert_many(tx, &all)).unwrap();
    p.store.write(|tx| gap::insert_many(tx, &all)).unwrap();
    let stored = p.store.read(|c| gap::list_for_signal(c, SignalNo(1), at(-100.0), at(100.0))).unwrap();
    assert_eq!(stored, [gap(0.0, 10.0, lost), gap(5.0, 8.0, GapReason::QueueOverflow), gap(10.0, 30.0, lost)]);
    let covers = |s| p.store.read(|c| gap::covers(c, SignalNo(1), at(s))).unwrap();
    assert_eq!([0.0, 5.0, 10.0, 12.0, 30.0].map(covers), [false, true, false, true, false]);
    let slice = p.store.telemetry().trend(SignalNo(1), at(8.0), at(12.0), 100).unwrap();
    assert_eq!(slice.gaps.len(), 2);
}

#[test]
fn settings_and_secrets_are_kept_and_replaced() {
    let p = plant();
    p.store
        .write(|tx| {
            setting::set(tx, "retention", &store::telemetry::RetentionPolicy::default())?;
            setting::set(tx, "demo.speed", &1)?;
            setting::set(tx, "demo.speed", &60)?;
            secret::set(tx, "opcua/password", &Secret::new("hunter2"))
        })
        .unwrap();
    p.store
        .read(|c| {
            assert_eq!(setting::find::<u32>(c, "demo.speed")?, Some(60));
            assert_eq!(setting::find::<u32>(c, "absent")?, None);
            assert_eq!(setting::list(c)?.len(), 2);
            assert_eq!(secret::find(c, "opcua/password")?, Some(Secret::new("hunter2")));
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_spool_is_emptied_when_it_is_worth_its_while() {
    let p = plant();
    let spooled_after = |seconds: f64| {
        p.store.telemetry().compact_when_due(Budget::default(), at(seconds)).unwrap();
        p.store.telemetry().spooled().unwrap()
    };
    assert_eq!(spooled_after(0.0), 0);
    p.store.telemetry().append(&[reading(1, 0.0, 1.0)]).unwrap();
    assert_eq!([spooled_after(1.0), spooled_after(4.9), spooled_after(5.1)], [1, 1, 0]);
    let many: Vec<Reading> = (0..50_001).map(|i| reading(1 + i % 10, 10.0 + (i / 10) as f64, 1.0)).collect();
    p.store.telemetry().append(&many[..50_000]).unwrap();
    assert_eq!(spooled_after(10.5), 50_000);
    p.store.telemetry().append(&many[50_000..]).unwrap();
    assert_eq!(spooled_after(10.5), 0);
    // A clock that was set back does not keep them waiting.
    p.store.telemetry().append(&[reading(1, 9_000.0, 1.0)]).unwrap();
    assert_eq!(spooled_after(20.0), 0);
}

#[test]
fn hours_of_what_was_moved_leave_out_what_waits_and_are_the_same_once_it_is_moved() {
    let p = plant();
    let telemetry = p.store.telemetry();
    let moved = || telemetry.hourly_moved(SignalNo(1), at(-7_200.0), at(7_200.0)).unwrap();
    telemetry.append(&[reading(1, 0.0, 1.0), reading(1, 1.0, 3.0)]).unwrap();
    assert!(moved().is_empty());
    telemetry.compact(Budget::ALL).unwrap();
    assert_eq!((moved().len(), moved()[0].readings, moved()[0].mean), (1, 2, Some(2.0)));
    assert_eq!(moved(), telemetry.hourly(SignalNo(1), at(-7_200.0), at(7_200.0)).unwrap());
    telemetry.append(&[reading(1, 2.0, 5.0)]).unwrap();
    assert_eq!(moved()[0].readings, 2);
}

#[test]
fn retention_removes_what_is_old_and_the_trend_still_tells_of_it() {
    let p = plant();
    let day = 86_400.0;
    // One reading a minute for three days, from the first to the fourth.
    let readings: Vec<Reading> = (0..3 * 1_440).map(|i| reading(1, f64::from(i) * 60.0, f64::from(i % 100))).collect();
    p.store.telemetry().append(&readings).unwrap();
    p.store.telemetry().compact(Budget::ALL).unwrap();
    let policy = store::telemetry::RetentionPolicy { raw_days: 1, second_days: 1, minute_days: 2, hour_days: 10 };
    let removed = p.store.telemetry().retain(&policy, at(3.0 * day)).unwrap();
    assert!(removed.raw > 2_800 && removed.raw <= 2 * 1_440 && removed.second == removed.raw, "{removed:?}");
    assert!(removed.minute > 1_300 && removed.minute <= 1_440 && removed.hour == 0, "{removed:?}");
    assert_eq!(p.store.telemetry().retain(&policy, at(3.0 * day)).unwrap(), Default::default());

    let whole = p.store.telemetry().trend(SignalNo(1), at(0.0), at(3.0 * day), 500).unwrap();
    assert_eq!(whole.count.iter().map(|c| u64::from(*c)).sum::<u64>(), readings.len() as u64);
    assert_eq!(whole.max.iter().flatten().copied().reduce(f64::max), Some(99.0));
    assert_eq!(p.store.telemetry().count(None).unwrap(), readings.len() as u64);
    // A late reading of a time whose rows are gone adds to its rollup; what was there is not taken back.
    p.store.telemetry().append(&[reading(1, 30.0, 5_000.0)]).unwrap();
    p.store.telemetry().compact(Budget::ALL).unwrap();
    // To a full hour: an hour whose minutes are gone is told whole or not at all.
    let first_hours = p.store.telemetry().trend(SignalNo(1), at(0.0), at(0.5 * day - 400.0), 10).unwrap();
    assert_eq!(first_hours.max.iter().flatten().copied().reduce(f64::max), Some(5_000.0));
    assert_eq!(first_hours.count.iter().sum::<u32>(), 715);
}

#[test]
fn a_source_that_repeats_an_old_value_after_retention_adds_nothing() {
    let p = plant();
    let day = 86_400.0;
    let old = [reading(1, 0.0, 1.0), reading(1, 60.0, 2.0)];
    p.store.telemetry().append(&old).unwrap();
    p.store.telemetry().compact(Budget::ALL).unwrap();
    let policy = store::telemetry::RetentionPolicy { raw_days: 1, second_days: 1, minute_days: 1, hour_days: 900 };
    p.store.telemetry().retain(&policy, at(400.0 * day)).unwrap();
    p.store.telemetry().append(&old[1..]).unwrap();
    p.store.telemetry().compact(Budget::ALL).unwrap();
    assert_eq!(p.store.telemetry().count(Some(SignalNo(1))).unwrap(), 2);
}
