//! All tags below a node, a stretch at a time: each call goes on from where the one before stopped, so that a person sees
//! how far it is, can stop, and goes on after a break of the link. A server is asked no more at once than browsing asks.

use super::source::source_of;
use crate::{Caller, failures::failure};
use connectors::{BrowseNode, NodeKind};
use domain::{ErrorCode, Failure, IntegrationId};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct GatherTags {
    pub integration_id: IntegrationId,
    /// Where to begin; absent: the root. Not looked at once there is a cursor.
    pub node: Option<String>,
    /// From the call before.
    pub cursor: Option<String>,
    /// Leaves out the node that the call before failed at.
    pub skip: Option<bool>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GatheredTags {
    /// Variables, each with the names above it.
    pub tags: Vec<BrowseNode>,
    /// To go on with; none where all has been seen.
    pub cursor: Option<String>,
    /// Nodes whose children were listed in this call.
    pub browsed: u32,
    /// Nodes that are known and not yet browsed.
    pub waiting: u32,
    /// Nodes that were left out, since they lie too deep.
    pub too_deep: u32,
}

/// Then the answer is told, whatever is left. Counted from the first page: a node of 100,000 children takes seconds to list,
/// and a call that brought nothing but that would bring nothing at all.
const STRETCH: Duration = Duration::from_secs(3);
const STRETCH_TAGS: usize = 5_000;
/// A plant's hierarchy has ten levels. Nodes that refer to each other in a ring without being the same have no end.
const DEEPEST: usize = 32;
const MOST_CURSOR: usize = 16 << 20;

/// A node whose children are to be listed, from a page on.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Pending {
    node: Option<String>,
    continuation: Option<String>,
    path: Vec<String>,
    /// The nodes above it, by their tags.
    above: Vec<String>,
}

pub async fn gather_tags(caller: &Caller<'_>, request: GatherTags) -> Result<GatheredTags, Failure> {
    let mut pending = match request.cursor {
        Some(cursor) => parse(&cursor)?,
        None => vec![Pending { node: request.node, continuation: None, path: Vec::new(), above: Vec::new() }],
    };
    if request.skip.unwrap_or(false) {
        pending.pop();
    }
    let source = source_of(caller, request.integration_id)?;
    let mut begun = None;
    let mut gathered = GatheredTags { tags: Vec::new(), cursor: None, browsed: 0, waiting: 0, too_deep: 0 };
    while let Some(next) = pending.pop() {
        let page = match source.browse(next.node.as_deref(), next.continuation.as_deref()).await {
            Ok(page) => page,
            // What was gathered is told first; the next call meets the failure and tells it.
            Err(_) if gathered.browsed > 0 => {
                pending.push(next);
                break;
            }
            Err(e) => return Err(e.failure),
        };
        gathered.browsed += 1;
        let begun = *begun.get_or_insert_with(Instant::now);
        if page.continuation.is_some() {
            pending.push(Pending { continuation: page.continuation, ..next.clone() });
        }
        // The last first: what comes first is taken next.
        for node in page.nodes.iter().rev().filter(|n| n.has_children) {
            match below(&next, node) {
                Some(_) if next.above.len() >= DEEPEST => gathered.too_deep += 1,
                Some(child) => pending.push(child),
                None => {}
            }
        }
        let placed = |node: BrowseNode| BrowseNode { path: next.path.clone(), ..node };
        gathered.tags.extend(page.nodes.into_iter().filter(|n| n.kind == NodeKind::Variable).map(placed));
        if gathered.tags.len() >= STRETCH_TAGS || begun.elapsed() >= STRETCH {
            break;
        }
    }
    gathered.waiting = pending.len() as u32;
    if !pending.is_empty() {
        let cursor = serde_json::to_string(&pending);
        gathered.cursor = Some(cursor.map_err(|e| failure(ErrorCode::Internal, "internal").detail(e))?);
    }
    Ok(gathered)
}

/// None where the node stands above itself already.
fn below(parent: &Pending, node: &BrowseNode) -> Option<Pending> {
    let mut above = parent.above.clone();
    above.extend(parent.node.clone());
    if above.contains(&node.tag) {
        return None;
    }
    let mut path = parent.path.clone();
    path.push(node.name.clone());
    Some(Pending { node: Some(node.tag.clone()), continuation: None, path, above })
}

fn parse(cursor: &str) -> Result<Vec<Pending>, Failure> {
    let malformed = || failure(ErrorCode::Invalid, "subtree-cursor-malformed");
    if cursor.len() > MOST_CURSOR {
        return Err(malformed());
    }
    serde_json::from_str(cursor).map_err(|e| malformed().detail(e))
}
