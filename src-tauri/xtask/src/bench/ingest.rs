//! `cargo xtask bench ingest`: the same server, asked in turn by ours into the encrypted store, by the asyncua client into
//! SQLite, and by node-opcua's own client, which keeps nothing.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
    thread,
};

use serde_json::Value;

use super::{Row, last_json, round};
use crate::machine::{Failure, Machine, Outcome, failure, read};

const NODES: &str = "10000";
const SECONDS: &str = "30";
/// Milliseconds between two values of a node, and between two looks at it: half the step misses none. At 100 ms the
/// server makes more than it can deliver; then it is asked for all it has.
const RATES: [(&str, &str); 2] = [("1000", "500"), ("100", "100")];
/// In turn, so that a noisy minute of the machine does not fall on one client alone.
const ROUNDS: usize = 2;

#[derive(Clone, Copy)]
enum Client {
    Optria,
    NodeOpcua,
    Asyncua,
}

impl Client {
    const ALL: [Self; 3] = [Self::Optria, Self::NodeOpcua, Self::Asyncua];

    fn name(self) -> &'static str {
        match self {
            Self::Optria => "optria ingest",
            Self::NodeOpcua => "node-opcua, counts only",
            Self::Asyncua => "asyncua -> SQLite",
        }
    }

    fn command(self, machine: &Machine) -> Command {
        let script = |name: &str| machine.root.join("tests/counterparts").join(name);
        match self {
            Self::Optria => {
                let mut command = machine.command(machine.built(true, "optria-bench"));
                command.arg("ingest");
                command
            }
            Self::NodeOpcua => {
                let mut command = machine.command("node");
                command.arg(script("node_opcua_client.js"));
                command.env("NODE_PATH", machine.counterparts.join("node/node_modules"));
                command
            }
            Self::Asyncua => {
                let mut command = machine.command(machine.counterparts.join("python/bin/python"));
                command.arg(script("asyncua_to_sqlite.py"));
                command
            }
        }
    }
}

pub fn bench(machine: &Machine, rows: &mut Vec<Row>) -> Outcome {
    for (rate, sampling) in RATES {
        for turn in 1..=ROUNDS {
            for client in Client::ALL {
                let mut result = run(machine, client, rate, sampling)?;
                result["cpu_us_per_value"] = cost(&result).map(round).into();
                result["cpu_of_one_core"] = share(&result).map(round).into();
                let name = format!("{}, a value every {rate} ms, round {turn}", client.name());
                rows.push(Row { name, result });
            }
        }
    }
    Ok(())
}

/// Each client alone against a server just started, so that neither pays for the other.
fn run(machine: &Machine, client: Client, rate: &str, sampling: &str) -> Outcome<Value> {
    let server = Server::start(machine, rate)?;
    let mut command = client.command(machine);
    command.args(["--nodes", NODES, "--seconds", SECONDS, "--sampling-ms", sampling, "--endpoint", &server.url]);
    last_json(&read(&mut command)?)
}

/// CPU microseconds a value.
fn cost(result: &Value) -> Option<f64> {
    Some(result.get("cpu_seconds")?.as_f64()? * 1e6 / result.get("values")?.as_f64()?)
}

/// CPU seconds a second: what is left of the machine beside it.
fn share(result: &Value) -> Option<f64> {
    Some(result.get("cpu_seconds")?.as_f64()? / result.get("seconds")?.as_f64()?)
}

/// node-opcua with the load of [`NODES`] doubles.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(machine: &Machine, rate_ms: &str) -> Outcome<Self> {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(|error| Failure(format!("no free port: {error}")))?
            .port();
        let mut process = machine
            .command("node")
            .arg(machine.root.join("tests/counterparts/node_opcua_server.js"))
            .args(["--port", &port.to_string(), "--nodes", NODES, "--rate-ms", rate_ms, "--exit-with-stdin"])
            .env("NODE_PATH", machine.counterparts.join("node/node_modules"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure(format!("node cannot be started: {error}")))?;
        let stdout = process.stdout.take().expect("stdout is piped");
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let url = lines.find_map(|line| line.strip_prefix("READY ").map(str::to_owned));
        match url {
            Some(url) => {
                // What it says later has to go somewhere, or it ends.
                thread::spawn(move || lines.for_each(drop));
                Ok(Self { process, url })
            }
            None => failure(format!("the node-opcua counterpart did not start: {:?}", process.wait())),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cost_and_share_are_of_cpu_and_absent_where_a_figure_is() {
        let result = serde_json::json!({"values": 1000, "cpu_seconds": 0.5, "seconds": 2.0});
        assert_eq!((cost(&result), share(&result)), (Some(500.0), Some(0.25)));
        assert_eq!(cost(&serde_json::json!({"values": 1000})), None);
        assert_eq!(share(&serde_json::json!({"cpu_seconds": 1})), None);
    }
}
