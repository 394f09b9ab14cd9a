//! Runs every case, and the attacks that need more than one connection.

#![allow(clippy::unwrap_used)] // helpers of tests are tests

use attacks::{Expect, Scene, cases};
use testkit::postgres::Settings;

#[tokio::test]
async fn nobody_gains_anything_with_psql() {
    let Some(scene) = Scene::new(Settings::default()).await else { return };
    assert!(cases::all().len() >= 60, "{} cases", cases::all().len());
    let failures = run(&scene, |_| true).await;
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
    scene.others_go_on().await;
    let verified = scene.admin.verify().await.unwrap();
    assert!(verified.is_clean(), "{verified:#?}");
}

/// With a hole in the wall, the case that is for it tells.
#[tokio::test]
async fn each_hole_is_noticed_by_its_attack() {
    let Some(scene) = Scene::new(Settings::default()).await else { return };
    for (hole, mended, name) in [
        (
            "ALTER TABLE plant.asset DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE plant.asset ENABLE ROW LEVEL SECURITY",
            "every plant table, by the other's tenant",
        ),
        (
            "GRANT SELECT ON auth.account TO optria_client; CREATE POLICY hole ON auth.account USING (true)",
            "REVOKE SELECT ON auth.account FROM optria_client; DROP POLICY hole ON auth.account",
            "verifiers, salts and roles of accounts",
        ),
        (
            "GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC",
            "REVOKE EXECUTE ON FUNCTION pg_advisory_lock(bigint) FROM PUBLIC",
            "advisory locks",
        ),
        (
            "GRANT TEMPORARY ON DATABASE postgres TO PUBLIC",
            "REVOKE TEMPORARY ON DATABASE postgres FROM PUBLIC",
            "temporary objects",
        ),
        (
            "GRANT SELECT, DELETE ON sync.change TO optria_client",
            "REVOKE DELETE ON sync.change FROM optria_client",
            "writing tables directly",
        ),
    ] {
        scene.root.batch_execute(hole).await.unwrap();
        let failures = run(&scene, |n| n == name).await;
        assert!(!failures.is_empty(), "{hole}: {name} saw nothing");
        scene.root.batch_execute(mended).await.unwrap();
    }
}

/// What went otherwise than it must, over the cases of these names.
async fn run(scene: &Scene, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let before = scene.fingerprint().await;
    let all: Vec<_> = cases::all().into_iter().filter(|(_, case)| wanted(case.name)).collect();
    assert!(!all.is_empty());
    let mut failures = Vec::new();
    for (n, (group, case)) in all.iter().enumerate() {
        let answer = scene.attack(case.who, case.types);
        let mut fail = |what: String| failures.push(format!("[{group}] {}: {what}", case.name));
        let errors = answer.errors();
        match case.expect {
            Expect::Fails(codes) => {
                // Each statement of the case failed, none was passed over.
                let statements = case.types.split("; ").filter(|s| !is_frame(s)).count();
                let others = errors.iter().any(|e| !codes.contains(e));
                if others || errors.len() < statements || !answer.printed.trim().is_empty() {
                    fail(format!(
                        "{statements} statements failed with {errors:?}: {} {}",
                        answer.printed, answer.complaints
                    ));
                }
            }
            Expect::Nothing => {
                if !errors.is_empty() || !answer.printed.is_empty() {
                    fail(format!("printed {:?}, {}", answer.printed, answer.complaints));
                }
            }
            Expect::Prints(wanted) => {
                if answer.printed != wanted || !errors.is_empty() {
                    fail(format!("printed {:?} instead of {wanted:?}, {}", answer.printed, answer.complaints));
                }
            }
            Expect::NobodyElseNotices => {}
        }
        let shown = scene.shown(&format!("{}{}", answer.printed, answer.complaints), case.types);
        if !shown.is_empty() {
            fail(format!("shows {shown:?}: {} {}", answer.printed, answer.complaints));
        }
        // Told by its group; a case that is suspected is looked at alone.
        let is_last_of_group = all.get(n + 1).is_none_or(|(next, _)| next != group);
        if is_last_of_group && scene.fingerprint().await != before {
            fail("this or another of its group changed what is another's".into());
        }
    }
    failures
}

/// What only frames the statement that matters.
fn is_frame(statement: &str) -> bool {
    let s = statement.trim();
    ["BEGIN", "ROLLBACK", "SET row_security", "RESET ROLE", "TABLE plant.site LIMIT 0"].iter().any(|f| s.starts_with(f))
}
