//! Repeated wrong passwords slow down and then lock, per account, on this workstation. A person's wrong passwords are
//! counted in the store (`store::person`), so that a restart is no way round. What has no row there, unknown accounts and
//! the passphrase, is counted here and slowed the same way, so that refusals do not tell which accounts exist.

use domain::{ErrorCode, Failure, Message, Timestamp};
use parking_lot::Mutex;
use std::collections::HashMap;

/// So many wrong passwords are free of delay.
const FREE_TRIES: u32 = 4;
/// The longest wait, seconds.
const LONGEST_WAIT: i64 = 15 * 60;
/// Accounts remembered at most; the oldest is forgotten first.
const REMEMBERED: usize = 1_000;

/// Those that have no row in the store.
#[derive(Default)]
pub struct Throttle {
    tries: Mutex<HashMap<String, (u32, Timestamp)>>,
}

impl Throttle {
    /// Refuses with `rate_limited` and the seconds to wait while the account is slowed.
    pub fn check(&self, account: &str, now: Timestamp) -> Result<(), Failure> {
        let tries = self.tries.lock();
        let Some((count, last)) = tries.get(account) else { return Ok(()) };
        let left = wait_seconds(*count) - (now - *last).num_seconds().max(0);
        if left <= 0 {
            return Ok(());
        }
        Err(slowed(left))
    }

    pub fn failed(&self, account: &str, now: Timestamp) {
        let mut tries = self.tries.lock();
        if tries.len() >= REMEMBERED
            && !tries.contains_key(account)
            && let Some(oldest) = tries.iter().min_by_key(|(_, (_, at))| *at).map(|(k, _)| k.clone())
        {
            tries.remove(&oldest);
        }
        let entry = tries.entry(account.to_owned()).or_insert((0, now));
        *entry = (entry.0 + 1, now);
    }

    pub fn succeeded(&self, account: &str) {
        self.tries.lock().remove(account);
    }
}

/// Until when a person in the store is slowed, after so many wrong passwords.
pub fn locked_until(failures: u32, now: Timestamp) -> Option<Timestamp> {
    let wait = wait_seconds(failures);
    (wait > 0).then(|| now + chrono::Duration::seconds(wait))
}

/// The same refusal for a wait that the store remembers. A clock set back lengthens it by no more than the longest.
pub fn check_until(until: Option<Timestamp>, now: Timestamp) -> Result<(), Failure> {
    let left = until.map_or(0, |until| (until - now).num_seconds());
    if (1..=LONGEST_WAIT).contains(&left) { Err(slowed(left)) } else { Ok(()) }
}

fn slowed(seconds: i64) -> Failure {
    Failure::new(ErrorCode::RateLimited, Message::new("sign-in-slowed").with("seconds", seconds as f64))
}

fn wait_seconds(failures: u32) -> i64 {
    match failures.checked_sub(FREE_TRIES) {
        None | Some(0) => 0,
        Some(n) => (1i64 << n.min(20)).min(LONGEST_WAIT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour_and_end_with_success() {
        let (t, mut now) = (Throttle::default(), Timestamp::default());
        for _ in 0..FREE_TRIES {
            t.failed("a", now);
            assert!(t.check("a", now).is_ok());
        }
        t.failed("a", now);
        assert!(t.check("a", now).is_err());
        assert!(t.check("b", now).is_ok());
        now += Duration::seconds(2);
        assert!(t.check("a", now).is_ok());
        for _ in 0..30 {
            t.failed("a", now);
        }
        assert!(t.check("a", now + Duration::seconds(LONGEST_WAIT - 1)).is_err());
        assert!(t.check("a", now + Duration::seconds(LONGEST_WAIT)).is_ok());
        t.succeeded("a");
        assert!(t.check("a", now).is_ok());
    }

    #[test]
    fn a_clock_set_back_does_not_lengthen_the_wait() {
        let (t, now) = (Throttle::default(), Timestamp::default() + Duration::days(400));
        for _ in 0..6 {
            t.failed("a", now);
        }
        assert_eq!(t.check("a", now - Duration::days(300)).unwrap_err().message.args.len(), 1);
    }
}
