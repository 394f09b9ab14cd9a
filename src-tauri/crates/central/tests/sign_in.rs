//! Signing in against a real PostgreSQL: right and wrong passwords, throttling, forced change, sessions that end, and
//! that roles in the database have the capabilities that `domain::Role` says.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

mod common;

use central::{CentralError, ChainPlace, NewPerson, PersonChange, SessionEnd};
use common::{PASSWORD, World, secret, superuser};
use domain::{Capability, Role};
use testkit::postgres::Settings;
use uuid::Uuid;

#[tokio::test]
async fn people_sign_in_change_passwords_and_are_stopped() {
    let Some(world) = World::new(Settings::default()).await else { return };
    capabilities_are_those_of_the_domain(&world).await;
    sessions_end(&world).await;
    a_token_is_a_jwt_and_its_signature_counts(&world).await;
    guesses_are_counted_and_known_devices_are_not_locked_out(&world).await;
    administrators_keep_one_of_them(&world).await;
}

async fn capabilities_are_those_of_the_domain(world: &World) {
    let link = world.link(&world.a).await;
    let mut held = 0;
    for role in Role::ALL {
        for capability in Capability::ALL {
            let row = link
                .client()
                .query_one("SELECT auth.may($1, $2)", &[&role.as_str(), &capability.as_str()])
                .await
                .unwrap();
            assert_eq!(row.get::<_, bool>(0), role.can(capability), "{role:?} {capability:?}");
            held += i32::from(role.can(capability));
        }
    }
    assert!(held > 10);
}

async fn sessions_end(world: &World) {
    let viewer = world.a.person(Role::Viewer);
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let link = world.link(&world.a).await;
    let ended = |e| match e {
        Err(CentralError::SignedOut(end)) => end,
        other => panic!("{other:?}"),
    };

    // Nobody, then somebody, then signed out.
    assert_eq!(ended(link.check_session().await), SessionEnd::None);
    let told = link.sign_in(&viewer.email, &secret(PASSWORD), None, "ws").await.unwrap();
    assert_eq!(told.person_id, viewer.id);
    assert!(!told.must_change);
    assert!(told.expires_at > chrono::Utc::now() + chrono::Duration::hours(23));
    link.check_session().await.unwrap();
    let rows = link.client().query("SELECT email FROM plant.person", &[]).await.unwrap();
    assert_eq!(rows.len(), 4, "the four people of the tenant");
    link.sign_out().await.unwrap();
    link.use_token(&told.token).await.unwrap();
    assert_eq!(ended(link.check_session().await), SessionEnd::Revoked);
    assert!(link.client().query("SELECT email FROM plant.person", &[]).await.unwrap().is_empty());

    // Revoked by the administrator, in the middle of work.
    let told = link.sign_in(&viewer.email, &secret(PASSWORD), None, "ws").await.unwrap();
    assert_eq!(admin.revoke_sessions_of(viewer.id).await.unwrap(), 1);
    assert_eq!(ended(link.check_session().await), SessionEnd::Revoked);
    assert_eq!(ended(link.push(&[]).await.map(drop)), SessionEnd::Revoked);

    // Expired.
    let told_again = link.sign_in(&viewer.email, &secret(PASSWORD), None, "ws").await.unwrap();
    assert_ne!(told.token, told_again.token);
    let sql = "UPDATE auth.session SET issued_at = issued_at - interval '25 hours', expires_at = expires_at - interval '25 hours'
                WHERE person_id = $1 AND revoked_at IS NULL";
    superuser(&world.cluster).await.execute(sql, &[&viewer.id]).await.unwrap();
    assert_eq!(ended(link.check_session().await), SessionEnd::Expired);
    assert_eq!(ended(link.push(&[]).await.map(drop)), SessionEnd::Expired);

    // Deactivated, and back.
    link.sign_in(&viewer.email, &secret(PASSWORD), None, "ws").await.unwrap();
    let version = version_of(&admin, viewer.id).await;
    let off = PersonChange { is_active: Some(false), ..PersonChange::default() };
    let version = admin.update_person(viewer.id, version, &off).await.unwrap();
    assert!(matches!(link.check_session().await, Err(CentralError::SignedOut(_))));
    let refused = link.sign_in(&viewer.email, &secret(PASSWORD), None, "ws").await;
    assert!(matches!(refused, Err(CentralError::WrongPassword)), "deactivated looks as wrong: {refused:?}");
    let on = PersonChange { is_active: Some(true), ..PersonChange::default() };
    admin.update_person(viewer.id, version, &on).await.unwrap();
    link.sign_in(&viewer.email, &secret(PASSWORD), None, "ws").await.unwrap();

    // Reset: the old password is wrong, the new one must be changed before anything else.
    let first = admin.reset_password(viewer.id).await.unwrap();
    assert!(matches!(link.check_session().await, Err(CentralError::SignedOut(SessionEnd::Revoked))));
    assert!(matches!(
        link.sign_in(&viewer.email, &secret(PASSWORD), None, "ws").await,
        Err(CentralError::WrongPassword)
    ));
    assert!(link.sign_in(&viewer.email, &first, None, "ws").await.unwrap().must_change);
    assert_eq!(ended(link.check_session().await), SessionEnd::PasswordDue);
    assert!(link.client().query("SELECT email FROM plant.person", &[]).await.unwrap().is_empty());
    assert_eq!(ended(link.push(&[]).await.map(drop)), SessionEnd::PasswordDue);
    assert!(matches!(link.change_password(&viewer.email, &first, &first).await, Err(CentralError::SamePassword)));
    link.change_password(&viewer.email, &first, &secret(PASSWORD)).await.unwrap();
    link.check_session().await.unwrap();
}

/// RFC 7519 and 7515, checked with the key that only the database has; and a token whose hash somebody has planted in
/// the sessions is nobody's without that signature.
async fn a_token_is_a_jwt_and_its_signature_counts(world: &World) {
    let root = superuser(&world.cluster).await;
    let link = world.link(&world.a).await;
    let told = link.sign_in(&world.a.person(Role::Viewer).email, &secret(PASSWORD), None, "ws").await.unwrap();
    let sql = "SELECT crypto.hmac(convert_to(split_part($1, '.', 1) || '.' || split_part($1, '.', 2), 'UTF8'), k.secret, 'sha256')
                    = decode(rpad(translate(split_part($1, '.', 3), '-_', '+/'), 44, '='), 'base64'),
                  convert_from(decode(rpad(translate(split_part($1, '.', 1), '-_', '+/'),
                    (length(split_part($1, '.', 1)) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb,
                  convert_from(decode(rpad(translate(split_part($1, '.', 2), '-_', '+/'),
                    (length(split_part($1, '.', 2)) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb
             FROM auth.tenant_key k WHERE k.tenant_id = $2 AND k.purpose = 'sign'";
    let row = root.query_one(sql, &[&told.token.expose(), &world.a.id]).await.unwrap();
    assert!(row.get::<_, bool>(0), "the signature is HMAC-SHA-256 of head and claims");
    let (head, claims): (serde_json::Value, serde_json::Value) = (row.get(1), row.get(2));
    assert_eq!((&head["alg"], &head["typ"]), (&"HS256".into(), &"JWT".into()));
    assert_eq!(claims["tid"], world.a.id.to_string());
    assert_eq!(claims["sub"], told.person_id.to_string());
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 24 * 3600);

    let forged = format!("{}x", &told.token.expose()[..told.token.expose().len() - 1]);
    let plant = "UPDATE auth.session SET token_hash = sha256(convert_to($1, 'UTF8')) WHERE person_id = $2 AND revoked_at IS NULL
                    AND token_hash = sha256(convert_to($3, 'UTF8'))";
    let planted = root.execute(plant, &[&forged, &told.person_id, &told.token.expose()]).await.unwrap();
    assert_eq!(planted, 1);
    link.use_token(&secret(&forged)).await.unwrap();
    assert!(link.client().query("SELECT id FROM plant.person", &[]).await.unwrap().is_empty());
    assert!(link.push(&[]).await.is_err());
    root.execute("UPDATE auth.session SET revoked_at = now() WHERE person_id = $1", &[&told.person_id]).await.unwrap();
}

async fn guesses_are_counted_and_known_devices_are_not_locked_out(world: &World) {
    let engineer = world.a.person(Role::Engineer);
    let home = world.link(&world.a).await;
    let known = home.sign_in(&engineer.email, &secret(PASSWORD), None, "home").await.unwrap().known_device.unwrap();

    let stranger = world.link(&world.a).await;
    let mut slowed = 0;
    for n in 0..8 {
        let guess = stranger.sign_in(&engineer.email, &secret(&format!("a wrong guess {n}")), None, "x").await;
        match guess {
            Err(CentralError::WrongPassword) => assert!(n < 5, "five are free, this was {n}"),
            Err(CentralError::Slowed { seconds }) => {
                assert!(n >= 5 && seconds >= 1);
                slowed += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(slowed, 3);
    // Even the right password is slowed for a stranger, and an unknown person is slowed the same way.
    assert!(matches!(
        stranger.sign_in(&engineer.email, &secret(PASSWORD), None, "x").await,
        Err(CentralError::Slowed { .. })
    ));
    for n in 0..6 {
        let guess = stranger.sign_in("nobody@alpha.example", &secret("a wrong guess"), None, "x").await;
        assert!(matches!(
            (n, guess),
            (0..=4, Err(CentralError::WrongPassword)) | (5, Err(CentralError::Slowed { .. }))
        ));
    }
    // The workstation that is known goes on.
    let again = home.sign_in(&engineer.email, &secret(PASSWORD), Some(&known), "home").await.unwrap();
    assert!(again.known_device.is_none());
}

async fn administrators_keep_one_of_them(world: &World) {
    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let own = world.a.person(Role::TenantAdmin).id;
    let version = version_of(&admin, own).await;
    for change in [
        PersonChange { role: Some(Role::Viewer), ..PersonChange::default() },
        PersonChange { is_active: Some(false), ..PersonChange::default() },
    ] {
        let refused = admin.update_person(own, version, &change).await;
        assert!(matches!(refused, Err(CentralError::Conflict(_))), "{refused:?}");
    }
    let owner = PersonChange { role: Some(Role::PlatformOwner), ..PersonChange::default() };
    let viewer = world.a.person(Role::Viewer).id;
    let refused = admin.update_person(viewer, version_of(&admin, viewer).await, &owner).await;
    assert!(matches!(refused, Err(CentralError::Forbidden(_))), "{refused:?}");
    let stale = admin.update_person(viewer, 0, &PersonChange::default()).await;
    assert!(matches!(stale, Err(CentralError::Conflict(_))));
    let taken = NewPerson {
        id: Uuid::now_v7(),
        email: format!(" {} ", world.a.person(Role::Viewer).email.to_uppercase()),
        display_name: "Again".into(),
        role: Role::Viewer,
        locale: "en".into(),
    };
    assert!(matches!(admin.create_person(&taken).await, Err(CentralError::Conflict(_))));
    let log = admin.verify_action_log(None).await.unwrap();
    assert!(log.is_intact() && log.reached.no > 10, "{log:?}");
    assert_eq!(log.reached, log.head);
    let later = ChainPlace { no: log.head.no + 5, ..log.head };
    let gone = admin.verify_action_log(Some(&later)).await.unwrap();
    assert!(!gone.is_intact(), "a head that is no longer there is told");
}

async fn version_of(admin: &central::Link, id: Uuid) -> i64 {
    admin.find_person(id).await.unwrap().unwrap().version
}
