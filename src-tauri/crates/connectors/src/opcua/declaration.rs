//! The configuration of an OPC UA integration as the form shows it. The most secure choice is the default; a person
//! has to step down from it knowingly.

use crate::{Declaration, Field, FieldKind};
use domain::ConnectorKind;

/// Publishing and sampling below this only load the server; above it a person waits too long for a value.
const INTERVAL_MS: (f64, f64) = (50.0, 60_000.0);

pub fn declaration() -> Declaration {
    Declaration {
        connector: ConnectorKind::Opcua,
        fields: vec![
            Field::new("endpointUrl", FieldKind::url(&["opc.tcp"])).required(),
            Field::new(
                "securityPolicy",
                FieldKind::select(&["Basic256Sha256", "Aes256_Sha256_RsaPss", "Aes128_Sha256_RsaOaep", "None"]),
            )
            .required()
            .default("Basic256Sha256"),
            Field::new("securityMode", FieldKind::select(&["SignAndEncrypt", "Sign"]))
                .required()
                .default("SignAndEncrypt")
                .show_when("securityPolicy", &["Basic256Sha256", "Aes256_Sha256_RsaPss", "Aes128_Sha256_RsaOaep"]),
            Field::new("identity", FieldKind::select(&["anonymous", "user", "certificate"]))
                .required()
                .default("anonymous"),
            Field::new("userName", FieldKind::Text { max_length: 200 })
                .required()
                .show_when("identity", &["user"])
                .global_default(),
            Field::new("password", FieldKind::Password).required().show_when("identity", &["user"]),
            Field::new("userCertificate", FieldKind::Pem).required().show_when("identity", &["certificate"]),
            Field::new("userKey", FieldKind::Password).required().show_when("identity", &["certificate"]),
            Field::new("publishingIntervalMs", milliseconds(INTERVAL_MS.0, INTERVAL_MS.1)).required().default(1000),
            Field::new("samplingIntervalMs", milliseconds(INTERVAL_MS.0, INTERVAL_MS.1)).required().default(1000),
            Field::new("sessionTimeoutMs", milliseconds(10_000.0, 3_600_000.0)).required().default(60_000),
            Field::new("useHistory", FieldKind::Toggle).required().default(true),
            Field::new("historyDays", FieldKind::Number { min: 0.0, max: 31.0, unit: Some("d".into()) })
                .required()
                .default(0)
                .show_when_on("useHistory"),
        ],
    }
}

fn milliseconds(min: f64, max: f64) -> FieldKind {
    FieldKind::Number { min, max, unit: Some("ms".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_the_url_has_to_be_given_and_the_rest_is_secure() {
        let whole = declaration().validate(&json!({"endpointUrl": "opc.tcp://plc7:4840"}), |_| false).unwrap();
        assert_eq!(whole["securityPolicy"], "Basic256Sha256");
        assert_eq!(whole["securityMode"], "SignAndEncrypt");
        assert_eq!(whole["useHistory"], true);
    }

    #[test]
    fn a_user_needs_a_name_and_a_password() {
        let config = json!({"endpointUrl": "opc.tcp://plc7:4840", "identity": "user"});
        let fields: Vec<_> = declaration()
            .validate(&config, |_| false)
            .unwrap_err()
            .into_iter()
            .map(|f| format!("{:?}", f.message.args["field"]))
            .collect();
        assert_eq!(fields, [r#"Text("userName")"#, r#"Text("password")"#]);
    }
}
