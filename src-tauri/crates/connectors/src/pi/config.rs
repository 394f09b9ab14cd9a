//! An integration's configuration, parsed once from the JSON that the declaration has validated.

use crate::{
    SourceContext,
    net::{
        self, Place,
        secure::Trust,
        sign_in::{self, ClientCredentials, SignInFields},
    },
    pi::{failure, history::Kind},
};
use domain::{Failure, Secret};
use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

#[derive(Debug, Clone)]
pub(crate) enum SignIn {
    Basic {
        user: String,
        password: Secret,
    },
    /// As it was issued; a new one is a person's to enter.
    Bearer {
        token: Secret,
    },
    /// Tokens that are fetched when they are needed.
    ClientCredentials(ClientCredentials),
    /// Kerberos, with the ticket of the person at this machine.
    Negotiate,
}

#[derive(Debug, Clone)]
pub(crate) struct PiConfig {
    /// Ends with a slash.
    pub base: Url,
    pub at: Place,
    pub trust: Trust,
    pub sign_in: SignIn,
    /// `None`: all that the PI Web API knows.
    pub data_server: Option<String>,
    pub poll_interval: Duration,
    /// What changes is sent by the server, where it offers that.
    pub use_channel: bool,
    /// Of the time before a tag was collected for the first time.
    pub first_history: Kind,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields {
    base_url: String,
    #[serde(default)]
    authority: Option<String>,
    #[serde(flatten)]
    sign_in: SignInFields,
    #[serde(default)]
    data_server: Option<String>,
    poll_interval_seconds: f64,
    use_channel: bool,
    history_as: String,
    history_step_minutes: f64,
}

impl PiConfig {
    pub fn parse(config: &Value, context: &SourceContext) -> Result<Self, Failure> {
        let fields: Fields = super::declaration().read(config, context)?;
        let (base, at) = net::address::of_server(&fields.base_url, "baseUrl", failure::url_malformed)?;
        let sign_in = match fields.sign_in.way() {
            "bearer" => SignIn::Bearer { token: context.secret("token") },
            "negotiate" => SignIn::Negotiate,
            _ => match fields.sign_in.read(context, failure::url_malformed)? {
                sign_in::SignIn::Basic { user, password } => SignIn::Basic { user, password },
                sign_in::SignIn::ClientCredentials(of) => SignIn::ClientCredentials(of),
            },
        };
        Ok(Self {
            at,
            trust: Trust::of(fields.authority.as_deref())?,
            sign_in,
            data_server: fields.data_server.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()),
            poll_interval: Duration::from_secs_f64(fields.poll_interval_seconds),
            use_channel: fields.use_channel,
            first_history: Kind::of(&fields.history_as, fields.history_step_minutes),
            base,
        })
    }

    pub fn is_secured(&self) -> bool {
        self.base.scheme() == "https"
    }

    pub fn user(&self) -> &str {
        match &self.sign_in {
            SignIn::Basic { user, .. } => user,
            SignIn::ClientCredentials(of) => &of.id,
            SignIn::Bearer { .. } | SignIn::Negotiate => "–",
        }
    }
}
