//! The staged test, and each fault of SQL Server by its number: told by the contract server in tokens, heard by the driver.

use crate::{
    recorder::{
        Running,
        report::{failed, warned},
        subscription,
    },
    table::{COLUMNS, Table, about_the_server, config, open, source},
    tds::{
        Answer, Encryption, Options, PASSWORD, Server, SignIn, error,
        tell::{Column, Kind},
    },
};
use domain::ErrorCode;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::postgres::{CertificateKind, certificates, certificates_of};

async fn fault(server: &Server, more: Value, password: &str) -> (String, String) {
    let report = open(&config(server, more.clone()), password).unwrap().test().await;
    assert!(!report.succeeded, "{more}");
    let text = serde_json::to_string(&report).unwrap();
    assert!(!text.contains(password), "the password is in the report of {more}");
    failed(&report).unwrap_or_else(|| panic!("{more}: {report:?}"))
}

fn at(stage: &str, id: &str) -> (String, String) {
    (stage.to_owned(), id.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_stage_passes_and_what_a_person_should_know_is_warned_of() {
    let table = Table::default();
    let server = table.serve(Options::default()).await;
    let report = source(&server, json!({})).test().await;
    assert!(report.succeeded && failed(&report).is_none(), "{report:?}");
    assert_eq!((report.stages.len(), warned(&report)), (7, vec!["sql-nothing-there".to_owned()]));
    let now = chrono::Utc::now().naive_utc();
    table.insert("TI-1", now, Some(1.0), 192);
    assert!(warned(&source(&server, json!({})).test().await).is_empty());
    // Kept in Riyadh's time, and read as UTC.
    table.insert("TI-1", now + chrono::TimeDelta::hours(3), Some(1.0), 192);
    assert_eq!(warned(&source(&server, json!({})).test().await), ["sql-readings-ahead"]);
    assert!(warned(&source(&server, json!({"timeZone": "Asia/Riyadh"})).test().await).is_empty());
    *table.may_write.lock().unwrap() = true;
    let riyadh = source(&server, json!({"timeZone": "Asia/Riyadh"}));
    assert_eq!(warned(&riyadh.test().await), ["sql-user-may-write-unguarded"]);
    *table.may_write.lock().unwrap() = false;
    *table.seconds_ahead.lock().unwrap() = 40;
    assert_eq!(warned(&source(&server, json!({"timeZone": "Asia/Riyadh"})).test().await), ["sql-clock-skew"]);
    *table.seconds_ahead.lock().unwrap() = 0;
    // Not this machine by its name, though it is it: what goes there goes over a network.
    let elsewhere = source(&server, json!({"timeZone": "Asia/Riyadh", "host": "0.0.0.0"}));
    assert_eq!(warned(&elsewhere.test().await), ["net-password-not-encrypted"]);
    let query = json!({"reads": "query", "query": "SELECT tag, at, value, quality FROM readings"});
    let (stage, _) = fault(&server, query, PASSWORD).await;
    assert_eq!(stage, "Authorize", "this table answers no query of one's own");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refused_sign_in_is_named_by_its_number_and_state() {
    for (number, state, text, id) in [
        (18456, 8, "Login failed for user 'optria'.", "sql-access-denied"),
        (18456, 5, "Login failed for user 'optria'.", "sql-access-denied"),
        (18456, 7, "Login failed for user 'optria'.", "sql-account-closed"),
        (18456, 18, "Login failed for user 'optria'.", "sql-password-expired"),
        (18456, 38, "Login failed for user 'optria'.", "sql-database-not-opened"),
        (18456, 58, "Login failed for user 'optria'.", "sql-sign-in-not-supported"),
        (18470, 1, "The account is disabled.", "sql-account-closed"),
        (18486, 1, "The account is currently locked out.", "sql-account-closed"),
        (18487, 1, "The password of the account has expired.", "sql-password-expired"),
        (18452, 1, "The login is from an untrusted domain.", "sql-sign-in-not-supported"),
        (4060, 1, "Cannot open database \"mes\" requested by the login.", "sql-database-not-opened"),
        (18461, 1, "Server is in single user mode.", "sql-single-user"),
        (17809, 1, "Could not connect because the maximum number of user connections.", "sql-too-many-connections"),
        (18401, 1, "Server is in script upgrade mode.", "sql-server-starting"),
        (6005, 1, "SHUTDOWN is in progress.", "sql-server-shutting-down"),
        (40615, 1, "Client with IP address is not allowed to access the server.", "sql-host-not-allowed"),
    ] {
        let options = Options { sign_in: SignIn::Refused { number, state, text }, ..Options::default() };
        let server = Table::default().serve(options).await;
        assert_eq!(fault(&server, json!({}), PASSWORD).await, at("Authenticate", id), "{number} state {state}");
    }
    // The server's own judgement of a wrong password.
    let server = Table::default().serve(Options::default()).await;
    assert_eq!(fault(&server, json!({}), "wrong-hunter2").await, at("Authenticate", "sql-access-denied"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refused_question_is_named_by_its_number() {
    for (number, text, id, is_permanent) in [
        (229, "The SELECT permission was denied on the object 'readings'.", "sql-select-denied", false),
        (208, "Invalid object name 'readings'.", "sql-table-unknown", false),
        (207, "Invalid column name 'value'.", "sql-column-unknown", false),
        (1205, "Transaction was deadlocked on lock resources.", "sql-deadlock", false),
        (1222, "Lock request time out period exceeded.", "sql-lock-timed-out", false),
        (916, "The server principal is not able to access the database.", "sql-database-not-opened", false),
        (978, "The target database is in an availability group.", "sql-replica-not-readable", false),
        (3906, "Failed to update database because the database is read-only.", "sql-write-refused", true),
        (245, "Conversion failed when converting the nvarchar value.", "sql-query-refused", true),
        (8134, "Divide by zero error encountered.", "sql-query-refused", true),
        (701, "There is insufficient system memory.", "sql-query-failed", false),
    ] {
        let server = Server::start(Options::default(), move |_| error(number, text)).await;
        assert_eq!(fault(&server, json!({}), PASSWORD).await, at("Authorize", id), "{number}");
        let e = source(&server, json!({})).browse(None, None).await.unwrap_err();
        assert_eq!(e.is_permanent(), is_permanent, "{number}");
        assert!(e.failure.detail.as_deref().is_some_and(|d| d.contains(&number.to_string())), "{number} is in the log");
        // Rolled back, and the connection is whole.
        assert!(server.batches().last().unwrap().contains("ROLLBACK"), "{number}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_that_hold_no_times_or_no_numbers_are_named() {
    for (time, value, id) in [
        (Kind::NVarchar, Kind::Float, "sql-time-column-type"),
        (Kind::Float, Kind::Float, "sql-time-column-type"),
        (Kind::Datetime, Kind::Varbinary, "sql-value-column-type"),
        (Kind::Datetime, Kind::Uniqueidentifier, "sql-value-column-type"),
    ] {
        let server = Server::start(Options::default(), move |asked| {
            about_the_server(asked, false).unwrap_or_else(|| {
                let [tag, at, of_value, quality] = COLUMNS;
                let columns = vec![tag, Column { kind: time, ..at }, Column { kind: value, ..of_value }, quality];
                Answer::Rows(columns, Vec::new())
            })
        })
        .await;
        assert_eq!(fault(&server, json!({}), PASSWORD).await, at("Authorize", id), "{time:?} {value:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn encryption_is_agreed_upon_or_its_lack_is_named() {
    let shown = certificates(&["localhost", "127.0.0.1"], false);
    let options = |encryption, sign_in| Options { encryption, certificates: Some(shown.clone()), sign_in };
    let verified = json!({"encryption": "verified", "authority": shown.authority});

    let none = Table::default().serve(options(Encryption::NotSupported, SignIn::Accepted)).await;
    assert_eq!(fault(&none, verified.clone(), PASSWORD).await, at("SecureChannel", "sql-encryption-not-offered"));
    assert!(none.logins().is_empty(), "no password without the encryption that was chosen");

    let required = Table::default().serve(options(Encryption::Required, SignIn::Accepted)).await;
    assert_eq!(fault(&required, json!({}), PASSWORD).await, at("SecureChannel", "sql-encryption-required"));
    assert!(required.logins().is_empty(), "no password in plain text to one that wants encryption");

    for encryption in [Encryption::Offered, Encryption::Required] {
        let table = Table::default();
        table.insert("TI-1", chrono::Utc::now().naive_utc(), Some(4.5), 192);
        let server = table.serve(options(encryption, SignIn::Accepted)).await;
        let secured = source(&server, verified.clone());
        let report = secured.test().await;
        assert!(report.succeeded && warned(&report).is_empty(), "{encryption:?} {report:?}");
        let read = secured.read(&["TI-1".into()]).await.unwrap();
        assert_eq!(read[0].value, domain::RawValue::Number(4.5), "{encryption:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_verified_and_each_of_its_faults_is_named() {
    let good = certificates(&["localhost", "127.0.0.1"], false);
    let other = certificates(&["localhost"], false);
    let elsewhere = certificates(&["db.plant.local"], false);
    let expired = certificates(&["localhost"], true);
    let not_yet = certificates_of(&["localhost"], CertificateKind::NotYetValid);
    let for_clients = certificates_of(&["localhost"], CertificateKind::ForClients);
    for (shown, authority, id) in [
        (&good, &other.authority, "net-certificate-untrusted"),
        (&elsewhere, &elsewhere.authority, "net-certificate-wrong-host"),
        (&expired, &expired.authority, "net-certificate-expired"),
        (&not_yet, &not_yet.authority, "net-certificate-not-yet-valid"),
        (&for_clients, &for_clients.authority, "net-certificate-unusable"),
    ] {
        let options = Options { certificates: Some(shown.clone()), ..Options::default() };
        let server = Table::default().serve(options).await;
        let verified = json!({"encryption": "verified", "authority": authority, "host": "localhost"});
        assert_eq!(fault(&server, verified, PASSWORD).await, at("SecureChannel", id));
        assert!(server.logins().is_empty(), "{id}: no password to one that can't be trusted");
    }
    let ends_soon = certificates_of(&["localhost"], CertificateKind::EndsSoon);
    let verified = json!({"encryption": "verified", "authority": ends_soon.authority, "host": "localhost"});
    let table = Table::default();
    table.insert("TI-1", chrono::Utc::now().naive_utc(), Some(1.0), 192);
    let server = table.serve(Options { certificates: Some(ends_soon), ..Options::default() }).await;
    assert_eq!(warned(&source(&server, verified).test().await), ["net-certificate-expires-soon"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_sql_server_is_named_in_time() {
    use tokio::io::AsyncWriteExt;
    for said in [b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".as_slice(), b"SSH-2.0-OpenSSH_9.2\r\n", b""] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.write_all(said).await;
            }
        });
        let stands_in = Table::default().serve(Options::default()).await;
        for encryption in ["verified", "none"] {
            let more = json!({"port": port, "encryption": encryption});
            let found = fault(&stands_in, more, PASSWORD).await;
            assert_eq!(found, at("SecureChannel", "sql-not-this-database"), "{encryption}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_or_falls_silent_is_named() {
    let server = Table::default().serve(Options::default()).await;
    assert_eq!(fault(&server, json!({"port": 1}), PASSWORD).await, at("Connect", "net-connection-refused"));
    let nowhere = json!({"host": "nowhere.invalid"});
    assert_eq!(fault(&server, nowhere, PASSWORD).await, at("Resolve", "net-host-not-found"));

    let closed = Table::default().serve(Options { sign_in: SignIn::Closed, ..Options::default() }).await;
    assert_eq!(fault(&closed, json!({}), PASSWORD).await, at("Authenticate", "net-connection-lost"));
    let silent = Table::default().serve(Options { sign_in: SignIn::Silence, ..Options::default() }).await;
    assert_eq!(fault(&silent, json!({}), PASSWORD).await, at("Authenticate", "sql-statement-silent"));

    for answer in [Answer::Closed, Answer::Nonsense] {
        let broken = Server::start(Options::default(), move |_| answer.clone()).await;
        assert_eq!(fault(&broken, json!({}), PASSWORD).await, at("Authorize", "net-connection-lost"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_takes_too_long_is_ended_by_an_attention() {
    let brief = json!({"statementTimeoutSeconds": 1});
    let server = Server::start(Options::default(), |_| Answer::UntilAttention).await;
    let began = Instant::now();
    assert_eq!(fault(&server, brief.clone(), PASSWORD).await, at("Authorize", "sql-statement-timed-out"));
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!(server.attentions(), 1);
    assert!(server.batches().last().unwrap().contains("ROLLBACK"), "and rolled back over the same connection");

    let deaf = Server::start(Options::default(), |_| Answer::Deaf).await;
    assert_eq!(fault(&deaf, brief, PASSWORD).await, at("Authorize", "sql-statement-silent"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listener_that_sends_on_to_a_replica_is_followed_once() {
    let table = Table::default();
    table.insert("TI-1", chrono::Utc::now().naive_utc(), Some(7.0), 192);
    let replica = table.serve(Options::default()).await;
    let to = |port| SignIn::SentOn { host: "127.0.0.1".into(), port };
    let listener = Table::default().serve(Options { sign_in: to(replica.port), ..Options::default() }).await;
    let read = source(&listener, json!({})).read(&["TI-1".into()]).await.unwrap();
    assert_eq!(read[0].value, domain::RawValue::Number(7.0));
    assert!(replica.logins()[0].comes_to_read);

    let round = Table::default().serve(Options { sign_in: to(listener.port), ..Options::default() }).await;
    let (stage, id) = fault(&round, json!({}), PASSWORD).await;
    assert_eq!((stage.as_str(), id.as_str()), ("Authenticate", "sql-query-failed"), "not sent around for ever");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_tried_once_and_then_no_more() {
    let server = Table::default().serve(Options::default()).await;
    let wrong = open(&config(&server, json!({})), "wrong-hunter2").unwrap();
    let running = Running::start(wrong, vec![subscription(1, "TI-1")]);
    let (e, record) = running.give_up(Duration::from_secs(10)).await;
    assert!(e.is_permanent());
    assert_eq!((e.failure.code, record.reconnects()), (ErrorCode::Unauthenticated, 0));
    assert_eq!(server.logins().len(), 1);
    assert!(!record.said.contains("wrong-hunter2"));
}
