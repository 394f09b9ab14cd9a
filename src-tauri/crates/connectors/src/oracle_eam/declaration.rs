//! The configuration of Oracle Maintenance as the form shows it.

use super::page::MOST_ROWS;
use crate::{Declaration, Field, FieldKind, net::sign_in};
use domain::ConnectorKind;

/// Oracle numbers its REST resources so since 2018.
pub(crate) const RESOURCES_PATH: &str = "/fscmRestApi/resources/11.13.18.05";

pub fn declaration() -> Declaration {
    let text = |max_length| FieldKind::Text { max_length };
    let number = |min, max, unit: &str| FieldKind::Number { min, max, unit: Some(unit.into()) };
    let server = [
        Field::new("baseUrl", FieldKind::url(&["https", "http"])).required().global_default(),
        Field::new("authority", FieldKind::Pem),
        Field::new("resourcesPath", text(200)).required().default(RESOURCES_PATH),
    ];
    let plant = [
        Field::new("organization", text(18)).required(),
        Field::new("timeZone", text(64)).required().default("Asia/Riyadh"),
        Field::new("pageSize", FieldKind::Number { min: 1.0, max: MOST_ROWS as f64, unit: None })
            .required()
            .default(200),
        Field::new("failureCodes", text(300)).default("CORRECTIVE"),
        Field::new("orderType", text(30)).required().default("CORRECTIVE"),
        Field::new("orderSubType", text(30)),
        Field::new("orderStatus", FieldKind::select(&["ORA_UNRELEASED", "ORA_RELEASED"]))
            .required()
            .default("ORA_UNRELEASED"),
        Field::new("pollIntervalMinutes", number(1.0, 1_440.0, "min")).required().default(15),
        Field::new("historyDays", number(0.0, 7_300.0, "d")).required().default(1_825),
    ];
    let fields = server.into_iter().chain(sign_in::fields()).chain(plant).collect();
    Declaration { connector: ConnectorKind::OracleEam, fields }
}
