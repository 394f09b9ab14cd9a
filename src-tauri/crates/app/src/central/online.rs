//! A signed-in person's session with the central database. It connects when it is needed, connects again by itself after
//! a break, and knows how things stand: online, offline (and why), a password needed (the token is over), or over.

use super::{CentralState, connect, token_name};
use crate::{
    commands::Topic,
    failures::{OrFailure, failure},
    plant::Plant,
};
use central::{CentralError, Link, Server, SessionEnd};
use domain::{ErrorCode, Failure, PersonId, Secret, Timestamp};
use parking_lot::RwLock;
use serde::{Deserialize, Serialize};
use std::sync::{
    Arc, Weak,
    atomic::{AtomicBool, Ordering},
};
use uuid::Uuid;

/// What a disabled tenant is told.
pub(super) const TENANT_DISABLED: &str = "central-tenant-disabled";

/// A connected link that acts with the person's token.
pub type LinkGuard = Arc<Link>;

/// How a session with the central database stands.
#[derive(Debug, Clone)]
pub enum LinkStanding {
    Online,
    /// The server can't be reached or can't be used at this moment; it is tried again by itself.
    Offline(Failure),
    /// The token has expired, or there is none since the window was unlocked offline: `go_online` with the password.
    PasswordNeeded,
    /// Ended by an administrator, or the person is no longer active: the window is signed out.
    Over(Failure),
}

/// A JWT of the central database and until when it counts.
#[derive(Clone)]
pub struct Token {
    pub secret: Secret,
    pub expires_at: Timestamp,
}

/// The tenant that a platform owner has opened from this window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedTenant {
    pub id: Uuid,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub reason: String,
    pub since: Timestamp,
}

pub struct Online {
    plant: Weak<Plant>,
    pub person_id: PersonId,
    token: RwLock<Option<Token>>,
    link: tokio::sync::Mutex<Option<LinkGuard>>,
    standing: RwLock<(LinkStanding, Timestamp)>,
    opened: RwLock<Option<OpenedTenant>>,
    begun: RwLock<Begun>,
    /// Until the password is changed the database shows the session nothing.
    is_password_due: AtomicBool,
}

/// Where a session with the database was begun.
#[derive(Clone)]
enum Begun {
    /// By a sign-in of this process; another may have kept a token for the person before.
    Here { kept_before: Option<Secret> },
    /// Before: the token of that sign-in was taken up.
    Earlier,
}

#[derive(Serialize, Deserialize)]
struct KeptToken {
    token: String,
    expires_at: Timestamp,
}

impl Online {
    /// After a sign-in with the database: the link acts as the person already.
    pub(super) fn begin(plant: &Arc<Plant>, person: PersonId, token: Token, link: Link) -> Result<Arc<Self>, Failure> {
        let begun = Begun::Here { kept_before: keep(plant, person, &token)? };
        Self::enter(plant, person, Some(token), Some(link), LinkStanding::Online, begun)
    }

    /// After an unlock without the database. The token of an earlier sign-in is taken up again; one that has expired
    /// acts no more, but the database still tells by it whether the person is active.
    pub(crate) fn begin_offline(plant: &Arc<Plant>, person: PersonId, why: Failure) -> Result<Arc<Self>, Failure> {
        let kept = plant.find_secret(&token_name(person))?;
        let kept = kept.and_then(|text| serde_json::from_str::<KeptToken>(text.expose()).ok());
        let token = kept.map(|k| Token { secret: Secret::new(k.token), expires_at: k.expires_at });
        Self::enter(plant, person, token, None, LinkStanding::Offline(why), Begun::Earlier)
    }

    fn enter(
        plant: &Arc<Plant>,
        person_id: PersonId,
        token: Option<Token>,
        link: Option<Link>,
        standing: LinkStanding,
        begun: Begun,
    ) -> Result<Arc<Self>, Failure> {
        let state = super::state(plant)?.clone();
        let online = Arc::new(Self {
            plant: Arc::downgrade(plant),
            person_id,
            token: RwLock::new(token),
            link: tokio::sync::Mutex::new(link.map(Arc::new)),
            standing: RwLock::new((standing, plant.clock.now())),
            opened: RwLock::default(),
            begun: RwLock::new(begun),
            is_password_due: AtomicBool::new(false),
        });
        state.enter(&online);
        Ok(online)
    }

    pub fn standing(&self) -> (LinkStanding, Timestamp) {
        self.standing.read().clone()
    }

    pub(super) fn is_password_due(&self) -> bool {
        self.is_password_due.load(Ordering::Relaxed)
    }

    pub(crate) fn set_password_due(&self, is_due: bool) {
        self.is_password_due.store(is_due, Ordering::Relaxed);
    }

    pub fn opened_tenant(&self) -> Option<OpenedTenant> {
        self.opened.read().clone()
    }

    pub(crate) fn set_opened_tenant(&self, opened: Option<OpenedTenant>) {
        *self.opened.write() = opened;
        self.tell(&[Topic::Workspace]);
    }

    /// A link that acts as the person; connects where there is none. Why it can't is kept as the standing.
    pub async fn link(&self) -> Result<LinkGuard, Failure> {
        let mut slot = self.link.lock().await;
        if let LinkStanding::Over(why) = &self.standing.read().0 {
            return Err(why.clone());
        }
        if let Some(link) = slot.as_ref().filter(|l| !l.is_over()) {
            return Ok(link.clone());
        }
        *slot = None;
        let plant = self.plant()?;
        let link = match connect(&plant).await {
            Ok(link) => link,
            // Its role may not connect any more: as final as a session that was ended.
            Err(why) if why.message.id == TENANT_DISABLED => {
                self.end(why.clone());
                return Err(why);
            }
            Err(why) => {
                self.stand(LinkStanding::Offline(why.clone()));
                return Err(why);
            }
        };
        // Why the database can't be used comes first: a password would not help.
        let Some(token) = self.live_token(&plant) else {
            self.stand(LinkStanding::PasswordNeeded);
            return Err(failure(ErrorCode::Unauthenticated, "central-password-needed"));
        };
        self.told(link.use_token(&token.secret).await)?;
        self.told(link.check_session().await)?;
        self.stay_where_shown(&plant, &link).await?;
        let link = Arc::new(link);
        *slot = Some(link.clone());
        self.stand(LinkStanding::Online);
        Ok(link)
    }

    fn live_token(&self, plant: &Plant) -> Option<Token> {
        self.token.read().clone().filter(|t| t.expires_at > plant.clock.now())
    }

    /// Of a session whose token is over: whether that is all. Ended by an administrator, of somebody inactive or of a
    /// disabled tenant it leaves no unlock either, and that must not wait until somebody enters a password.
    pub(super) async fn look_behind_expired(&self) {
        let Ok(plant) = self.plant() else { return };
        let link = match connect(&plant).await {
            Ok(link) => link,
            Err(why) => {
                if why.message.id == TENANT_DISABLED {
                    self.end(why);
                }
                return;
            }
        };
        let Some(token) = self.token.read().clone() else { return };
        if link.use_token(&token.secret).await.is_err() {
            return;
        }
        let said = link.check_session().await;
        let is_same = self.token.read().as_ref().is_some_and(|t| t.expires_at == token.expires_at);
        if let Err(why @ CentralError::SignedOut(SessionEnd::Revoked | SessionEnd::Deactivated)) = said
            && is_same
        {
            self.end(Failure::from(&why));
        }
    }

    /// Another connection, but the same session: an opened tenant is still open. One that this window knows nothing of,
    /// since the session was taken up again after a restart, is closed: what is shown is where the person acts.
    async fn stay_where_shown(&self, plant: &Plant, link: &Link) -> Result<(), Failure> {
        let home = super::state(plant)?.connection().tenant.id;
        let shown = self.opened_tenant().map(|o| o.id);
        let acting = self.told(link.whoami().await)?.tenant_id;
        if acting != shown.unwrap_or(home) {
            self.told(link.close_tenant().await)?;
            self.set_opened_tenant(None);
        }
        Ok(())
    }

    /// What the database said, with what it means for the session: a lost link is offline, an ended session is over.
    pub fn told<T>(&self, said: central::Result<T>) -> Result<T, Failure> {
        let error = match said {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let failure = Failure::from(&error);
        match error {
            CentralError::SignedOut(SessionEnd::Expired) => self.stand(LinkStanding::PasswordNeeded),
            CentralError::SignedOut(
                SessionEnd::Revoked | SessionEnd::Deactivated | SessionEnd::Unknown | SessionEnd::None,
            )
            | CentralError::TenantDisabled => self.end(failure.clone()),
            CentralError::Lost | CentralError::Away { .. } | CentralError::Starting => {
                self.stand(LinkStanding::Offline(failure.clone()));
            }
            _ => {}
        }
        Err(failure)
    }

    /// Asks the database whether the session still counts; for the background.
    pub async fn check(&self) -> Result<LinkGuard, Failure> {
        let link = self.link().await?;
        self.told(link.check_session().await)?;
        Ok(link)
    }

    /// Refuses where the session does not count at this server, over this role: it is another database or tenant. Who
    /// has no session, because the way to the database is broken, mends the way all the same: then the server must
    /// know the role as this tenant's. Its answer is believed as far as it has proven to know the role's password.
    pub(crate) async fn counts_at(&self, server: &Server, role: &str, password: &Secret) -> Result<(), Failure> {
        let plant = self.plant()?;
        let other = || failure(ErrorCode::Conflict, "central-other-tenant");
        let link = Link::connect(server, role, password).await?;
        match self.live_token(&plant) {
            Some(token) => {
                link.use_token(&token.secret).await?;
                link.check_session().await.map_err(|e| other().detail(e))
            }
            None if link.greeting.tenant_code == super::state(&plant)?.connection().tenant.code => Ok(()),
            None => Err(other()),
        }
    }

    /// A new token for the same window, after `go_online`.
    pub(super) async fn renew(&self, plant: &Plant, token: Token, link: Link) -> Result<(), Failure> {
        let kept_before = keep(plant, self.person_id, &token)?;
        *self.begun.write() = Begun::Here { kept_before };
        *self.link.lock().await = Some(Arc::new(link));
        *self.token.write() = Some(token);
        self.stand(LinkStanding::Online);
        Ok(())
    }

    /// Signs the session out at the database where it can be reached at once, and forgets the token in any case.
    pub async fn sign_out(&self) {
        self.sign_out_keeping(None).await;
    }

    /// The way out of a process that came for one command: the session that it began is signed out. One that was there
    /// before stays, and so does the token that another process has kept.
    pub async fn end_visit(&self) {
        let begun = self.begun.read().clone();
        match begun {
            Begun::Here { kept_before } => self.sign_out_keeping(kept_before).await,
            Begun::Earlier => {}
        }
    }

    async fn sign_out_keeping(&self, kept: Option<Secret>) {
        // Before the database is told: what asks it at this moment in the background must not take the answer for a
        // session that somebody else has ended.
        *self.token.write() = None;
        if let Some(link) = self.link.lock().await.take() {
            let limit = std::time::Duration::from_secs(3);
            if !matches!(tokio::time::timeout(limit, link.sign_out()).await, Ok(Ok(()))) {
                tracing::info!("the central session was not signed out; it ends by itself within a day");
            }
        }
        if let Ok(plant) = self.plant()
            && let Err(failure) = plant.keep_secret(&token_name(self.person_id), kept.as_ref())
        {
            tracing::warn!(%failure, "a token could not be removed");
        }
    }

    /// The database no longer knows the session: the window is signed out, and nobody unlocks with it offline. Of a
    /// disabled tenant nobody at all does. Who has signed out themselves is not meant.
    pub(super) fn end(&self, why: Failure) {
        let is_tenant = why.message.id == TENANT_DISABLED;
        if is_tenant || self.token.read().is_some() {
            self.end_for(why);
        }
    }

    /// Also where there is no token left: the person is not active any more.
    pub(super) fn end_for(&self, why: Failure) {
        let is_tenant = why.message.id == TENANT_DISABLED;
        self.stand(LinkStanding::Over(why));
        let Ok(plant) = self.plant() else { return };
        let forgotten = plant.store.write(|t| match is_tenant {
            true => store::unlock::forget_all(t),
            false => store::unlock::forget(t, self.person_id),
        });
        let forgotten = forgotten.or_failure();
        let forgotten = forgotten.and_then(|()| plant.keep_secret(&token_name(self.person_id), None));
        if let Err(failure) = forgotten {
            tracing::error!(%failure, "an ended session's unlock could not be forgotten");
        }
        self.tell(&[Topic::Session, Topic::Workspace]);
    }

    fn stand(&self, now: LinkStanding) {
        let Ok(plant) = self.plant() else { return };
        let mut standing = self.standing.write();
        let is_same = match (&standing.0, &now) {
            (LinkStanding::Offline(a), LinkStanding::Offline(b)) => a.message == b.message,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        };
        if is_same {
            return;
        }
        let since = match (&standing.0, &now) {
            // Another reason to be offline does not begin the outage anew.
            (LinkStanding::Offline(_), LinkStanding::Offline(_)) => standing.1,
            _ => plant.clock.now(),
        };
        *standing = (now, since);
        drop(standing);
        self.tell(&[Topic::Link, Topic::Workspace]);
    }

    fn tell(&self, topics: &[Topic]) {
        if let Ok(plant) = self.plant() {
            plant.changes.tell(topics);
        }
    }

    fn plant(&self) -> Result<Arc<Plant>, Failure> {
        self.plant.upgrade().ok_or_else(|| failure(ErrorCode::Unavailable, "workspace-not-open"))
    }
}

/// Keeps the token; what was kept in its place before.
fn keep(plant: &Plant, person: PersonId, token: &Token) -> Result<Option<Secret>, Failure> {
    let before = plant.find_secret(&token_name(person))?;
    let kept = KeptToken { token: token.secret.expose().to_owned(), expires_at: token.expires_at };
    let text = serde_json::to_string(&kept).unwrap_or_default();
    plant.keep_secret(&token_name(person), Some(&Secret::new(text)))?;
    Ok(before)
}

impl CentralState {
    /// Whether anybody's session is online at this moment.
    pub fn is_online(&self) -> bool {
        self.sessions().iter().any(|s| matches!(s.standing().0, LinkStanding::Online))
    }
}
