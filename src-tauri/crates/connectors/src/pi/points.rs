//! The points of a PI Data Archive: browsed in pages, searched by name, and their paths turned into WebIDs.
//!
//! A tag is a point's path, `\\SERVER\TAG`: it outlives the WebID, which a rebuilt server gives anew.

use super::{
    answer::Refused,
    batch,
    client::PiClient,
    failure,
    model::{DataServer, Found, Items, Point, StreamValue},
};
use crate::{BrowseNode, BrowsePage, NodeKind, SourceError, opcua::unit};
use domain::Failure;

const PAGE: usize = 200;
/// IIS refuses longer queries unless told otherwise (requestFiltering: maxQueryString 2048).
pub(crate) const LONGEST_QUERY: usize = 1_800;
const FIELDS: &str =
    "Items.WebId;Items.Name;Items.Path;Items.Descriptor;Items.PointType;Items.EngineeringUnits;Links.Next";
const SHORT_IDS: (&str, &str) = ("webIdType", "IDOnly");

/// The configured data server, or all.
pub(crate) async fn servers(client: &PiClient) -> Result<Vec<DataServer>, Refused> {
    let all: Items<DataServer> = client.get("dataservers", &[SHORT_IDS]).await.map_err(|refused| {
        // Nothing of PI Web API is there: the address is another's.
        match refused.error.failure.message.id.as_str() {
            "pi-not-found" => failure::not_a_pi_web_api(&client.config, "404 for dataservers").into(),
            _ => refused,
        }
    })?;
    let Some(wanted) = &client.config.data_server else {
        return if all.items.is_empty() { Err(failure::no_data_server(&client.config).into()) } else { Ok(all.items) };
    };
    let known: Vec<String> = all.items.iter().map(|s| s.name.clone()).collect();
    let found = all.items.into_iter().find(|s| s.name.eq_ignore_ascii_case(wanted));
    found.map(|s| vec![s]).ok_or_else(|| failure::data_server_unknown(&client.config, wanted, &known.join(", ")).into())
}

pub(crate) async fn browse(
    client: &PiClient,
    node: Option<&str>,
    continuation: Option<&str>,
) -> Result<BrowsePage, SourceError> {
    let servers = servers(client).await?;
    let server = match node {
        Some(path) => servers.iter().find(|s| path_of(s) == path),
        None if servers.len() == 1 => servers.first(),
        None => {
            let nodes = servers.iter().map(folder).collect();
            return Ok(BrowsePage { nodes, continuation: None, is_truncated: false });
        }
    };
    let Some(server) = server else { return Err(failure::no_data_server(&client.config)) };
    let start: usize = continuation.and_then(|c| c.parse().ok()).unwrap_or(0);
    let page = page(client, server, "*", start, PAGE).await?;
    // The last page is shorter, or the server says that there is no next.
    let is_more = page.items.len() >= PAGE || (page.links.next.is_some() && !page.items.is_empty());
    let continuation = is_more.then(|| (start + page.items.len()).to_string());
    Ok(BrowsePage { nodes: page.items.into_iter().map(variable).collect(), continuation, is_truncated: false })
}

pub(crate) async fn search(client: &PiClient, text: &str, limit: usize) -> Result<BrowsePage, SourceError> {
    let filter = format!("*{}*", text.trim());
    let mut nodes = Vec::new();
    for server in servers(client).await? {
        let mut start = 0;
        while nodes.len() <= limit {
            let page = page(client, &server, &filter, start, PAGE).await?;
            let (count, has_next) = (page.items.len(), page.links.next.is_some());
            start += count;
            nodes.extend(page.items.into_iter().map(variable).map(|node| within(node, &server)));
            if count == 0 || (count < PAGE && !has_next) {
                break;
            }
        }
    }
    let is_truncated = nodes.len() > limit;
    nodes.truncate(limit);
    Ok(BrowsePage { nodes, continuation: None, is_truncated })
}

async fn page(
    client: &PiClient,
    server: &DataServer,
    filter: &str,
    start: usize,
    count: usize,
) -> Result<Items<Point>, Refused> {
    let (start, count) = (start.to_string(), count.to_string());
    let query = [
        ("nameFilter", filter),
        ("startIndex", start.as_str()),
        ("maxCount", count.as_str()),
        ("selectedFields", FIELDS),
        SHORT_IDS,
    ];
    client.get(&format!("dataservers/{}/points", server.web_id), &query).await
}

fn path_of(server: &DataServer) -> String {
    if server.path.is_empty() { format!("\\\\{}", server.name) } else { server.path.clone() }
}

fn folder(server: &DataServer) -> BrowseNode {
    BrowseNode {
        tag: path_of(server),
        name: server.name.clone(),
        path: Vec::new(),
        kind: NodeKind::Folder,
        has_children: true,
        data_type: None,
        is_numeric: false,
        unit: None,
        description: None,
    }
}

fn variable(point: Point) -> BrowseNode {
    BrowseNode {
        is_numeric: is_numeric(&point),
        unit: unit::by_name(&point.engineering_units),
        tag: point.path,
        name: point.name,
        path: Vec::new(),
        kind: NodeKind::Variable,
        has_children: false,
        data_type: Some(point.point_type),
        description: Some(point.descriptor).filter(|d| !d.is_empty()),
    }
}

fn within(mut node: BrowseNode, server: &DataServer) -> BrowseNode {
    node.path = vec![server.name.clone()];
    node
}

pub(crate) fn is_numeric(point: &Point) -> bool {
    point.point_type.starts_with("Float") || point.point_type.starts_with("Int")
}

/// Each tag's point, in the order asked, or why there is none.
pub(crate) async fn find(client: &PiClient, tags: &[String]) -> Result<Vec<Result<Point, Failure>>, Refused> {
    let mut all = Vec::with_capacity(tags.len());
    let parts = chunks(tags, "path");
    let answers: Vec<Items<Found>> =
        batch::get_each(client, "points/multiple", &queries(&parts, "path", &[SHORT_IDS])).await?;
    for (some, found) in parts.into_iter().zip(answers) {
        let of = |tag: &String| found.items.iter().find(|f| f.identifier.eq_ignore_ascii_case(tag));
        all.extend(some.iter().map(|tag| match of(tag) {
            Some(Found { object: Some(point), .. }) => match &point.web_exception {
                Some(e) if e.is_denial() => Err(failure::tag_not_readable(tag, e.said())),
                _ => Ok(point.clone()),
            },
            Some(Found { exception: Some(e), .. }) => Err(failure::tag_unknown(tag, e.said())),
            _ => Err(failure::tag_unknown(tag, "not in the answer")),
        }));
    }
    Ok(all)
}

/// The snapshot of each stream that has one.
pub(crate) async fn values(client: &PiClient, ids: &[String]) -> Result<Vec<StreamValue>, Refused> {
    let queries = queries(&chunks(ids, "webId"), "webId", &[]);
    let answers: Vec<Items<StreamValue>> = batch::get_each(client, "streamsets/value", &queries).await?;
    Ok(answers.into_iter().flat_map(|a| a.items).collect())
}

fn queries<'a>(parts: &[&'a [String]], name: &'a str, more: &[(&'a str, &'a str)]) -> Vec<batch::Query<'a>> {
    let query = |some: &&'a [String]| some.iter().map(|v| (name, v.as_str())).chain(more.iter().copied()).collect();
    parts.iter().map(query).collect()
}

/// As many as fit into one question's address.
pub(crate) fn chunks<'a>(values: &'a [String], name: &str) -> Vec<&'a [String]> {
    let cost = |value: &String| {
        // Encoded: each byte that is not plain takes three.
        let plain = value.bytes().filter(u8::is_ascii_alphanumeric).count();
        name.len() + 2 + plain + (value.len() - plain) * 3
    };
    let mut chunks = Vec::new();
    let (mut begin, mut length) = (0, 0);
    for (n, value) in values.iter().enumerate() {
        if n > begin && length + cost(value) > LONGEST_QUERY {
            chunks.push(&values[begin..n]);
            (begin, length) = (n, 0);
        }
        length += cost(value);
    }
    if begin < values.len() {
        chunks.push(&values[begin..]);
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_fit_into_an_address_and_leave_nobody_out() {
        let tags: Vec<String> = (0..500).map(|n| format!("\\\\PIDA\\Unit 1.TI-{n:04}.PV")).collect();
        let parts = chunks(&tags, "path");
        assert!(parts.len() > 5);
        assert_eq!(parts.concat(), tags);
        let long = vec!["x".repeat(5_000), "y".into()];
        assert_eq!(chunks(&long, "path").len(), 2);
        assert!(chunks(&[], "path").is_empty());
    }
}
