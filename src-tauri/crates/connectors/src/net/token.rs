//! Tokens by OAuth 2.0 client credentials (RFC 6749, 4.4): fetched when one is needed, again before it ends, and again when
//! the system refuses it.

use super::{Place, http, query, secure::Shown, sign_in::ClientCredentials};
use crate::SourceError;
use domain::Secret;
use reqwest::{
    Client, Url,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde::Deserialize;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// A token answer is a few kB.
const LARGEST: usize = 1 << 20;
/// Renewed so long before its end, or a fifth of its life where it is short.
const BEFORE_ITS_END: Duration = Duration::from_secs(60);
/// RFC 6749 lets the life be left out.
const UNTOLD_LIFE: Duration = Duration::from_secs(300);

struct Token {
    text: Secret,
    renew_at: Instant,
}

#[derive(Default)]
pub(crate) struct Tokens {
    held: Mutex<Option<Token>>,
}

#[derive(Deserialize)]
struct Granted {
    access_token: Secret,
    #[serde(default)]
    token_type: Option<String>,
    #[serde(default)]
    expires_in: Option<f64>,
}

/// RFC 6749, 5.2.
#[derive(Deserialize)]
struct Denied {
    error: String,
}

/// Why there is no token. `endpoint` is the authorization server.
#[derive(Debug)]
pub(crate) enum NoToken {
    Line(SourceError),
    /// RFC 6749, 5.2: a word of the standard.
    Denied {
        endpoint: String,
        said: String,
    },
    /// What was answered is no token.
    Nothing {
        endpoint: String,
        why: &'static str,
    },
    Unavailable {
        endpoint: String,
        status: u16,
        retry_after: Option<Duration>,
    },
}

impl NoToken {
    /// In the words of the system that the token was for, each with the authorization server.
    pub fn told(
        self,
        denied: impl FnOnce(&str, &str) -> SourceError,
        nothing: impl FnOnce(&str, &'static str) -> SourceError,
        unavailable: impl FnOnce(&str, u16) -> SourceError,
    ) -> http::Refused {
        match self {
            Self::Line(e) => e.into(),
            Self::Denied { endpoint, said } => denied(&endpoint, &said).into(),
            Self::Nothing { endpoint, why } => nothing(&endpoint, why).into(),
            Self::Unavailable { endpoint, status, retry_after } => {
                http::Refused { error: unavailable(&endpoint, status), retry_after }
            }
        }
    }
}

impl Tokens {
    /// One that is good for a while. Two that ask at once share one.
    pub async fn get(
        &self,
        http: &Client,
        shown: &Shown,
        of: &ClientCredentials,
        within: Duration,
    ) -> Result<Secret, NoToken> {
        let mut held = self.held.lock().await;
        if let Some(token) = held.as_ref().filter(|t| Instant::now() < t.renew_at) {
            return Ok(token.text.clone());
        }
        let token = fetch(http, shown, of, within).await?;
        let text = token.text.clone();
        *held = Some(token);
        Ok(text)
    }

    /// The system did not take it.
    pub async fn forget(&self) {
        self.held.lock().await.take();
    }
}

async fn fetch(http: &Client, shown: &Shown, of: &ClientCredentials, within: Duration) -> Result<Token, NoToken> {
    let mut form = vec![("grant_type", "client_credentials")];
    form.extend(of.scope.as_deref().map(|s| ("scope", s)));
    let asked = http
        .post(of.url.clone())
        .basic_auth(&of.id, Some(of.secret.expose()))
        .header(ACCEPT, "application/json")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(query::encoded(form));
    let explain = |e: reqwest::Error| NoToken::Line(http::explain(e, &of.at, shown, within));
    let endpoint = said_of(&of.url, &of.at);
    let nothing = |why: &'static str| NoToken::Nothing { endpoint: endpoint.clone(), why };
    let answer = asked.send().await.map_err(explain)?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = http::whole(answer, LARGEST).await.map_err(|unread| match unread {
        http::Unread::Broken(e) => explain(e),
        http::Unread::TooLarge => nothing("too large"),
    })?;
    if status.is_server_error() || status.as_u16() == 429 {
        let retry_after = http::wait_asked_for(&headers);
        return Err(NoToken::Unavailable { endpoint, status: status.as_u16(), retry_after });
    }
    if !status.is_success() {
        let said = serde_json::from_slice(&body).map_or_else(|_| status.to_string(), |d: Denied| d.error);
        return Err(NoToken::Denied { said: word(&said), endpoint });
    }
    // What can't be read is not said: it may be a token.
    let granted: Granted = serde_json::from_slice(&body).map_err(|_| nothing("no access_token in the answer"))?;
    if granted.access_token.is_empty() {
        return Err(nothing("an empty token"));
    }
    if granted.token_type.is_some_and(|t| !t.eq_ignore_ascii_case("bearer")) {
        return Err(nothing("a token of another type"));
    }
    let life = granted.expires_in.filter(|s| s.is_finite() && *s > 0.0).map_or(UNTOLD_LIFE, |s| {
        // Nobody's token lives longer than a year.
        Duration::from_secs_f64(s.min(31_536_000.0))
    });
    Ok(Token { text: granted.access_token, renew_at: Instant::now() + usable(life) })
}

fn usable(life: Duration) -> Duration {
    life.saturating_sub(BEFORE_ITS_END.min(life / 5))
}

/// Without its path, which may tell of a tenant.
fn said_of(url: &Url, at: &Place) -> String {
    format!("{}://{}:{}", url.scheme(), at.host, at.port)
}

/// `invalid_client`: a word of the standard, and nothing else that a server may put there.
fn word(said: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    said.chars().filter(|c| is_word(*c)).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_renewed_before_its_end() {
        for (life, expected) in [(3_600, 3_540), (300, 240), (60, 48), (5, 4)] {
            assert_eq!(usable(Duration::from_secs(life)), Duration::from_secs(expected), "{life}");
        }
    }
}
