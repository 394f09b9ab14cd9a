//! What the command line prints: JSON for answers, JSON with the text in the person's language for failures.

use app::texts::{Language, is_translated, render, render_failure};
use domain::{ErrorCode, Failure, Message};
use serde::Serialize;
use serde_json::{Value, json};
use std::{
    io::{IsTerminal, Read, Write},
    process::ExitCode,
};

/// How a run ended that did not fail.
pub enum Outcome {
    Done,
    /// Answered, but the answer is no.
    NotReady,
}

impl Outcome {
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::NotReady => ExitCode::FAILURE,
        }
    }
}

/// That of `--language`, else of the environment, which may name any.
pub fn language(asked: Option<Language>) -> Language {
    let of_environment = || {
        let set = |name: &&str| std::env::var(name).ok().filter(|v| !v.is_empty());
        Language::from_tag(&["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default())
    };
    asked.unwrap_or_else(of_environment)
}

/// `en`, `ar`, with or without a region (`ar-SA`).
pub fn parse_language(text: &str) -> Result<Language, String> {
    match text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "en" => Ok(Language::English),
        "ar" => Ok(Language::Arabic),
        _ => Err("en or ar".to_owned()),
    }
}

/// Indented where a person reads it, one line where a program does.
pub fn print_json(value: &impl Serialize) {
    let mut out = std::io::stdout().lock();
    let written = if out.is_terminal() {
        serde_json::to_writer_pretty(&mut out, value)
    } else {
        serde_json::to_writer(&mut out, value)
    };
    // A reader that went away (`| head`) is no failure of ours.
    let _ = written.map_err(std::io::Error::from).and_then(|()| writeln!(out));
}

/// Every failure; the exit status is the first one's.
pub fn print_failures(failures: &[Failure], language: Language) -> ExitCode {
    let shown: Vec<Value> = failures.iter().map(|f| shown(f, language)).collect();
    let error = if shown.len() == 1 { shown[0].clone() } else { Value::Array(shown) };
    eprintln!("{}", json!({ "error": error }));
    exit_code(failures.first().map_or(ErrorCode::Internal, |f| f.code))
}

/// An integration that does not collect, while the others go on.
pub fn print_refusal(integration: &str, failure: &Failure, language: Language) {
    eprintln!("{}", json!({ "integration": integration, "error": shown(failure, language) }));
}

/// What a person should know beside the answer, with its remedy.
pub fn print_warning(message: &Message, language: Language) {
    let remedy = Message { id: format!("{}-remedy", message.id), args: message.args.clone() };
    let (text, remedy) = (render(message, language), render(&remedy, language));
    eprintln!("{}", json!({ "warning": { "messageId": message.id, "message": text, "remedy": remedy } }));
}

fn shown(failure: &Failure, language: Language) -> Value {
    let mut shown = json!({
        "code": failure.code,
        "number": failure.code.number(),
        "message": render(&failure.message, language),
        "remedy": render(&failure.remedy, language),
        "messageId": failure.message.id,
        "text": render_failure(failure, language),
    });
    if let Some(detail) = &failure.detail {
        shown["detail"] = json!(detail);
    }
    shown
}

pub fn exit_code(code: ErrorCode) -> ExitCode {
    ExitCode::from((code.number() - 360) as u8)
}

/// The answer with a `text` beside each message: what the ids say in the language.
pub fn with_texts(answer: Value, language: Language) -> Value {
    match answer {
        Value::Array(items) => items.into_iter().map(|item| with_texts(item, language)).collect(),
        Value::Object(fields) => {
            let text = text_of(&fields, language);
            let mut told: serde_json::Map<String, Value> =
                fields.into_iter().map(|(name, value)| (name, with_texts(value, language))).collect();
            if let Some(text) = text {
                told.insert("text".to_owned(), text.into());
            }
            Value::Object(told)
        }
        plain => plain,
    }
}

/// Of an object that is a message: an id that has a text, its arguments, and nothing else.
fn text_of(fields: &serde_json::Map<String, Value>, language: Language) -> Option<String> {
    if fields.keys().any(|k| k != "id" && k != "args") {
        return None;
    }
    let message: Message = serde_json::from_value(Value::Object(fields.clone())).ok()?;
    is_translated(&message.id).then(|| render(&message, language))
}

/// The request of `optria call`: JSON from the argument, or from standard input for `-`.
pub fn read_request(text: &str) -> Result<Value, Failure> {
    let malformed = |e: &dyn std::fmt::Display| {
        Failure::new(ErrorCode::Invalid, Message::new("command-request-malformed").with("command", "call")).detail(e)
    };
    if text != "-" {
        return serde_json::from_str(text).map_err(|e| malformed(&e));
    }
    let mut read = String::new();
    std::io::stdin().read_to_string(&mut read).map_err(|e| malformed(&e))?;
    serde_json::from_str(&read).map_err(|e| malformed(&e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_gets_its_sentence_and_a_thing_with_an_id_does_not() {
        let answer = json!({
            "stages": [{ "failure": { "code": "conflict", "message": { "id": "store-busy" }, "remedy": { "id": "store-busy-remedy" } } }],
            "asset": { "id": "018f", "args": 1 },
        });
        let told = with_texts(answer, Language::Arabic);
        let failure = &told["stages"][0]["failure"];
        assert_eq!(failure["message"]["id"], "store-busy");
        assert_eq!(failure["message"]["text"], render(&Message::new("store-busy"), Language::Arabic));
        assert!(failure["remedy"]["text"].as_str().is_some_and(|t| t != "store-busy-remedy"));
        assert_eq!(told["asset"].get("text"), None);
    }

    #[test]
    fn only_the_two_languages_are_known() {
        assert_eq!(parse_language("ar-SA"), Ok(Language::Arabic));
        assert_eq!(parse_language("EN"), Ok(Language::English));
        for unknown in ["xx", "", "arabic", "english"] {
            assert!(parse_language(unknown).is_err(), "{unknown}");
        }
    }
}
