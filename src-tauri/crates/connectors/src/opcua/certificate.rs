//! Reading a certificate for a person's eyes, and our own checks of a server's (OPC UA Part 4, 6.1.3): async-opcua
//! can only check all or nothing, and says nothing of the field that failed.
//!
//! Trust is by exact certificate. Issuer chains and revocation lists are not followed: a person has seen this one.

use super::failure;
use crate::SourceError;
use domain::{CertificateInfo, Timestamp};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::net::{Ipv4Addr, Ipv6Addr};
use x509_cert::{
    Certificate,
    der::{Decode, Encode},
    ext::pkix::{SubjectAltName, name::GeneralName},
};

/// Warn this long before a certificate ends.
const EXPIRES_SOON: chrono::Duration = chrono::Duration::days(30);
/// The least that every secure policy in use asks for (Part 7: Basic256Sha256, Aes128, Aes256).
const LEAST_KEY_BITS: usize = 2048;

/// What a person must see. Fails with the name of the field that can't be read.
pub fn read(der: &[u8]) -> Result<CertificateInfo, SourceError> {
    // A server may send its chain: certificates one after the other. The first is its own.
    let certificate =
        Certificate::from_der(first(der)).map_err(|e| failure::certificate_malformed("DER structure", e))?;
    let der = certificate.to_der().map_err(|e| failure::certificate_malformed("DER structure", e))?;
    let body = &certificate.tbs_certificate;
    let time = |t: x509_cert::time::Time, field: &str| {
        let unix = t.to_unix_duration();
        Timestamp::from_timestamp(i64::try_from(unix.as_secs()).unwrap_or(i64::MAX), 0)
            .ok_or_else(|| failure::certificate_malformed(field, "out of range"))
    };
    let names = body
        .get::<SubjectAltName>()
        .map_err(|e| failure::certificate_malformed("subject alternative name", e))?
        .map(|(_, names)| names.0)
        .unwrap_or_default();
    Ok(CertificateInfo {
        thumbprint: pairs(&Sha1::digest(&der)),
        sha256: pairs(&Sha256::digest(&der)),
        subject: body.subject.to_string(),
        issuer: body.issuer.to_string(),
        application_uri: names.iter().find_map(|n| match n {
            GeneralName::UniformResourceIdentifier(uri) => Some(uri.to_string()),
            _ => None,
        }),
        host_names: names.iter().filter_map(host).collect(),
        valid_from: time(body.validity.not_before, "validity (not before)")?,
        valid_to: time(body.validity.not_after, "validity (not after)")?,
        key: key(&certificate),
        signature_algorithm: algorithm(&certificate.signature_algorithm.oid.to_string()),
        serial: hex::encode_upper(body.serial_number.as_bytes()),
        is_self_signed: body.subject == body.issuer,
    })
}

/// The first certificate of a chain: by the length in its own DER header.
pub(crate) fn first(der: &[u8]) -> &[u8] {
    let length = match der {
        [0x30, 0x82, high, low, ..] => 4 + usize::from(u16::from_be_bytes([*high, *low])),
        [0x30, 0x81, length, ..] => 3 + usize::from(*length),
        _ => der.len(),
    };
    der.get(..length).unwrap_or(der)
}

/// Everything but trust. `uri` is what the server's endpoint claims to be, `host` what the person wrote.
pub(crate) fn check(of: &CertificateInfo, host: &str, uri: &str, now: Timestamp) -> Result<(), SourceError> {
    if now < of.valid_from {
        return Err(failure::certificate_not_yet_valid(of));
    }
    if now > of.valid_to {
        return Err(failure::certificate_expired(of));
    }
    let bits = of.key.strip_prefix("RSA ").and_then(|b| b.parse().ok()).unwrap_or(0usize);
    if bits < LEAST_KEY_BITS {
        return Err(failure::certificate_weak_key(of));
    }
    if !of.host_names.iter().any(|name| is_same_host(name, host)) {
        return Err(failure::certificate_wrong_host(of, host));
    }
    if of.application_uri.as_deref() != Some(uri) {
        return Err(failure::certificate_wrong_uri(of, uri));
    }
    Ok(())
}

pub(crate) fn expires_soon(of: &CertificateInfo, now: Timestamp) -> bool {
    of.valid_to - now < EXPIRES_SOON
}

/// Names without regard to case, addresses by value (`::1` is `0:0:0:0:0:0:0:1`).
fn is_same_host(name: &str, host: &str) -> bool {
    match (name.parse::<std::net::IpAddr>(), host.parse::<std::net::IpAddr>()) {
        (Ok(a), Ok(b)) => a == b,
        _ => name.eq_ignore_ascii_case(host),
    }
}

fn host(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DnsName(dns) => Some(dns.to_string()),
        GeneralName::IpAddress(bytes) => match bytes.as_bytes() {
            v4 if v4.len() == 4 => <[u8; 4]>::try_from(v4).ok().map(|b| Ipv4Addr::from(b).to_string()),
            v6 => <[u8; 16]>::try_from(v6).ok().map(|b| Ipv6Addr::from(b).to_string()),
        },
        _ => None,
    }
}

fn key(certificate: &Certificate) -> String {
    use rsa::traits::PublicKeyParts;
    use x509_cert::der::referenced::OwnedToRef;
    let info = &certificate.tbs_certificate.subject_public_key_info;
    match rsa::RsaPublicKey::try_from(info.owned_to_ref()) {
        Ok(key) => format!("RSA {}", key.n().bits()),
        Err(_) => format!("{} (not RSA)", info.algorithm.oid),
    }
}

fn algorithm(oid: &str) -> String {
    match oid {
        "1.2.840.113549.1.1.5" => "SHA-1 with RSA".into(),
        "1.2.840.113549.1.1.11" => "SHA-256 with RSA".into(),
        "1.2.840.113549.1.1.12" => "SHA-384 with RSA".into(),
        "1.2.840.113549.1.1.13" => "SHA-512 with RSA".into(),
        "1.2.840.113549.1.1.10" => "RSA-PSS".into(),
        other => other.into(),
    }
}

fn pairs(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02X}")).collect::<Vec<_>>().join(":")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opcua::own_certificate;

    #[test]
    fn each_field_that_fails_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let good = own_certificate::own_certificate(folder.path()).unwrap();
        let now = chrono::Utc::now();
        let uri = good.application_uri.clone().unwrap();
        let id = |of: &CertificateInfo, host: &str, uri: &str, at| {
            check(of, host, uri, at).err().map(|e| e.failure.message.id).unwrap_or_default()
        };
        assert_eq!(id(&good, "LOCALHOST", &uri, now), "");
        assert_eq!(id(&good, "127.0.0.1", &uri, now), "");
        assert_eq!(id(&good, "plc7", &uri, now), "opcua-certificate-wrong-host");
        assert_eq!(id(&good, "localhost", "urn:other", now), "opcua-certificate-wrong-uri");
        let (before, after) = (good.valid_from - chrono::Duration::days(1), good.valid_to + chrono::Duration::days(1));
        assert_eq!(id(&good, "localhost", &uri, before), "opcua-certificate-not-yet-valid");
        assert_eq!(id(&good, "localhost", &uri, after), "opcua-certificate-expired");
        let weak = CertificateInfo { key: "RSA 1024".into(), ..good };
        assert_eq!(id(&weak, "localhost", &uri, now), "opcua-certificate-weak-key");
    }

    #[test]
    fn bytes_that_are_no_certificate_are_refused_and_a_chain_is_read_by_its_first() {
        assert_eq!(read(b"nonsense").unwrap_err().failure.message.id, "opcua-certificate-malformed");
        let folder = tempfile::tempdir().unwrap();
        let good = own_certificate::own_certificate(folder.path()).unwrap();
        let der = std::fs::read(folder.path().join("pki/own/cert.der")).unwrap();
        let chain = [der.clone(), der].concat();
        assert_eq!(read(&chain).unwrap(), good);
    }
}
