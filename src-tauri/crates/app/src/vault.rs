//! Where secrets live: the OS keychain (Windows Credential Manager, macOS Keychain, Secret Service).
//! Without one a person chooses a passphrase; the store's key is made from it and secrets live inside the encrypted
//! store (`plant.rs`). There is no plain-text fallback.

use domain::{ErrorCode, Failure, Message, Secret};
use parking_lot::Mutex;
use std::{collections::HashMap, sync::Arc};

use crate::commands::workspace::KeychainState;

const SERVICE: &str = "OPTRIA IQ";

/// A keychain: of the OS, or of a test.
#[derive(Clone)]
pub enum Vault {
    Keychain,
    /// For tests and the loopback host, which never ship: forgotten when the process ends.
    Memory(Arc<Mutex<HashMap<String, Secret>>>),
    /// For tests of a machine without a keychain.
    Absent,
}

impl Vault {
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Asked without writing anything.
    pub fn state(&self) -> KeychainState {
        match self {
            Self::Memory(_) => KeychainState::Available,
            Self::Absent => KeychainState::Missing,
            Self::Keychain => match keyring::Entry::new(SERVICE, "probe").and_then(|e| e.get_password()) {
                Ok(_) | Err(keyring::Error::NoEntry) => KeychainState::Available,
                Err(keyring::Error::NoStorageAccess(_)) => KeychainState::Locked,
                Err(e) => {
                    tracing::info!(error = %e, "no usable keychain");
                    KeychainState::Missing
                }
            },
        }
    }

    pub fn get(&self, name: &str) -> Result<Option<Secret>, Failure> {
        match self {
            Self::Memory(map) => Ok(map.lock().get(name).cloned()),
            Self::Absent => Err(unreachable_keychain("absent")),
            Self::Keychain => match keyring::Entry::new(SERVICE, name).and_then(|e| e.get_password()) {
                Ok(text) => Ok(Some(Secret::new(text))),
                Err(keyring::Error::NoEntry) => Ok(None),
                Err(e) => Err(unreachable_keychain(e)),
            },
        }
    }

    pub fn set(&self, name: &str, secret: &Secret) -> Result<(), Failure> {
        match self {
            Self::Memory(map) => {
                map.lock().insert(name.to_owned(), secret.clone());
                Ok(())
            }
            Self::Absent => Err(unreachable_keychain("absent")),
            Self::Keychain => keyring::Entry::new(SERVICE, name)
                .and_then(|e| e.set_password(secret.expose()))
                .map_err(unreachable_keychain),
        }
    }

    /// Deleting what is not there is no error.
    pub fn delete(&self, name: &str) -> Result<(), Failure> {
        match self {
            Self::Memory(map) => {
                map.lock().remove(name);
                Ok(())
            }
            Self::Absent => Err(unreachable_keychain("absent")),
            Self::Keychain => match keyring::Entry::new(SERVICE, name).and_then(|e| e.delete_credential()) {
                Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
                Err(e) => Err(unreachable_keychain(e)),
            },
        }
    }
}

fn unreachable_keychain(e: impl std::fmt::Display) -> Failure {
    Failure::new(ErrorCode::Unavailable, Message::new("keychain-unreachable")).detail(e)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_keychain_is_said_and_keeps_nothing() {
        let v = Vault::Absent;
        assert_eq!(v.state(), KeychainState::Missing);
        assert_eq!(v.set("a", &Secret::new("b")).unwrap_err().message.id, "keychain-unreachable");
    }

    #[test]
    fn memory_gives_back_what_was_set_until_deleted() {
        let v = Vault::memory();
        assert_eq!(v.get("a").unwrap(), None);
        v.set("a", &Secret::new("b")).unwrap();
        assert_eq!(v.get("a").unwrap().unwrap().expose(), "b");
        v.delete("a").unwrap();
        v.delete("a").unwrap();
        assert_eq!(v.get("a").unwrap(), None);
    }
}
