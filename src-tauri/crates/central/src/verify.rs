//! `optria central verify`: the gate over the whole database, and every tenant's action log.

use crate::{Administrator, Finding, Result};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// Each thing that would let one tenant at another, and each action log that is not intact; empty where all holds.
    pub findings: Vec<Finding>,
    pub action_logs: Vec<ChainCheck>,
}

/// One tenant's action log. `head` is to be kept outside the database: a later check tells whether it is still there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChainCheck {
    pub tenant: String,
    pub is_intact: bool,
    pub entries: i64,
    pub unchained: i64,
    pub broken_at: Option<i64>,
    pub head: String,
}

impl Verification {
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.action_logs.iter().all(|log| log.is_intact)
    }
}

impl Administrator {
    pub async fn verify(&self) -> Result<Verification> {
        let findings = self.client.query(include_str!("gate.sql"), &[]).await?;
        let chains = self.client.query("SELECT * FROM optria.verify_action_logs()", &[]).await?;
        let action_logs: Vec<ChainCheck> = chains
            .iter()
            .map(|r| ChainCheck {
                tenant: r.get("code"),
                is_intact: r.get("is_intact"),
                entries: r.get("entries"),
                unchained: r.get("unchained"),
                broken_at: r.get("broken_at"),
                head: format!("{}:{}", r.get::<_, i64>("head_no"), hex::encode(r.get::<_, Vec<u8>>("head_hash"))),
            })
            .collect();
        let broken = action_logs.iter().filter(|log| !log.is_intact);
        let broken = broken.map(|log| Finding::of_action_log(&log.tenant, log.broken_at.unwrap_or(log.entries + 1)));
        let of_gate = findings.iter().map(|r| Finding::of_gate(r.get(0), r.get(1)));
        Ok(Verification { findings: of_gate.chain(broken).collect(), action_logs })
    }
}
