//! Objects of a maintenance system (SAP's equipment and functional locations, Oracle's assets) as assets: shown with a
//! verdict for each, taken in where a person says so.

use super::IntegrationRef;
use crate::{
    Caller,
    commands::checked::checked_name,
    failures::{OrFailure, failure, from_store},
    plant::Plant,
    supervisor,
};
use connectors::maintenance::{MaintenanceSystem, TechnicalObject, kinds, short_name};
use domain::{
    Asset, AssetId, AssetStatus, Criticality, ErrorCode, Failure, Family, Integration, IntegrationId, ObjectKind,
    ObjectRef, SiteId, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{Connection, maintenance_object::MaintenanceObject, maintenance_reading::Subject};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListMaintenanceObjects {
    pub integration_id: IntegrationId,
    /// Where they would be taken in: its tag codes are compared.
    pub site_id: SiteId,
    pub kind: ObjectKind,
    /// Whose name contains it.
    pub text: Option<String>,
    /// From the page before.
    pub after: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "verdict", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TakeInVerdict {
    /// Becomes a new asset.
    New,
    /// The site has an asset with this tag code: it comes to stand for it.
    SameTag { asset_id: AssetId },
    /// Stands for an asset already.
    Linked { asset_id: AssetId, tag_code: String },
    /// Marked for deletion, inactive, or ended in the system: not offered.
    OutOfUse,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ObjectRow {
    pub object: TechnicalObject,
    #[serde(flatten)]
    pub verdict: TakeInVerdict,
    /// By the system's object type and name; `None`: a person says.
    pub family: Option<Family>,
    /// By SAP's ABC indicator.
    pub criticality: Criticality,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ObjectRowPage {
    pub rows: Vec<ObjectRow>,
    pub after: Option<String>,
}

/// One object as a person has confirmed it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct TakeInRow {
    pub object: ObjectRef,
    pub tag_code: String,
    pub name: String,
    pub family: Family,
    pub criticality: Criticality,
    pub superior: Option<ObjectRef>,
    pub installed_on: Option<chrono::NaiveDate>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeInObjects {
    pub integration_id: IntegrationId,
    pub site_id: SiteId,
    pub rows: Vec<TakeInRow>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakenInObjects {
    pub created: u32,
    /// Assets that were there and now stand for an object.
    pub linked: u32,
    /// Stood for an asset already.
    pub passed_over: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MaintenanceSummary {
    /// What people call the system.
    pub system: String,
    /// Kinds of objects that it has.
    pub kinds: Vec<ObjectKind>,
    /// Objects that assets stand for.
    pub objects: u32,
    pub read_at: Option<Timestamp>,
    /// The last change in the system that was read.
    pub changed_until: Option<Timestamp>,
    /// Notifications or orders.
    #[ts(type = "number")]
    pub read: i64,
    /// Failures and maintenance.
    #[ts(type = "number")]
    pub recorded: i64,
    /// Orders of the system that became work orders.
    pub orders: u32,
    pub orders_read_at: Option<Timestamp>,
}

const MOST_ROWS: usize = 5_000;

pub async fn get_maintenance_summary(
    caller: &Caller<'_>,
    request: IntegrationRef,
) -> Result<MaintenanceSummary, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, request.id)).or_failure()?;
    check_kind(&found)?;
    let (objects, orders, reading, orders_read) = plant
        .store
        .read(|c| {
            let objects = store::maintenance_object::count(c, request.id)?;
            let orders = store::followed_order::count_owned(c, request.id)?;
            let reading = |of| store::maintenance_reading::find(c, request.id, of);
            Ok((objects, orders, reading(Subject::History)?, reading(Subject::Orders)?))
        })
        .or_failure()?;
    Ok(MaintenanceSummary {
        system: short_name(found.connector).to_owned(),
        kinds: kinds(found.connector).to_vec(),
        objects,
        read_at: reading.as_ref().map(|r| r.read_at),
        changed_until: reading.as_ref().map(|r| r.until),
        read: reading.as_ref().map_or(0, |r| r.read),
        recorded: reading.as_ref().map_or(0, |r| r.recorded),
        orders,
        orders_read_at: orders_read.map(|r| r.read_at),
    })
}

fn check_kind(integration: &Integration) -> Result<(), Failure> {
    match integration.connector.has_tags() {
        true => Err(failure(ErrorCode::Invalid, "integration-is-no-maintenance-system")),
        false => Ok(()),
    }
}

/// A dry run: nothing is made.
pub async fn list_maintenance_objects(
    caller: &Caller<'_>,
    request: ListMaintenanceObjects,
) -> Result<ObjectRowPage, Failure> {
    let plant = caller.plant()?;
    let system = system_of(&plant, request.integration_id)?;
    let now = caller.now();
    let page = system.objects(request.kind, request.after.as_deref(), request.text.as_deref(), now).await;
    let page = page.map_err(|refused| refused.error.failure)?;
    let rows = plant
        .store
        .read(|c| {
            store::site::get(c, request.site_id)?;
            let tags = tags_of(c, request.site_id)?;
            page.objects.into_iter().map(|o| judged(c, &request, &tags, o)).collect::<store::Result<Vec<_>>>()
        })
        .or_failure()?;
    Ok(ObjectRowPage { rows, after: page.after })
}

fn judged(
    c: &Connection,
    request: &ListMaintenanceObjects,
    tags: &HashMap<String, AssetId>,
    object: TechnicalObject,
) -> store::Result<ObjectRow> {
    let verdict = match store::maintenance_object::find(c, request.integration_id, &object.object)? {
        Some(link) => {
            let tag_code = store::asset::get(c, link.asset_id)?.tag_code;
            TakeInVerdict::Linked { asset_id: link.asset_id, tag_code }
        }
        None if object.is_out_of_use => TakeInVerdict::OutOfUse,
        None => match tags.get(&object.label) {
            Some(asset_id) => TakeInVerdict::SameTag { asset_id: *asset_id },
            None => TakeInVerdict::New,
        },
    };
    Ok(ObjectRow { verdict, family: family_of(&object), criticality: criticality_of(&object), object })
}

/// All rows or none. What stands for an asset already is passed over, so that the same page may be taken in twice.
pub async fn take_in_objects(caller: &Caller<'_>, request: TakeInObjects) -> Result<TakenInObjects, Failure> {
    let plant = caller.plant()?;
    if request.rows.len() > MOST_ROWS {
        return Err(crate::failures::out_of_range("rows", 0.0, MOST_ROWS as f64));
    }
    let found = plant.store.read(|c| store::integration::get(c, request.integration_id)).or_failure()?;
    check_kind(&found)?;
    let mut rows = request.rows.clone();
    for row in &mut rows {
        row.tag_code = checked_name(&row.tag_code, "tagCode")?;
        row.name = checked_name(&row.name, "name")?;
        row.object.number = checked_name(&row.object.number, "object")?;
    }
    let (by, now) = (caller.person()?.id, caller.now());
    plant
        .store
        .write(|t| {
            store::site::get(t, request.site_id)?;
            let mut tags = tags_of(t, request.site_id)?;
            let mut outcome = TakenInObjects::default();
            let mut created = Vec::new();
            for row in &rows {
                if store::maintenance_object::find(t, request.integration_id, &row.object)?.is_some() {
                    outcome.passed_over += 1;
                    continue;
                }
                let asset_id = match tags.get(&row.tag_code) {
                    Some(asset_id) => {
                        outcome.linked += 1;
                        *asset_id
                    }
                    None => {
                        let asset = asset_of(row, request.site_id);
                        store::asset::insert(t, &asset)?;
                        tags.insert(asset.tag_code.clone(), asset.id);
                        outcome.created += 1;
                        let id = asset.id;
                        created.push((asset, row.superior.clone()));
                        id
                    }
                };
                let link = MaintenanceObject {
                    integration_id: request.integration_id,
                    object: row.object.clone(),
                    asset_id,
                    linked_by: by,
                    linked_at: now,
                };
                store::maintenance_object::insert(t, &link)?;
            }
            set_parents(t, request.integration_id, created)?;
            if outcome.created + outcome.linked > 0 {
                // Their past was passed over until now.
                store::maintenance_reading::forget(t, request.integration_id)?;
            }
            Ok(outcome)
        })
        .map_err(from_store)
        .inspect(|_| plant.changes.tell_soon(crate::commands::Topic::Assets))
}

fn asset_of(row: &TakeInRow, site_id: SiteId) -> Asset {
    Asset {
        id: AssetId::new(),
        site_id,
        parent_id: None,
        tag_code: row.tag_code.clone(),
        name_en: row.name.clone(),
        name_ar: row.name.clone(),
        family: row.family,
        criticality: row.criticality,
        status: AssetStatus::InService,
        installed_on: row.installed_on,
    }
}

/// Each new asset below the one that stands for what it is part of, where that is of the same site and above nothing of it.
fn set_parents(
    t: &Connection,
    integration: IntegrationId,
    created: Vec<(Asset, Option<ObjectRef>)>,
) -> store::Result<()> {
    for (asset, superior) in created {
        let Some(superior) = superior else { continue };
        let Some(link) = store::maintenance_object::find(t, integration, &superior)? else { continue };
        let mut above = Some(link.asset_id);
        let mut may_be = true;
        while let Some(id) = above {
            let parent = store::asset::get(t, id)?;
            may_be &= id != asset.id && parent.site_id == asset.site_id;
            above = parent.parent_id.filter(|_| may_be);
        }
        if may_be {
            store::asset::update(t, &Asset { parent_id: Some(link.asset_id), ..asset })?;
        }
    }
    Ok(())
}

fn tags_of(c: &Connection, site: SiteId) -> store::Result<HashMap<String, AssetId>> {
    let code = store::site::get(c, site)?.code;
    let all = store::asset::codes(c)?;
    Ok(all.into_iter().filter(|(of, _, _)| *of == code).map(|(_, tag, id)| (tag, id)).collect())
}

/// Types of objects and names are each company's own: what is plain from a word in them, and nothing more.
fn family_of(object: &TechnicalObject) -> Option<Family> {
    const WORDS: [(&str, Family); 16] = [
        ("gas turbine", Family::GasTurbine),
        ("steam turbine", Family::SteamTurbine),
        ("heat exchanger", Family::HeatExchanger),
        ("exchanger", Family::HeatExchanger),
        ("cooler", Family::HeatExchanger),
        ("compressor", Family::Compressor),
        ("generator", Family::ElectricGenerator),
        ("transformer", Family::Transformer),
        ("transmitter", Family::Instrument),
        ("blower", Family::Fan),
        ("vessel", Family::Vessel),
        ("valve", Family::Valve),
        ("motor", Family::ElectricMotor),
        ("drum", Family::Vessel),
        ("pump", Family::Pump),
        ("fan", Family::Fan),
    ];
    let told = format!("{} {}", object.object_type.as_deref().unwrap_or_default(), object.name).to_lowercase();
    let words: Vec<&str> = told.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let line = format!(" {} ", words.join(" "));
    let named: Vec<Family> = WORDS.iter().filter(|(w, _)| line.contains(&format!(" {w} "))).map(|(_, f)| *f).collect();
    // "Motor of the feed pump" is either: a person says.
    let first = *named.first()?;
    named.iter().all(|f| *f == first).then_some(first)
}

fn criticality_of(object: &TechnicalObject) -> Criticality {
    match object.abc.as_deref() {
        Some("A" | "1") => Criticality::High,
        Some("C" | "3") => Criticality::Low,
        _ => Criticality::Medium,
    }
}

fn system_of(plant: &Plant, id: IntegrationId) -> Result<Box<dyn MaintenanceSystem>, Failure> {
    let found = plant.store.read(|c| store::integration::get(c, id)).or_failure()?;
    supervisor::runnable(plant, &found)?;
    let context = plant.source_context(&found)?;
    connectors::registry::open_maintenance(found.connector, &plant.config_in_force(&found)?, &context)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(name: &str, object_type: Option<&str>) -> TechnicalObject {
        TechnicalObject {
            object: ObjectRef { kind: ObjectKind::Equipment, number: "1".into() },
            label: "1".into(),
            name: name.into(),
            serial_number: None,
            superior: None,
            parts: Vec::new(),
            plant: None,
            location: None,
            object_type: object_type.map(str::to_owned),
            abc: None,
            manufacturer: None,
            model: None,
            in_operation_since: None,
            is_out_of_use: false,
        }
    }

    #[test]
    fn a_family_is_proposed_only_where_it_is_plain() {
        for (name, object_type, expected) in [
            ("Feed pump A", None, Some(Family::Pump)),
            ("Unit 100 A", Some("PUMP"), Some(Family::Pump)),
            ("Gas turbine 3", None, Some(Family::GasTurbine)),
            ("Shell and tube heat exchanger", None, Some(Family::HeatExchanger)),
            ("Motor of the feed pump", None, None),
            ("Pumphouse", None, None),
            ("Fantail", None, None),
            ("Item 7", None, None),
        ] {
            assert_eq!(family_of(&object(name, object_type)), expected, "{name}");
        }
    }
}
