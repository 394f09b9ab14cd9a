//! Settings with a platform's default and a tenant's own value: which there are, what is in force and where it comes
//! from. In rising precedence: built in, this workstation's environment, the platform, the tenant. What the central
//! database has is kept in the local store, so that it counts offline too; what stands there and is no value of its
//! setting counts as not set.

use super::{
    LinkGuard, Online,
    sealing::Stopped,
    unlock::{GRACE_DAYS, MOST_GRACE_DAYS},
};
use crate::{Settings, commands::Topic, failures::OrFailure, plant::Plant};
use connectors::{
    Declaration, FieldKind,
    declaration::{Field, GlobalDefault, Origin},
};
use domain::{ConnectorKind, Failure, Message, Timestamp, secret::MASK};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

/// How long somebody who has signed in here may unlock without the server.
pub const OFFLINE_GRACE_DAYS: &str = "offline_grace_days";

/// Key of the kept settings in the store.
const NAME: &str = "central-settings";

/// A setting that this version knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub key: String,
    /// Whose field it is the default of, where it is one.
    pub connector: Option<ConnectorKind>,
    pub field: Option<String>,
    pub kind: FieldKind,
    /// Null where there is none.
    pub built_in: Value,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let days = FieldKind::Number { min: 1.0, max: f64::from(MOST_GRACE_DAYS), unit: Some("d".into()) };
    let mut all = vec![Known {
        key: OFFLINE_GRACE_DAYS.into(),
        connector: None,
        field: None,
        kind: days,
        built_in: json!(GRACE_DAYS),
    }];
    for declaration in connectors::declarations() {
        all.extend(declaration.with_global_default().map(|field| Known {
            key: key_of(declaration.connector, &field.name),
            connector: Some(declaration.connector),
            field: Some(field.name.clone()),
            kind: field.kind.clone(),
            built_in: field.default.clone(),
        }));
    }
    all
});

pub fn known() -> &'static [Known] {
    &KNOWN
}

pub fn find(key: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|k| k.key == key)
}

impl Known {
    /// The message of what is wrong with a value.
    pub fn problem_with(&self, value: &Value) -> Option<Message> {
        if value.as_str().is_some_and(|text| text.trim().is_empty()) {
            return Some(Message::new("config-field-required"));
        }
        // Days are whole.
        if self.key == OFFLINE_GRACE_DAYS && value.as_f64().is_some_and(|n| n.fract() != 0.0) {
            return Some(Message::new("config-number-not-whole"));
        }
        self.kind.problem_with(value)
    }

    /// As it is stored: whole days are whole numbers, text has no space around it.
    pub fn normalized(&self, value: &Value) -> Value {
        match value.as_f64() {
            Some(days) if self.key == OFFLINE_GRACE_DAYS => json!(days as u32),
            _ => value.as_str().map_or_else(|| value.clone(), |text| json!(text.trim())),
        }
    }

    fn checked<'a>(&self, value: Option<&'a Value>) -> Option<&'a Value> {
        value.filter(|v| self.problem_with(v).is_none())
    }
}

/// `opcua.user_name` of the field `userName`.
fn key_of(connector: ConnectorKind, field: &str) -> String {
    let mut key = format!("{}.", connector.as_str());
    for c in field.chars() {
        if c.is_ascii_uppercase() {
            key.push('_');
        }
        key.push(c.to_ascii_lowercase());
    }
    key
}

/// What this workstation's environment and settings file give, by key.
pub fn environment(settings: &Settings) -> BTreeMap<String, Value> {
    let given = [
        ("opcua.user_name", &settings.opcua_username),
        ("pi.base_url", &settings.pi_base_url),
        ("sap.base_url", &settings.sap_base_url),
    ];
    given.into_iter().filter_map(|(key, value)| Some((key.to_owned(), json!(value.as_ref()?)))).collect()
}

/// A setting as the central database tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Told {
    key: String,
    tenant: Option<Value>,
    platform: Option<Value>,
}

/// What the central database told last about this workspace's tenant.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    settings: Vec<Told>,
    pub at: Option<Timestamp>,
}

impl Kept {
    fn of(settings: Vec<central::Setting>, at: Timestamp) -> Self {
        let told = |s: central::Setting| Told {
            key: s.key,
            tenant: s.is_tenants_own.then_some(s.value),
            platform: s.platform_value,
        };
        Self { settings: settings.into_iter().map(told).collect(), at: Some(at) }
    }

    /// What the tenant has set itself, also of what is no setting that a person is shown.
    pub fn tenants_own(&self, key: &str) -> Option<&Value> {
        self.settings.iter().find(|t| t.key == key)?.tenant.as_ref()
    }

    pub fn read(plant: &Plant) -> Result<Self, Failure> {
        plant.store.read(|c| store::setting::find::<Self>(c, NAME)).or_failure().map(Option::unwrap_or_default)
    }

    /// True where it is something else than what was kept.
    fn keep(&self, plant: &Plant) -> Result<bool, Failure> {
        plant
            .store
            .write(|t| {
                let before = store::setting::find::<Self>(t, NAME)?.unwrap_or_default();
                store::setting::set(t, NAME, self)?;
                Ok(before.settings != self.settings)
            })
            .or_failure()
    }
}

/// Asks the database. What it says of the workspace's own tenant is kept, and comes into force at once; what it says of
/// one that a platform owner has opened is only told.
pub async fn bring(plant: &Arc<Plant>, online: &Online, link: &LinkGuard) -> Result<Kept, Failure> {
    let own = super::state(plant)?.connection().tenant.id;
    let before = online.told(link.whoami().await)?.tenant_id;
    let asked = Kept::of(online.told(link.list_settings().await)?, plant.clock.now());
    // Asked twice: at another window's word the session may have gone elsewhere in between.
    let after = online.told(link.whoami().await)?.tenant_id;
    if before == own && after == own {
        put_in_force(plant, &asked).await?;
    }
    Ok(asked)
}

/// The same in the workstation's own session, which acts nowhere else.
pub async fn bring_alone(plant: &Arc<Plant>, link: &LinkGuard) -> Result<(), Stopped> {
    let asked = Kept::of(link.list_settings().await?, plant.clock.now());
    Ok(put_in_force(plant, &asked).await?)
}

async fn put_in_force(plant: &Arc<Plant>, asked: &Kept) -> Result<(), Failure> {
    if asked.keep(plant)? {
        plant.supervisor.reconcile(plant, None).await?;
        plant.changes.tell(&[Topic::Settings, Topic::Integrations]);
    }
    Ok(())
}

/// The value of one setting and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct InForce {
    /// Null where nothing is set anywhere.
    pub value: Value,
    pub origin: Origin,
    /// What would be in force without the tenant's own value, where the platform has one.
    pub platform: Option<Value>,
    /// What would be in force without both.
    pub below: Value,
}

/// What is in force of a setting.
pub fn in_force(known: &Known, environment: &BTreeMap<String, Value>, kept: &Kept) -> InForce {
    let told = kept.settings.iter().find(|t| t.key == known.key);
    let tenant = known.checked(told.and_then(|t| t.tenant.as_ref()));
    let platform = known.checked(told.and_then(|t| t.platform.as_ref()));
    let from_environment = known.checked(environment.get(&known.key));
    let below = from_environment.unwrap_or(&known.built_in);
    let (value, origin) = match (tenant, platform, from_environment) {
        (Some(value), _, _) => (value, Origin::Tenant),
        (None, Some(value), _) => (value, Origin::Platform),
        (None, None, Some(value)) => (value, Origin::Environment),
        (None, None, None) => (&known.built_in, Origin::BuiltIn),
    };
    InForce { value: value.clone(), origin, platform: platform.cloned(), below: below.clone() }
}

/// Of a field that takes a global default; `None` where nothing is set.
fn default_of(
    connector: ConnectorKind,
    field: &Field,
    environment: &BTreeMap<String, Value>,
    kept: &Kept,
) -> Option<InForce> {
    let known = find(&key_of(connector, &field.name))?;
    Some(in_force(known, environment, kept)).filter(|i| !i.value.is_null())
}

/// The configuration as it works, with what is left empty filled in.
pub fn filled_in(
    declaration: &Declaration,
    config: &Value,
    environment: &BTreeMap<String, Value>,
    kept: &Kept,
) -> Value {
    declaration.filled_in(config, |field| default_of(declaration.connector, field, environment, kept).map(|i| i.value))
}

/// The declaration with what stands in for each of its empty fields. `has_secret`: the environment gives this one.
pub fn told(
    mut declaration: Declaration,
    environment: &BTreeMap<String, Value>,
    kept: &Kept,
    has_secret: impl Fn(&str) -> bool,
) -> Declaration {
    let connector = declaration.connector;
    for field in &mut declaration.fields {
        field.global_default = match field.is_secret() {
            true => has_secret(&field.name).then(|| GlobalDefault { value: json!(MASK), origin: Origin::Environment }),
            false if field.takes_global_default => default_of(connector, field, environment, kept)
                .map(|i| GlobalDefault { value: i.value, origin: i.origin }),
            false => None,
        };
    }
    declaration
}

/// Days that somebody may unlock without the server, as the database has it now.
pub async fn grace_days(link: &central::Link) -> central::Result<u32> {
    Ok(offline_grace_days(&Kept::of(link.list_settings().await?, Timestamp::default())))
}

/// The same for this workspace's own tenant, as it was kept here.
pub fn kept_grace_days(plant: &Plant) -> Result<u32, Failure> {
    Ok(offline_grace_days(&Kept::read(plant)?))
}

fn offline_grace_days(kept: &Kept) -> u32 {
    let value = find(OFFLINE_GRACE_DAYS).map(|known| in_force(known, &BTreeMap::new(), kept).value);
    value.and_then(|v| v.as_f64()).map_or(GRACE_DAYS, |days| days as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(key: &str, tenant: Option<Value>, platform: Option<Value>) -> Kept {
        Kept { settings: vec![Told { key: key.into(), tenant, platform }], at: None }
    }

    fn user_name() -> &'static Known {
        find("opcua.user_name").unwrap()
    }

    #[test]
    fn every_key_is_one_that_the_database_takes() {
        for known in known() {
            let is_word = known.key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.".contains(c));
            let is_secret = ["password", "secret", "token", "api_key", "private"].iter().any(|w| known.key.contains(w));
            assert!(is_word && !is_secret && (2..=100).contains(&known.key.len()), "{}", known.key);
            assert!(known.built_in.is_null() || known.problem_with(&known.built_in).is_none(), "{}", known.key);
        }
        assert!(find("opcua.password").is_none());
    }

    #[test]
    fn the_tenant_goes_before_the_platform_and_the_platform_before_the_environment() {
        let environment = BTreeMap::from([("opcua.user_name".to_owned(), json!("of the environment"))]);
        let nothing = BTreeMap::new();
        let check = |environment, tenant: Option<&str>, platform: Option<&str>, expected: (Value, Origin)| {
            let kept = kept("opcua.user_name", tenant.map(Value::from), platform.map(Value::from));
            let found = in_force(user_name(), environment, &kept);
            assert_eq!((found.value, found.origin), expected);
            assert_eq!(found.platform, platform.map(Value::from));
        };
        check(&environment, Some("t"), Some("p"), (json!("t"), Origin::Tenant));
        check(&environment, None, Some("p"), (json!("p"), Origin::Platform));
        check(&environment, None, None, (json!("of the environment"), Origin::Environment));
        check(&nothing, None, None, (Value::Null, Origin::BuiltIn));
    }

    #[test]
    fn what_is_no_value_of_its_setting_counts_as_not_set() {
        for nonsense in
            [json!(0), json!(-1), json!(1e300), json!(2.5), json!("30"), json!(null), json!([30]), json!(true)]
        {
            let found = kept(OFFLINE_GRACE_DAYS, Some(nonsense.clone()), Some(json!(7)));
            assert_eq!(offline_grace_days(&found), 7, "{nonsense}");
            let found = kept(OFFLINE_GRACE_DAYS, Some(nonsense.clone()), Some(nonsense.clone()));
            assert_eq!(offline_grace_days(&found), GRACE_DAYS, "{nonsense}");
        }
        for nonsense in [json!("a\u{0}b"), json!("x".repeat(201)), json!(" "), json!({"a": 1}), json!(5)] {
            let found = in_force(user_name(), &BTreeMap::new(), &kept("opcua.user_name", Some(nonsense), None));
            assert_eq!((found.value, found.origin), (Value::Null, Origin::BuiltIn));
        }
    }

    #[test]
    fn an_empty_field_works_with_the_default_and_is_told_with_its_origin() {
        let declaration = connectors::registry::declaration(ConnectorKind::Opcua);
        let config = json!({"endpointUrl": "opc.tcp://h:4840", "identity": "user", "userName": null});
        let kept = kept("opcua.user_name", Some(json!("t")), None);
        assert_eq!(filled_in(&declaration, &config, &BTreeMap::new(), &kept)["userName"], "t");
        let told = told(declaration, &BTreeMap::new(), &kept, |name| name == "password");
        let of = |name: &str| told.fields.iter().find(|f| f.name == name).unwrap().global_default.clone();
        assert_eq!(of("userName"), Some(GlobalDefault { value: json!("t"), origin: Origin::Tenant }));
        assert_eq!(of("password"), Some(GlobalDefault { value: json!("***"), origin: Origin::Environment }));
        assert_eq!(of("endpointUrl"), None);
        assert_eq!(of("userKey"), None);
    }
}
