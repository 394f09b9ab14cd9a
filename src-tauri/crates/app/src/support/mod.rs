//! The support bundle: a zip with the diagnostics, the workspace's header and the newest log files, for whoever helps
//! from afar. Logs hold no secret in the first place (`Secret` has no Display); all the same everything that this
//! workstation knows as a secret, and what looks like a token or a key, is masked in every file before it goes in.

mod known;
mod mask;

pub use known::secrets_of;
pub use mask::Mask;

use crate::failures::failure;
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{ErrorCode, Failure, Timestamp};
use serde_json::{Value, json};
use std::{
    fs,
    io::{Cursor, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The newest so many log files, of each the last so many bytes.
const LOG_FILES: usize = 7;
const LOG_BYTES: u64 = 4 << 20;

/// A finished bundle.
pub struct Bundle {
    pub file_name: String,
    pub bytes: Vec<u8>,
}

impl Bundle {
    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.bytes)
    }
}

/// `folders`: those of the process and of the workspace, which may be one. `told`: what goes in beside the logs, by name.
pub fn bundle(folders: &[&Path], told: &[(&str, &Value)], mask: &Mask, now: Timestamp) -> Result<Bundle, Failure> {
    let broken = |e: &dyn std::fmt::Display| failure(ErrorCode::Internal, "internal").detail(e);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut files = Vec::new();
    let mut put = |name: &str, text: &str| {
        let (clean, masked) = mask.clean(text);
        zip.start_file(name, SimpleFileOptions::default()).map_err(|e| broken(&e))?;
        zip.write_all(clean.as_bytes()).map_err(|e| broken(&e))?;
        files.push(json!({ "name": name, "bytes": clean.len(), "masked": masked }));
        Ok::<_, Failure>(())
    };
    for (name, value) in told {
        put(name, &pretty(value))?;
    }
    if let Some(header) = folders.iter().rev().find_map(|folder| workspace_header(folder)) {
        put("workspace.json", &pretty(&header))?;
    }
    for (name, path) in newest_logs(folders) {
        match tail(&path) {
            Ok(text) => put(&name, &text)?,
            Err(e) => tracing::warn!(file = %path.display(), error = %e, "a log file is left out of the bundle"),
        }
    }
    let contents = json!({ "made_at": now, "version": env!("CARGO_PKG_VERSION"), "files": files });
    zip.start_file("contents.json", SimpleFileOptions::default()).map_err(|e| broken(&e))?;
    zip.write_all(pretty(&contents).as_bytes()).map_err(|e| broken(&e))?;
    let bytes = zip.finish().map_err(|e| broken(&e))?.into_inner();
    Ok(Bundle { file_name: format!("optria-support-{}.zip", now.format("%Y%m%dT%H%M%SZ")), bytes })
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// What the header says, but for the salt of a passphrase: a key is made with it.
fn workspace_header(folder: &Path) -> Option<Value> {
    let mut header: Value = serde_json::from_str(&fs::read_to_string(folder.join("workspace.json")).ok()?).ok()?;
    header.as_object_mut()?.remove("salt");
    Some(header)
}

/// Their names in the bundle and where they are, newest first.
fn newest_logs(folders: &[&Path]) -> Vec<(String, PathBuf)> {
    let mut places: Vec<PathBuf> = folders.iter().map(|folder| folder.join("logs")).collect();
    places.dedup();
    let mut found: Vec<(std::time::SystemTime, PathBuf)> = places
        .iter()
        .flat_map(|place| fs::read_dir(place).into_iter().flatten())
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "log"))
        .filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path)))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    let named = |(n, (_, path)): (usize, (_, PathBuf))| {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        (format!("logs/{n:02}-{name}"), path)
    };
    found.into_iter().take(LOG_FILES).enumerate().map(named).collect()
}

/// From the beginning of a line.
fn tail(path: &Path) -> std::io::Result<String> {
    let mut file = fs::File::open(path)?;
    let behind = file.metadata()?.len().saturating_sub(LOG_BYTES);
    file.seek(SeekFrom::Start(behind))?;
    let mut bytes = Vec::new();
    file.take(LOG_BYTES).read_to_end(&mut bytes)?;
    let begin = if behind == 0 { 0 } else { bytes.iter().position(|b| *b == b'\n').map_or(0, |at| at + 1) };
    Ok(String::from_utf8_lossy(&bytes[begin..]).into_owned())
}
