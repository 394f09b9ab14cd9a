//! Where a workspace's central database is, and whom its certificate must come from. Kept in the encrypted store, so that
//! nobody who can write files sends the workstation to another server.

use crate::failures::{invalid, out_of_range};
use central::{Server, Trust};
use domain::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// The store's setting that holds the [`Connection`].
pub const SETTING: &str = "central-connection";
/// A CA file is a few kilobytes; a bundle of a machine's roots some hundred.
const LONGEST_PEM: usize = 1 << 20;

/// Whom the server's certificate must come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CentralTrust {
    /// The authorities of this PEM text, and no others.
    Authority { pem: String },
    /// This one certificate: SHA-256 of its DER in hex.
    Certificate { fingerprint: String },
    /// The authorities that the operating system trusts.
    System,
    /// No TLS; on this machine only.
    Loopback,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CentralServer {
    pub host: String,
    pub port: u16,
    pub database: String,
    pub trust: CentralTrust,
}

/// The way to the database, without the role's password, and which tenant is behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    pub server: CentralServer,
    /// The tenant's LOGIN role.
    pub role: String,
    pub tenant: ConnectedTenant,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectedTenant {
    pub id: Uuid,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
}

impl CentralServer {
    /// `db.example:5432/optria`
    pub fn address(&self) -> String {
        format!("{}:{}/{}", self.host, self.port, self.database)
    }

    /// Names what is malformed; whether a server is there shows when it is connected to.
    pub fn checked(&self) -> Result<Server, Failure> {
        let host = self.host.trim();
        let is_host = (1..=253).contains(&host.len())
            && host.chars().all(|c| c.is_ascii_alphanumeric() || "-._:".contains(c))
            && !host.starts_with('-');
        if !is_host {
            return Err(invalid("central-host-malformed", "host"));
        }
        if self.port == 0 {
            return Err(out_of_range("port", 1.0, 65_535.0));
        }
        let database = self.database.trim();
        if !(1..=63).contains(&database.len()) || database.chars().any(char::is_control) {
            return Err(invalid("config-field-required", "database"));
        }
        let trust = match &self.trust {
            CentralTrust::Authority { pem } => {
                if pem.len() > LONGEST_PEM
                    || !pem.contains("-----BEGIN CERTIFICATE-----")
                    || pem.contains("PRIVATE KEY")
                {
                    return Err(invalid("config-not-a-certificate", "pem"));
                }
                Trust::Authority(pem.clone())
            }
            CentralTrust::Certificate { fingerprint } => {
                let hex: String = fingerprint.chars().filter(|c| !c.is_whitespace() && *c != ':').collect();
                if hex.len() != 64 || !hex.chars().all(|c| c.is_ascii_hexdigit()) {
                    return Err(invalid("central-fingerprint-malformed", "fingerprint"));
                }
                Trust::Certificate(hex.to_ascii_lowercase())
            }
            CentralTrust::System => Trust::System,
            CentralTrust::Loopback => Trust::Loopback,
        };
        Ok(Server { host: host.to_owned(), port: self.port, database: database.to_owned(), trust })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(host: &str, trust: CentralTrust) -> CentralServer {
        CentralServer { host: host.into(), port: 5432, database: "optria".into(), trust }
    }

    #[test]
    fn malformed_addresses_are_named_by_their_field() {
        let pem = |pem: &str| CentralTrust::Authority { pem: pem.into() };
        let pinned = |fingerprint: &str| CentralTrust::Certificate { fingerprint: fingerprint.into() };
        let long = format!("-----BEGIN CERTIFICATE-----{}", "A".repeat(LONGEST_PEM));
        for (server, id) in [
            (server("", CentralTrust::System), "central-host-malformed"),
            (server("db example", CentralTrust::System), "central-host-malformed"),
            (server("db.example/x?sslmode=disable", CentralTrust::System), "central-host-malformed"),
            (server("-oProxy", CentralTrust::System), "central-host-malformed"),
            (server("قاعدة.example", CentralTrust::System), "central-host-malformed"),
            (server(&"x".repeat(300), CentralTrust::System), "central-host-malformed"),
            (CentralServer { port: 0, ..server("db", CentralTrust::System) }, "config-number-out-of-range"),
            (CentralServer { database: " ".into(), ..server("db", CentralTrust::System) }, "config-field-required"),
            (server("db", pem("not a certificate")), "config-not-a-certificate"),
            (server("db", pem("-----BEGIN PRIVATE KEY-----")), "config-not-a-certificate"),
            (server("db", pem(&long)), "config-not-a-certificate"),
            (server("db", pinned("abc")), "central-fingerprint-malformed"),
            (server("db", pinned(&"zz".repeat(32))), "central-fingerprint-malformed"),
        ] {
            assert_eq!(server.checked().unwrap_err().message.id, id, "{server:?}");
        }
    }

    #[test]
    fn a_fingerprint_may_be_typed_as_people_read_it() {
        let typed = vec!["AB"; 32].join(":");
        let checked = server("db.example", CentralTrust::Certificate { fingerprint: typed }).checked().unwrap();
        assert_eq!(checked.trust, Trust::Certificate("ab".repeat(32)));
    }
}
