//! What the command line prints: JSON for answers, JSON with the text in the person's language for failures.

use app::texts::{Language, render, render_failure};
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

/// That of `--language`, else of the environment.
pub fn language(asked: Option<&str>) -> Language {
    let of_environment = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|n| std::env::var(n).ok());
    Language::from_tag(&asked.map(str::to_owned).or_else(of_environment).unwrap_or_default())
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
    let shown: Vec<Value> = failures
        .iter()
        .map(|f| {
            json!({
                "code": f.code,
                "number": f.code.number(),
                "message": render(&f.message, language),
                "remedy": render(&f.remedy, language),
                "messageId": f.message.id,
                "text": render_failure(f, language),
            })
        })
        .collect();
    let error = if shown.len() == 1 { shown[0].clone() } else { Value::Array(shown) };
    eprintln!("{}", json!({ "error": error }));
    let number = failures.first().map_or(ErrorCode::Internal, |f| f.code).number();
    ExitCode::from((number - 360) as u8)
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
