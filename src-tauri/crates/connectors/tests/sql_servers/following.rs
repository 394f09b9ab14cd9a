//! Following: every row once, whatever breaks; late and corrected rows; times, types and qualities of all kinds.

use crate::{
    recorder::{Running, subscription},
    support::{BOTH, Database, Kind, Server, Settings, database},
};
use connectors::{Backfill, TagSubscription};
use domain::{Quality, RawValue, Timestamp};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::Interruptible;

const SOON: Duration = Duration::from_secs(15);

/// Whole milliseconds, so that every database keeps it exactly.
fn now() -> Timestamp {
    Timestamp::from_timestamp_millis(chrono::Utc::now().timestamp_millis()).unwrap()
}

/// What is read after it begins with the first row fed: that is never in the same millisecond.
fn before_now() -> Timestamp {
    now() - chrono::TimeDelta::milliseconds(1)
}

fn literal(kind: Kind, time: Timestamp) -> String {
    let zone = if kind == Kind::Postgres { "+00" } else { "" };
    format!("'{}{zone}'", time.format("%Y-%m-%d %H:%M:%S%.6f"))
}

async fn insert(database: &mut Database, rows: &[(&str, Timestamp, &str)]) {
    let kind = database.kind;
    let rows: Vec<String> =
        rows.iter().map(|(tag, time, rest)| format!("('{tag}', {}, {rest})", literal(kind, *time))).collect();
    database.admin(&format!("INSERT INTO readings VALUES {}", rows.join(", "))).await;
}

fn resumed(signal: i64, tag: &str, after: Timestamp) -> TagSubscription {
    TagSubscription { resume_after: Some(after), is_first: false, ..subscription(signal, tag) }
}

/// A value every tenth of a second; each time is kept.
async fn feed(database: &mut Database, count: usize, truth: &mut Vec<Timestamp>) {
    for _ in 0..count {
        let time = now();
        insert(database, &[("COUNTER", time, &format!("{}, 192", truth.len()))]).await;
        truth.push(time);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_comes_once_and_in_order_through_kill_and_restart() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        let mut truth = Vec::new();
        let begin = before_now();
        let running = Running::start(database.source(json!({})), vec![resumed(1, "COUNTER", begin)]);
        feed(&mut database, 15, &mut truth).await;
        running.until("some values", SOON, |r| r.count(1) >= 5).await;
        for round in 1..=2 {
            database.kill().await;
            running.until("the break is noticed", SOON, |r| r.reconnects() >= round && !r.is_streaming()).await;
            database.restart().await;
            feed(&mut database, 10, &mut truth).await;
            let all = truth.len();
            running.until("all values", SOON, |r| r.count(1) >= all).await;
        }
        let (_, record) = running.stop().await;
        assert_eq!(record.times(1), truth, "{kind:?}");
        assert_eq!(record.gaps, [], "a table is its own history");
        let known =
            ["net-connection-refused", "net-connection-lost", "sql-server-starting", "sql-server-shutting-down"];
        assert!(record.causes().iter().all(|c| known.contains(&c.as_str())), "{kind:?} {:?}", record.causes());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn late_and_corrected_rows_are_found_within_the_overlap() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        let begin = now();
        let second = |n: i64| begin - chrono::TimeDelta::seconds(100 - n);
        let running =
            Running::start(database.source(json!({})), vec![resumed(1, "TI-1", second(0)), subscription(2, "TI-2")]);
        running.until("the misspelt or empty tags are named", SOON, |r| r.failed.len() == 2).await;
        assert!(running.record().failed.values().all(|id| id == "sql-tag-unknown"));
        insert(&mut database, &[("TI-1", second(60), "1, 192"), ("TI-1", second(80), "2, 192")]).await;
        running.until("two values", SOON, |r| r.count(1) == 2 && r.failed.len() == 1).await;
        // Late by twenty seconds, and a correction.
        insert(&mut database, &[("TI-1", second(70), "3, 192")]).await;
        database.admin("UPDATE readings SET value = 5 WHERE value = 2").await;
        running.until("late and corrected", SOON, |r| r.count(1) == 4).await;
        // Ahead of its time: left until then, and hides nothing.
        let ahead = begin + chrono::TimeDelta::hours(2);
        insert(&mut database, &[("TI-1", ahead, "9, 192"), ("TI-1", second(90), "6, 192")]).await;
        running.until("what is on time", SOON, |r| r.count(1) == 5).await;
        let (_, record) = running.stop().await;
        let values: Vec<_> = record.of(1).into_iter().map(|r| r.value).collect();
        assert_eq!(values, [1.0, 2.0, 3.0, 5.0, 6.0].map(RawValue::Number), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn history_is_read_page_by_page_to_its_end() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        let begin = now() - chrono::TimeDelta::hours(4);
        // 12,000 readings of two tags, always two at the same time.
        for part in 0..4i64 {
            let rows: Vec<String> = (0..1_500)
                .flat_map(|n| {
                    let time = literal(kind, begin + chrono::TimeDelta::seconds(part * 1_500 + n + 1));
                    [format!("('TI-1', {time}, {n}, 192)"), format!("('TI-2', {time}, {n}, 0)")]
                })
                .collect();
            database.admin(&format!("INSERT INTO readings VALUES {}", rows.join(", "))).await;
        }
        let source = database.source(json!({}));
        let tags = vec![resumed(1, "TI-1", begin), resumed(2, "TI-2", begin)];
        let running = Running::start(source.clone(), tags);
        running.until("everything", Duration::from_secs(30), |r| r.readings.len() >= 12_000).await;
        let (_, record) = running.stop().await;
        for signal in [1, 2] {
            let times = record.times(signal);
            assert_eq!(times.len(), 6_000, "{kind:?}");
            assert!(times.windows(2).all(|w| w[0] < w[1]), "{kind:?}: in order, each once");
        }
        assert!(record.of(2).iter().all(|r| r.status.quality() == Quality::Bad));
        let from = begin + chrono::TimeDelta::seconds(10);
        let to = begin + chrono::TimeDelta::seconds(5_600);
        let Backfill::Complete(read) = source.backfill(&subscription(1, "TI-1"), from, to).await.unwrap() else {
            panic!("a table has history")
        };
        assert_eq!(read.len(), 5_589, "{kind:?}: both ends are left out");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_full_of_one_time_is_said_and_not_skipped() {
    let Some(mut database) = database(Kind::Postgres, Settings::default()).await else { return };
    database
        .admin(
            "INSERT INTO readings SELECT 'TI-1', date_trunc('second', now()), n, 192 FROM generate_series(1, 6000) n",
        )
        .await;
    let begin = now() - chrono::TimeDelta::hours(1);
    let running = Running::start(database.source(json!({})), vec![resumed(1, "TI-1", begin)]);
    let (error, _) = running.give_up(SOON).await;
    assert_eq!(error.failure.message.id, "sql-too-many-at-one-time");
}

#[tokio::test(flavor = "multi_thread")]
async fn times_and_values_of_every_type_are_read_for_what_they_are() {
    let instant = "2026-06-15T09:30:00.250Z".parse::<Timestamp>().unwrap();
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        // The same moment: with a zone, and as a clock on the wall in Riyadh shows it.
        let (with_zone, without_zone) = match kind {
            Kind::Postgres => ("timestamptz", "timestamp"),
            Kind::Maria => ("timestamp(6) NULL", "datetime(6)"),
        };
        let (with, without) = match kind {
            Kind::Postgres => ("'2026-06-15 11:30:00.25+02'", "'2026-06-15 12:30:00.25'"),
            // The administrator's session is in UTC.
            Kind::Maria => ("'2026-06-15 09:30:00.25'", "'2026-06-15 12:30:00.25'"),
        };
        database
            .admin(&format!(
                "CREATE TABLE kinds (tag varchar(20), z {with_zone}, w {without_zone}, d numeric(12,3), i bigint, \
                   f real, b boolean, t varchar(20), q varchar(20));
                 INSERT INTO kinds VALUES ('A', {with}, {without}, 12.125, 7, 0.5, true, ' 42.5 ', 'good'),
                   ('B', {with}, {without}, NULL, NULL, NULL, NULL, 'I/O Timeout', 'bad')"
            ))
            .await;
        if kind == Kind::Postgres {
            database.admin("GRANT SELECT ON kinds TO reader").await;
        }
        let check = async |more: Value, expected: RawValue, quality: Quality, time: Timestamp| {
            let mut config = json!({
                "table": "kinds", "qualityColumn": "q", "qualityCodes": "words", "timeZone": "Asia/Riyadh",
            });
            config.as_object_mut().unwrap().append(more.clone().as_object_mut().unwrap());
            let source = database.source(config);
            let Backfill::Complete(read) = source
                .backfill(
                    &subscription(1, "A"),
                    time - chrono::TimeDelta::seconds(1),
                    time + chrono::TimeDelta::seconds(1),
                )
                .await
                .unwrap()
            else {
                panic!("a table has history")
            };
            let read = read.first().unwrap_or_else(|| panic!("{kind:?} {more}: nothing at that time"));
            assert_eq!((&read.value, read.status.quality()), (&expected, quality), "{kind:?} {more}");
            assert_eq!(read.source_time, time, "{kind:?} {more}");
        };
        use Quality::Good;
        let columns = |time: &str, value: &str| json!({"timeColumn": time, "valueColumn": value});
        for time in ["z", "w"] {
            check(columns(time, "d"), RawValue::Number(12.125), Good, instant).await;
        }
        check(columns("w", "i"), RawValue::Number(7.0), Good, instant).await;
        check(columns("w", "f"), RawValue::Number(0.5), Good, instant).await;
        let truth = if kind == Kind::Postgres { RawValue::Boolean(true) } else { RawValue::Number(1.0) };
        check(columns("w", "b"), truth, Good, instant).await;
        check(columns("w", "t"), RawValue::Number(42.5), Good, instant).await;
        // Read in another zone it is another moment.
        let utc = json!({"timeColumn": "w", "valueColumn": "i", "timeZone": "UTC"});
        check(utc, RawValue::Number(7.0), Good, instant + chrono::TimeDelta::hours(3)).await;

        let source = database.source(json!({
            "table": "kinds", "timeColumn": "z", "valueColumn": "t", "qualityColumn": "q", "qualityCodes": "words",
        }));
        let read = source.read(&["B".into()]).await.unwrap();
        assert_eq!(read[0].value, RawValue::Text("I/O Timeout".into()));
        assert_eq!(read[0].status.quality(), Quality::Bad);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stands_still_is_noticed_and_loses_nothing() {
    let Some(mut database) = database(Kind::Maria, Settings::default()).await else { return };
    let mut truth = Vec::new();
    let begin = before_now();
    let source = database.source(json!({"statementTimeoutSeconds": 1}));
    let running = Running::start(source, vec![resumed(1, "COUNTER", begin)]);
    feed(&mut database, 12, &mut truth).await;
    running.until("some values", SOON, |r| r.count(1) >= 5).await;
    let Server::Maria(server) = &database.server else { panic!("it is one") };
    server.pause();
    running.until("the silence is noticed", SOON, |r| r.causes().contains(&"sql-statement-silent".to_owned())).await;
    server.resume();
    feed(&mut database, 12, &mut truth).await;
    let all = truth.len();
    running.until("all values", SOON * 2, |r| r.count(1) >= all).await;
    assert_eq!(running.stop().await.1.times(1), truth);
}
