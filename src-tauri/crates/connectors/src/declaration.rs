//! A connector declares its configuration once; the declaration validates, masks, documents and draws the form.
//! Labels and help are Fluent ids: `connector-<kind>-<field>` and `connector-<kind>-<field>-help`.

use crate::SourceContext;
use domain::{ConnectorKind, ErrorCode, Failure, Message};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FieldKind {
    Text {
        max_length: u32,
    },
    /// `schemes` are those allowed: `opc.tcp`; `https` and `http`.
    Url {
        schemes: Vec<String>,
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
    /// A query of a person's own, over several lines.
    Query {
        max_length: u32,
    },
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
    /// Left empty, it takes the value of the setting `<connector>.<field>` (in snake case).
    pub takes_global_default: bool,
    /// What is in force while the field is empty, where it takes a global default and there is one. Told by whoever
    /// knows the settings; a bare declaration has none.
    pub global_default: Option<GlobalDefault>,
}

/// Where a value comes from that nobody has typed into the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The declaration itself.
    BuiltIn,
    /// This workstation's environment or settings file.
    Environment,
    /// Set by the platform's owner for all tenants.
    Platform,
    /// Set by the tenant for itself.
    Tenant,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct GlobalDefault {
    /// `***` for a secret.
    #[ts(type = "unknown")]
    pub value: Value,
    pub origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Declaration {
    pub connector: ConnectorKind,
    pub fields: Vec<Field>,
}

impl Field {
    pub fn new(name: &str, kind: FieldKind) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            required: false,
            default: Value::Null,
            show_when: None,
            takes_global_default: false,
            global_default: None,
        }
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
    /// May be left empty for what the platform or the tenant has set for it.
    #[must_use]
    pub fn global_default(mut self) -> Self {
        self.takes_global_default = true;
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

    /// Fields that a person may leave empty for a default which may be another tomorrow, so it is no part of what is
    /// saved.
    pub fn with_global_default(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|f| f.takes_global_default && !f.is_secret())
    }

    /// The configuration as it works: what is left empty and takes a global default is `default_of` the field.
    pub fn filled_in(&self, config: &Value, default_of: impl Fn(&Field) -> Option<Value>) -> Value {
        let mut whole = config.clone();
        if let Some(fields) = whole.as_object_mut() {
            for field in self.with_global_default().filter(|f| is_left_empty(config, &f.name)) {
                if let Some(value) = default_of(field) {
                    fields.insert(field.name.clone(), value);
                }
            }
        }
        whole
    }

    /// The validated configuration as it is saved: empty again where it was left empty in `given`.
    pub fn as_saved(&self, mut validated: Value, given: &Value) -> Value {
        if let Some(fields) = validated.as_object_mut() {
            for field in self.with_global_default().filter(|f| is_left_empty(given, &f.name)) {
                fields.insert(field.name.clone(), Value::Null);
            }
        }
        validated
    }

    /// A configuration as its connector keeps it: with the defaults filled in, so that one from the store and one from a
    /// test read the same. The first that is wrong is told.
    pub(crate) fn read<F: DeserializeOwned>(&self, config: &Value, context: &SourceContext) -> Result<F, Failure> {
        let whole = self
            .validate(config, |name| !context.secret(name).is_empty())
            .map_err(|mut problems| problems.swap_remove(0))?;
        serde_json::from_value(whole).map_err(|e| problem("config-not-an-object", "").detail(e))
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
                kind => problems.extend(check(kind, value).map(|message| named(message, &field.name))),
            }
        }
        if problems.is_empty() { Ok(Value::Object(whole)) } else { Err(problems) }
    }
}

fn is_shown(field: &Field, config: &Map<String, Value>) -> bool {
    field.show_when.as_ref().is_none_or(|w| config.get(&w.field).is_some_and(|v| w.is_one_of.contains(v)))
}

fn is_left_empty(config: &Value, field: &str) -> bool {
    match config.get(field) {
        None | Some(Value::Null) => true,
        Some(value) => value.as_str().is_some_and(|text| text.trim().is_empty()),
    }
}

impl FieldKind {
    pub fn select(options: &[&str]) -> Self {
        Self::Select { options: options.iter().map(|v| FieldOption { value: (*v).into() }).collect() }
    }
    pub fn url(schemes: &[&str]) -> Self {
        Self::Url { schemes: schemes.iter().map(|s| (*s).into()).collect() }
    }

    /// The message of what is wrong with a value; `None` where nothing is.
    pub fn problem_with(&self, value: &Value) -> Option<Message> {
        check(self, value)
    }
}

fn check(kind: &FieldKind, value: &Value) -> Option<Message> {
    let id = match kind {
        FieldKind::Text { max_length } => match value.as_str() {
            Some(s) if s.chars().count() <= *max_length as usize && domain::text::misleading(s).is_none() => None,
            Some(_) => Some("config-text-too-long"),
            None => Some("config-not-text"),
        },
        FieldKind::Url { schemes } => match value.as_str().and_then(|s| s.split_once("://")) {
            Some((s, rest))
                if schemes.iter().any(|known| known == s)
                    && !rest.is_empty()
                    && !rest.contains(char::is_whitespace) =>
            {
                None
            }
            _ => Some("config-url-malformed"),
        },
        FieldKind::Query { max_length } => match value.as_str() {
            Some(s) if s.chars().count() <= *max_length as usize && !s.chars().any(is_no_text) => None,
            Some(_) => Some("config-text-too-long"),
            None => Some("config-not-text"),
        },
        FieldKind::Number { min, max, .. } => match value.as_f64() {
            Some(n) if n.is_finite() && (*min..=*max).contains(&n) => None,
            _ => return Some(Message::new("config-number-out-of-range").with("least", *min).with("most", *max)),
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
    };
    id.map(Message::new)
}

/// Of several lines of text everything that is no letter and no way of parting lines or words.
fn is_no_text(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn problem(id: &str, field: &str) -> Failure {
    named(Message::new(id), field)
}

fn named(message: Message, field: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, message.with("field", field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sample() -> Declaration {
        Declaration {
            connector: ConnectorKind::Opcua,
            fields: vec![
                Field::new("endpointUrl", FieldKind::url(&["opc.tcp"])).required(),
                Field::new("identity", FieldKind::select(&["anonymous", "user"])).default("anonymous"),
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
    fn what_is_left_empty_works_with_the_default_and_is_saved_empty() {
        let mut declaration = sample();
        declaration.fields[2] = declaration.fields[2].clone().global_default();
        let default = |_: &Field| Some(json!("scada"));
        for empty in [json!({}), json!({"userName": null}), json!({"userName": ""}), json!({"userName": "  "})] {
            let mut given = json!({"endpointUrl": "opc.tcp://h:4840", "identity": "user"});
            given.as_object_mut().unwrap().append(empty.clone().as_object_mut().unwrap());
            let whole = declaration.validate(&declaration.filled_in(&given, default), |_| true).unwrap();
            assert_eq!(whole["userName"], "scada");
            let saved = declaration.as_saved(whole, &given);
            assert_eq!(saved["userName"], Value::Null, "{empty}");
            assert_eq!(declaration.filled_in(&saved, default)["userName"], "scada");
            assert!(declaration.validate(&declaration.filled_in(&saved, |_| None), |_| true).is_err());
        }
        let own = json!({"endpointUrl": "opc.tcp://h:4840", "identity": "user", "userName": "me"});
        let whole = declaration.validate(&declaration.filled_in(&own, default), |_| true).unwrap();
        assert_eq!(declaration.as_saved(whole, &own)["userName"], "me");
        assert_eq!(declaration.filled_in(&json!([]), default), json!([]));
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
        let user = json!({"endpointUrl": "opc.tcp://h", "identity": "user", "userName": 7});
        assert_eq!(ids(user), ["config-not-text", "config-field-required"]);
    }
}
