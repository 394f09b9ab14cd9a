//! Queries of a person's own, browsing, previews; and that nothing can be written, ended late, or read ahead of its time.

use crate::{
    recorder::report::failed,
    support::{BOTH, Kind, PASSWORD, Settings, database, open},
};
use domain::{RawValue, StatusCode};
use serde_json::json;
use tokio_util::sync::CancellationToken;

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_browsed_in_pages_and_found_in_whatever_case() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        let rows: Vec<String> = (0..450).map(|n| format!("('TI-{n:04}', now(), {n}, 192)")).collect();
        database.admin(&format!("INSERT INTO readings VALUES {}, ('50%_x', now(), 1, 192)", rows.join(", "))).await;
        let source = database.source(json!({}));
        let mut found = Vec::new();
        let mut continuation = None;
        loop {
            let page = source.browse(None, continuation.as_deref()).await.unwrap();
            found.extend(page.nodes.into_iter().map(|n| n.tag));
            continuation = page.continuation;
            if continuation.is_none() {
                break;
            }
        }
        assert_eq!(found.len(), 451, "{kind:?}");
        let search = async |text: &str| source.search(None, text, 10, CancellationToken::new()).await.unwrap();
        assert_eq!(search("ti-044").await.nodes.len(), 10);
        assert!(search("ti-").await.is_truncated);
        assert_eq!(search("50%_").await.nodes.len(), 1, "{kind:?}");
        assert_eq!(search("%").await.nodes.len(), 1, "{kind:?}");
        assert!(search("nothing").await.nodes.is_empty());

        let read = source.read(&["TI-0007".into(), "nothing".into()]).await.unwrap();
        assert_eq!((&read[0].value, read[0].status), (&RawValue::Number(7.0), StatusCode::GOOD));
        assert_eq!((&read[1].value, read[1].status), (&RawValue::Null, StatusCode::BAD_NO_DATA));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_of_ones_own_is_read_like_a_table() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        database.admin("INSERT INTO readings VALUES ('TI-1', now(), 20, 192), ('TI-2', now(), 30, 192)").await;
        let query = "SELECT concat('site/', tag) AS tag, at, value * 2 AS value, quality\n FROM readings -- ours\n \
                     WHERE at > :since AND at <= :until AND tag <> ';'";
        let source = database.source(json!({"reads": "query", "query": query}));
        let report = source.test().await;
        assert!(report.succeeded && failed(&report).is_none(), "{kind:?} {report:?}");
        let names: Vec<_> = source.browse(None, None).await.unwrap().nodes.into_iter().map(|n| n.tag).collect();
        assert_eq!(names, ["site/TI-1", "site/TI-2"], "{kind:?}");
        let read = source.read(&["site/TI-2".into()]).await.unwrap();
        assert_eq!(read[0].value, RawValue::Number(60.0), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_can_be_written_even_by_one_who_may() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        let sneaky = match kind {
            Kind::Postgres => {
                database
                    .admin(
                        "CREATE FUNCTION sneak() RETURNS double precision LANGUAGE plpgsql AS
                           'BEGIN INSERT INTO readings VALUES (''x'', now(), 1, 1); RETURN 1; END';
                         GRANT ALL ON readings TO reader",
                    )
                    .await;
                "SELECT tag, at, sneak() AS value, quality FROM readings"
            }
            Kind::Maria => {
                database
                    .admin(
                        "\nDELIMITER //\nCREATE FUNCTION mes.sneak() RETURNS double MODIFIES SQL DATA
                           BEGIN INSERT INTO mes.log VALUES (1); RETURN 1; END//\nDELIMITER ;\n",
                    )
                    .await;
                "SELECT tag, at, mes.sneak() AS value, quality FROM readings"
            }
        };
        database.admin("CREATE TABLE log (n int); INSERT INTO readings VALUES ('TI-1', now(), 1, 192)").await;
        if kind == Kind::Maria {
            database.admin("GRANT ALL ON mes.* TO reader@'127.0.0.1'").await;
        }
        let source = database.source(json!({"reads": "query", "query": sneaky}));
        let error = source.read(&["TI-1".into()]).await.unwrap_err();
        assert_eq!(error.failure.message.id, "sql-write-refused", "{kind:?} {error}");
        assert!(error.is_permanent());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_without_end_is_ended_in_time() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        let rows: Vec<String> = (0..400).map(|n| format!("('TI-{n}', now(), {n}, 192)")).collect();
        database.admin(&format!("INSERT INTO readings VALUES {}", rows.join(", "))).await;
        let endless = "SELECT a.tag, a.at, count(*) AS value, max(b.quality) AS quality \
                       FROM readings a, readings b, readings c, readings d GROUP BY a.tag, a.at";
        let config = json!({"reads": "query", "query": endless, "statementTimeoutSeconds": 1});
        let began = std::time::Instant::now();
        let error = database.source(config).read(&["TI-1".into()]).await.unwrap_err();
        assert_eq!(error.failure.message.id, "sql-statement-timed-out", "{kind:?} {error}");
        assert!(began.elapsed().as_secs_f64() < 5.0, "{:?}", began.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_table_is_waited_for_no_longer_than_a_statement_may_take() {
    let Some(mut database) = database(Kind::Postgres, Settings::default()).await else { return };
    database.admin("BEGIN; LOCK TABLE readings IN ACCESS EXCLUSIVE MODE").await;
    let config = database.config(json!({"statementTimeoutSeconds": 1}));
    let error = open(&config, PASSWORD).unwrap().browse(None, None).await.unwrap_err();
    assert!(["sql-lock-timed-out", "sql-statement-timed-out"].contains(&error.failure.message.id.as_str()), "{error}");
    database.admin("ROLLBACK").await;
}
