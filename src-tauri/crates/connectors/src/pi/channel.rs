//! Channels of PI Web API: the server sends what changes over a WebSocket (RFC 6455) as soon as it has it.

use super::{
    answer::Refused,
    client::PiClient,
    model::{Items, StreamUpdate},
    points,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::{StreamExt, stream::SelectAll};
use rand::RngCore;
use reqwest::{
    Method, StatusCode, Upgraded,
    header::{CONNECTION, HeaderMap, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message,
        handshake::derive_accept_key,
        protocol::{Role, WebSocketConfig},
    },
};

/// Each holds the points that one address can name, some forty. A larger plant is asked instead.
const MOST: usize = 10;
/// An empty message after so many of the server's own looks without news, so that nothing on the way takes it for idle.
const HEARTBEAT: &str = "10";
/// 100,000 values are about 20 MB.
const LARGEST_MESSAGE: usize = 64 << 20;

pub(crate) struct Channel(SelectAll<WebSocketStream<Upgraded>>);

impl Channel {
    /// For all points, or `None`: the server or something before it does not offer them, or there are too many points.
    pub async fn open(client: &PiClient, ids: &[String]) -> Result<Option<Self>, Refused> {
        let parts = points::chunks(ids, "webId");
        if parts.is_empty() || parts.len() > MOST {
            return Ok(None);
        }
        let mut sockets = SelectAll::new();
        for part in parts {
            match one(client, part).await? {
                Some(socket) => sockets.push(socket),
                None => return Ok(None),
            }
        }
        Ok(Some(Self(sockets)))
    }

    /// What has changed, or why no more comes. The end of one is the end of all: the next look finds what was missed.
    pub async fn next(&mut self) -> Result<Vec<StreamUpdate>, String> {
        loop {
            let said = match self.0.next().await {
                Some(Ok(Message::Text(text))) => text.as_bytes().to_vec(),
                Some(Ok(Message::Binary(bytes))) => bytes.to_vec(),
                Some(Ok(Message::Close(_))) | None => return Err("closed".into()),
                Some(Err(e)) => return Err(e.to_string()),
                Some(Ok(_)) => continue,
            };
            if said.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let items: Items<StreamUpdate> = serde_json::from_slice(&said).map_err(|e| e.to_string())?;
            if !items.items.is_empty() {
                return Ok(items.items);
            }
        }
    }
}

async fn one(client: &PiClient, ids: &[String]) -> Result<Option<WebSocketStream<Upgraded>>, Refused> {
    let mut query: Vec<(&str, &str)> = ids.iter().map(|id| ("webId", id.as_str())).collect();
    query.push(("heartbeatRate", HEARTBEAT));
    let key = key();
    let asked = client
        .asking(Method::GET, client.url("streamsets/channel")?)
        .query(&query)
        .header(CONNECTION, "Upgrade")
        .header(UPGRADE, "websocket")
        .header(SEC_WEBSOCKET_VERSION, "13")
        .header(SEC_WEBSOCKET_KEY, &key);
    let answer = client.send(asked).await?;
    let status = answer.status();
    if status != StatusCode::SWITCHING_PROTOCOLS || !is_accepted(answer.headers(), &key) {
        // What says that no question is answered says so of this one too.
        if matches!(status.as_u16(), 401 | 429 | 503) {
            client.answered(answer).await?;
        }
        tracing::info!(%status, "no channel is offered: points are asked for");
        return Ok(None);
    }
    let Ok(upgraded) = answer.upgrade().await else { return Ok(None) };
    let config =
        WebSocketConfig::default().max_message_size(Some(LARGEST_MESSAGE)).max_frame_size(Some(LARGEST_MESSAGE));
    Ok(Some(WebSocketStream::from_raw_socket(upgraded, Role::Client, Some(config)).await))
}

fn key() -> String {
    let mut bytes = [0u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    STANDARD.encode(bytes)
}

fn is_accepted(headers: &HeaderMap, key: &str) -> bool {
    headers.get(SEC_WEBSOCKET_ACCEPT).is_some_and(|v| v.as_bytes() == derive_accept_key(key.as_bytes()).as_bytes())
}
