//! Questions over HTTP to an SAP system: signed in, with the token against forged requests where something is written, and
//! never to another server than the configured one.

use super::{
    answer::{self, Answered},
    config::{SapConfig, Version},
    failure,
    findings::NAVIGATION,
    metadata::Metadata,
    page::{self, Page},
    service::Service,
};
use crate::{
    SourceError,
    maintenance::Created,
    net::{
        http::Refused,
        query,
        signed_in::{Missed, Question, SignedIn},
    },
};
use reqwest::{
    Method, Url,
    header::{CONTENT_TYPE, COOKIE, SET_COOKIE},
};
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{Mutex, OnceCell};

const JSON: &str = "application/json";
/// The option that says in which language SAP answers.
pub(crate) const LANGUAGE: &str = "sap-language";

pub(crate) struct SapClient {
    server: SignedIn,
    pub config: Arc<SapConfig>,
    /// Against forged requests, by service.
    sessions: Mutex<HashMap<Service, Session>>,
    /// Whether notifications lead to what was found.
    tells_findings: OnceCell<bool>,
}

/// The token, and the cookies of the session that it belongs to.
#[derive(Clone, Default)]
struct Session {
    csrf_token: String,
    cookies: String,
}

impl SapClient {
    pub fn new(config: Arc<SapConfig>) -> Result<Self, SourceError> {
        let server = SignedIn::new(&config.trust, config.at.clone(), config.sign_in.clone())?;
        Ok(Self { server, config, sessions: Mutex::default(), tells_findings: OnceCell::new() })
    }

    /// A token by client credentials, where that is the way of signing in.
    pub async fn sign_in(&self) -> Result<(), Refused> {
        self.server.sign_in().await.map_err(|why| answer::of_no_token(why, &self.config))
    }

    pub async fn metadata(&self, service: Service) -> Result<Metadata, Refused> {
        let config = &self.config;
        let url = self.url(service, "$metadata", &[]);
        let answer = self.answer(&Question::get(url, "application/xml"), service).await?;
        let told = std::str::from_utf8(&answer.body).ok().and_then(Metadata::parse);
        Ok(told.ok_or_else(|| failure::not_odata(config, service, "no description of a service"))?)
    }

    /// Asked once. Only of V2 the names of what leads from row to row are published.
    pub async fn tells_findings(&self) -> Result<bool, Refused> {
        self.tells_findings.get_or_try_init(|| self.ask_for_findings()).await.copied()
    }

    async fn ask_for_findings(&self) -> Result<bool, Refused> {
        let told = self.metadata(Service::Notification).await?;
        let leads = NAVIGATION.iter().all(|(set, navigation)| told.missing(set, &[*navigation]).is_empty());
        Ok(self.config.version == Version::V2 && leads)
    }

    pub async fn page(&self, service: Service, options: &[(&str, &str)]) -> Result<Page, Refused> {
        let mut options = options.to_vec();
        if self.config.version == Version::V2 {
            options.push(("$format", "json"));
        }
        self.page_at(service, self.url(service, service.set(), &options)).await
    }

    /// The page that the service itself has pointed to; `options`: of the first one.
    pub async fn next_page(&self, service: Service, next: &str, options: &[(&str, &str)]) -> Result<Page, Refused> {
        let config = &self.config;
        let elsewhere = |to: &str| failure::next_page_elsewhere(config, service, to.split('?').next().unwrap_or("–"));
        let from = self.url(service, "", &[]);
        let mut url = from.join(next).map_err(|_| elsewhere(next))?;
        if url.origin() != from.origin() || !url.username().is_empty() || url.password().is_some() {
            return Err(elsewhere(next).into());
        }
        // Some services forget for whom they were asked.
        let asked: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
        let forgotten: Vec<_> =
            self.always(options).into_iter().filter(|(name, _)| !asked.iter().any(|a| a == name)).collect();
        if !forgotten.is_empty() {
            let more = query::encoded(forgotten);
            let whole = url.query().map_or(more.clone(), |q| format!("{q}&{more}"));
            url.set_query(Some(&whole));
        }
        self.page_at(service, url).await
    }

    async fn page_at(&self, service: Service, url: Url) -> Result<Page, Refused> {
        let answer = self.answer(&Question::get(url, JSON), service).await?;
        page::rows(self.config.version, &answer.body)
            .map_err(|why| answer::of_unreadable(why, service, &self.config).into())
    }

    /// Writes one. The token against forged requests is renewed once where the system wants another: what it refuses so,
    /// it has not done.
    pub async fn create(&self, service: Service, body: &Value) -> Created {
        let session = match self.session(service).await {
            Ok(session) => session,
            Err(refused) => return Created::Refused { refused, answer: None },
        };
        let first = self.post(service, body, &session).await;
        let answer = match first {
            Ok(answer) if answer.asks_for_csrf_token() => {
                self.sessions.lock().await.remove(&service);
                match self.session(service).await {
                    Ok(session) => self.post(service, body, &session).await,
                    Err(refused) => return Created::Refused { refused, answer: None },
                }
            }
            other => other,
        };
        match answer {
            Err(missed) => {
                let refused = answer::of_no_answer(missed.why, service, &self.config);
                match missed.may_have_arrived {
                    true => Created::Unconfirmed(refused.error),
                    false => Created::Refused { refused, answer: None },
                }
            }
            Ok(answer) if answer.status.is_success() => match page::one(self.config.version, &answer.body) {
                Ok(row) => Created::Taken(row),
                Err(why) => Created::Unconfirmed(answer::of_unreadable(why, service, &self.config)),
            },
            // What stands before SAP may answer so although SAP has done it.
            Ok(answer) if answer.status.is_server_error() || answer.status.is_redirection() => {
                Created::Unconfirmed(answer::of_status(&answer, service, &self.config).error)
            }
            Ok(answer) => {
                let refused = answer::of_status(&answer, service, &self.config);
                Created::Refused { refused, answer: Some(answer) }
            }
        }
    }

    async fn post(&self, service: Service, body: &Value, session: &Session) -> Result<Answered, Missed> {
        let mut headers = vec![(CONTENT_TYPE.as_str(), JSON.to_owned())];
        if !session.csrf_token.is_empty() {
            headers.push(("x-csrf-token", session.csrf_token.clone()));
        }
        if !session.cookies.is_empty() {
            headers.push((COOKIE.as_str(), session.cookies.clone()));
        }
        let url = self.url(service, service.set(), &[]);
        let body = Some(body.to_string().into_bytes());
        self.server.ask(&Question { method: Method::POST, url, accept: JSON, headers, body }).await
    }

    /// A service that guards itself so gives a token to who asks for one; what gives none does not guard itself.
    async fn session(&self, service: Service) -> Result<Session, Refused> {
        let mut sessions = self.sessions.lock().await;
        if let Some(known) = sessions.get(&service) {
            return Ok(known.clone());
        }
        let mut question = Question::get(self.url(service, "", &[]), JSON);
        question.headers.push(("x-csrf-token", "Fetch".to_owned()));
        let answer = self.answer(&question, service).await?;
        let of = |cookie: &str| cookie.split(';').next().map(str::trim).unwrap_or_default().to_owned();
        let cookies: Vec<String> =
            answer.headers.get_all(SET_COOKIE).iter().filter_map(|v| v.to_str().ok()).map(of).collect();
        let csrf_token = answer.header("x-csrf-token").filter(|t| !t.eq_ignore_ascii_case("required"));
        let session = Session { csrf_token: csrf_token.unwrap_or_default().to_owned(), cookies: cookies.join("; ") };
        sessions.insert(service, session.clone());
        Ok(session)
    }

    async fn answer(&self, question: &Question, service: Service) -> Result<Answered, Refused> {
        let answer = self.server.ask(question).await;
        let answer = answer.map_err(|m| answer::of_no_answer(m.why, service, &self.config))?;
        answer.or_refused(service, &self.config)
    }

    fn url(&self, service: Service, below: &str, options: &[(&str, &str)]) -> Url {
        let mut url = self.config.base.clone();
        url.set_path(&format!("{}{below}", self.config.path(service)));
        let always = self.always(options);
        let own = options.iter().copied().filter(|(name, _)| !always.iter().any(|(a, _)| a == name));
        url.set_query(Some(&query::encoded(own.chain(always.iter().copied()))));
        url
    }

    /// For whom, and in which language, SAP answers: the configured one, unless `options` name another.
    fn always<'a>(&'a self, options: &[(&str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let client = self.config.client.as_deref().map(|c| ("sap-client", c));
        let other = options.iter().find(|(name, _)| *name == LANGUAGE).map(|(_, language)| *language);
        let language = other.unwrap_or(self.config.language.as_str());
        client.into_iter().chain([(LANGUAGE, language)]).collect()
    }
}
