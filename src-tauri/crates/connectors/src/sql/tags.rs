//! The tags that a database has, as a person browses and searches them. They lie side by side; a page goes on behind
//! the last name of the page before.

use super::{config::SqlConfig, relation::Span, row::Cell, session::Session};
use crate::{BrowseNode, BrowsePage, NodeKind, SourceError};

const PAGE: usize = 200;

pub(crate) async fn browse(
    session: &mut Session,
    config: &SqlConfig,
    span: Span,
    after: Option<&str>,
) -> Result<BrowsePage, SourceError> {
    let mut names = names(session, config, span, after, None, PAGE + 1).await?;
    let is_more = names.len() > PAGE;
    names.truncate(PAGE);
    let continuation = names.last().filter(|_| is_more).cloned();
    Ok(BrowsePage { nodes: names.into_iter().map(node).collect(), continuation, is_truncated: false })
}

pub(crate) async fn search(
    session: &mut Session,
    config: &SqlConfig,
    span: Span,
    part: &str,
    limit: usize,
) -> Result<BrowsePage, SourceError> {
    let mut names = names(session, config, span, None, Some(part.trim()), limit.saturating_add(1)).await?;
    let is_truncated = names.len() > limit;
    names.truncate(limit);
    Ok(BrowsePage { nodes: names.into_iter().map(node).collect(), continuation: None, is_truncated })
}

async fn names(
    session: &mut Session,
    config: &SqlConfig,
    span: Span,
    after: Option<&str>,
    part: Option<&str>,
    limit: usize,
) -> Result<Vec<String>, SourceError> {
    let asked = config.relation.tags(session.shape, after, part, span, limit);
    let rows = session.cells(config, &asked).await?;
    let name = |cell: Cell| match cell {
        Cell::Text(name) => Some(name),
        Cell::Number(id) => Some(id.to_string()),
        _ => None,
    };
    Ok(rows.into_iter().filter_map(|row| name(row.into_iter().next()?)).collect())
}

fn node(name: String) -> BrowseNode {
    BrowseNode {
        tag: name.clone(),
        name,
        path: Vec::new(),
        kind: NodeKind::Variable,
        has_children: false,
        data_type: None,
        is_numeric: true,
        unit: None,
        description: None,
    }
}
