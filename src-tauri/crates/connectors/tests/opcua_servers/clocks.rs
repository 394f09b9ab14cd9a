//! A server whose clock differs from ours: a person is warned of it, and readings keep the server's time.

use super::{
    counters::{SOON, both_are_exact, counters, quick},
    support::{Running, config, server, source, trust_all},
};
use chrono::TimeDelta;
use connectors::{Stage, StageOutcome, TagSource};
use domain::message::MessageArg;
use serde_json::json;
use testkit::counterparts::{Stack, available};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_differs_is_warned_of_and_values_keep_the_servers_time() {
    if !available(Stack::NodeOpcua) {
        return;
    }
    for ahead in [TimeDelta::seconds(90), TimeDelta::seconds(-3600), TimeDelta::seconds(1)] {
        let folder = tempfile::tempdir().unwrap();
        let server = server(Stack::NodeOpcua, quick().clock_ahead(ahead)).await;
        let config = config(server.endpoint_url(), json!({"securityPolicy": "Basic256Sha256"}));
        let open = || source(folder.path(), &config, &[]);
        assert!(!open().test().await.succeeded);
        trust_all(folder.path());
        let report = open().test().await;
        assert!(report.succeeded, "{:?}", report.stages);
        let read = report.stages.iter().find(|s| s.stage == Stage::Read).unwrap();
        match &read.outcome {
            StageOutcome::Warned { warning } => {
                assert_eq!(warning.message.id, "opcua-clock-skew");
                let MessageArg::Number(told) = warning.message.args["seconds"] else { panic!("{:?}", warning.message) };
                assert!((told - ahead.num_seconds() as f64).abs() <= 2.0, "{told} for {ahead}");
                assert!(ahead.num_seconds().abs() > 5);
            }
            passed => assert!(matches!(passed, StageOutcome::Passed) && ahead.num_seconds() == 1, "{passed:?}"),
        }
        let running = Running::start(open(), counters());
        running.until_counted(20, SOON).await;
        let record = running.stop().await;
        both_are_exact(&server, &record);
        assert_eq!((record.reconnects(), record.gaps.len()), (0, 0), "{ahead}");
        for reading in &record.readings {
            let off = reading.source_time - reading.receipt_time - ahead;
            assert!(off.num_seconds().abs() <= 3, "{off} beside {ahead}");
        }
    }
}
