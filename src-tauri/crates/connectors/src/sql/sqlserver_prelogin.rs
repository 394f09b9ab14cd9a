//! The first words of TDS (MS-TDS 2.2.6.5, PRELOGIN): is it SQL Server at all, does it speak TLS, does it insist on it, and
//! with which certificate. What comes after is the driver's.

use super::{
    config::SqlConfig,
    failure,
    sqlserver_failure::encryption_required,
    sqlserver_wire::{Greeted, HEADER, InPackets, PRELOGIN, header, packets},
};
use crate::{
    SourceError,
    net::{self, Stream, secure},
};
use domain::Failure;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const ANSWER: u8 = 0x04;
const VERSION: u8 = 0x00;
const ENCRYPTION: u8 = 0x01;
const INSTANCE: u8 = 0x02;
const THREAD: u8 = 0x03;
const MARS: u8 = 0x04;
const END: u8 = 0xFF;

const ENCRYPT_ON: u8 = 0x01;
const ENCRYPT_NOT_SUPPORTED: u8 = 0x02;
const ENCRYPT_REQUIRED: u8 = 0x03;

/// Agrees on encryption and does it, or goes on in plain text where that was chosen. The warning is for a person.
pub(crate) async fn secured(
    mut tcp: TcpStream,
    config: &SqlConfig,
) -> Result<(Box<dyn Stream>, Option<Failure>), SourceError> {
    let wanted = if config.trust.is_some() { ENCRYPT_ON } else { ENCRYPT_NOT_SUPPORTED };
    let told = match tokio::time::timeout(net::CONNECT_TIMEOUT, asked(&mut tcp, wanted)).await {
        Ok(Ok(Some(told))) => told,
        Ok(Ok(None)) => return Err(failure::not_this_database(config, "no answer to PRELOGIN")),
        Ok(Err(e)) => return Err(failure::not_this_database(config, e)),
        Err(_) => return Err(net::failure::timed_out(net::CONNECT_TIMEOUT)),
    };
    match (&config.trust, told) {
        (Some(trust), ENCRYPT_ON | ENCRYPT_REQUIRED) => {
            let (mut stream, warning) = secure::secure(InPackets::new(tcp), &config.at, trust).await?;
            stream.get_mut().0.pass_through();
            Ok((Box::new(Greeted::new(stream, welcome())), warning))
        }
        (Some(_), _) => Err(failure::encryption_not_offered(config)),
        (None, ENCRYPT_ON | ENCRYPT_REQUIRED) => Err(encryption_required(config)),
        (None, _) => {
            let warning = (!config.at.is_this_machine()).then(|| net::failure::password_not_encrypted(&config.at));
            Ok((Box::new(Greeted::new(tcp, welcome())), warning))
        }
    }
}

/// What the server says of encryption; `None` where it is no SQL Server.
async fn asked(tcp: &mut TcpStream, wanted: u8) -> std::io::Result<Option<u8>> {
    tcp.write_all(&packets(PRELOGIN, &message(wanted))).await?;
    let mut head = [0; HEADER];
    tcp.read_exact(&mut head).await?;
    let Some((ANSWER, length)) = header(head) else { return Ok(None) };
    let mut options = vec![0; length];
    tcp.read_exact(&mut options).await?;
    Ok(encryption(&options))
}

/// What the driver is told on a connection that is secured already, or is not to be.
fn welcome() -> Vec<u8> {
    packets(ANSWER, &message(ENCRYPT_NOT_SUPPORTED))
}

/// Each option with its place and length, then what is there. Version 0: we are no SQL Server.
fn message(encryption: u8) -> Vec<u8> {
    let options: [(u8, &[u8]); 5] =
        [(VERSION, &[0; 6]), (ENCRYPTION, &[encryption]), (INSTANCE, &[0]), (THREAD, &[0; 4]), (MARS, &[0])];
    let mut at = (options.len() * 5 + 1) as u16;
    let mut all = Vec::new();
    for (option, value) in options {
        all.push(option);
        all.extend(at.to_be_bytes());
        all.extend((value.len() as u16).to_be_bytes());
        at += value.len() as u16;
    }
    all.push(END);
    options.iter().for_each(|(_, value)| all.extend(*value));
    all
}

fn encryption(options: &[u8]) -> Option<u8> {
    let of_encryption = options.chunks_exact(5).take_while(|o| o[0] != END).find(|o| o[0] == ENCRYPTION)?;
    options.get(usize::from(u16::from_be_bytes([of_encryption[1], of_encryption[2]]))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_encryption_is_found_and_nothing_is_read_past_the_end() {
        for level in [0, ENCRYPT_ON, ENCRYPT_NOT_SUPPORTED, ENCRYPT_REQUIRED] {
            assert_eq!(encryption(&message(level)), Some(level));
        }
        assert_eq!(encryption(&[]), None);
        assert_eq!(encryption(&[END]), None);
        assert_eq!(encryption(&[VERSION, 0, 6, 0, 6, END, 1, 2, 3, 4, 5, 6]), None);
        assert_eq!(encryption(&[ENCRYPTION, 0xFF, 0xFF, 0, 1, END]), None);
    }
}
