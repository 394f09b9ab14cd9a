//! What can go wrong between a workstation and the central database, each kind with the remedy in its message.
//! PostgreSQL's codes, and the database's own (`OPnnn`, the number that the field knows), become these once, here.

use domain::Failure;
use std::error::Error as _;
use thiserror::Error;
use tokio_postgres::error::DbError;

pub type Result<T> = std::result::Result<T, CentralError>;

/// Why a session no longer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEnd {
    /// Nobody has signed in over this connection.
    None,
    Expired,
    /// Signed out, or ended by an administrator.
    Revoked,
    /// The person or the workstation is no longer active.
    Deactivated,
    /// The password must be changed before anything else.
    PasswordDue,
    Unknown,
}

#[derive(Debug, Error)]
pub enum CentralError {
    #[error("there is no server by the name {host}; check the name, or the network's DNS")]
    NameUnknown { host: String },
    #[error("{address} does not answer ({cause}); work goes on locally and is sent when it is back")]
    Away { address: String, cause: String },
    #[error("the server speaks without TLS; it must offer TLS, or the address is not the database's")]
    PlainText,
    #[error("the server's certificate is not from the authority that this workstation trusts ({0})")]
    CertificateUnknown(String),
    #[error("the server shows another certificate ({shown}) than the pinned one ({pinned})")]
    CertificateNotPinned { shown: String, pinned: String },
    #[error("the server's certificate is not made out for {host}")]
    CertificateName { host: String },
    #[error("the server's certificate has expired or is not valid yet; check both clocks")]
    CertificateTime,
    #[error("no secure channel: {0}")]
    Tls(String),
    #[error("the server does not ask for the role's password by SCRAM; it was not given one")]
    NotScram,
    #[error("the trusted certificate cannot be read: {0}")]
    TrustUnreadable(String),
    #[error("without TLS a database is reached on this machine only, not at {host}; give a CA file")]
    TlsRequired { host: String },
    #[error("{0}")]
    AddressMalformed(String),

    #[error("the tenant's role or its password is wrong; ask the administrator for the present one")]
    RoleRefused,
    #[error("the server admits nobody here without TLS; give a CA file")]
    TlsDemanded,
    #[error("no entry of the server's pg_hba.conf admits this role, database and address")]
    NotAdmitted,
    #[error("this tenant is disabled; ask the platform's operator")]
    TenantDisabled,
    #[error("all connections of this tenant are in use; close a workstation or ask for more")]
    ConnectionLimit,
    #[error("there is no database {0} there, or this role may not use it")]
    DatabaseUnknown(String),
    #[error("the server is starting or stopping; this is tried again by itself")]
    Starting,
    #[error("the database is not set up for OPTRIA IQ; an administrator runs `optria central migrate`")]
    NotMigrated,
    #[error(
        "the database is older (schema {found}) than this version needs ({needs}); an administrator runs `optria central migrate`"
    )]
    DatabaseOlder { found: i32, needs: i32 },
    #[error(
        "the database needs a newer version of this product (schema {needs}, this version knows {known}); update it"
    )]
    DatabaseNewer { needs: i32, known: i32 },
    #[error("migration {version} of the database is not this version's; it was made by another build")]
    MigrationChanged { version: i32 },
    #[error("the administrator's role is no superuser; the hardening needs one")]
    NotSuperuser,
    #[error("SESSION_SECRET is missing or shorter than 32 characters")]
    SessionSecret,

    #[error("e-mail or password is wrong")]
    WrongPassword,
    #[error("too many attempts; try again in {seconds} s")]
    Slowed { seconds: i32 },
    #[error("the new password is the old one")]
    SamePassword,
    #[error("the session is over ({0:?}); sign in again, nothing local is lost")]
    SignedOut(SessionEnd),
    #[error("the capability {0} is missing")]
    Forbidden(String),
    #[error("there is no such {0}")]
    NotFound(String),
    #[error("{0} has changed or is taken; load it again")]
    Conflict(String),
    #[error("{0} is missing or malformed")]
    Invalid(String),
    /// By a rule of the domain, with that rule's own message.
    #[error("{0}")]
    Malformed(Box<Failure>),
    #[error("too many wait already ({0}); settle some of them first")]
    TooMany(String),
    #[error("the central database is busy with this row; this is tried again by itself")]
    Busy,
    #[error("the connection to the central database was lost; this is tried again by itself")]
    Lost,
    #[error("the central database could not: {0}")]
    Database(String),
}

impl CentralError {
    /// False where trying the same again later may go well without anybody doing anything.
    pub fn is_permanent(&self) -> bool {
        !matches!(
            self,
            Self::NameUnknown { .. }
                | Self::Away { .. }
                | Self::ConnectionLimit
                | Self::Starting
                | Self::Slowed { .. }
                | Self::Busy
                | Self::Lost
        )
    }
}

impl From<tokio_postgres::Error> for CentralError {
    fn from(error: tokio_postgres::Error) -> Self {
        match error.as_db_error() {
            Some(told) => of_database(told),
            None if error.is_closed() => Self::Lost,
            None => match error.source().and_then(|s| s.downcast_ref::<std::io::Error>()) {
                Some(_) => Self::Lost,
                None => Self::Database(error.to_string()),
            },
        }
    }
}

/// 28000 is said before any password is asked for (no entry of pg_hba.conf fits: `ClientAuthentication`, auth.c), and
/// after it of a role that may not log in or is not there (`InitializeSessionUserId`, miscinit.c). Which function of the
/// server says it does not depend on the server's language, as its message does.
fn not_let_in(told: &DbError) -> CentralError {
    let says = |words: &str| told.message().contains(words);
    match told.routine() {
        Some("ClientAuthentication") => CentralError::NotAdmitted,
        _ if says("pg_hba.conf") => CentralError::NotAdmitted,
        Some("InitializeSessionUserId") if !says("does not exist") => CentralError::TenantDisabled,
        _ if says("not permitted to log in") => CentralError::TenantDisabled,
        _ => CentralError::RoleRefused,
    }
}

/// By the code alone; a message is looked at only where PostgreSQL has one code for two things.
pub(crate) fn of_database(told: &DbError) -> CentralError {
    let about = || told.detail().unwrap_or_default().to_owned();
    match told.code().code() {
        "OP401" => match told.detail() {
            Some("tenant_disabled") => CentralError::TenantDisabled,
            Some("expired") => CentralError::SignedOut(SessionEnd::Expired),
            Some("revoked") => CentralError::SignedOut(SessionEnd::Revoked),
            Some("deactivated") => CentralError::SignedOut(SessionEnd::Deactivated),
            Some("password_due") => CentralError::SignedOut(SessionEnd::PasswordDue),
            Some("none") => CentralError::SignedOut(SessionEnd::None),
            _ => CentralError::SignedOut(SessionEnd::Unknown),
        },
        "OP403" => CentralError::Forbidden(about()),
        "OP404" => CentralError::NotFound(about()),
        "OP409" => CentralError::Conflict(about()),
        "OP422" => CentralError::Invalid(about()),
        "OP429" => CentralError::TooMany(about()),
        "28P01" => CentralError::RoleRefused,
        "28000" => not_let_in(told),
        "53300" => CentralError::ConnectionLimit,
        "3D000" => CentralError::DatabaseUnknown(String::new()),
        "42501" if told.message().contains("for database") => CentralError::DatabaseUnknown(String::new()),
        "57P03" => CentralError::Starting,
        "57P01" | "57P02" => CentralError::Lost,
        // What is called is not there: no schema, no function, no table.
        "3F000" | "42883" | "42P01" => CentralError::NotMigrated,
        "40001" | "40P01" | "55P03" | "57014" => CentralError::Busy,
        // Neither message nor detail: either may quote values.
        code => CentralError::Database(format!("SQLSTATE {code}")),
    }
}
