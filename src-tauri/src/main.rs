//! `optria-iq`: the window. It opens the workspace's folder, shows the UI, and passes every call to the door; it decides
//! nothing. The only crate that knows Tauri.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod bridge;
mod start;

use app::Door;
use tauri::{Manager, RunEvent, WebviewUrl, WebviewWindowBuilder};

fn main() -> std::process::ExitCode {
    if app::solver::is_called() {
        return app::solver::run();
    }
    app::solver::use_processes();
    let door = match start::door() {
        Ok(door) => door,
        Err(problems) => {
            start::tell(&problems);
            std::process::exit(1);
        }
    };
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![bridge::rpc, bridge::save_text_file, bridge::save_file])
        .setup(move |app| {
            app.manage(door);
            bridge::tell_changes(app.handle());
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("OPTRIA IQ")
                .inner_size(1360.0, 860.0)
                .min_inner_size(960.0, 600.0)
                .build()?;
            Ok(())
        })
        .build(tauri::generate_context!());
    let app = match built {
        Ok(app) => app,
        Err(e) => {
            tracing::error!(error = %e, "the window could not be opened");
            eprintln!("OPTRIA IQ could not open its window: {e}");
            std::process::exit(1);
        }
    };
    app.run(|handle, event| {
        if let RunEvent::Exit = event {
            let door = handle.state::<Door>().inner().clone();
            // What is buffered is written before the process ends.
            tauri::async_runtime::block_on(async move { door.app().close().await });
        }
    });
    std::process::ExitCode::SUCCESS
}
