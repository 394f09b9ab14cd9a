//! Windows: SSPI, by a crate that wraps it. Kerberos alone: NTLM, which Windows would fall back to, is refused.

use crate::{Refused, status};
use cross_krb5::{ClientCtx, InitiateFlags};

pub(crate) fn token(host: &str) -> Result<Vec<u8>, Refused> {
    let service = format!("HTTP/{host}");
    // Who the server is its certificate says, and what is secret TLS keeps.
    let flags =
        InitiateFlags::NEGOTIATE_TOKEN | InitiateFlags::DISABLE_MUTUAL_AUTH | InitiateFlags::DISABLE_CONFIDENTIALITY;
    match ClientCtx::new(flags, None, &service, None) {
        Ok((_, token)) => Ok(token.to_vec()),
        Err(e) => Err(status::of_sspi(format!("{e:#}"))),
    }
}
