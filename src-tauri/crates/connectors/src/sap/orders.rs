//! Maintenance orders: read as they change, whoever made them. One that a person has approved is written once and only once:
//! it carries a key of ours in a field of SAP; whoever does not know whether it arrived looks for the key, and never writes
//! before having looked.

use super::{changes, client::SapClient, config::Version, failure, objects, order_row, query, said, service::Service};
use crate::{
    Refused,
    maintenance::{Changes, Created, MOST_LOOKED_UP, NewOrder, Order, Written, order_key, priority_number},
};
use chrono::NaiveTime;
use domain::{ObjectKind, Timestamp, WorkOrderId};
use serde_json::{Map, Value, json};

/// SAP's short text.
const LONGEST_TITLE: usize = 40;

pub(crate) async fn changed_since(
    client: &SapClient,
    since: Timestamp,
    seen: Option<Timestamp>,
) -> Result<Changes<Order>, Refused> {
    let read = |row: &_| order_row::read(row, &client.config);
    changes::read(client, Service::Order, &[order_row::IN_ENGLISH], since, seen, read).await
}

/// Those of these numbers that SAP has.
pub(crate) async fn look_up(client: &SapClient, numbers: &[String]) -> Result<Vec<Order>, Refused> {
    let numbers = &numbers[..numbers.len().min(MOST_LOOKED_UP)];
    let one = |number: &String| format!("MaintenanceOrder eq {}", query::text(number));
    let filter = numbers.iter().map(one).collect::<Vec<_>>().join(" or ");
    let options = [("$filter", filter.as_str()), order_row::IN_ENGLISH];
    let mut found = read(client, &options).await?;
    found.retain(|order| numbers.contains(&order.number));
    Ok(found)
}

async fn read(client: &SapClient, options: &[(&str, &str)]) -> Result<Vec<Order>, Refused> {
    let rows = objects::window(client, Service::Order, options).await?;
    Ok(rows.iter().filter_map(|row| order_row::read(row, &client.config)).collect())
}

/// The order that carries our key, if SAP has one.
pub(crate) async fn find(client: &SapClient, id: WorkOrderId) -> Result<Option<Order>, Refused> {
    let key = order_key(id);
    let filter = format!("{} eq {}", client.config.key_field, query::text(&key));
    let options = [("$filter", filter.as_str()), ("$top", "3"), order_row::IN_ENGLISH];
    let mut found = read(client, &options).await?;
    // A service that passes an unknown filter over would give us somebody else's.
    found.retain(|order| order.key == Some(id));
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        several => {
            let numbers: Vec<&str> = several.iter().map(|o| o.number.as_str()).collect();
            Err(failure::orders_doubled(&client.config, &key, &numbers.join(", ")).into())
        }
    }
}

/// Looks, and writes only where nothing was found.
pub(crate) async fn write(client: &SapClient, new: &NewOrder) -> Written {
    match find(client, new.id).await {
        Ok(Some(order)) => return Written::There(order),
        Ok(None) => {}
        Err(e) => return Written::Refused(e),
    }
    match client.create(Service::Order, &body(client, new)).await {
        Created::Taken(row) => match order_row::read(&row, &client.config) {
            Some(order) => Written::There(order),
            None => {
                let nameless = failure::answer_malformed(&client.config, Service::Order, "no order number");
                Written::Unconfirmed(failure::order_unconfirmed(&client.config, &nameless).into())
            }
        },
        Created::Unconfirmed(e) => Written::Unconfirmed(failure::order_unconfirmed(&client.config, &e).into()),
        Created::Refused { answer: Some(answer), .. }
            if answer.status.as_u16() == 400 || answer.status.as_u16() == 422 =>
        {
            let said = said::of(&answer.body, &[client.config.secret()]);
            Written::Refused(failure::order_refused(&client.config, &said).into())
        }
        Created::Refused { refused, .. } => Written::Refused(refused),
    }
}

fn body(client: &SapClient, new: &NewOrder) -> Value {
    let config = &client.config;
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("MaintenanceOrderType", json!(config.order_type));
    put("MaintenanceOrderDesc", json!(new.title.chars().take(LONGEST_TITLE).collect::<String>()));
    put("MaintPriority", json!(priority_number(new.priority).to_string()));
    put(&config.key_field, json!(order_key(new.id)));
    let object = match new.object.kind {
        ObjectKind::Equipment => "Equipment",
        ObjectKind::FunctionalLocation => "FunctionalLocation",
    };
    put(object, json!(new.object.number));
    if let Some(day) = new.due_on {
        let midnight = day.and_time(NaiveTime::MIN).and_utc();
        put(
            "LatestAcceptableCompletionDate",
            match config.version {
                Version::V2 => json!(format!("/Date({})/", midnight.timestamp_millis())),
                Version::V4 => json!(day.to_string()),
            },
        );
    }
    Value::Object(fields)
}
