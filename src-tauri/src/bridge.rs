//! Between the web view and the door: one command for every command, one event for what changed, and saving a file.

use app::Door;
use domain::{ErrorCode, Failure, Message};
use serde_json::Value;
use tauri::{
    AppHandle, Emitter, Manager, State,
    ipc::{InvokeBody, Request},
};
use tauri_plugin_dialog::DialogExt;

/// Any command of the table. The failure reaches the UI as it is; it holds no secret.
#[tauri::command]
pub async fn rpc(door: State<'_, Door>, command: String, request: Value) -> Result<Value, Failure> {
    door.call(&command, request).await
}

/// Asks where, and writes. `false`: the person thought better of it.
#[tauri::command]
pub async fn save_text_file(app: AppHandle, file_name: String, content: String) -> Result<bool, Failure> {
    ask_and_write(app, file_name, content.into_bytes()).await
}

/// The same for bytes, which come as the body of the call; the name to offer is in its header `file-name`.
#[tauri::command]
pub async fn save_file(app: AppHandle, request: Request<'_>) -> Result<bool, Failure> {
    let name = request.headers().get("file-name").and_then(|n| n.to_str().ok()).unwrap_or("file").to_owned();
    let bytes = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        // A web view without bodies for its own scheme passes bytes on as numbers.
        InvokeBody::Json(numbers) => serde_json::from_value(numbers.clone()).map_err(|e| not_written(&name, e))?,
    };
    ask_and_write(app, name, bytes).await
}

async fn ask_and_write(app: AppHandle, file_name: String, content: Vec<u8>) -> Result<bool, Failure> {
    let chosen =
        tauri::async_runtime::spawn_blocking(move || app.dialog().file().set_file_name(file_name).blocking_save_file())
            .await;
    let Ok(Some(path)) = chosen.map(|c| c.and_then(|c| c.into_path().ok())) else { return Ok(false) };
    std::fs::write(&path, content).map(|()| true).map_err(|e| {
        let file = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        not_written(&file, e)
    })
}

fn not_written(file: &str, why: impl std::fmt::Display) -> Failure {
    Failure::new(ErrorCode::Unavailable, Message::new("file-not-written").with("file", file.to_owned())).detail(why)
}

/// Passes on what changed for as long as the process lives.
pub fn tell_changes(app: &AppHandle) {
    let app = app.clone();
    let mut changes = app.state::<Door>().app().changes.subscribe();
    tauri::async_runtime::spawn(async move {
        use tokio::sync::broadcast::error::RecvError;
        loop {
            match changes.recv().await {
                Ok(changed) => {
                    let _ = app.emit("changed", changed);
                }
                // Fell behind: the next telling comes soon enough.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
}
