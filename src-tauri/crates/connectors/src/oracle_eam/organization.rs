//! The inventory organization whose assets and orders are meant.

use super::{client::EamClient, expression, resource::Resource};
use crate::{Refused, json_row::Row};

/// Of the configured code: a question that costs Oracle little.
pub(crate) async fn find(client: &EamClient) -> Result<Vec<Row>, Refused> {
    let q = expression::equals("OrganizationCode", &client.config.organization);
    let fields = Resource::Organizations.needed().join(",");
    let options = [("fields", fields.as_str())];
    Ok(client.page(Resource::Organizations, &q, "OrganizationCode:asc", 2, &options).await?.rows)
}
