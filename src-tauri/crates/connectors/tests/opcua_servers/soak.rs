//! The counter through everything in random order, for as long as somebody wishes:
//! `OPTRIA_SOAK_MINUTES=15 nice cargo test -p connectors --test opcua_servers through_anything -- --ignored --nocapture`

use super::{
    counters::{both_are_exact, counters, quick},
    proxy::Proxy,
    support::{Running, config, on_both, server, source, with},
};
use serde_json::json;
use std::time::Duration;
use testkit::{
    Interruptible,
    counterparts::{Stack, available},
};
use tokio::time::sleep;

const SOON: Duration = Duration::from_secs(90);

/// Cuts, pauses and kills in a random order, for as many minutes as `OPTRIA_SOAK_MINUTES` says.
async fn through_anything(stack: Stack) {
    if !available(stack) {
        return;
    }
    let minutes: f64 = std::env::var("OPTRIA_SOAK_MINUTES").ok().and_then(|s| s.parse().ok()).unwrap_or(2.0);
    let folder = tempfile::tempdir().unwrap();
    let mut server = server(stack, quick()).await;
    let proxy = Proxy::start(server.port()).await;
    let running = Running::start(source(folder.path(), &config(&proxy.url(&server), json!({})), &[]), counters());
    running.until_counted(20, SOON).await;
    let began = std::time::Instant::now();
    let mut did = [0; 4];
    while began.elapsed() < Duration::from_secs_f64(minutes * 60.0) {
        let (what, pause) = (rand::random_range(0..4), Duration::from_millis(rand::random_range(20..2500)));
        did[what] += 1;
        match what {
            0 => {
                proxy.toggle();
                sleep(pause).await;
                proxy.toggle();
            }
            // Two cuts so close that the second meets the recovery from the first.
            1 => {
                for wait in [pause / 3, pause / 5] {
                    proxy.toggle();
                    proxy.toggle();
                    sleep(wait).await;
                }
            }
            2 => {
                server = with(server, move |s| {
                    s.pause();
                    std::thread::sleep(pause * 6);
                    s.resume();
                })
                .await;
            }
            _ => {
                server = with(server, move |s| {
                    s.kill();
                    std::thread::sleep(pause / 4);
                    s.restart();
                })
                .await;
            }
        }
        running.until_counted(rand::random_range(1..40), SOON).await;
    }
    let record = running.stop().await;
    let (made, seconds) = (server.counter_log().len(), began.elapsed().as_secs());
    eprintln!("{stack:?}: {made} values in {seconds} s; cuts, double cuts, pauses, kills: {did:?}");
    both_are_exact(&server, &record);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a soak of minutes: cuts, pauses and kills in random order"]
async fn a_counter_is_exact_through_anything() {
    on_both(through_anything).await;
}
