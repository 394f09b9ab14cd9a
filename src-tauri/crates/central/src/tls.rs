//! TLS towards the database: always with the server's certificate verified, by exactly the roots that the workspace
//! names. A CA file replaces the machine's own roots, it does not add to them. A pinned certificate is the very one.

use crate::{CentralError, Result};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, OtherError, RootCertStore,
    SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Whom the server's certificate must come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// The authorities of this PEM text, and no others.
    Authority(String),
    /// This one certificate (SHA-256 of its DER, lower-case hex), whatever name it bears.
    Certificate(String),
    /// The authorities that the operating system trusts.
    System,
    /// No TLS; on this machine only.
    Loopback,
}

pub(crate) fn client_config(trust: &Trust) -> Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|e| CentralError::Tls(e.to_string()))?;
    let unreadable = |e: &dyn std::fmt::Display| CentralError::TrustUnreadable(e.to_string());
    let mut roots = RootCertStore::empty();
    match trust {
        Trust::Authority(pem) => {
            for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
                roots.add(certificate.map_err(|e| unreadable(&e))?).map_err(|e| unreadable(&e))?;
            }
            if roots.is_empty() {
                return Err(unreadable(&"there is no certificate in it"));
            }
        }
        Trust::System => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
        Trust::Certificate(fingerprint) => {
            let pinned = Pinned { fingerprint: fingerprint.to_ascii_lowercase(), provider };
            let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(pinned));
            return Ok(builder.with_no_client_auth());
        }
        Trust::Loopback => {}
    }
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// The server showed another certificate than the pinned one. Both are SHA-256 of their DER in lower-case hex.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the server shows certificate {shown}; {pinned} is pinned")]
pub(crate) struct NotPinned {
    pub shown: String,
    pub pinned: String,
}

/// Takes the one certificate that a person has compared and pinned; the handshake proves that the server has its key.
#[derive(Debug)]
struct Pinned {
    fingerprint: String,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, TlsError> {
        let shown = hex::encode(Sha256::digest(end_entity));
        if shown == self.fingerprint {
            return Ok(ServerCertVerified::assertion());
        }
        let other = NotPinned { shown, pinned: self.fingerprint.clone() };
        Err(TlsError::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(other)))))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
