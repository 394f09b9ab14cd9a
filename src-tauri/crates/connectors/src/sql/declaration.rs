//! The configuration of a database as the form shows it. The most secure choice is the default.

use crate::{Declaration, Field, FieldKind};
use domain::ConnectorKind;

/// PostgreSQL keeps 63 bytes of a name, MySQL 64 characters, SQL Server 128.
const NAME: FieldKind = FieldKind::Text { max_length: 128 };
/// More than anybody writes by hand, and nothing for a parser to be long at.
pub(super) const LONGEST_QUERY: u32 = 20_000;

pub fn declaration() -> Declaration {
    let text = |max_length| FieldKind::Text { max_length };
    let in_table = |field: Field| field.show_when("reads", &["table"]);
    Declaration {
        connector: ConnectorKind::Sql,
        fields: vec![
            Field::new("engine", FieldKind::select(&["postgresql", "mysql", "sqlserver"]))
                .required()
                .default("postgresql"),
            Field::new("host", text(255)).required(),
            Field::new("port", FieldKind::Number { min: 1.0, max: 65_535.0, unit: None }),
            Field::new("database", NAME).required(),
            Field::new("userName", text(128)).required(),
            Field::new("password", FieldKind::Password).required(),
            Field::new("encryption", FieldKind::select(&["verified", "none"])).required().default("verified"),
            Field::new("authority", FieldKind::Pem).show_when("encryption", &["verified"]),
            Field::new("reads", FieldKind::select(&["table", "query"])).required().default("table"),
            in_table(Field::new("schema", NAME)),
            in_table(Field::new("table", NAME).required()),
            Field::new("query", FieldKind::Query { max_length: LONGEST_QUERY })
                .required()
                .show_when("reads", &["query"]),
            Field::new("tagColumn", NAME).required().default("tag"),
            Field::new("timeColumn", NAME).required().default("time"),
            Field::new("valueColumn", NAME).required().default("value"),
            Field::new("qualityColumn", NAME),
            Field::new("qualityCodes", FieldKind::select(&["opc", "opcua", "zero_is_good", "one_is_good", "words"]))
                .required()
                .default("opc"),
            in_table(Field::new("tagTable", NAME)),
            Field::new("timeZone", text(64)).required().default("UTC"),
            Field::new("pollIntervalSeconds", seconds(1.0, 3_600.0)).required().default(10),
            Field::new("overlapSeconds", seconds(0.0, 86_400.0)).required().default(60),
            Field::new("statementTimeoutSeconds", seconds(1.0, 600.0)).required().default(30),
            Field::new("historyDays", FieldKind::Number { min: 0.0, max: 31.0, unit: Some("d".into()) })
                .required()
                .default(0),
        ],
    }
}

fn seconds(min: f64, max: f64) -> FieldKind {
    FieldKind::Number { min, max, unit: Some("s".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_server_a_table_and_a_reader_are_enough_and_the_rest_is_secure() {
        let given = json!({"host": "mes-db", "database": "mes", "userName": "optria", "table": "readings"});
        let whole = declaration().validate(&given, |name| name == "password").unwrap();
        assert_eq!(whole["encryption"], "verified");
        assert_eq!(whole["engine"], "postgresql");
        assert_eq!(whole["statementTimeoutSeconds"], 30);
    }

    #[test]
    fn a_query_needs_no_table_and_a_table_no_query() {
        let fields = |more: serde_json::Value| {
            let mut given = json!({"host": "mes-db", "database": "mes", "userName": "optria"});
            given.as_object_mut().unwrap().append(more.clone().as_object_mut().unwrap());
            let problems = declaration().validate(&given, |_| true).err().unwrap_or_default();
            problems.into_iter().map(|f| format!("{:?}", f.message.args["field"])).collect::<Vec<_>>()
        };
        assert_eq!(fields(json!({})), [r#"Text("table")"#]);
        assert_eq!(fields(json!({"reads": "query"})), [r#"Text("query")"#]);
        assert!(fields(json!({"reads": "query", "query": "SELECT\n1"})).is_empty());
    }
}
