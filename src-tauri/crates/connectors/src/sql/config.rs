//! A database's configuration, parsed once from the JSON that the declaration has validated.

use super::{
    failure,
    identifier::Engine,
    quality::QualityCodes,
    query::Checked,
    relation::{Columns, Origin, Relation},
};
use crate::{
    SourceContext,
    net::{self, Place, secure::Trust},
};
use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::{Failure, Secret};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

#[derive(Debug, Clone)]
pub(crate) struct SqlConfig {
    pub engine: Engine,
    pub at: Place,
    pub database: String,
    pub user: String,
    pub password: Secret,
    /// `None`: not encrypted.
    pub trust: Option<Trust>,
    pub relation: Relation,
    /// What the columns are called as typed: for messages.
    pub time_column: String,
    pub value_column: String,
    pub codes: QualityCodes,
    pub zone: Tz,
    pub poll_interval: Duration,
    pub overlap: TimeDelta,
    pub statement_timeout: Duration,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields {
    engine: String,
    host: String,
    #[serde(default)]
    port: Option<f64>,
    database: String,
    user_name: String,
    encryption: String,
    #[serde(default)]
    authority: Option<String>,
    reads: String,
    #[serde(default)]
    schema: Option<String>,
    #[serde(default)]
    table: Option<String>,
    #[serde(default)]
    query: Option<String>,
    tag_column: String,
    time_column: String,
    value_column: String,
    #[serde(default)]
    quality_column: Option<String>,
    quality_codes: String,
    #[serde(default)]
    tag_table: Option<String>,
    time_zone: String,
    poll_interval_seconds: f64,
    overlap_seconds: f64,
    statement_timeout_seconds: f64,
}

impl SqlConfig {
    pub fn parse(config: &Value, context: &SourceContext) -> Result<Self, Failure> {
        let fields: Fields = super::declaration().read(config, context)?;
        let engine = match fields.engine.as_str() {
            "mysql" => Engine::Mysql,
            "sqlserver" => Engine::SqlServer,
            _ => Engine::Postgresql,
        };
        let port = fields.port.map_or(engine.default_port(), |p| p as u16);
        let trust = match fields.encryption.as_str() {
            "none" => None,
            _ => Some(Trust::of(fields.authority.as_deref())?),
        };
        Ok(Self {
            engine,
            at: Place::parse(&fields.host, port).ok_or_else(|| net::failure::host_malformed("host"))?,
            password: context.secret("password"),
            trust,
            relation: fields.relation(engine)?,
            codes: QualityCodes::parse(&fields.quality_codes),
            zone: fields.time_zone.trim().parse().map_err(|_| failure::time_zone_unknown(&fields.time_zone))?,
            poll_interval: Duration::from_secs_f64(fields.poll_interval_seconds),
            overlap: TimeDelta::milliseconds((fields.overlap_seconds * 1000.0) as i64),
            statement_timeout: Duration::from_secs_f64(fields.statement_timeout_seconds),
            database: fields.database,
            user: fields.user_name,
            time_column: fields.time_column,
            value_column: fields.value_column,
        })
    }
}

impl Fields {
    fn relation(&self, engine: Engine) -> Result<Relation, Failure> {
        let given = |text: &Option<String>| text.clone().filter(|t| !t.trim().is_empty());
        let qualified = |table: &str, field: &str| -> Result<String, Failure> {
            let table = engine.quoted(table, field)?;
            Ok(match given(&self.schema) {
                Some(schema) => format!("{}.{table}", engine.quoted(&schema, "schema")?),
                None => table,
            })
        };
        let is_query = self.reads == "query";
        let origin = match is_query {
            true => Origin::Query(Checked::parse(self.query.as_deref().unwrap_or_default(), engine)?),
            false => Origin::Table(qualified(self.table.as_deref().unwrap_or_default(), "table")?),
        };
        let tag_table = given(&self.tag_table).filter(|_| !is_query);
        Ok(Relation {
            engine,
            origin,
            columns: Columns {
                tag: engine.quoted(&self.tag_column, "tagColumn")?,
                time: engine.quoted(&self.time_column, "timeColumn")?,
                value: engine.quoted(&self.value_column, "valueColumn")?,
                quality: given(&self.quality_column).map(|c| engine.quoted(&c, "qualityColumn")).transpose()?,
            },
            tag_table: tag_table.map(|table| qualified(&table, "tagTable")).transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parse(more: Value) -> Result<SqlConfig, Failure> {
        let mut config = json!({"host": "db", "database": "mes", "userName": "optria", "table": "readings"});
        config.as_object_mut().unwrap().append(more.clone().as_object_mut().unwrap());
        let secrets = [("password".to_owned(), Secret::new("hunter2"))].into();
        SqlConfig::parse(&config, &SourceContext { secrets, folder: "/nonexistent".into() })
    }

    #[test]
    fn what_is_wrong_is_named_before_anything_is_connected() {
        for (more, expected) in [
            (json!({"host": "https://db"}), "net-host-malformed"),
            (json!({"host": "db:5432"}), "net-host-malformed"),
            // A named instance is found by its port.
            (json!({"engine": "sqlserver", "host": "db\\MES"}), "net-host-malformed"),
            (json!({"timeZone": "Riyadh"}), "sql-time-zone-unknown"),
            (json!({"reads": "query", "query": "DROP TABLE t"}), "sql-query-not-one-select"),
            (json!({"tagColumn": "a\tb"}), "config-text-too-long"),
            (json!({"table": "  "}), "sql-identifier-malformed"),
            (
                json!({"authority": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"}),
                "net-authority-unreadable",
            ),
            (json!({"port": 70_000}), "config-number-out-of-range"),
        ] {
            assert_eq!(parse(more.clone()).unwrap_err().message.id, expected, "{more}");
        }
    }

    #[test]
    fn the_port_follows_the_engine_and_no_password_shows() {
        assert_eq!(parse(json!({})).unwrap().at.port, 5432);
        let mysql = parse(json!({"engine": "mysql", "encryption": "none"})).unwrap();
        assert_eq!(mysql.at.port, 3306);
        assert_eq!(parse(json!({"engine": "sqlserver"})).unwrap().at.port, 1433);
        assert!(!format!("{mysql:?}").contains("hunter2"));
    }
}
