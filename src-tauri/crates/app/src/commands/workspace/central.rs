//! Connecting this workstation to a central database: looking at the server's certificate, the staged test, making the
//! workspace, and changing the way to the database later.

use super::{
    KeychainState, Nothing, Session, Workspace, WorkspaceKind, first_run::language_of, get_workspace,
    session::session_of,
};
use crate::{
    Caller,
    central::{
        self as central_mode, CentralServer, Connection, ROLE_PASSWORD, address::ConnectedTenant, enrolment, sign_in,
    },
    door::SignedIn,
    failures::{failure, invalid},
    passwords, plant,
    plant::{Plant, Values},
};
use central::{CentralError, Link, Server, StageOutcome};
use domain::{ErrorCode, Failure, Message, Secret, Timestamp, secret::MASK};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct InspectCentralCertificate {
    pub host: String,
    pub port: u16,
}

/// What a server presents, for a person to compare with what the database's administrator says.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PresentedCertificate {
    /// SHA-256 of its DER, lower-case hex.
    pub fingerprint: String,
    pub subject: String,
    pub issuer: String,
    /// DNS names and addresses that it is made out for.
    pub names: Vec<String>,
    pub valid_from: Timestamp,
    pub valid_until: Timestamp,
    pub is_self_signed: bool,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TestCentral {
    pub server: CentralServer,
    /// The tenant's LOGIN role.
    pub role: String,
    pub role_password: Secret,
    /// Whose role it must be, where that is known already.
    #[ts(optional)]
    pub tenant_code: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CentralStage {
    /// `resolve`, `connect`, `secure_channel`, `authenticate`, `database`
    pub name: String,
    pub milliseconds: f64,
    /// Why it was passed over, where it was.
    pub skipped: Option<Message>,
    pub failure: Option<Failure>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CentralTest {
    pub passed: bool,
    /// As far as it went.
    pub stages: Vec<CentralStage>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectWorkspace {
    pub server: CentralServer,
    /// As the administrator gave it; a mistyped one must not lead into another tenant.
    pub tenant_code: String,
    pub role: String,
    pub role_password: Secret,
    pub email: String,
    pub password: Secret,
    /// Where the first password must be changed.
    #[ts(optional, type = "string")]
    pub new_password: Option<Secret>,
    /// Needed where there is no usable keychain.
    #[ts(optional, type = "string")]
    pub passphrase: Option<Secret>,
    #[ts(optional)]
    pub language: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CentralConnection {
    pub server: CentralServer,
    pub tenant_code: String,
    pub role: String,
    /// `***`
    pub role_password: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveConnection {
    pub server: CentralServer,
    pub role: String,
    /// `***` keeps the present one.
    pub role_password: Secret,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenewRolePassword {
    pub role_password: Secret,
}

#[derive(Debug, Deserialize, TS)]
pub struct GoOnline {
    pub password: Secret,
}

pub async fn inspect_central_certificate(
    _: &Caller<'_>,
    request: InspectCentralCertificate,
) -> Result<PresentedCertificate, Failure> {
    let server = CentralServer {
        host: request.host,
        port: request.port,
        database: "none".into(),
        trust: central_mode::address::CentralTrust::System,
    };
    let server = server.checked()?;
    let der = central::presented_certificate(&server.host, server.port).await.map_err(|e| central::at_first(&e))?;
    let facts = connectors::opcua::read_certificate(&der)
        .map_err(|e| failure(ErrorCode::Unavailable, "central-certificate-malformed").detail(e.failure))?;
    Ok(PresentedCertificate {
        fingerprint: hex::encode(Sha256::digest(&der)),
        subject: facts.subject,
        issuer: facts.issuer,
        names: facts.host_names,
        valid_from: facts.valid_from,
        valid_until: facts.valid_to,
        is_self_signed: facts.is_self_signed,
    })
}

pub async fn test_central(_: &Caller<'_>, request: TestCentral) -> Result<CentralTest, Failure> {
    let server = request.server.checked()?;
    checked_role(&request.role)?;
    let mut test = staged(&server, &request.role, &request.role_password, central::at_first).await;
    if let (true, Some(meant)) = (test.passed, &request.tenant_code) {
        let link = Link::connect(&server, &request.role, &request.role_password).await;
        let link = link.map_err(|e| central::at_first(&e))?;
        if let (Err(wrong), Some(last)) = (is_of(&link, meant), test.stages.last_mut()) {
            test.passed = false;
            last.failure = Some(wrong);
        }
    }
    Ok(test)
}

/// A mistyped code must not lead into another tenant: the server has named the one whose role this is.
fn is_of(link: &Link, tenant_code: &str) -> Result<(), Failure> {
    if link.greeting.tenant_code.eq_ignore_ascii_case(tenant_code.trim()) {
        return Ok(());
    }
    Err(Failure::new(ErrorCode::Invalid, Message::new("central-tenant-code-wrong").with("field", "tenantCode")))
}

/// `told` says how a failure is told: to somebody who has not been connected yet, or who works on without the database.
async fn staged(server: &Server, role: &str, password: &Secret, told: fn(&CentralError) -> Failure) -> CentralTest {
    let stages: Vec<_> = central::staged_test(server, role, password)
        .await
        .into_iter()
        .map(|stage| CentralStage {
            name: stage.name.into(),
            milliseconds: stage.took.as_secs_f64() * 1000.0,
            skipped: matches!(stage.outcome, StageOutcome::NotUsed).then(|| Message::new("central-stage-not-used")),
            failure: stage.failure().map(told),
        })
        .collect();
    CentralTest { passed: stages.iter().all(|s| s.failure.is_none()), stages }
}

/// Makes the workspace once the database has let the person in; before that nothing is left on this workstation.
pub async fn connect_workspace(caller: &Caller<'_>, request: ConnectWorkspace) -> Result<Workspace, Failure> {
    // Whatever would stop the making of the workspace is found before anybody's password is changed.
    plant::require_free(&caller.app.folder())?;
    if let Some(passphrase) = &request.passphrase {
        passwords::check_strength(passphrase).map_err(|_| failure(ErrorCode::Invalid, "passphrase-too-short"))?;
    }
    let server = request.server.checked()?;
    let role = checked_role(&request.role)?;
    let email = crate::commands::checked::checked_email(&request.email)?;
    if request.passphrase.is_none() && caller.app.vault.state() != KeychainState::Available {
        return Err(failure(ErrorCode::Unavailable, "keychain-unreachable"));
    }
    let at_first = |e: CentralError| central::at_first(&e);
    let link = Link::connect(&server, &role, &request.role_password).await.map_err(at_first)?;
    // Before anybody's password is shown, let alone changed.
    is_of(&link, &request.tenant_code)?;
    let mut known = sign_in::show(link, &email, &request.password, None).await.map_err(at_first)?;
    let language = language_of(request.language.as_deref());
    let (plant, password) = match make(caller, &mut known, request, role, language).await {
        Ok(made) => made,
        Err(refused) => {
            sign_off(&known.link).await;
            return Err(refused);
        }
    };
    let mut admitted = sign_in::admit(&plant, known, &password).await?;
    if admitted.person.preferences.language != language {
        admitted.person.preferences.language = language.into();
        sign_in::keep_preferences(&plant, &admitted.online, &admitted.person).await;
    }
    enter(caller, &plant, &admitted);
    caller.app.set_plant(plant.clone());
    caller.app.remember_last(plant.id);
    plant.start().await;
    get_workspace(caller, Nothing {}).await
}

/// The first password changed where it is due, and the workspace made; with the password that counts from now on.
async fn make(
    caller: &Caller<'_>,
    known: &mut sign_in::Known,
    request: ConnectWorkspace,
    role: String,
    language: &str,
) -> Result<(Arc<Plant>, Secret), Failure> {
    let at_first = |e: CentralError| central::at_first(&e);
    let mut password = request.password;
    if known.identity.password_due {
        let new = request.new_password.filter(|p| !p.is_empty());
        let new = new.ok_or_else(|| failure(ErrorCode::Unauthenticated, "central-password-due"))?;
        passwords::check_strength(&new)?;
        known.link.change_password(&known.email, &password, &new).await.map_err(at_first)?;
        known.identity = known.link.whoami().await.map_err(at_first)?;
        password = new;
    }
    let tenant = known.link.own_tenant().await.map_err(at_first)?;
    let values = Values {
        name: if language == "ar" { tenant.name_ar.clone() } else { tenant.name_en.clone() },
        time_zone: tenant.time_zone,
        currency: tenant.currency,
        demo_mode: false,
    };
    let connection = Connection {
        server: request.server,
        role,
        tenant: ConnectedTenant { id: tenant.id, code: tenant.code, name_en: tenant.name_en, name_ar: tenant.name_ar },
    };
    let made =
        plant::create(caller.app, WorkspaceKind::Central, request.passphrase.as_ref(), &values, Some(&connection))?;
    made.keep_secret(ROLE_PASSWORD, Some(&request.role_password))?;
    Ok((Arc::new(made), password))
}

async fn sign_off(link: &Link) {
    if let Err(e) = link.sign_out().await {
        tracing::info!(error = %e, "a session was not signed out; it ends by itself within a day");
    }
}

/// The person whom the database has let in is at this door.
pub(super) fn enter(caller: &Caller<'_>, plant: &Plant, admitted: &sign_in::Admitted) {
    caller.door.set_session(Some(SignedIn {
        online: Some(admitted.online.clone()),
        password_due: admitted.password_due,
        ..SignedIn::new(admitted.person.id, plant.clock.now())
    }));
}

pub async fn get_connection(caller: &Caller<'_>, _: Nothing) -> Result<CentralConnection, Failure> {
    let connection = central_mode::state(&*caller.plant()?)?.connection();
    Ok(CentralConnection {
        server: connection.server,
        tenant_code: connection.tenant.code,
        role: connection.role,
        role_password: MASK.into(),
    })
}

/// Kept only if the whole test passes, and if the session of the one who asks counts there: another tenant's database,
/// or another server, is another workspace.
pub async fn save_connection(caller: &Caller<'_>, request: SaveConnection) -> Result<CentralTest, Failure> {
    let plant = caller.plant()?;
    let present = central_mode::state(&plant)?.connection();
    let server = request.server.checked()?;
    let role = checked_role(&request.role)?;
    // The kept password is shown to the server that it was kept for, and to no other.
    let is_same_server = request.server == present.server && role == present.role;
    let password = match request.role_password.expose() {
        MASK if !is_same_server => return Err(invalid("central-role-password-again", "rolePassword")),
        MASK => central_mode::way(&plant)?.2,
        _ => request.role_password,
    };
    let test = staged(&server, &role, &password, |e| e.into()).await;
    if test.passed {
        caller.central()?.counts_at(&server, &role, &password).await?;
        plant.save_connection(&Connection { server: request.server, role, ..present })?;
        plant.keep_secret(ROLE_PASSWORD, Some(&password))?;
    }
    Ok(test)
}

/// Whoever knows the role's present password could connect anyway, so nobody has to be signed in; kept only if the
/// server takes it.
pub async fn renew_role_password(caller: &Caller<'_>, request: RenewRolePassword) -> Result<CentralTest, Failure> {
    let plant = caller.plant()?;
    let connection = central_mode::state(&plant)?.connection();
    if request.role_password.is_empty() || request.role_password.expose() == MASK {
        return Err(invalid("config-field-required", "rolePassword"));
    }
    caller.app.throttle.check(ROLE_PASSWORD, caller.now())?;
    let server = connection.server.checked()?;
    let test = staged(&server, &connection.role, &request.role_password, |e| e.into()).await;
    if test.passed {
        plant.keep_secret(ROLE_PASSWORD, Some(&request.role_password))?;
        caller.app.throttle.succeeded(ROLE_PASSWORD);
    } else if test.stages.last().is_some_and(|s| s.name == "authenticate") {
        caller.app.throttle.failed(ROLE_PASSWORD, caller.now());
    }
    Ok(test)
}

/// For somebody who has unlocked the window without the database and whose token is over.
pub async fn go_online(caller: &Caller<'_>, request: GoOnline) -> Result<Session, Failure> {
    let plant = caller.plant()?;
    let person = caller.person()?;
    sign_in::go_online(&plant, &*caller.central()?, &person.email, &request.password).await?;
    session_of(caller)?.ok_or_else(|| failure(ErrorCode::Unauthenticated, "sign-in-needed"))
}

/// Done by itself when somebody who may signs in; here for a workstation that was removed, or that only viewers used.
pub async fn request_enrolment(caller: &Caller<'_>, _: Nothing) -> Result<Workspace, Failure> {
    let plant = caller.plant()?;
    let link = caller.central()?.link().await?;
    enrolment::request_again(&plant, &link).await?;
    get_workspace(caller, Nothing {}).await
}

fn checked_role(role: &str) -> Result<String, Failure> {
    let role = role.trim();
    let is_role =
        (1..=63).contains(&role.len()) && role.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_role { Ok(role.to_owned()) } else { Err(invalid("central-role-malformed", "role")) }
}
