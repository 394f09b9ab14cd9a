//! `cargo xtask bench optimizer`: all that the optimizations must show, ours beside the peers in one run, one thread, CPU
//! seconds, judged by the public checkers. Instances and checkers lie in the folder that `OPTRIA_BENCH_DATA` names (default:
//! `../shared` beside the checkout); peers need Python and are told to be missing where it is.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{Row, last_json, ours, round};
use crate::machine::{Machine, Outcome, find_program, read, run};

/// Instance (engineers, orders, days, skills, places, seed) and the CPU seconds for which ours is told.
const DISPATCH: [(&str, &[&str]); 3] =
    [("20 100 14 8 10 1", &["2", "60"]), ("100 1000 14 8 40 1", &["10", "60"]), ("50 1000 14 8 40 1", &["60"])];
const DISPATCH_PEERS: [&str; 3] = ["cbc", "highspy_ws", "cpsat"];
const PEER_SECONDS: &str = "60";
/// For each instance.
const TRSP_SECONDS: [&str; 2] = ["10", "60"];
/// File, seconds, best known.
const ROADEF: [(&str, &str, f64); 4] = [
    ("A_12", "2", 789.634_928),
    ("A_12", "20", 789.634_928),
    ("A_09", "1", 1_836.669_118),
    ("A_07_q05", "1", 2_272.782_274),
];
const MADE: [&str; 4] = ["700", "365", "100", "1"];
const PINS: [&str; 6] = ["numpy", "scipy", "ortools", "pulp", "highspy", "sqlalchemy"];

pub fn bench(machine: &Machine, rows: &mut Vec<Row>) -> Outcome {
    let shared = std::env::var_os("OPTRIA_BENCH_DATA").map_or_else(|| machine.root.join("../shared"), PathBuf::from);
    let python = peers(machine);
    let work = machine.target.join("bench-optimizer");
    fs::create_dir_all(&work).map_err(|e| crate::machine::Failure(format!("cannot make {}: {e}", work.display())))?;
    ours(machine, rows, "deferral", &["--assets", "100000"])?;
    let script = machine.root.join("tests/optria-bench/peers/deferral_peer.py");
    for (library, assets) in [("numpy", "100000"), ("scipy", "2000")] {
        peer(machine, rows, &python, &script, &[library, assets]);
    }
    prioritize(machine, rows, &shared, &python)?;
    if !shared.join("bench/gen_dispatch.py").exists() {
        rows.push(missing("dispatch, TRSP and ROADEF", &format!("no instances in {}", shared.display())));
        return Ok(());
    }
    dispatch(machine, rows, &shared, &python, &work)?;
    for seconds in TRSP_SECONDS {
        trsp(machine, rows, &shared, &work, seconds)?;
    }
    roadef(machine, rows, &shared, &work)
}

/// A Python with the peers' libraries, or why there is none.
fn peers(machine: &Machine) -> Result<PathBuf, String> {
    let folder = machine.counterparts.join("optimizer-peers");
    let bin = if cfg!(windows) { folder.join("Scripts/python") } else { folder.join("bin/python") };
    if bin.exists() {
        return Ok(bin);
    }
    let python = if cfg!(windows) { "python" } else { "python3" };
    find_program(python).ok_or_else(|| format!("{python} is not installed"))?;
    let made = run(machine.command(python).args(["-m", "venv"]).arg(&folder))
        .and_then(|()| run(machine.command(&bin).args(["-m", "pip", "install", "--quiet"]).args(PINS)));
    match made {
        Ok(()) => Ok(bin),
        Err(e) => {
            // Half an environment would be taken for a whole one the next time.
            let _ = fs::remove_dir_all(&folder);
            Err(e.to_string())
        }
    }
}

fn missing(name: &str, why: &str) -> Row {
    Row { name: name.into(), result: json!({ "missing": why }) }
}

/// A peer that fails is told as that; the others go on.
fn peer(machine: &Machine, rows: &mut Vec<Row>, python: &Result<PathBuf, String>, script: &Path, arguments: &[&str]) {
    let name = format!("peer: {} {}", script.file_stem().unwrap_or_default().to_string_lossy(), arguments.join(" "));
    rows.push(match python {
        Err(why) => missing(&name, why),
        Ok(python) => match read(machine.command(python).arg(script).args(arguments)).and_then(|t| last_json(&t)) {
            Ok(result) => Row { name, result },
            Err(e) => missing(&name, e.to_string().lines().last().unwrap_or_default()),
        },
    });
}

fn prioritize(machine: &Machine, rows: &mut Vec<Row>, shared: &Path, python: &Result<PathBuf, String>) -> Outcome {
    let script = shared.join("bench/prioritization_orm_loop.py").display().to_string();
    for assets in ["10000", "100000"] {
        let mut arguments = vec!["--assets", assets];
        // The loop over 100,000 was seen unfinished after 9.5 minutes.
        let python = python.as_ref().map(|p| p.display().to_string()).unwrap_or_default();
        if assets == "10000" && !python.is_empty() && Path::new(&script).exists() {
            arguments.extend(["--peer", &script, "--python", &python]);
        }
        ours(machine, rows, "prioritize", &arguments)?;
    }
    Ok(())
}

fn dispatch(
    machine: &Machine,
    rows: &mut Vec<Row>,
    shared: &Path,
    python: &Result<PathBuf, String>,
    work: &Path,
) -> Outcome {
    for (instance, limits) in DISPATCH {
        let numbers: Vec<&str> = instance.split(' ').collect();
        let (file, plan) = (work.join("instance.json"), work.join("plan.json"));
        let generator = shared.join("bench/gen_dispatch.py");
        let text = read(machine.command("python3").arg(&generator).args(&numbers))?;
        crate::machine::write_file(&file, text)?;
        for seconds in limits {
            let mut result = solve(machine, "dispatch", &file, seconds, &plan)?;
            let judge = "import sys,json;sys.path.insert(0,sys.argv[1]);from gen_dispatch import *;\
                 I=gen(*map(int,sys.argv[3:9]));a={int(o):tuple(x) for o,x in json.load(open(sys.argv[2])).items()};\
                 c,e=evaluate(I,a);print(json.dumps(dict(cost=round(c,4),errors=len(e))))";
            let judged = read(
                machine.command("python3").args(["-c", judge]).arg(shared.join("bench")).arg(&plan).args(&numbers),
            )?;
            result["judged"] = last_json(&judged)?;
            rows.push(Row { name: format!("optria dispatch {instance}, {seconds} s"), result });
        }
        for solver in DISPATCH_PEERS {
            let arguments: Vec<&str> = [solver, PEER_SECONDS].into_iter().chain(numbers.iter().copied()).collect();
            peer(machine, rows, python, &shared.join("bench/dispatch_peers.py"), &arguments);
        }
    }
    Ok(())
}

fn solve(machine: &Machine, bench: &str, file: &Path, seconds: &str, out: &Path) -> Outcome<Value> {
    let mut command = machine.command(machine.built(true, "optria-bench"));
    command.arg(bench).arg(file).args(["--seconds", seconds, "--out"]).arg(out);
    last_json(&read(&mut command)?)
}

/// Every instance; one line with the mean distance to the best known.
fn trsp(machine: &Machine, rows: &mut Vec<Row>, shared: &Path, work: &Path, seconds: &str) -> Outcome {
    let known = crate::machine::read_file(&shared.join("data/trsp/best_known.csv"))?;
    let (mut gaps, mut infeasible, plan) = (Vec::new(), 0usize, work.join("routes.json"));
    for line in known.lines().skip(1) {
        let Some((name, best)) = line.split_once(',') else { continue };
        let (file, best) = (shared.join(format!("data/trsp/{name}.txt")), best.trim().parse().unwrap_or(f64::NAN));
        if !file.exists() {
            continue;
        }
        solve(machine, "trsp", &file, seconds, &plan)?;
        let check = shared.join("bench/trsp_check.py");
        match read(machine.command("python3").arg(check).arg(&file).arg(&plan)).and_then(|t| last_json(&t)) {
            Ok(judged) => gaps.push(judged["total_working_time"].as_f64().unwrap_or(f64::NAN) / best - 1.0),
            Err(_) => infeasible += 1,
        }
    }
    let mean = gaps.iter().sum::<f64>() / gaps.len().max(1) as f64;
    let result = json!({
        "instances": gaps.len() + infeasible,
        "infeasible": infeasible,
        "mean_gap_percent": round(mean * 100.0),
        "worst_gap_percent": round(gaps.iter().copied().fold(f64::NEG_INFINITY, f64::max) * 100.0),
    });
    rows.push(Row { name: format!("optria trsp, all instances, {seconds} s each"), result });
    Ok(())
}

fn roadef(machine: &Machine, rows: &mut Vec<Row>, shared: &Path, work: &Path) -> Outcome {
    let (folder, plan) = (shared.join("data/roadef2020"), work.join("schedule.txt"));
    let judge = |file: &Path| -> Outcome<String> {
        let text = read(machine.command("python3").arg(folder.join("checker.py")).arg(file).arg(&plan))?;
        let told = text.lines().filter(|l| l.contains("ERROR") || l.to_lowercase().contains("objective"));
        Ok(told.map(str::trim).collect::<Vec<_>>().join("; "))
    };
    for (name, seconds, best) in ROADEF {
        let file = folder.join(format!("{name}.json"));
        if !file.exists() {
            rows.push(missing(&format!("optria roadef {name}"), "the instance is not there"));
            continue;
        }
        let mut result = solve(machine, "roadef", &file, seconds, &plan)?;
        result["best_known"] = json!(best);
        result["checker"] = json!(judge(&file)?);
        rows.push(Row { name: format!("optria roadef {name}, {seconds} s"), result });
    }
    let made = work.join("made.json");
    if !made.exists() {
        let text = read(machine.command("python3").arg("tests/optria-bench/gen_roadef.py").args(MADE))?;
        crate::machine::write_file(&made, text)?;
    }
    for seconds in ["5", "60"] {
        let mut result = solve(machine, "roadef", &made, seconds, &plan)?;
        result["checker"] = json!(judge(&made)?);
        rows.push(Row { name: format!("optria roadef, made {}, {seconds} s", MADE.join(" ")), result });
    }
    Ok(())
}
