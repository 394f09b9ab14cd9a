//! Values that a PI Data Archive has recorded, page by page to the end.

use super::{
    answer::Refused,
    client::PiClient,
    failure,
    model::{Items, StreamValues},
    points,
    value::{Valued, valued},
};
use domain::Timestamp;
use std::collections::HashMap;

/// What a server gives at most by default.
const PAGE: u32 = 1_000;
/// Where that is full of one time, up to so many are asked for: the usual limit of a server.
const MOST: u32 = 150_000;

/// From when to when, both inside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Recorded values of several streams between two times, both exclusive, by WebID, each in order of time.
pub(crate) async fn of_many(
    client: &PiClient,
    ids: &[String],
    from: Timestamp,
    to: Timestamp,
) -> Result<HashMap<String, Vec<Valued>>, Refused> {
    let mut all: HashMap<String, Vec<Valued>> = HashMap::new();
    for some in points::chunks(ids, "webId") {
        let mut open: Vec<(String, Timestamp)> = Vec::new();
        for stream in page(client, some, Span { from, to }, PAGE).await? {
            let values = in_order(&stream);
            if stream.items.len() >= PAGE as usize {
                open.push((stream.web_id.clone(), values.last().map_or(from, |v| v.time)));
            }
            all.entry(stream.web_id).or_default().extend(values);
        }
        for (id, reached) in open {
            let rest = of_one(client, &id, Span { from: reached, to }).await?;
            let values = all.entry(id).or_default();
            // Of the time at which the page ended more may have come.
            values.retain(|v| v.time < reached);
            values.extend(rest);
        }
    }
    for values in all.values_mut() {
        values.retain(|v| from < v.time && v.time < to);
    }
    Ok(all)
}

/// All recorded values of a stream within the span, in order of time.
async fn of_one(client: &PiClient, id: &str, mut span: Span) -> Result<Vec<Valued>, Refused> {
    let ids = [id.to_owned()];
    let mut all: Vec<Valued> = Vec::new();
    let mut count = PAGE;
    loop {
        let streams = page(client, &ids, span, count).await?;
        let Some(stream) = streams.into_iter().next() else { return Ok(all) };
        let is_full = stream.items.len() >= count as usize;
        let values = in_order(&stream);
        let reached = values.last().map_or(span.from, |v| v.time);
        let has_moved = reached > span.from;
        all.retain(|v| v.time < span.from);
        all.extend(values);
        match (is_full, has_moved) {
            (false, _) => return Ok(all),
            (true, true) => {
                span.from = reached;
                count = PAGE;
            }
            // More values of one time than a page holds.
            (true, false) if count < MOST => count = (count * 10).min(MOST),
            (true, false) => return Err(failure::too_many_at_one_time(&client.config, MOST).into()),
        }
    }
}

async fn page(client: &PiClient, ids: &[String], span: Span, count: u32) -> Result<Vec<StreamValues>, Refused> {
    let written = |t: Timestamp| t.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    let (start, end, count) = (written(span.from), written(span.to), count.to_string());
    let mut query: Vec<(&str, &str)> = ids.iter().map(|id| ("webId", id.as_str())).collect();
    query.extend([
        ("startTime", start.as_str()),
        ("endTime", end.as_str()),
        ("boundaryType", "Inside"),
        ("maxCount", count.as_str()),
    ]);
    let items: Items<StreamValues> = client.get("streamsets/recorded", &query).await?;
    let is_sound = |s: &StreamValues| !s.web_exception.as_ref().is_some_and(|e| e.is_one());
    Ok(items.items.into_iter().filter(is_sound).collect())
}

fn in_order(stream: &StreamValues) -> Vec<Valued> {
    let mut values: Vec<Valued> = stream.items.iter().filter_map(valued).collect();
    values.sort_by_key(|v| v.time);
    values
}
