//! All of the plant that dispatch looks at, read in one snapshot.

use crate::commands::cost_model;
use domain::{
    Asset, CostModel, Depot, Engineer, EngineerId, Resource, ResourceId, Site, WorkNeeds, WorkOrder, WorkOrderId,
    WorkOrderStatus, WorkSchedule,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::work_order::WorkOrderFilter;

pub struct Facts {
    /// Neither done nor cancelled, by number.
    pub orders: Vec<(WorkOrder, Asset)>,
    /// Those of them that a maintenance system owns: its planners say who does them and when.
    pub owned: BTreeSet<WorkOrderId>,
    /// With their version.
    pub needs: BTreeMap<WorkOrderId, (WorkNeeds, i64)>,
    pub schedules: BTreeMap<WorkOrderId, WorkSchedule>,
    /// Those who work, by code.
    pub engineers: Vec<Engineer>,
    /// Who has which order that others must be done by the same engineer as, finished ones too.
    pub doers: BTreeMap<WorkOrderId, EngineerId>,
    /// Codes of those who have a schedule and no longer work.
    pub gone: BTreeMap<EngineerId, String>,
    pub sites: Vec<Site>,
    pub depots: Vec<Depot>,
    pub resources: HashMap<ResourceId, Resource>,
    pub cost_model: CostModel,
    pub cost_model_version: u32,
}

impl Facts {
    pub fn read(c: &store::Connection) -> store::Result<Self> {
        let all = WorkOrderFilter { only_open: true, limit: u32::MAX, ..WorkOrderFilter::default() };
        let mut orders = Vec::new();
        for row in store::work_order::list(c, &all)?.items {
            let asset = store::asset::get(c, row.work_order.asset_id)?;
            orders.push((row.work_order, asset));
        }
        orders.sort_by(|a, b| a.0.number.cmp(&b.0.number));
        let (cost_model_version, cost_model) = cost_model::active(c)?;
        let schedules = store::work_schedule::all_of_open_orders(c)?;
        let engineers = store::engineer::list_active(c)?;
        let mut gone = BTreeMap::new();
        for id in schedules.values().map(|s| s.engineer_id).filter(|id| engineers.iter().all(|e| e.id != *id)) {
            gone.insert(id, store::engineer::get(c, id)?.code);
        }
        let needs = store::work_need::all_of_open_orders(c)?;
        let mut doers = BTreeMap::new();
        for id in needs.values().filter_map(|(needs, _)| needs.same_engineer_as) {
            if let Some(schedule) = store::work_schedule::find(c, id)? {
                doers.insert(id, schedule.engineer_id);
            }
        }
        Ok(Self {
            orders,
            owned: store::followed_order::owned_and_open(c)?.into_iter().collect(),
            needs,
            doers,
            schedules,
            engineers,
            gone,
            sites: store::site::list(c)?,
            depots: store::depot::list(c)?,
            resources: store::resource::list(c, None)?.into_iter().map(|r| (r.id, r)).collect(),
            cost_model,
            cost_model_version,
        })
    }

    /// What the order asks for, and whether that is only assumed from its asset's family.
    pub fn needs_of(&self, order: &WorkOrder, asset: &Asset) -> (WorkNeeds, bool) {
        match self.needs.get(&order.id) {
            Some((needs, _)) => (needs.clone(), false),
            None => (assumed_needs(self.resources.values(), asset), true),
        }
    }

    /// Whether its status leaves something to plan, and to us.
    pub fn is_plannable(&self, order: &WorkOrder) -> bool {
        Self::is_unbegun(order) && !self.owned.contains(&order.id)
    }

    pub fn is_unbegun(order: &WorkOrder) -> bool {
        matches!(order.status, WorkOrderStatus::Open | WorkOrderStatus::Assigned)
    }
}

/// The trades that look after the asset's family, at the lowest level.
pub fn assumed_needs<'a>(resources: impl Iterator<Item = &'a Resource>, asset: &Asset) -> WorkNeeds {
    let mut skills: Vec<domain::SkillLevel> = resources
        .filter(|r| r.kind == domain::ResourceKind::Skill && r.families.contains(&asset.family))
        .map(|r| domain::SkillLevel { skill_id: r.id, level: 1 })
        .collect();
    skills.sort();
    WorkNeeds { skills, ..WorkNeeds::default() }
}
