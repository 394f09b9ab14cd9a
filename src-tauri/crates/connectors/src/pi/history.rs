//! The past of points: all that a PI Data Archive has recorded, page by page to the end, or thinned by it to steps.

use super::{
    answer::Refused,
    client::PiClient,
    failure,
    model::{Items, StreamValues},
    points,
    value::{Valued, valued},
};
use chrono::TimeDelta;
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

/// What the archive is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// All that it kept.
    Recorded,
    /// Of each step the first, the last, the least and the greatest, and one without a number.
    Plot { step: TimeDelta },
    /// One for each step, reckoned from those around it.
    Interpolated { step: TimeDelta },
}

impl Kind {
    pub fn of(word: &str, step_minutes: f64) -> Self {
        let step = TimeDelta::seconds((step_minutes * 60.0) as i64).max(TimeDelta::minutes(1));
        match word {
            "plot" => Self::Plot { step },
            "interpolated" => Self::Interpolated { step },
            _ => Self::Recorded,
        }
    }
}

/// Values of several streams between two times, both exclusive, by WebID, each in order of time.
pub(crate) async fn of_many(
    client: &PiClient,
    ids: &[String],
    span: Span,
    kind: Kind,
) -> Result<HashMap<String, Vec<Valued>>, Refused> {
    let mut all = match kind {
        Kind::Recorded => recorded(client, ids, span).await?,
        Kind::Plot { step } | Kind::Interpolated { step } => thinned(client, ids, span, kind, step).await?,
    };
    for values in all.values_mut() {
        values.retain(|v| span.from < v.time && v.time < span.to);
    }
    Ok(all)
}

/// So many steps in one question: a plot has up to five values for each.
const STEPS: i32 = 200;

async fn thinned(
    client: &PiClient,
    ids: &[String],
    span: Span,
    kind: Kind,
    step: TimeDelta,
) -> Result<HashMap<String, Vec<Valued>>, Refused> {
    let mut all: HashMap<String, Vec<Valued>> = HashMap::new();
    for some in points::chunks(ids, "webId") {
        let mut from = span.from;
        while from < span.to {
            let part = Span { from, to: (from + step * STEPS).min(span.to) };
            let streams = match kind {
                Kind::Interpolated { .. } => {
                    let interval = format!("{}s", step.num_seconds());
                    ask(client, "streamsets/interpolated", some, part, &[("interval", &interval)]).await?
                }
                _ => {
                    let steps = (part.to - part.from).num_seconds().div_euclid(step.num_seconds()).max(1);
                    ask(client, "streamsets/plot", some, part, &[("intervals", &steps.to_string())]).await?
                }
            };
            for stream in streams {
                let mut values = in_order(&stream);
                if matches!(kind, Kind::Interpolated { .. }) {
                    values.iter_mut().for_each(reckoned);
                }
                let known = all.entry(stream.web_id).or_default();
                // The last of one part is the first of the next.
                let reached = known.last().map(|v| v.time);
                known.extend(values.into_iter().filter(|v| reached.is_none_or(|reached| v.time > reached)));
            }
            from = part.to;
        }
    }
    Ok(all)
}

/// OPC UA Part 11, 6.4: no reading of that moment, but interpolated.
fn reckoned(value: &mut Valued) {
    const DATA_VALUE_INTERPOLATED: u32 = 0x0402;
    if value.status.quality() != domain::Quality::Bad {
        value.status.0 |= DATA_VALUE_INTERPOLATED;
    }
}

/// Recorded values of several streams between two times, by WebID, each in order of time.
async fn recorded(
    client: &PiClient,
    ids: &[String],
    Span { from, to }: Span,
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
    let count = count.to_string();
    ask(client, "streamsets/recorded", ids, span, &[("boundaryType", "Inside"), ("maxCount", &count)]).await
}

async fn ask(
    client: &PiClient,
    path: &str,
    ids: &[String],
    span: Span,
    more: &[(&str, &str)],
) -> Result<Vec<StreamValues>, Refused> {
    let written = |t: Timestamp| t.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string();
    let (start, end) = (written(span.from), written(span.to));
    let mut query: Vec<(&str, &str)> = ids.iter().map(|id| ("webId", id.as_str())).collect();
    query.extend([("startTime", start.as_str()), ("endTime", end.as_str())]);
    query.extend(more);
    let items: Items<StreamValues> = client.get(path, &query).await?;
    let is_sound = |s: &StreamValues| !s.web_exception.as_ref().is_some_and(|e| e.is_one());
    Ok(items.items.into_iter().filter(is_sound).collect())
}

fn in_order(stream: &StreamValues) -> Vec<Valued> {
    let mut values: Vec<Valued> = stream.items.iter().filter_map(valued).collect();
    values.sort_by_key(|v| v.time);
    values
}
