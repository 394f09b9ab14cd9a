//! The staged test, and each fault that it can name, provoked at real servers.

use crate::{
    recorder::report::{failed, warned},
    support::{BOTH, Database, Kind, PASSWORD, Settings, database, open},
};
use domain::ErrorCode;
use serde_json::{Value, json};
use testkit::postgres::certificates;

async fn fault(database: &Database, more: Value, password: &str) -> (String, String) {
    let report = open(&database.config(more.clone()), password).unwrap().test().await;
    assert!(!report.succeeded, "{more}");
    let text = serde_json::to_string(&report).unwrap();
    assert!(!text.contains(password), "the password is in the report of {more}");
    failed(&report).unwrap_or_else(|| panic!("{more}: {report:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_stage_passes_and_what_a_person_should_know_is_warned_of() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        let report = database.source(json!({})).test().await;
        assert!(report.succeeded && failed(&report).is_none(), "{kind:?} {report:?}");
        assert_eq!(warned(&report), ["sql-nothing-there"], "{kind:?}");
        assert_eq!(report.stages.len(), 7);
        let now = "now()";
        database.admin(&format!("INSERT INTO readings VALUES ('TI-1', {now}, 1, 192)")).await;
        let report = database.source(json!({})).test().await;
        assert!(warned(&report).is_empty(), "{kind:?} {report:?}");
        // The table's times are a day ahead of where they are read.
        let tomorrow = match kind {
            Kind::Postgres => "now() + interval '1 day'",
            Kind::Maria => "now() + INTERVAL 1 DAY",
        };
        database.admin(&format!("INSERT INTO readings VALUES ('TI-1', {tomorrow}, 1, 192)")).await;
        assert_eq!(warned(&database.source(json!({})).test().await), ["sql-readings-ahead"], "{kind:?}");
        let may_write = match kind {
            Kind::Postgres => "GRANT INSERT ON readings TO reader",
            Kind::Maria => "GRANT INSERT ON mes.* TO reader@'127.0.0.1'",
        };
        database.admin(may_write).await;
        assert!(warned(&database.source(json!({})).test().await).contains(&"sql-user-may-write".into()), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_is_named_at_the_stage_where_it_is() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        match kind {
            Kind::Postgres => {
                database
                    .admin(&format!(
                        "CREATE TABLE hidden (LIKE readings);
                         CREATE TABLE oddities (tag text, at text, value double precision, blob bytea, quality int);
                         GRANT SELECT ON oddities TO reader;
                         CREATE ROLE nologin NOLOGIN PASSWORD '{PASSWORD}'"
                    ))
                    .await;
            }
            Kind::Maria => {
                database
                    .admin(
                        "CREATE TABLE mes.oddities (tag text, at text, value double, blob_ blob, quality int);
                         CREATE DATABASE other; CREATE TABLE other.hidden LIKE mes.readings",
                    )
                    .await;
            }
        }
        let blob = if kind == Kind::Postgres { "blob" } else { "blob_" };
        let table = |name: &str| json!({ "table": name });
        let mut cases = vec![
            (json!({"host": "nowhere.invalid"}), PASSWORD, "Resolve", "net-host-not-found"),
            (json!({"port": 1}), PASSWORD, "Connect", "net-connection-refused"),
            (json!({"encryption": "verified"}), PASSWORD, "SecureChannel", "sql-encryption-not-offered"),
            (json!({}), "wrong-hunter2", "Authenticate", "sql-access-denied"),
            (json!({"userName": "nobody"}), PASSWORD, "Authenticate", "sql-access-denied"),
            (table("nothing"), PASSWORD, "Authorize", "sql-table-unknown"),
            (json!({"valueColumn": "reading"}), PASSWORD, "Authorize", "sql-column-unknown"),
            (table("oddities"), PASSWORD, "Authorize", "sql-time-column-type"),
            (
                json!({"valueColumn": blob, "table": "oddities", "timeColumn": "at"}),
                PASSWORD,
                "Authorize",
                "sql-time-column-type",
            ),
        ];
        // To MariaDB a function that is not there is one that this user may not call.
        let refused = if kind == Kind::Postgres { "sql-query-refused" } else { "sql-select-denied" };
        let query = "SELECT tag, at, 1 / quality AS value, quality, nothing() AS x FROM readings";
        cases.push((json!({"reads": "query", "query": query}), PASSWORD, "Authorize", refused));
        match kind {
            Kind::Postgres => cases.extend([
                (json!({"database": "nothing"}), PASSWORD, "Authenticate", "sql-database-unknown"),
                (table("hidden"), PASSWORD, "Authorize", "sql-select-denied"),
                (json!({"schema": "nothing"}), PASSWORD, "Authorize", "sql-table-unknown"),
                (json!({"userName": "nologin"}), PASSWORD, "Authenticate", "sql-account-closed"),
                (json!({"reads": "query", "query": "SELECT tag, at, blob AS value, quality FROM (SELECT tag, now() AS at, blob, quality FROM oddities) AS o"}), PASSWORD, "Authorize", "sql-value-column-type"),
            ]),
            Kind::Maria => cases.extend([
                (json!({"database": "nothing"}), PASSWORD, "Authenticate", "sql-select-denied"),
                (json!({"schema": "other", "table": "hidden"}), PASSWORD, "Authorize", "sql-select-denied"),
                (json!({"reads": "query", "query": "SELECT tag, now() AS at, blob_ AS value, quality FROM oddities"}), PASSWORD, "Authorize", "sql-value-column-type"),
            ]),
        }
        for (more, password, stage, expected) in cases {
            let found = fault(&database, more.clone(), password).await;
            assert_eq!(found, (stage.to_owned(), expected.to_owned()), "{kind:?} {more}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_verified_and_each_of_its_faults_is_named() {
    let good = certificates(&["localhost", "127.0.0.1"], false);
    let other = certificates(&["localhost"], false);
    let elsewhere = certificates(&["db.plant.local"], false);
    let expired = certificates(&["localhost"], true);
    let untrusted = Some("net-certificate-untrusted");
    for kind in BOTH {
        for (shown, tries) in [
            (
                &good,
                vec![
                    ("localhost", Some(&good.authority), None),
                    ("127.0.0.1", Some(&good.authority), None),
                    ("localhost", Some(&other.authority), untrusted),
                    ("localhost", None, untrusted),
                ],
            ),
            (&elsewhere, vec![("localhost", Some(&elsewhere.authority), Some("net-certificate-wrong-host"))]),
            (&expired, vec![("localhost", Some(&expired.authority), Some("net-certificate-expired"))]),
        ] {
            // An administrator of the test could not sign in with a wrong certificate either: not furnished.
            let Some(server) = started(kind, shown.clone()).await else { continue };
            for (host, authority, expected) in tries {
                let config = json!({
                    "engine": if kind == Kind::Postgres { "postgresql" } else { "mysql" },
                    "host": host, "port": server.port, "database": "mes", "userName": "reader",
                    "table": "readings", "authority": authority,
                });
                let report = open(&config, PASSWORD).unwrap().test().await;
                let (stage, id) = failed(&report).unwrap();
                match expected {
                    // The channel stands; nobody is known there.
                    None => assert_eq!(stage, "Authenticate", "{kind:?} {report:?}"),
                    Some(expected) => {
                        assert_eq!((stage.as_str(), id.as_str()), ("SecureChannel", expected), "{kind:?}");
                    }
                }
            }
        }
    }
}

/// A server that shows a certificate, with nothing in it.
struct Bare {
    port: u16,
    _server: crate::support::Server,
}

async fn started(kind: Kind, shown: testkit::postgres::Certificates) -> Option<Bare> {
    use crate::support::Server;
    use testkit::{mariadb, postgres};
    let server = tokio::task::spawn_blocking(move || match kind {
        Kind::Postgres if postgres::available() => {
            Some(Server::Postgres(postgres::Cluster::start(postgres::Settings {
                certificates: Some(shown),
                ..postgres::Settings::default()
            })))
        }
        Kind::Maria if mariadb::available() => {
            let server = mariadb::Server::start(mariadb::Settings { certificates: Some(shown), requires_tls: false });
            Some(Server::Maria(server))
        }
        _ => None,
    });
    let server = server.await.unwrap()?;
    let port = match &server {
        Server::Postgres(cluster) => cluster.port(),
        Server::Maria(server) => server.port(),
    };
    Some(Bare { port, _server: server })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_wants_encryption_says_so_and_takes_it() {
    let shown = certificates(&["localhost", "127.0.0.1"], false);
    for kind in BOTH {
        let settings = Settings { certificates: Some(shown.clone()), requires_tls: true, ..Settings::default() };
        let Some(mut database) = database(kind, settings).await else { continue };
        let (stage, id) = fault(&database, json!({}), PASSWORD).await;
        // MariaDB says no more than that it refuses.
        let expected = if kind == Kind::Postgres { "sql-encryption-required" } else { "sql-access-denied" };
        assert_eq!((stage.as_str(), id.as_str()), ("Authenticate", expected), "{kind:?}");
        database.admin("INSERT INTO readings VALUES ('TI-1', now(), 4.5, 192)").await;
        let secured = json!({"encryption": "verified", "authority": shown.authority});
        let source = database.source(secured);
        let report = source.test().await;
        assert!(report.succeeded, "{kind:?} {report:?}");
        let read = source.read(&["TI-1".into()]).await.unwrap();
        assert_eq!(read[0].value, domain::RawValue::Number(4.5));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_database_is_named_in_time() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            use tokio::io::AsyncWriteExt;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").await;
        }
    });
    for engine in ["postgresql", "mysql"] {
        for encryption in ["verified", "none"] {
            let config = json!({
                "engine": engine, "host": "127.0.0.1", "port": port, "database": "mes", "userName": "reader",
                "table": "readings", "encryption": encryption,
            });
            let report = open(&config, PASSWORD).unwrap().test().await;
            let (_, id) = failed(&report).unwrap();
            assert_eq!(id, "sql-not-this-database", "{engine} {encryption} {report:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_tried_once_and_then_no_more() {
    for kind in BOTH {
        let Some(database) = database(kind, Settings::default()).await else { continue };
        let source = open(&database.config(json!({})), "wrong-hunter2").unwrap();
        let running = crate::recorder::Running::start(source, vec![crate::recorder::subscription(1, "TI-1")]);
        let (error, record) = running.give_up(std::time::Duration::from_secs(10)).await;
        assert!(error.is_permanent());
        assert_eq!(error.failure.code, ErrorCode::Unauthenticated);
        assert_eq!(record.reconnects(), 0);
        assert!(!record.said.contains("wrong-hunter2"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_connections_are_waited_out() {
    let lines = vec![("max_connections", "6".to_owned()), ("superuser_reserved_connections", "3".to_owned())];
    let settings = Settings { postgres_lines: lines, ..Settings::default() };
    let Some(database) = database(Kind::Postgres, settings).await else { return };
    let holders = [database.source(json!({})), database.source(json!({}))];
    for holder in &holders {
        holder.browse(None, None).await.unwrap();
    }
    let (stage, id) = fault(&database, json!({}), PASSWORD).await;
    assert_eq!((stage.as_str(), id.as_str()), ("Authenticate", "sql-too-many-connections"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_may_not_sign_in_is_told_from_a_wrong_password() {
    let Some(mut database) = database(Kind::Maria, Settings::default()).await else { return };
    database.admin("ALTER USER reader@'127.0.0.1' ACCOUNT LOCK").await;
    assert_eq!(fault(&database, json!({}), PASSWORD).await.1, "sql-account-closed");
    database.admin("ALTER USER reader@'127.0.0.1' ACCOUNT UNLOCK PASSWORD EXPIRE").await;
    assert_eq!(fault(&database, json!({}), PASSWORD).await.1, "sql-password-expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_lets_nobody_in_from_here_says_so() {
    let Some(mut database) = database(Kind::Maria, Settings::default()).await else { return };
    database.admin("DROP USER reader@'127.0.0.1'; DROP USER IF EXISTS root@'127.0.0.1'").await;
    let found = fault(&database, json!({}), PASSWORD).await;
    assert_eq!(found, ("SecureChannel".to_owned(), "sql-host-not-allowed".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_yet_is_waited_for() {
    for kind in BOTH {
        let Some(mut database) = database(kind, Settings::default()).await else { continue };
        let tags = vec![crate::recorder::subscription(1, "TI-1")];
        let running = crate::recorder::Running::start(database.source(json!({"table": "later"})), tags);
        let soon = std::time::Duration::from_secs(15);
        running.until("the lack is told", soon, |r| r.causes().contains(&"sql-table-unknown".to_owned())).await;
        let grant = if kind == Kind::Postgres { "; GRANT SELECT ON later TO reader" } else { "" };
        let made = "CREATE TABLE later AS SELECT * FROM readings; INSERT INTO later VALUES ('TI-1', now(), 1, 192)";
        database.admin(&format!("{made}{grant}")).await;
        running.until("it is there", soon, |r| r.is_streaming() && r.count(1) == 1).await;
        running.stop().await;
    }
}
