//! A few hundred histories with every build, and the proof that the oracle can fail. `optria-bench sync` plays more.
#![allow(clippy::unwrap_used)]

use fault::{Plan, Rules, Verdict, play};

async fn all(seeds: std::ops::Range<u64>, plan: Plan) -> (Verdict, Vec<u64>) {
    let (mut sum, mut bad) = (Verdict::default(), Vec::new());
    for seed in seeds {
        let verdict = play(seed, plan).await.unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        if !verdict.is_well() {
            bad.push(seed);
        }
        sum.add(&verdict);
    }
    (sum, bad)
}

#[tokio::test]
async fn whatever_goes_wrong_the_replicas_converge_and_nothing_is_lost_or_done_twice() {
    let (sum, bad) = all(0..100, Plan::default()).await;
    assert!(bad.is_empty(), "{sum:?}; play these seeds again: {bad:?}");
    assert!(sum.operations > 700, "{sum:?}");
}

#[tokio::test]
async fn numbers_given_before_the_commit_lose_rows_and_it_is_noticed() {
    let rules = Rules { numbers_at_commit: false, ..Rules::default() };
    let (sum, bad) = all(0..40, Plan { rules, faults: 25, restores: false, ..Plan::default() }).await;
    assert!(!bad.is_empty() && sum.diverged > 0, "{sum:?}");
}

#[tokio::test]
async fn receipts_that_are_ignored_do_things_twice_and_it_is_noticed() {
    let rules = Rules { knows_receipts: false, ..Rules::default() };
    let (sum, _) = all(0..15, Plan { rules, ..Plan::default() }).await;
    assert!(sum.doubled > 0, "{sum:?}");
}
