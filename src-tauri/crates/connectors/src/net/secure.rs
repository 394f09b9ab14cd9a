//! TLS towards a plant's server: its certificate is always verified, by the authorities that this machine trusts or by
//! the one that a person has pasted, and by no others then. The certificate that was shown is kept even where it was
//! refused, so that the message can say whose it was.

use super::{Place, failure};
use crate::{SourceError, opcua};
use domain::{CertificateInfo, Failure, Timestamp};
use parking_lot::Mutex;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::{TlsConnector, client::TlsStream};

/// Warn this long before a certificate ends.
const EXPIRES_SOON: chrono::Duration = chrono::Duration::days(30);

/// Whom servers' certificates must come from.
#[derive(Debug, Clone)]
pub(crate) struct Trust {
    roots: Vec<CertificateDer<'static>>,
}

impl Trust {
    /// The authorities of a PEM text, or where there is none those of this machine.
    pub fn of(authority_pem: Option<&str>) -> Result<Self, Failure> {
        let Some(pem) = authority_pem.filter(|text| !text.trim().is_empty()) else {
            return Ok(Self { roots: rustls_native_certs::load_native_certs().certs });
        };
        let roots: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        let roots = roots.map_err(failure::authority_unreadable)?;
        let mut store = RootCertStore::empty();
        for root in &roots {
            store.add(root.clone()).map_err(failure::authority_unreadable)?;
        }
        if store.is_empty() { Err(failure::authority_unreadable("no certificate in it")) } else { Ok(Self { roots }) }
    }

    pub fn roots(&self) -> impl Iterator<Item = &[u8]> {
        self.roots.iter().map(AsRef::as_ref)
    }

    /// A client's side of TLS, and where the certificate that it was shown is found afterwards.
    pub fn client_config(&self) -> Result<(ClientConfig, Shown), SourceError> {
        let unusable = |e: &dyn std::fmt::Display| SourceError::permanent(failure::authority_unreadable(e));
        let provider = Arc::new(ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(self.roots.iter().cloned());
        let verifier = match roots.is_empty() {
            true => None,
            false => {
                let built = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build();
                Some(built.map_err(|e| unusable(&e))?)
            }
        };
        let shown = Shown::default();
        let watching = Watching { verifier, provider: provider.clone(), shown: shown.clone() };
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|e| unusable(&e))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(watching))
            .with_no_client_auth();
        Ok((config, shown))
    }
}

/// The certificate that a server has shown last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown(Arc<Mutex<Option<Vec<u8>>>>);

impl Shown {
    pub fn certificate(&self) -> Option<CertificateInfo> {
        opcua::read_certificate(self.0.lock().as_deref()?).ok()
    }
}

/// Verifies as usual and remembers what was shown.
#[derive(Debug)]
struct Watching {
    /// `None` where nobody is trusted: a machine without authorities.
    verifier: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
    shown: Shown,
}

impl ServerCertVerifier for Watching {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        *self.shown.0.lock() = Some(end_entity.to_vec());
        match &self.verifier {
            Some(verifier) => verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now),
            None => Err(TlsError::InvalidCertificate(CertificateError::UnknownIssuer)),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// TLS over a stream, and the warning that the certificate ends soon, where it does.
pub(crate) async fn secure<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    at: &Place,
    trust: &Trust,
) -> Result<(TlsStream<S>, Option<Failure>), SourceError> {
    let (config, shown) = trust.client_config()?;
    let name = ServerName::try_from(at.host.clone()).map_err(|e| failure::host_not_found(at, e))?;
    match TlsConnector::from(Arc::new(config)).connect(name, stream).await {
        Ok(secured) => {
            let ending = shown.certificate().filter(|c| expires_soon(c, chrono::Utc::now()));
            Ok((secured, ending.map(|c| failure::certificate_expires_soon(at, &c))))
        }
        Err(e) => match e.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>()) {
            Some(tls) => Err(explain(tls, at, &shown)),
            None => Err(failure::tls_not_spoken(at, e)),
        },
    }
}

pub(crate) fn expires_soon(certificate: &CertificateInfo, now: Timestamp) -> bool {
    certificate.valid_to - now < EXPIRES_SOON
}

/// What a failed handshake means to a person.
pub(crate) fn explain(e: &TlsError, at: &Place, shown: &Shown) -> SourceError {
    let certificate = shown.certificate();
    let of = certificate.as_ref();
    match e {
        TlsError::InvalidCertificate(why) => match why {
            // Signed by somebody of the trusted authority's name, with another key: a renewed authority, or a forged one.
            CertificateError::UnknownIssuer | CertificateError::BadSignature => failure::certificate_untrusted(at, of),
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => failure::certificate_expired(at, of),
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                failure::certificate_not_yet_valid(at, of)
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                failure::certificate_wrong_host(at, of)
            }
            other => failure::certificate_unusable(at, of, format!("{other:?}")),
        },
        TlsError::InvalidMessage(_) | TlsError::InappropriateMessage { .. } => failure::tls_not_spoken(at, e),
        other => failure::tls_refused(at, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    /// RFC 5246, 7.2: a fatal alert, `handshake_failure`, as a server sends it that wants a certificate of ours.
    const HANDSHAKE_FAILURE: [u8; 7] = [21, 3, 3, 0, 2, 2, 40];

    #[tokio::test]
    async fn a_server_that_breaks_off_is_told_from_one_that_speaks_no_tls() {
        let at = Place::parse("db.plant.local", 1433).unwrap();
        let trust = Trust { roots: Vec::new() };
        for (said, id) in [
            (HANDSHAKE_FAILURE.as_slice(), "net-tls-refused"),
            (b"SSH-2.0-OpenSSH_9.2\r\n".as_slice(), "net-tls-not-spoken"),
            (b"".as_slice(), "net-tls-not-spoken"),
        ] {
            let (near, mut far) = tokio::io::duplex(1 << 14);
            let answering = async {
                let mut hello = [0; 5];
                far.read_exact(&mut hello).await.unwrap();
                far.write_all(said).await.unwrap();
                far.shutdown().await.unwrap();
                far
            };
            let (secured, _far) = tokio::join!(secure(near, &at, &trust), answering);
            assert_eq!(secured.err().unwrap().failure.message.id, id, "{said:?}");
        }
    }
}
