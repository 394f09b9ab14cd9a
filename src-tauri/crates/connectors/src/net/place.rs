//! A host and a port, and their sockets.

use super::failure;
use crate::SourceError;
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpStream, time::timeout};

/// A plant's network that needs longer to accept a connection is not usable.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Without brackets where it is an IPv6 address.
    pub host: String,
    pub port: u16,
}

impl Place {
    /// A host name or address as a person types it: no scheme, no path, no port.
    pub fn parse(host: &str, port: u16) -> Option<Self> {
        let host = host.trim();
        let host = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
        let is_address = host.parse::<std::net::IpAddr>().is_ok();
        let is_name = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
        (port != 0 && (is_address || is_name)).then(|| Self { host: host.to_owned(), port })
    }

    pub async fn resolve(&self) -> Result<Vec<SocketAddr>, SourceError> {
        match timeout(CONNECT_TIMEOUT, tokio::net::lookup_host((self.host.as_str(), self.port))).await {
            Ok(Ok(found)) => {
                let found: Vec<_> = found.collect();
                if found.is_empty() { Err(failure::host_not_found(self, "no address")) } else { Ok(found) }
            }
            Ok(Err(e)) => Err(failure::host_not_found(self, e)),
            Err(_) => Err(failure::host_not_found(self, "the name server did not answer in time")),
        }
    }

    /// TCP to the first address that answers. Small questions and answers wait for each other: no Nagle.
    pub async fn connect(&self, addresses: &[SocketAddr]) -> Result<TcpStream, SourceError> {
        match timeout(CONNECT_TIMEOUT, TcpStream::connect(addresses)).await {
            Ok(Ok(stream)) => {
                let _ = stream.set_nodelay(true);
                Ok(stream)
            }
            Ok(Err(e)) if e.kind() == std::io::ErrorKind::ConnectionRefused => Err(failure::connection_refused(self)),
            Ok(Err(e)) => Err(failure::host_unreachable(self, e)),
            Err(_) => Err(failure::connect_timed_out(self, CONNECT_TIMEOUT)),
        }
    }

    pub fn is_this_machine(&self) -> bool {
        self.host == "localhost" || self.host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

/// (tests) A socket that a firewall might stand before: its queue is full, and who comes gets no answer. It is so for as
/// long as the rest is kept.
#[cfg(test)]
pub(crate) async fn silent_socket() -> (SocketAddr, tokio::net::TcpListener, Vec<TcpStream>) {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = timeout(Duration::from_millis(500), TcpStream::connect(address)).await {
        waiting.push(stream.unwrap());
    }
    (address, listener, waiting)
}

/// (tests) Without the interface that such an address needs there is no way to it.
#[cfg(test)]
pub(crate) const NOWHERE: &str = "fe80::1";

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_way_and_no_answer_are_told_apart() {
        let id = |e: SourceError| e.failure.message.id;
        let nowhere = Place::parse(NOWHERE, 5432).unwrap();
        let sockets = nowhere.resolve().await.unwrap();
        assert_eq!(nowhere.connect(&sockets).await.map_err(id).unwrap_err(), "net-host-unreachable");
        let (address, _listener, _waiting) = silent_socket().await;
        let silent = Place::parse("127.0.0.1", address.port()).unwrap();
        assert_eq!(silent.connect(&[address]).await.map_err(id).unwrap_err(), "net-connect-timed-out");
    }

    #[test]
    fn a_host_is_a_name_or_an_address_and_nothing_more() {
        for (given, expected) in [
            ("mes-db.plant.local", Some("mes-db.plant.local")),
            (" 10.0.0.7 ", Some("10.0.0.7")),
            ("[::1]", Some("::1")),
            ("fe80::1", Some("fe80::1")),
            ("", None),
            ("https://pi", None),
            ("db:5432", None),
            ("a b", None),
            ("db/name", None),
        ] {
            assert_eq!(Place::parse(given, 5432).map(|p| p.host).as_deref(), expected, "{given}");
        }
        assert_eq!(Place::parse("db", 0), None);
    }
}
