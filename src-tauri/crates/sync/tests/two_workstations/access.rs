//! Who may see less passes over what they may not see, and nobody misses it for that.

use super::*;
use domain::CostModel;
use store::cost_model::{self, SavedCostModel};

async fn round_as(at: &Workstation, world: &World, role: Role) -> Round {
    let link = world.signed_in(&world.a, role).await;
    let replica = Replica { person: PersonId(world.a.person(role).id), role, ..at.replica };
    sync::round(&at.store, &link, replica, Utc::now()).await.unwrap()
}

fn save(at: &Workstation, reason: &str) {
    let version = at.store.read(cost_model::find_active).unwrap().map_or(1, |active| active.version + 1);
    let saved = SavedCostModel {
        version,
        model: CostModel::default(),
        reason: reason.into(),
        saved_at: Utc::now(),
        saved_by: at.replica.person,
    };
    at.write(|t| cost_model::insert(t, &saved));
}

fn reason(at: &Workstation) -> Option<String> {
    at.store.read(cost_model::find_active).unwrap().map(|saved| saved.reason)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_viewer_passed_over_is_there_for_the_engineer_who_comes_next() {
    let Some((world, a, b, site, _)) = pair().await else { return };
    save(&a, "first");
    a.sync().await;
    round_as(&b, &world, Role::Viewer).await;
    assert_eq!(reason(&b), None, "a viewer is shown no cost model");
    round_as(&b, &world, Role::Viewer).await;
    round_as(&b, &world, Role::Engineer).await;
    assert_eq!(reason(&b).as_deref(), Some("first"));
    // What has been read stays for those who may see it, whoever reads on.
    a.write(|t| store::asset::insert(t, &plant::asset(site.id, "P-102")));
    a.sync().await;
    let seen = round_as(&b, &world, Role::Viewer).await;
    assert_eq!((seen.pulled.rows, reason(&b).as_deref()), (1, Some("first")));
    let again = round_as(&b, &world, Role::Engineer).await;
    assert_eq!(again.pulled.rows, 0, "nothing was passed over, nothing is read anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_is_given_more_rights_is_given_the_rows_too() {
    let Some((world, a, b, ..)) = pair().await else { return };
    let person = world.a.person(Role::Viewer).clone();
    let (link, mut replica) =
        (world.signed_in(&world.a, Role::Viewer).await, Replica { person: PersonId(person.id), ..b.replica });
    replica.role = Role::Viewer;
    save(&a, "behind the curtain");
    a.sync().await;
    sync::round(&b.store, &link, replica, Utc::now()).await.unwrap();
    assert_eq!(reason(&b), None);

    let admin = world.signed_in(&world.a, Role::TenantAdmin).await;
    let version = admin.find_person(person.id).await.unwrap().unwrap().version;
    let change = central::PersonChange { role: Some(Role::Engineer), ..Default::default() };
    admin.update_person(person.id, version, &change).await.unwrap();
    // The same session, and nothing new in the feed.
    replica.role = Role::Engineer;
    sync::round(&b.store, &link, replica, Utc::now()).await.unwrap();
    assert_eq!(reason(&b).as_deref(), Some("behind the curtain"));
}

/// What the replica believes of who may read a table is what the database's policy says.
#[tokio::test(flavor = "multi_thread")]
async fn the_rights_to_read_are_those_of_the_policies() {
    let Some(world) = World::new(postgres::Settings::default()).await else { return };
    let superuser = world::superuser(&world.cluster).await;
    for table in replica::TABLES {
        let policies = superuser
            .query(
                "SELECT pg_get_expr(p.polqual, p.polrelid) FROM pg_policy p
                  WHERE p.polrelid = ('plant.' || $1)::regclass AND p.polcmd IN ('r', '*')",
                &[&table.name],
            )
            .await
            .unwrap();
        assert!(!policies.is_empty(), "{}", table.name);
        for role in Role::ALL {
            let mut may = Vec::new();
            for policy in &policies {
                let text: String = policy.get(0);
                let capability = text.split_once("tenant_id_for('").and_then(|(_, rest)| rest.split('\'').next());
                let asked = [&role.as_str() as &(dyn tokio_postgres::types::ToSql + Sync), &capability];
                let row = superuser.query_one("SELECT $2::text IS NULL OR auth.may($1, $2)", &asked).await.unwrap();
                may.push(row.get::<_, bool>(0));
            }
            let may = may.into_iter().any(|m| m);
            assert_eq!(may, role.can(table.read), "{} of {}", role.as_str(), table.name);
        }
    }
}
