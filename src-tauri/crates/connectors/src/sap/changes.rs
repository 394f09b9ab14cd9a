//! Rows of a service in the order of their change. Going on from the last row's time, not by counting rows: what is changed
//! meanwhile moves to the end, and nothing is passed over.

use super::{
    client::SapClient,
    edm::{self, Row},
    objects, query,
    service::Service,
};
use crate::{Refused, maintenance::Changes};
use domain::Timestamp;

pub(crate) async fn read<T>(
    client: &SapClient,
    service: Service,
    more: &[(&str, &str)],
    since: Timestamp,
    seen: Option<Timestamp>,
    told: impl Fn(&Row) -> Option<T>,
) -> Result<Changes<T>, Refused> {
    let config = &client.config;
    let filter = format!("LastChangeDateTime ge {}", query::instant(config.version, since));
    // The set is called as its key.
    let order = format!("LastChangeDateTime,{}", service.set());
    let mut size = config.page_size;
    loop {
        let top = size.to_string();
        let mut options = vec![("$filter", filter.as_str()), ("$orderby", order.as_str()), ("$top", top.as_str())];
        options.extend(more);
        let rows = objects::window(client, service, &options).await?;
        let times: Vec<Timestamp> = rows.iter().filter_map(|r| edm::instant(r, "LastChangeDateTime")).collect();
        let (is_more, last) = (rows.len() >= size, times.iter().max().copied());
        // A page full of one time is no step forward: a larger one is.
        if is_more && last.is_some_and(|last| last <= since) {
            size *= 2;
            continue;
        }
        return Ok(Changes::of(rows.iter().filter_map(told).collect(), &times, since, seen, is_more));
    }
}
