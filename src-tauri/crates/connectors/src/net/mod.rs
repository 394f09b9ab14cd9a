//! What connectors over TCP have in common: a host and its sockets, TLS with the server's certificate verified, and
//! what goes wrong there, each under its own message id.

pub(crate) mod address;
pub(crate) mod failure;
pub(crate) mod http;
pub(crate) mod negotiate;
mod place;
pub(crate) mod query;
mod reach;
mod retry_after;
pub(crate) mod said;
pub(crate) mod secure;
pub(crate) mod sign_in;
pub(crate) mod signed_in;
pub(crate) mod token;

use tokio::io::{AsyncRead, AsyncWrite};

/// TCP or TLS.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

pub(crate) use place::{CONNECT_TIMEOUT, Place};
#[cfg(test)]
pub(crate) use place::{NOWHERE, silent_socket};
pub(crate) use reach::reach;
