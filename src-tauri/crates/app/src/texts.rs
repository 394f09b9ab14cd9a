//! Messages in a language: the same `locales/` that the UI reads, for the command line, the log and notifications.

use domain::{Failure, Message, message::MessageArg};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use include_dir::{Dir, include_dir};
use std::sync::LazyLock;

static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../locales");

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| load("en"));
static ARABIC: LazyLock<Bundle> = LazyLock::new(|| load("ar"));

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    Arabic,
}

impl Language {
    /// `ar...` is Arabic, everything else English.
    pub fn from_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("ar") { Self::Arabic } else { Self::English }
    }
}

/// The message in the language; its id where there is none, so that nothing is ever silent.
pub fn render(message: &Message, language: Language) -> String {
    let bundle = match language {
        Language::English => &*ENGLISH,
        Language::Arabic => &*ARABIC,
    };
    let Some(pattern) = bundle.get_message(&message.id).and_then(|m| m.value()) else {
        return message.id.clone();
    };
    let mut args = FluentArgs::new();
    for (name, value) in &message.args {
        let value = match (name.as_str(), value) {
            (_, MessageArg::Number(n)) => FluentValue::from(*n),
            ("metric", MessageArg::Text(metric)) => FluentValue::from(metric_name(bundle, metric)),
            ("unit", MessageArg::Text(code)) => FluentValue::from(unit_symbol(code)),
            (_, MessageArg::Text(text)) => FluentValue::from(text.as_str()),
        };
        args.set(name.as_str(), value);
    }
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

/// A metric's internal name in words where there are some, else with its underscores as spaces.
fn metric_name(bundle: &Bundle, name: &str) -> String {
    let id = format!("demo-metric-{}", name.replace('_', "-"));
    match bundle.get_message(&id).and_then(|m| m.value()) {
        Some(pattern) => bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned(),
        None => name.replace('_', " "),
    }
}

/// A UCUM code as it is written on a gauge: `Cel` is °C.
fn unit_symbol(code: &str) -> String {
    let plain = code.replace("{gauge}", " (g)").replace("{rev}/min", "rpm").replace("{count}", "");
    match plain.as_str() {
        "1" => String::new(),
        "Cel" => "°C".into(),
        "[degF]" => "°F".into(),
        other => other.replace(['[', ']'], "").replace("m3", "m³").replace("s2", "s²").replace('.', "·"),
    }
}

/// What happened and what to do.
pub fn render_failure(failure: &Failure, language: Language) -> String {
    format!("{} {}", render(&failure.message, language), render(&failure.remedy, language))
}

/// True where both languages have the message.
pub fn is_translated(id: &str) -> bool {
    ENGLISH.has_message(id) && ARABIC.has_message(id)
}

fn load(language: &str) -> Bundle {
    let tag = language.parse().expect("en and ar are language tags");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // The command line and the log take plain text: the isolation marks are the UI's business.
    bundle.set_use_isolating(false);
    let folder = LOCALES.get_dir(language).expect("locales/ has both languages; a test holds it");
    for file in folder.files().filter(|f| f.path().extension().is_some_and(|e| e == "ftl")) {
        let text = file.contents_utf8().expect("locale files are UTF-8; a test holds it").to_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            tracing::error!(file = %file.path().display(), ?errors, "a locale file has errors");
            resource
        });
        let _ = bundle.add_resource(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_and_units_are_written_as_people_write_them() {
        assert_eq!(unit_symbol("Cel"), "°C");
        assert_eq!(unit_symbol("[psi]{gauge}"), "psi (g)");
        assert_eq!(unit_symbol("m3/h"), "m³/h");
        assert_eq!(metric_name(&ENGLISH, "never_heard_of"), "never heard of");
        assert_ne!(metric_name(&ARABIC, "bearing_temperature"), "bearing temperature");
    }

    #[test]
    fn a_message_without_a_text_shows_its_id() {
        assert_eq!(render(&Message::new("no-such-message"), Language::English), "no-such-message");
    }
}
