//! A transport on which a channel's token ages by our clock. The server stamps a token with its own time, and async-opcua
//! holds that against ours: with a server an hour behind it renewed the channel before every request, until that broke; with
//! one ahead it renewed too late. (`ignore_clock_skew` would mend it, and move every source time that is decoded.)

use opcua::{
    client::transport::{SecureChannelState, TcpTransport, Transport, TransportPollResult},
    types::{ChannelSecurityToken, DateTime},
};
use std::sync::Arc;

pub(crate) struct SteadyTransport {
    inner: TcpTransport,
    channel: Arc<SecureChannelState>,
    /// The token that has been stamped last; 0 before the first.
    stamped: u32,
}

impl SteadyTransport {
    pub fn new(inner: TcpTransport, channel: Arc<SecureChannelState>) -> Self {
        Self { inner, channel, stamped: 0 }
    }

    fn stamp(&mut self) {
        let token_id = self.channel.secure_channel().read().token_id();
        if token_id == self.stamped {
            return;
        }
        self.stamped = token_id;
        let mut channel = self.channel.secure_channel().write();
        let token = ChannelSecurityToken {
            channel_id: channel.secure_channel_id(),
            token_id,
            created_at: DateTime::now(),
            revised_lifetime: channel.token_lifetime(),
        };
        channel.set_security_token(token);
    }
}

impl Transport for SteadyTransport {
    async fn poll(&mut self) -> TransportPollResult {
        let done = self.inner.poll().await;
        self.stamp();
        done
    }

    fn connected_url(&self) -> &str {
        self.inner.connected_url()
    }
}
