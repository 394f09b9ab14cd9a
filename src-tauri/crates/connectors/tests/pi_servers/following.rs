//! Browsing, previews, and following: every recorded value once, whatever breaks; states and flags as quality; a server
//! that asks to wait is left alone.

use crate::{
    recorder::{Running, subscription},
    support::{by_client, config, open, server, source, tag},
};
use connectors::{Backfill, TagSubscription};
use domain::{ConnectionState, ErrorCode, Quality, RawValue, StatusCode, Timestamp};
use serde_json::json;
use std::{collections::BTreeSet, time::Duration};
use testkit::pi::{Options, Server};
use tokio_util::sync::CancellationToken;

pub const SOON: Duration = Duration::from_secs(15);

pub fn truth(server: &Server) -> Vec<Timestamp> {
    server.counter_log().into_iter().filter_map(|(_, micros)| Timestamp::from_timestamp_micros(micros)).collect()
}

/// What is sent between the opening of a channel and the look behind it is found too; the store keeps each once.
pub fn each(times: &[Timestamp]) -> Vec<Timestamp> {
    BTreeSet::from_iter(times.iter().copied()).into_iter().collect()
}

/// The record holds every value between its first and last, each once and in order.
pub fn assert_whole(times: &[Timestamp], truth: &[Timestamp]) {
    let (first, last) = (times[0], times[times.len() - 1]);
    let expected: Vec<_> = truth.iter().copied().filter(|t| (first..=last).contains(t)).collect();
    assert_eq!(times, expected);
    assert!(expected.len() > 10, "too little to say anything");
}

#[tokio::test(flavor = "multi_thread")]
async fn points_are_browsed_in_pages_found_by_name_and_previewed() {
    let server = server(Options { points: 450, ..Options::default() }).await;
    let source = source(&server, json!({}));
    let (mut found, mut continuation) = (Vec::new(), None);
    loop {
        let page = source.browse(None, continuation.as_deref()).await.unwrap();
        found.extend(page.nodes);
        continuation = page.continuation;
        if continuation.is_none() {
            break;
        }
    }
    assert_eq!(found.len(), 457);
    let of = |name: &str| found.iter().find(|n| n.name == name).unwrap();
    assert!(of("Temperature").is_numeric && !of("Valve").is_numeric);
    assert_eq!(of("Temperature").unit.as_deref(), Some("Cel"));
    assert_eq!(of("Temperature").tag, tag("Temperature"));
    let search = async |text: &str, limit| source.search(None, text, limit, CancellationToken::new()).await.unwrap();
    assert_eq!(search("unit1.ti-044", 50).await.nodes.len(), 10);
    assert!(search("TI-", 20).await.is_truncated);
    assert!(search("nothing", 20).await.nodes.is_empty());

    let names = ["Temperature", "Valve", "Created", "Doubtful", "Nothing", "Denied"];
    let read = source.read(&names.map(tag)).await.unwrap();
    let values: Vec<_> = read.iter().map(|p| (p.value.clone(), p.status.quality())).collect();
    use Quality::{Bad, Good, Uncertain};
    assert_eq!(
        values,
        [
            (RawValue::Number(20.5), Good),
            (RawValue::Text("OPEN".into()), Good),
            (RawValue::Null, Bad),
            (RawValue::Number(20.5), Uncertain),
            (RawValue::Null, Bad),
            (RawValue::Null, Bad),
        ]
    );
    assert_eq!(read[2].status, StatusCode(0x8032_0000));
    // Many points at once are asked for in questions that fit.
    let many: Vec<String> = found.iter().map(|n| n.tag.clone()).collect();
    assert_eq!(source.read(&many).await.unwrap().iter().filter(|p| p.source_time.is_some()).count(), 456);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_value_comes_once_and_in_order_through_kill_and_restart() {
    through_kill_and_restart(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_value_comes_once_and_in_order_through_kill_and_restart_of_what_sends_it() {
    through_kill_and_restart(true).await;
}

async fn through_kill_and_restart(use_channel: bool) {
    let mut server = server(Options::default()).await;
    let tags = vec![
        subscription(1, &tag("Counter")),
        subscription(2, &tag("TimedOut")),
        subscription(3, &tag("Valve")),
        subscription(4, &tag("Nothing")),
        subscription(5, &tag("Denied")),
    ];
    let running = Running::start(source(&server, json!({"useChannel": use_channel})), tags);
    running.until("values", SOON, |r| r.count(1) >= 15 && r.failed.len() == 3).await;
    let failed: Vec<_> = running.record().failed.into_values().collect();
    assert_eq!(failed, ["pi-tag-not-numeric", "pi-tag-unknown", "pi-tag-not-readable"]);
    for round in 1..=2 {
        tokio::task::block_in_place(|| server.kill());
        running.until("the break is noticed", SOON, |r| r.reconnects() >= round && !r.is_streaming()).await;
        tokio::task::block_in_place(|| server.restart());
        let before = running.record().count(1);
        running.until("values again", SOON, |r| r.is_streaming() && r.count(1) > before + 10).await;
    }
    let (_, record) = running.stop().await;
    let times = record.times(1);
    assert_whole(&if use_channel { each(&times) } else { times }, &truth(&server));
    assert_eq!(record.gaps, [], "the archive is the history");
    assert!(record.of(2).iter().all(|r| r.value == RawValue::Null && r.status == StatusCode(0x8031_0000)));
    assert!(record.causes().iter().all(|c| c.starts_with("net-connection")), "{:?}", record.causes());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_to_wait_is_left_alone_until_then() {
    let server = server(Options::default()).await;
    let running = Running::start(source(&server, json!({})), vec![subscription(1, &tag("Counter"))]);
    running.until("values", SOON, |r| r.count(1) >= 5).await;
    server.control(r#"{"mode": "rate_limit", "count": 1, "retryAfter": "4"}"#);
    running.until("the wait is told", SOON, |r| r.reconnects() == 1).await;
    let told = running.record();
    let Some(ConnectionState::Reconnecting { cause, retry_at, .. }) =
        told.states.iter().find(|s| matches!(s, ConnectionState::Reconnecting { .. })).cloned()
    else {
        panic!("{:?}", told.states)
    };
    assert_eq!(cause.id, "net-rate-limited");
    let asked = server.counts();
    let wait = (retry_at - chrono::Utc::now()).num_milliseconds();
    assert!(wait > 3_000, "{wait} ms");
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert_eq!(server.counts(), asked, "it was asked although it wanted to be left alone");
    let before = running.record().count(1);
    running.until("it goes on", SOON, |r| r.count(1) > before + 5).await;
    let (_, record) = running.stop().await;
    assert_whole(&record.times(1), &truth(&server));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_tried_once_and_an_expired_token_ends_it() {
    let server = server(Options::default()).await;
    let refused = |server: &Server| {
        let counts: serde_json::Value = serde_json::from_str(&server.counts()).unwrap();
        counts["refused"].as_u64().unwrap()
    };
    let wrong = open(&config(&server, json!({})), "wrong-hunter2", "t").unwrap();
    let (error, _) = Running::start(wrong, vec![subscription(1, &tag("Counter"))]).give_up(SOON).await;
    assert_eq!((error.failure.code, refused(&server)), (ErrorCode::Unauthenticated, 1));

    let running = Running::start(source(&server, json!({"signIn": "bearer"})), vec![subscription(1, &tag("Counter"))]);
    running.until("values", SOON, |r| r.count(1) >= 3).await;
    server.control(r#"{"mode": "expired"}"#);
    let (error, _) = running.give_up(SOON).await;
    assert_eq!(error.failure.message.id, "pi-token-refused");
    assert_eq!(refused(&server), 2, "the expired token is tried once");
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_fetched_anew_before_their_end_and_once_where_one_is_refused_and_no_value_is_lost() {
    let server = server(Options { token_life: Some(3), ..Options::default() }).await;
    let count = |of: &str| {
        let counts: serde_json::Value = serde_json::from_str(&server.counts()).unwrap();
        counts[of].as_u64().unwrap()
    };
    let running = Running::start(source(&server, by_client(&server)), vec![subscription(1, &tag("Counter"))]);
    running.until("values", SOON, |r| r.count(1) >= 3).await;
    assert_eq!(count("tokens"), 1);
    tokio::time::sleep(Duration::from_secs(7)).await;
    assert!((3..=4).contains(&count("tokens")), "one for each 2.4 seconds: {}", count("tokens"));
    assert_eq!(count("refused"), 0, "each is renewed before its end");
    // Ended at the server before its time: one question is refused, and asked again with a new one.
    let (tokens, before) = (count("tokens"), running.record().count(1));
    server.control(r#"{"mode": "token_unknown", "count": 1}"#);
    running.until("it goes on", SOON, |r| r.count(1) > before + 5).await;
    assert_eq!((count("refused"), running.record().reconnects()), (1, 0));
    assert!(count("tokens") > tokens);
    // Refused although it is new: told, and not tried again by itself.
    server.control(r#"{"mode": "token_unknown"}"#);
    let (error, record) = running.give_up(SOON).await;
    assert_eq!((error.failure.message.id.as_str(), error.is_permanent()), ("pi-fetched-token-refused", true));
    assert_eq!(count("refused"), 3);
    assert_whole(&record.times(1), &truth(&server));
}

#[tokio::test(flavor = "multi_thread")]
async fn history_is_read_page_by_page_to_its_end() {
    let server = server(Options { history: 3_500, ..Options::default() }).await;
    let all = truth(&server);
    let source = source(&server, json!({}));
    // From a second before its beginning.
    let begin = all[0] - chrono::TimeDelta::seconds(1);
    let from_begin = TagSubscription { resume_after: Some(begin), ..subscription(1, &tag("Counter")) };
    let running = Running::start(source.clone(), vec![from_begin.clone()]);
    running.until("everything", SOON, |r| r.count(1) >= 3_510).await;
    let (_, record) = running.stop().await;
    assert_eq!(record.times(1)[0], all[0]);
    assert_whole(&record.times(1), &truth(&server));

    let Backfill::Complete(read) = source.backfill(&from_begin, all[10], all[3_400]).await.unwrap() else {
        panic!("an archive has history")
    };
    assert_eq!(read.iter().map(|r| r.source_time).collect::<Vec<_>>(), all[11..3_400]);
    let missing = source.backfill(&subscription(1, &tag("Nothing")), all[0], all[1]).await.unwrap_err();
    assert_eq!(missing.failure.message.id, "pi-tag-unknown");
}
