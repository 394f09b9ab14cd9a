//! Certificates for a cluster that speaks TLS: an authority, a certificate of it for a name, and one that is not of it.

use chrono::{Datelike, Days, Utc};
use rcgen::{BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair};

/// PEM texts.
#[derive(Clone)]
pub struct Certificates {
    /// The authority, to be trusted.
    pub authority: String,
    pub certificate: String,
    pub key: String,
    /// DER of the server's certificate.
    pub der: Vec<u8>,
}

/// An authority of its own and a server's certificate for `names` (DNS names or addresses), valid now unless `expired`.
pub fn certificates(names: &[&str], expired: bool) -> Certificates {
    let kind = if expired { Kind::Expired } else { Kind::Good };
    certificates_of(names, kind)
}

/// What is wrong with a server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Good,
    Expired,
    NotYetValid,
    /// Valid, for ten days.
    EndsSoon,
    /// Made for signing in with, not for a server.
    ForClients,
}

pub fn certificates_of(names: &[&str], kind: Kind) -> Certificates {
    let authority_key = KeyPair::generate().expect("a key can be made");
    let mut authority = CertificateParams::new(Vec::new()).expect("no names are fine names");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.distinguished_name.push(DnType::CommonName, "OPTRIA IQ test authority");
    let authority_pem = authority.self_signed(&authority_key).expect("a certificate can be signed").pem();
    let issuer = Issuer::new(authority, authority_key);

    let key = KeyPair::generate().expect("a key can be made");
    let names = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut server = CertificateParams::new(names).expect("the test's names are names");
    match kind {
        Kind::Good => {}
        Kind::Expired => {
            server.not_before = rcgen::date_time_ymd(2020, 1, 1);
            server.not_after = rcgen::date_time_ymd(2021, 1, 1);
        }
        Kind::NotYetValid => server.not_before = rcgen::date_time_ymd(2090, 1, 1),
        Kind::EndsSoon => {
            let end = Utc::now() + Days::new(10);
            server.not_after = rcgen::date_time_ymd(end.year(), end.month() as u8, end.day() as u8);
        }
        Kind::ForClients => server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth],
    }
    let signed = server.signed_by(&key, &issuer).expect("a certificate can be signed");
    Certificates {
        authority: authority_pem,
        certificate: signed.pem(),
        key: key.serialize_pem(),
        der: signed.der().to_vec(),
    }
}
