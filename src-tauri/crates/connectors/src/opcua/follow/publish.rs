//! Publish requests in flight and what comes back, in order (OPC UA Part 4, 5.14.5 and 5.14.6).
//!
//! Requests are answered in the order in which they were sent, so the oldest is awaited first and messages never
//! overtake each other. Nothing is asked for while there is no room for the answer: the server then keeps it.

use super::subscribe::Subscription;
use crate::opcua::{channel::unexpected, link::Link};
use opcua::{
    client::AsyncSecureChannel,
    core::ResponseMessage,
    types::{
        Error, NotificationMessage, PublishRequest, PublishResponse, RepublishRequest, RequestHeader, StatusCode,
        SubscriptionAcknowledgement,
    },
};
use std::{collections::VecDeque, sync::Arc, time::Duration};
use tokio::task::JoinHandle;

/// More in flight than this helps no link that is used in a plant.
const MOST_IN_FLIGHT: usize = 32;
/// A gap in sequence numbers wider than this is not asked for one by one.
const MOST_REPUBLISHED: u32 = 1000;

type Answer = Result<PublishResponse, Error>;

pub(crate) struct Publisher {
    channel: Arc<AsyncSecureChannel>,
    in_flight: VecDeque<JoinHandle<Answer>>,
    at_once: usize,
    patience: Duration,
    acknowledge: Vec<SubscriptionAcknowledgement>,
}

impl Drop for Publisher {
    fn drop(&mut self) {
        for request in &self.in_flight {
            request.abort();
        }
    }
}

impl Publisher {
    pub fn new(link: &Link, subscriptions: &[Subscription]) -> Self {
        let patience = subscriptions.iter().map(|s| s.patience).max().unwrap_or_default();
        Self {
            channel: link.wire.channel.clone(),
            in_flight: VecDeque::new(),
            at_once: (subscriptions.len() * 2).clamp(2, MOST_IN_FLIGHT),
            // Waits behind the others of its queue; whether anything is alive is the watchdog's to tell.
            patience: patience * 4,
            acknowledge: Vec::new(),
        }
    }

    /// Keeps the wished number of requests at the server.
    pub fn send(&mut self, link: &Link) {
        while self.in_flight.len() < self.at_once {
            let acknowledge = std::mem::take(&mut self.acknowledge);
            let request = PublishRequest {
                request_header: link.wire.header(&link.session.token, self.patience),
                subscription_acknowledgements: (!acknowledge.is_empty()).then_some(acknowledge),
            };
            self.in_flight.push_back(tokio::spawn(publish(self.channel.clone(), request, self.patience)));
        }
    }

    /// The next answer, in order. Safe to be cancelled: the request stays at the front.
    pub async fn next(&mut self) -> Answer {
        let Some(oldest) = self.in_flight.front_mut() else {
            return std::future::pending().await;
        };
        let answer = oldest.await;
        self.in_flight.pop_front();
        answer.unwrap_or_else(|e| Err(Error::new(StatusCode::BadUnexpectedError, e.to_string())))
    }

    /// The server can't hold as many.
    pub fn send_fewer(&mut self) {
        self.at_once = self.in_flight.len().max(1);
    }

    pub fn acknowledge(&mut self, subscription_id: u32, sequence_number: u32) {
        self.acknowledge.push(SubscriptionAcknowledgement { subscription_id, sequence_number });
    }
}

async fn publish(channel: Arc<AsyncSecureChannel>, request: PublishRequest, within: Duration) -> Answer {
    match channel.send(request, within).await? {
        ResponseMessage::Publish(r) if r.response_header.service_result.is_bad() => {
            Err(Error::new(r.response_header.service_result, "Publish was refused"))
        }
        ResponseMessage::Publish(r) => Ok(*r),
        ResponseMessage::ServiceFault(r) => Err(Error::new(r.response_header.service_result, "Publish was refused")),
        other => Err(unexpected(&other)),
    }
}

/// How a message's number stands to the one that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Due,
    /// So many are missing before it.
    Ahead(u32),
    /// Seen already.
    Behind,
}

/// Numbers run from 1 to the largest and begin again at 1 (Part 4, 7.12).
pub(crate) fn order(expected: u32, got: u32) -> Order {
    let distance = got.wrapping_sub(expected);
    match distance {
        0 => Order::Due,
        // Zero is never used: one fewer when the count has gone round.
        d if d < u32::MAX / 2 => Order::Ahead(if got < expected { d - 1 } else { d }),
        _ => Order::Behind,
    }
}

pub(crate) fn after(sequence: u32) -> u32 {
    sequence.checked_add(1).unwrap_or(1)
}

/// Asks again for messages from `from` on, at most `count`; stops at the first that the server no longer has.
/// Returns those that came (a server may give each only once), and whether all did.
pub(crate) async fn republish(
    link: &Link,
    subscription: u32,
    from: u32,
    count: u32,
) -> (Vec<NotificationMessage>, Result<bool, Error>) {
    let (mut messages, mut sequence) = (Vec::new(), from);
    for _ in 0..count.min(MOST_REPUBLISHED) {
        let request = RepublishRequest {
            request_header: header(link),
            subscription_id: subscription,
            retransmit_sequence_number: sequence,
        };
        match link.call(request).await {
            Ok(ResponseMessage::Republish(r)) if is_it(&r.notification_message, sequence) => {
                messages.push(r.notification_message);
            }
            Ok(ResponseMessage::Republish(_)) => return (messages, Ok(false)),
            Ok(other) => return (messages, Err(unexpected(&other))),
            Err(e) if e.status() == StatusCode::BadMessageNotAvailable => return (messages, Ok(false)),
            // Small controllers do not know the service.
            Err(e) if matches!(e.status(), StatusCode::BadServiceUnsupported | StatusCode::BadNotImplemented) => {
                return (messages, Ok(false));
            }
            Err(e) => return (messages, Err(e)),
        }
        sequence = after(sequence);
    }
    (messages, Ok(count <= MOST_REPUBLISHED))
}

/// asyncua answers an empty message where it should say that it no longer has the one asked for.
fn is_it(message: &NotificationMessage, sequence: u32) -> bool {
    message.sequence_number == sequence && message.notification_data.as_ref().is_some_and(|data| !data.is_empty())
}

fn header(link: &Link) -> RequestHeader {
    link.wire.header(&link.session.token, crate::opcua::channel::SERVICE_TIMEOUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_answer_is_not_the_message_that_was_lost() {
        let empty = NotificationMessage::default();
        assert!(!is_it(&empty, 7) && !is_it(&empty, 0));
        let data = Some(vec![opcua::types::ExtensionObject::null()]);
        let message = NotificationMessage { sequence_number: 7, notification_data: data, ..Default::default() };
        assert!(is_it(&message, 7) && !is_it(&message, 8));
    }

    #[test]
    fn missing_messages_are_counted_also_where_the_numbers_begin_again() {
        assert_eq!(order(5, 5), Order::Due);
        assert_eq!(order(5, 8), Order::Ahead(3));
        assert_eq!(order(5, 4), Order::Behind);
        assert_eq!(after(u32::MAX), 1);
        assert_eq!(order(u32::MAX, 1), Order::Ahead(1));
        assert_eq!(order(1, u32::MAX), Order::Behind);
    }
}
