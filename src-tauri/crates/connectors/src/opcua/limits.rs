//! What a server allows in one request (OPC UA Part 5, 6.3.11): read from the server, and kept to. Ignored limits end
//! in errors, or worse in answers cut short.

use opcua::types::{DataValue, NodeId, StatusCode, VariableId};

/// Where the server names no limit: enough to be fast, little enough for a small controller's memory.
const SANE: usize = 500;
/// HistoryRead answers are long.
const SANE_HISTORY: usize = 20;
/// Many controllers allow no more, whatever they say.
const ITEMS_PER_SUBSCRIPTION: usize = 1000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    pub nodes_per_read: usize,
    pub nodes_per_browse: usize,
    pub nodes_per_translate: usize,
    pub nodes_per_history_read: usize,
    pub items_per_call: usize,
    pub items_per_subscription: usize,
    pub browse_continuation_points: usize,
    /// The longest queue of a monitored item, where told.
    pub queue_size: Option<u32>,
}

impl Limits {
    /// In the order in which `from_values` takes them.
    pub fn nodes() -> [NodeId; 8] {
        use VariableId as V;
        [
            V::Server_ServerCapabilities_OperationLimits_MaxNodesPerRead,
            V::Server_ServerCapabilities_OperationLimits_MaxNodesPerBrowse,
            V::Server_ServerCapabilities_OperationLimits_MaxNodesPerTranslateBrowsePathsToNodeIds,
            V::Server_ServerCapabilities_OperationLimits_MaxNodesPerHistoryReadData,
            V::Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall,
            V::Server_ServerCapabilities_MaxMonitoredItemsPerSubscription,
            V::Server_ServerCapabilities_MaxBrowseContinuationPoints,
            V::Server_ServerCapabilities_MaxMonitoredItemsQueueSize,
        ]
        .map(NodeId::from)
    }

    /// A node that is missing, bad, zero or no number names no limit.
    pub fn from_values(values: &[DataValue]) -> Self {
        let told = |at: usize| -> Option<usize> {
            let value = values.get(at)?;
            let good = value.status.is_none_or(|s: StatusCode| s.is_good());
            let number = super::value::number(value.value.as_ref()?)?;
            (good && number >= 1.0).then_some(number as usize)
        };
        Self {
            nodes_per_read: told(0).unwrap_or(SANE).min(2000),
            nodes_per_browse: told(1).unwrap_or(SANE).min(SANE),
            nodes_per_translate: told(2).unwrap_or(SANE).min(SANE),
            nodes_per_history_read: told(3).unwrap_or(SANE_HISTORY).min(SANE_HISTORY),
            items_per_call: told(4).unwrap_or(SANE).min(ITEMS_PER_SUBSCRIPTION),
            items_per_subscription: told(5).unwrap_or(ITEMS_PER_SUBSCRIPTION).min(ITEMS_PER_SUBSCRIPTION),
            browse_continuation_points: told(6).unwrap_or(SANE),
            queue_size: told(7).and_then(|n| u32::try_from(n).ok()),
        }
    }
}

/// True where asking for less at once may help.
pub(crate) fn is_too_much(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::BadTooManyOperations
            | StatusCode::BadRequestTooLarge
            | StatusCode::BadResponseTooLarge
            | StatusCode::BadTcpMessageTooLarge
            | StatusCode::BadEncodingLimitsExceeded
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use opcua::types::Variant;

    #[test]
    fn zero_and_missing_mean_no_limit_and_still_something_sane() {
        let mut values = vec![DataValue::value_only(Variant::from(0u32)); 8];
        values[0] = DataValue::value_only(Variant::from(100u32));
        values[6] = DataValue::value_only(Variant::from(5u16));
        values[4].status = Some(StatusCode::BadNodeIdUnknown);
        let limits = Limits::from_values(&values);
        assert_eq!(limits.nodes_per_read, 100);
        assert_eq!(limits.browse_continuation_points, 5);
        assert_eq!(limits.items_per_call, SANE);
        assert_eq!(limits.items_per_subscription, 1000);
        assert_eq!(Limits::from_values(&[]).nodes_per_read, SANE);
    }
}
