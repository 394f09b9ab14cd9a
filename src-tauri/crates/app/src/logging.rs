//! Logs go to rotating files in the workspace's `logs` folder, a file a day, fourteen kept. Secrets can't get there:
//! they are `Secret`, which has no Display and a masked Debug.

use std::path::Path;
use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{EnvFilter, filter::filter_fn, fmt, prelude::*};

const FILES_KEPT: usize = 14;
/// Its debug lines quote every bound parameter: tokens, proofs of passwords. They stay out whatever the filter says.
const QUOTES_PARAMETERS: &str = "tokio_postgres";
/// It warns of an unencrypted connection over one that is encrypted before it gets there (`connectors::sql`). What the
/// server told it is in our own failures.
const WARNS_OF_NOTHING: &str = "tiberius";

/// Whether it is a filter: levels and `target=level`, with commas between. A lone word that is no level would be taken
/// for a target and silence everything else, so it is none.
pub fn is_filter(text: &str) -> bool {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let is_known = |part: &str| part.contains(['=', '[', ':']) || LEVELS.iter().any(|l| l.eq_ignore_ascii_case(part));
    EnvFilter::try_new(text).is_ok() && text.split(',').map(str::trim).all(is_known)
}

/// Starts logging; keep the guard for as long as the process lives. A second call in one process does nothing.
pub fn start(folder: &Path, filter: &str) -> Option<WorkerGuard> {
    std::fs::create_dir_all(folder.join("logs")).ok()?;
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("optria")
        .filename_suffix("log")
        .max_log_files(FILES_KEPT)
        .build(folder.join("logs"))
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    // The cipher's and the protocol's own chatter stays out unless asked for.
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let layer = fmt::layer().json().with_writer(writer).with_target(true);
    let harmless = filter_fn(|about| match about.target().split("::").next() {
        Some(QUOTES_PARAMETERS) => *about.level() <= tracing::Level::INFO,
        Some(WARNS_OF_NOTHING) => false,
        _ => true,
    });
    tracing_subscriber::registry().with(filter).with(harmless).with(layer).try_init().ok()?;
    Some(guard)
}
