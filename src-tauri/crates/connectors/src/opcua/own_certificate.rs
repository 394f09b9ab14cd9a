//! This installation's own application certificate: made at first use, RSA 2048, self-signed, with the application
//! URI and host names that OPC UA asks for (Part 6, 6.2.2). The private key is readable by this user only.

use super::{certificate, failure};
use crate::SourceError;
use domain::CertificateInfo;
use opcua::types::ByteString;
use parking_lot::Mutex;
use rsa::{RsaPrivateKey, pkcs1v15::SigningKey, pkcs8::EncodePrivateKey, pkcs8::EncodePublicKey, rand_core::OsRng};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::{
    fs,
    io::Write,
    net::IpAddr,
    path::{Path, PathBuf},
    str::FromStr,
    time::{Duration, SystemTime},
};
use x509_cert::{
    builder::{Builder, CertificateBuilder, Profile},
    der::{
        Encode,
        asn1::{Ia5String, OctetString},
        oid::ObjectIdentifier,
    },
    ext::pkix::{
        AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectAltName,
        SubjectKeyIdentifier, name::GeneralName,
    },
    name::Name,
    serial_number::SerialNumber,
    spki::SubjectPublicKeyInfoOwned,
    time::{Time, Validity},
};

const KEY_BITS: usize = 2048;
/// Long enough that nobody at a remote site is cut off by it; `renew` makes a new one at any time.
const VALID_FOR: Duration = Duration::from_secs(5 * 365 * 86_400);
/// Valid from so long ago: to a server whose clock is behind, it would else not be valid yet.
const VALID_BEFORE: Duration = Duration::from_secs(86_400);
const CLIENT_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
const SERVER_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");

/// One maker at a time: a test and a browse begun together must not end with the key of one and the other's certificate.
static MAKING: Mutex<()> = Mutex::new(());

/// The certificate, made first where there is none. That takes a moment: not for an async task.
pub fn own_certificate(folder: &Path) -> Result<CertificateInfo, SourceError> {
    let _alone = MAKING.lock();
    let (certificate, key) = (certificate_path(folder), key_path(folder));
    if certificate.exists() && key.exists() {
        let der = fs::read(&certificate).map_err(|e| failure::store_unusable(&certificate, e))?;
        return certificate::read(&der);
    }
    make(folder)
}

/// The same from an async task.
pub(crate) async fn ready(folder: &Path) -> Result<CertificateInfo, SourceError> {
    let folder = folder.to_owned();
    let made = tokio::task::spawn_blocking({
        let folder = folder.clone();
        move || own_certificate(&folder)
    });
    made.await.unwrap_or_else(|e| Err(failure::store_unusable(&folder, e)))
}

/// A new key and certificate in place of the old; servers have to trust it anew.
pub fn renew(folder: &Path) -> Result<CertificateInfo, SourceError> {
    let _alone = MAKING.lock();
    make(folder)
}

fn make(folder: &Path) -> Result<CertificateInfo, SourceError> {
    let unusable = |e: String| failure::store_unusable(&folder.join("pki"), e);
    let key = RsaPrivateKey::new(&mut OsRng, KEY_BITS).map_err(|e| unusable(e.to_string()))?;
    let der = issue(&key).map_err(|e| unusable(e.to_string()))?;
    let key_der = key.to_pkcs8_der().map_err(|e| unusable(e.to_string()))?;
    let pem = domain::Secret::new(pem("PRIVATE KEY", key_der.as_bytes()));
    write_private(&key_path(folder), pem.expose().as_bytes())?;
    let path = certificate_path(folder);
    make_parent(&path)?;
    fs::write(&path, &der).map_err(|e| failure::store_unusable(&path, e))?;
    certificate::read(&der)
}

/// For the server's administrator, as most tools take it.
pub fn export_der(folder: &Path) -> Result<Vec<u8>, SourceError> {
    own_certificate(folder)?;
    let path = certificate_path(folder);
    fs::read(&path).map_err(|e| failure::store_unusable(&path, e))
}

pub fn export_pem(folder: &Path) -> Result<String, SourceError> {
    Ok(pem("CERTIFICATE", &export_der(folder)?))
}

/// Unique to this machine and user: servers tell clients apart by it.
fn application_uri(host: &str) -> String {
    let clean: String = host.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("urn:{clean}:optria-iq")
}

fn host_name() -> String {
    opcua::crypto::hostname().ok().filter(|h| !h.is_empty()).unwrap_or_else(|| "localhost".into())
}

fn issue(key: &RsaPrivateKey) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let host = host_name();
    let public = SubjectPublicKeyInfoOwned::try_from(key.to_public_key().to_public_key_der()?.as_bytes())?;
    let key_id = Sha1::digest(public.subject_public_key.as_bytes().unwrap_or_default());
    // A comma in a host name would end the name there.
    let subject = Name::from_str(&format!("CN=OPTRIA IQ on {},O=OPTRIA IQ", host.replace([',', '+', '\\', '"'], "-")))?;
    let mut serial: [u8; 16] = rand::random();
    // Positive and of full length (RFC 5280, 4.1.2.2).
    serial[0] = serial[0] & 0x7F | 0x40;
    let serial = SerialNumber::new(&serial)?;
    let signer = SigningKey::<Sha256>::new(key.clone());
    let profile = Profile::Manual { issuer: Some(subject.clone()) };
    let now = SystemTime::now();
    let validity =
        Validity { not_before: Time::try_from(now - VALID_BEFORE)?, not_after: Time::try_from(now + VALID_FOR)? };
    let mut builder = CertificateBuilder::new(profile, serial.clone(), validity, subject.clone(), public, &signer)?;
    builder.add_extension(&SubjectKeyIdentifier(OctetString::new(key_id.as_slice())?))?;
    builder.add_extension(&AuthorityKeyIdentifier {
        key_identifier: Some(OctetString::new(key_id.as_slice())?),
        authority_cert_issuer: Some(vec![GeneralName::DirectoryName(subject)]),
        authority_cert_serial_number: Some(serial),
    })?;
    builder.add_extension(&BasicConstraints { ca: false, path_len_constraint: None })?;
    builder.add_extension(&KeyUsage(
        KeyUsages::DigitalSignature
            | KeyUsages::NonRepudiation
            | KeyUsages::KeyEncipherment
            | KeyUsages::DataEncipherment
            | KeyUsages::KeyCertSign,
    ))?;
    builder.add_extension(&ExtendedKeyUsage(vec![CLIENT_AUTH, SERVER_AUTH]))?;
    let mut names = vec![GeneralName::UniformResourceIdentifier(Ia5String::new(&application_uri(&host))?)];
    for name in [host.as_str(), "localhost"] {
        if let Ok(dns) = Ia5String::new(name) {
            names.push(GeneralName::DnsName(dns));
        }
    }
    for address in ["127.0.0.1", "::1"].into_iter().filter_map(|a| a.parse::<IpAddr>().ok()) {
        let bytes = match address {
            IpAddr::V4(v4) => OctetString::new(v4.octets())?,
            IpAddr::V6(v6) => OctetString::new(v6.octets())?,
        };
        names.push(GeneralName::IpAddress(bytes));
    }
    builder.add_extension(&SubjectAltName(names))?;
    Ok(builder.build()?.to_der()?)
}

pub(crate) fn certificate_path(folder: &Path) -> PathBuf {
    folder.join("pki/own/cert.der")
}

pub(crate) fn key_path(folder: &Path) -> PathBuf {
    folder.join("pki/private/private.pem")
}

fn make_parent(path: &Path) -> Result<(), SourceError> {
    match path.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(|e| failure::store_unusable(parent, e)),
        None => Ok(()),
    }
}

/// Written under a draft name that nobody else could ever read, then renamed.
fn write_private(path: &Path, bytes: &[u8]) -> Result<(), SourceError> {
    make_parent(path)?;
    let draft = path.with_extension("draft");
    let _ = fs::remove_file(&draft);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let write = || -> std::io::Result<()> {
        let mut file = options.open(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, path)
    };
    write().map_err(|e| failure::store_unusable(path, e))
}

fn pem(label: &str, der: &[u8]) -> String {
    let base64 = ByteString::from(der).as_base64();
    let mut text = format!("-----BEGIN {label}-----\n");
    for at in (0..base64.len()).step_by(64) {
        text.push_str(&base64[at..base64.len().min(at + 64)]);
        text.push('\n');
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certificate_is_made_once_stays_the_same_and_its_key_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let made = own_certificate(folder.path()).unwrap();
        assert_eq!(own_certificate(folder.path()).unwrap(), made);
        assert_eq!(made.key, "RSA 2048");
        assert!(chrono::Utc::now() - made.valid_from > chrono::TimeDelta::hours(23), "clocks differ");
        assert!(made.is_self_signed && made.application_uri.as_ref().unwrap().starts_with("urn:"));
        assert!(made.host_names.contains(&"localhost".to_owned()) && made.host_names.contains(&"127.0.0.1".to_owned()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(key_path(folder.path())).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let renewed = renew(folder.path()).unwrap();
        assert_ne!(renewed.thumbprint, made.thumbprint);
        assert_ne!(renewed.serial, made.serial);
    }

    #[test]
    fn a_folder_that_can_not_be_written_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for made in [own_certificate(&file.path().join("workspace")), renew(&file.path().join("workspace"))] {
            assert_eq!(made.unwrap_err().failure.message.id, "opcua-certificate-store-unusable");
        }
    }

    #[test]
    fn what_is_exported_and_stored_can_be_read_by_the_stack() {
        let folder = tempfile::tempdir().unwrap();
        own_certificate(folder.path()).unwrap();
        let pem = export_pem(folder.path()).unwrap();
        let x509 = opcua::crypto::X509::from_pem(pem.as_bytes()).unwrap();
        assert_eq!(x509.to_der().unwrap(), export_der(folder.path()).unwrap());
        assert!(opcua::crypto::PrivateKey::read_pem_file(&key_path(folder.path())).is_ok());
    }
}
