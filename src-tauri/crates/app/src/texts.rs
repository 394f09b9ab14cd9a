//! Messages in a language: the same `locales/` that the UI reads, for the command line, the log and notifications.

use domain::{Failure, Message, fold_for_search, message::MessageArg};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use include_dir::{Dir, include_dir};
use std::sync::LazyLock;

static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../locales");

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| load("en"));
static ARABIC: LazyLock<Bundle> = LazyLock::new(|| load("ar"));

/// Every message id of the English files.
static IDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let files = LOCALES.get_dir("en").into_iter().flat_map(Dir::files);
    let lines = files.filter_map(|f| f.contents_utf8()).flat_map(str::lines);
    let is_id = |id: &&str| id.starts_with(|c: char| c.is_ascii_lowercase()) && !id.contains(' ');
    lines.filter_map(|line| line.split_once(" =")).map(|(id, _)| id).filter(is_id).map(str::to_owned).collect()
});

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
    // What was kept before reasons named it has none.
    args.set("currency", "");
    for (name, value) in &message.args {
        let value = match (name.as_str(), value) {
            (_, MessageArg::Number(n)) => FluentValue::from(*n),
            ("metric", MessageArg::Text(metric)) => FluentValue::from(metric_name(bundle, metric)),
            ("field", MessageArg::Text(name)) => FluentValue::from(field_name(bundle, name)),
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

/// A request's field (`speedKmh`, `late_day`) by its label, where it has one.
fn field_name(bundle: &Bundle, name: &str) -> String {
    let mut id = String::from("field-");
    for letter in name.chars() {
        match letter {
            '_' => id.push('-'),
            capital if capital.is_ascii_uppercase() => id.extend(['-', capital.to_ascii_lowercase()]),
            other => id.push(other),
        }
    }
    match bundle.get_message(&id).and_then(|m| m.value()) {
        Some(pattern) => bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned(),
        None => name.to_owned(),
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

/// The ids of the messages beginning so whose text has every word of `typed` in it, without their arguments: what a log
/// of ids says to its reader.
pub fn that_say(typed: &str, beginning: &str, language: Language) -> Vec<String> {
    let words: Vec<String> = fold_for_search(typed).split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let says = |id: &&String| {
        let text = fold_for_search(&render(&Message::new(id.as_str()), language));
        words.iter().all(|w| text.contains(w.as_str()))
    };
    IDS.iter().filter(|id| id.starts_with(beginning)).filter(says).cloned().collect()
}

/// What happened and what to do.
pub fn render_failure(failure: &Failure, language: Language) -> String {
    format!("{} {}", render(&failure.message, language), render(&failure.remedy, language))
}

/// True where both languages have the message.
pub fn is_translated(id: &str) -> bool {
    ENGLISH.has_message(id) && ARABIC.has_message(id)
}

/// `NUMBER($amount, maximumFractionDigits: 2)`, as the UI has it; what is no number stays as it is.
fn number<'a>(positional: &[FluentValue<'a>], named: &FluentArgs) -> FluentValue<'a> {
    const MOST_DIGITS: f64 = 9.0;
    let Some(value) = positional.first() else { return FluentValue::Error };
    match (value, named.get("maximumFractionDigits")) {
        (FluentValue::Number(n), Some(FluentValue::Number(digits))) => {
            let unit = 10f64.powf(digits.value.clamp(0.0, MOST_DIGITS).round());
            FluentValue::from((n.value * unit).round() / unit)
        }
        _ => value.clone(),
    }
}

fn load(language: &str) -> Bundle {
    let tag = language.parse().expect("en and ar are language tags");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // The command line and the log take plain text: the isolation marks are the UI's business.
    bundle.set_use_isolating(false);
    bundle.add_function("NUMBER", number).expect("nothing else has the name");
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
        assert_eq!(field_name(&ENGLISH, "speedKmh"), "Speed, km/h");
        assert_eq!((field_name(&ARABIC, "periods"), field_name(&ARABIC, "host")), ("الفترات".into(), "host".into()));
    }

    #[test]
    fn messages_are_found_by_what_they_say_in_either_language() {
        let wrong = "central-wrong-password".to_owned();
        assert!(that_say("PASSWORD wrong", "central-", Language::English).contains(&wrong));
        assert!(that_say("كلمه المرور غير صحيح", "central-", Language::Arabic).contains(&wrong));
        assert!(!that_say("password wrong", "central-", Language::Arabic).contains(&wrong));
        assert_eq!(that_say("signed in", "ui-action-", Language::English), ["ui-action-sign-in"]);
        assert!(that_say("  ", "", Language::English).is_empty());
    }

    #[test]
    fn a_message_without_a_text_shows_its_id() {
        assert_eq!(render(&Message::new("no-such-message"), Language::English), "no-such-message");
    }
}
