//! Passwords are kept as Argon2id verifiers only (RFC 9106, second recommended option: 19 MiB, 2 passes, 1 lane).

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::{ErrorCode, Failure, Message, Secret};

/// Shorter ones are refused.
pub const LEAST_LENGTH: usize = 10;

/// Refuses what is too short or too long to be hashed sensibly.
pub fn check_strength(password: &Secret) -> Result<(), Failure> {
    let length = password.expose().chars().count();
    if (LEAST_LENGTH..=512).contains(&length) {
        return Ok(());
    }
    Err(Failure::new(ErrorCode::Invalid, Message::new("password-too-short").with("least", LEAST_LENGTH)))
}

/// The verifier to keep: a PHC string with its own salt.
pub fn verifier(password: &Secret) -> Result<Secret, Failure> {
    Argon2::default()
        .hash_password(password.expose().as_bytes())
        .map(|hash: PasswordHash| Secret::new(hash.to_string()))
        .map_err(|e| Failure::new(ErrorCode::Internal, Message::new("internal")).detail(e))
}

/// True where the password is the one of the verifier. Without a verifier the same work is done, so that an unknown
/// e-mail answers no faster than a wrong password.
pub fn matches(password: &Secret, verifier: Option<&Secret>) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$GpZ3sK/oH9p7VIiV56G/64Zo/8GaUw434IimaPqxwCo";
    let Ok(hash) = PasswordHash::new(verifier.map_or(NOBODY, Secret::expose)) else { return false };
    Argon2::default().verify_password(password.expose().as_bytes(), &hash).is_ok() && verifier.is_some()
}

/// A 256-bit key from a passphrase and a salt, for a store on a machine without a keychain. Argon2id, 64 MiB, 3 passes:
/// about half a second once per start, which a guesser must pay for each guess (RFC 9106, 4).
pub fn key_from_passphrase(passphrase: &Secret, salt: &[u8]) -> Result<[u8; 32], Failure> {
    let internal = |e| Failure::new(ErrorCode::Internal, Message::new("internal")).detail(e);
    let params = argon2::Params::new(64 * 1024, 3, 1, Some(32)).map_err(internal)?;
    let mut key = [0u8; 32];
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
        .hash_password_into(passphrase.expose().as_bytes(), salt, &mut key)
        .map_err(internal)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_matches_and_nobody_matches_nothing() {
        let v = verifier(&Secret::new("correct horse")).unwrap();
        assert!(v.expose().starts_with("$argon2id$"));
        assert!(matches(&Secret::new("correct horse"), Some(&v)));
        assert!(!matches(&Secret::new("Correct horse"), Some(&v)));
        assert!(!matches(&Secret::new("correct horse"), None));
        assert!(!matches(&Secret::new("x"), Some(&Secret::new("not a verifier"))));
    }

    #[test]
    fn short_passwords_are_refused() {
        assert!(check_strength(&Secret::new("123456789")).is_err());
        assert!(check_strength(&Secret::new("كلمة سر طويلة")).is_ok());
        assert!(check_strength(&Secret::new("x".repeat(513))).is_err());
    }

    #[test]
    fn a_passphrase_gives_the_same_key_only_with_its_salt() {
        let p = Secret::new("a long passphrase");
        assert_eq!(
            key_from_passphrase(&p, b"saltsaltsaltsalt").unwrap(),
            key_from_passphrase(&p, b"saltsaltsaltsalt").unwrap()
        );
        assert_ne!(
            key_from_passphrase(&p, b"saltsaltsaltsalt").unwrap(),
            key_from_passphrase(&p, b"saltsaltsaltsalz").unwrap()
        );
    }
}
