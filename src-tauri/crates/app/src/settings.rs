//! Settings (SPEC section 4), in rising precedence: built-in defaults, the settings file, the environment. The
//! workspace's own values come last (`plant.rs`). What is malformed stops the start with one message that names everything.

use domain::{ErrorCode, Failure, Message, Secret, secret::MASK};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::Path};

/// The settings file's name, in the workspace's folder.
pub const FILE_NAME: &str = "settings.toml";

/// A name of the environment and of the settings file (there in lower case).
struct Name {
    name: &'static str,
    is_secret: bool,
    effect: Effect,
}

/// What uses it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// Every workstation.
    Here,
    /// `optria central` and `optria smoke-test --central`, which take it from the environment alone: an administrator's
    /// address is nothing for a file beside a plant's data.
    Administration,
    /// Nothing yet: for the assistant and the gateways. Read and checked all the same, so that a mistake shows at once.
    Nothing,
}

const fn name(name: &'static str, is_secret: bool, effect: Effect) -> Name {
    Name { name, is_secret, effect }
}

const NAMES: [Name; 10] = [
    name("DEMO_MODE", false, Effect::Here),
    name("OPTIMIZATION_ENGINE_ENABLED", false, Effect::Here),
    name("OPCUA_USERNAME", false, Effect::Here),
    name("OPCUA_PASSWORD", true, Effect::Here),
    name("EXTERNAL_DB_ENABLE", false, Effect::Here),
    name("DATABASE_URL", true, Effect::Administration),
    name("SESSION_SECRET", true, Effect::Administration),
    name("OPENAI_API_KEY", true, Effect::Nothing),
    name("PI_BASE_URL", false, Effect::Here),
    name("SAP_BASE_URL", false, Effect::Here),
];
/// `RUST_LOG`-like, of the environment only.
const LOG_FILTER: &str = "OPTRIA_LOG";

/// Checked settings. Secrets have no Display.
#[derive(Debug, Clone)]
pub struct Settings {
    pub demo_mode: bool,
    pub optimization_engine_enabled: bool,
    pub external_db_enable: bool,
    /// Taken over by OPC UA integrations whose own field is left empty.
    pub opcua_username: Option<String>,
    pub opcua_password: Option<Secret>,
    pub pi_base_url: Option<String>,
    pub sap_base_url: Option<String>,
    /// Set or not is all that this process says of these three.
    pub openai_api_key: Option<Secret>,
    pub database_url: Option<Secret>,
    pub session_secret: Option<Secret>,
    /// `RUST_LOG`-like filter of the log files.
    pub log_filter: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            demo_mode: true,
            optimization_engine_enabled: true,
            external_db_enable: true,
            opcua_username: None,
            opcua_password: None,
            pi_base_url: None,
            sap_base_url: None,
            openai_api_key: None,
            database_url: None,
            session_secret: None,
            log_filter: "info".into(),
        }
    }
}

/// Where a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Default,
    File,
    Environment,
}

/// One setting as `optria config status` tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SettingStatus {
    pub name: &'static str,
    pub source: Source,
    /// `***` for a secret that is set; absent where nothing is set and nothing is assumed.
    pub value: Option<String>,
    /// False: read and checked, but nothing of this version uses it, or not from there.
    pub has_effect: bool,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct SettingsFile(BTreeMap<String, toml::Value>);

type Given = BTreeMap<&'static str, (String, Source)>;

/// What was given where; the environment goes before the file.
fn gather(folder: &Path, environment: impl Fn(&str) -> Option<String>, problems: &mut Vec<Failure>) -> Given {
    let mut given = Given::new();
    match std::fs::read_to_string(folder.join(FILE_NAME)) {
        Ok(text) => match toml::from_str::<SettingsFile>(&text) {
            Ok(SettingsFile(map)) => {
                for (key, value) in map {
                    match NAMES.iter().find(|n| n.name.eq_ignore_ascii_case(&key)) {
                        Some(known) => {
                            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                            given.insert(known.name, (text, Source::File));
                        }
                        None => problems.push(problem("settings-unknown-name", &key)),
                    }
                }
            }
            // The parser's own text quotes the line, which may hold a secret: only where, never what.
            Err(e) => {
                let at = e.span().map_or(0, |s| text[..s.start.min(text.len())].lines().count());
                problems.push(problem("settings-file-malformed", &at.to_string()));
            }
        },
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => problems.push(problem("settings-file-unreadable", FILE_NAME).detail(e)),
    }
    for name in NAMES.iter().map(|n| n.name).chain([LOG_FILTER]) {
        if let Some(value) = environment(name).filter(|v| !v.trim().is_empty()) {
            given.insert(name, (value, Source::Environment));
        }
    }
    given
}

/// Every setting with where it comes from; no secret is among it. The error lists every problem.
pub fn status(folder: &Path, environment: impl Fn(&str) -> Option<String>) -> Result<Vec<SettingStatus>, Vec<Failure>> {
    let settings = load(folder, &environment)?;
    let given = gather(folder, &environment, &mut Vec::new());
    let switches = [
        ("DEMO_MODE", settings.demo_mode),
        ("OPTIMIZATION_ENGINE_ENABLED", settings.optimization_engine_enabled),
        ("EXTERNAL_DB_ENABLE", settings.external_db_enable),
    ];
    let value = |name: &Name| match switches.iter().find(|(switch, _)| *switch == name.name) {
        Some((_, is_on)) => Some(is_on.to_string()),
        None => given.get(name.name).map(|(v, _)| if name.is_secret { MASK.to_owned() } else { v.clone() }),
    };
    let told = |name: &Name| {
        let source = given.get(name.name).map_or(Source::Default, |(_, source)| *source);
        let has_effect = match name.effect {
            Effect::Here => true,
            Effect::Administration => source != Source::File,
            Effect::Nothing => false,
        };
        SettingStatus { name: name.name, source, value: value(name), has_effect }
    };
    let log = SettingStatus {
        name: LOG_FILTER,
        source: given.get(LOG_FILTER).map_or(Source::Default, |(_, source)| *source),
        value: Some(settings.log_filter.clone()),
        has_effect: true,
    };
    Ok(NAMES.iter().map(told).chain([log]).collect())
}

/// Reads and checks everything; the error lists every problem.
pub fn load(folder: &Path, environment: impl Fn(&str) -> Option<String>) -> Result<Settings, Vec<Failure>> {
    let mut problems = Vec::new();
    let given = gather(folder, environment, &mut problems);
    let text = |name: &str| given.get(name).map(|(value, _)| value.clone());
    let defaults = Settings::default();
    let settings = Settings {
        demo_mode: switch(&given, "DEMO_MODE", defaults.demo_mode, &mut problems),
        optimization_engine_enabled: switch(
            &given,
            "OPTIMIZATION_ENGINE_ENABLED",
            defaults.optimization_engine_enabled,
            &mut problems,
        ),
        external_db_enable: switch(&given, "EXTERNAL_DB_ENABLE", defaults.external_db_enable, &mut problems),
        opcua_username: text("OPCUA_USERNAME"),
        opcua_password: text("OPCUA_PASSWORD").map(Secret::new),
        pi_base_url: text("PI_BASE_URL"),
        sap_base_url: text("SAP_BASE_URL"),
        openai_api_key: text("OPENAI_API_KEY").map(Secret::new),
        database_url: text("DATABASE_URL").map(Secret::new),
        session_secret: text("SESSION_SECRET").map(Secret::new),
        log_filter: text(LOG_FILTER).unwrap_or(defaults.log_filter),
    };
    if !crate::logging::is_filter(&settings.log_filter) {
        problems.push(problem("settings-log-malformed", LOG_FILTER));
    }
    for (name, schemes) in [
        ("DATABASE_URL", &["postgres://", "postgresql://"][..]),
        ("PI_BASE_URL", &["https://", "http://"][..]),
        ("SAP_BASE_URL", &["https://", "http://"][..]),
    ] {
        if let Some((value, _)) = given.get(name) {
            let rest = schemes.iter().find_map(|s| value.strip_prefix(s));
            if rest.is_none_or(|r| r.is_empty() || r.contains(char::is_whitespace)) {
                problems.push(problem("settings-url-malformed", name));
            }
        }
    }
    if given.contains_key("OPCUA_PASSWORD") && !given.contains_key("OPCUA_USERNAME") {
        problems.push(problem("settings-missing", "OPCUA_USERNAME"));
    }
    if problems.is_empty() { Ok(settings) } else { Err(problems) }
}

fn switch(given: &Given, name: &str, default: bool, problems: &mut Vec<Failure>) -> bool {
    let Some((value, _)) = given.get(name) else { return default };
    match value.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => true,
        "false" | "0" | "no" | "off" => false,
        _ => {
            problems.push(problem("settings-switch-malformed", name));
            default
        }
    }
}

fn problem(id: &str, name: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new(id).with("name", name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(file: &str, environment: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), file).unwrap();
        let lookup = |n: &str| environment.iter().find(|(k, _)| *k == n).map(|(_, v)| (*v).to_owned());
        load(folder.path(), lookup).err().unwrap_or_default().into_iter().map(|f| f.message.id).collect()
    }

    #[test]
    fn nothing_given_is_the_defaults() {
        let s = load(Path::new("/nonexistent"), |_| None).unwrap();
        assert!(s.demo_mode && s.optimization_engine_enabled && s.external_db_enable);
    }

    #[test]
    fn the_environment_goes_before_the_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), "demo_mode = true\noptimization_engine_enabled = \"off\"")
            .unwrap();
        let s = load(folder.path(), |n| (n == "DEMO_MODE").then(|| "0".into())).unwrap();
        assert!(!s.demo_mode && !s.optimization_engine_enabled);
    }

    #[test]
    fn everything_wrong_is_named_at_once_and_no_secret_with_it() {
        assert_eq!(
            ids(
                "demo_mode = \"perhaps\"\nnonsense = 1",
                &[("DATABASE_URL", "mysql://x"), ("OPCUA_PASSWORD", "hunter2")]
            ),
            ["settings-unknown-name", "settings-switch-malformed", "settings-url-malformed", "settings-missing"]
        );
        assert_eq!(ids("opcua_password = \"hunter2", &[]), ["settings-file-malformed"]);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), "opcua_password = \"hunter2").unwrap();
        assert!(!format!("{:?}", load(folder.path(), |_| None)).contains("hunter2"));
    }

    #[test]
    fn a_malformed_log_filter_is_refused() {
        for good in ["info", "debug", "info,opcua_client=trace", "app::pipeline=debug", "off"] {
            assert!(ids("", &[("OPTRIA_LOG", good)]).is_empty(), "{good}");
        }
        for bad in ["verbose", "app=loud", "info;debug"] {
            assert_eq!(ids("", &[("OPTRIA_LOG", bad)]), ["settings-log-malformed"], "{bad}");
        }
    }

    #[test]
    fn each_setting_is_told_with_its_source_and_whether_anything_uses_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), "demo_mode = false\nsession_secret = \"hunter2\"").unwrap();
        let environment = |n: &str| match n {
            "OPENAI_API_KEY" => Some("hunter3".into()),
            "DATABASE_URL" => Some("postgres://postgres:hunter4@db/optria".into()),
            _ => None,
        };
        let told = status(folder.path(), environment).unwrap();
        let of = |name: &str| {
            let found = told.iter().find(|s| s.name == name).unwrap();
            (found.source, found.value.as_deref(), found.has_effect)
        };
        assert_eq!(of("DEMO_MODE"), (Source::File, Some("false"), true));
        assert_eq!(of("OPTIMIZATION_ENGINE_ENABLED"), (Source::Default, Some("true"), true));
        assert_eq!(of("EXTERNAL_DB_ENABLE"), (Source::Default, Some("true"), true));
        // For `optria central`, which reads the environment and no file.
        assert_eq!(of("DATABASE_URL"), (Source::Environment, Some("***"), true));
        assert_eq!(of("SESSION_SECRET"), (Source::File, Some("***"), false));
        assert_eq!(of("OPENAI_API_KEY"), (Source::Environment, Some("***"), false));
        assert_eq!(of("PI_BASE_URL"), (Source::Default, None, true));
        assert_eq!(of("OPTRIA_LOG"), (Source::Default, Some("info"), true));
    }

    #[test]
    fn a_password_never_shows_in_debug() {
        let s = load(Path::new("/nonexistent"), |n| n.starts_with("OPCUA").then(|| "hunter2".into())).unwrap();
        let shown = format!("{:?}", s.opcua_password);
        assert_eq!(shown, "Some(***)");
    }
}
