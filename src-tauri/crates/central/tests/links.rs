//! Every way in which a workstation does not get to the database, each with its own error: issue 3's list, against a
//! real PostgreSQL with real certificates.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use central::{Administrator, CentralError, Link, Server, StageOutcome, Trust, staged_test};
use common::{SESSION_SECRET, World, administrator, new_tenant, secret, server, superuser};
use domain::{Failure, Role};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use testkit::postgres::{Cluster, Settings, available, certificates};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

async fn refused(server: &Server, role: &str, password: &str) -> CentralError {
    match Link::connect(server, role, &secret(password)).await {
        Err(e) => e,
        Ok(_) => panic!("connected to {server:?} as {role}"),
    }
}

#[tokio::test]
async fn each_certificate_that_is_not_right_is_refused_by_its_own_name() {
    if !available() {
        return;
    }
    let good = certificates(&["localhost", "127.0.0.1"], false);
    let stranger = certificates(&["localhost"], false);
    let cluster = Cluster::start(Settings { certificates: Some(good.clone()), ..Settings::default() });
    let mut admin =
        Administrator::connect(&secret(&cluster.url("postgres")), Some(good.authority.clone())).await.unwrap();
    admin.migrate().await.unwrap();
    let made =
        admin.create_tenant(&new_tenant("ALPHA"), "a@alpha.example", "A", &secret(SESSION_SECRET)).await.unwrap();
    let login = made.login.unwrap();
    let to = |trust: Trust| Server { host: "localhost".into(), trust, ..server(&cluster) };
    let password = login.password.expose();

    let fingerprint = hex::encode(Sha256::digest(&good.der));
    for trusted in [Trust::Authority(good.authority.clone()), Trust::Certificate(fingerprint)] {
        let link = Link::connect(&to(trusted), &login.role, &login.password).await.unwrap();
        let row = link.client().query_one("SELECT current_setting('ssl')", &[]).await.unwrap();
        assert_eq!(row.get::<_, &str>(0), "on");
    }
    // Each stage has its own time: the handshake is not sign-in, and SCRAM's 4,096 rounds are not the handshake.
    let stages = staged_test(&to(Trust::Authority(good.authority.clone())), &login.role, &login.password).await;
    let passed: Vec<_> = stages.iter().filter(|s| matches!(s.outcome, StageOutcome::Passed)).map(|s| s.name).collect();
    assert_eq!(passed, ["resolve", "connect", "secure_channel", "authenticate", "database"]);
    assert!(stages.iter().all(|s| s.took.as_nanos() > 0), "{stages:?}");
    let stages = staged_test(&to(Trust::Authority(good.authority.clone())), &login.role, &secret("wrong")).await;
    let names: Vec<_> = stages.iter().map(|s| (s.name, s.failure().is_some())).collect();
    assert_eq!(names, [("resolve", false), ("connect", false), ("secure_channel", false), ("authenticate", true)]);
    for distrusted in [Trust::Authority(stranger.authority.clone()), Trust::System] {
        let e = refused(&to(distrusted.clone()), &login.role, password).await;
        assert!(matches!(e, CentralError::CertificateUnknown(_)), "{distrusted:?}: {e:?}");
    }
    // Another certificate than the pinned one is no matter of a CA file: both are told, to be compared.
    let [is_shown, wrong] = [&good, &stranger].map(|c| hex::encode(Sha256::digest(&c.der)));
    let to_pinned = to(Trust::Certificate(wrong.clone()));
    let e = refused(&to_pinned, &login.role, password).await;
    let stages = staged_test(&to_pinned, &login.role, &login.password).await;
    let last = stages.last().unwrap();
    assert_eq!(last.name, "secure_channel");
    for told in [&e, last.failure().unwrap()] {
        let CentralError::CertificateNotPinned { shown, pinned } = told else { panic!("{told:?}") };
        assert_eq!((shown, pinned), (&is_shown, &wrong));
    }
    let failure = central::at_first(&e);
    let read =
        |hex: &str| hex.to_uppercase().as_bytes().chunks(2).map(String::from_utf8_lossy).collect::<Vec<_>>().join(":");
    assert_eq!(failure.remedy.id, "central-certificate-not-pinned-first-remedy");
    assert_eq!(failure.remedy.args["shown"], read(&is_shown).into());
    assert_eq!(failure.remedy.args["pinned"], read(&wrong).into());
    let nonsense = refused(&to(Trust::Authority("no certificate".into())), &login.role, password).await;
    assert!(matches!(nonsense, CentralError::TrustUnreadable(_)), "{nonsense:?}");
    // Plain text is not offered by this server, whatever the workstation would like.
    let e = refused(&to(Trust::Loopback), &login.role, password).await;
    assert!(matches!(e, CentralError::TlsDemanded), "{e:?}");
    // A server that admits others only, and says so before it asks for a password; over TLS it is no matter of TLS.
    let strangers =
        Cluster::start(Settings { certificates: Some(good.clone()), method: Some("reject"), ..Settings::default() });
    let there = Server { port: strangers.port(), ..to(Trust::Authority(good.authority.clone())) };
    let e = refused(&there, &login.role, password).await;
    assert!(matches!(e, CentralError::NotAdmitted), "{e:?}");
    let ids = [CentralError::TlsDemanded, e, CentralError::RoleRefused].map(|e| Failure::from(&e).message.id);
    assert_eq!(ids, ["central-tls-demanded", "central-not-admitted", "central-role-refused"]);

    for (names, expired) in [(["db.elsewhere.example"], false), (["localhost"], true)] {
        let made = certificates(&names, expired);
        let other = Cluster::start(Settings { certificates: Some(made.clone()), ..Settings::default() });
        let there = Server { port: other.port(), ..to(Trust::Authority(made.authority)) };
        let e = refused(&there, "postgres", "x").await;
        let fits = if expired {
            matches!(e, CentralError::CertificateTime)
        } else {
            matches!(e, CentralError::CertificateName { .. })
        };
        assert!(fits, "{names:?} {expired}: {e:?}");
        let stages = staged_test(&there, "postgres", &secret("x")).await;
        let names: Vec<_> = stages.iter().map(|s| (s.name, s.failure().is_some())).collect();
        assert_eq!(names, [("resolve", false), ("connect", false), ("secure_channel", true)]);
    }

    // A machine in between that says it has no TLS, as a downgrade would; and one that says nothing sensible.
    for (answer, fits) in [
        (&b"N"[..], (|e| matches!(e, CentralError::PlainText)) as fn(&CentralError) -> bool),
        (&b"HTTP/1.1 400"[..], |e| {
            matches!(e, CentralError::Tls(_) | CentralError::Away { .. } | CentralError::PlainText)
        }),
    ] {
        let between = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = between.local_addr().unwrap().port();
        let seen = tokio::spawn(async move {
            let (mut socket, _) = between.accept().await.unwrap();
            let mut bytes = vec![0; 1024];
            let n = socket.read(&mut bytes).await.unwrap();
            socket.write_all(answer).await.unwrap();
            let more = socket.read(&mut bytes[n..]).await.unwrap_or(0);
            bytes.truncate(n + more);
            bytes
        });
        let there = Server { port, ..to(Trust::Authority(good.authority.clone())) };
        let e = refused(&there, &login.role, password).await;
        assert!(fits(&e), "{e:?}");
        let seen = seen.await.unwrap();
        assert!(!String::from_utf8_lossy(&seen).contains(&login.role), "the role was told to a stranger");
    }
}

/// Whoever holds the address, or the server's own `pg_hba.conf` after a mistake: a password is proven, not given.
#[tokio::test]
async fn a_server_that_wants_the_password_itself_or_none_gets_nothing() {
    if !available() {
        return;
    }
    let made = certificates(&["localhost", "127.0.0.1"], false);
    for (method, certificates) in [("password", None), ("trust", None), ("password", Some(made.clone()))] {
        let lines = vec![("log_connections", "on".to_owned())];
        let cluster = Cluster::start(Settings { method: Some(method), certificates: certificates.clone(), lines });
        let trust = certificates.map_or(Trust::Loopback, |c| Trust::Authority(c.authority));
        let authority = if let Trust::Authority(pem) = &trust { Some(pem.clone()) } else { None };
        let mut admin = Administrator::connect(&secret(&cluster.url("postgres")), authority).await.unwrap();
        admin.migrate().await.unwrap();
        let made = admin.create_tenant(&new_tenant("ALPHA"), "a@alpha.example", "A", &secret(SESSION_SECRET)).await;
        let login = made.unwrap().login.unwrap();
        let there = Server { host: "localhost".into(), trust, ..server(&cluster) };
        let e = refused(&there, &login.role, login.password.expose()).await;
        assert!(matches!(e, CentralError::NotScram), "{method}: {e:?}");
        let stages = staged_test(&there, &login.role, &login.password).await;
        let last = stages.last().unwrap();
        assert_eq!(last.name, "authenticate");
        assert!(matches!(last.failure(), Some(CentralError::NotScram)), "{stages:?}");
        if method == "password" {
            let authenticated = format!("connection authenticated: identity=\"{}\"", login.role);
            assert!(!cluster.log().contains(&authenticated), "the password was given");
        }
    }
}

#[tokio::test]
async fn what_stands_between_a_workstation_and_its_tenant_is_told_apart() {
    let Some(mut world) = World::new(Settings::default()).await else { return };
    let (role, password) = (world.a.role.clone(), world.a.role_password.expose().to_owned());
    let here = world.server();

    let elsewhere = Server { host: "192.0.2.1".into(), ..here.clone() };
    assert!(matches!(refused(&elsewhere, &role, &password).await, CentralError::TlsRequired { .. }));
    let nowhere = Server { host: "no-such-host.invalid".into(), trust: Trust::System, ..here.clone() };
    assert!(matches!(refused(&nowhere, &role, &password).await, CentralError::NameUnknown { .. }));
    assert!(matches!(refused(&here, &role, "wrong").await, CentralError::RoleRefused));
    assert!(matches!(refused(&here, "optria_t_0000000000000000", "wrong").await, CentralError::RoleRefused));
    let other = Server { database: "nothing_here".into(), ..here.clone() };
    assert!(matches!(refused(&other, &role, &password).await, CentralError::DatabaseUnknown(_)));

    // A database that nobody has migrated, and one that has no room for the tenant's role.
    let root = superuser(&world.cluster).await;
    root.batch_execute("CREATE DATABASE bare").await.unwrap();
    let bare = Server { database: "bare".into(), ..here.clone() };
    assert!(matches!(refused(&bare, &role, &password).await, CentralError::NotMigrated));
    root.batch_execute("REVOKE CONNECT ON DATABASE bare FROM PUBLIC").await.unwrap();
    assert!(matches!(refused(&bare, &role, &password).await, CentralError::DatabaseUnknown(_)));

    // Older and newer than this version.
    root.batch_execute("BEGIN; UPDATE optria.schema_migration SET version = -version WHERE version > 5; COMMIT")
        .await
        .unwrap();
    assert!(matches!(refused(&here, &role, &password).await, CentralError::DatabaseOlder { found: 5, .. }));
    root.batch_execute("UPDATE optria.schema_migration SET version = -version WHERE version < 0").await.unwrap();
    root.batch_execute("INSERT INTO optria.schema_migration VALUES (9999, 'later', 'x', 9999)").await.unwrap();
    assert!(matches!(refused(&here, &role, &password).await, CentralError::DatabaseNewer { needs: 9999, .. }));
    // One migration more is no reason to stop, as long as it does not ask for a newer workstation.
    root.batch_execute("UPDATE optria.schema_migration SET least_client = 1 WHERE version = 9999").await.unwrap();
    Link::connect(&here, &role, &world.a.role_password).await.unwrap();
    root.batch_execute("DELETE FROM optria.schema_migration WHERE version = 9999").await.unwrap();

    // The connection limit of one tenant is no other tenant's.
    let mut held = Vec::new();
    let limit = loop {
        match Link::connect(&here, &role, &world.a.role_password).await {
            Ok(link) => held.push(link),
            Err(e) => break e,
        }
        assert!(held.len() <= 20);
    };
    assert!(matches!(limit, CentralError::ConnectionLimit), "{limit:?}");
    world.signed_in(&world.b, Role::Viewer).await;
    drop(held);

    // A new password for the role; the old one and its connections end.
    let link = world.signed_in(&world.b, Role::Viewer).await;
    let rotated = world.admin.rotate_tenant_password("BETA").await.unwrap();
    let lost = link.check_session().await;
    assert!(matches!(lost, Err(CentralError::Lost)), "{lost:?}");
    let old = refused(&here, &world.b.role, world.b.role_password.expose()).await;
    assert!(matches!(old, CentralError::RoleRefused));
    world.b.role_password = rotated.password;
    let link = world.signed_in(&world.b, Role::Viewer).await;

    // Disabled while somebody works, by the platform owner, then by the administrator of the database; and back.
    let owner = world.signed_in(&world.platform, Role::PlatformOwner).await;
    owner.set_tenant_status(world.b.id, false).await.unwrap();
    assert!(matches!(link.check_session().await, Err(CentralError::TenantDisabled)));
    assert!(matches!(link.push(&[]).await, Err(CentralError::TenantDisabled)));
    assert!(matches!(
        refused(&here, &world.b.role, world.b.role_password.expose()).await,
        CentralError::TenantDisabled
    ));
    world.admin.set_tenant_active("BETA", false).await.unwrap();
    assert!(matches!(
        refused(&here, &world.b.role, world.b.role_password.expose()).await,
        CentralError::TenantDisabled
    ));
    let platform = world.admin.set_tenant_active("PLATFORM", false).await;
    assert!(matches!(&platform, Err(CentralError::Conflict(what)) if what == "platform"), "{platform:?}");
    // Two administrators at once wait for each other.
    let (mut one, mut two) = (administrator(&world.cluster).await, administrator(&world.cluster).await);
    let (first, second) = (new_tenant("TW1"), new_tenant("TW2"));
    let session_secret = secret(SESSION_SECRET);
    let (one_made, two_made) = tokio::join!(
        one.create_tenant(&first, "a@tw1.example", "A", &session_secret),
        two.create_tenant(&second, "a@tw2.example", "A", &session_secret)
    );
    assert!(one_made.is_ok() && two_made.is_ok(), "{:?} {:?}", one_made.err(), two_made.err());
    world.admin.set_tenant_active("BETA", true).await.unwrap();
    let link = world.signed_in(&world.b, Role::Viewer).await;

    // The server goes away in the middle of work, and comes back.
    world.cluster.stop();
    assert!(matches!(link.check_session().await, Err(CentralError::Lost)));
    assert!(link.is_over());
    let away = refused(&here, &role, &password).await;
    assert!(matches!(away, CentralError::Away { .. }) && !away.is_permanent(), "{away:?}");
    let stages = staged_test(&here, &role, &world.a.role_password).await;
    assert!(stages.len() == 2 && matches!(stages[1].failure(), Some(CentralError::Away { .. })), "{stages:?}");
    world.cluster.run();
    let stages = staged_test(&here, &role, &world.a.role_password).await;
    assert!(stages.len() == 5 && stages.iter().all(|s| s.failure().is_none()), "{stages:?}");
    // On the machine itself, without TLS, there is no channel that could have been tested.
    assert!(matches!(stages[2].outcome, StageOutcome::NotUsed), "{stages:?}");
    drop(administrator(&world.cluster).await);
}

/// What a holder of the role's password sets on the role does not reach the workstations.
#[tokio::test]
async fn settings_of_the_role_do_not_reach_workstations() {
    let Some(world) = World::new(Settings::default()).await else { return };
    let saboteur = world.link(&world.a).await;
    for setting in [
        "default_transaction_read_only = on",
        "statement_timeout = 1",
        "search_path = pg_temp",
        "row_security = off",
        "default_transaction_isolation = serializable",
        "idle_in_transaction_session_timeout = 1",
        "lock_timeout = 1",
    ] {
        saboteur.client().batch_execute(&format!("ALTER ROLE {} SET {setting}", world.a.role)).await.unwrap();
    }
    // Nobody's session can be made the default of everybody's.
    let session = saboteur.client().batch_execute(&format!("ALTER ROLE {} SET app.session = 'x'", world.a.role)).await;
    assert_eq!(session.unwrap_err().code().unwrap().code(), "42501");
    let link = world.signed_in(&world.a, Role::Viewer).await;
    assert_eq!(link.client().query("SELECT id FROM plant.person", &[]).await.unwrap().len(), 4);
    for (name, value) in [
        ("default_transaction_read_only", "off"),
        ("statement_timeout", "2min"),
        ("search_path", "pg_catalog"),
        ("row_security", "on"),
        ("default_transaction_isolation", "read committed"),
    ] {
        let row = link.client().query_one("SELECT current_setting($1)", &[&name]).await.unwrap();
        assert_eq!(row.get::<_, &str>(0), value, "{name}");
    }
}

#[test]
fn every_failure_has_a_message_of_its_own() {
    use central::SessionEnd::{Deactivated, Expired, PasswordDue, Revoked};
    let told: Vec<CentralError> = vec![
        CentralError::NameUnknown { host: "h".into() },
        CentralError::Away { address: "h:1".into(), cause: "c".into() },
        CentralError::PlainText,
        CentralError::CertificateUnknown("x".into()),
        CentralError::CertificateNotPinned { shown: "ab".into(), pinned: "cd".into() },
        CentralError::CertificateName { host: "h".into() },
        CentralError::CertificateTime,
        CentralError::NotMigrated,
        CentralError::DatabaseOlder { found: 1, needs: 2 },
        CentralError::DatabaseNewer { needs: 3, known: 2 },
        CentralError::TenantDisabled,
        CentralError::RoleRefused,
        CentralError::ConnectionLimit,
        CentralError::SignedOut(Expired),
        CentralError::SignedOut(Revoked),
        CentralError::SignedOut(Deactivated),
        CentralError::SignedOut(PasswordDue),
        CentralError::WrongPassword,
        CentralError::Slowed { seconds: 2 },
    ];
    let ids: BTreeSet<String> = told.iter().map(|e| Failure::from(e).message.id).collect();
    assert_eq!(ids.len(), told.len());
}
