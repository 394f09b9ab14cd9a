//! What the smoke test proves: that a first password opens nothing, that another tenant can't read, change or refer to
//! what the test made, and that a viewer can read it and do nothing else.

use super::{CODE, Step, Stop, ensure, tenants::SmokeTenant, writes::Workstation};
use crate::{
    Action, CentralError, Link, NewPerson, Outcome, PersonChange, SessionEnd, SignedIn, TenantPerson, Window,
    generated_password,
};
use chrono::Utc;
use domain::{Capability, ErrorCode, Role, Secret};
use serde_json::json;
use uuid::Uuid;

const WORKSTATION: &str = "smoke test";
const VIEWER: &str = "smoke-viewer@optria.invalid";

/// What another tenant must not reach.
pub(super) struct Things {
    pub site: Uuid,
    pub asset: Uuid,
    pub alert: Uuid,
    pub order: Uuid,
}

impl Things {
    fn all(&self) -> [(&'static str, Uuid); 4] {
        [("site", self.site), ("asset", self.asset), ("alert", self.alert), ("work_order", self.order)]
    }
}

fn one(email: &str) -> Window {
    Window { search: Some(email.to_owned()), offset: 0, limit: 10 }
}

/// Signs the administrator in; until the password is changed nothing is answered. The refusal's number.
pub(super) async fn first_sign_in(link: &Link, tenant: &SmokeTenant) -> Step<u16> {
    sign_in_and_change(link, tenant.admin_email, &tenant.admin_password).await?;
    link.find_people(&one(tenant.admin_email)).await?;
    Ok(ErrorCode::Unauthenticated.number())
}

async fn sign_in_and_change(link: &Link, email: &str, first: &Secret) -> Step<SignedIn> {
    let told = link.sign_in(email, first, None, WORKSTATION).await?;
    ensure(told.must_change, || "a first password need not be changed".into())?;
    match link.push(&[]).await {
        Err(CentralError::SignedOut(SessionEnd::PasswordDue)) => {}
        other => return Err(Stop::Unexpected(format!("a first password opens more than its change: {other:?}"))),
    }
    link.change_password(email, first, &generated_password()).await?;
    link.check_session().await?;
    Ok(told)
}

/// Reads nothing, changes nothing, refers to nothing; and a session of the one tenant is none over the other's role.
pub(super) async fn others_cannot_reach(
    own: &Link,
    theirs: &Link,
    other: &SmokeTenant,
    things: &Things,
) -> Step<String> {
    let before = versions(own, things).await?;
    let mut workstation = Workstation::new(theirs, other.admin);
    for (tbl, id) in things.all() {
        let sql = format!("SELECT 1 FROM plant.{tbl} WHERE id = $1");
        ensure(theirs.all(&sql, &[&id]).await?.is_empty(), || format!("another tenant reads the {tbl}"))?;
        let (field, value) = match tbl {
            "work_order" => ("status", "done"),
            "alert" => ("state", "normal"),
            _ => ("name_en", "changed by another tenant"),
        };
        let receipt = workstation.send(Action::Update, tbl, id, json!({ field: value }), json!({})).await?;
        ensure(receipt.outcome == Outcome::Rejected && receipt.detail["why"] == "deleted", || {
            format!("another tenant changes the {tbl}: {:?} {}", receipt.outcome, receipt.detail)
        })?;
    }
    let now = Utc::now();
    for (tbl, row) in [
        (
            "asset",
            json!({ "site_id": things.site, "tag_code": "X", "name_en": "x", "name_ar": "x", "family": "other",
                    "criticality": "low", "status": "in_service" }),
        ),
        ("alert", json!({ "asset_id": things.asset, "severity": "low", "state": "unacknowledged", "raised_at": now })),
        (
            "work_order",
            json!({ "asset_id": things.asset, "title_en": "x", "title_ar": "x", "type": "inspection", "priority": "low",
                    "status": "open", "created_by": other.admin, "created_at": now, "updated_at": now }),
        ),
        ("work_order_note", json!({ "work_order_id": things.order, "at": now, "author_id": other.admin, "body": "x" })),
    ] {
        let receipt = workstation.send(Action::Insert, tbl, Uuid::now_v7(), row, json!({})).await?;
        ensure(receipt.outcome == Outcome::Rejected && receipt.detail["why"] == "missing_reference", || {
            format!("another tenant's {tbl} refers to what is not its own: {:?} {}", receipt.outcome, receipt.detail)
        })?;
    }
    ensure(versions(own, things).await? == before, || "something was changed all the same".into())?;
    Ok("4 not read, 4 not changed, 4 not referred to".into())
}

async fn versions(own: &Link, things: &Things) -> Step<Vec<i64>> {
    let mut found = Vec::new();
    for (tbl, id) in things.all() {
        let rows = own.all(&format!("SELECT version FROM plant.{tbl} WHERE id = $1"), &[&id]).await?;
        found.push(rows.first().map(|row| row.get(0)).ok_or_else(|| Stop::Unexpected(format!("the {tbl} is gone")))?);
    }
    Ok(found)
}

pub(super) struct Viewer {
    pub id: Uuid,
    first_password: Secret,
}

/// A viewer of the tenant's administrator's making: new, or an earlier run's, active again and with a new password.
pub(super) async fn viewer(link: &Link) -> Step<Viewer> {
    let found = link.find_people(&one(VIEWER)).await?.items.into_iter().find(|person| person.email == VIEWER);
    let Some(TenantPerson { id, version, .. }) = found else {
        let id = Uuid::now_v7();
        let person = NewPerson {
            id,
            email: VIEWER.into(),
            display_name: "Smoke test viewer".into(),
            role: Role::Viewer,
            locale: "en".into(),
        };
        return Ok(Viewer { id, first_password: link.create_person(&person).await? });
    };
    let change = PersonChange { role: Some(Role::Viewer), is_active: Some(true), ..PersonChange::default() };
    link.update_person(id, version, &change).await?;
    Ok(Viewer { id, first_password: link.reset_password(id).await? })
}

/// What a viewer may is answered; what takes one capability more is refused for exactly that one.
pub(super) async fn role_holds(link: &Link, viewer: &Viewer, things: &Things) -> Step<String> {
    sign_in_and_change(link, VIEWER, &viewer.first_password).await?;
    let seen = link.all("SELECT 1 FROM plant.work_order WHERE id = $1", &[&things.order]).await?;
    ensure(seen.len() == 1, || "a viewer does not see the work order".into())?;
    let mut workstation = Workstation::new(link, viewer.id);
    for (tbl, id, patch, lacking) in [
        ("work_order", things.order, json!({ "status": "done" }), Capability::ManageWorkOrders.as_str()),
        ("site", things.site, json!({ "name_en": CODE }), Capability::ManageAssets.as_str()),
        ("alert", things.alert, json!({ "state": "acknowledged" }), "acknowledge_alerts"),
    ] {
        let receipt = workstation.send(Action::Update, tbl, id, patch, json!({})).await?;
        let missing = receipt.detail["missing"].as_str();
        ensure(receipt.outcome == Outcome::Rejected && missing == Some(lacking), || {
            format!("a viewer changes the {tbl}: {:?} {}", receipt.outcome, receipt.detail)
        })?;
    }
    match link.find_people(&one(VIEWER)).await {
        Err(CentralError::Forbidden(missing)) if missing == Capability::ManagePeople.as_str() => {}
        other => return Err(Stop::Unexpected(format!("a viewer lists the people: {other:?}"))),
    }
    link.sign_out().await?;
    Ok("a viewer reads; refused for manage_work_orders, manage_assets, acknowledge_alerts, manage_people".into())
}

/// Nobody signs in as it between two runs.
pub(super) async fn deactivate(link: &Link, id: Uuid) -> Step<()> {
    let version = link.find_person(id).await?.map_or(0, |p| p.version);
    let off = PersonChange { is_active: Some(false), ..PersonChange::default() };
    link.update_person(id, version, &off).await.map(drop).map_err(Stop::from)
}
