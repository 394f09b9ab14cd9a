//! `optria`: every command of the command table, administration and headless collection, without a window.
//! JSON on standard output; a failure goes to standard error as JSON with its code, and the exit status tells it:
//! the HTTP-like number less 360 (unauthenticated 41, forbidden 43, not found 44, invalid 62, internal 140, ...).

mod central;
mod collect;
mod connect;
mod init;
mod output;
mod session;
mod start_run;
mod support_bundle;
mod usage;

use app::{App, Door, Duties, Vault, commands, settings::Source, texts::Language};
use clap::{Args, Parser, Subcommand};
use domain::{Failure, Message};
use output::{Outcome, print_json, with_texts};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

#[derive(Parser)]
#[command(name = "optria", version, about = "OPTRIA IQ from the command line")]
struct Cli {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Args)]
struct Place {
    /// The workspace's folder.
    #[arg(long, global = true, env = "OPTRIA_WORKSPACE", value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// Sign in as this person; the password is taken from OPTRIA_PASSWORD or asked for.
    #[arg(long = "as", global = true, value_name = "EMAIL")]
    person: Option<String>,
    /// Language of messages: en or ar. Default: that of the environment.
    #[arg(long, global = true, value_name = "TAG", value_parser = output::parse_language)]
    language: Option<Language>,
}

#[derive(Subcommand)]
enum What {
    /// Make a workspace in the folder.
    Init(init::Init),
    /// Make this computer a workstation of a tenant of a central database.
    Connect(connect::Connect),
    /// List the workspaces that are kept together in the folder: its own, and those that were added beside it. Another
    /// folder, such as one that was given with `--workspace` before, is listed with `--workspace DIR workspaces`.
    Workspaces,
    /// Run any command of the table: `optria call list_assets '{"limit": 5}'`.
    Call {
        command: String,
        /// The request as JSON; `-` reads it from standard input.
        #[arg(default_value = "{}")]
        request: String,
        #[command(flatten)]
        opened: session::Opened,
    },
    /// List the command table.
    Commands,
    /// Settings.
    Config {
        #[command(subcommand)]
        what: ConfigWhat,
    },
    /// Readiness.
    Health {
        #[command(subcommand)]
        what: HealthWhat,
    },
    /// Go the way of a click from site to work order and prove that capabilities hold; safe to repeat. With `--central`
    /// the ten steps over the central database, from a tenant to the proof that another one can't reach it.
    SmokeTest {
        /// Needs `DATABASE_URL` of a superuser and `SESSION_SECRET`, and no workspace.
        #[arg(long)]
        central: bool,
        /// The CA file (PEM) that the server's certificate must come from.
        #[arg(long, env = "OPTRIA_CENTRAL_CA", value_name = "FILE")]
        ca: Option<PathBuf>,
    },
    /// Run the active integrations and the jobs without a window.
    Collect {
        /// Stop after so long (`30s`, `5m`, `2h`); default: until interrupted.
        #[arg(long = "for", value_name = "TIME", value_parser = collect::parse_duration)]
        duration: Option<Duration>,
    },
    /// Write a zip with diagnostics, the workspace's header and the newest logs, every known secret masked. With `--as` of
    /// a platform owner the whole diagnostics, else what anybody may ask (`health`).
    SupportBundle {
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Administration of the central database: migrate, owners, tenants, verify.
    Central(central::Central),
    /// What is generated from the command table; for `cargo xtask generate`.
    #[command(hide = true)]
    Generate { what: String },
}

#[derive(Subcommand)]
enum ConfigWhat {
    /// Check the settings file and the environment; names everything that is wrong, and what is set without effect.
    Check,
    /// List every setting: where it comes from, what it is (secrets as `***`), and whether anything uses it.
    Status,
}

#[derive(Subcommand)]
enum HealthWhat {
    /// Check every page of the store; exit 0 where it is sound and can be read and written, else non-zero.
    Ready,
}

fn main() -> ExitCode {
    if app::solver::is_called() {
        return app::solver::run();
    }
    app::solver::use_processes();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => return usage::print(&e),
    };
    let language = output::language(cli.place.language);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli, language)) {
        Ok(outcome) => outcome.exit_code(),
        Err(failures) => output::print_failures(&failures, language),
    }
}

async fn run(cli: Cli, language: Language) -> Result<Outcome, Vec<Failure>> {
    let folder = cli.place.workspace.clone().unwrap_or_else(app::default_folder);
    match cli.what {
        What::Commands => {
            print_json(&commands_table());
            return Ok(Outcome::Done);
        }
        What::Generate { what } => return generate(&what),
        What::Central(what) => return central::run(what, language).await,
        What::SmokeTest { central: true, ca } => return central::smoke_test(ca.as_ref()).await,
        What::Config { what } => {
            print_json(&config(&what, &folder, language)?);
            return Ok(Outcome::Done);
        }
        _ => {}
    }
    let settings = app::settings::load(&folder, environment)?;
    let duties = match cli.what {
        What::Collect { .. } => Duties::CollectAndKeepHouse,
        _ => Duties::AnswerOnly,
    };
    let _log = folder.exists().then(|| app::logging::start(&folder, &settings.log_filter));
    let app = App::new(folder, settings, Vault::Keychain, app::Clock::Machine, duties);
    let outcome = answer(&app, cli.what, cli.place.person, language).await;
    app.close().await;
    outcome.map_err(|f| vec![f])
}

async fn answer(app: &Arc<App>, what: What, person: Option<String>, language: Language) -> Result<Outcome, Failure> {
    match what {
        What::Init(init) => init::run(app, init).await,
        What::Connect(connect) => connect::run(app, connect).await,
        What::Workspaces => {
            connect::list(app, language);
            Ok(Outcome::Done)
        }
        What::Call { command, request, opened } => {
            let request = output::read_request(&request)?;
            refuse_without_effect(&command)?;
            let answer = session::visit(app, person, async |door| {
                session::tell_recovery(door, language).await;
                let ask = async |door: &Door| match command.as_str() {
                    start_run::COMMAND => start_run::run(door, request).await,
                    command => door.call(command, request).await,
                };
                session::in_tenant(door, &opened, ask).await
            });
            let answer = answer.await?;
            // A test, or a change that was kept only if one passed.
            let is_refused = answer["passed"] == Value::Bool(false);
            print_json(&with_texts(answer, language));
            Ok(if is_refused { Outcome::NotReady } else { Outcome::Done })
        }
        What::Health { .. } => {
            let door = session::open(app).await?;
            session::tell_recovery(&door, language).await;
            let health = door.call("get_health", json!({ "verify": true })).await?;
            let is_ready = health["isReady"] == Value::Bool(true);
            print_json(&health);
            Ok(if is_ready { Outcome::Done } else { Outcome::NotReady })
        }
        What::SmokeTest { .. } => {
            let door = session::door_of(app, person, domain::Role::TenantAdmin).await?;
            let outcome = door.call("run_smoke_test", json!({})).await;
            door.end_visit().await;
            let outcome = outcome?;
            let passed = outcome["passed"] == Value::Bool(true);
            print_json(&outcome);
            Ok(if passed { Outcome::Done } else { Outcome::NotReady })
        }
        What::SupportBundle { out } => support_bundle::run(app, person, &out).await,
        What::Collect { duration } => collect::run(app, person, duration, language).await,
        What::Commands | What::Generate { .. } | What::Config { .. } | What::Central(_) => Ok(Outcome::Done),
    }
}

/// What a command line can't keep: it is signed out when it has answered.
fn refuse_without_effect(command: &str) -> Result<(), Failure> {
    if ["open_tenant", "close_tenant"].contains(&command) {
        return Err(Failure::new(domain::ErrorCode::Conflict, Message::new("cli-opens-for-one-call")));
    }
    Ok(())
}

pub(crate) fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn config(what: &ConfigWhat, folder: &Path, language: Language) -> Result<Value, Vec<Failure>> {
    let settings = app::settings::status(folder, environment)?;
    if matches!(what, ConfigWhat::Status) {
        return Ok(json!({ "settings": settings }));
    }
    let idle = settings.iter().filter(|s| s.source != Source::Default && !s.has_effect);
    let told: Vec<Message> = idle.map(|s| Message::new("settings-without-effect").with("name", s.name)).collect();
    Ok(with_texts(json!({ "ok": true, "notes": told }), language))
}

fn commands_table() -> Value {
    let line = |c: &commands::CommandInfo| {
        let needs = match c.access {
            commands::Access::Anyone => Value::Null,
            commands::Access::SignedInEvenLocked => json!("session"),
            commands::Access::Needs(capability) => json!(capability),
        };
        json!({"command": c.name, "needs": needs, "changes": c.changes})
    };
    Value::Array(commands::TABLE.iter().map(line).collect())
}

fn generate(what: &str) -> Result<Outcome, Vec<Failure>> {
    match what {
        "bindings" => print!("{}", app::bindings::typescript()),
        "permissions" => print!("{}", app::bindings::permission_matrix()),
        other => {
            // `connector-opcua`: the fields of its form.
            if let Some(kind) = other.strip_prefix("connector-").and_then(|kind| kind.parse().ok()) {
                print!("{}", app::connector_docs::fields(kind));
                return Ok(Outcome::Done);
            }
            let message = Message::new("config-not-an-option").with("field", other);
            return Err(vec![Failure::new(domain::ErrorCode::Invalid, message)]);
        }
    }
    Ok(Outcome::Done)
}
