//! What went wrong, as a person reads it: the message and remedy of each kind are `central-*` in `locales/`.

use crate::{CentralError, SessionEnd};
use domain::{ErrorCode, Failure, Message};

impl From<&CentralError> for Failure {
    fn from(error: &CentralError) -> Self {
        use CentralError as E;
        use ErrorCode as C;
        let plain = |code, id: &str| Failure::new(code, Message::new(id));
        let named = |code, id: &str, name: &str, value: &str| Failure::new(code, Message::new(id).with(name, value));
        let failure = match error {
            E::NameUnknown { host } => named(C::Unavailable, "central-name-unknown", "host", host),
            E::Away { address, .. } => named(C::Unavailable, "central-away", "address", address),
            E::PlainText => plain(C::Unavailable, "central-plain-text"),
            E::CertificateUnknown(_) => plain(C::Unavailable, "central-certificate-unknown"),
            E::CertificateNotPinned { shown, pinned } => Failure::new(
                C::Unavailable,
                Message::new("central-certificate-not-pinned")
                    .with("shown", as_people_read_it(shown))
                    .with("pinned", as_people_read_it(pinned)),
            ),
            E::CertificateName { host } => named(C::Unavailable, "central-certificate-name", "host", host),
            E::CertificateTime => plain(C::Unavailable, "central-certificate-time"),
            E::Tls(_) => plain(C::Unavailable, "central-tls"),
            E::NotScram => plain(C::Unavailable, "central-not-scram"),
            E::TrustUnreadable(_) => plain(C::Invalid, "central-trust-unreadable"),
            E::TlsRequired { host } => named(C::Invalid, "central-tls-required", "host", host),
            E::AddressMalformed(_) => plain(C::Invalid, "central-address-malformed"),
            E::RoleRefused => plain(C::Unavailable, "central-role-refused"),
            E::TlsDemanded => plain(C::Unavailable, "central-tls-demanded"),
            E::NotAdmitted => plain(C::Unavailable, "central-not-admitted"),
            E::TenantDisabled => plain(C::Locked, "central-tenant-disabled"),
            E::ConnectionLimit => plain(C::Unavailable, "central-connection-limit"),
            E::DatabaseUnknown(name) => named(C::Unavailable, "central-database-unknown", "database", name),
            E::Starting => plain(C::Unavailable, "central-starting"),
            E::NotMigrated => plain(C::Unavailable, "central-not-migrated"),
            E::DatabaseOlder { .. } => plain(C::Unavailable, "central-database-older"),
            E::DatabaseNewer { .. } => plain(C::Unavailable, "central-database-newer"),
            E::MigrationChanged { version } => Failure::new(
                C::Internal,
                Message::new("central-migration-changed").with("version", f64::from(*version)),
            ),
            E::NotSuperuser => plain(C::Forbidden, "central-not-superuser"),
            E::SessionSecret => plain(C::Invalid, "central-session-secret"),
            E::WrongPassword => plain(C::Unauthenticated, "central-wrong-password"),
            E::Slowed { seconds } => {
                Failure::new(C::RateLimited, Message::new("central-slowed").with("seconds", f64::from(*seconds)))
            }
            E::SamePassword => plain(C::Invalid, "central-same-password"),
            E::SignedOut(SessionEnd::Expired) => plain(C::Unauthenticated, "central-session-expired"),
            E::SignedOut(SessionEnd::Revoked) => plain(C::Unauthenticated, "central-session-revoked"),
            E::SignedOut(SessionEnd::Deactivated) => plain(C::Unauthenticated, "central-person-deactivated"),
            E::SignedOut(SessionEnd::PasswordDue) => plain(C::Unauthenticated, "central-password-due"),
            E::SignedOut(SessionEnd::None | SessionEnd::Unknown) => plain(C::Unauthenticated, "central-signed-out"),
            E::Forbidden(missing) => named(C::Forbidden, "central-forbidden", "capability", missing),
            E::NotFound(_) => plain(C::NotFound, "central-not-found"),
            E::Conflict(what) => plain(C::Conflict, conflict(what)),
            E::TooMany(_) => plain(C::RateLimited, "central-too-many"),
            E::Invalid(what) => named(C::Invalid, "central-invalid", "field", what),
            E::Malformed(failure) => return (**failure).clone(),
            E::Busy => plain(C::Unavailable, "central-busy"),
            E::Lost => plain(C::Unavailable, "central-lost"),
            E::Database(_) => plain(C::Internal, "central-database"),
        };
        failure.detail(error)
    }
}

/// To whom nothing is kept yet and for whom nothing is tried again: somebody who connects for the first time, or who
/// administers the database. Only the remedy is another one.
pub fn at_first(error: &CentralError) -> Failure {
    use CentralError as E;
    let failure = Failure::from(error);
    let is_told_otherwise = matches!(
        error,
        E::NameUnknown { .. }
            | E::Away { .. }
            | E::CertificateNotPinned { .. }
            | E::RoleRefused
            | E::TenantDisabled
            | E::ConnectionLimit
            | E::Starting
            | E::DatabaseOlder { .. }
            | E::DatabaseNewer { .. }
            | E::Busy
            | E::Lost
    );
    if !is_told_otherwise {
        return failure;
    }
    let remedy = Message { id: format!("{}-first-remedy", failure.message.id), ..failure.message.clone() };
    Failure { remedy, ..failure }
}

/// A fingerprint in bytes, as the pages show it and as `openssl x509 -fingerprint -sha256` prints it: `A1:B2:...`
fn as_people_read_it(hex: &str) -> String {
    let mut read = String::new();
    for (place, digit) in hex.chars().enumerate() {
        if place > 0 && place % 2 == 0 {
            read.push(':');
        }
        read.push(digit.to_ascii_uppercase());
    }
    read
}

/// What the database's functions refuse for a reason of its own.
fn conflict(what: &str) -> &'static str {
    match what {
        "platform" => "tenant-is-the-platform",
        "last_administrator" => "central-last-administrator",
        "self" => "central-own-role",
        "email" => "central-email-taken",
        "code" => "tenant-code-taken",
        "device" => "central-workstation-known",
        "secret" => "central-secret-changed",
        _ => "central-conflict",
    }
}

impl From<CentralError> for Failure {
    fn from(error: CentralError) -> Self {
        Self::from(&error)
    }
}
