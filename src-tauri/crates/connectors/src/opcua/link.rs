//! A session with a wire under it, and the services asked of it: read, browse, translate, history. Requests are split
//! by what the server allows and halved where it allows less than it says.

use super::{
    channel::{SERVICE_TIMEOUT, Wire, unexpected},
    limits::{Limits, is_too_much},
    node::Namespaces,
    session::{Plan, Session},
    value,
};
use crate::SourceError;
use domain::Timestamp;
use opcua::{
    core::ResponseMessage,
    types::{
        AttributeId, BrowseDescription, BrowseNextRequest, BrowsePath, BrowsePathResult, BrowseRequest, BrowseResult,
        ByteString, DataValue, Error, ExtensionObject, HistoryReadRequest, HistoryReadResult, HistoryReadValueId,
        NodeId, ReadRequest, ReadValueId, RequestHeader, StatusCode, TimestampsToReturn,
        TranslateBrowsePathsToNodeIdsRequest, VariableId, Variant, ViewDescription,
    },
};
use std::{
    future::Future,
    time::{Duration, Instant},
};

/// References asked for at once; more follow by BrowseNext.
const REFERENCES_PER_NODE: u32 = 1000;

pub(crate) struct Link {
    pub wire: Wire,
    pub session: Session,
    pub limits: Limits,
    pub namespaces: Namespaces,
    pub status: ServerStatus,
}

/// The server's own word on itself at the time the link was made.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ServerStatus {
    /// `Running`, `Shutdown`, ...
    pub state: String,
    pub started: Option<Timestamp>,
    /// Server's clock minus ours in seconds, to within half the round trip.
    pub clock_skew: f64,
}

impl ServerStatus {
    pub fn is_running(&self) -> bool {
        self.state == "Running"
    }
}

impl Link {
    /// Everything from the name server to the server's limits.
    pub async fn open(plan: &Plan) -> Result<Self, SourceError> {
        let wire = plan.connect().await?;
        let session = plan.open(&wire).await?;
        Self::over(wire, session).await.map_err(|e| super::failure::from_error(&e, plan.thumbprint()))
    }

    /// Reads what a new or resumed session has to know: limits, namespaces, status.
    pub async fn over(wire: Wire, session: Session) -> Result<Self, Error> {
        let cautious = Limits { nodes_per_read: 8, ..Limits::from_values(&[]) };
        let mut link = Self {
            wire,
            session,
            limits: cautious,
            namespaces: Namespaces::default(),
            status: ServerStatus { state: String::new(), started: None, clock_skew: 0.0 },
        };
        let values = link.read(&Limits::nodes().map(|n| value_of(&n))).await?;
        link.limits = Limits::from_values(&values);
        link.namespaces = link.read_namespaces().await?;
        link.status = link.read_status().await?;
        Ok(link)
    }

    fn header(&self) -> RequestHeader {
        self.wire.header(&self.session.token, SERVICE_TIMEOUT)
    }

    pub async fn call(&self, request: impl Into<opcua::core::RequestMessage>) -> Result<ResponseMessage, Error> {
        self.wire.call(request, SERVICE_TIMEOUT).await
    }

    pub async fn read_status(&self) -> Result<ServerStatus, Error> {
        use VariableId as V;
        let nodes =
            [V::Server_ServerStatus_State, V::Server_ServerStatus_CurrentTime, V::Server_ServerStatus_StartTime];
        let asked = Instant::now();
        let values = self.read(&nodes.map(|v| value_of(&v.into()))).await?;
        let half_way = chrono::Utc::now() - asked.elapsed() / 2;
        let moment = |at: usize| match values.get(at).and_then(|v| v.value.as_ref()) {
            Some(Variant::DateTime(t)) => value::time(Some(t)),
            _ => None,
        };
        let state = values.first().and_then(|v| v.value.as_ref()).and_then(value::number);
        Ok(ServerStatus {
            state: state_name(state).to_owned(),
            started: moment(2),
            clock_skew: moment(1).map_or(0.0, |t| (t - half_way).as_seconds_f64()),
        })
    }

    async fn read_namespaces(&self) -> Result<Namespaces, Error> {
        let values = self.read(&[value_of(&VariableId::Server_NamespaceArray.into())]).await?;
        match values.first().and_then(|v| v.value.as_ref()) {
            Some(Variant::Array(array)) => {
                let text = |v: &Variant| if let Variant::String(s) = v { s.to_string() } else { String::new() };
                Ok(Namespaces(array.values.iter().map(text).collect()))
            }
            _ => Err(Error::new(StatusCode::BadNoData, "the server has no namespace array")),
        }
    }

    pub async fn read(&self, nodes: &[ReadValueId]) -> Result<Vec<DataValue>, Error> {
        split(nodes, self.limits.nodes_per_read, |nodes| async move {
            let request = ReadRequest {
                request_header: self.header(),
                max_age: 0.0,
                timestamps_to_return: TimestampsToReturn::Both,
                nodes_to_read: Some(nodes),
            };
            match self.call(request).await? {
                ResponseMessage::Read(r) => Ok(r.results.unwrap_or_default()),
                other => Err(unexpected(&other)),
            }
        })
        .await
    }

    /// References of each node, all of them: continuation points are followed to their end. A node that can't be
    /// browsed has a bad status; one whose references break off half way is an error, never a short list.
    pub async fn browse(&self, nodes: &[BrowseDescription]) -> Result<Vec<BrowseResult>, Error> {
        let at_once = self.limits.nodes_per_browse.min(self.limits.browse_continuation_points.max(1));
        let mut results = split(nodes, at_once, |nodes| self.browse_once(nodes, REFERENCES_PER_NODE)).await?;
        // A server short of continuation points says so per node; alone and unpaged it needs none.
        for (node, result) in nodes.iter().zip(&mut results) {
            if result.status_code == StatusCode::BadNoContinuationPoints {
                *result = self.browse_once(vec![node.clone()], 0).await?.swap_remove(0);
            }
        }
        Ok(results)
    }

    async fn browse_once(&self, nodes: Vec<BrowseDescription>, most: u32) -> Result<Vec<BrowseResult>, Error> {
        let mut results = self.browse_first(nodes, most).await?;
        loop {
            let open: Vec<usize> =
                (0..results.len()).filter(|i| !results[*i].continuation_point.is_null_or_empty()).collect();
            if open.is_empty() {
                return Ok(results);
            }
            let points = open.iter().map(|i| results[*i].continuation_point.clone()).collect();
            let next = self.browse_next(points, false).await?;
            for (i, more) in open.into_iter().zip(next) {
                if more.status_code.is_bad() {
                    return Err(Error::new(more.status_code, "the list of references broke off"));
                }
                results[i].continuation_point = more.continuation_point;
                results[i].references.get_or_insert_default().extend(more.references.unwrap_or_default());
            }
        }
    }

    async fn browse_first(&self, nodes: Vec<BrowseDescription>, most: u32) -> Result<Vec<BrowseResult>, Error> {
        let count = nodes.len();
        let request = BrowseRequest {
            request_header: self.header(),
            view: ViewDescription::default(),
            requested_max_references_per_node: most,
            nodes_to_browse: Some(nodes),
        };
        match self.call(request).await? {
            ResponseMessage::Browse(r) => complete(r.results.unwrap_or_default(), count),
            other => Err(unexpected(&other)),
        }
    }

    async fn browse_next(&self, points: Vec<ByteString>, release: bool) -> Result<Vec<BrowseResult>, Error> {
        let count = points.len();
        let request = BrowseNextRequest {
            request_header: self.header(),
            release_continuation_points: release,
            continuation_points: Some(points),
        };
        match self.call(request).await? {
            ResponseMessage::BrowseNext(r) if release => Ok(r.results.unwrap_or_default()),
            ResponseMessage::BrowseNext(r) => complete(r.results.unwrap_or_default(), count),
            other => Err(unexpected(&other)),
        }
    }

    /// Whether each browse would bring anything; asks for one reference and lets the rest go.
    pub async fn has_references(&self, nodes: &[BrowseDescription]) -> Result<Vec<bool>, Error> {
        let at_once = self.limits.nodes_per_browse.min(self.limits.browse_continuation_points.max(1));
        split(nodes, at_once, |nodes| async move {
            let results = self.browse_first(nodes, 1).await?;
            let open: Vec<ByteString> = results
                .iter()
                .filter(|r| !r.continuation_point.is_null_or_empty())
                .map(|r| r.continuation_point.clone())
                .collect();
            if !open.is_empty() {
                self.browse_next(open, true).await?;
            }
            // One that needed a continuation point had more than one reference.
            let any = |r: &BrowseResult| {
                r.status_code == StatusCode::BadNoContinuationPoints
                    || r.references.as_ref().is_some_and(|refs| !refs.is_empty())
            };
            Ok(results.iter().map(any).collect())
        })
        .await
    }

    pub async fn translate(&self, paths: &[BrowsePath]) -> Result<Vec<BrowsePathResult>, Error> {
        split(paths, self.limits.nodes_per_translate, |paths| async move {
            let request =
                TranslateBrowsePathsToNodeIdsRequest { request_header: self.header(), browse_paths: Some(paths) };
            match self.call(request).await? {
                ResponseMessage::TranslateBrowsePathsToNodeIds(r) => Ok(r.results.unwrap_or_default()),
                other => Err(unexpected(&other)),
            }
        })
        .await
    }

    /// One HistoryRead; `release` gives continuation points back.
    pub async fn history(
        &self,
        details: &ExtensionObject,
        nodes: &[HistoryReadValueId],
        release: bool,
    ) -> Result<Vec<HistoryReadResult>, Error> {
        split(nodes, self.limits.nodes_per_history_read, |nodes| async move {
            let count = nodes.len();
            let request = HistoryReadRequest {
                request_header: self.header(),
                history_read_details: details.clone(),
                timestamps_to_return: TimestampsToReturn::Both,
                release_continuation_points: release,
                nodes_to_read: Some(nodes),
            };
            match self.call(request).await? {
                ResponseMessage::HistoryRead(r) if release => Ok(r.results.unwrap_or_default()),
                ResponseMessage::HistoryRead(r) => complete(r.results.unwrap_or_default(), count),
                other => Err(unexpected(&other)),
            }
        })
        .await
    }

    pub async fn close(self) {
        self.session.close(&self.wire).await;
    }
}

/// Calls with slices of at most `limit`, halving it where the server finds even that too much.
pub(crate) async fn split<T, R, Fut>(items: &[T], limit: usize, call: impl Fn(Vec<T>) -> Fut) -> Result<Vec<R>, Error>
where
    T: Clone,
    Fut: Future<Output = Result<Vec<R>, Error>>,
{
    let (mut size, mut at) = (limit.max(1), 0);
    let mut all = Vec::with_capacity(items.len());
    while at < items.len() {
        let slice = &items[at..items.len().min(at + size)];
        match call(slice.to_vec()).await {
            Ok(mut results) => {
                all.append(&mut results);
                at += slice.len();
            }
            Err(e) if is_too_much(e.status()) && slice.len() > 1 => size = slice.len() / 2,
            Err(e) => return Err(e),
        }
    }
    Ok(all)
}

/// An answer with fewer results than asked for must not pass for a complete one.
fn complete<R>(results: Vec<R>, asked: usize) -> Result<Vec<R>, Error> {
    if results.len() == asked {
        Ok(results)
    } else {
        Err(Error::new(StatusCode::BadUnknownResponse, format!("{} results for {asked} requests", results.len())))
    }
}

pub(crate) fn value_of(node: &NodeId) -> ReadValueId {
    attribute_of(node, AttributeId::Value)
}

pub(crate) fn attribute_of(node: &NodeId, attribute: AttributeId) -> ReadValueId {
    ReadValueId { node_id: node.clone(), attribute_id: attribute as u32, ..Default::default() }
}

/// ServerState (OPC UA Part 5, 12.6).
fn state_name(state: Option<f64>) -> &'static str {
    const NAMES: [&str; 8] =
        ["Running", "Failed", "NoConfiguration", "Suspended", "Shutdown", "Test", "CommunicationFault", "Unknown"];
    state.and_then(|n| NAMES.get(n as usize)).copied().unwrap_or("Unknown")
}

pub(crate) const KEEP_ALIVE_EVERY: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[tokio::test]
    async fn a_request_too_large_is_halved_until_it_fits_and_nothing_is_asked_twice() {
        let asked = Mutex::new(Vec::new());
        let items: Vec<u32> = (0..10).collect();
        let result =
            split(&items, 10, |slice| {
                asked.lock().unwrap().push(slice.len());
                async move {
                    if slice.len() > 3 { Err(Error::new(StatusCode::BadTooManyOperations, "")) } else { Ok(slice) }
                }
            })
            .await
            .unwrap();
        assert_eq!(result, items);
        assert_eq!(*asked.lock().unwrap(), [10, 5, 2, 2, 2, 2, 2]);
        let refused = split(&[1], 1, |_| async { Err::<Vec<()>, _>(Error::new(StatusCode::BadRequestTooLarge, "")) });
        assert_eq!(refused.await.unwrap_err().status(), StatusCode::BadRequestTooLarge);
    }
}
