//! Maintenance notifications: malfunctions with their beginning, end and downtime, read by when they were last changed.

use super::{
    changes,
    client::SapClient,
    edm::{self, Row},
    findings,
    service::Service,
};
use crate::{
    Refused,
    maintenance::{Changes, Happening},
    zone,
};
use chrono::NaiveTime;
use chrono_tz::Tz;
use domain::{AssetEventKind, ErrorCode, FailureMode, ObjectKind, ObjectRef, Timestamp};

#[derive(Debug, Clone, PartialEq)]
struct Notification {
    number: String,
    text: String,
    object: ObjectRef,
    /// The beginning of the malfunction.
    began_at: Timestamp,
    ended_at: Option<Timestamp>,
    /// The object stood still.
    is_breakdown: bool,
    downtime_hours: Option<f64>,
}

/// SAP knows what failed only in codes of its own catalogs.
const MODE: AssetEventKind = AssetEventKind::Failure { mode: FailureMode::Unknown };

impl Notification {
    /// A breakdown is a failure; what let the object go on is none.
    fn into_happening(self) -> Option<Happening> {
        self.is_breakdown.then_some(Happening {
            number: self.number,
            text: self.text,
            object: self.object,
            at: self.began_at,
            what: MODE,
            downtime_hours: self.downtime_hours,
        })
    }
}

pub(crate) async fn changed_since(
    client: &SapClient,
    since: Timestamp,
    seen: Option<Timestamp>,
) -> Result<Changes<Happening>, Refused> {
    if !client.tells_findings().await? {
        return read(client, &[], since, seen).await;
    }
    match read(client, &[("$expand", findings::EXPANDED)], since, seen).await {
        // Described and yet not given: what befell objects is worth more than what was found at them.
        Err(refused) if refused.error.is_permanent() && refused.error.failure.code == ErrorCode::Invalid => {
            read(client, &[], since, seen).await
        }
        other => other,
    }
}

async fn read(
    client: &SapClient,
    more: &[(&str, &str)],
    since: Timestamp,
    seen: Option<Timestamp>,
) -> Result<Changes<Happening>, Refused> {
    let told = |row: &Row| notification(row, client.config.zone).and_then(Notification::into_happening);
    changes::read(client, Service::Notification, more, since, seen, told).await
}

fn notification(row: &Row, zone: Tz) -> Option<Notification> {
    let text = |field: &str| edm::text(row, field);
    // The malfunction's times are of the notification's own zone, else of the system's.
    let zone = text("NotificationTimeZone").and_then(|z| sap_zone(&z)).unwrap_or(zone);
    let at = |day: &str, time: &str| {
        let time = edm::time_of_day(row, time).unwrap_or(NaiveTime::MIN);
        edm::date(row, day).map(|day| zone::to_instant(zone, day.and_time(time)))
    };
    let began_at = at("MalfunctionStartDate", "MalfunctionStartTime")?;
    let ended_at = at("MalfunctionEndDate", "MalfunctionEndTime").filter(|end| *end >= began_at);
    let unit = text("MaintObjDowntimeDurationUnit").unwrap_or_default();
    let told = edm::number(row, "MaintObjectDowntimeDuration").and_then(|d| Some(d * hours_of(&unit)?));
    let is_breakdown = edm::flag(row, "MaintenanceObjectIsDown");
    let between = ended_at.filter(|_| is_breakdown).map(|end| (end - began_at).num_seconds() as f64 / 3_600.0);
    Some(Notification {
        number: text("MaintenanceNotification")?,
        text: [text("NotificationText"), findings::read(row)].into_iter().flatten().collect::<Vec<_>>().join("\n"),
        object: ObjectRef { kind: kind_of(&text("TechObjIsEquipOrFuncnlLoc")?)?, number: text("TechnicalObject")? },
        began_at,
        ended_at,
        is_breakdown,
        downtime_hours: told.filter(|hours| *hours > 0.0).or(between),
    })
}

/// `EAMS_EQUI`, `EAMS_FL`.
fn kind_of(told: &str) -> Option<ObjectKind> {
    let told = told.to_ascii_uppercase();
    match told {
        t if t.contains("EQUI") => Some(ObjectKind::Equipment),
        t if t.contains("FL") || t.contains("FUNC") => Some(ObjectKind::FunctionalLocation),
        _ => None,
    }
}

/// Units of time as SAP writes them, in English and German, inside and ISO.
fn hours_of(unit: &str) -> Option<f64> {
    match unit.to_ascii_uppercase().as_str() {
        "H" | "HR" | "HUR" | "STD" => Some(1.0),
        "MIN" => Some(1.0 / 60.0),
        "S" | "SEC" => Some(1.0 / 3_600.0),
        "D" | "DAY" | "TAG" => Some(24.0),
        _ => None,
    }
}

/// SAP's own names of zones that its plants use; names of the tz database as they are.
fn sap_zone(name: &str) -> Option<Tz> {
    match name {
        "UTC" => Some(Tz::UTC),
        "SAUDIA" | "UTC+3" => Some(Tz::Asia__Riyadh),
        "CET" => Some(Tz::Europe__Berlin),
        other => other.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(more: Value) -> Option<Notification> {
        let mut row = json!({
            "MaintenanceNotification": "10000042", "NotificationType": "M2", "NotificationText": "Seal leaks",
            "TechnicalObject": "P-101", "TechObjIsEquipOrFuncnlLoc": "EAMS_EQUI",
            "MalfunctionStartDate": "/Date(1735689600000)/", "MalfunctionStartTime": "PT06H00M00S",
            "MalfunctionEndDate": "/Date(1735689600000)/", "MalfunctionEndTime": "PT09H30M00S",
            "MaintenanceObjectIsDown": true, "MaintObjectDowntimeDuration": "0", "MaintObjDowntimeDurationUnit": "H",
        });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        notification(row.as_object().unwrap(), Tz::Asia__Riyadh)
    }

    #[test]
    fn a_malfunction_is_read_in_its_own_zone() {
        let found = read(json!({})).unwrap();
        assert_eq!(found.began_at.to_rfc3339(), "2025-01-01T03:00:00+00:00");
        assert_eq!((found.downtime_hours, found.is_breakdown), (Some(3.5), true));
        let berlin = read(json!({"NotificationTimeZone": "CET"})).unwrap();
        assert_eq!(berlin.began_at.to_rfc3339(), "2025-01-01T05:00:00+00:00");
        let unknown = read(json!({"NotificationTimeZone": "RUS03"})).unwrap();
        assert_eq!(unknown.began_at, found.began_at);
    }

    #[test]
    fn downtime_is_what_sap_says_else_what_lies_between() {
        let hours = |more: Value| read(more).unwrap().downtime_hours;
        assert_eq!(hours(json!({"MaintObjectDowntimeDuration": 90, "MaintObjDowntimeDurationUnit": "MIN"})), Some(1.5));
        assert_eq!(
            hours(json!({"MaintObjectDowntimeDuration": "2", "MaintObjDowntimeDurationUnit": "TAG"})),
            Some(48.0)
        );
        assert_eq!(
            hours(json!({"MaintObjectDowntimeDuration": "2", "MaintObjDowntimeDurationUnit": "???"})),
            Some(3.5)
        );
        assert_eq!(hours(json!({"MaintenanceObjectIsDown": false})), None);
        assert_eq!(hours(json!({"MalfunctionEndDate": null})), None);
        // An end before the beginning is none.
        let odd = read(json!({"MalfunctionEndTime": "PT05H00M00S"})).unwrap();
        assert_eq!((odd.ended_at, odd.downtime_hours), (None, None));
    }

    #[test]
    fn what_tells_of_no_malfunction_of_an_object_is_none() {
        for more in [
            json!({"MalfunctionStartDate": null}),
            json!({"TechnicalObject": ""}),
            json!({"TechObjIsEquipOrFuncnlLoc": "OTHER"}),
            json!({"MaintenanceNotification": ""}),
        ] {
            assert_eq!(read(more.clone()), None, "{more}");
        }
        assert_eq!(
            read(json!({"TechObjIsEquipOrFuncnlLoc": "EAMS_FL"})).unwrap().object.kind,
            ObjectKind::FunctionalLocation
        );
    }
}
