//! What one notification message brings: readings that go straight on, holes before readings, and what is worth saying.

use super::signal::{Hole, Signal};
use crate::{
    SourceEvent,
    opcua::{failure, value},
};
use domain::{RawReading, RawValue, StatusCode, Timestamp};
use opcua::types::{DataChangeNotification, Error, NotificationMessage, StatusChangeNotification};

#[derive(Default)]
pub(crate) struct Brought {
    /// In the order of their source times.
    pub ready: Vec<RawReading>,
    /// By the signal's index.
    pub holes: Vec<(usize, Hole)>,
    pub asides: Vec<SourceEvent>,
    /// How many readings more than before wait for history; fewer where a suspicion began a hole anew.
    pub held: isize,
}

/// Fails where the message says that the subscription is no more.
pub(crate) fn unpack(
    message: NotificationMessage,
    signals: &mut [Signal],
    receipt: Timestamp,
) -> Result<Brought, Error> {
    let mut brought = Brought::default();
    let mut is_disordered = false;
    for part in message.notification_data.into_iter().flatten() {
        if let Some(change) = part.inner_as::<DataChangeNotification>() {
            is_disordered |= brought.take(change, signals, receipt);
        } else if let Some(change) = part.inner_as::<StatusChangeNotification>()
            && change.status.is_bad()
        {
            return Err(Error::new(change.status, "the server ended the subscription"));
        }
    }
    if is_disordered {
        brought.ready.sort_by_key(|r| r.source_time);
    }
    Ok(brought)
}

impl Brought {
    /// Answers whether a reading came that is older than the one before it.
    fn take(&mut self, change: &DataChangeNotification, signals: &mut [Signal], receipt: Timestamp) -> bool {
        let items = change.monitored_items.as_deref().unwrap_or_default();
        self.ready.reserve(items.len());
        for item in items {
            if let Some(signal) = signals.get_mut(item.client_handle as usize) {
                signal.announce();
            }
        }
        let mut is_disordered = false;
        for item in items {
            let index = item.client_handle as usize;
            let Some(signal) = signals.get_mut(index) else { continue };
            signal.begin_burst();
            let reading = value::reading(signal.tag.signal, &item.value, receipt);
            self.remark(&reading, signal);
            is_disordered |= signal.is_behind(reading.source_time);
            let before = signal.held();
            if let Some(hole) = signal.accept(reading, &mut self.ready) {
                self.holes.push((index, hole));
            }
            self.held += signal.held() as isize - before as isize;
        }
        is_disordered
    }

    fn remark(&mut self, reading: &RawReading, signal: &mut Signal) {
        if reading.status.is_overflow() {
            self.asides.push(SourceEvent::Overflow(reading.signal));
        }
        if matches!(reading.value, RawValue::Text(_) | RawValue::Other(_)) && !signal.is_non_numeric_told {
            signal.is_non_numeric_told = true;
            let status = StatusCode::BAD_TYPE_MISMATCH;
            let failure = failure::tag(&signal.tag.external_tag, status);
            self.asides.push(SourceEvent::TagFailed { signal: reading.signal, status, failure });
        }
    }
}
