//! Taking a standalone workspace of this workstation into the tenant: first only looked at, then done.

use super::{WorkspaceKind, session::prove};
use crate::{
    Caller,
    central::{
        self as central_mode, replication, sealing,
        taking_in::{self, Plan},
    },
    failures::{OrFailure, failure},
    plant::{self, Plant},
    workspaces,
};
use domain::{Capability, ErrorCode, Failure, Message, Secret};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use ts_rs::TS;
use uuid::Uuid;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeInWorkspace {
    /// The standalone workspace, one of `list_workspaces`.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Of an administrator there.
    pub email: String,
    pub password: Secret,
    /// Where the standalone workspace's store is opened with one.
    #[ts(optional, type = "string")]
    pub passphrase: Option<Secret>,
    /// Only say what would be done.
    pub dry_run: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct TakenTable {
    /// `site`, `asset`, `metric`, `integration`, `mapping`, `asset_event`, `work_order`
    pub table: String,
    pub created: u32,
    /// The tenant has the row; what it left empty is filled.
    pub merged: u32,
    /// Taken in before.
    pub there: u32,
    pub refused: u32,
}

/// A value that the tenant has otherwise, and keeps.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TakenDifference {
    pub table: String,
    pub name: String,
    pub field: String,
    #[ts(type = "unknown")]
    pub tenant: Value,
    #[ts(type = "unknown")]
    pub standalone: Value,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct TakenRefusal {
    pub table: String,
    pub name: String,
    pub reason: Message,
}

/// What stays in the standalone workspace.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LeftBehind {
    /// `cost_model`, `engineer`, `depot`, `parallel_group`, `run`
    pub what: String,
    #[ts(type = "number")]
    pub count: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakenIn {
    pub is_done: bool,
    pub tables: Vec<TakenTable>,
    pub differing_total: u32,
    /// The first 200.
    pub differing: Vec<TakenDifference>,
    pub refused_total: u32,
    /// The first 200.
    pub refused: Vec<TakenRefusal>,
    pub left_behind: Vec<LeftBehind>,
}

const SHOWN: usize = 200;

pub async fn take_in_workspace(caller: &Caller<'_>, request: TakeInWorkspace) -> Result<TakenIn, Failure> {
    let plant = caller.plant()?;
    let state = central_mode::state(&plant)?.clone();
    let standalone = standalone(caller, &request)?;
    let administrator =
        prove(caller, &standalone, &request.email.trim().to_lowercase(), &request.password, "take-in-sign-in")?;
    if !administrator.role.can(Capability::ManageIntegrations) {
        return Err(failure(ErrorCode::Forbidden, "take-in-administrator"));
    }
    // What the tenant has must be known here first, or it would be made twice.
    replication::round(&plant).await?;
    let standing = state.replicated();
    if standing.failure.is_some() || standing.at.is_none_or(|at| caller.now() - at > chrono::Duration::minutes(1)) {
        return Err(failure(ErrorCode::Unavailable, "take-in-exchange"));
    }
    let person = caller.person()?;
    let plan = taking_in::look(&standalone, &plant, person)?;
    if !request.dry_run {
        let saved = taking_in::carry_out(&plan, &standalone, &plant)?;
        for (id, field) in saved {
            sealing::share(&plant, caller.central().ok().as_ref(), id, &[field]).await?;
        }
    }
    told(&plan, &standalone, !request.dry_run)
}

/// The workspace itself: the one that is open already, since it goes on collecting, or opened for this.
fn standalone(caller: &Caller<'_>, request: &TakeInWorkspace) -> Result<Arc<Plant>, Failure> {
    let there = workspaces::find(&caller.app.home, request.id)?;
    match there.header.kind {
        WorkspaceKind::Empty => {}
        WorkspaceKind::Demo => return Err(failure(ErrorCode::Invalid, "take-in-simulated")),
        WorkspaceKind::Central => return Err(failure(ErrorCode::Invalid, "take-in-central")),
    }
    if let Some(open) = caller.app.open_plants().into_iter().find(|p| p.id == request.id) {
        return Ok(open);
    }
    plant::open_at(caller.app, there.folder, &there.header, request.passphrase.as_ref()).map(Arc::new)
}

fn told(plan: &Plan, standalone: &Plant, is_done: bool) -> Result<TakenIn, Failure> {
    let left = standalone.store.read(store::replica::taking::left_behind).or_failure()?;
    let total = |list: usize| u32::try_from(list).unwrap_or(u32::MAX);
    Ok(TakenIn {
        is_done,
        tables: plan
            .counts
            .iter()
            .map(|(table, c)| TakenTable {
                table: (*table).into(),
                created: c.created,
                merged: c.merged,
                there: c.there,
                refused: c.refused,
            })
            .collect(),
        differing_total: total(plan.differing.len()),
        differing: plan
            .differing
            .iter()
            .take(SHOWN)
            .map(|d| TakenDifference {
                table: d.table.into(),
                name: d.name.clone(),
                field: d.field.clone(),
                tenant: d.tenant.clone(),
                standalone: d.standalone.clone(),
            })
            .collect(),
        refused_total: total(plan.refused.len()),
        refused: plan
            .refused
            .iter()
            .take(SHOWN)
            .map(|r| TakenRefusal { table: r.table.into(), name: r.name.clone(), reason: r.reason.clone() })
            .collect(),
        left_behind: left.into_iter().map(|(what, count)| LeftBehind { what: what.into(), count }).collect(),
    })
}
