//! Following the contract server's table: every row once and in order through kill and restart, pages, many tags.

use crate::{
    recorder::{Running, subscription},
    table::{Table, source},
    tds::{
        Options,
        hear::{Asked, Parameter},
    },
};
use chrono::{DurationRound, TimeDelta};
use connectors::{Backfill, TagSubscription};
use domain::Timestamp;
use serde_json::json;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const SOON: Duration = Duration::from_secs(15);

fn now() -> Timestamp {
    chrono::Utc::now().duration_trunc(TimeDelta::milliseconds(1)).unwrap()
}

fn resumed(signal: i64, tag: &str, after: Timestamp) -> TagSubscription {
    TagSubscription { resume_after: Some(after), is_first: false, ..subscription(signal, tag) }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_comes_once_and_in_order_through_kill_and_restart() {
    let table = Table::default();
    let mut server = table.serve(Options::default()).await;
    let begin = now();
    let running = Running::start(source(&server, json!({})), vec![resumed(1, "COUNTER", begin)]);
    let mut truth = Vec::new();
    for round in 0..3 {
        if round > 0 {
            server.kill();
            running.until("the break is noticed", SOON, |r| r.reconnects() >= round && !r.is_streaming()).await;
            server.restart().await;
        }
        for _ in 0..8 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            truth.push(now());
            table.insert("COUNTER", truth[truth.len() - 1].naive_utc(), Some(truth.len() as f64), 192);
        }
        running.until("all values", SOON, |r| r.count(1) >= truth.len()).await;
    }
    let (_, record) = running.stop().await;
    assert_eq!(record.times(1), truth);
    assert_eq!(record.gaps, [], "a table is its own history");
    let known = ["net-connection-refused", "net-connection-lost"];
    assert!(record.causes().iter().all(|c| known.contains(&c.as_str())), "{:?}", record.causes());
}

#[tokio::test(flavor = "multi_thread")]
async fn history_is_read_page_by_page_and_between_two_times() {
    let table = Table::default();
    let begin = now() - TimeDelta::hours(4);
    for n in 1..=6_000 {
        let at = begin + TimeDelta::seconds(n);
        table.insert("TI-1", at.naive_utc(), Some(n as f64), 192);
        table.insert("TI-2", at.naive_utc(), None, 0);
    }
    let server = table.serve(Options::default()).await;
    let source = source(&server, json!({}));
    let running = Running::start(source.clone(), vec![resumed(1, "TI-1", begin), resumed(2, "TI-2", begin)]);
    running.until("everything", SOON, |r| r.readings.len() >= 12_000).await;
    let (_, record) = running.stop().await;
    assert_eq!((record.count(1), record.count(2)), (6_000, 6_000));

    let (from, to) = (begin + TimeDelta::seconds(10), begin + TimeDelta::seconds(5_900));
    let Backfill::Complete(read) = source.backfill(&resumed(1, "TI-1", begin), from, to).await.unwrap() else {
        panic!("a table has history")
    };
    assert_eq!(read.len(), 5_889);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_over_many_tags_is_longer_than_a_packet_and_comes_whole() {
    let table = Table::default();
    let at = now() + TimeDelta::milliseconds(1);
    let name = |n: i64| format!("Area 7/Unit {n}/وحدة القياس/Temperature at the outlet of the exchanger {n:04}");
    let tags: Vec<TagSubscription> = (0..450).map(|n| resumed(n, &name(n), at - TimeDelta::seconds(1))).collect();
    (0..450).for_each(|n| table.insert(&name(n), at.naive_utc(), Some(n as f64), 192));
    let server = table.serve(Options::default()).await;
    let running = Running::start(source(&server, json!({})), tags);
    running.until("a value of each", SOON, |r| r.readings.len() >= 450).await;
    running.stop().await;
    let bytes = |q: &Asked| {
        let told = |p: &Parameter| if let Parameter::Text(text) = p { text.encode_utf16().count() } else { 4 };
        2 * (q.text.len() + q.declared.len() + q.parameters.iter().map(told).sum::<usize>())
    };
    assert!(server.questions().iter().map(bytes).max().unwrap() > 5 * 4_096, "over several packets");
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_browsed_in_pages_and_found() {
    let table = Table::default();
    (0..450).for_each(|n| table.insert(&format!("TI-{n:04}"), now().naive_utc(), Some(1.0), 192));
    let server = table.serve(Options::default()).await;
    let source = source(&server, json!({}));
    let (mut found, mut continuation) = (0, None);
    loop {
        let page = source.browse(None, continuation.as_deref()).await.unwrap();
        found += page.nodes.len();
        continuation = page.continuation;
        if continuation.is_none() {
            break;
        }
    }
    assert_eq!(found, 450);
    let search = source.search(None, "ti-044", 50, CancellationToken::new()).await.unwrap();
    assert_eq!(search.nodes.len(), 10);
    assert_eq!(server.logins().len(), 1, "one connection for all of it");
}
