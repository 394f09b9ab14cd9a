//! Questions over HTTP. The certificate is verified, the sign-in goes to the configured server and to no other that it may
//! point to, an answer has a time and a size.

use super::{
    answer::{self, Refused},
    config::{PiConfig, SignIn},
    failure,
};
use crate::{
    SourceError,
    net::{http, negotiate, secure::Shown, token::Tokens},
};
use reqwest::{
    Client, Method, RequestBuilder, Response, StatusCode, Url,
    header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue},
};
use serde::de::DeserializeOwned;
use std::{
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};
use tokio::sync::OnceCell;

/// For a whole answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// 100,000 recorded values are about 20 MB.
const LARGEST_ANSWER: usize = 64 << 20;
/// So much of a server's own words goes into the log.
const SAID: usize = 300;

pub(crate) struct PiClient {
    http: Client,
    shown: Shown,
    /// Known once the server has offered Negotiate.
    takes_tickets: OnceCell<()>,
    tokens: Tokens,
    /// Until it has refused one.
    pub takes_batches: AtomicBool,
    pub config: Arc<PiConfig>,
}

impl PiClient {
    pub fn new(config: Arc<PiConfig>) -> Result<Self, SourceError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        // Asked for by the server's defence against forged requests.
        headers.insert("X-Requested-With", HeaderValue::from_static("XMLHttpRequest"));
        let (http, shown) = http::client(&config.trust, ANSWER_TIMEOUT, headers)?;
        Ok(Self {
            http,
            shown,
            takes_tickets: OnceCell::new(),
            tokens: Tokens::default(),
            takes_batches: AtomicBool::new(true),
            config,
        })
    }

    /// `path` below the base address, its parts encoded by the caller where they are not plain.
    pub async fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<T, Refused> {
        self.read(&self.body(path, query).await?)
    }

    pub fn read<T: DeserializeOwned>(&self, body: &[u8]) -> Result<T, Refused> {
        serde_json::from_slice(body).map_err(|e| {
            let is_page = body.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<');
            match is_page {
                true => failure::not_a_pi_web_api(&self.config, "a page, not JSON").into(),
                false => failure::answer_malformed(&self.config, e).into(),
            }
        })
    }

    pub fn url(&self, path: &str) -> Result<Url, SourceError> {
        self.config.base.join(path).map_err(|e| failure::not_a_pi_web_api(&self.config, e))
    }

    async fn body(&self, path: &str, query: &[(&str, &str)]) -> Result<Vec<u8>, Refused> {
        let url = self.url(path)?;
        let asked = self.http.get(url).query(query);
        self.answered(self.send(asked).await?).await
    }

    /// The body of a success; of anything else what it means.
    pub async fn answered(&self, answer: Response) -> Result<Vec<u8>, Refused> {
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = self.whole(answer).await?;
        if status.is_success() {
            return Ok(body);
        }
        let said: String = String::from_utf8_lossy(&body).chars().take(SAID).collect();
        Err(answer::of_status(status, &headers, &format!("{status}: {said}"), &self.config))
    }

    pub fn asking(&self, method: Method, url: Url) -> RequestBuilder {
        self.http.request(method, url)
    }

    /// Signed in as configured. A token whose time has ended at the server before it ended here is fetched anew, once.
    pub async fn send(&self, asked: RequestBuilder) -> Result<Response, Refused> {
        let again = match &self.config.sign_in {
            SignIn::ClientCredentials(_) => asked.try_clone(),
            _ => None,
        };
        let answer = self.signed_in(asked).await?;
        match again {
            Some(again) if answer.status() == StatusCode::UNAUTHORIZED => {
                self.tokens.forget().await;
                self.signed_in(again).await
            }
            _ => Ok(answer),
        }
    }

    async fn signed_in(&self, asked: RequestBuilder) -> Result<Response, Refused> {
        let config = &self.config;
        let asked = match &config.sign_in {
            SignIn::Basic { user, password } => asked.basic_auth(user, Some(password.expose())),
            SignIn::Bearer { token } => asked.bearer_auth(token.expose()),
            SignIn::ClientCredentials(of) => {
                let token = self.tokens.get(&self.http, &self.shown, of, ANSWER_TIMEOUT).await;
                asked.bearer_auth(token.map_err(|why| answer::of_no_token(why, config))?.expose())
            }
            SignIn::Negotiate => {
                self.takes_tickets.get_or_try_init(|| self.offers_negotiate()).await?;
                asked.header(AUTHORIZATION, negotiate::authorization(&config.at).await?)
            }
        };
        Ok(asked.send().await.map_err(|e| self.explain(e))?)
    }

    /// Asked once without a sign-in: no ticket goes to a server that does not ask for one.
    async fn offers_negotiate(&self) -> Result<(), SourceError> {
        let answer = self.http.get(self.url("system/userinfo")?).send().await.map_err(|e| self.explain(e))?;
        let offered = answer::offered(answer.headers());
        match answer.status() {
            StatusCode::UNAUTHORIZED if !answer::names(&offered, "negotiate") => {
                Err(failure::sign_in_not_offered(&self.config, &offered))
            }
            _ => Ok(()),
        }
    }

    async fn whole(&self, answer: Response) -> Result<Vec<u8>, Refused> {
        http::whole(answer, LARGEST_ANSWER).await.map_err(|unread| match unread {
            http::Unread::Broken(e) => self.explain(e).into(),
            http::Unread::TooLarge => failure::answer_too_large(&self.config).into(),
        })
    }

    fn explain(&self, e: reqwest::Error) -> SourceError {
        http::explain(e, &self.config.at, &self.shown, ANSWER_TIMEOUT)
    }
}
