//! Sealing and opening, pure: an age file (age-encryption.org/v1, X25519) to the enrolled workstations of a tenant. What
//! is sealed says where it belongs, so that whoever holds the database can't put one integration's password in another's
//! place. An age file does not tell who sealed it: whoever writes to the database could plant a value of their own.

use crate::failures::{failure, invalid};
use age::x25519::{Identity, Recipient};
use domain::{ErrorCode, Failure, Secret};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Longer secrets are refused: a private key with its whole chain is below it, and the database takes files of 64 KiB.
const MOST_SECRET_BYTES: usize = 16 * 1024;
/// The database's limit of a file (`plant.sealed_secret`).
const MOST_FILE_BYTES: usize = 64 * 1024;
/// Plain text is filled up to a multiple of this: the file's length does not tell the password's.
const PADDING: usize = 256;

/// Where a secret belongs: which tenant's, which integration's, which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub tenant: Uuid,
    pub owner: Uuid,
    pub field: String,
}

#[derive(Serialize)]
struct Sealing<'a> {
    tenant: Uuid,
    owner: Uuid,
    field: &'a str,
    secret: &'a str,
}

#[derive(Deserialize)]
struct Opening {
    tenant: Uuid,
    owner: Uuid,
    field: String,
    secret: Secret,
}

/// Refuses what is too long, also as it is written: a control character takes six bytes there.
pub fn check(field: &str, secret: &Secret) -> Result<(), Failure> {
    let length = secret.expose().len();
    let escapes = secret.expose().chars().filter(|c| c.is_control()).count();
    if length > MOST_SECRET_BYTES || length + 5 * escapes > 2 * MOST_SECRET_BYTES {
        return Err(invalid("secret-too-long", field));
    }
    Ok(())
}

/// The secret as an age file that each of the recipients can open.
pub fn seal(recipients: &[Recipient], place: &Place, secret: &Secret) -> Result<Vec<u8>, Failure> {
    check(&place.field, secret)?;
    let plain = written(place, secret)?;
    let encryptor = age::Encryptor::with_recipients(recipients.iter().map(|r| r as &dyn age::Recipient))
        .map_err(|e| not_sealed(e.to_string()))?;
    let mut file = Vec::new();
    let write = |file: &mut Vec<u8>| -> std::io::Result<()> {
        let mut writer = encryptor.wrap_output(file)?;
        writer.write_all(&plain)?;
        writer.finish().map(drop)
    };
    write(&mut file).map_err(|e| not_sealed(e.to_string()))?;
    if file.len() > MOST_FILE_BYTES {
        return Err(failure(ErrorCode::Invalid, "secret-too-many-workstations"));
    }
    Ok(file)
}

/// What goes into the file: the secret and its place, filled up.
fn written(place: &Place, secret: &Secret) -> Result<Zeroizing<Vec<u8>>, Failure> {
    // Room for it all, so that no half of it stays behind in memory when the vector grows.
    let mut plain = Zeroizing::new(Vec::with_capacity(6 * secret.expose().len() + 2 * PADDING));
    let sealing = Sealing { tenant: place.tenant, owner: place.owner, field: &place.field, secret: secret.expose() };
    serde_json::to_writer(&mut *plain, &sealing).map_err(|e| not_sealed(e.to_string()))?;
    let filled = plain.len().next_multiple_of(PADDING);
    plain.resize(filled, b' ');
    Ok(plain)
}

fn not_sealed(e: String) -> Failure {
    failure(ErrorCode::Internal, "secret-not-sealed").detail(e)
}

/// What a file holds, where it is for this identity and belongs to this place.
pub fn open(identity: &Identity, place: &Place, file: &[u8]) -> Result<Secret, Failure> {
    let plain = decrypt(identity, file)?;
    let opened: Opening = serde_json::from_slice(&plain)
        // The parser's text may quote what it read.
        .map_err(|_| {
            failure(ErrorCode::Invalid, "sealed-secret-damaged").detail("the opened file is not as it is sealed here")
        })?;
    let found = Place { tenant: opened.tenant, owner: opened.owner, field: opened.field };
    if found != *place {
        let detail = format!("sealed for {} {} of {}", found.owner, found.field, found.tenant);
        return Err(failure(ErrorCode::Invalid, "sealed-secret-misplaced").detail(detail));
    }
    Ok(opened.secret)
}

fn decrypt(identity: &Identity, file: &[u8]) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let refused = |e: age::DecryptError| {
        let id = match e {
            age::DecryptError::NoMatchingKeys => "sealed-secret-not-for-us",
            _ => "sealed-secret-damaged",
        };
        failure(ErrorCode::Invalid, id).detail(e)
    };
    if file.len() > MOST_FILE_BYTES {
        return Err(failure(ErrorCode::Invalid, "sealed-secret-damaged").detail("longer than any file sealed here"));
    }
    let decryptor = age::Decryptor::new(file).map_err(refused)?;
    // A file for a passphrase asks for as much work as its writer likes.
    if decryptor.is_scrypt() {
        return Err(failure(ErrorCode::Invalid, "sealed-secret-not-for-us").detail("sealed with a passphrase"));
    }
    let mut reader = decryptor.decrypt(std::iter::once(identity as &dyn age::Identity)).map_err(refused)?;
    let mut plain = Zeroizing::new(Vec::with_capacity(MOST_FILE_BYTES));
    reader.read_to_end(&mut plain).map_err(|e| failure(ErrorCode::Invalid, "sealed-secret-damaged").detail(e))?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::is_translated;

    fn place(field: &str) -> Place {
        Place { tenant: Uuid::from_u128(1), owner: Uuid::from_u128(2), field: field.into() }
    }

    fn check_refused(expected: &str, outcome: Result<impl std::fmt::Debug, Failure>) {
        let failure = outcome.expect_err(expected);
        assert_eq!(failure.message.id, expected);
        assert!(is_translated(expected) && is_translated(&failure.remedy.id), "{expected}");
        assert!(!format!("{failure:?}").contains("hunter2"), "{failure:?}");
    }

    #[test]
    fn each_recipient_opens_what_was_sealed_and_nobody_else() {
        let (one, other, stranger) = (Identity::generate(), Identity::generate(), Identity::generate());
        let secret = Secret::new("hunter2 \u{0645} \"quoted\"\n");
        let file = seal(&[one.to_public(), other.to_public()], &place("password"), &secret).unwrap();
        assert!(file.starts_with(b"age-encryption.org/v1\n"), "as the database asks for");
        assert!(!file.windows(7).any(|w| w == b"hunter2"));
        for identity in [&one, &other] {
            assert_eq!(open(identity, &place("password"), &file).unwrap(), secret);
        }
        check_refused("sealed-secret-not-for-us", open(&stranger, &place("password"), &file));
    }

    #[test]
    fn the_length_of_a_file_does_not_tell_the_length_of_a_password() {
        // Beside it, age itself adds a stanza of random length.
        let length = |text: &str| written(&place("password"), &Secret::new(text)).unwrap().len();
        assert_eq!(length("a"), length(&"a".repeat(60)));
        assert_eq!(length("a") % PADDING, 0);
    }

    #[test]
    fn a_file_put_in_another_place_is_refused() {
        let identity = Identity::generate();
        let file = seal(&[identity.to_public()], &place("password"), &Secret::new("hunter2")).unwrap();
        let elsewhere = [
            Place { owner: Uuid::from_u128(3), ..place("password") },
            Place { tenant: Uuid::from_u128(3), ..place("password") },
            place("userKey"),
        ];
        for other in elsewhere {
            check_refused("sealed-secret-misplaced", open(&identity, &other, &file));
        }
    }

    #[test]
    fn whatever_is_no_whole_file_of_ours_is_damaged_and_never_a_panic() {
        let identity = Identity::generate();
        let file = seal(&[identity.to_public()], &place("password"), &Secret::new("hunter2")).unwrap();
        for length in 0..file.len() {
            check_refused("sealed-secret-damaged", open(&identity, &place("password"), &file[..length]));
        }
        for at in (0..file.len()).step_by(7) {
            let mut bent = file.clone();
            bent[at] ^= 1;
            assert!(open(&identity, &place("password"), &bent).is_err(), "byte {at}");
        }
        let longer = [file.as_slice(), b"x"].concat();
        check_refused("sealed-secret-damaged", open(&identity, &place("password"), &longer));
        check_refused("sealed-secret-damaged", open(&identity, &place("password"), &vec![b'a'; MOST_FILE_BYTES + 1]));
        check_refused("sealed-secret-damaged", open(&identity, &place("password"), b""));
        check_refused("sealed-secret-damaged", open(&identity, &place("password"), b"hunter2"));
        // A right file with something else in it.
        let other = age::encrypt(&identity.to_public(), b"{\"secret\":\"hunter2\"").unwrap();
        check_refused("sealed-secret-damaged", open(&identity, &place("password"), &other));
    }

    #[test]
    fn a_file_for_a_passphrase_is_not_worked_at() {
        let identity = Identity::generate();
        let encryptor = age::Encryptor::with_user_passphrase("correct horse".to_owned().into());
        let mut file = Vec::new();
        let mut writer = encryptor.wrap_output(&mut file).unwrap();
        writer.write_all(b"hunter2").unwrap();
        writer.finish().unwrap();
        check_refused("sealed-secret-not-for-us", open(&identity, &place("password"), &file));
    }

    #[test]
    fn what_is_too_long_or_for_too_many_is_refused_before_it_leaves() {
        let to = [Identity::generate().to_public()];
        let fits = Secret::new("s".repeat(MOST_SECRET_BYTES));
        assert!(seal(&to, &place("userKey"), &fits).is_ok());
        for length in [MOST_SECRET_BYTES + 1, 64 * 1024, 1 << 20] {
            check_refused("secret-too-long", seal(&to, &place("userKey"), &Secret::new("s".repeat(length))));
        }
        let controls = Secret::new("\u{1}".repeat(MOST_SECRET_BYTES / 2));
        check_refused("secret-too-long", seal(&to, &place("userKey"), &controls));
        let many = vec![to[0].clone(); 1_000];
        check_refused("secret-too-many-workstations", seal(&many, &place("userKey"), &Secret::new("s")));
        let two_hundred = vec![to[0].clone(); 200];
        assert!(seal(&two_hundred, &place("userKey"), &fits).is_ok(), "200 workstations and the longest secret fit");
        check_refused("secret-not-sealed", seal(&[], &place("password"), &Secret::new("s")));
    }
}
