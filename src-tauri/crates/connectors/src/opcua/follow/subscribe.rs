//! Subscriptions and monitored items (OPC UA Part 4, 5.13 and 5.14): made by ourselves on every new session, each
//! item's own result looked at, none larger than servers bear.

use crate::opcua::{
    channel::unexpected,
    config::OpcuaConfig,
    limits::Limits,
    link::{Link, split, value_of},
};
use opcua::{
    core::ResponseMessage,
    types::{
        CreateMonitoredItemsRequest, CreateSubscriptionRequest, DataChangeFilter, DataChangeTrigger,
        DeleteSubscriptionsRequest, Error, ExtensionObject, MonitoredItemCreateRequest, MonitoringMode,
        MonitoringParameters, NodeId, StatusCode, TimestampsToReturn,
    },
};
use std::time::{Duration, Instant};

/// A server says that it lives at least this often, when it has nothing else to say.
const KEEP_ALIVE: Duration = Duration::from_secs(2);
/// Silence is never taken for a break before this.
const LEAST_PATIENCE: Duration = Duration::from_secs(10);
/// A queue longer than this asks too much of a controller.
const LONGEST_QUEUE: u32 = 1000;
const DEADBAND_ABSOLUTE: u32 = 1;

pub(crate) struct Subscription {
    pub id: u32,
    /// Indices of its signals.
    pub members: Vec<usize>,
    /// When it last said anything.
    pub heard: Instant,
    /// No word for so long means that it is dead, whatever the socket says.
    pub patience: Duration,
    /// Sequence number of its next message with values.
    pub expected: u32,
}

/// One tag to be monitored.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub index: usize,
    pub node: NodeId,
    pub sampling: Duration,
    pub deadband: Option<f64>,
}

/// What the server said to each tag.
#[derive(Default)]
pub(crate) struct Verdicts {
    /// With the length of its queue at the server.
    pub followed: Vec<(usize, u32, Duration)>,
    pub failed: Vec<(usize, StatusCode)>,
}

/// Makes as many subscriptions as the tags need.
pub(crate) async fn subscribe(
    link: &Link,
    config: &OpcuaConfig,
    wanted: Vec<Wanted>,
) -> Result<(Vec<Subscription>, Verdicts), Error> {
    let mut subscriptions = Vec::new();
    let mut result = Verdicts::default();
    let mut ahead = wanted;
    let mut room = link.limits.items_per_subscription;
    while !ahead.is_empty() {
        let rest = ahead.split_off(ahead.len().min(room));
        let mut subscription = create(link, config).await?;
        let (failed, refused) = add(link, config, &mut subscription, ahead, &mut result).await?;
        result.failed.extend(failed);
        ahead = rest;
        if refused.is_empty() {
            subscriptions.push(subscription);
        } else if subscription.members.is_empty() {
            // Not one more fits on this server at all.
            delete(link, subscription.id).await;
            let none_fits = refused.into_iter().chain(ahead).map(|w| (w.index, StatusCode::BadTooManyMonitoredItems));
            result.failed.extend(none_fits);
            return Ok((subscriptions, result));
        } else {
            // The server allows fewer a subscription than it says (or says nothing): the rest into the next ones.
            room = subscription.members.len();
            subscriptions.push(subscription);
            ahead = refused.into_iter().chain(ahead).collect();
        }
    }
    Ok((subscriptions, result))
}

/// Adds tags to a subscription; gives back those that failed, and those for which it has no room.
pub(crate) async fn add(
    link: &Link,
    config: &OpcuaConfig,
    subscription: &mut Subscription,
    wanted: Vec<Wanted>,
    result: &mut Verdicts,
) -> Result<(Vec<(usize, StatusCode)>, Vec<Wanted>), Error> {
    let (mut failed, mut refused, mut unfiltered) = (Vec::new(), Vec::new(), Vec::new());
    let mut ahead = wanted;
    while !ahead.is_empty() {
        let statuses = monitor(link, config, subscription.id, &ahead).await?;
        for (item, (status, queue_size)) in ahead.into_iter().zip(statuses) {
            match status {
                s if s.is_good() || s.is_uncertain() => {
                    subscription.members.push(item.index);
                    result.followed.push((item.index, queue_size, item.sampling));
                }
                StatusCode::BadTooManyMonitoredItems => refused.push(item),
                // A server without deadbands sends more than was wished for, which harms nobody.
                StatusCode::BadMonitoredItemFilterUnsupported
                | StatusCode::BadFilterNotAllowed
                | StatusCode::BadDeadbandFilterInvalid
                | StatusCode::BadMonitoredItemFilterInvalid
                    if item.deadband.is_some() =>
                {
                    unfiltered.push(Wanted { deadband: None, ..item });
                }
                s => failed.push((item.index, s)),
            }
        }
        ahead = std::mem::take(&mut unfiltered);
    }
    Ok((failed, refused))
}

async fn create(link: &Link, config: &OpcuaConfig) -> Result<Subscription, Error> {
    let interval = config.publishing_interval;
    let count = |of: Duration| (of.as_secs_f64() / interval.as_secs_f64()).ceil().max(1.0) as u32;
    let keep_alive = count(KEEP_ALIVE);
    // It should outlive a break as long as its session does; at least three keep-alives by the standard.
    let lifetime = count(link.session.timeout).max(keep_alive * 3);
    let request = CreateSubscriptionRequest {
        request_header: link.wire.header(&link.session.token, crate::opcua::channel::SERVICE_TIMEOUT),
        requested_publishing_interval: interval.as_millis() as f64,
        requested_lifetime_count: lifetime,
        requested_max_keep_alive_count: keep_alive,
        max_notifications_per_publish: 0,
        publishing_enabled: true,
        priority: 0,
    };
    match link.call(request).await? {
        ResponseMessage::CreateSubscription(r) => {
            let word = r.revised_publishing_interval.max(1.0) * f64::from(r.revised_max_keep_alive_count.max(1));
            let patience = Duration::from_secs_f64((word * 3.0 / 1000.0 + 2.0).min(3600.0)).max(LEAST_PATIENCE);
            Ok(Subscription {
                id: r.subscription_id,
                members: Vec::new(),
                heard: Instant::now(),
                patience,
                expected: 1,
            })
        }
        other => Err(unexpected(&other)),
    }
}

async fn delete(link: &Link, id: u32) {
    let request = DeleteSubscriptionsRequest {
        request_header: link.wire.header(&link.session.token, crate::opcua::channel::SERVICE_TIMEOUT),
        subscription_ids: Some(vec![id]),
    };
    let _ = link.call(request).await;
}

async fn monitor(
    link: &Link,
    config: &OpcuaConfig,
    id: u32,
    wanted: &[Wanted],
) -> Result<Vec<(StatusCode, u32)>, Error> {
    let items: Vec<_> = wanted.iter().map(|w| item(w, config, &link.limits)).collect();
    split(&items, link.limits.items_per_call, |items| async move {
        let asked = items.len();
        let request = CreateMonitoredItemsRequest {
            request_header: link.wire.header(&link.session.token, crate::opcua::channel::SERVICE_TIMEOUT),
            subscription_id: id,
            timestamps_to_return: TimestampsToReturn::Both,
            items_to_create: Some(items),
        };
        match link.call(request).await? {
            ResponseMessage::CreateMonitoredItems(r) => {
                let mut statuses: Vec<_> =
                    r.results.into_iter().flatten().map(|r| (r.status_code, r.revised_queue_size)).collect();
                statuses.resize(asked, (StatusCode::BadUnknownResponse, 0));
                Ok(statuses)
            }
            other => Err(unexpected(&other)),
        }
    })
    .await
}

fn item(wanted: &Wanted, config: &OpcuaConfig, limits: &Limits) -> MonitoredItemCreateRequest {
    // Trigger StatusValue, which is also the server's without a filter: a value written again unchanged is no news,
    // and with StatusValueTimestamp every scan of every frozen tag would travel. Freshness is watched otherwise.
    let filter = wanted.deadband.filter(|d| *d > 0.0).map_or_else(ExtensionObject::null, |deadband| {
        ExtensionObject::from_message(DataChangeFilter {
            trigger: DataChangeTrigger::StatusValue,
            deadband_type: DEADBAND_ABSOLUTE,
            deadband_value: deadband,
        })
    });
    MonitoredItemCreateRequest {
        item_to_monitor: value_of(&wanted.node),
        monitoring_mode: MonitoringMode::Reporting,
        requested_parameters: MonitoringParameters {
            // async-opcua keeps no list of items here: the handle is the index of the signal.
            client_handle: wanted.index as u32,
            sampling_interval: wanted.sampling.as_millis() as f64,
            filter,
            queue_size: queue_size(config.publishing_interval, wanted.sampling, limits.queue_size),
            discard_oldest: true,
        },
    }
}

/// Twice what is sampled between two messages, and two more: one message may be late. The usual default of one drops
/// values whenever sampling is faster than publishing.
fn queue_size(publishing: Duration, sampling: Duration, most: Option<u32>) -> u32 {
    let between = (publishing.as_secs_f64() / sampling.as_secs_f64().max(0.001)).ceil() as u32;
    between.saturating_mul(2).saturating_add(2).min(most.unwrap_or(LONGEST_QUEUE)).clamp(1, LONGEST_QUEUE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_holds_what_is_sampled_while_a_message_is_late() {
        let ms = Duration::from_millis;
        assert_eq!(queue_size(ms(1000), ms(100), None), 22);
        assert_eq!(queue_size(ms(1000), ms(1000), None), 4);
        assert_eq!(queue_size(ms(100), ms(1000), None), 4);
        assert_eq!(queue_size(ms(60_000), ms(50), None), LONGEST_QUEUE);
        assert_eq!(queue_size(ms(1000), ms(100), Some(10)), 10);
    }
}
