//! What stands in for a password on its way to the database: Argon2id of it (RFC 9106), made at the workstation with
//! the salt and costs that the database gives for an e-mail. The database keeps a keyed hash of the proof only.

use crate::{CentralError, Result};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::Secret;
use rand::Rng;
use zeroize::Zeroizing;

/// Costs that a workstation is asked for: memory in KiB, passes, lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Costs {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Costs {
    /// RFC 9106's second recommended option in OWASP's form: 19 MiB, two passes.
    pub const PRESENT: Self = Self { memory_kib: 19_456, passes: 2, lanes: 1 };

    /// Neither so low that the proof is cheap to guess (whoever asks may be no server of ours), nor so high that it
    /// fills the machine.
    fn are_sensible(self) -> bool {
        (Self::PRESENT.memory_kib..=1 << 20).contains(&self.memory_kib)
            && (Self::PRESENT.passes..=16).contains(&self.passes)
            && (1..=4).contains(&self.lanes)
    }
}

/// 32 bytes that stand for the password. About 30 ms of work: call it off the async threads.
pub fn proof(password: &Secret, salt: &[u8], costs: Costs) -> Result<Zeroizing<Vec<u8>>> {
    if !costs.are_sensible() || salt.len() < 16 {
        return Err(CentralError::Invalid("the server's cost of a password".into()));
    }
    let internal = |e: argon2::Error| CentralError::Database(e.to_string());
    let params = Params::new(costs.memory_kib, costs.passes, costs.lanes, Some(32)).map_err(internal)?;
    let mut out = Zeroizing::new(vec![0u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.expose().as_bytes(), salt, &mut out)
        .map_err(internal)?;
    Ok(out)
}

/// A password that is shown once: 20 letters and digits that are not taken for each other, 115 bits.
pub fn generated_password() -> Secret {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut rng = rand::rng();
    Secret::new((0..20).map(|_| LETTERS[rng.random_range(0..LETTERS.len())] as char).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_password_and_salt_give_the_same_proof_and_others_do_not() {
        let of = |password: &str, salt: &[u8]| proof(&Secret::new(password), salt, Costs::PRESENT).unwrap();
        assert_eq!(of("correct horse", b"0123456789abcdef"), of("correct horse", b"0123456789abcdef"));
        assert_ne!(of("correct horse", b"0123456789abcdef"), of("correct horsf", b"0123456789abcdef"));
        assert_ne!(of("correct horse", b"0123456789abcdef"), of("correct horse", b"0123456789abcdeg"));
    }

    #[test]
    fn a_server_that_asks_for_a_cheap_or_an_endless_proof_gets_none() {
        let p = Secret::new("correct horse");
        for costs in [
            Costs { memory_kib: 8, ..Costs::PRESENT },
            Costs { passes: 1, ..Costs::PRESENT },
            Costs { memory_kib: 1 << 24, ..Costs::PRESENT },
            Costs { passes: 1_000, ..Costs::PRESENT },
        ] {
            assert!(proof(&p, b"0123456789abcdef", costs).is_err(), "{costs:?}");
        }
        assert!(proof(&p, b"short", Costs::PRESENT).is_err());
    }

    #[test]
    fn generated_passwords_are_long_and_differ() {
        let (a, b) = (generated_password(), generated_password());
        assert_eq!(a.expose().len(), 20);
        assert_ne!(a, b);
    }
}
