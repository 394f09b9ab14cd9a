//! Maintenance work orders that a person has approved, each written once and only once. The key of our work order is
//! Oracle's work order number, which may be given by who creates one and is unique in the organization: whoever does not
//! know whether an order arrived looks for the number, and a second one of it Oracle itself refuses.

use super::{assets, client::EamClient, expression, failure, resource::Resource, said, value};
use crate::{
    Refused, SourceError,
    json_row::{self, Row},
    maintenance::{Created, NewOrder, Order, Written, order_key},
};
use domain::{Criticality, WorkOrderId};
use serde_json::{Map, Value, json};

/// Of WorkOrderDescription.
const LONGEST_TITLE: usize = 240;

/// The order of our number, if Oracle has one.
pub(crate) async fn find(client: &EamClient, id: WorkOrderId) -> Result<Option<Order>, Refused> {
    let (config, key) = (&client.config, order_key(id));
    let organization = expression::equals("OrganizationCode", &config.organization);
    let q = expression::all(&[organization, expression::equals("WorkOrderNumber", &key)]);
    let options = [("fields", "WorkOrderId,WorkOrderNumber,WorkOrderTypeCode")];
    let page = client.page(Resource::WorkOrders, &q, "WorkOrderId:asc", 3, &options).await?;
    // A question that was not followed would give us somebody else's.
    let ours = |row: &&Row| json_row::text(row, "WorkOrderNumber").as_deref() == Some(key.as_str());
    let found: Vec<Order> = page.rows.iter().filter(ours).filter_map(order).collect();
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        several => Err(failure::orders_doubled(config, &key, several.len()).into()),
    }
}

/// Looks, and writes only where nothing was found.
pub(crate) async fn write(client: &EamClient, new: &NewOrder) -> Written {
    match find(client, new.id).await {
        Ok(Some(order)) => return Written::There(order),
        Ok(None) => {}
        Err(e) => return Written::Refused(e),
    }
    let config = &client.config;
    let body = match body(client, new) {
        Ok(body) => body,
        Err(e) => return Written::Refused(e.into()),
    };
    match client.create(Resource::WorkOrders, &body).await {
        Created::Taken(row) => match order(&row) {
            Some(order) => Written::There(order),
            None => {
                let nameless = failure::answer_malformed(config, Resource::WorkOrders, "no work order number");
                Written::Unconfirmed(failure::order_unconfirmed(config, &nameless).into())
            }
        },
        Created::Unconfirmed(e) => Written::Unconfirmed(failure::order_unconfirmed(config, &e).into()),
        Created::Refused { answer: Some(answer), .. } if matches!(answer.status.as_u16(), 400 | 409 | 422) => {
            // Somebody else was first with this very order.
            match find(client, new.id).await {
                Ok(Some(order)) => Written::There(order),
                Ok(None) => {
                    let said = said::of(&answer.body, &[config.secret()]);
                    Written::Refused(failure::order_refused(config, &said).into())
                }
                Err(e) => Written::Unconfirmed(failure::order_unconfirmed(config, &e.error).into()),
            }
        }
        Created::Refused { refused, .. } => Written::Refused(refused),
    }
}

fn body(client: &EamClient, new: &NewOrder) -> Result<Value, SourceError> {
    let config = &client.config;
    let number = new.object.number.as_str();
    let asset =
        assets::id_of(number).ok_or_else(|| SourceError::permanent(failure::code_malformed("AssetId", number)))?;
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("OrganizationCode", json!(config.organization));
    put("WorkOrderNumber", json!(order_key(new.id)));
    put("WorkOrderDescription", json!(new.title.chars().take(LONGEST_TITLE).collect::<String>()));
    put("WorkOrderTypeCode", json!(config.order_type));
    put("WorkOrderStatusCode", json!(config.order_status));
    put("WorkOrderPriority", json!(priority(new.priority)));
    put("AssetId", json!(asset));
    if let Some(sub_type) = &config.order_sub_type {
        put("WorkOrderSubTypeCode", json!(sub_type));
    }
    if let Some(day) = new.due_on {
        put("PlannedCompletionDate", json!(value::written(value::end_of(day, config.zone))));
    }
    Ok(Value::Object(fields))
}

/// 1 is the highest.
fn priority(of: Criticality) -> u8 {
    match of {
        Criticality::Critical => 1,
        Criticality::High => 2,
        Criticality::Medium => 3,
        Criticality::Low => 4,
    }
}

fn order(row: &Row) -> Option<Order> {
    let number = json_row::text(row, "WorkOrderNumber")?;
    Some(Order { number, kind: json_row::text(row, "WorkOrderTypeCode").unwrap_or_default() })
}
