//! What the server sends by itself, what becomes of it where the server does not, many questions in one, and a first past
//! that is thinned.

use crate::{
    following::{SOON, assert_whole, each, truth},
    recorder::{Running, subscription},
    support::{server, source, tag},
};
use connectors::TagSubscription;
use domain::{ConnectionState, RawValue};
use serde_json::{Value, json};
use testkit::pi::{Options, Server};

fn counted(server: &Server, what: &str) -> u64 {
    serde_json::from_str::<Value>(&server.counts()).unwrap()[what].as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn values_come_as_they_change_though_nobody_asks_for_them() {
    let server = server(Options::default()).await;
    let seldom = json!({"useChannel": true, "pollIntervalSeconds": 3_600});
    let tags = ["Counter", "TimedOut", "Valve"];
    let tags = tags.iter().enumerate().map(|(n, name)| subscription(n as i64 + 1, &tag(name))).collect();
    let running = Running::start(source(&server, seldom), tags);
    running.until("values", SOON, |r| r.count(1) >= 30 && r.count(2) >= 30).await;
    let (_, record) = running.stop().await;
    assert_whole(&each(&record.times(1)), &truth(&server));
    assert!(counted(&server, "sent") >= 50);
    // A state of the system is no number here either.
    assert!(record.of(2).iter().all(|r| r.value == RawValue::Null));
    assert_eq!(record.gaps, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_not_offered_is_cut_or_dies_costs_no_value() {
    for mode in ["no_channel", "channel_cut", "channel_mute"] {
        let server = server(Options::default()).await;
        let late = mode != "no_channel";
        let mode = json!({ "mode": mode }).to_string();
        if !late {
            server.control(&mode);
        }
        let running =
            Running::start(source(&server, json!({"useChannel": true})), vec![subscription(1, &tag("Counter"))]);
        running.until("values", SOON, |r| r.count(1) >= 15).await;
        if late {
            server.control(&mode);
        }
        let before = running.record().count(1);
        // More than a look of a server that sends.
        running.until(&mode, SOON, |r| r.count(1) > before + 80).await;
        let (_, record) = running.stop().await;
        assert_whole(&each(&record.times(1)), &truth(&server));
        assert_eq!(record.reconnects(), 0, "{mode}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_plant_is_asked_in_batches_and_one_by_one_where_it_takes_none() {
    const POINTS: usize = 900;
    for mode in ["ok", "no_batch"] {
        let server = server(Options { points: POINTS, ..Options::default() }).await;
        server.control(&json!({ "mode": mode }).to_string());
        let mut tags: Vec<TagSubscription> =
            (1..=POINTS).map(|n| subscription(n as i64, &tag(&format!("Unit1.TI-{n:04}")))).collect();
        tags.push(subscription(0, &tag("Counter")));
        let running = Running::start(source(&server, json!({"useChannel": true})), tags);
        running.until("all points", SOON, |r| (1..=POINTS).all(|n| r.count(n as i64) == 1) && r.count(0) > 20).await;
        assert_eq!(counted(&server, "batches") > 0, mode == "ok");
        if mode == "ok" {
            server.control(r#"{"mode": "batch_part", "count": 1}"#);
            running.until("the broken part", SOON, |r| r.reconnects() == 1).await;
            let told = running.record();
            let cause = told.states.iter().find_map(|s| match s {
                ConnectionState::Reconnecting { cause, .. } => Some(cause.id.clone()),
                _ => None,
            });
            assert_eq!(cause.as_deref(), Some("pi-server-error"));
            let before = told.count(0);
            running.until("it goes on", SOON, |r| r.count(0) > before + 10).await;
        }
        let (_, record) = running.stop().await;
        assert_whole(&record.times(0), &truth(&server));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_past_comes_in_steps_and_what_follows_whole() {
    const PAST: usize = 3_000;
    for (kind, most) in [("plot", 25), ("interpolated", 7)] {
        let server = server(Options { history: PAST, ..Options::default() }).await;
        let all = truth(&server);
        let begin = all[0] - chrono::TimeDelta::seconds(1);
        let first = TagSubscription { resume_after: Some(begin), is_first: true, ..subscription(1, &tag("Counter")) };
        let thinned = json!({"historyAs": kind, "historyStepMinutes": 10});
        let running = Running::start(source(&server, thinned), vec![first]);
        running.until("live values", SOON, |r| r.count(1) >= most + 30).await;
        let (_, record) = running.stop().await;
        let (past, since): (Vec<_>, Vec<_>) = record.of(1).into_iter().partition(|r| r.source_time < all[PAST - 1]);
        assert!((4..=most).contains(&past.len()), "{kind}: {} values", past.len());
        assert_whole(&since.iter().map(|r| r.source_time).collect::<Vec<_>>(), &truth(&server));
        if kind == "plot" {
            assert!(past.iter().all(|r| all.contains(&r.source_time) && r.status.0 == 0), "what was recorded");
            assert_eq!(past[0].source_time, all[0]);
        } else {
            assert!(past[1..].iter().all(|r| r.status.0 == 0x0402), "{past:?}");
            assert!(past.windows(2).all(|p| p[1].source_time - p[0].source_time == chrono::TimeDelta::minutes(10)));
        }
    }
}
