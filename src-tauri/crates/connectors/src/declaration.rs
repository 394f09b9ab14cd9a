//! A connector declares its configuration once; the declaration validates, masks, documents and draws the form.
//! Labels and help are Fluent ids: `connector-<kind>-<field>` and `connector-<kind>-<field>-help`.

use domain::{ConnectorKind, ErrorCode, Failure, Message};
use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FieldKind {
    Text {
        max_length: u32,
    },
    /// `scheme` is the only one allowed: `opc.tcp`.
    Url {
        scheme: String,
    },
    Number {
        min: f64,
        max: f64,
        unit: Option<String>,
    },
    Select {
        options: Vec<FieldOption>,
    },
    /// Kept in the keychain, shown as `***`.
    Password,
    /// Text in PEM; certificate only, never a key.
    Pem,
    Toggle,
}

/// A choice; its label is the Fluent id `connector-<kind>-<field>-<value>`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FieldOption {
    pub value: String,
}

/// The field is there only while another has one of these values.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowWhen {
    pub field: String,
    pub is_one_of: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    pub name: String,
    #[serde(flatten)]
    pub kind: FieldKind,
    pub required: bool,
    #[ts(type = "unknown")]
    pub default: Value,
    pub show_when: Option<ShowWhen>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Declaration {
    pub connector: ConnectorKind,
    pub fields: Vec<Field>,
}

impl Field {
    pub fn new(name: &str, kind: FieldKind) -> Self {
        Self { name: name.to_owned(), kind, required: false, default: Value::Null, show_when: None }
    }
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
    #[must_use]
    pub fn default(mut self, value: impl Into<Value>) -> Self {
        self.default = value.into();
        self
    }
    #[must_use]
    pub fn show_when(mut self, field: &str, is_one_of: &[&str]) -> Self {
        let is_one_of = is_one_of.iter().map(|v| Value::from(*v)).collect();
        self.show_when = Some(ShowWhen { field: field.to_owned(), is_one_of });
        self
    }
    /// Shown while the switch is on.
    #[must_use]
    pub fn show_when_on(mut self, field: &str) -> Self {
        self.show_when = Some(ShowWhen { field: field.to_owned(), is_one_of: vec![Value::Bool(true)] });
        self
    }
    pub fn is_secret(&self) -> bool {
        matches!(self.kind, FieldKind::Password)
    }
}

impl Declaration {
    pub fn secret_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|f| f.is_secret())
    }

    /// Checks a configuration against the fields and fills in defaults. Unknown keys are refused; secrets are not
    /// part of it (`has_secret` tells which are kept). Names everything that is wrong, not just the first.
    pub fn validate(&self, config: &Value, has_secret: impl Fn(&str) -> bool) -> Result<Value, Vec<Failure>> {
        let Some(given) = config.as_object() else {
            return Err(vec![problem("config-not-an-object", "")]);
        };
        let mut problems: Vec<Failure> = given
            .keys()
            .filter(|key| !self.fields.iter().any(|f| f.name == **key))
            .map(|key| problem("config-unknown-field", key))
            .collect();
        let mut whole = Map::new();
        for field in self.fields.iter().filter(|f| !f.is_secret()) {
            let value = given.get(&field.name).filter(|v| !v.is_null() && v.as_str() != Some(""));
            whole.insert(field.name.clone(), value.unwrap_or(&field.default).clone());
        }
        for field in self.fields.iter().filter(|f| is_shown(f, &whole)) {
            let value = whole.get(&field.name).unwrap_or(&Value::Null);
            match &field.kind {
                FieldKind::Password => {
                    if field.required && !has_secret(&field.name) {
                        problems.push(problem("config-field-required", &field.name));
                    }
                }
                _ if value.is_null() => {
                    if field.required {
                        problems.push(problem("config-field-required", &field.name));
                    }
                }
                kind => problems.extend(check(kind, value).map(|id| problem(id, &field.name))),
            }
        }
        if problems.is_empty() { Ok(Value::Object(whole)) } else { Err(problems) }
    }
}

fn is_shown(field: &Field, config: &Map<String, Value>) -> bool {
    field.show_when.as_ref().is_none_or(|w| config.get(&w.field).is_some_and(|v| w.is_one_of.contains(v)))
}

fn check(kind: &FieldKind, value: &Value) -> Option<&'static str> {
    match kind {
        FieldKind::Text { max_length } => match value.as_str() {
            Some(s) if s.chars().count() <= *max_length as usize && !s.chars().any(char::is_control) => None,
            Some(_) => Some("config-text-too-long"),
            None => Some("config-not-text"),
        },
        FieldKind::Url { scheme } => match value.as_str().and_then(|s| s.split_once("://")) {
            Some((s, rest)) if s == scheme && !rest.is_empty() && !rest.contains(char::is_whitespace) => None,
            _ => Some("config-url-malformed"),
        },
        FieldKind::Number { min, max, .. } => match value.as_f64() {
            Some(n) if n.is_finite() && (*min..=*max).contains(&n) => None,
            _ => Some("config-number-out-of-range"),
        },
        FieldKind::Select { options } => match value.as_str() {
            Some(s) if options.iter().any(|o| o.value == s) => None,
            _ => Some("config-not-an-option"),
        },
        FieldKind::Pem => match value.as_str() {
            Some(s) if s.contains("-----BEGIN CERTIFICATE-----") && !s.contains("PRIVATE KEY") => None,
            _ => Some("config-not-a-certificate"),
        },
        FieldKind::Toggle => (!value.is_boolean()).then_some("config-not-a-switch"),
        FieldKind::Password => None,
    }
}

fn problem(id: &str, field: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new(id).with("field", field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sample() -> Declaration {
        Declaration {
            connector: ConnectorKind::Opcua,
            fields: vec![
                Field::new("endpointUrl", FieldKind::Url { scheme: "opc.tcp".into() }).required(),
                Field::new(
                    "identity",
                    FieldKind::Select {
                        options: ["anonymous", "user"].map(|v| FieldOption { value: v.into() }).to_vec(),
                    },
                )
                .default("anonymous"),
                Field::new("userName", FieldKind::Text { max_length: 8 }).required().show_when("identity", &["user"]),
                Field::new("password", FieldKind::Password).required().show_when("identity", &["user"]),
                Field::new("rate", FieldKind::Number { min: 1.0, max: 10.0, unit: None }).default(5),
            ],
        }
    }

    #[test]
    fn defaults_are_filled_in_and_hidden_fields_are_not_asked_for() {
        let whole = sample().validate(&json!({"endpointUrl": "opc.tcp://h:4840"}), |_| false).unwrap();
        assert_eq!(whole["identity"], "anonymous");
        assert_eq!(whole["rate"], 5);
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let ids = |v: Value| -> Vec<String> {
            sample().validate(&v, |_| false).unwrap_err().into_iter().map(|f| f.message.id).collect()
        };
        assert_eq!(ids(json!([])), ["config-not-an-object"]);
        assert_eq!(
            ids(json!({"endpointUrl": "http://x", "identity": "user", "rate": 1e99, "password": "p", "x": 1})),
            [
                "config-unknown-field",
                "config-url-malformed",
                "config-field-required",
                "config-field-required",
                "config-number-out-of-range"
            ]
        );
        assert_eq!(ids(json!({"endpointUrl": "opc.tcp://h", "identity": "root"})), ["config-not-an-option"]);
    }
}
