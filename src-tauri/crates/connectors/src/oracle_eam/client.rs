//! Questions over HTTP to Oracle Maintenance: signed in, page by page, and never to another server than the configured one.

use super::{
    answer,
    config::EamConfig,
    description::Description,
    failure,
    page::{self, Page},
    resource::Resource,
    statuses::Statuses,
};
use crate::{
    SourceError,
    maintenance::Created,
    net::{
        http::Refused,
        query,
        signed_in::{Answered, Question, SignedIn},
    },
};
use reqwest::{Method, Url, header::CONTENT_TYPE};
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{Mutex, OnceCell};

/// Errors with their details come only to who asks for them so.
const ACCEPT: &str = "application/json, application/vnd.oracle.adf.error+json";
const ACCEPT_DESCRIPTION: &str =
    "application/json, application/vnd.oracle.adf.description+json, application/vnd.oracle.adf.error+json";
const ITEM: &str = "application/vnd.oracle.adf.resourceitem+json";
/// From 2 on, `q` knows `and`, `or` and `LIKE`; from 4 on, errors have details.
const FRAMEWORK_VERSION: (&str, &str) = ("REST-Framework-Version", "4");

pub(crate) struct EamClient {
    server: SignedIn,
    pub config: Arc<EamConfig>,
    descriptions: Mutex<HashMap<Resource, Arc<Description>>>,
    pub statuses: OnceCell<Statuses>,
}

impl EamClient {
    pub fn new(config: Arc<EamConfig>) -> Result<Self, SourceError> {
        let server = SignedIn::new(&config.trust, config.at.clone(), config.sign_in.clone())?;
        Ok(Self { server, config, descriptions: Mutex::default(), statuses: OnceCell::new() })
    }

    /// A token by client credentials, where that is the way of signing in.
    pub async fn sign_in(&self) -> Result<(), Refused> {
        self.server.sign_in().await.map_err(|why| answer::of_no_token(why, &self.config))
    }

    /// Asked once.
    pub async fn description(&self, resource: Resource) -> Result<Arc<Description>, Refused> {
        let mut known = self.descriptions.lock().await;
        if let Some(told) = known.get(&resource) {
            return Ok(told.clone());
        }
        let url = self.url(resource, "/describe", &[]);
        let answer = self.answer(&question(Method::GET, url, ACCEPT_DESCRIPTION), resource).await?;
        let unreadable = |why| answer::of_unreadable(why, resource, &self.config);
        let whole = page::json(&answer.body).map_err(unreadable)?;
        let told = Description::parse(&whole, resource);
        let told = Arc::new(told.ok_or_else(|| failure::not_fusion(&self.config, resource, "no description"))?);
        known.insert(resource, told.clone());
        Ok(told)
    }

    /// Rows that fulfil `q`, all where it is empty, in an order; `options` beside these.
    pub async fn page(
        &self,
        resource: Resource,
        q: &str,
        order_by: &str,
        limit: usize,
        options: &[(&str, &str)],
    ) -> Result<Page, Refused> {
        let limit_text = limit.to_string();
        let mut all = vec![("orderBy", order_by), ("limit", limit_text.as_str()), ("onlyData", "true")];
        all.extend(Some(("q", q)).filter(|_| !q.is_empty()));
        all.extend(options);
        let url = self.url(resource, "", &all);
        let answer = self.answer(&question(Method::GET, url, ACCEPT), resource).await?;
        page::rows(&answer.body, limit).map_err(|why| answer::of_unreadable(why, resource, &self.config).into())
    }

    pub async fn create(&self, resource: Resource, body: &Value) -> Created {
        let config = &self.config;
        let mut question = question(Method::POST, self.url(resource, "", &[]), ACCEPT);
        question.headers.push((CONTENT_TYPE.as_str(), ITEM.to_owned()));
        question.body = Some(body.to_string().into_bytes());
        match self.server.ask(&question).await {
            Err(missed) => {
                let refused = answer::of_no_answer(missed.why, resource, config);
                match missed.may_have_arrived {
                    true => Created::Unconfirmed(refused.error),
                    false => Created::Refused { refused, answer: None },
                }
            }
            Ok(answer) if answer.status.is_success() => match page::one(&answer.body) {
                Ok(row) => Created::Taken(row),
                Err(why) => Created::Unconfirmed(answer::of_unreadable(why, resource, config)),
            },
            // What stands before Oracle may answer so although Oracle has done it.
            Ok(answer) if answer.status.is_server_error() || answer.status.is_redirection() => {
                Created::Unconfirmed(answer::of_status(&answer, resource, config).error)
            }
            Ok(answer) => {
                let refused = answer::of_status(&answer, resource, config);
                Created::Refused { refused, answer: Some(answer) }
            }
        }
    }

    async fn answer(&self, question: &Question, resource: Resource) -> Result<Answered, Refused> {
        let answer = self.server.ask(question).await;
        let answer = answer.map_err(|m| answer::of_no_answer(m.why, resource, &self.config))?;
        if answer.status.is_success() { Ok(answer) } else { Err(answer::of_status(&answer, resource, &self.config)) }
    }

    fn url(&self, resource: Resource, below: &str, options: &[(&str, &str)]) -> Url {
        let mut url = self.config.base.clone();
        url.set_path(&format!("{}{resource}{below}", self.config.resources_path));
        if !options.is_empty() {
            url.set_query(Some(&query::encoded(options.iter().copied())));
        }
        url
    }
}

fn question(method: Method, url: Url, accept: &'static str) -> Question {
    let headers = vec![(FRAMEWORK_VERSION.0, FRAMEWORK_VERSION.1.to_owned())];
    Question { method, url, accept, headers, body: None }
}
