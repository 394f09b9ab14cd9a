//! How a counterpart is started: what a test states, and the command line that the scripts in `tests/counterparts` read.

use super::Stack;
use chrono::TimeDelta;
use std::{collections::BTreeMap, path::PathBuf, time::Duration};

/// What the server offers as security policies; each secure one in Sign and in SignAndEncrypt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policies {
    /// None, Basic256Sha256, Aes128_Sha256_RsaOaep, Aes256_Sha256_RsaPss.
    #[default]
    All,
    None,
    /// All but None.
    Secure,
}

/// Which certificate the server shows, and what is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certificate {
    #[default]
    Good,
    /// Good too, but not the one that a client has trusted: the controller was replaced.
    Replaced,
    Expired,
    NotYetValid,
    /// Valid, for ten days.
    EndsSoon,
    OtherHost,
    OtherUri,
}

/// A limit that real controllers set and node-opcua enforces; asyncua enforces none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    NodesPerRead,
    NodesPerBrowse,
    MonitoredItemsPerCall,
    MonitoredItemsPerSubscription,
    ContinuationPoints,
    NodesPerHistoryRead,
    QueueSize,
}

/// How a counterpart is started. The default: anonymous or `user1`/`password1`, all policies, a good certificate,
/// a counter every 100 ms, history of the counter, no load variables.
#[derive(Clone, Debug, Default)]
pub struct Options {
    counter_every: Option<Duration>,
    load_nodes: usize,
    load_every: Option<Duration>,
    is_reloaded: bool,
    without_history: bool,
    users: Vec<(String, String)>,
    without_anonymous: bool,
    user_certificates: Vec<PathBuf>,
    policies: Policies,
    certificate: Certificate,
    certificate_number: u32,
    limits: BTreeMap<Limit, u32>,
    advertised_host: Option<String>,
    history_days: u32,
    clock_ahead: TimeDelta,
    pub(super) folder: Option<PathBuf>,
}

impl Options {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn counter_every(mut self, interval: Duration) -> Self {
        self.counter_every = Some(interval);
        self
    }

    /// `count` doubles under `Objects/Load`, in folders of 100, each with a new value every `interval`.
    pub fn load(mut self, count: usize, interval: Duration) -> Self {
        self.load_nodes = count;
        self.load_every = Some(interval);
        self
    }

    /// The load's ids stand for other signals, as after a new download to a controller: `Load.0` is a Float, every other
    /// bears its neighbour's name. node-opcua only.
    pub fn reloaded(mut self) -> Self {
        self.is_reloaded = true;
        self
    }

    pub fn without_history(mut self) -> Self {
        self.without_history = true;
        self
    }

    /// Replaces `user1`/`password1`; may be called several times.
    pub fn user(mut self, name: &str, password: &str) -> Self {
        self.users.push((name.into(), password.into()));
        self
    }

    pub fn without_anonymous(mut self) -> Self {
        self.without_anonymous = true;
        self
    }

    /// A client certificate (PEM or DER file) that is accepted as a user.
    pub fn user_certificate(mut self, file: impl Into<PathBuf>) -> Self {
        self.user_certificates.push(file.into());
        self
    }

    pub fn policies(mut self, policies: Policies) -> Self {
        self.policies = policies;
        self
    }

    pub fn certificate(mut self, certificate: Certificate) -> Self {
        self.certificate = certificate;
        self
    }

    /// Another certificate of the same kind; each number has its own.
    pub fn certificate_number(mut self, number: u32) -> Self {
        self.certificate_number = number;
        self
    }

    pub fn limit(mut self, limit: Limit, value: u32) -> Self {
        self.limits.insert(limit, value);
        self
    }

    /// The host name node-opcua puts into its endpoint URLs, as controllers that name a host nobody can resolve.
    pub fn advertised_host(mut self, host: &str) -> Self {
        self.advertised_host = Some(host.into());
        self
    }

    /// A past of Temperature and Pressure, a value every ten minutes: ordinary for three fifths of it, then drifting
    /// away until now, and on at that height. node-opcua only.
    pub fn history_days(mut self, days: u32) -> Self {
        self.history_days = days;
        self
    }

    /// The whole server, stack and all, runs so far ahead of this machine's clock (behind where negative), in whole
    /// milliseconds. node-opcua only.
    pub fn clock_ahead(mut self, by: TimeDelta) -> Self {
        self.clock_ahead = by;
        self
    }

    /// Keeps counter, history, keys and certificates there instead of in a temporary folder.
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    pub(super) fn arguments(&self, stack: Stack) -> Vec<String> {
        let mut arguments: Vec<String> = vec!["--exit-with-stdin".into()];
        let mut push = |name: &str, value: String| arguments.extend([format!("--{name}"), value]);
        if let Some(interval) = self.counter_every {
            push("counter-ms", interval.as_millis().to_string());
        }
        if self.load_nodes > 0 {
            push("nodes", self.load_nodes.to_string());
        }
        if let Some(interval) = self.load_every {
            push("rate-ms", interval.as_millis().to_string());
        }
        for (name, password) in &self.users {
            push("user", format!("{name}:{password}"));
        }
        for file in &self.user_certificates {
            push("user-certificate", file.display().to_string());
        }
        push("policies", policies_word(self.policies).into());
        push("certificate", certificate_word(self.certificate).into());
        push("certificate-number", self.certificate_number.to_string());
        if stack == Stack::NodeOpcua {
            for (limit, value) in &self.limits {
                push(limit_word(*limit), value.to_string());
            }
            if let Some(host) = &self.advertised_host {
                push("advertise", host.clone());
            }
            if self.history_days > 0 {
                push("history-days", self.history_days.to_string());
            }
            if self.is_reloaded {
                arguments.push("--reloaded".into());
            }
            if !self.clock_ahead.is_zero() {
                arguments.push(format!("--clock-ahead-ms={}", self.clock_ahead.num_milliseconds()));
            }
        }
        if self.without_history {
            arguments.push("--no-history".into());
        }
        if self.without_anonymous {
            arguments.push("--no-anonymous".into());
        }
        arguments
    }
}

fn policies_word(policies: Policies) -> &'static str {
    match policies {
        Policies::All => "all",
        Policies::None => "none",
        Policies::Secure => "secure",
    }
}

fn certificate_word(certificate: Certificate) -> &'static str {
    match certificate {
        Certificate::Good => "good",
        Certificate::Replaced => "replaced",
        Certificate::Expired => "expired",
        Certificate::NotYetValid => "not-yet",
        Certificate::EndsSoon => "ends-soon",
        Certificate::OtherHost => "other-host",
        Certificate::OtherUri => "other-uri",
    }
}

fn limit_word(limit: Limit) -> &'static str {
    match limit {
        Limit::NodesPerRead => "max-nodes-per-read",
        Limit::NodesPerBrowse => "max-nodes-per-browse",
        Limit::MonitoredItemsPerCall => "max-monitored-items-per-call",
        Limit::MonitoredItemsPerSubscription => "max-monitored-items-per-subscription",
        Limit::ContinuationPoints => "max-continuation-points",
        Limit::NodesPerHistoryRead => "max-nodes-per-history-read",
        Limit::QueueSize => "max-queue-size",
    }
}
