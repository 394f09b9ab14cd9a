//! What was typed is not a command line: said in the person's language, at a terminal as sentences with the parser's line
//! of usage, to a program as JSON like any other failure. Asking for help or the version is no mistake.

use crate::output::{self, exit_code, parse_language, print_failures};
use app::texts::{Language, render_failure};
use clap::{
    CommandFactory,
    error::{ContextKind, ContextValue, ErrorKind},
};
use domain::{ErrorCode, Failure, Message};
use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

/// Arguments that the environment gives too.
const VARIABLES: [(&str, &str); 2] = [("--ca", "OPTRIA_CENTRAL_CA"), ("--workspace", "OPTRIA_WORKSPACE")];

pub fn print(e: &clap::Error) -> ExitCode {
    if !e.use_stderr() {
        let _ = e.print();
        return ExitCode::SUCCESS;
    }
    // A command without what it is to do: the parser's help is the answer.
    let is_help = e.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let language = asked_language(&typed);
    let failure = of(e, &typed, crate::environment);
    if !std::io::stderr().is_terminal() {
        return print_failures(&[failure.detail(e.render())], language);
    }
    if is_help {
        let _ = e.print();
        return exit_code(ErrorCode::Invalid);
    }
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{}", render_failure(&failure, language));
    if let Some(usage) = usage(e) {
        let _ = writeln!(out, "\n{usage}");
    }
    exit_code(ErrorCode::Invalid)
}

/// The language is wanted although the line could not be read.
fn asked_language(typed: &[String]) -> Language {
    let after = |i: usize| typed.get(i + 1).cloned();
    let asked = typed.iter().enumerate().find_map(|(i, a)| match a.split_once('=') {
        Some(("--language", tag)) => Some(tag.to_owned()),
        _ if a == "--language" => after(i),
        _ => None,
    });
    output::language(asked.and_then(|tag| parse_language(&tag).ok()))
}

fn of(e: &clap::Error, typed: &[String], environment: impl Fn(&str) -> Option<String>) -> Failure {
    let told = |kind| e.get(kind).map(words).unwrap_or_default();
    let argument = told(ContextKind::InvalidArg);
    let value = told(ContextKind::InvalidValue);
    let message = match e.kind() {
        ErrorKind::MissingRequiredArgument => {
            Message::new("cli-arguments-missing").with("arguments", argument.as_str())
        }
        ErrorKind::UnknownArgument => Message::new("cli-argument-unknown").with("argument", argument.as_str()),
        ErrorKind::ArgumentConflict => Message::new("cli-arguments-conflict")
            .with("argument", argument.as_str())
            .with("other", told(ContextKind::PriorArg).as_str()),
        ErrorKind::InvalidSubcommand => {
            Message::new("cli-command-unknown").with("command", told(ContextKind::InvalidSubcommand).as_str())
        }
        ErrorKind::InvalidValue if value.is_empty() => match empty_variable(&argument, environment) {
            Some(variable) => Message::new("cli-variable-empty").with("variable", variable),
            None => Message::new("cli-value-missing").with("argument", argument.as_str()),
        },
        ErrorKind::InvalidValue => Message::new("cli-value-not-possible")
            .with("argument", argument.as_str())
            .with("value", value.as_str())
            .with("possible", told(ContextKind::ValidValue).as_str()),
        ErrorKind::ValueValidation => {
            Message::new("cli-value-wrong").with("argument", argument.as_str()).with("value", value.as_str())
        }
        _ => Message::new("cli-usage-wrong"),
    };
    Failure::new(ErrorCode::Invalid, message.with("help", help_of(typed).as_str()))
}

fn empty_variable(argument: &str, environment: impl Fn(&str) -> Option<String>) -> Option<&'static str> {
    let (_, variable) = VARIABLES.into_iter().find(|(flag, _)| argument.split(' ').next() == Some(flag))?;
    environment(variable).filter(String::is_empty).map(|_| variable)
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(many) => many.join(", "),
        other => other.to_string(),
    }
}

/// `Usage: optria connect --host <HOST> ...`
fn usage(e: &clap::Error) -> Option<String> {
    let usage = e.get(ContextKind::Usage)?.to_string();
    (!usage.trim().is_empty()).then(|| usage.trim().to_owned())
}

/// What shows all that the command takes: `optria connect --help`.
fn help_of(typed: &[String]) -> String {
    let mut path = vec!["optria".to_owned()];
    let mut command = crate::Cli::command();
    for word in typed {
        if let Some(inner) = command.find_subcommand(word).cloned() {
            path.push(word.clone());
            command = inner;
        }
    }
    format!("{} --help", path.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::texts::is_translated;

    fn refused(line: &[&str], empty_variable: Option<&str>) -> Failure {
        let e = crate::Cli::command().try_get_matches_from([&["optria"], line].concat()).unwrap_err();
        let typed: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        of(&e, &typed, |name| (empty_variable == Some(name)).then(String::new))
    }

    #[test]
    fn every_way_to_mistype_has_a_sentence_in_both_languages() {
        let cases: [(&[&str], Option<&str>, &str, &str); 9] = [
            (&["connect", "--host", "db"], None, "cli-arguments-missing", "--tenant <TENANT>"),
            (&["central", "create-tenant", "--code", "A"], None, "cli-arguments-missing", "--name-ar <NAME_AR>"),
            (&["central", "--ca", "", "migrate"], Some("OPTRIA_CENTRAL_CA"), "cli-variable-empty", "OPTRIA_CENTRAL_CA"),
            (&["central", "--ca", "", "migrate"], None, "cli-value-missing", "--ca <FILE>"),
            (&["connect", "--hots", "db"], None, "cli-argument-unknown", "--hots"),
            (&["conect"], None, "cli-command-unknown", "conect"),
            (&["--language", "fr", "commands"], None, "cli-value-wrong", "fr"),
            (&["central", "create-tenant", "--currency", "GBP"], None, "cli-value-not-possible", "SAR, USD, EUR"),
            (&["init", "--demo", "--empty"], None, "cli-arguments-conflict", "--empty"),
        ];
        for (line, empty_variable, id, named) in cases {
            let failure = refused(line, empty_variable);
            assert_eq!(failure.message.id, id, "{line:?}");
            assert!(is_translated(id) && is_translated(&failure.remedy.id), "{id}");
            for language in [Language::English, Language::Arabic] {
                let said = render_failure(&failure, language);
                assert!(said.contains(named) && !said.contains('$'), "{said}");
                assert!(!said.contains("error:") && !said.contains("supplied"), "{said}");
            }
        }
        let help = refused(&["central", "create-tenant", "--code", "A"], None).remedy.args["help"].clone();
        assert_eq!(help, "optria central create-tenant --help".into());
    }

    #[test]
    fn the_language_is_known_although_the_line_is_wrong() {
        let of = |line: [&str; 3]| asked_language(&line.map(str::to_owned));
        assert_eq!(of(["--language", "ar", "conect"]), Language::Arabic);
        assert_eq!(of(["conect", "--language=ar-SA", "x"]), Language::Arabic);
    }
}
