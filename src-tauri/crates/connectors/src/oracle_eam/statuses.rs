//! A company's own statuses of work orders: each is tied to one of Oracle's, which says how far an order is. Who may not read
//! them does not know them, and that stops nothing.

use super::{client::EamClient, resource::Resource};
use crate::{Refused, json_row};
use std::collections::HashMap;

/// Code to Oracle's own code.
pub(crate) type Statuses = HashMap<String, String>;

/// No company has so many.
const MOST: usize = 5_000;
const PAGE: usize = 200;

/// Asked once for as long as the integration runs.
pub(crate) async fn read(client: &EamClient) -> Result<&Statuses, Refused> {
    client.statuses.get_or_try_init(|| ask(client)).await
}

async fn ask(client: &EamClient) -> Result<Statuses, Refused> {
    let fields = Resource::Statuses.needed().join(",");
    let (mut found, mut offset) = (Statuses::new(), 0);
    while offset < MOST {
        let from = offset.to_string();
        let options = [("fields", fields.as_str()), ("offset", from.as_str())];
        let page = match client.page(Resource::Statuses, "", "WoStatusCode:asc", PAGE, &options).await {
            Ok(page) => page,
            Err(refused) if refused.error.is_permanent() => return Ok(found),
            Err(refused) => return Err(refused),
        };
        offset += page.rows.len();
        for row in &page.rows {
            let text = |field: &str| json_row::text(row, field);
            found.extend(text("WoStatusCode").zip(text("WoSystemStatusCode")));
        }
        // More that does not come would be asked for without end.
        if !page.is_more || page.rows.is_empty() {
            break;
        }
    }
    Ok(found)
}
