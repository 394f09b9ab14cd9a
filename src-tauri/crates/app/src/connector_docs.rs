//! The fields of each connector as its documentation shows them, from the same declaration that draws the form; and the
//! proof that each declaration stays inside what the form can draw, with words for everything in both languages.

use crate::texts::{Language, render};
use connectors::{Declaration, Field, FieldKind};
use domain::{ConnectorKind, Message};
use std::fmt::Write;

/// The generated part of `docs/connectors/<kind>.md`.
pub fn fields(kind: ConnectorKind) -> String {
    let declaration = connectors::registry::declaration(kind);
    let mut out = String::from("| field | what | left empty | help |\n|---|---|---|---|\n");
    for field in declaration.fields.iter().filter(|f| !is_never_shown(f)) {
        let id = format!("connector-{}-{}", kind.as_str(), field.name);
        let label = say(&id);
        let needed = if field.required && field.default.is_null() { ", required" } else { "" };
        let _ = writeln!(
            out,
            "| {label} (`{}`) | {}{needed}{} | {} | {} |",
            field.name,
            kind_of(field, &id),
            condition(&declaration, field),
            left_empty(field),
            say(&format!("{id}-help")).replace('|', "\\|"),
        );
    }
    out
}

/// Kept by the connector itself: a condition on nothing is never met.
fn is_never_shown(field: &Field) -> bool {
    field.show_when.as_ref().is_some_and(|when| when.is_one_of.is_empty())
}

fn say(id: &str) -> String {
    render(&Message::new(id), Language::English)
}

fn kind_of(field: &Field, id: &str) -> String {
    match &field.kind {
        FieldKind::Text { max_length } => format!("text, at most {max_length}"),
        FieldKind::Url { schemes } => {
            format!("address, {}", schemes.iter().map(|s| format!("{s}://")).collect::<Vec<_>>().join(" or "))
        }
        FieldKind::Number { min, max, unit } => {
            format!("{min} to {max}{}", unit.as_ref().map(|u| format!(" {u}")).unwrap_or_default())
        }
        FieldKind::Select { options } => {
            let told = options.iter().map(|o| format!("`{}` {}", o.value, say(&format!("{id}-{}", o.value))));
            told.collect::<Vec<_>>().join("; ").replace('|', "\\|")
        }
        FieldKind::Password => "secret, kept in the keychain".into(),
        FieldKind::Pem => "certificate in PEM".into(),
        FieldKind::Query { max_length } => format!("query, at most {max_length}"),
        FieldKind::Toggle => "on or off".into(),
    }
}

fn condition(declaration: &Declaration, field: &Field) -> String {
    let Some(when) = &field.show_when else { return String::new() };
    let other = declaration.fields.iter().find(|f| f.name == when.field).map_or("", |f| f.name.as_str());
    let values: Vec<String> = when.is_one_of.iter().map(|v| v.as_str().map_or(v.to_string(), str::to_owned)).collect();
    format!("; where `{other}` is {}", values.join(" or "))
}

fn left_empty(field: &Field) -> String {
    let default = match &field.default {
        serde_json::Value::Null => String::new(),
        value => format!("`{}`", value.as_str().map_or(value.to_string(), str::to_owned)),
    };
    match (default.is_empty(), field.takes_global_default) {
        (true, true) => "the platform's or tenant's default".into(),
        (false, true) => format!("the platform's or tenant's default, else {default}"),
        (_, false) => default,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::is_translated;
    use std::collections::BTreeSet;

    #[test]
    fn every_declaration_stays_inside_what_the_form_can_draw_and_say() {
        for declaration in connectors::declarations() {
            let kind = declaration.connector.as_str();
            let told = |id: String| assert!(is_translated(&id), "no text for {id} in both languages");
            told(format!("connector-kind-{kind}"));
            told(format!("connector-kind-{kind}-help"));
            let names: BTreeSet<&str> = declaration.fields.iter().map(|f| f.name.as_str()).collect();
            assert_eq!(names.len(), declaration.fields.len(), "{kind}: each name once");
            for field in &declaration.fields {
                let id = format!("connector-{kind}-{}", field.name);
                if is_never_shown(field) {
                    continue;
                }
                told(id.clone());
                told(format!("{id}-help"));
                if let FieldKind::Select { options } = &field.kind {
                    assert!(!options.is_empty(), "{id}");
                    options.iter().for_each(|o| told(format!("{id}-{}", o.value)));
                }
                if !field.default.is_null() {
                    assert_eq!(field.kind.problem_with(&field.default), None, "{id}: its default is no value of it");
                }
                assert!(!field.is_secret() || field.default.is_null(), "{id}: a secret has no default");
                // A condition stands on a field above, so that a person meets it first.
                if let Some(when) = &field.show_when {
                    let at = |name: &str| declaration.fields.iter().position(|f| f.name == name);
                    assert!(at(&when.field) < at(&field.name), "{id}: its condition stands below it");
                    let on = declaration.fields.iter().find(|f| f.name == when.field).expect("it was found above");
                    assert!(when.is_one_of.iter().all(|v| on.kind.problem_with(v).is_none()), "{id}: never shown");
                }
            }
        }
    }

    #[test]
    fn the_documentation_names_every_field_and_no_help_is_missing() {
        for kind in ConnectorKind::ALL {
            let told = fields(kind);
            for field in connectors::registry::declaration(kind).fields.iter().filter(|f| !is_never_shown(f)) {
                assert!(told.contains(&format!("(`{}`)", field.name)), "{kind:?} {}", field.name);
            }
        }
    }
}
