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
        args.set(
            name.as_str(),
            match value {
                MessageArg::Number(n) => FluentValue::from(*n),
                MessageArg::Text(t) => FluentValue::from(t.as_str()),
            },
        );
    }
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
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
