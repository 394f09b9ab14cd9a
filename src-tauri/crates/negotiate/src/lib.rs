//! A token for HTTP Negotiate (RFC 4559, RFC 4178) out of the ticket that the person at this machine has already: no
//! password is asked for and none is kept.
//!
//! Linux and macOS: GSSAPI, loaded when it is first needed, so that building needs no header and a machine without it
//! runs everything else (`gssapi.rs`). Windows: SSPI (`sspi.rs`). Both say why there is no token in the same seven words.

#[cfg(unix)]
mod gssapi;
#[cfg(windows)]
mod sspi;
mod status;

use thiserror::Error;

/// Why there is no token. The text is the library's own: for the log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("no Kerberos library can be loaded: {0}")]
    LibraryMissing(String),
    #[error("nobody has a ticket here: {0}")]
    NoTicket(String),
    #[error("the ticket has expired: {0}")]
    TicketExpired(String),
    /// No service of this name is known to the domain.
    #[error("the domain knows no such service: {0}")]
    ServiceUnknown(String),
    #[error("clocks differ too much: {0}")]
    ClockSkew(String),
    /// No domain controller (KDC) answers, or none is known.
    #[error("no domain controller answers: {0}")]
    DomainAway(String),
    #[error("{0}")]
    Other(String),
}

/// A token for the web service (`HTTP/host`) at `host`. A new one for each question: each may be used once. Asks the
/// domain over the network where it has not been asked before: blocks.
pub fn token(host: &str) -> Result<Vec<u8>, Refused> {
    #[cfg(unix)]
    return gssapi::token(host);
    #[cfg(windows)]
    return sspi::token(host);
}
