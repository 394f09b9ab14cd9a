//! In whose name, and at what time, this thread writes: what the outbox says of a change. Set by the door for the length
//! of a command; what nobody has set is the product itself, at the computer's time.

use domain::{PersonId, Timestamp};
use std::cell::Cell;

#[derive(Debug, Clone, Copy, Default)]
struct Acting {
    person: Option<PersonId>,
    at: Option<Timestamp>,
    /// What is written comes from the central database and does not go back to it.
    is_muted: bool,
}

thread_local! {
    static ACTING: Cell<Acting> = const { Cell::new(Acting { person: None, at: None, is_muted: false }) };
}

/// Until it is dropped this thread writes in somebody's name.
#[must_use]
pub struct ActingAs {
    before: Acting,
    // Of this thread: a guard that moved to another would leave its name behind.
    _not_send: std::marker::PhantomData<*const ()>,
}

impl Drop for ActingAs {
    fn drop(&mut self) {
        ACTING.set(self.before);
    }
}

fn replace(acting: Acting) -> ActingAs {
    ActingAs { before: ACTING.replace(acting), _not_send: std::marker::PhantomData }
}

pub fn act_as(person: Option<PersonId>, at: Timestamp) -> ActingAs {
    replace(Acting { person, at: Some(at), is_muted: false })
}

/// What is written is no operation.
pub(crate) fn mute() -> ActingAs {
    replace(Acting { is_muted: true, ..ACTING.get() })
}

pub(crate) fn person() -> Option<PersonId> {
    ACTING.get().person
}

pub(crate) fn at() -> Timestamp {
    ACTING.get().at.unwrap_or_else(|| std::time::SystemTime::now().into())
}

pub(crate) fn is_muted() -> bool {
    ACTING.get().is_muted
}
