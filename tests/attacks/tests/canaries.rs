//! Secrets as canaries through every function that takes one, on a server that logs every statement: they are in no
//! table in plain text, in no log of the server, and in no statement that others could look at.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

use attacks::Scene;
use central::{NewPerson, NewTenant, Sealed};
use domain::{Role, Secret};
use testkit::postgres::Settings;
use uuid::Uuid;

#[tokio::test]
async fn no_secret_is_in_a_table_a_log_or_a_statement() {
    let lines = vec![
        ("log_min_duration_statement", "0".to_owned()),
        ("log_statement", "all".to_owned()),
        ("log_min_error_statement", "debug5".to_owned()),
        ("log_duration", "on".to_owned()),
        ("log_connections", "on".to_owned()),
        ("track_activity_query_size", "65536".to_owned()),
    ];
    let Some(mut scene) = Scene::new(Settings { lines, ..Settings::default() }).await else { return };
    let mut secrets: Vec<(String, Vec<u8>)> = Vec::new();
    let mut keep = |what: &str, bytes: &[u8]| secrets.push((what.to_owned(), bytes.to_vec()));
    keep("password", attacks::PASSWORD.as_bytes());
    keep("session secret", b"the session secret of the tests");
    for party in [&scene.alpha, &scene.beta, &scene.owner] {
        keep("role password", party.password.expose().as_bytes());
    }
    keep("token", scene.viewer_token.as_bytes());
    keep("token", scene.admin_token.as_bytes());

    // Sign-in right and wrong, change, reset, new person, new tenant, rotation, workstation, sealed secret.
    let link = scene.link(&scene.alpha).await;
    let wrong = Secret::new("canary wrong password");
    keep("wrong password", wrong.expose().as_bytes());
    assert!(link.sign_in(&scene.alpha.admin.1, &wrong, None, "ws").await.is_err());
    let told = link.sign_in(&scene.alpha.admin.1, &Secret::new(attacks::PASSWORD), None, "ws").await.unwrap();
    keep("token", told.token.expose().as_bytes());
    keep("known device", told.known_device.as_ref().unwrap().expose().as_bytes());
    let next = Secret::new("canary next password");
    keep("next password", next.expose().as_bytes());
    link.change_password(&scene.alpha.admin.1, &Secret::new(attacks::PASSWORD), &next).await.unwrap();
    keep("reset password", link.reset_password(scene.alpha.viewer.0).await.unwrap().expose().as_bytes());
    let person = NewPerson {
        id: Uuid::now_v7(),
        email: "new@alpha.example".into(),
        display_name: "New".into(),
        role: Role::Engineer,
        locale: "en".into(),
    };
    keep("first password", link.create_person(&person).await.unwrap().expose().as_bytes());
    let tenant = NewTenant {
        code: "GAMMA".into(),
        name_en: "Gamma".into(),
        name_ar: "ج".into(),
        currency: "SAR".into(),
        time_zone: "UTC".into(),
        connection_limit: None,
    };
    let secret = Secret::new("canary session secret, more than thirty-two letters");
    keep("another session secret", b"canary session secret");
    let made = scene.admin.create_tenant(&tenant, "a@gamma.example", "A", &secret).await.unwrap();
    keep("new tenant's password", made.login.unwrap().password.expose().as_bytes());
    keep("new administrator's password", made.person_password.expose().as_bytes());
    scene.admin.rotate_signing_key("GAMMA", &secret).await.unwrap();
    keep("rotated password", scene.admin.rotate_tenant_password("GAMMA").await.unwrap().password.expose().as_bytes());
    let (device, own) = (Uuid::now_v7(), *b"canary device secret 32 bytes !!");
    keep("device secret", &own);
    link.request_enrolment(device, "PC", &format!("age1{}", "q".repeat(58)), &own).await.unwrap();
    link.enrol_device(device).await.unwrap();
    let machine = scene.link(&scene.alpha).await;
    keep("device token", machine.sign_in_device(device, &own).await.unwrap().token.expose().as_bytes());
    for plain in [&b"canary plain secret"[..], b"age-encryption.org/v1 canary plain secret"] {
        keep("a secret that was not sealed", b"canary plain secret");
        let sealed = Sealed {
            tenant: scene.alpha.id,
            owner: Uuid::now_v7(),
            field: "password",
            ciphertext: plain,
            sealed_to: &[device],
        };
        assert!(link.put_secret(&sealed, None).await.is_err());
        assert!(link.reseal_secret(&sealed, 1).await.is_err());
    }

    // What statements others could look at, were pg_stat_activity open to them.
    let row = scene.root.query_one("SELECT string_agg(query, ' ') FROM pg_stat_activity", &[]).await.unwrap();
    let activity: String = row.get(0);
    let log = scene.cluster.log();
    assert!(log.contains("auth.login_start($1, $2, $3)"), "the log has the statements in it");
    assert!(activity.contains("($1"), "and so has the activity");
    let tables = dump(&scene.root).await;
    assert!(tables.len() > 10_000);
    for (what, bytes) in &secrets {
        for (where_, text) in [("the server's log", &log), ("the activity", &activity), ("a table", &tables)] {
            let shown = String::from_utf8_lossy(bytes);
            assert!(!text.contains(shown.as_ref()), "{what} is in {where_}");
            let coded = hex::encode(bytes);
            assert!(!text.contains(&coded), "{what} is in {where_}, as hex");
        }
    }
    // The test can see what is there: a token written as a literal, as no program of ours does, is in the log.
    scene.root.batch_execute("SELECT 'canary literal'").await.unwrap();
    assert!(scene.cluster.log().contains("canary literal"));
}

/// Every row of every table of ours, and the roles' verifiers, as text.
async fn dump(root: &tokio_postgres::Client) -> String {
    let tables = root
        .query(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'",
            &[],
        )
        .await
        .unwrap();
    let mut all = String::new();
    for table in tables {
        let sql = format!("SELECT coalesce(string_agg(t::text, ' '), '') FROM {} t", table.get::<_, String>(0));
        all.push_str(root.query_one(&sql, &[]).await.unwrap().get(0));
    }
    let roles = root.query_one("SELECT string_agg(rolpassword, ' ') FROM pg_authid", &[]).await.unwrap();
    all + roles.get(0)
}
