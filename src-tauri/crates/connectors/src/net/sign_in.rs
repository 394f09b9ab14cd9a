//! How a web service of an enterprise system lets somebody in: a name and a password, or a token by OAuth 2.0 client
//! credentials. Declared once and read once for all of them.

use super::{Place, address};
use crate::{Field, FieldKind, SourceContext};
use domain::{Failure, Secret};
use reqwest::Url;
use serde::Deserialize;

#[derive(Debug, Clone)]
pub(crate) enum SignIn {
    Basic { user: String, password: Secret },
    ClientCredentials(ClientCredentials),
}

/// RFC 6749, 4.4.
#[derive(Debug, Clone)]
pub(crate) struct ClientCredentials {
    pub url: Url,
    pub at: Place,
    pub id: String,
    pub secret: Secret,
    pub scope: Option<String>,
}

/// As the fields below are filled in.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SignInFields {
    sign_in: String,
    user_name: Option<String>,
    token_url: Option<String>,
    client_id: Option<String>,
    scope: Option<String>,
}

pub(crate) fn fields() -> Vec<Field> {
    let text = |max_length| FieldKind::Text { max_length };
    vec![
        Field::new("signIn", FieldKind::select(&["basic", "oauth2"])).required().default("basic"),
        Field::new("userName", text(200)).required().show_when("signIn", &["basic"]),
        Field::new("password", FieldKind::Password).required().show_when("signIn", &["basic"]),
    ]
    .into_iter()
    .chain(client_credentials())
    .collect()
}

/// Of the way `oauth2`.
pub(crate) fn client_credentials() -> [Field; 4] {
    let text = |max_length| FieldKind::Text { max_length };
    [
        Field::new("tokenUrl", FieldKind::url(&["https", "http"])).required(),
        Field::new("clientId", text(200)).required(),
        Field::new("clientSecret", FieldKind::Password).required(),
        Field::new("scope", text(500)),
    ]
    .map(|field| field.show_when("signIn", &["oauth2"]))
}

impl SignInFields {
    /// The option that was chosen.
    pub fn way(&self) -> &str {
        &self.sign_in
    }

    pub fn read(self, context: &SourceContext, malformed: fn(&str) -> Failure) -> Result<SignIn, Failure> {
        if self.sign_in != "oauth2" {
            let user = self.user_name.unwrap_or_default();
            return Ok(SignIn::Basic { user, password: context.secret("password") });
        }
        let (mut url, at) = address::of_server(&self.token_url.unwrap_or_default(), "tokenUrl", malformed)?;
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(SignIn::ClientCredentials(ClientCredentials {
            url,
            at,
            id: self.client_id.unwrap_or_default(),
            secret: context.secret("clientSecret"),
            scope: given(self.scope),
        }))
    }
}

impl SignIn {
    pub fn user(&self) -> &str {
        match self {
            Self::Basic { user, .. } => user,
            Self::ClientCredentials(of) => &of.id,
        }
    }

    /// What must not be said, wherever the system repeats it.
    pub fn secret(&self) -> &Secret {
        match self {
            Self::Basic { password, .. } => password,
            Self::ClientCredentials(of) => &of.secret,
        }
    }
}

/// What was typed; `None` where nothing was.
pub(crate) fn given(text: Option<String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}
