//! HistoryRead of raw values (OPC UA Part 11, 6.5.3), to the last one. Servers page in two ways: by continuation
//! point, or (asyncua: fifty values, no continuation point) not at all; the second is paged by time here.

use super::{
    link::{Link, attribute_of},
    value,
};
use domain::{RawReading, SignalNo, Timestamp};
use opcua::types::{
    AttributeId, ByteString, DataValue, DateTime, Error, ExtensionObject, HistoryData, HistoryReadResult,
    HistoryReadValueId, NodeId, ReadRawModifiedDetails, StatusCode, Variant,
};

/// HistoryRead bit of AccessLevel (OPC UA Part 3, 8.57).
const HISTORY_READ: u8 = 4;
/// Values asked for at once for each node.
const VALUES_PER_PAGE: u32 = 1000;
/// Read on beyond the end, to see whether the history has got there.
const OVERLAP: chrono::Duration = chrono::Duration::seconds(1);
/// A look back for what was before: far enough for any plant.
const LOOK_BACK: chrono::Duration = chrono::Duration::days(3650);

/// What the history has of one signal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum History {
    NotOffered,
    Kept(Kept),
}

/// Oldest first, between the two times that were asked for, both exclusive.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Kept {
    pub readings: Vec<RawReading>,
    /// Something is kept at or before the beginning: a history that starts later can't vouch for what lies between.
    pub reaches_back: bool,
    /// Something is kept at or after the end: a history that is still being written can't vouch for its last moments.
    pub caught_up: bool,
    /// There is more than was asked for at most: go on from the last one.
    pub is_cut: bool,
}

/// Whether the user may read a history of each variable. Some servers answer a HistoryRead of any variable with
/// nothing, which must not pass for a history without values.
pub(crate) async fn is_offered(link: &Link, nodes: &[NodeId]) -> Result<Vec<bool>, Error> {
    let asked: Vec<_> = nodes.iter().map(|node| attribute_of(node, AttributeId::UserAccessLevel)).collect();
    let may_read = |value: &DataValue| match value.value {
        Some(Variant::Byte(level)) => level & HISTORY_READ != 0,
        _ => false,
    };
    Ok(link.read(&asked).await?.iter().map(may_read).collect())
}

pub(crate) async fn read(
    link: &Link,
    signal: SignalNo,
    node: &NodeId,
    from: Timestamp,
    to: Timestamp,
    most: usize,
) -> Result<History, Error> {
    let mut kept = Kept::default();
    let mut start = from;
    let mut newest: Option<Timestamp> = None;
    let mut point = ByteString::null();
    loop {
        let page = page(link, node, start, to + OVERLAP, VALUES_PER_PAGE, point).await?;
        let status = StatusCode::from(page.status_code.bits() & 0xFFFF_0000);
        if is_not_offered(status) {
            return Ok(History::NotOffered);
        }
        if status.is_bad() && !matches!(status, StatusCode::BadNoData | StatusCode::BadBoundNotFound) {
            return Err(Error::new(status, "the history broke off"));
        }
        let receipt = chrono::Utc::now();
        let before = newest;
        for reading in values(&page).iter().map(|v| value::reading(signal, v, receipt)) {
            let time = reading.source_time;
            if before.is_some_and(|before| time <= before) {
                continue;
            }
            newest = newest.max(Some(time));
            kept.reaches_back |= time <= from;
            kept.caught_up |= time >= to;
            if time > from && time < to {
                kept.readings.push(reading);
            }
        }
        point = page.continuation_point;
        if kept.readings.len() >= most {
            kept.is_cut = true;
            if !point.is_null_or_empty() {
                release(link, node, point).await;
            }
            break;
        }
        if !point.is_null_or_empty() {
            continue;
        }
        // No continuation point, yet there may be more: ask from the last one on until nothing new comes.
        match newest {
            Some(last) if newest > before && !kept.caught_up => start = last,
            _ => break,
        }
    }
    kept.readings.sort_by_key(|r| r.source_time);
    kept.reaches_back = kept.reaches_back || has_before(link, node, from).await;
    Ok(History::Kept(kept))
}

/// Whether anything is kept from before `time`.
async fn has_before(link: &Link, node: &NodeId, time: Timestamp) -> bool {
    match page(link, node, time, time - LOOK_BACK, 1, ByteString::null()).await {
        Ok(result) => {
            let found =
                values(&result).iter().any(|v| value::time(v.source_timestamp.as_ref()).is_some_and(|t| t <= time));
            if !result.continuation_point.is_null_or_empty() {
                release(link, node, result.continuation_point).await;
            }
            found
        }
        Err(_) => false,
    }
}

async fn page(
    link: &Link,
    node: &NodeId,
    start: Timestamp,
    end: Timestamp,
    most: u32,
    point: ByteString,
) -> Result<HistoryReadResult, Error> {
    let asked = [HistoryReadValueId { node_id: node.clone(), continuation_point: point, ..Default::default() }];
    let mut results = link.history(&details(start, end, most), &asked, false).await?;
    Ok(results.swap_remove(0))
}

async fn release(link: &Link, node: &NodeId, point: ByteString) {
    let asked = [HistoryReadValueId { node_id: node.clone(), continuation_point: point, ..Default::default() }];
    let now = chrono::Utc::now();
    let _ = link.history(&details(now, now, 1), &asked, true).await;
}

fn details(start: Timestamp, end: Timestamp, most: u32) -> ExtensionObject {
    ExtensionObject::from_message(ReadRawModifiedDetails {
        is_read_modified: false,
        start_time: DateTime::from(start),
        end_time: DateTime::from(end),
        num_values_per_node: most,
        return_bounds: false,
    })
}

fn values(result: &HistoryReadResult) -> &[DataValue] {
    let data = result.history_data.inner_as::<HistoryData>();
    data.and_then(|d| d.data_values.as_deref()).unwrap_or_default()
}

fn is_not_offered(status: StatusCode) -> bool {
    matches!(
        StatusCode::from(status.bits() & 0xFFFF_0000),
        StatusCode::BadHistoryOperationUnsupported
            | StatusCode::BadHistoryOperationInvalid
            | StatusCode::BadServiceUnsupported
            | StatusCode::BadNotReadable
            | StatusCode::BadUserAccessDenied
            | StatusCode::BadNotSupported
            | StatusCode::BadNotImplemented
            | StatusCode::BadNodeIdUnknown
    )
}
