//! Browsing and searching. No continuation point of the server's is held between two pages (an S7-1500 has five for
//! everybody): a node's references are read to the end at once, and their details a page at a time.

use super::{
    describe::{Child, DataTypes, children_of, describe},
    link::Link,
};
use crate::{BrowseNode, BrowsePage};
use domain::fold_for_search;
use opcua::types::{Error, NodeClass, NodeId, ObjectId, StatusCode};
use std::collections::{HashSet, VecDeque};
use tokio_util::sync::CancellationToken;

/// Nodes on a page.
const PAGE: usize = 200;
/// Nodes whose children are remembered, so that the next page need not browse again.
const REMEMBERED: usize = 8;
/// Nodes browsed at once by a search.
const SEARCH_BATCH: usize = 50;

/// What is remembered between two calls, for as long as the link lives.
#[derive(Default)]
pub(crate) struct Browsing {
    pub types: DataTypes,
    children: VecDeque<(NodeId, Vec<Child>)>,
}

pub(crate) async fn browse(
    link: &Link,
    memory: &mut Browsing,
    node: &NodeId,
    continuation: Option<&str>,
) -> Result<BrowsePage, Error> {
    let from = match continuation {
        Some(text) => text.parse::<usize>().map_err(|e| Error::new(StatusCode::BadContinuationPointInvalid, e))?,
        None => 0,
    };
    // The first page looks anew, so that a person who opens the node again sees what has changed.
    if from == 0 {
        memory.children.retain(|(of, _)| of != node);
    }
    if !memory.children.iter().any(|(of, _)| of == node) {
        let children = children(link, node, &[]).await?;
        memory.children.truncate(REMEMBERED - 1);
        memory.children.push_front((node.clone(), children));
    }
    let all = memory.children.iter().find(|(of, _)| of == node).map(|(_, all)| all.as_slice()).unwrap_or_default();
    let page: Vec<Child> = all.iter().skip(from).take(PAGE).cloned().collect();
    let next = from + page.len();
    let continuation = (next < all.len()).then(|| next.to_string());
    let nodes = describe(link, &mut memory.types, page).await?;
    Ok(BrowsePage { nodes, continuation, is_truncated: false })
}

async fn children(link: &Link, node: &NodeId, path: &[String]) -> Result<Vec<Child>, Error> {
    let result = link.browse(&[children_of(node)]).await?.swap_remove(0);
    if result.status_code.is_bad() {
        return Err(Error::new(result.status_code, "the node can't be browsed"));
    }
    let mut seen = HashSet::new();
    let all = result.references.into_iter().flatten().filter_map(|r| Child::from_reference(r, path));
    Ok(all.filter(|c| seen.insert(c.node.clone())).collect())
}

/// Breadth first, so that what is near the top is found first; the server's own diagnostics come last.
pub(crate) async fn search(
    link: &Link,
    memory: &mut Browsing,
    from: &NodeId,
    text: &str,
    limit: usize,
    cancel: &CancellationToken,
) -> Result<BrowsePage, Error> {
    let wanted = fold_for_search(text.trim());
    let server = NodeId::from(ObjectId::Server);
    let mut seen = HashSet::from([from.clone()]);
    let mut ahead = VecDeque::from([(from.clone(), Vec::<String>::new())]);
    let mut last = Vec::new();
    let mut found: Vec<Child> = Vec::new();
    let mut is_truncated = false;
    'search: while !ahead.is_empty() || !last.is_empty() {
        if cancel.is_cancelled() {
            is_truncated = true;
            break;
        }
        if ahead.is_empty() {
            ahead.extend(last.drain(..));
        }
        let batch: Vec<_> = ahead.drain(..ahead.len().min(SEARCH_BATCH)).collect();
        let asked: Vec<_> = batch.iter().map(|(node, _)| children_of(node)).collect();
        let results = tokio::select! {
            results = link.browse(&asked) => results?,
            () = cancel.cancelled() => { is_truncated = true; break }
        };
        for ((_, path), result) in batch.iter().zip(results) {
            // A branch that this user may not see is no reason to find nothing in the others.
            for child in result.references.into_iter().flatten().filter_map(|r| Child::from_reference(r, path)) {
                if !seen.insert(child.node.clone()) {
                    continue;
                }
                let below = [path.as_slice(), std::slice::from_ref(&child.name)].concat();
                let next = (child.node.clone(), below);
                if child.node == server {
                    last.push(next)
                } else {
                    ahead.push_back(next)
                }
                if child.class == NodeClass::Variable && matches(link, &child, &wanted) {
                    if found.len() == limit {
                        is_truncated = true;
                        break 'search;
                    }
                    found.push(child);
                }
            }
        }
    }
    let mut nodes: Vec<BrowseNode> = Vec::with_capacity(found.len());
    for page in found.chunks(PAGE) {
        nodes.extend(describe(link, &mut memory.types, page.to_vec()).await?);
    }
    Ok(BrowsePage { nodes, continuation: None, is_truncated })
}

fn matches(link: &Link, child: &Child, wanted: &str) -> bool {
    fold_for_search(&child.name).contains(wanted) || fold_for_search(&link.namespaces.tag(&child.node)).contains(wanted)
}
