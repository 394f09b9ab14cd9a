//! Logs go to rotating files in the workspace's `logs` folder, a file a day, fourteen kept. Secrets can't get there:
//! they are `Secret`, which has no Display and a masked Debug.

use std::path::Path;
use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

const FILES_KEPT: usize = 14;

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
    tracing_subscriber::registry().with(filter).with(layer).try_init().ok()?;
    Some(guard)
}
