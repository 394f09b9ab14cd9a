//! The smoke test (SPEC section 9), standalone: a site, an asset, a work order moved open -> in progress, and the proof
//! that capabilities hold. It goes the way of a click, finds what an earlier run made, and may be run again and again.

use crate::{
    Caller, Door,
    commands::{
        assets::{SaveAsset, SaveSite, save_asset, save_site},
        operations::{SmokeTest, SmokeTestStep},
        work_orders::{CreateWorkOrder, MoveWorkOrder, create_work_order, move_work_order},
    },
    door::SignedIn,
    failures::{OrFailure, failure},
    plant::{Plant, Values},
};
use domain::{
    AssetId, AssetStatus, Capability, Criticality, ErrorCode, Failure, Family, Person, PersonId, Preferences, Role,
    Site, WorkOrder, WorkOrderStatus, WorkOrderType,
};

const CODE: &str = "SMOKE_TEST";
const ASSET_TAG: &str = "SMOKE-001";
/// No mail ever reaches it (RFC 2606).
const VIEWER: &str = "smoke-test@optria.invalid";

pub async fn run(caller: &Caller<'_>) -> Result<SmokeTest, Failure> {
    let mut steps = Steps::default();
    let outcome = go(caller, &mut steps).await;
    if let Err(failure) = &outcome {
        steps.0.push(SmokeTestStep {
            name: "stopped".into(),
            passed: false,
            id: None,
            detail: Some(failure.to_string()),
        });
    }
    Ok(SmokeTest { passed: outcome.is_ok() && steps.0.iter().all(|s| s.passed), steps: steps.0 })
}

#[derive(Default)]
struct Steps(Vec<SmokeTestStep>);

impl Steps {
    fn passed(&mut self, name: &str, id: impl ToString) {
        self.0.push(SmokeTestStep { name: name.into(), passed: true, id: Some(id.to_string()), detail: None });
    }
}

async fn go(caller: &Caller<'_>, steps: &mut Steps) -> Result<(), Failure> {
    let plant = caller.plant()?;
    let schema = plant.store.read(store::schema::version).or_failure()?;
    steps.passed("store_usable", format!("schema {schema}"));
    steps.passed("person", caller.person()?.id);

    let site = site(caller).await?;
    steps.passed("site", site.id);
    let asset = asset(caller, &site).await?;
    steps.passed("asset", asset);
    let order = open_order(caller, asset).await?;
    steps.passed("work_order_open", &order.number);
    let moved = step(caller, order, WorkOrderStatus::InProgress).await?;
    let stored = plant.store.read(|c| store::work_order::get(c, moved.id)).or_failure()?;
    if stored.status != WorkOrderStatus::InProgress {
        return Err(failure(ErrorCode::Internal, "smoke-order-did-not-move"));
    }
    steps.passed("work_order_in_progress", moved.id);

    // A door at which nobody stands: the same command must be refused.
    let nobody = Door::new(caller.app.clone());
    match Box::pin(nobody.call("list_people", serde_json::json!({}))).await {
        Err(f) if f.code == ErrorCode::Unauthenticated => steps.passed("refused_without_session", f.code.number()),
        _ => return Err(failure(ErrorCode::Internal, "smoke-not-refused")),
    }
    let viewer = viewer(&plant)?;
    let proof = role_holds(caller, &viewer).await;
    set_active(&plant, &viewer, false)?;
    steps.passed("refused_without_capability", proof?);
    Ok(())
}

/// What the viewer's role allows is answered; what needs one capability more is refused for exactly that one.
async fn role_holds(caller: &Caller<'_>, viewer: &Person) -> Result<String, Failure> {
    set_active(&*caller.plant()?, viewer, true)?;
    let door = Door::new(caller.app.clone());
    door.set_session(Some(SignedIn::new(viewer.id, caller.now())));
    Box::pin(door.call("list_sites", serde_json::json!({}))).await?;
    let lacking = Capability::ManageWorkOrders.as_str();
    match Box::pin(door.call("create_work_order", serde_json::json!({}))).await {
        Err(f) if f.code == ErrorCode::Forbidden && f.message.args.get("capability") == Some(&lacking.into()) => {
            Ok(format!("{} {lacking}", f.code.number()))
        }
        _ => Err(failure(ErrorCode::Internal, "smoke-role-not-refused")),
    }
}

/// A viewer of its own, without a password, so that nobody can sign in as it; active only while it is needed.
fn viewer(plant: &Plant) -> Result<Person, Failure> {
    let found = plant.store.read(|c| store::person::find_by_email(c, VIEWER)).or_failure()?;
    let is_new = found.is_none();
    let person = Person {
        id: found.map_or_else(PersonId::new, |p| p.id),
        email: VIEWER.into(),
        display_name: "Smoke test".into(),
        role: Role::Viewer,
        is_active: false,
        last_sign_in_at: None,
        preferences: Preferences::default(),
    };
    if is_new {
        plant.store.write(|t| store::person::insert(t, &person, None)).or_failure()?;
    }
    Ok(person)
}

fn set_active(plant: &Plant, viewer: &Person, is_active: bool) -> Result<(), Failure> {
    let person = Person { is_active, ..viewer.clone() };
    plant.store.write(|t| store::person::update(t, &person)).or_failure()
}

async fn site(caller: &Caller<'_>) -> Result<Site, Failure> {
    let plant = caller.plant()?;
    let all = plant.store.read(store::site::list).or_failure()?;
    if let Some(site) = all.into_iter().find(|s| s.code == CODE) {
        return Ok(site);
    }
    let request = SaveSite {
        id: None,
        code: CODE.into(),
        name_en: "Smoke test".into(),
        name_ar: "اختبار التشغيل".into(),
        time_zone: plant.values()?.unwrap_or_else(Values::stand_in).time_zone,
        latitude: None,
        longitude: None,
    };
    save_site(caller, request).await
}

async fn asset(caller: &Caller<'_>, site: &Site) -> Result<AssetId, Failure> {
    let plant = caller.plant()?;
    let children = plant.store.read(|c| store::asset::children(c, site.id, None)).or_failure()?;
    if let Some(row) = children.into_iter().find(|r| r.asset.tag_code == ASSET_TAG) {
        return Ok(row.asset.id);
    }
    let request = SaveAsset {
        id: None,
        site_id: site.id,
        parent_id: None,
        tag_code: ASSET_TAG.into(),
        name_en: "Smoke test asset".into(),
        name_ar: "أصل اختبار التشغيل".into(),
        family: Family::Other,
        criticality: Criticality::Low,
        status: AssetStatus::InService,
        installed_on: None,
    };
    Ok(save_asset(caller, request).await?.id)
}

/// An open order of the asset: a new one, or the earlier run's moved back.
async fn open_order(caller: &Caller<'_>, asset: AssetId) -> Result<WorkOrder, Failure> {
    let filter =
        store::work_order::WorkOrderFilter { asset_id: Some(asset), only_open: true, limit: 1, ..Default::default() };
    let found = caller.plant()?.store.read(|c| store::work_order::list(c, &filter)).or_failure()?.items.pop();
    let Some(found) = found else {
        let request = CreateWorkOrder {
            asset_id: asset,
            title_en: "Smoke test".into(),
            title_ar: Some("اختبار التشغيل".into()),
            description: None,
            kind: WorkOrderType::Inspection,
            priority: Criticality::Low,
            assignee_id: None,
            estimated_hours: None,
            due_on: None,
        };
        return Ok(create_work_order(caller, request).await?.order);
    };
    let mut order = found.work_order;
    while order.status != WorkOrderStatus::Open {
        let back =
            if order.status == WorkOrderStatus::InProgress { WorkOrderStatus::Assigned } else { WorkOrderStatus::Open };
        order = step(caller, order, back).await?;
    }
    Ok(order)
}

async fn step(caller: &Caller<'_>, order: WorkOrder, to: WorkOrderStatus) -> Result<WorkOrder, Failure> {
    Ok(move_work_order(caller, MoveWorkOrder { id: order.id, from: order.status, to }).await?.order)
}
