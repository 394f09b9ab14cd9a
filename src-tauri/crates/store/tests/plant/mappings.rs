//! Integrations and their mappings: numbered, listed, stale or not.

use crate::common::*;
use crate::{map, plant};
use domain::*;
use store::{
    StoreError, integration, integration_event, mapping,
    mapping::{MappingFilter, MappingSort},
    metric,
};

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
fn mappings_come_with_their_asset_and_metric() {
    let p = plant();
    let one = map(&p, 0, "vibration", "nsu=urn:plant;s=FIC-101.PV");
    let two = map(&p, 2, "bearing_temperature", "nsu=urn:plant;s=TI-900.PV");
    let three = map(&p, 0, "bearing_temperature", "nsu=urn:plant;s=FIC-101.PV");
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
    check(MappingFilter { signals: Some(vec![two.signal, SignalNo(99)]), ..all.clone() }, &[two.signal]);
    check(MappingFilter { signals: Some(Vec::new()), ..all.clone() }, &[]);

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
fn a_signal_is_stale_after_ten_sampling_intervals_and_at_least_a_minute() {
    let p = plant();
    let quick = map(&p, 0, "vibration", "s=V1");
    let slow = SignalMapping { sampling_interval_ms: Some(30_000), ..map(&p, 0, "flow", "s=V2") };
    let silent = map(&p, 0, "pressure", "s=V3");
    p.store.write(|tx| mapping::update(tx, &slow)).unwrap();
    p.store.telemetry().append(&[reading(quick.signal.0, 0.0, 1.0), reading(slow.signal.0, 0.0, 1.0)]).unwrap();
    let received = reading(1, 0.0, 1.0).receipt_time;
    let signals = [quick.signal, slow.signal, silent.signal, SignalNo(99)];
    for (seconds, expected) in
        [(59, vec![silent.signal]), (61, vec![quick.signal, silent.signal]), (301, signals[..3].to_vec())]
    {
        let now = received + chrono::Duration::seconds(seconds);
        let mut stale: Vec<SignalNo> =
            p.store.read(|c| mapping::stale(c, &signals, now)).unwrap().into_iter().collect();
        stale.sort();
        assert_eq!(stale, expected, "after {seconds} s");
        let listed = MappingFilter { stale_at: Some(now), ..Default::default() };
        assert_eq!(
            p.store.read(|c| mapping::list(c, &listed)).unwrap().total,
            expected.len() as u64,
            "after {seconds} s"
        );
        let counts = p.store.read(|c| mapping::signal_counts(c, now)).unwrap();
        assert_eq!(counts.stale as usize, expected.len(), "after {seconds} s");
    }
}

#[test]
fn a_value_that_stays_the_same_is_not_stale_while_its_connection_lives() {
    let p = plant();
    let constant = map(&p, 0, "vibration", "s=V1");
    let never_read = map(&p, 0, "pressure", "s=V3");
    p.store.telemetry().append(&[reading(constant.signal.0, 0.0, 1.0)]).unwrap();
    let received = reading(1, 0.0, 1.0).receipt_time;
    let alive_at = received + chrono::Duration::hours(8);
    p.store.write(|tx| integration::set_alive(tx, constant.integration_id, alive_at)).unwrap();
    let signals = [constant.signal, never_read.signal];
    for (seconds, expected) in [(59, vec![never_read.signal]), (61, signals.to_vec())] {
        let now = alive_at + chrono::Duration::seconds(seconds);
        let mut stale: Vec<SignalNo> =
            p.store.read(|c| mapping::stale(c, &signals, now)).unwrap().into_iter().collect();
        stale.sort();
        assert_eq!(stale, expected, "{seconds} s after the connection was last known to live");
        let counts = p.store.read(|c| mapping::signal_counts(c, now)).unwrap();
        assert_eq!(counts.stale as usize, expected.len());
    }
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
    let line = |event, times, last_at| integration_event::LogLine { event, times, last_at };
    assert_eq!((page.total, page.items), (2_000, vec![line(event(2_099), 1, at(2_099.0))]));
}

#[test]
fn what_is_told_again_is_one_line_of_the_log_with_its_count() {
    use integration_event::{LogLine, Severity};
    let p = plant();
    let tell = |seconds: f64, severity, id: &'static str| {
        let event = integration_event::IntegrationEvent {
            integration_id: p.source.id,
            at: at(seconds),
            severity,
            message: Message::new(id).with("host", "plc7"),
            detail: None,
        };
        p.store.write(|tx| integration_event::append(tx, &event)).unwrap();
        event
    };
    let away = tell(0.0, Severity::Warning, "link-refused");
    // A night of one attempt every fifteen seconds.
    (1..2_880).for_each(|n| _ = tell(f64::from(n) * 15.0, Severity::Warning, "link-refused"));
    let back = tell(50_000.0, Severity::Info, "link-streaming");
    let again = tell(50_001.0, Severity::Warning, "link-refused");
    let failed = tell(50_002.0, Severity::Error, "link-refused");
    let page = p.store.read(|c| integration_event::list(c, Some(p.source.id), 0, 10)).unwrap();
    let line = |event: &integration_event::IntegrationEvent, times, last| LogLine {
        event: event.clone(),
        times,
        last_at: at(last),
    };
    let expected = [
        line(&failed, 1, 50_002.0),
        line(&again, 1, 50_001.0),
        line(&back, 1, 50_000.0),
        line(&away, 2_880, 2_879.0 * 15.0),
    ];
    assert_eq!((page.total, page.items.as_slice()), (4, expected.as_slice()));
    let amiss = || p.store.read(|c| integration_event::last_amiss(c, p.source.id)).unwrap();
    assert_eq!(amiss(), Some(line(&failed, 1, 50_002.0)));
    tell(50_003.0, Severity::Info, "link-streaming");
    assert_eq!(amiss(), Some(line(&failed, 1, 50_002.0)), "it is told after it is over too");
}
