//! Attacks that need time or several connections: bursts of guesses, open transactions, hogged connections, clocks,
//! estimates. Over the crate's own links, which are no better than psql here.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

use attacks::{As, Scene};
use central::{Action, CentralError, Link, Operation, Outcome, Window};
use domain::Secret;
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::postgres::Settings;
use uuid::Uuid;

const PASSWORD: &str = attacks::PASSWORD;
/// Nobody waits longer for what another holds; the machine of the tests is a slow one.
const SOON: Duration = Duration::from_secs(5);

fn page() -> Window {
    Window { search: None, offset: 0, limit: 100 }
}

#[tokio::test]
async fn nobody_gains_anything_with_many_connections_either() {
    let Some(scene) = Scene::new(Settings::default()).await else { return };
    a_burst_of_guesses_shows_no_more_than_the_free_ones(&scene).await;
    an_attempt_of_one_tenant_is_not_another_s(&scene).await;
    open_transactions_of_a_viewer_hold_nobody_up(&scene).await;
    an_open_write_of_one_tenant_holds_no_other_up(&scene).await;
    hogged_connections_are_the_tenant_s_own(&scene).await;
    unknown_people_take_as_long_as_known_ones(&scene).await;
    estimates_say_nothing_of_others_values(&scene).await;
    what_was_captured_is_worth_nothing_twice(&scene).await;
    scene.others_go_on().await;
    assert!(scene.admin.verify().await.unwrap().is_clean());
}

/// 120 guesses begun before any of them is answered, over three connections, among them the right one: at most the
/// free five are answered, the rest is slowed.
async fn a_burst_of_guesses_shows_no_more_than_the_free_ones(scene: &Scene) {
    let start = "SELECT auth.login_start($1, sha256(convert_to($2, 'UTF8')))";
    let mut attempts = Vec::new();
    let links = [scene.link(&scene.alpha).await, scene.link(&scene.alpha).await, scene.link(&scene.alpha).await];
    for link in &links {
        link.client().batch_execute("BEGIN").await.unwrap();
    }
    for n in 0..120 {
        let guess = format!("guess {n}");
        let row = links[n % 3].client().query_one(start, &[&scene.alpha.viewer.1, &guess]).await.unwrap();
        attempts.push(row.get::<_, Uuid>(0));
    }
    for link in &links {
        link.client().batch_execute("COMMIT").await.unwrap();
    }
    let mut answered = 0;
    for (n, attempt) in attempts.iter().enumerate() {
        let row =
            links[n % 3].client().query_one("SELECT outcome FROM auth.login_finish($1)", &[attempt]).await.unwrap();
        match row.get::<_, &str>(0) {
            "slowed" => {}
            "wrong" => answered += 1,
            other => panic!("{other}"),
        }
    }
    assert!(answered <= 5, "{answered} of 120 guesses were answered");
    // Rolling the answers back shows them again and again, but no more of them.
    links[0].client().batch_execute("BEGIN").await.unwrap();
    for attempt in &attempts {
        let row = links[0].client().query_one("SELECT outcome FROM auth.login_finish($1)", &[attempt]).await.unwrap();
        assert_eq!(row.get::<_, &str>(0), "unknown");
    }
    links[0].client().batch_execute("ROLLBACK").await.unwrap();
}

async fn an_attempt_of_one_tenant_is_not_another_s(scene: &Scene) {
    let theirs = scene.link(&scene.beta).await;
    let own = scene.link(&scene.alpha).await;
    let row =
        theirs.client().query_one("SELECT auth.login_start($1, sha256('x'))", &[&scene.beta.admin.1]).await.unwrap();
    let attempt: Uuid = row.get(0);
    let row = own.client().query_one("SELECT outcome FROM auth.login_finish($1)", &[&attempt]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "unknown");
    let row = theirs.client().query_one("SELECT outcome FROM auth.login_finish($1)", &[&attempt]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "wrong", "and it was not used up by it");
}

/// Whatever a viewer leaves open, colleagues sign in, administrate and write.
async fn open_transactions_of_a_viewer_hold_nobody_up(scene: &Scene) {
    let mut held = Vec::new();
    for statement in [
        "SELECT auth.login_start('admin@alpha.example', sha256('x'))",
        "SELECT auth.save_preferences('{}')",
        "SELECT admin.log_action('look', NULL, 'success')",
        "SELECT auth.logout()",
        "SELECT * FROM plant.site",
        "SELECT sync.apply(jsonb_build_array(jsonb_build_object('op_id', gen_random_uuid(), 'tbl', 'site', 'row_id', gen_random_uuid(), 'action', 'delete')))",
    ] {
        let link = scene.link(&scene.alpha).await;
        link.use_token(&Secret::new(scene.viewer_token.clone())).await.unwrap();
        link.client().batch_execute(&format!("BEGIN; {statement}")).await.unwrap();
        held.push(link);
    }
    // One who signs in and does not let go either.
    let signing = scene.link(&scene.alpha).await;
    signing.client().batch_execute("BEGIN").await.unwrap();
    let begun = Instant::now();
    let colleague = scene.link(&scene.alpha).await;
    colleague.sign_in(&scene.alpha.admin.1, &Secret::new(PASSWORD), None, "ws").await.unwrap();
    assert!(colleague.find_people(&page()).await.unwrap().total >= 2);
    colleague.set_setting("demo_mode", Some(&json!(true))).await.unwrap();
    let receipts = colleague.push(&[new_site(scene.alpha.admin.0, "held-up")]).await.unwrap();
    assert_eq!(receipts[0].outcome, Outcome::Applied);
    colleague.sign_out().await.unwrap();
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    drop((held, signing));
}

async fn an_open_write_of_one_tenant_holds_no_other_up(scene: &Scene) {
    let own = scene.link(&scene.alpha).await;
    own.sign_in(&scene.alpha.admin.1, &Secret::new(PASSWORD), None, "ws").await.unwrap();
    own.client().batch_execute("BEGIN").await.unwrap();
    own.push(&[new_site(scene.alpha.admin.0, "left-open")]).await.unwrap();
    own.set_setting("demo_mode", Some(&json!(false))).await.unwrap();

    let begun = Instant::now();
    let theirs = scene.link(&scene.beta).await;
    theirs.sign_in(&scene.beta.admin.1, &Secret::new(PASSWORD), None, "ws").await.unwrap();
    theirs.set_setting("demo_mode", Some(&json!(false))).await.unwrap();
    let receipts = theirs.push(&[new_site(scene.beta.admin.0, "second")]).await.unwrap();
    assert_eq!(receipts[0].outcome, Outcome::Applied);
    let owner = scene.link(&scene.owner).await;
    owner.sign_in(&scene.owner.admin.1, &Secret::new(PASSWORD), None, "ws").await.unwrap();
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    // A colleague's sign-in is not held up by a colleague's write either.
    let colleague = scene.link(&scene.alpha).await;
    colleague.use_token(&Secret::new(scene.admin_token.clone())).await.unwrap();
    colleague.find_people(&page()).await.unwrap();
    own.client().batch_execute("ROLLBACK").await.unwrap();
    // Undone, so that the scene is as it was.
    let sql = "DELETE FROM plant.site WHERE code IN ('second', 'held-up')";
    scene.root.batch_execute(sql).await.unwrap();
}

async fn hogged_connections_are_the_tenant_s_own(scene: &Scene) {
    let mut held: Vec<Link> = Vec::new();
    let server = attacks::server(&scene.cluster);
    let end = loop {
        match Link::connect(&server, &scene.alpha.role, &scene.alpha.password).await {
            Ok(link) => held.push(link),
            Err(e) => break e,
        }
    };
    assert!(matches!(end, CentralError::ConnectionLimit), "{end:?}");
    assert!((10..=20).contains(&held.len()), "{}", held.len());
    scene.others_go_on().await;
}

/// Medians over interleaved rounds; a difference that is there shows over any noise of the machine, which hits both.
async fn unknown_people_take_as_long_as_known_ones(scene: &Scene) {
    let link = scene.link(&scene.alpha).await;
    let (salt, start) = ("SELECT * FROM auth.login_salt($1)", "SELECT auth.login_start($1, sha256('x'))");
    let (salt, start) = (link.client().prepare(salt).await.unwrap(), link.client().prepare(start).await.unwrap());
    let mut times = [Vec::new(), Vec::new()];
    let unknown = "nobody-at-all@alpha.example".to_owned();
    for _ in 0..400 {
        for (whose, email) in [&scene.alpha.admin.1, &unknown].into_iter().enumerate() {
            let begun = Instant::now();
            link.client().query_one(&salt, &[email]).await.unwrap();
            link.client().query_one(&start, &[email]).await.unwrap();
            times[whose].push(begun.elapsed());
        }
    }
    let [known, unknown] = times.map(|mut t| {
        t.sort();
        t[t.len() / 2].as_secs_f64()
    });
    let ratio = known / unknown;
    assert!((0.75..=1.33).contains(&ratio), "known {known} s, unknown {unknown} s");
    // The attempts of this test would slow the administrator's own strangers' sign-in down.
    scene.root.batch_execute("DELETE FROM auth.attempt").await.unwrap();
}

/// EXPLAIN's estimate for a value that only BETA has, and for one that nobody has.
async fn estimates_say_nothing_of_others_values(scene: &Scene) {
    let plans = |value: &str| {
        let sql = format!(
            "EXPLAIN SELECT * FROM plant.asset WHERE name_en = '{value}'; EXPLAIN SELECT * FROM plant.asset WHERE status < '{value}';
             EXPLAIN SELECT * FROM plant.metric WHERE name = '{value} temperature';
             EXPLAIN SELECT * FROM plant.site WHERE lower(code) = '{value}-site'"
        );
        let answer = scene.attack(As::Viewer, &sql);
        assert!(answer.errors().is_empty(), "{}", answer.complaints);
        let rows = |l: &str| l.split("rows=").nth(1).map(|r| r.split(' ').next().unwrap_or_default().to_owned());
        answer.printed.lines().filter_map(rows).collect::<Vec<_>>()
    };
    let (theirs, nobodys) = (plans("canary"), plans("absent"));
    assert!(theirs.len() >= 4);
    assert_eq!(theirs, nobodys);
    // How many rows a tenant has, and which tenants there are.
    let rows_of = |tenant: Uuid| {
        let tables = ["tenant", "person", "site", "asset", "metric", "work_order", "reading", "action_log"];
        let ask = |t: &str| {
            ["=", "<", ">="]
                .map(|op| format!("EXPLAIN SELECT * FROM plant.{t} WHERE tenant_id {op} '{tenant}'"))
                .join("; ")
        };
        let answer = scene.attack(As::Viewer, &tables.map(ask).join("; "));
        assert!(answer.errors().is_empty(), "{}", answer.complaints);
        answer.printed.replace(&tenant.to_string(), "")
    };
    assert_eq!(rows_of(scene.beta.id), rows_of(Uuid::now_v7()));
    // It would show if the statistics were kept.
    scene
        .root
        .batch_execute("ALTER TABLE plant.asset ALTER name_en SET STATISTICS 100; ANALYZE plant.asset")
        .await
        .unwrap();
    assert_ne!(plans("canary pump"), plans("absent pump"), "this test can see an estimate that tells");
    scene.root.batch_execute("ALTER TABLE plant.asset ALTER name_en SET STATISTICS 0; DELETE FROM pg_statistic WHERE starelid = 'plant.asset'::regclass; ANALYZE plant.asset").await.unwrap();
}

/// A token after sign-out, an operation sent again, an opening of the platform's owner over another connection.
async fn what_was_captured_is_worth_nothing_twice(scene: &Scene) {
    let link = scene.link(&scene.alpha).await;
    let told = link.sign_in(&scene.alpha.admin.1, &Secret::new(PASSWORD), None, "ws").await.unwrap();
    let op = new_site(scene.alpha.admin.0, "once");
    assert_eq!(link.push(std::slice::from_ref(&op)).await.unwrap()[0].outcome, Outcome::Applied);
    assert_eq!(link.push(std::slice::from_ref(&op)).await.unwrap()[0].outcome, Outcome::Applied);
    let count = scene.root.query_one("SELECT count(*) FROM plant.site WHERE code = 'once'", &[]).await.unwrap();
    assert_eq!(count.get::<_, i64>(0), 1);
    // Somebody else's receipt is not told.
    let viewer = scene.link(&scene.alpha).await;
    viewer.use_token(&Secret::new(scene.viewer_token.clone())).await.unwrap_or_default();
    link.sign_out().await.unwrap();
    let thief = scene.link(&scene.alpha).await;
    thief.use_token(&told.token).await.unwrap();
    assert!(matches!(thief.check_session().await, Err(CentralError::SignedOut(_))));
    assert!(thief.push(&[op]).await.is_err());
}

fn new_site(by: Uuid, code: &str) -> Operation {
    let patch = json!({"code": code, "name_en": code, "name_ar": code, "time_zone": "UTC"});
    Operation {
        op_id: Uuid::now_v7(),
        person_id: by,
        device_id: Uuid::nil(),
        device_seq: 1,
        tbl: "site".into(),
        row_id: Uuid::now_v7(),
        action: Action::Insert,
        patch: patch.as_object().cloned().unwrap_or_default(),
        base: serde_json::Map::new(),
        depends_on: Vec::new(),
        client_time: chrono::Utc::now(),
    }
}
