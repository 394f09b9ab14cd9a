//! TCP and HELLO with a time limit: async-opcua's own connector waits for ever on a server that accepts and stays
//! silent. When the far end answers but not with ACK, a second look tells what it is.

use super::{address::Address, failure, steady::SteadyTransport};
use crate::SourceError;
use opcua::{
    client::transport::{
        Connector, RequestRecv, SecureChannelState, StreamConnection, StreamConnector, TransportConfiguration,
    },
    core::comms::{tcp_codec::TcpCodec, tcp_types::HelloMessage},
    types::{DecodingOptions, EndpointDescription, Error, SimpleBinaryEncodable, StatusCode},
};
use parking_lot::Mutex;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf},
    net::TcpStream,
    time::timeout,
};
use tokio_util::codec::FramedRead;

type Halves = StreamConnection<ReadHalf<TcpStream>, WriteHalf<TcpStream>>;

/// One attempt to reach a server, and what stopped it in words of ours.
pub(crate) struct TimedConnector {
    address: Address,
    within: Duration,
    failure: Arc<Mutex<Option<SourceError>>>,
}

impl TimedConnector {
    pub fn new(address: &Address, within: Duration) -> Self {
        Self { address: address.clone(), within, failure: Arc::default() }
    }

    /// The named failure of the last attempt, or what `e` means.
    pub fn explain(&self, e: &Error, thumbprint: Option<&str>) -> SourceError {
        self.failure.lock().take().unwrap_or_else(|| failure::from_error(e, thumbprint))
    }
}

/// Keeps a failure for the caller: async-opcua carries a status code and a text only.
fn keep(place: &Mutex<Option<SourceError>>, failure: SourceError) -> Error {
    let text = failure.to_string();
    *place.lock() = Some(failure);
    Error::new(StatusCode::BadCommunicationError, text)
}

async fn open(address: Address, within: Duration, decoding: DecodingOptions) -> Result<Halves, SourceError> {
    let addresses = address.resolve(within).await?;
    let stream = address.connect(&addresses, within).await?;
    let (reader, writer) = tokio::io::split(stream);
    Ok(StreamConnection::new(FramedRead::new(reader, TcpCodec::new(decoding)), writer, address.url))
}

impl Connector for TimedConnector {
    type Transport = SteadyTransport;

    async fn connect(
        &self,
        channel: Arc<SecureChannelState>,
        outgoing: RequestRecv,
        config: TransportConfiguration,
    ) -> Result<SteadyTransport, Error> {
        let connected = Arc::new(AtomicBool::new(false));
        let open = |_: String, decoding: DecodingOptions| {
            let (address, within) = (self.address.clone(), self.within);
            let (connected, failure) = (connected.clone(), self.failure.clone());
            async move {
                let halves = open(address, within, decoding).await.map_err(|e| keep(&failure, e))?;
                connected.store(true, Ordering::Relaxed);
                Ok(halves)
            }
        };
        let attempt = StreamConnector::new(open, self.address.url.clone());
        // Resolve, TCP and HELLO each get the time limit once.
        let state = channel.clone();
        match timeout(self.within * 3, hello(&attempt, channel, outgoing, config, self.within, &connected)).await {
            Ok(Some(Ok(transport))) => Ok(SteadyTransport::new(transport, state)),
            Ok(Some(Err(e))) if connected.load(Ordering::Relaxed) => {
                let cause = diagnose(&self.address, self.within).await.unwrap_or_else(|| failure::from_error(&e, None));
                Err(keep(&self.failure, cause))
            }
            Ok(Some(Err(e))) => Err(e),
            Ok(None) | Err(_) => Err(keep(&self.failure, failure::no_answer(&self.address, self.within))),
        }
    }

    fn default_endpoint(&self) -> EndpointDescription {
        EndpointDescription::from(self.address.url.as_str())
    }
}

/// `None`: connected, but HELLO was not answered in time.
async fn hello<C: Connector>(
    attempt: &C,
    channel: Arc<SecureChannelState>,
    outgoing: RequestRecv,
    config: TransportConfiguration,
    within: Duration,
    connected: &AtomicBool,
) -> Option<Result<C::Transport, Error>> {
    let connecting = attempt.connect(channel, outgoing, config);
    tokio::pin!(connecting);
    let mut waited = Duration::ZERO;
    loop {
        match timeout(Duration::from_millis(100), &mut connecting).await {
            Ok(result) => return Some(result),
            Err(_) if connected.load(Ordering::Relaxed) => {
                waited += Duration::from_millis(100);
                if waited >= within {
                    return None;
                }
            }
            Err(_) => {}
        }
    }
}

/// Says HELLO by hand and looks at the first bytes of the answer.
pub(crate) async fn diagnose(address: &Address, within: Duration) -> Option<SourceError> {
    let mut stream = match address.resolve(within).await {
        Ok(addresses) => match address.connect(&addresses, within).await {
            Ok(stream) => stream,
            Err(e) => return Some(e),
        },
        Err(e) => return Some(e),
    };
    let hello = HelloMessage::new(&address.url, 65_536, 65_536, 0, 0).encode_to_vec();
    let mut answer = [0u8; 16];
    let exchange = async {
        stream.write_all(&hello).await?;
        let mut have = 0;
        while have < 12 {
            match stream.read(&mut answer[have..]).await? {
                0 => break,
                n => have += n,
            }
        }
        std::io::Result::Ok(have)
    };
    match timeout(within, exchange).await {
        Err(_) => Some(failure::no_answer(address, within)),
        Ok(Ok(have)) if answer.starts_with(b"ERRF") && have >= 12 => {
            let code = u32::from_le_bytes([answer[8], answer[9], answer[10], answer[11]]);
            Some(failure::from_status(StatusCode::from(code), None))
        }
        // It is one after all: what went wrong before was something else.
        Ok(Ok(have)) if answer.starts_with(b"ACKF") && have >= 8 => None,
        Ok(Ok(0)) => Some(failure::not_an_opcua_server(address, "closed without an answer")),
        Ok(Ok(have)) => {
            let text = String::from_utf8_lossy(&answer[..have]).escape_debug().to_string();
            Some(failure::not_an_opcua_server(address, format!("answered {text}")))
        }
        Ok(Err(e)) => Some(failure::not_an_opcua_server(address, e)),
    }
}
