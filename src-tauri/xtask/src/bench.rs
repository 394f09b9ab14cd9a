//! `cargo xtask bench [NAME]`: the release benchmarks, in one table.

mod ingest;
mod optimizer;

pub use optimizer::Options;

use std::{fs, path::Path, process::Stdio, time::Duration};

use clap::ValueEnum;
use serde_json::Value;

use crate::{
    display::{Belongings, Display, Session},
    machine::{Failure, Machine, Outcome, read, run},
    run::{Window, build_ui},
    setup,
};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Bench {
    /// Values per second and CPU seconds from a real OPC UA server, ours beside the clients of node-opcua and asyncua
    Ingest,
    /// 1,000,000 readings of one signal drawn as 2,000 points
    Trend,
    /// Kill -9 during ingest, 200 times
    Kill,
    /// Prioritization of 10,000 and 100,000 assets
    Prioritize,
    /// 100,000 signal mappings: the list opens, a filter answers, a file goes in and out
    Mappings,
    /// All that the optimizations must show, beside their peers; an hour and a quarter
    Optimizer,
    /// What row security costs at 1,000,000 rows of 100 tenants, and 200 workstations polling
    Central,
    /// Cold start to first meaningful paint, and resident memory, of the window
    Start,
}

const ALL: [Bench; 8] = [
    Bench::Ingest,
    Bench::Trend,
    Bench::Kill,
    Bench::Prioritize,
    Bench::Mappings,
    Bench::Optimizer,
    Bench::Central,
    Bench::Start,
];
const STARTS: usize = 5;

struct Row {
    name: String,
    result: Value,
}

pub fn bench(machine: &Machine, only: Option<Bench>, options: &Options) -> Outcome {
    let wanted: Vec<Bench> = ALL.into_iter().filter(|bench| only.is_none_or(|name| name == *bench)).collect();
    setup::build_needs(machine)?;
    if wanted.contains(&Bench::Ingest) {
        setup::counterparts(machine)?;
    }
    if wanted.contains(&Bench::Start) {
        build_ui(machine)?;
    }
    if !options.dev {
        let mut build = machine.cargo();
        build.args(["build", "--release", "--workspace", "--bin", "optria-bench"]);
        if wanted.contains(&Bench::Start) {
            build.args(["--bin", "optria-iq"]);
        }
        run(&mut build)?;
    }
    let mut rows = Vec::new();
    for bench in wanted {
        match bench {
            Bench::Ingest => ingest::bench(machine, &mut rows)?,
            Bench::Trend => ours(machine, &mut rows, "trend", &["--readings", "1000000"])?,
            Bench::Kill => ours(machine, &mut rows, "kill", &["--times", "200", "--sampling-ms", "1000"])?,
            Bench::Prioritize => {
                ours(machine, &mut rows, "prioritize", &["--assets", "10000"])?;
                ours(machine, &mut rows, "prioritize", &["--assets", "100000"])?;
            }
            Bench::Mappings => ours(machine, &mut rows, "mappings", &["--rows", "100000"])?,
            Bench::Optimizer => optimizer::bench(machine, options)?,
            Bench::Central => {
                ours(machine, &mut rows, "rls", &["--rows", "1000000", "--tenants", "100"])?;
                ours(machine, &mut rows, "poll", &["--workstations", "200", "--seconds", "30"])?;
            }
            Bench::Start => start(machine, &mut rows)?,
        }
    }
    print!("{}", table(&rows));
    Ok(())
}

fn ours(machine: &Machine, rows: &mut Vec<Row>, name: &str, arguments: &[&str]) -> Outcome {
    let text = read(machine.command(machine.built(true, "optria-bench")).arg(name).args(arguments))?;
    rows.push(Row { name: format!("optria {name} {}", arguments.join(" ")), result: last_json(&text)? });
    Ok(())
}

/// Cold start on a virtual display, to the first drawn page, and the memory of the application with its web processes.
fn start(machine: &Machine, rows: &mut Vec<Row>) -> Outcome {
    let mut seconds = Vec::new();
    let mut megabytes = Vec::new();
    for _ in 0..STARTS {
        let display = Display::start(machine)?;
        let session = Session::new(Belongings::Temporary)?;
        let mut command = session.command(machine, Some(&display), machine.built(true, "optria-iq"));
        let mut window = Window::open(command.stdin(Stdio::null()))?;
        // The keychain's unlocking, which a person's session has done long before, is not the application's.
        let drawn = window.wait_until_drawn(machine, &display)?.saturating_sub(Duration::from_millis(500));
        seconds.push(drawn.as_secs_f64());
        megabytes.push(proportional_memory(window.process_id()) as f64 / 1024.0);
    }
    let result = serde_json::json!({
        "starts": STARTS,
        "first_paint_seconds": round(median(&mut seconds)),
        "memory_pss_megabytes": round(median(&mut megabytes)),
    });
    rows.push(Row { name: "optria start".into(), result });
    Ok(())
}

/// PSS in kilobytes of every process of the application in the group of `leader`; the bus and the shell are not ours.
fn proportional_memory(leader: u32) -> u64 {
    let Ok(entries) = fs::read_dir("/proc") else { return 0 };
    entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|folder| belongs_to(folder, leader))
        .filter_map(|folder| fs::read_to_string(folder.join("smaps_rollup")).ok())
        .filter_map(|text| {
            text.lines()
                .find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok())
        })
        .sum()
}

fn belongs_to(folder: &Path, leader: u32) -> bool {
    // `pid (name) state parent group ...`; the name is cut to 15 characters.
    let Ok(stat) = fs::read_to_string(folder.join("stat")) else { return false };
    let Some((head, tail)) = stat.rsplit_once(')') else { return false };
    let name = head.split_once('(').map(|(_, name)| name).unwrap_or_default();
    let group = tail.split_whitespace().nth(2).and_then(|group| group.parse::<u32>().ok());
    group == Some(leader) && (name.starts_with("optria-iq") || name.starts_with("WebKit"))
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn last_json(text: &str) -> Outcome<Value> {
    text.lines()
        .rev()
        .find_map(|line| serde_json::from_str::<Value>(line).ok().filter(Value::is_object))
        .ok_or_else(|| Failure(format!("no JSON line in:\n{text}")))
}

fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        text += &format!("{}\n", row.name);
        for (key, value) in row.result.as_object().into_iter().flatten() {
            text += &format!("    {key:<28} {value:>16}\n", value = value.to_string());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_key_of_every_row() {
        let rows = [Row { name: "optria kill".into(), result: serde_json::json!({"lost": 0, "times": 200}) }];
        let text = table(&rows);
        assert!(text.starts_with("optria kill\n") && text.contains("lost") && text.ends_with("200\n"), "{text}");
    }

    #[test]
    fn the_last_json_line_counts_and_its_absence_is_told() {
        assert_eq!(last_json("{\"a\":1}\nlog\n{\"a\":2}\n\n").unwrap()["a"], 2);
        assert!(last_json("nothing here").unwrap_err().to_string().contains("nothing here"));
    }
}
