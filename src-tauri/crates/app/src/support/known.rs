//! Everything that this workstation knows as a secret, so that it can be looked for: the store's key, what the settings
//! give, and by name all that a workspace keeps (`Plant::keep_secret`). A test holds this against a full keychain.

use crate::{
    App,
    central::{ROLE_PASSWORD, enrolment, sign_in, token_name},
    plant::{Plant, key_name},
};
use domain::Secret;

/// Of the process and of every workspace that is open. What the keychain does not give now can't be looked for.
pub fn secrets_of(app: &App) -> Vec<Secret> {
    let settings = &app.settings;
    let given = [&settings.opcua_password, &settings.openai_api_key, &settings.database_url, &settings.session_secret];
    let mut all: Vec<Secret> = given.into_iter().flatten().cloned().collect();
    for plant in app.open_plants() {
        all.extend(app.vault.get(&key_name(plant.id)).ok().flatten());
        all.extend(names(&plant).iter().filter_map(|name| plant.find_secret(name).ok().flatten()));
    }
    let inner: Vec<Secret> = all.iter().flat_map(texts_within).collect();
    all.extend(inner);
    all
}

fn names(plant: &Plant) -> Vec<String> {
    let mut names = vec![ROLE_PASSWORD.to_owned()];
    names.extend(enrolment::SECRETS.map(str::to_owned));
    for person in plant.store.read(store::person::list).unwrap_or_default() {
        names.push(token_name(person.id));
        names.push(sign_in::known_device_name(&person.email));
    }
    for integration in plant.store.read(store::integration::list).unwrap_or_default() {
        let declaration = connectors::registry::declaration(integration.connector);
        let fields = declaration.secret_fields().map(|field| crate::plant::secret_name(integration.id, &field.name));
        names.extend(fields);
    }
    names
}

/// A token is kept with its time, as JSON; the password in an address is one on its own.
fn texts_within(secret: &Secret) -> Vec<Secret> {
    let text = secret.expose();
    let mut inner = Vec::new();
    if let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(text) {
        inner.extend(fields.values().filter_map(|v| v.as_str()).map(Secret::new));
    }
    if let Some((_, rest)) = text.split_once("://")
        && let Some((who, _)) = rest.rsplit_once('@')
        && let Some((_, password)) = who.split_once(':')
    {
        inner.push(Secret::new(password));
    }
    inner
}
