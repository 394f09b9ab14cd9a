//! `optria` as a person or a program meets it: what is refused says why, as JSON, with an exit status that tells it.
//! Every workspace here is kept with a passphrase, so that no keychain is asked.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::process::Command;
use tempfile::TempDir;

const PASSPHRASE: &str = "a long passphrase";
const PASSWORD: &str = "correct horse battery";
const ADMIN: &str = "admin@plant.example";

struct Told {
    status: i32,
    out: Value,
    /// One value a line.
    errors: Vec<Value>,
}

impl Told {
    fn message_id(&self) -> &str {
        self.errors.last().and_then(|e| e["error"]["messageId"].as_str()).unwrap_or("")
    }
}

struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// With an empty workspace.
    fn made() -> Self {
        let bench = Self::new();
        let made = bench.run(&["init", "--empty", "--email", ADMIN, "--passphrase"], &[]);
        assert_eq!(made.status, 0, "{:?}", made.errors);
        bench
    }

    fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Told {
        let mut command = Command::new(env!("CARGO_BIN_EXE_optria"));
        command.env_clear().env("LANG", "C").env("OPTRIA_WORKSPACE", self.folder.path());
        command.env("OPTRIA_PASSPHRASE", PASSPHRASE).env("OPTRIA_PASSWORD", PASSWORD);
        let output = command.envs(environment.iter().copied()).args(arguments).output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        let errors: Vec<Value> = errors
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{arguments:?}: not JSON ({e}): {line}")))
            .collect();
        let out = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        Told { status: output.status.code().unwrap(), out, errors }
    }

    fn call(&self, command: &str, request: &Value, more: &[&str]) -> Told {
        let request = request.to_string();
        self.run(&[&["call", command, &request, "--as", ADMIN], more].concat(), &[])
    }

    fn ok(&self, command: &str, request: &Value) -> Value {
        let told = self.call(command, request, &[]);
        assert_eq!(told.status, 0, "{command}: {:?}", told.errors);
        told.out
    }
}

#[test]
fn what_is_no_command_line_is_refused_as_json_that_names_what_is_wanted() {
    let bench = Bench::new();
    for (arguments, id, named) in [
        (&["init"][..], "cli-arguments-missing", &["--demo", "--empty"][..]),
        (&["init", "--empty"], "cli-arguments-missing", &["--email"]),
        (&["frobnicate"], "cli-command-unknown", &["frobnicate"]),
        (&["commands", "--language", "xx"], "cli-value-wrong", &["xx", "optria commands --help"]),
        (&["collect", "--for", "soon"], "cli-value-wrong", &["soon", "optria collect --help"]),
    ] {
        let told = bench.run(arguments, &[]);
        assert_eq!((told.status, told.message_id()), (62, id), "{arguments:?}");
        let text = told.errors[0]["error"]["text"].as_str().unwrap();
        assert!(named.iter().all(|n| text.contains(n)), "{arguments:?}: {text}");
    }
    let told = bench.run(&["central", "migrate"], &[("OPTRIA_CENTRAL_CA", "")]);
    assert_eq!((told.status, told.message_id()), (62, "cli-variable-empty"));
    // A folder without a workspace says where it was looked.
    let told = bench.run(&["workspaces"], &[]);
    assert_eq!((told.status, &told.out), (0, &json!([])));
    assert_eq!(told.errors[0]["warning"]["messageId"], "cli-workspaces-none");
    assert_eq!(bench.run(&["--version"], &[]).status, 0);
    assert_eq!(bench.run(&["commands", "--language", "ar-SA"], &[]).status, 0);
}

#[test]
fn settings_that_are_wrong_are_refused_and_those_without_effect_are_said() {
    let bench = Bench::new();
    let told = bench.run(&["config", "check"], &[("OPTRIA_LOG", "loud")]);
    assert_eq!((told.status, told.message_id()), (62, "settings-log-malformed"));
    let idle = [("OPENAI_API_KEY", "hunter3")];
    let used = [
        ("PI_BASE_URL", "https://pi.example"),
        ("SAP_BASE_URL", "https://sap.example"),
        ("EXTERNAL_DB_ENABLE", "false"),
    ];
    let told = bench.run(&["config", "check"], &[&idle[..], &used[..]].concat());
    assert_eq!((told.status, told.out["ok"].as_bool()), (0, Some(true)));
    let notes: Vec<&str> = told.out["notes"].as_array().unwrap().iter().map(|n| n["text"].as_str().unwrap()).collect();
    assert_eq!(notes.len(), idle.len(), "{notes:?}");
    assert!(idle.iter().all(|(name, _)| notes.iter().any(|note| note.contains(name))), "{notes:?}");
    // For `optria central`, so not idle where it is given in the environment.
    let told = bench.run(&["config", "status"], &[("SESSION_SECRET", "hunter2")]);
    let of = |name: &str| told.out["settings"].as_array().unwrap().iter().find(|s| s["name"] == name).unwrap().clone();
    assert_eq!(
        of("SESSION_SECRET"),
        json!({ "name": "SESSION_SECRET", "source": "environment", "value": "***", "hasEffect": true })
    );
    assert_eq!(
        of("DEMO_MODE"),
        json!({ "name": "DEMO_MODE", "source": "default", "value": "true", "hasEffect": true })
    );
}

#[test]
fn an_empty_passphrase_is_said_to_be_empty_and_a_wrong_one_to_be_wrong() {
    let bench = Bench::made();
    for (passphrase, expected) in [("", "secret-empty"), ("another passphrase", "passphrase-wrong")] {
        let told = bench.run(&["call", "list_sites", "--as", ADMIN], &[("OPTRIA_PASSPHRASE", passphrase)]);
        assert_eq!(told.message_id(), expected);
    }
    let told = bench.run(&["call", "list_sites", "--as", ADMIN], &[("OPTRIA_PASSWORD", "")]);
    assert_eq!(told.message_id(), "secret-empty");
}

#[test]
fn answers_have_their_sentences_in_the_chosen_language_and_refusals_their_detail() {
    let bench = Bench::made();
    let csv = "integration,external_tag,asset,metric,metric_unit,source_unit\nPLC,T.1,P-1,flow,m3/h,m3/h\n";
    let told = bench.call("import_mappings", &json!({ "csv": csv, "dryRun": true }), &["--language", "ar"]);
    let message = &told.out["rows"][0]["problem"]["message"];
    assert_eq!(message["id"], "csv-integration-unknown");
    assert_eq!(message["text"], "لا يوجد تكامل باسم PLC.");
    let told = bench.call("import_mappings", &json!({ "csv": csv }), &[]);
    assert_eq!((told.status, told.message_id()), (62, "command-field-malformed"));
    let error = &told.errors[0]["error"];
    assert!(error["text"].as_str().unwrap().contains("dryRun"), "{error}");
    assert!(error["detail"].as_str().unwrap().contains("missing field"), "{error}");

    let ready = bench.run(&["health", "ready"], &[]);
    assert_eq!((ready.status, ready.out["check"]["isSound"].as_bool()), (0, Some(true)), "{}", ready.out);
    assert!(ready.out["check"]["seconds"].as_f64().unwrap() > 0.0);
}

#[test]
fn collecting_says_what_is_refused_and_ends_with_a_no() {
    let bench = Bench::made();
    let told = bench.run(&["collect", "--for", "60s"], &[]);
    assert_eq!((told.status, told.message_id()), (49, "collecting-nothing"));

    let config = json!({ "endpointUrl": "opc.tcp://127.0.0.1:1", "securityPolicy": "None" });
    let saved = bench.ok("save_integration", &json!({ "connector": "opcua", "name": "PLC 7", "config": config }));
    bench.ok("start_integration", &json!({ "id": saved["integration"]["id"] }));
    let demo_on = json!({ "name": "Plant", "timeZone": "Asia/Riyadh", "currency": "SAR", "demoMode": true });
    bench.ok("save_workspace_settings", &demo_on);
    let told = bench.run(&["collect", "--for", "60s", "--language", "ar"], &[]);
    assert_eq!(told.status, 1);
    assert_eq!(told.errors[0]["integration"], "PLC 7");
    assert_eq!(told.message_id(), "demo-mode-no-external-call");
    assert!(told.out["seconds"].as_f64().unwrap() < 30.0, "nothing is left to wait for: {}", told.out);
    let problem = &told.out["integrations"][0]["problem"]["message"];
    assert_eq!(problem["id"], "demo-mode-no-external-call");
    assert!(problem["text"].as_str().is_some_and(|t| t != "demo-mode-no-external-call"));
}

#[test]
fn a_store_that_was_rebuilt_is_said_by_every_command_until_somebody_has_seen_it() {
    let bench = Bench::made();
    let file = bench.folder.path().join("optria.db");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() * 3 / 5]).unwrap();
    for arguments in [&["health", "ready"][..], &["health", "ready"], &["call", "get_workspace"], &["collect"]] {
        let told = bench.run(arguments, &[]);
        let warning = &told.errors[0]["warning"];
        assert_eq!(warning["messageId"], "recovery-unseen", "{arguments:?}: {:?}", told.errors);
        assert!(warning["message"].as_str().unwrap().contains("optria.db.damaged-"), "{warning}");
        assert!(warning["remedy"].as_str().unwrap().contains("acknowledge_recovery"), "{warning}");
    }
    let told = bench.run(&["call", "get_workspace", "--language", "ar"], &[]);
    assert!(told.errors[0]["warning"]["message"].as_str().unwrap().starts_with("وُجد المخزن"));
}

#[test]
fn a_plan_is_made_from_the_command_line_and_the_solver_is_the_same_executable() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["init", "--demo", "--passphrase"], &[]).status, 0);
    let parameters = json!({ "periods": 4, "scenarios": 10, "effort": { "seconds": 4.0 } });
    let request = json!({ "model": "production_risk", "parameters": parameters }).to_string();
    let person = [("OPTRIA_PASSWORD", "optria-demo")];
    let told = bench.run(&["call", "start_run", &request, "--as", "optimizer@demo.example"], &person);
    assert_eq!(told.status, 0, "{:?}", told.errors);
    assert_eq!(told.out["run"]["status"], "done", "{}", told.out);
    assert!(told.out["run"]["objective"].is_number() && told.out["run"]["bound"].is_number(), "{}", told.out);
    // Asked to solve and given nothing, it says nothing and fails; no command line, no workspace, no JSON.
    let mut solver = Command::new(env!("CARGO_BIN_EXE_optria"));
    let output = solver.env_clear().arg("--solve-exactly").stdin(std::process::Stdio::null()).output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn a_support_bundle_is_made_by_whoever_stands_at_the_machine_and_also_where_nothing_opens() {
    let bench = Bench::made();
    std::fs::create_dir_all(bench.folder.path().join("logs")).unwrap();
    let zip = bench.folder.path().join("bundle.zip");
    let out = zip.to_str().unwrap();
    let told = bench.run(&["support-bundle", "--out", out], &[("OPENAI_API_KEY", "canary-of-a-key")]);
    assert_eq!((told.status, &told.out["told"]), (0, &json!("health.json")), "{:?}", told.errors);
    let bytes = std::fs::read(&zip).unwrap();
    assert!(bytes.starts_with(b"PK") && told.out["bytes"] == bytes.len());
    // Diagnostics are the platform owner's; an administrator who asks for them is refused, as in the window.
    let refused = bench.run(&["support-bundle", "--out", out, "--as", ADMIN], &[]);
    assert_eq!((refused.status, refused.message_id()), (43, "capability-missing"));
    let nowhere = bench.run(&["support-bundle", "--out", "/nonexistent/x.zip"], &[]);
    assert_eq!(nowhere.message_id(), "support-bundle-unwritable");
    std::fs::write(bench.folder.path().join("optria.db"), "no store").unwrap();
    let broken = bench.run(&["support-bundle", "--out", out], &[("OPTRIA_PASSPHRASE", "a wrong passphrase")]);
    assert_eq!(broken.status, 0, "{:?}", broken.errors);
    let demo = Bench::new();
    assert_eq!(demo.run(&["init", "--demo", "--passphrase"], &[]).status, 0);
    let told = demo.run(&["support-bundle", "--out", out], &[]);
    assert_eq!((told.status, &told.out["told"]), (0, &json!("diagnostics.json")), "{:?}", told.errors);
}
