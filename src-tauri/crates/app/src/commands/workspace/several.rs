//! Several workspaces on one workstation: which there are, going to another, and beginning one more.

use super::{Nothing, Workspace, WorkspaceKind, get_workspace, state::open_if_possible};
use crate::{Caller, workspaces};
use domain::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceHere {
    #[ts(type = "string")]
    pub id: Uuid,
    pub name_en: String,
    pub name_ar: String,
    pub kind: WorkspaceKind,
    /// `db.example:5432/optria`; of a central workspace.
    pub address: Option<String>,
    /// It is before this window.
    pub is_current: bool,
    /// Open in this process and taking in readings.
    pub is_collecting: bool,
}

#[derive(Debug, Deserialize, TS)]
pub struct WorkspaceRef {
    #[ts(type = "string")]
    pub id: Uuid,
}

pub async fn list_workspaces(caller: &Caller<'_>, _: Nothing) -> Result<Vec<WorkspaceHere>, Failure> {
    let (here, open) = (caller.app.folder(), caller.app.open_plants());
    let row = |found: workspaces::Here| {
        let names = found.header.label.names();
        WorkspaceHere {
            id: found.header.id,
            name_en: names.en,
            name_ar: names.ar,
            kind: found.header.kind,
            address: found.header.label.address,
            is_current: found.folder == here,
            is_collecting: open.iter().any(|p| p.id == found.header.id && p.supervisor.is_collecting()),
        }
    };
    Ok(workspaces::list(&caller.app.home).into_iter().map(row).collect())
}

/// Signs this window out and stands before the other workspace. The one that is left stays open and goes on collecting.
pub async fn switch_workspace(caller: &Caller<'_>, request: WorkspaceRef) -> Result<Workspace, Failure> {
    let there = workspaces::find(&caller.app.home, request.id)?;
    leave(caller).await;
    caller.app.stand_at(there.folder);
    caller.app.remember_last(there.header.id);
    open_if_possible(caller).await?;
    get_workspace(caller, Nothing {}).await
}

/// Signs this window out and stands before an empty place: `create_workspace` or `connect_workspace` makes one there,
/// `switch_workspace` goes back.
pub async fn new_workspace(caller: &Caller<'_>, _: Nothing) -> Result<Workspace, Failure> {
    leave(caller).await;
    caller.app.stand_at(workspaces::folder_of_new(&caller.app.home));
    get_workspace(caller, Nothing {}).await
}

async fn leave(caller: &Caller<'_>) {
    if let Some(online) = caller.door.session().and_then(|s| s.online) {
        online.sign_out().await;
    }
    caller.door.set_session(None);
}
