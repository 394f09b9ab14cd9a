//! The workstation's own keys in a central workspace: an age key pair that secrets are sealed to, and 32 random bytes
//! that it signs in with when nobody else is signed in. Both private halves are among the secrets (`Plant::keep_secret`).

use super::online::LinkGuard;
use crate::{
    failures::{OrFailure, failure},
    plant::Plant,
};
use age::secrecy::ExposeSecret;
use domain::{ErrorCode, Failure, Secret, text::is_misleading};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;
use uuid::Uuid;

/// Name of the age identity (`AGE-SECRET-KEY-1...`) among the secrets.
const IDENTITY: &str = "workstation-identity";
/// Name of the 32 bytes (hex) that the workstation signs in with.
const SIGN_IN_SECRET: &str = "workstation-secret";
/// Both names.
pub(crate) const SECRETS: [&str; 2] = [IDENTITY, SIGN_IN_SECRET];
/// The store's setting that holds the workstation's id.
const ID: &str = "workstation-id";

/// What the central database knows of this workstation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Not asked yet.
    Unknown,
    NotRequested,
    /// An administrator has to enrol it.
    Pending,
    Enrolled,
    Removed,
}

/// The workstation's id in this workspace; made at the first asking.
pub fn id(plant: &Plant) -> Result<Uuid, Failure> {
    plant
        .store
        .write(|t| {
            if let Some(id) = store::setting::find::<Uuid>(t, ID)? {
                return Ok(id);
            }
            let id = Uuid::now_v7();
            store::setting::set(t, ID, &id)?;
            Ok(id)
        })
        .or_failure()
}

/// The key pair that secrets are sealed to; made at the first asking.
pub fn identity(plant: &Plant) -> Result<age::x25519::Identity, Failure> {
    if let Some(kept) = plant.find_secret(IDENTITY)? {
        return kept.expose().parse().map_err(|e| failure(ErrorCode::Unavailable, "workstation-key-damaged").detail(e));
    }
    let made = age::x25519::Identity::generate();
    plant.keep_secret(IDENTITY, Some(&Secret::new(made.to_string().expose_secret())))?;
    Ok(made)
}

/// What two people compare by telephone before a workstation is enrolled: 64 bits of its age recipient's SHA-256, in
/// groups (`4F2A 91C3 07BD 5E88`).
pub fn fingerprint(recipient: &str) -> String {
    let digest = hex::encode_upper(&Sha256::digest(recipient.as_bytes())[..8]);
    let groups: Vec<&str> = (0..4).map(|i| &digest[4 * i..4 * i + 4]).collect();
    groups.join(" ")
}

/// What the workstation shows at `auth.device_login`; made at the first asking.
pub fn sign_in_secret(plant: &Plant) -> Result<Vec<u8>, Failure> {
    if let Some(kept) = plant.find_secret(SIGN_IN_SECRET)? {
        return hex::decode(kept.expose())
            .map_err(|e| failure(ErrorCode::Unavailable, "workstation-key-damaged").detail(e));
    }
    let mut made = [0u8; 32];
    rand::rng().fill_bytes(&mut made);
    plant.keep_secret(SIGN_IN_SECRET, Some(&Secret::new(hex::encode(made))))?;
    Ok(made.to_vec())
}

/// The computer's name, by which an administrator knows which workstation asks.
pub fn computer_name() -> String {
    let name: String =
        gethostname::gethostname().to_string_lossy().chars().filter(|c| !is_misleading(*c)).take(120).collect();
    if name.is_empty() { "workstation".into() } else { name }
}

/// Asks the database how this workstation stands, and keeps the answer for the window.
pub async fn look(plant: &Plant, link: &LinkGuard) -> Result<Standing, Failure> {
    let found = link.device_status(id(plant)?).await?;
    let standing = match found.as_deref() {
        None => Standing::NotRequested,
        Some("pending") => Standing::Pending,
        Some("enrolled") => Standing::Enrolled,
        Some(_) => Standing::Removed,
    };
    super::state(plant)?.set_workstation(standing);
    Ok(standing)
}

/// A person asks for it to be enrolled: anew, with another id and other keys, where it was removed.
pub async fn request_again(plant: &Plant, link: &LinkGuard) -> Result<Standing, Failure> {
    if look(plant, link).await? == Standing::Removed {
        for name in [IDENTITY, SIGN_IN_SECRET] {
            plant.keep_secret(name, None)?;
        }
        plant.store.write(|t| store::setting::delete(t, ID)).or_failure()?;
    }
    request(plant, link).await
}

/// Asks to be enrolled, where it has never asked.
pub async fn request(plant: &Plant, link: &LinkGuard) -> Result<Standing, Failure> {
    let standing = look(plant, link).await?;
    if standing != Standing::NotRequested {
        return Ok(standing);
    }
    let recipient = identity(plant)?.to_public().to_string();
    link.request_enrolment(id(plant)?, &computer_name(), &recipient, &sign_in_secret(plant)?).await?;
    look(plant, link).await
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_fingerprint_is_four_groups_and_differs() {
        assert_eq!(fingerprint("age1a").split(' ').map(str::len).collect::<Vec<_>>(), [4; 4]);
        assert_ne!(fingerprint("age1a"), fingerprint("age1b"));
    }
}
