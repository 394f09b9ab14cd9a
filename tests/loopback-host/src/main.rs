//! The dispatcher behind loopback HTTP, so that a browser test can drive the UI: `POST /rpc/<command>` answers JSON, or
//! the failure with its number as status; `GET /events` streams what changed; everything else is the built UI.
//! For tests only: one door for whoever asks, and a keychain that forgets. It never ships.

use app::{App, Clock, Door, Duties, Vault, settings};
use axum::{
    Json, Router,
    body::Body,
    extract::{Path as UrlPath, State},
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use clap::Parser;
use serde_json::{Value, json};
use std::{
    convert::Infallible,
    io::Write,
    net::Ipv4Addr,
    path::{Component, Path, PathBuf},
    sync::Arc,
};
use tokio::sync::mpsc;

#[derive(Parser)]
struct Arguments {
    /// 0: any free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The built UI.
    #[arg(long)]
    ui: PathBuf,
    #[arg(long)]
    workspace: PathBuf,
    /// `memory`, `os`, or `absent`.
    #[arg(long, default_value = "memory")]
    keychain: String,
}

struct Host {
    door: Door,
    ui: PathBuf,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let settings = settings::load(&arguments.workspace, |n| std::env::var(n).ok()).map_err(|f| f[0].clone())?;
    let vault = match arguments.keychain.as_str() {
        "os" => Vault::Keychain,
        "absent" => Vault::Absent,
        _ => Vault::memory(),
    };
    std::fs::create_dir_all(&arguments.workspace)?;
    let _log = app::logging::start(&arguments.workspace, &settings.log_filter);
    let app = App::new(arguments.workspace, settings, vault, Clock::Machine, Duties::CollectAndKeepHouse);
    let host = Arc::new(Host { door: Door::new(app.clone()), ui: arguments.ui });
    let router = Router::new()
        .route("/rpc/{command}", post(rpc))
        .route("/events", get(events))
        .fallback(get(file))
        .with_state(host);
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    println!("READY http://127.0.0.1:{}", listener.local_addr()?.port());
    std::io::stdout().flush()?;
    tokio::select! {
        served = axum::serve(listener, router) => served?,
        _ = tokio::signal::ctrl_c() => {}
    }
    app.close().await;
    Ok(())
}

async fn rpc(State(host): State<Arc<Host>>, UrlPath(command): UrlPath<String>, Json(request): Json<Value>) -> Response {
    match host.door.call(&command, request).await {
        Ok(answer) => Json(answer).into_response(),
        Err(failure) => {
            let status = StatusCode::from_u16(failure.code.number()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, Json(json!(failure))).into_response()
        }
    }
}

async fn events(State(host): State<Arc<Host>>) -> Response {
    let mut changes = host.door.app().changes.subscribe();
    let (sender, mut receiver) = mpsc::channel::<Result<String, Infallible>>(16);
    tokio::spawn(async move {
        use tokio::sync::broadcast::error::RecvError;
        loop {
            let line = match changes.recv().await {
                Ok(changed) => format!("data: {}\n\n", json!(changed)),
                // Fell behind: what was missed is not known, so everything may have changed.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            };
            if sender.send(Ok(line)).await.is_err() {
                return;
            }
        }
    });
    let stream = futures_util::stream::poll_fn(move |cx| receiver.poll_recv(cx));
    ([(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")], Body::from_stream(stream))
        .into_response()
}

async fn file(State(host): State<Arc<Host>>, uri: Uri) -> Response {
    let asked = Path::new(uri.path().trim_start_matches('/'));
    if !asked.components().all(|c| matches!(c, Component::Normal(_))) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let path = host.ui.join(asked);
    let path = if path.is_file() { path } else { host.ui.join("index.html") };
    match tokio::fs::read(&path).await {
        Ok(content) => {
            let kind = match path.extension().and_then(|e| e.to_str()) {
                Some("html") => "text/html; charset=utf-8",
                Some("js") => "text/javascript",
                Some("css") => "text/css",
                Some("svg") => "image/svg+xml",
                Some("woff2") => "font/woff2",
                Some("png") => "image/png",
                _ => "application/octet-stream",
            };
            ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], content).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
