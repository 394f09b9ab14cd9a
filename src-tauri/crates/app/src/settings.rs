//! Settings (SPEC section 4), in rising precedence: built-in defaults, the settings file, the environment. The
//! workspace's own values come last (`plant.rs`). What is malformed stops the start with one message that names everything.

use domain::{ErrorCode, Failure, Message, Secret};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};

/// The settings file's name, in the workspace's folder.
pub const FILE_NAME: &str = "settings.toml";

/// Names of the environment and of the settings file (there in lower case). Those without a use yet on a workstation
/// without a server are read and checked all the same, so that a mistake shows at once.
const NAMES: [&str; 10] = [
    "DATABASE_URL",
    "SESSION_SECRET",
    "OPENAI_API_KEY",
    "DEMO_MODE",
    "OPTIMIZATION_ENGINE_ENABLED",
    "EXTERNAL_DB_ENABLE",
    "PI_BASE_URL",
    "SAP_BASE_URL",
    "OPCUA_USERNAME",
    "OPCUA_PASSWORD",
];

/// Checked settings. Secrets have no Display.
#[derive(Debug, Clone)]
pub struct Settings {
    pub demo_mode: bool,
    pub optimization_engine_enabled: bool,
    pub external_db_enable: bool,
    /// Used by OPC UA integrations whose own field is left empty.
    pub opcua_username: Option<String>,
    pub opcua_password: Option<Secret>,
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
            log_filter: "info".into(),
        }
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
struct SettingsFile(BTreeMap<String, toml::Value>);

/// Reads and checks everything; the error lists every problem.
pub fn load(folder: &Path, environment: impl Fn(&str) -> Option<String>) -> Result<Settings, Vec<Failure>> {
    let mut problems = Vec::new();
    let mut given: BTreeMap<&str, String> = BTreeMap::new();
    match std::fs::read_to_string(folder.join(FILE_NAME)) {
        Ok(text) => match toml::from_str::<SettingsFile>(&text) {
            Ok(SettingsFile(map)) => {
                for (key, value) in map {
                    match NAMES.iter().find(|n| n.eq_ignore_ascii_case(&key)) {
                        Some(name) => {
                            given.insert(name, value.as_str().map_or_else(|| value.to_string(), str::to_owned));
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
    for name in NAMES {
        if let Some(value) = environment(name).filter(|v| !v.trim().is_empty()) {
            given.insert(name, value);
        }
    }
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
        opcua_username: given.get("OPCUA_USERNAME").cloned(),
        opcua_password: given.get("OPCUA_PASSWORD").map(Secret::new),
        log_filter: environment("OPTRIA_LOG").unwrap_or(defaults.log_filter),
    };
    for (name, schemes) in [
        ("DATABASE_URL", &["postgres://", "postgresql://"][..]),
        ("PI_BASE_URL", &["https://", "http://"][..]),
        ("SAP_BASE_URL", &["https://", "http://"][..]),
    ] {
        if let Some(value) = given.get(name) {
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

fn switch(given: &BTreeMap<&str, String>, name: &str, default: bool, problems: &mut Vec<Failure>) -> bool {
    let Some(value) = given.get(name) else { return default };
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
    fn a_password_never_shows_in_debug() {
        let s = load(Path::new("/nonexistent"), |n| n.starts_with("OPCUA").then(|| "hunter2".into())).unwrap();
        let shown = format!("{:?}", s.opcua_password);
        assert_eq!(shown, "Some(***)");
    }
}
