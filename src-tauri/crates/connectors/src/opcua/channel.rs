//! A secure channel and the task that drives it. async-opcua's `Session` recovers by itself in ways that lose values
//! (docs/connectors/opcua.md has the list); this connector stands on the channel below it and recovers on its own.

use super::{address::Address, failure, transport::TimedConnector};
use crate::SourceError;
use opcua::{
    client::{
        AsyncSecureChannel, ClientBuilder, ClientConfig, IdentityToken, SessionBuilder, transport::TransportPollResult,
    },
    core::{RequestMessage, ResponseMessage},
    crypto::CertificateStore,
    sync::RwLock,
    types::{DateTime, EndpointDescription, Error, NodeId, RequestHeader, StatusCode},
};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::{sync::watch, task::JoinHandle, time::timeout};

/// Every service but Publish answers within this, or the link is treated as broken.
pub(crate) const SERVICE_TIMEOUT: Duration = Duration::from_secs(15);
/// Resolve, TCP, HELLO: each.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// A channel is renewed by async-opcua at three quarters of it.
const CHANNEL_LIFETIME_MS: u32 = 3_600_000;
// asyncua packs thousands of values into one message; async-opcua's own limits (1,000 / 320 KiB / 5) break the link then.
const MAX_ARRAY: usize = 1_000_000;
const MAX_MESSAGE: usize = 64 * 1024 * 1024;
const MAX_CHUNKS: usize = 1024;

fn config() -> ClientConfig {
    ClientBuilder::new()
        .application_name("OPTRIA IQ")
        .application_uri("urn:optria-iq")
        .product_uri("urn:optria-iq")
        .channel_lifetime(CHANNEL_LIFETIME_MS)
        .max_array_length(MAX_ARRAY)
        .max_string_length(MAX_MESSAGE)
        .max_byte_string_length(MAX_MESSAGE)
        .max_message_size(MAX_MESSAGE)
        .max_chunk_count(MAX_CHUNKS)
        // Never `ignore_clock_skew`: it moves every source time that is decoded by the difference of the two clocks.
        .ignore_clock_skew(false)
        .session_retry_limit(0)
        .into_config()
}

/// A channel to `endpoint`, not connected yet. It can be connected again after a break: the session then goes on.
pub(crate) fn prepare(
    endpoint: EndpointDescription,
    store: Arc<RwLock<CertificateStore>>,
) -> Result<Arc<AsyncSecureChannel>, SourceError> {
    let config = config();
    SessionBuilder::new(&config)
        .connect_to_endpoint_directly(endpoint)
        .map(|builder| builder.user_identity_token(IdentityToken::Anonymous))
        .and_then(|builder| builder.build_channel(store))
        .map(Arc::new)
        .map_err(|e| failure::from_error(&e, None))
}

/// async-opcua reads our own certificate from `pki/own` and finds trusted ones in `pki/trusted`. Validity, names and
/// key are checked by ours before a channel is made.
pub(crate) fn certificate_store(pki: &Path) -> Arc<RwLock<CertificateStore>> {
    let mut store = CertificateStore::new(pki);
    store.set_skip_verify_certs(true);
    Arc::new(RwLock::new(store))
}

/// A connected channel. Dropping it closes the connection.
pub(crate) struct Wire {
    pub channel: Arc<AsyncSecureChannel>,
    pump: JoinHandle<()>,
    closed: watch::Receiver<Option<StatusCode>>,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.pump.abort();
    }
}

impl Wire {
    pub async fn connect(
        channel: Arc<AsyncSecureChannel>,
        address: &Address,
        within: Duration,
        thumbprint: Option<&str>,
    ) -> Result<Self, SourceError> {
        let connector = TimedConnector::new(address, within);
        let limit = within * 4;
        let mut driver = match timeout(limit, channel.connect_no_retry(&connector)).await {
            Ok(Ok(driver)) => driver,
            Ok(Err(e)) => return Err(connector.explain(&e, thumbprint)),
            Err(_) => return Err(failure::timed_out(limit)),
        };
        let (tell, closed) = watch::channel(None);
        let pump = tokio::spawn(async move {
            loop {
                if let TransportPollResult::Closed(status) = driver.poll().await {
                    let _ = tell.send(Some(status));
                    return;
                }
            }
        });
        Ok(Self { channel, pump, closed })
    }

    /// Returns when the connection is gone (or its task: a panic in it must not look like a quiet server).
    pub async fn gone(&self) -> StatusCode {
        let mut closed = self.closed.clone();
        match closed.wait_for(Option::is_some).await {
            Ok(status) => status.unwrap_or(StatusCode::BadConnectionClosed),
            Err(_) => StatusCode::BadConnectionClosed,
        }
    }

    pub fn is_gone(&self) -> bool {
        self.closed.borrow().is_some() || self.pump.is_finished()
    }

    /// Lets go of the connection without a word: the session on the server goes on.
    pub fn stop(&self) {
        self.pump.abort();
    }

    pub fn header(&self, token: &NodeId, within: Duration) -> RequestHeader {
        let mut header = RequestHeader::new(token, &DateTime::now(), self.channel.request_handle());
        header.timeout_hint = u32::try_from(within.as_millis()).unwrap_or(u32::MAX);
        header
    }

    /// Sends a request; a bad service result is an error.
    pub async fn call(&self, request: impl Into<RequestMessage>, within: Duration) -> Result<ResponseMessage, Error> {
        let response = self.channel.send(request, within).await?;
        let result = response.response_header().service_result;
        if result.is_bad() {
            return Err(Error::new(result, format!("{} was refused by the server", response.type_name())));
        }
        Ok(response)
    }

    /// Tells the server that the channel ends; does not wait for it.
    pub async fn close(&self) {
        let _ = timeout(Duration::from_millis(500), async {
            self.channel.close_channel().await;
            self.gone().await;
        })
        .await;
    }
}

/// A response of another kind than asked for.
pub(crate) fn unexpected(response: &ResponseMessage) -> Error {
    Error::new(StatusCode::BadUnknownResponse, format!("unexpected {}", response.type_name()))
}
