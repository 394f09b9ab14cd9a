//! `call start_run` at the command line: the run lives in this process, so it stays until the run is over. Ctrl-C stops the
//! run, and the best plan so far is kept and shown.

use app::Door;
use domain::Failure;
use serde_json::{Value, json};
use std::time::Duration;

pub const COMMAND: &str = "start_run";
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// The run as it ended.
pub async fn run(door: &Door, mut request: Value) -> Result<Value, Failure> {
    if let Some(fields) = request.as_object_mut() {
        // The answer with its id comes at once, so that it can be stopped; the waiting is done here.
        fields.insert("wait".into(), Value::Bool(false));
    }
    let row = door.call(COMMAND, request).await?;
    let id = json!({ "id": row["run"]["id"] });
    tokio::select! {
        ended = until_over(door, &id) => ended,
        _ = tokio::signal::ctrl_c() => match door.call("cancel_run", id.clone()).await {
            Ok(row) => Ok(row),
            // Over by then.
            Err(_) => door.call("get_run", id).await,
        },
    }
}

async fn until_over(door: &Door, id: &Value) -> Result<Value, Failure> {
    loop {
        let row = door.call("get_run", id.clone()).await?;
        if row["run"]["status"] != "running" {
            return Ok(row);
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}
