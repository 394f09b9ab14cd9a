//! The configuration of a PI Web API as the form shows it.

use crate::{Declaration, Field, FieldKind, net::sign_in};
use domain::ConnectorKind;

pub fn declaration() -> Declaration {
    let text = |max_length| FieldKind::Text { max_length };
    let [token_url, client_id, client_secret, scope] = sign_in::client_credentials();
    Declaration {
        connector: ConnectorKind::Pi,
        fields: vec![
            Field::new("baseUrl", FieldKind::url(&["https", "http"])).required().global_default(),
            Field::new("authority", FieldKind::Pem),
            Field::new("signIn", FieldKind::select(&["basic", "bearer", "oauth2", "negotiate"]))
                .required()
                .default("basic"),
            Field::new("userName", text(200)).required().show_when("signIn", &["basic"]),
            Field::new("password", FieldKind::Password).required().show_when("signIn", &["basic"]),
            Field::new("token", FieldKind::Password).required().show_when("signIn", &["bearer"]),
            token_url,
            client_id,
            client_secret,
            scope,
            Field::new("dataServer", text(200)),
            Field::new("pollIntervalSeconds", FieldKind::Number { min: 1.0, max: 3_600.0, unit: Some("s".into()) })
                .required()
                .default(5),
            Field::new("useChannel", FieldKind::Toggle).required().default(true),
            Field::new("historyDays", FieldKind::Number { min: 0.0, max: 31.0, unit: Some("d".into()) })
                .required()
                .default(0),
            Field::new("historyAs", FieldKind::select(&["recorded", "plot", "interpolated"]))
                .required()
                .default("recorded"),
            Field::new("historyStepMinutes", FieldKind::Number { min: 1.0, max: 1_440.0, unit: Some("min".into()) })
                .required()
                .default(10)
                .show_when("historyAs", &["plot", "interpolated"]),
        ],
    }
}
