//! A counter followed through kills, pauses and cuts.

use super::{
    counters::{SOON, WITHOUT_HISTORY, both_are_exact, counters, quick},
    proxy::{Proxy, REPUBLISH},
    support::{COUNTER, Running, config, on_both, server, source, trust_all, with},
};
use connectors::TagSource;
use domain::{ConnectionState, GapReason};
use serde_json::json;
use std::time::Duration;
use testkit::{
    Interruptible,
    counterparts::{Stack, available},
};
use tokio::time::sleep;

async fn through_kill_and_restart(stack: Stack) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(stack, quick()).await;
    let running = Running::start(source(folder.path(), &config(server.endpoint_url(), json!({})), &[]), counters());
    running.until_counted(20, SOON).await;
    for _ in 0..2 {
        server = with(server, |s| {
            s.kill();
            std::thread::sleep(Duration::from_millis(700));
            s.restart();
        })
        .await;
        running.until_counted(30, SOON).await;
    }
    let record = running.stop().await;
    both_are_exact(&server, &record);
    assert!(record.reconnects() >= 2 && !record.gaps_of(WITHOUT_HISTORY).is_empty());
    assert!(record.gaps_of(COUNTER).iter().all(|g| g.reason == GapReason::ConnectionLost));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_is_exact_through_kill_and_restart() {
    on_both(through_kill_and_restart).await;
}

/// `session_ms` decides whether the session outlives the pause.
async fn through_a_pause(stack: Stack, session_ms: u32, pause: Duration) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(stack, quick()).await;
    let config = config(server.endpoint_url(), json!({"sessionTimeoutMs": session_ms}));
    let running = Running::start(source(folder.path(), &config, &[]), counters());
    running.until_counted(20, SOON).await;
    server = with(server, move |s| {
        s.pause();
        std::thread::sleep(pause);
        s.resume();
    })
    .await;
    running.until_counted(30, SOON).await;
    let record = running.stop().await;
    both_are_exact(&server, &record);
    if pause > Duration::from_secs(11) {
        // Trap: a server that is silent with its socket open. It must be noticed, not waited for.
        assert!(record.reconnects() >= 1, "the silence was not noticed");
        let is_silence = |s: &ConnectionState| matches!(s, ConnectionState::Reconnecting { cause, .. } if cause.id == "opcua-server-silent");
        assert!(record.states.iter().any(is_silence), "{:?}", record.states);
    } else {
        assert_eq!(record.reconnects(), 0, "a short silence is no break");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_is_exact_through_a_short_pause() {
    on_both(|stack| through_a_pause(stack, 60_000, Duration::from_secs(4))).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_is_exact_through_a_pause_within_the_session() {
    on_both(|stack| through_a_pause(stack, 60_000, Duration::from_secs(14))).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_is_exact_through_a_pause_beyond_the_session() {
    on_both(|stack| through_a_pause(stack, 10_000, Duration::from_secs(22))).await;
}

/// The network is cut for less than the session lives, each time after what the server had to repeat has come. The same
/// session goes on, signed anew on a new channel, and what the server kept is delivered: also the counter without history
/// has no gap. (Traps: async-opcua makes a second
/// subscription and forgets what waits in the first; it never publishes again; it never asks for lost messages. And
/// asyncua, asked for a message that it no longer has, answers an empty one.)
async fn through_a_cut(stack: Stack, policy: &str) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = server(stack, quick()).await;
    let proxy = Proxy::start(server.port()).await;
    let config = config(&proxy.url(&server), json!({"securityPolicy": policy, "sessionTimeoutMs": 60_000}));
    let open = || source(folder.path(), &config, &[]);
    if policy != "None" {
        assert!(!open().test().await.succeeded);
        trust_all(folder.path());
    }
    let running = Running::start(open(), counters());
    running.until_counted(20, SOON).await;
    for breaks in 1..=3 {
        proxy.toggle();
        sleep(Duration::from_millis(900)).await;
        proxy.toggle();
        running.until_caught_up(&[COUNTER, WITHOUT_HISTORY], breaks, SOON).await;
        running.until_counted(10, SOON).await;
    }
    let record = running.stop().await;
    both_are_exact(&server, &record);
    assert!(record.reconnects() >= 3);
    assert_eq!(record.gaps, [], "{stack:?}: the session was not taken over");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_goes_on_after_a_cut_unsecured() {
    on_both(|stack| through_a_cut(stack, "None")).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_goes_on_after_a_cut_secured() {
    on_both(|stack| through_a_cut(stack, "Basic256Sha256")).await;
}

/// Messages are lost on the way, and then the connection breaks between the request to repeat the first of them and its
/// answer. node-opcua keeps a message until it is acknowledged and repeats it again. asyncua gives it up with the first
/// repetition (`InternalSubscription.republish` pops it): the one case in which a session that goes on has a gap.
async fn through_a_lost_repetition(stack: Stack) {
    if !available(stack) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let server = server(stack, quick()).await;
    let proxy = Proxy::start(server.port()).await;
    let config = config(&proxy.url(&server), json!({"sessionTimeoutMs": 60_000}));
    let running = Running::start(source(folder.path(), &config, &[]), counters());
    running.until_counted(20, SOON).await;
    proxy.lose_answers();
    sleep(Duration::from_millis(600)).await;
    proxy.lose_the_next_republished();
    for _ in 0..2 {
        proxy.toggle();
        sleep(Duration::from_millis(300)).await;
    }
    running.until_caught_up(&[COUNTER, WITHOUT_HISTORY], 2, SOON).await;
    let record = running.stop().await;
    both_are_exact(&server, &record);
    assert!(proxy.asked(REPUBLISH) >= 2, "the repetition was asked for again");
    assert_eq!(record.gaps_of(COUNTER), [], "{stack:?} has the history of it");
    let gaps = record.gaps_of(WITHOUT_HISTORY);
    match stack {
        Stack::NodeOpcua => assert_eq!(gaps, []),
        Stack::Asyncua => {
            assert!(!gaps.is_empty() && gaps.iter().all(|g| g.reason == GapReason::NotificationsLost), "{gaps:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_gives_up_with_a_lost_repetition_is_a_marked_gap() {
    on_both(through_a_lost_repetition).await;
}
