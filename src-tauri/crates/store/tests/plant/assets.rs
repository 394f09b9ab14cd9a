//! Sites, assets and their scores: found, filtered, sorted, paged.

use crate::common::*;
use crate::{Plant, plant};
use domain::*;
use store::{
    StoreError, asset,
    asset::{AssetFilter, AssetSort},
    integration, metric, person, score, site,
};

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
