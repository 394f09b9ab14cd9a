//! What is sent, and how what comes back is read: types, zones, nulls; and that it only ever reads.

use crate::{
    table::{Table, about_the_server, source},
    tds::{
        Answer, Options, Server, USER,
        hear::Parameter,
        tell::{Column, Kind, Value},
    },
};
use chrono::{NaiveDate, NaiveDateTime};
use domain::{Quality, RawValue};
use serde_json::json;

fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 7, 1).unwrap().and_hms_micro_opt(12, 0, 0, 123_400).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_comes_to_read_and_everything_is_rolled_back() {
    let server = Table::default().serve(Options::default()).await;
    source(&server, json!({"statementTimeoutSeconds": 7})).browse(None, None).await.unwrap();
    let login = &server.logins()[0];
    assert_eq!((login.user.as_str(), login.database.as_str()), (USER, "mes"));
    assert_eq!((login.application.as_str(), login.comes_to_read), ("optria-iq", true));
    let batches = server.batches();
    for setting in
        ["SET XACT_ABORT ON", "SET DEADLOCK_PRIORITY LOW", "SET LOCK_TIMEOUT 7000", "SET QUOTED_IDENTIFIER ON"]
    {
        assert!(batches[0].contains(setting), "{setting}: {}", batches[0]);
    }
    let count = |text: &str| batches.iter().filter(|b| b.contains(text)).count();
    assert_eq!((count("BEGIN TRANSACTION"), count("ROLLBACK TRANSACTION"), count("COMMIT")), (2, 2, 0));
    let questions = server.questions();
    assert_eq!(questions.len(), 2, "what the columns are, and the names");
    assert!(questions.iter().all(|q| q.text.starts_with("SELECT ")), "{questions:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_of_ones_own_is_sent_with_its_times_bound() {
    let server = Server::start(Options::default(), |asked| {
        about_the_server(asked, false).unwrap_or_else(|| Answer::Rows(crate::table::COLUMNS.to_vec(), Vec::new()))
    })
    .await;
    let query = "WITH q AS (SELECT tag, at, value, quality FROM dbo.history WHERE at > :since AND at <= :until) \
                 SELECT tag, at, value, quality FROM q ORDER BY at";
    let riyadh = json!({"reads": "query", "query": query, "timeZone": "Asia/Riyadh"});
    source(&server, riyadh).read(&["TI-1".into()]).await.unwrap();
    let asked = server.questions().pop().unwrap();
    assert_eq!(
        asked.text,
        "WITH q AS (SELECT tag, at, value, quality FROM dbo.history WHERE at > @P1 AND at <= @P2) \
         SELECT TOP (1) [tag], [at], [value], [quality] FROM (SELECT tag, at, value, quality FROM q) AS readings \
         WHERE [at] <= @P3 AND [tag] = @P4 ORDER BY [at] DESC"
    );
    assert_eq!(asked.declared, "@P1 datetime2,@P2 datetime2,@P3 datetime2,@P4 nvarchar(4000)");
    let Parameter::Wall(until) = &asked.parameters[2] else { panic!("{asked:?}") };
    let ahead = (*until - chrono::Utc::now().naive_utc()).num_minutes();
    assert!((183..=185).contains(&ahead), "three hours of Riyadh and five minutes: {ahead}");
}

/// The newest reading of a table whose columns are of these types.
async fn read(columns: [(Kind, Value); 4], more: serde_json::Value) -> connectors::TagPreview {
    let names = ["tag", "at", "value", "quality"];
    let (kinds, row): (Vec<Column>, Vec<Value>) =
        columns.into_iter().zip(names).map(|((kind, value), name)| (Column { name, kind }, value)).unzip();
    let server = Server::start(Options::default(), move |asked| {
        let rows = if asked.text.contains("TOP (0)") { Vec::new() } else { vec![row.clone()] };
        about_the_server(asked, false).unwrap_or_else(|| Answer::Rows(kinds.clone(), rows))
    })
    .await;
    source(&server, more).read(&["TI-1".into()]).await.unwrap().remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn times_are_instants_whatever_keeps_them() {
    let day = noon().date().and_hms_opt(0, 0, 0).unwrap();
    for (kind, kept, zone, expected) in [
        (Kind::Datetime2, Value::Time(noon()), "UTC", "2026-07-01T12:00:00.123400Z"),
        (Kind::Datetime2, Value::Time(noon()), "Asia/Riyadh", "2026-07-01T09:00:00.123400Z"),
        // In UTC already, whatever zone is set.
        (Kind::DatetimeOffset, Value::Offset(noon(), 180), "Asia/Riyadh", "2026-07-01T12:00:00.123400Z"),
        (Kind::DatetimeOffset, Value::Offset(noon(), -420), "UTC", "2026-07-01T12:00:00.123400Z"),
        // To the third of a hundredth of a second.
        (Kind::Datetime, Value::Time(noon()), "Asia/Riyadh", "2026-07-01T09:00:00.123333Z"),
        (Kind::SmallDatetime, Value::Time(noon()), "Asia/Riyadh", "2026-07-01T09:00:00.000000Z"),
        (Kind::Date, Value::Time(day), "Asia/Riyadh", "2026-06-30T21:00:00.000000Z"),
    ] {
        let columns = [
            (Kind::NVarchar, Value::Text("TI-1".into())),
            (kind, kept),
            (Kind::Float, Value::Float(1.5)),
            (Kind::Int, Value::Int(192)),
        ];
        let preview = read(columns, json!({ "timeZone": zone })).await;
        let told = preview.source_time.unwrap().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        assert_eq!(told, expected, "{kind:?} {zone}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn values_of_all_kinds_are_read_and_none_is_made_up() {
    let number = RawValue::Number;
    for (kind, kept, expected, quality) in [
        (Kind::Float, Value::Float(-1.25), number(-1.25), Quality::Good),
        (Kind::Int, Value::Int(-7), number(-7.0), Quality::Good),
        (Kind::Bit, Value::Bit(true), RawValue::Boolean(true), Quality::Good),
        (Kind::Decimal, Value::Exact(-123_456), number(-12.3456), Quality::Good),
        (Kind::Money, Value::Exact(-9_876_543_210_000), number(-987_654_321.0), Quality::Good),
        (Kind::NVarchar, Value::Text(" 7.5 ".into()), number(7.5), Quality::Good),
        (Kind::Varchar, Value::Text("RUN".into()), RawValue::Text("RUN".into()), Quality::Good),
        (Kind::Char, Value::Text("OFF".into()), RawValue::Text("OFF".into()), Quality::Good),
        (Kind::Float, Value::Null, RawValue::Null, Quality::Bad),
        (Kind::Decimal, Value::Null, RawValue::Null, Quality::Bad),
        (Kind::NVarchar, Value::Null, RawValue::Null, Quality::Bad),
    ] {
        let columns = [
            (Kind::Char, Value::Text("TI-1".into())),
            (Kind::Datetime2, Value::Time(noon())),
            (kind, kept),
            (Kind::Int, Value::Int(192)),
        ];
        let preview = read(columns, json!({})).await;
        assert_eq!((preview.value, preview.status.quality()), (expected, quality), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_bound_is_of_the_columns_own_type() {
    for (tag, time, text, declared) in [
        (Kind::NVarchar, Kind::Datetime2, "[at] <= @P1 AND [tag] = @P2", "@P1 datetime2,@P2 nvarchar(4000)"),
        (Kind::NVarchar, Kind::DatetimeOffset, "[at] <= @P1 AND [tag] = @P2", "@P1 datetimeoffset,@P2 nvarchar(4000)"),
        (
            Kind::Varchar,
            Kind::Datetime,
            "[at] <= CAST(@P1 AS datetime) AND [tag] = CAST(@P2 AS varchar(8000))",
            "@P1 datetime2,@P2 nvarchar(4000)",
        ),
    ] {
        let server = Server::start(Options::default(), move |asked| {
            about_the_server(asked, false).unwrap_or_else(|| {
                let [of_tag, at, value, quality] = crate::table::COLUMNS;
                let columns = vec![Column { kind: tag, ..of_tag }, Column { kind: time, ..at }, value, quality];
                Answer::Rows(columns, Vec::new())
            })
        })
        .await;
        source(&server, json!({})).read(&["TI-1".into()]).await.unwrap();
        let asked = server.questions().pop().unwrap();
        assert!(asked.text.contains(text), "{}", asked.text);
        assert_eq!(asked.declared, declared);
    }
}
