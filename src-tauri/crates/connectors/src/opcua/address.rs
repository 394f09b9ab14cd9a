//! Host and port of an `opc.tcp` URL, and their sockets.

use super::failure;
use crate::SourceError;
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpStream, time::timeout};

/// Registered for OPC UA (IANA); what a URL without a port means.
const DEFAULT_PORT: u16 = 4840;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// The URL as the person wrote it: sent in HELLO and CreateSession, so that it works behind a forwarder.
    pub url: String,
    /// Without brackets where it is an IPv6 address.
    pub host: String,
    pub port: u16,
}

impl Address {
    pub fn parse(url: &str) -> Option<Self> {
        let url = url.trim();
        let rest = url.strip_prefix("opc.tcp://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let (host, port) = match authority.strip_prefix('[') {
            Some(v6) => {
                let (host, after) = v6.split_once(']')?;
                host.parse::<std::net::Ipv6Addr>().ok()?;
                (host, if after.is_empty() { None } else { Some(after.strip_prefix(':')?) })
            }
            None => match authority.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (authority, None),
            },
        };
        let port = port.map_or(Some(DEFAULT_PORT), |p| p.parse().ok().filter(|p| *p != 0))?;
        let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '%');
        (!host.is_empty() && host.chars().all(is_host)).then(|| Self { url: url.into(), host: host.into(), port })
    }

    pub async fn resolve(&self, within: Duration) -> Result<Vec<SocketAddr>, SourceError> {
        let found = timeout(within, tokio::net::lookup_host((self.host.as_str(), self.port))).await;
        match found {
            Ok(Ok(addresses)) => {
                let addresses: Vec<_> = addresses.collect();
                if addresses.is_empty() { Err(failure::host_not_found(self, "no address")) } else { Ok(addresses) }
            }
            Ok(Err(e)) => Err(failure::host_not_found(self, e)),
            Err(_) => Err(failure::host_not_found(self, "the name server did not answer in time")),
        }
    }

    /// TCP to the first address that answers. OPC UA sends small messages that wait for each other: no Nagle.
    pub async fn connect(&self, addresses: &[SocketAddr], within: Duration) -> Result<TcpStream, SourceError> {
        match timeout(within, TcpStream::connect(addresses)).await {
            Ok(Ok(stream)) => {
                let _ = stream.set_nodelay(true);
                Ok(stream)
            }
            Ok(Err(e)) if e.kind() == std::io::ErrorKind::ConnectionRefused => Err(failure::connection_refused(self)),
            Ok(Err(e)) => Err(failure::host_unreachable(self, e)),
            Err(_) => Err(failure::connect_timed_out(self, within)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_way_and_no_answer_are_told_apart() {
        use crate::net::{NOWHERE, silent_socket};
        let id = |e: SourceError| e.failure.message.id;
        let within = Duration::from_secs(1);
        let nowhere = Address::parse(&format!("opc.tcp://[{NOWHERE}]:4840")).unwrap();
        let sockets = nowhere.resolve(within).await.unwrap();
        assert_eq!(nowhere.connect(&sockets, within).await.map_err(id).unwrap_err(), "opcua-host-unreachable");
        let (address, _listener, _waiting) = silent_socket().await;
        let silent = Address::parse(&format!("opc.tcp://{address}")).unwrap();
        assert_eq!(silent.connect(&[address], within).await.map_err(id).unwrap_err(), "opcua-connect-timed-out");
    }

    #[test]
    fn urls_are_read_with_their_default_port_and_nonsense_is_refused() {
        let read = |url: &str| Address::parse(url).map(|a| (a.host, a.port));
        assert_eq!(read("opc.tcp://plc7"), Some(("plc7".into(), 4840)));
        assert_eq!(read("opc.tcp://plc7:48010/path"), Some(("plc7".into(), 48010)));
        assert_eq!(read("opc.tcp://[::1]:4841"), Some(("::1".into(), 4841)));
        assert_eq!(read("opc.tcp://[fe80::1]/x"), Some(("fe80::1".into(), 4840)));
        for url in
            ["http://plc7", "opc.tcp://", "opc.tcp://:4840", "opc.tcp://h:0", "opc.tcp://h:99999", "opc.tcp://a b"]
        {
            assert_eq!(read(url), None, "{url}");
        }
    }
}
