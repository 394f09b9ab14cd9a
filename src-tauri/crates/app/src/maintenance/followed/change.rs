//! What a maintenance system changes in the work order that stands for its order, each with a word for that order's history.

use connectors::maintenance::{Order, short_name};
use domain::{Integration, Message, PersonId, Timestamp, WorkOrder, WorkOrderStatus, text};
use store::{
    Connection,
    followed_order::{self, FollowedChange},
    maintenance_order,
};

/// What a title may have.
const LONGEST_TITLE: usize = 200;

/// What a system changes in a work order, each with a word for the order's history.
pub(super) struct Change<'a> {
    before: &'a WorkOrder,
    after: WorkOrder,
    words: Vec<Message>,
    system: &'static str,
    /// In whose name: who has sent it, or who said that the asset stands for its object.
    by: PersonId,
    integration: &'a Integration,
    now: Timestamp,
}

impl<'a> Change<'a> {
    pub fn of(
        c: &Connection,
        integration: &'a Integration,
        before: &'a WorkOrder,
        now: Timestamp,
    ) -> store::Result<Self> {
        let by = maintenance_order::find(c, before.id)?.map_or(before.created_by, |sent| sent.asked_by);
        let (after, system) = (before.clone(), short_name(integration.connector));
        Ok(Self { before, after, words: Vec::new(), system, by, integration, now })
    }

    pub fn note(&mut self, id: &str, with: impl FnOnce(Message) -> Message) {
        self.words.push(with(Message::new(id).with("system", self.system)));
    }

    /// All that the system decides; assignee, hours, description and type stay a person's.
    pub fn follow_owner(&mut self, c: &Connection, told: &Order) -> store::Result<()> {
        let title = title(told);
        if title != self.before.title_en {
            // Where nobody has translated it.
            if self.before.title_ar == self.before.title_en {
                self.after.title_ar.clone_from(&title);
            }
            self.note("followed-order-title", |m| m.with("title", title.as_str()));
            self.after.title_en = title;
        }
        if let Some(priority) = told.priority.filter(|p| *p != self.before.priority) {
            self.note("followed-order-priority", |m| m.with("priority", priority.as_str()));
            self.after.priority = priority;
        }
        if told.due_on != self.before.due_on {
            let day = told.due_on.map_or("–".to_owned(), |day| day.to_string());
            self.note("followed-order-due", |m| m.with("day", day));
            self.after.due_on = told.due_on;
        }
        let link = match &told.object {
            Some(object) => store::maintenance_object::find(c, self.integration.id, object)?,
            None => None,
        };
        if let Some(link) = link.filter(|link| link.asset_id != self.before.asset_id) {
            let tag = store::asset::get(c, link.asset_id)?.tag_code;
            self.note("followed-order-moved", |m| m.with("tag", tag));
            self.after.asset_id = link.asset_id;
            self.by = link.linked_by;
        }
        if let Some(status) = told.status.filter(|s| *s != self.before.status) {
            self.set(status);
        }
        Ok(())
    }

    /// An order that was sent there is over when the system says so. What is over here already stays as it is.
    pub fn follow_end(&mut self, told: &Order) {
        if let Some(status) = told.status.filter(|s| s.is_closed() && !self.before.status.is_closed()) {
            self.set(status);
        }
    }

    fn set(&mut self, status: WorkOrderStatus) {
        self.note("followed-order-status", |m| m.with("status", status.as_str()));
        self.after.status = status;
    }

    /// Whether anything changed.
    pub fn store(self, c: &Connection) -> store::Result<bool> {
        if self.after != *self.before {
            let _name = store::acting::act_as(Some(self.by), self.now);
            store::work_order::update(c, &WorkOrder { updated_at: self.now, ..self.after })?;
        }
        for message in &self.words {
            let change = FollowedChange { at: self.now, message: message.clone() };
            followed_order::note_change(c, self.before.id, &change)?;
        }
        Ok(!self.words.is_empty())
    }
}

pub(super) fn title(told: &Order) -> String {
    let title = plain(&told.title);
    if title.is_empty() { told.number.clone() } else { title }
}

/// Without what misleads a reader: controls, and what turns the direction of a text.
pub(super) fn plain(told: &str) -> String {
    let seen: String = told.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let seen: String = seen.chars().filter(|c| !text::is_misleading(*c)).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_TITLE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_misleads_is_left_of_a_text() {
        for (told, expected) in [
            ("Seal leaks", "Seal leaks"),
            (" Seal\u{202e} leaks\u{7}\r\n\tat\u{2066} once ", "Seal leaks at once"),
            ("\u{200b}\u{feff}", ""),
            ("تسرب في مانع التسرب", "تسرب في مانع التسرب"),
        ] {
            assert_eq!(plain(told), expected, "{told:?}");
        }
        assert_eq!(plain(&"x".repeat(5_000)).len(), LONGEST_TITLE);
    }
}
