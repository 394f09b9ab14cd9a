//! Questions over HTTP by somebody who is signed in. A token that the system no longer takes is renewed once; what is lost
//! on the way is told apart from what never went out.

use super::{
    Place, http,
    secure::{Shown, Trust},
    sign_in::SignIn,
    token::{NoToken, Tokens},
};
use crate::SourceError;
use reqwest::{
    Client, Method, StatusCode, Url,
    header::{ACCEPT, HeaderMap},
};
use std::time::Duration;

/// For a whole answer. Writing an order takes a maintenance system some seconds.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);
/// 5,000 orders with all their fields are about 20 MB.
const LARGEST_ANSWER: usize = 64 << 20;

pub(crate) struct SignedIn {
    http: Client,
    shown: Shown,
    at: Place,
    sign_in: SignIn,
    tokens: Tokens,
}

pub(crate) struct Question {
    pub method: Method,
    pub url: Url,
    pub accept: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Vec<u8>>,
}

pub(crate) struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// No answer.
pub(crate) struct Missed {
    pub why: NoAnswer,
    /// The question may have arrived and been followed.
    pub may_have_arrived: bool,
}

pub(crate) enum NoAnswer {
    Line(SourceError),
    TooLarge,
    NoToken(NoToken),
}

impl Question {
    pub fn get(url: Url, accept: &'static str) -> Self {
        Self { method: Method::GET, url, accept, headers: Vec::new(), body: None }
    }
}

impl Answered {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|v| v.to_str().ok())
    }
}

impl SignedIn {
    pub fn new(trust: &Trust, at: Place, sign_in: SignIn) -> Result<Self, SourceError> {
        let (http, shown) = http::client(trust, ANSWER_TIMEOUT, HeaderMap::new())?;
        Ok(Self { http, shown, at, sign_in, tokens: Tokens::default() })
    }

    /// A token by client credentials, where that is the way of signing in.
    pub async fn sign_in(&self) -> Result<(), NoToken> {
        match &self.sign_in {
            SignIn::Basic { .. } => Ok(()),
            SignIn::ClientCredentials(of) => {
                self.tokens.get(&self.http, &self.shown, of, ANSWER_TIMEOUT).await.map(|_| ())
            }
        }
    }

    pub async fn ask(&self, question: &Question) -> Result<Answered, Missed> {
        let first = self.ask_once(question).await?;
        let may_renew = first.status.as_u16() == 401 && matches!(self.sign_in, SignIn::ClientCredentials(_));
        if !may_renew {
            return Ok(first);
        }
        self.tokens.forget().await;
        self.ask_once(question).await
    }

    async fn ask_once(&self, question: &Question) -> Result<Answered, Missed> {
        let mut asked =
            self.http.request(question.method.clone(), question.url.clone()).header(ACCEPT, question.accept);
        for (name, value) in &question.headers {
            asked = asked.header(*name, value);
        }
        if let Some(body) = &question.body {
            asked = asked.body(body.clone());
        }
        let asked = match &self.sign_in {
            SignIn::Basic { user, password } => asked.basic_auth(user, Some(password.expose())),
            SignIn::ClientCredentials(of) => {
                let token = self.tokens.get(&self.http, &self.shown, of, ANSWER_TIMEOUT).await;
                let token = token.map_err(|e| Missed { why: NoAnswer::NoToken(e), may_have_arrived: false })?;
                asked.bearer_auth(token.expose())
            }
        };
        let explain = |e: reqwest::Error| Missed {
            // Without a connection nothing has gone out.
            may_have_arrived: !e.is_connect(),
            why: NoAnswer::Line(http::explain(e, &self.at, &self.shown, ANSWER_TIMEOUT)),
        };
        let answer = asked.send().await.map_err(explain)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = http::whole(answer, LARGEST_ANSWER).await.map_err(|unread| match unread {
            http::Unread::Broken(e) => explain(e),
            http::Unread::TooLarge => Missed { why: NoAnswer::TooLarge, may_have_arrived: true },
        })?;
        Ok(Answered { status, headers, body })
    }
}
