//! What was found at a notification's object, by SAP's catalogs: object part, damage and cause of its items, as words. Codes are
//! each company's own: which failure mode of ISO 14224 they mean a person says.

use super::edm::{self, Row};
use serde_json::Value;

/// What is asked for beside a notification, where its service describes it so (OData V2).
pub(crate) const EXPANDED: &str = "to_Item/to_ItemCause";
/// Navigation of a notification, and of its items.
pub(crate) const NAVIGATION: [(&str, &str); 2] =
    [("MaintenanceNotification", "to_Item"), ("MaintenanceNotificationItem", "to_ItemCause")];

/// Items and causes of one notification that are told; SAP allows thousands.
const MOST: usize = 10;

/// Group, code and their texts.
type Fields = [&'static str; 4];
const PART: Fields =
    ["MaintNotifObjPrtCodeGroup", "MaintNotifObjPrtCode", "MaintNotifObjPrtCodeGroupName", "MaintNotifObjPrtCodeName"];
const DAMAGE: Fields = [
    "MaintNotifDamageCodeGroup",
    "MaintNotificationDamageCode",
    "MaintNotifDamageCodeGroupName",
    "MaintNotifDamageCodeName",
];
const CAUSE: Fields = [
    "MaintNotifCauseCodeGroup",
    "MaintNotificationCauseCode",
    "MaintNotifCauseCodeGroupName",
    "MaintNotificationCauseCodeName",
];

/// `part: PUMP 10 Pump, Seal; damage: SEAL 20 Leak; cause: 5-01 3 Wear`; `None` where no item says anything.
pub(crate) fn read(notification: &Row) -> Option<String> {
    let mut told = Vec::new();
    for item in below(notification, "to_Item").take(MOST) {
        told.extend(one("part", item, PART));
        told.extend(one("damage", item, DAMAGE));
        told.extend(edm::text(item, "MaintNotifItemText"));
        for cause in below(item, "to_ItemCause").take(MOST) {
            told.extend(one("cause", cause, CAUSE));
            told.extend(edm::text(cause, "MaintNotifCauseText"));
        }
    }
    (!told.is_empty()).then(|| told.join("; "))
}

/// Those that are not deleted. What was not asked for is `__deferred`.
fn below<'a>(row: &'a Row, name: &str) -> impl Iterator<Item = &'a Row> {
    let below = row.get(name);
    let list = below.and_then(|b| b.get("results").or(Some(b))).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_object).filter(|row| !edm::flag(row, "IsDeleted"))
}

fn one(what: &str, row: &Row, [group, code, group_name, name]: Fields) -> Option<String> {
    let text = |field: &str| edm::text(row, field);
    let code = text(code)?;
    let codes: Vec<String> = text(group).into_iter().chain([code]).collect();
    let names: Vec<String> = [text(group_name), text(name)].into_iter().flatten().collect();
    let names = if names.is_empty() { String::new() } else { format!(" {}", names.join(", ")) };
    Some(format!("{what}: {}{names}", codes.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(items: Value) -> Option<String> {
        read(json!({"to_Item": items}).as_object().unwrap())
    }

    #[test]
    fn what_was_found_is_told_by_its_codes_and_their_texts() {
        let cause = json!({"MaintNotifCauseCodeGroup": "MECH", "MaintNotificationCauseCode": "0030",
                           "MaintNotificationCauseCodeName": "Wear", "MaintNotifCauseText": "after 4 years"});
        let deleted = json!({"MaintNotificationCauseCode": "0099", "IsDeleted": true});
        let item = json!({
            "MaintNotifObjPrtCodeGroup": "PUMP", "MaintNotifObjPrtCode": "0010", "MaintNotifObjPrtCodeGroupName": "Pump",
            "MaintNotifObjPrtCodeName": "Seal", "MaintNotifDamageCodeGroup": "SEAL", "MaintNotificationDamageCode": "0020",
            "MaintNotifItemText": "", "to_ItemCause": {"results": [deleted, cause]},
        });
        assert_eq!(
            told(json!({"results": [item]})).unwrap(),
            "part: PUMP 0010 Pump, Seal; damage: SEAL 0020; cause: MECH 0030 Wear; after 4 years"
        );
    }

    #[test]
    fn what_was_not_asked_for_or_says_nothing_is_none() {
        for items in [
            json!(null),
            json!({"__deferred": {"uri": "https://sap.plant.local/x"}}),
            json!({"results": []}),
            json!({"results": [{"MaintNotifDamageCodeGroup": "SEAL", "MaintNotificationDamageCode": " "}, 7]}),
            json!({"results": [{"MaintNotificationDamageCode": "0020", "IsDeleted": true}]}),
        ] {
            assert_eq!(told(items.clone()), None, "{items}");
        }
        let many: Vec<Value> = (0..50).map(|n| json!({"MaintNotificationDamageCode": n.to_string()})).collect();
        assert_eq!(told(json!(many)).unwrap().matches("damage").count(), MOST);
    }
}
