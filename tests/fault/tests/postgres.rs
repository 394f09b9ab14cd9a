//! A handful of histories against a real PostgreSQL with every build; `optria-bench sync --postgres` plays more.
#![allow(clippy::unwrap_used)]

use fault::{
    Verdict,
    postgres::{Plan, Scene, play},
};

#[tokio::test(flavor = "multi_thread")]
async fn with_a_real_database_behind_a_bad_line_replicas_converge_and_nothing_is_lost_or_done_twice() {
    let Some(mut scene) = Scene::start().await.unwrap() else { return };
    let (mut sum, mut bad) = (Verdict::default(), Vec::new());
    for seed in 1..=4 {
        let verdict = play(&mut scene, seed, Plan { steps: 14, ..Plan::default() }).await.unwrap();
        if !verdict.is_well() {
            bad.push(seed);
        }
        sum.add(&verdict);
    }
    assert!(bad.is_empty(), "{sum:?}; play these seeds again: {bad:?}");
    assert!(sum.operations > 100 && sum.conflicts > 0, "{sum:?}");

    // And it is able to fail: the same with a database that does again what comes again.
    scene.ignore_receipts().await.unwrap();
    let plan = Plan { steps: 14, faults: 80, ..Plan::default() };
    let (mut sum, mut seed) = (Verdict::default(), 1);
    while sum.is_well() && seed <= 12 {
        sum.add(&play(&mut scene, seed, plan).await.unwrap());
        seed += 1;
    }
    assert!(!sum.is_well(), "{sum:?}");
}
