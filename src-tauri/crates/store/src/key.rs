//! The 256-bit key of the store. It lives in the OS keychain; here it is wiped from memory on drop and never shown.
//! Its fingerprint, which tells nothing about it, tells a wrong key from a damaged file.

use crate::{Result, StoreError};
use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey(Zeroizing<[u8; 32]>);

impl StoreKey {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A fresh key from the operating system's random source.
    pub fn random() -> Result<Self> {
        let mut bytes = Zeroizing::new([0u8; 32]);
        OsRng.try_fill_bytes(bytes.as_mut_slice()).map_err(|e| StoreError::Io(std::io::Error::other(e)))?;
        Ok(Self(bytes))
    }

    /// For the keychain only.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0.as_slice()))
    }

    /// 64 hexadecimal digits; anything else is no key of ours.
    pub fn from_hex(text: &str) -> Result<Self> {
        let mut bytes = Zeroizing::new([0u8; 32]);
        hex::decode_to_slice(text.trim(), bytes.as_mut_slice()).map_err(|_| StoreError::WrongKey)?;
        Ok(Self(bytes))
    }

    /// The `PRAGMA key` that gives SQLCipher the key as it is, without derivation.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", self.to_hex().as_str()))
    }

    /// 128 bits of a hash of the key: enough to tell keys apart, useless for finding one of 256 random bits.
    pub(crate) fn fingerprint(&self) -> String {
        let digest = Sha256::new().chain_update(b"optria store key 1\0").chain_update(self.0.as_slice()).finalize();
        hex::encode(&digest[..16])
    }
}

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_the_keychain_and_is_never_shown() {
        let key = StoreKey::random().unwrap();
        assert_eq!(StoreKey::from_hex(&key.to_hex()).unwrap(), key);
        assert_ne!(key, StoreKey::random().unwrap());
        assert!(!format!("{key:?}{}", key.fingerprint()).contains(key.to_hex().as_str()));
        for bad in ["", "00", &"g".repeat(64), &"0".repeat(65)] {
            assert!(matches!(StoreKey::from_hex(bad), Err(StoreError::WrongKey)), "{bad}");
        }
    }
}
