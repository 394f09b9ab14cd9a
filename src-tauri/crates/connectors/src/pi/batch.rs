//! Many questions in one: points are named in the address, which is short, so a large plant takes many questions a round. A
//! server that takes no batches (they are sent by POST, which may be switched off) is asked one by one.

use super::{
    answer::{self, Refused},
    client::PiClient,
    failure,
    model::Part,
};
use reqwest::{
    Method, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{collections::HashMap, sync::atomic::Ordering::Relaxed};

/// Questions in one batch: a round over 1,000 points is one.
const AT_ONCE: usize = 20;

pub(crate) type Query<'a> = Vec<(&'a str, &'a str)>;

/// The answers in the order of the queries. One that is refused refuses all.
pub(crate) async fn get_each<T: DeserializeOwned>(
    client: &PiClient,
    path: &str,
    queries: &[Query<'_>],
) -> Result<Vec<T>, Refused> {
    let mut all = Vec::with_capacity(queries.len());
    for some in queries.chunks(AT_ONCE) {
        match batched(client, path, some).await? {
            Some(answers) => all.extend(answers),
            None => {
                for query in some {
                    all.push(client.get(path, query).await?);
                }
            }
        }
    }
    Ok(all)
}

/// `None` where one question is asked, or the server takes no batches.
async fn batched<T: DeserializeOwned>(
    client: &PiClient,
    path: &str,
    queries: &[Query<'_>],
) -> Result<Option<Vec<T>>, Refused> {
    if queries.len() < 2 || !client.takes_batches.load(Relaxed) {
        return Ok(None);
    }
    let mut questions = serde_json::Map::new();
    for (n, query) in queries.iter().enumerate() {
        let mut url = client.url(path)?;
        url.query_pairs_mut().extend_pairs(query);
        questions.insert(n.to_string(), json!({ "Method": "GET", "Resource": url.as_str() }));
    }
    let asked = client.asking(Method::POST, client.url("batch")?).json(&Value::Object(questions));
    let answer = client.send(asked).await?;
    if is_not_taken(answer.status()) {
        tracing::info!(status = %answer.status(), "the PI Web API takes no batches: asked one by one");
        client.takes_batches.store(false, Relaxed);
        return Ok(None);
    }
    let mut parts: HashMap<String, Part> = client.read(&client.answered(answer).await?)?;
    let answers = (0..queries.len()).map(|n| {
        let part = parts.remove(&n.to_string());
        let part =
            part.ok_or_else(|| failure::answer_malformed(&client.config, "a batch without one of its answers"))?;
        content(client, part)
    });
    answers.collect::<Result<_, _>>().map(Some)
}

fn is_not_taken(status: StatusCode) -> bool {
    matches!(status.as_u16(), 403..=405 | 411 | 413 | 415 | 501)
}

fn content<T: DeserializeOwned>(client: &PiClient, part: Part) -> Result<T, Refused> {
    let status = StatusCode::from_u16(part.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !status.is_success() {
        let said = format!("{status}: {}", part.content);
        return Err(answer::of_status(status, &headers(&part.headers), &said, &client.config));
    }
    serde_json::from_value(part.content).map_err(|e| failure::answer_malformed(&client.config, e).into())
}

fn headers(told: &HashMap<String, String>) -> HeaderMap {
    let pair = |(name, value): (&String, &String)| {
        Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
    };
    told.iter().filter_map(pair).collect()
}
