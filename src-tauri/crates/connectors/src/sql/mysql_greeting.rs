//! The first words of MySQL's protocol, for a connection test: is it MySQL at all, does it let this machine in, does it
//! speak TLS, with which certificate. The driver does all that at once and says less of what failed.
//! MySQL Internals, Connection Phase: HandshakeV10, ERR_Packet, SSLRequest.

use super::{config::SqlConfig, failure, mysql_failure};
use crate::{
    SourceError,
    net::{self, secure},
};
use domain::Failure;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const CLIENT_PROTOCOL_41: u32 = 0x0000_0200;
const CLIENT_SSL: u32 = 0x0000_0800;
const CLIENT_SECURE_CONNECTION: u32 = 0x0000_8000;
const CLIENT_PLUGIN_AUTH: u32 = 0x0008_0000;
/// utf8mb4_general_ci
const CHARACTER_SET: u8 = 45;
const LARGEST_GREETING: usize = 4096;
const ERROR_PACKET: u8 = 0xFF;
const PROTOCOL_VERSION: u8 = 10;

/// Reads the greeting and does TLS where it is wanted. The socket is not used further.
pub(crate) async fn secured(mut tcp: TcpStream, config: &SqlConfig) -> Result<Option<Failure>, SourceError> {
    let greeting = match tokio::time::timeout(net::CONNECT_TIMEOUT, packet(&mut tcp)).await {
        Ok(Ok(Some(greeting))) => greeting,
        Ok(Ok(None)) => return Err(failure::not_this_database(config, "no packet of MySQL's size")),
        Ok(Err(e)) => return Err(failure::not_this_database(config, e)),
        Err(_) => return Err(failure::not_this_database(config, "no greeting")),
    };
    let capabilities = match greeting.first() {
        Some(&ERROR_PACKET) if greeting.len() >= 3 => {
            let number = u16::from_le_bytes([greeting[1], greeting[2]]);
            return Err(mysql_failure::of_number(number, &String::from_utf8_lossy(&greeting[3..]), config));
        }
        Some(&PROTOCOL_VERSION) => capabilities(&greeting),
        _ => None,
    };
    let Some(capabilities) = capabilities else {
        return Err(failure::not_this_database(config, "no greeting of protocol version 10"));
    };
    let Some(trust) = &config.trust else {
        return Ok((!config.at.is_this_machine()).then(|| net::failure::password_not_encrypted(&config.at)));
    };
    if capabilities & CLIENT_SSL == 0 {
        return Err(failure::encryption_not_offered(config));
    }
    tcp.write_all(&ssl_request()).await.map_err(net::failure::connection_lost)?;
    let (_, warning) = secure::secure(tcp, &config.at, trust).await?;
    Ok(warning)
}

/// `None`: longer than any greeting.
async fn packet(tcp: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut header = [0u8; 4];
    tcp.read_exact(&mut header).await?;
    let length = u32::from_le_bytes([header[0], header[1], header[2], 0]) as usize;
    if length == 0 || length > LARGEST_GREETING {
        return Ok(None);
    }
    let mut payload = vec![0u8; length];
    tcp.read_exact(&mut payload).await?;
    Ok(Some(payload))
}

/// Lower two bytes: behind the version's text, the connection's number (4), the first part of the salt (8), a zero (1).
fn capabilities(greeting: &[u8]) -> Option<u32> {
    let version = greeting.get(1..)?;
    let at = 1 + version.iter().position(|b| *b == 0)? + 1 + 4 + 8 + 1;
    Some(u32::from(u16::from_le_bytes([*greeting.get(at)?, *greeting.get(at + 1)?])))
}

fn ssl_request() -> Vec<u8> {
    let capabilities = CLIENT_PROTOCOL_41 | CLIENT_SSL | CLIENT_SECURE_CONNECTION | CLIENT_PLUGIN_AUTH;
    let mut request = vec![32, 0, 0, 1];
    request.extend(capabilities.to_le_bytes());
    request.extend((1u32 << 24).to_le_bytes());
    request.push(CHARACTER_SET);
    request.extend([0u8; 23]);
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whether_tls_is_offered_stands_in_the_greeting() {
        let mut greeting = vec![PROTOCOL_VERSION];
        greeting.extend(b"10.11.6-MariaDB\0");
        greeting.extend([7, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0xFE, 0xF7]);
        assert_eq!(capabilities(&greeting), Some(0xF7FE));
        assert_eq!(capabilities(&greeting[..20]), None);
        assert_eq!(capabilities(b"SSH-2.0-OpenSSH"), None);
        assert_eq!(ssl_request().len(), 36);
    }
}
