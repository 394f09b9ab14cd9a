//! The one way in: every window, the command line and the loopback host have a door. It knows who stands at it,
//! checks the command's access, calls it, keeps the action log, and tells what changed.

use crate::{
    App,
    central::{LinkStanding, Online},
    commands::{self, Access, CommandInfo},
    failures::failure,
    named,
    plant::Plant,
};
use domain::{ErrorCode, Failure, Message, Person, PersonId, Timestamp};
use parking_lot::RwLock;
use serde_json::Value;
use std::sync::Arc;
use store::action_log::{Action, Outcome};

/// Who is signed in at a door.
#[derive(Clone)]
pub struct SignedIn {
    pub person_id: PersonId,
    pub at: Timestamp,
    pub is_locked: bool,
    /// In a central workspace: the person's session with the central database.
    pub online: Option<Arc<Online>>,
    /// Nothing but changing the password works yet.
    pub password_due: bool,
}

impl SignedIn {
    pub fn new(person_id: PersonId, at: Timestamp) -> Self {
        Self { person_id, at, is_locked: false, online: None, password_due: false }
    }
}

/// A window, a command line, or a test's browser. Cheap to clone; clones share the session.
#[derive(Clone)]
pub struct Door {
    app: Arc<App>,
    session: Arc<RwLock<Option<SignedIn>>>,
    /// Why the last session ended, where it was not the person who ended it.
    ended: Arc<RwLock<Option<Failure>>>,
}

/// What a command gets: the application, the door, and who calls (already checked against the table).
pub struct Caller<'a> {
    pub app: &'a Arc<App>,
    pub door: &'a Door,
    person: Option<Person>,
}

impl Caller<'_> {
    /// The person who calls. Commands that need a capability always have one.
    pub fn person(&self) -> Result<&Person, Failure> {
        self.person.as_ref().ok_or_else(unauthenticated)
    }

    /// The open plant, or the word that there is none yet.
    pub fn plant(&self) -> Result<Arc<Plant>, Failure> {
        self.app.plant()
    }

    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// The caller's session with the central database. `workspace-is-standalone` where there is none.
    pub fn central(&self) -> Result<Arc<Online>, Failure> {
        crate::central::state(&*self.plant()?)?;
        let session = self.door.session().ok_or_else(unauthenticated)?;
        session.online.ok_or_else(|| failure(ErrorCode::Unavailable, "central-not-connected"))
    }
}

impl Door {
    pub fn new(app: Arc<App>) -> Self {
        Self { app, session: Arc::default(), ended: Arc::default() }
    }

    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    pub fn session(&self) -> Option<SignedIn> {
        self.session.read().clone()
    }

    pub(crate) fn set_session(&self, session: Option<SignedIn>) {
        *self.session.write() = session;
        *self.ended.write() = None;
    }

    /// Why nobody is signed in any more, where it was not the person's own doing.
    pub fn ended_because(&self) -> Option<Failure> {
        self.ended.read().clone()
    }

    /// The session is over without the person having ended it.
    fn end(&self, why: Failure) {
        *self.session.write() = None;
        *self.ended.write() = Some(why);
    }

    /// Whoever signed in at this door for one command leaves: what was begun with the central database for it is ended.
    pub async fn end_visit(&self) {
        let online = self.session().and_then(|s| s.online);
        if let Some(online) = online {
            online.end_visit().await;
        }
        self.set_session(None);
    }

    /// Any command of the table, by name, with its JSON request. Runs on a thread that may block.
    pub async fn call(&self, name: &str, request: Value) -> Result<Value, Failure> {
        let this = self.clone();
        let name = name.to_owned();
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || runtime.block_on(this.dispatch(&name, request)))
            .await
            .unwrap_or_else(|e| Err(Failure::new(ErrorCode::Internal, Message::new("internal")).detail(e)))
    }

    async fn dispatch(&self, name: &str, request: Value) -> Result<Value, Failure> {
        let command = commands::find(name)?;
        let person = self.person_at_door();
        // Before the call: afterwards a deleted one has no name any more.
        let object = if command.changes.is_empty() { None } else { self.named(what_it_is_done_to(&request)) };
        let reason = reason_given(&request);
        let outcome = match self.authorize(command, person.as_ref()) {
            Ok(()) => {
                let caller = Caller { app: &self.app, door: self, person: person.clone() };
                // What the command writes is this person's change, at this time.
                let _acting = store::acting::act_as(person.as_ref().map(|p| p.id), self.app.clock.now());
                match self.app.plant().map_or(Ok(()), |plant| named::check(&plant, &request)) {
                    Ok(()) => commands::call(&caller, name, request).await,
                    Err(absent) => Err(absent),
                }
            }
            Err(refused) => Err(refused),
        };
        if let Err(failure) = &outcome {
            tracing::warn!(command = name, %failure, "command failed");
            self.look_again(failure).await;
        }
        if !command.changes.is_empty() {
            self.log_action(command, person.as_ref(), (object, reason), &outcome);
        }
        if outcome.is_ok() {
            self.app.changes.tell(command.changes);
            if !command.changes.is_empty()
                && let Ok(plant) = self.app.plant()
            {
                plant.jobs.something_changed();
            }
        }
        outcome
    }

    /// The database knows the session no more: how it stands is found out now, not at the next look of the background.
    async fn look_again(&self, failure: &Failure) {
        let is_of_central = failure.code == ErrorCode::Unauthenticated && failure.message.id.starts_with("central-");
        if let Some(online) = self.session().and_then(|s| s.online).filter(|_| is_of_central) {
            // What it finds stands with the session.
            let _ = online.check().await;
        }
    }

    /// The person as the store has them now: a deactivated one is signed out at once, a changed role counts at once.
    fn person_at_door(&self) -> Option<Person> {
        let signed_in = self.session()?;
        if let Some(LinkStanding::Over(why)) = signed_in.online.as_ref().map(|o| o.standing().0) {
            self.end(why);
            return None;
        }
        let plant = self.app.plant().ok()?;
        match plant.store.read(|c| store::person::get(c, signed_in.person_id)) {
            Ok(person) if person.is_active => Some(person),
            Ok(_) => {
                self.end(failure(ErrorCode::Unauthenticated, "person-deactivated"));
                None
            }
            Err(e) => {
                tracing::error!(error = %e, "can't read who is signed in");
                None
            }
        }
    }

    fn authorize(&self, command: &CommandInfo, person: Option<&Person>) -> Result<(), Failure> {
        let capability = match command.access {
            Access::Anyone => return Ok(()),
            Access::SignedInEvenLocked => return person.map(|_| ()).ok_or_else(|| self.nobody()),
            Access::Needs(capability) => capability,
        };
        let person = person.ok_or_else(|| self.nobody())?;
        let session = self.session().ok_or_else(|| self.nobody())?;
        if session.is_locked {
            return Err(Failure::new(ErrorCode::Locked, Message::new("session-locked")));
        }
        if session.password_due && command.name != "change_password" {
            return Err(failure(ErrorCode::Unauthenticated, "central-password-due"));
        }
        if !person.role.can(capability) {
            let message = Message::new("capability-missing").with("capability", capability.as_str());
            return Err(Failure::new(ErrorCode::Forbidden, message));
        }
        Ok(())
    }

    /// Nobody is at the door: with the reason, where somebody was.
    fn nobody(&self) -> Failure {
        self.ended_because().unwrap_or_else(unauthenticated)
    }

    /// An id is nothing that a person knows: in its place what they call the object, where it has such a name.
    fn named(&self, object: Option<String>) -> Option<String> {
        let Some(id) = object.as_deref().and_then(|o| o.parse().ok()) else { return object };
        let name = self.app.plant().ok()?.store.read(|c| store::action_log::name_of(c, id));
        name.ok().flatten().or(object)
    }

    fn log_action(
        &self,
        command: &CommandInfo,
        person: Option<&Person>,
        (object, reason): (Option<String>, Option<Message>),
        outcome: &Result<Value, Failure>,
    ) {
        let Ok(plant) = self.app.plant() else { return };
        // Signing in and creating the workspace have nobody before, but somebody after.
        let who = person.cloned().or_else(|| self.person_at_door());
        let (ended, message) = match outcome {
            Ok(_) => (Outcome::Success, reason),
            Err(f) => (Outcome::Failure, Some(f.message.clone())),
        };
        let action = Action {
            at: self.app.clock.now(),
            person_id: who.map(|p| p.id),
            action: command.name.to_owned(),
            object,
            outcome: ended,
            message,
        };
        if let Err(e) = plant.store.write(|t| store::action_log::append(t, &action)) {
            tracing::error!(error = %e, action = command.name, "the action log could not be written");
        }
    }
}

fn unauthenticated() -> Failure {
    Failure::new(ErrorCode::Unauthenticated, Message::new("sign-in-needed"))
}

/// For the action log: why, in the person's own words, where a command asks for it.
fn reason_given(request: &Value) -> Option<Message> {
    let reason = request.get("reason").and_then(Value::as_str).map(str::trim).filter(|reason| !reason.is_empty())?;
    let reason: String = reason.chars().take(2_000).collect();
    Some(Message::new("action-log-reason").with("reason", reason))
}

/// For the action log: the one field of a request by which a person knows the object. Named fields only, so that no
/// secret can get in.
fn what_it_is_done_to(request: &Value) -> Option<String> {
    ["number", "tagCode", "name", "email", "code", "key", "thumbprint", "url", "id", "runId", "integrationId"]
        .iter()
        .find_map(|key| request.get(key).and_then(Value::as_str))
        .map(|text| text.chars().take(200).collect())
}
