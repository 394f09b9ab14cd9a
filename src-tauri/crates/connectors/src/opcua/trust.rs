//! Whom this installation trusts: folders of certificates under `pki`, one file each, so that an administrator can
//! look at them and copy them too. A certificate is in exactly one of `quarantine`, `trusted` and `rejected`.
//!
//! File names are async-opcua's (`CN=name [thumbprint].der`): its own store then finds the trusted ones.

use super::{certificate, failure};
use crate::SourceError;
use domain::{CertificateInfo, CertificateTrust};
use opcua::crypto::{CertificateStore, X509};
use serde::Serialize;
use std::{
    fs,
    path::{Path, PathBuf},
};
use ts_rs::TS;

/// A server's certificate and what a person has decided about it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrustedCertificate {
    pub info: CertificateInfo,
    pub trust: CertificateTrust,
    #[ts(type = "string")]
    pub path: PathBuf,
}

#[derive(Debug, Clone)]
pub struct TrustList {
    pki: PathBuf,
}

const STATES: [CertificateTrust; 3] =
    [CertificateTrust::Quarantined, CertificateTrust::Trusted, CertificateTrust::Rejected];

impl TrustList {
    /// The list of a workspace's connector folder; its `pki` is made where it is not there yet.
    pub fn open(folder: &Path) -> Result<Self, SourceError> {
        let list = Self { pki: folder.join("pki") };
        for state in STATES {
            let folder = list.folder(state);
            fs::create_dir_all(&folder).map_err(|e| failure::store_unusable(&folder, e))?;
        }
        Ok(list)
    }

    pub(crate) fn pki(&self) -> &Path {
        &self.pki
    }

    /// All certificates; those that wait for a decision first. A file that is no certificate is passed over.
    pub fn list(&self) -> Result<Vec<TrustedCertificate>, SourceError> {
        let mut all = Vec::new();
        for trust in STATES {
            let folder = self.folder(trust);
            let entries = fs::read_dir(&folder).map_err(|e| failure::store_unusable(&folder, e))?;
            for path in entries.flatten().map(|e| e.path()) {
                match fs::read(&path).ok().map(|der| certificate::read(&der)) {
                    Some(Ok(info)) => all.push(TrustedCertificate { info, trust, path }),
                    _ => tracing::warn!(path = %path.display(), "not a certificate"),
                }
            }
        }
        Ok(all)
    }

    pub fn find(&self, thumbprint: &str) -> Result<Option<TrustedCertificate>, SourceError> {
        Ok(self.list()?.into_iter().find(|c| c.info.thumbprint.eq_ignore_ascii_case(thumbprint)))
    }

    /// From now on connections to the server with this certificate are made.
    pub fn trust(&self, thumbprint: &str) -> Result<TrustedCertificate, SourceError> {
        self.decide(thumbprint, CertificateTrust::Trusted)
    }

    /// Connections are refused, without asking again.
    pub fn reject(&self, thumbprint: &str) -> Result<TrustedCertificate, SourceError> {
        self.decide(thumbprint, CertificateTrust::Rejected)
    }

    /// Forgets it; should it show itself again, a person is asked again.
    pub fn remove(&self, thumbprint: &str) -> Result<(), SourceError> {
        let found = self.find(thumbprint)?.ok_or_else(|| failure::certificate_not_listed(thumbprint))?;
        fs::remove_file(&found.path).map_err(|e| failure::store_unusable(&found.path, e))
    }

    /// Sets an unknown certificate aside until a person decides; says what is known of it already.
    pub fn quarantine(&self, der: &[u8]) -> Result<TrustedCertificate, SourceError> {
        let info = certificate::read(der)?;
        // A list that can't be read must not let anybody in.
        if let Some(known) = self.find(&info.thumbprint)? {
            return Ok(known);
        }
        let path = self.place(certificate::first(der), CertificateTrust::Quarantined)?;
        Ok(TrustedCertificate { info, trust: CertificateTrust::Quarantined, path })
    }

    fn decide(&self, thumbprint: &str, trust: CertificateTrust) -> Result<TrustedCertificate, SourceError> {
        let found = self.find(thumbprint)?.ok_or_else(|| failure::certificate_not_listed(thumbprint))?;
        if found.trust == trust {
            return Ok(found);
        }
        let der = fs::read(&found.path).map_err(|e| failure::store_unusable(&found.path, e))?;
        let path = self.place(certificate::first(&der), trust)?;
        fs::remove_file(&found.path).map_err(|e| failure::store_unusable(&found.path, e))?;
        Ok(TrustedCertificate { info: found.info, trust, path })
    }

    fn place(&self, der: &[u8], trust: CertificateTrust) -> Result<PathBuf, SourceError> {
        let x509 = X509::from_der(der).map_err(|e| failure::certificate_malformed("DER structure", e))?;
        let path = self.folder(trust).join(CertificateStore::cert_file_name(&x509));
        // Written aside and renamed: a crash leaves no half certificate in a folder that grants trust.
        let draft = self.pki.join(format!(".draft-{}-{:016x}", std::process::id(), rand::random::<u64>()));
        fs::write(&draft, der).map_err(|e| failure::store_unusable(&draft, e))?;
        fs::rename(&draft, &path).map_err(|e| failure::store_unusable(&path, e))?;
        Ok(path)
    }

    fn folder(&self, trust: CertificateTrust) -> PathBuf {
        self.pki.join(match trust {
            CertificateTrust::Quarantined => "quarantine",
            CertificateTrust::Trusted => "trusted",
            CertificateTrust::Rejected => "rejected",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opcua::own_certificate;

    #[test]
    fn a_certificate_waits_until_a_person_decides_and_is_asked_about_again_once_forgotten() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        own_certificate::own_certificate(other.path()).unwrap();
        let der = fs::read(other.path().join("pki/own/cert.der")).unwrap();
        let list = TrustList::open(folder.path()).unwrap();
        let seen = list.quarantine(&der).unwrap();
        assert_eq!(seen.trust, CertificateTrust::Quarantined);
        let thumbprint = seen.info.thumbprint;
        assert_eq!(list.trust(&thumbprint).unwrap().trust, CertificateTrust::Trusted);
        assert_eq!(list.quarantine(&der).unwrap().trust, CertificateTrust::Trusted);
        assert_eq!(list.reject(&thumbprint.to_lowercase()).unwrap().trust, CertificateTrust::Rejected);
        assert_eq!(list.list().unwrap().len(), 1);
        list.remove(&thumbprint).unwrap();
        assert_eq!(list.quarantine(&der).unwrap().trust, CertificateTrust::Quarantined);
        assert_eq!(list.trust("00:11").unwrap_err().failure.message.id, "opcua-certificate-not-listed");
    }
}
