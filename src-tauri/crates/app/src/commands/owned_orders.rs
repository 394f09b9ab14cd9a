//! Work orders that a maintenance system owns: what of them a person decides here (who does it, hours, type, a translation
//! and a description), and what only there.

use connectors::maintenance::short_name;
use domain::{ErrorCode, Failure, Message, WorkOrder, WorkOrderId};
use store::{Connection, followed_order};

/// Refused where a system owns the order: it is changed there.
pub(crate) fn check(c: &Connection, id: WorkOrderId) -> store::Result<Result<(), Failure>> {
    let owner = followed_order::mark_of(c, id)?.filter(|mark| mark.is_owned);
    Ok(owner.map_or(Ok(()), |mark| {
        let message = Message::new("work-order-owned-by-system").with("system", short_name(mark.connector));
        Err(Failure::new(ErrorCode::Conflict, message.with("number", mark.number)))
    }))
}

/// Whether an edit touches what the system decides.
pub(crate) fn touches(before: &WorkOrder, after: &WorkOrder) -> bool {
    (&before.title_en, before.priority, before.due_on) != (&after.title_en, after.priority, after.due_on)
}
