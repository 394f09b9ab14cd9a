//! Maintenance work orders: read as they change, whoever made them. One that a person has approved is written once and only
//! once. The key of our work order is Oracle's work order number, which may be given by who creates one and is unique in the organization: whoever does not
//! know whether an order arrived looks for the number, and a second one of it Oracle itself refuses.

use super::{
    assets,
    client::EamClient,
    expression, failure, order_row,
    resource::Resource,
    said,
    statuses::{self, Statuses},
    value, work_orders,
};
use crate::{
    Refused, SourceError,
    maintenance::{Changes, Created, MOST_LOOKED_UP, NewOrder, Order, Written, order_key, priority_number},
};
use domain::{Timestamp, WorkOrderId};
use serde_json::{Map, Value, json};

/// Of WorkOrderDescription.
const LONGEST_TITLE: usize = 240;

pub(crate) async fn changed_since(
    client: &EamClient,
    since: Timestamp,
    seen: Option<Timestamp>,
) -> Result<Changes<Order>, Refused> {
    let own = statuses::read(client).await?;
    work_orders::read(client, since, seen, |row, config| order_row::read(row, config, own)).await
}

/// Those of these numbers that Oracle has. A number that can't be asked for is none of Oracle's.
pub(crate) async fn look_up(client: &EamClient, numbers: &[String]) -> Result<Vec<Order>, Refused> {
    let numbers = &numbers[..numbers.len().min(MOST_LOOKED_UP)];
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).filter(|n| expression::is_plain(n)).collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = of_numbers(client, &numbers, statuses::read(client).await?).await?;
    found.retain(|order| numbers.contains(&order.number.as_str()));
    Ok(found)
}

/// In the order of their ids, in as many pages as Oracle makes of them.
async fn of_numbers(client: &EamClient, numbers: &[&str], own: &Statuses) -> Result<Vec<Order>, Refused> {
    let config = &client.config;
    let organization = expression::equals("OrganizationCode", &config.organization);
    let asked = [organization, expression::one_of("WorkOrderNumber", numbers)];
    let fields = client.description(Resource::WorkOrders).await?.selection(Resource::WorkOrders);
    let options = [("fields", fields.as_str())];
    let (mut found, mut last) = (Vec::new(), None);
    loop {
        let after = last.map(|id| expression::after("WorkOrderId", id));
        let q = expression::all(&asked.iter().cloned().chain(after).collect::<Vec<_>>());
        let page = client.page(Resource::WorkOrders, &q, "WorkOrderId:asc", MOST_LOOKED_UP, &options).await?;
        let end = page.rows.iter().filter_map(|row| value::id(row, "WorkOrderId")).max();
        found.extend(page.rows.iter().filter_map(|row| order_row::read(row, config, own)));
        if !page.is_more {
            return Ok(found);
        }
        if end <= last {
            return Err(failure::pages_without_end(config, Resource::WorkOrders).into());
        }
        last = end;
    }
}

/// The order of our number, if Oracle has one.
pub(crate) async fn find(client: &EamClient, id: WorkOrderId) -> Result<Option<Order>, Refused> {
    let key = order_key(id);
    // It was written with one of Oracle's own statuses; the next reading tells a company's own.
    let mut found = of_numbers(client, &[&key], &Statuses::new()).await?;
    // A question that was not followed would give us somebody else's.
    found.retain(|order| order.number == key);
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        several => Err(failure::orders_doubled(&client.config, &key, several.len()).into()),
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
        Created::Taken(row) => match order_row::read(&row, config, &Statuses::new()) {
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
    put("WorkOrderPriority", json!(priority_number(new.priority)));
    put("AssetId", json!(asset));
    if let Some(sub_type) = &config.order_sub_type {
        put("WorkOrderSubTypeCode", json!(sub_type));
    }
    if let Some(day) = new.due_on {
        put("PlannedCompletionDate", json!(value::written(value::end_of(day, config.zone))));
    }
    Ok(Value::Object(fields))
}
