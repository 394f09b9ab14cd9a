//! `optria-bench trsp FILE --seconds N --out SOL.json`: an instance of Pillac, Guéret and Medaglia (2013), answered as a list
//! of routes of node numbers: the technician, visits (the main depot is `K + n + K + 1`), the technician's end.

use crate::{
    Outcome,
    measure::{peak_mib, read_file, write_file},
    search_clock::{Search, SearchClock},
};
use clap::Args;
use optimizer::routing::{Call, RoutingInput, RoutingPlan, Store, Technician, Visit, Window, plan_routes};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Args)]
pub struct Trsp {
    /// An instance as text
    file: PathBuf,
    /// Where the plan goes: routes of node numbers as JSON
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    search: Search,
}

impl Trsp {
    pub async fn run(self) -> Outcome<Value> {
        let clock = SearchClock::start();
        let input = read(&String::from_utf8(read_file(&self.file)?)?)?;
        let plan = clock.within(self.search.seconds, self.search.steps, |budget| {
            plan_routes(&input, self.search.seed, budget, &mut |_| {})
        })?;
        let routes = node_numbers(&input, &plan);
        write_file(&self.out, &serde_json::to_string(&routes)?)?;
        let is_complete = plan.unserved.is_empty();
        Ok(json!({
            "bench": "trsp",
            "objective": is_complete.then_some(plan.working_time),
            // No bound is computed: none is claimed.
            "bound": null,
            "gap": null,
            "status": if is_complete { "feasible" } else { "not_found" },
            "first_plan_seconds": plan.first_plan_seconds,
            "seconds": clock.wall(),
            "cpu_seconds": clock.cpu(),
            "peak_mib": peak_mib(),
            "unserved": plan.unserved.len(),
            "technicians_used": plan.routes.len(),
            "steps": plan.iterations,
        }))
    }
}

fn node_numbers(input: &RoutingInput, plan: &RoutingPlan) -> Vec<Vec<usize>> {
    let (k, n) = (input.technicians.len(), input.visits.len());
    let node = |call: &Call| match call {
        Call::Visit { visit, .. } => k + 1 + visit,
        Call::Store { .. } => k + n + k + 1,
    };
    let routes = plan.routes.iter().map(|r| {
        let (start, end) = (r.technician + 1, k + n + r.technician + 1);
        std::iter::once(start).chain(r.calls.iter().map(node)).chain([end]).collect()
    });
    routes.collect()
}

/// Which table of the file a line belongs to.
#[derive(PartialEq)]
enum Table {
    Nothing,
    Counts,
    Nodes,
}

/// The depot is node 0, then the technicians, then the requests; travel takes as long as it is far.
fn read(text: &str) -> Outcome<RoutingInput> {
    let mut table = Table::Nothing;
    let mut crew = None;
    let mut nodes = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if line.starts_with("CREW COUNT") {
            table = Table::Counts;
        } else if line.starts_with("ID") {
            table = Table::Nodes;
        } else if table == Table::Counts {
            crew = Some(line.split_whitespace().next().unwrap_or("").parse::<usize>()?);
            table = Table::Nothing;
        } else if table == Table::Nodes {
            nodes.push(node(line).ok_or_else(|| format!("not a node: {line}"))?);
        }
    }
    let crew = crew.ok_or("the crew count is missing")?;
    if nodes.len() <= crew {
        return Err("fewer nodes than technicians".into());
    }
    let distance = |a: &Node, b: &Node| (a.x - b.x).hypot(a.y - b.y);
    let travel: Vec<Vec<f64>> = nodes.iter().map(|a| nodes.iter().map(|b| distance(a, b)).collect()).collect();
    // More than any plan without it could cost: every request is obligatory.
    let unserved_cost = 10.0 * nodes.iter().map(|n| n.window.until).fold(0.0, f64::max) + 1.0;
    let technicians = nodes[1..=crew].iter().zip(1..).map(|(n, place)| Technician {
        start: place,
        end: place,
        shift: n.window,
        skills: n.skills,
        tools: n.tools,
        parts: n.parts.clone(),
    });
    let visits = nodes[crew + 1..].iter().zip(crew + 1..).map(|(n, place)| Visit {
        place,
        window: n.window,
        service: n.service,
        skills: n.skills,
        tools: n.tools,
        parts: n.parts.clone(),
        unserved_cost,
    });
    let (technicians, visits) = (technicians.collect(), visits.collect());
    let store = Some(Store { place: 0, window: nodes[0].window, service: nodes[0].service });
    Ok(RoutingInput { travel, technicians, visits, store })
}

struct Node {
    x: f64,
    y: f64,
    window: Window,
    service: f64,
    skills: u64,
    tools: u64,
    parts: Vec<u32>,
}

/// `id x y from until service [skills] [tools] [parts]`
fn node(line: &str) -> Option<Node> {
    let (numbers, lists) = line.split_once('[')?;
    let numbers: Vec<f64> = numbers.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    let &[_, x, y, from, until, service] = numbers.as_slice() else { return None };
    let mut lists = lists.split('[').map(|list| list.split(']').next().unwrap_or(""));
    let mut list = || -> Option<Vec<u32>> {
        lists.next()?.split(',').map(str::trim).filter(|v| !v.is_empty()).map(|v| v.parse().ok()).collect()
    };
    let bits = |list: Vec<u32>| list.into_iter().try_fold(0, |bits, b| Some(bits | 1u64.checked_shl(b)?));
    let (skills, tools, parts) = (bits(list()?)?, bits(list()?)?, list()?);
    Some(Node { x, y, window: Window { from, until }, service, skills, tools, parts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use optimizer::budget::Budget;
    use std::{fs, path::Path, process::Command};

    const SMALL: &str = "SMALL\r\n\r\nINFO\r\nCREW COUNT\tSKILLS\tTOOLS\tSPARE PARTS\r\n1\t2\t2\t2\r\n\r\nDEPOT TECHNICIANS AND REQUESTS\r\nID   X  Y  TWS TWE Serv SKILLS TOOLS SPARE PARTS\r\n0 0 0 0 100 0 [] [] []\r\n1 3 4 0 100 0 [0,1] [1] [2,0]\r\n2 3 0 10 20 5 [1] [] [1,0]\r\n";

    #[test]
    fn an_instance_is_read_as_its_authors_meant() {
        let input = read(SMALL).unwrap();
        assert_eq!((input.technicians.len(), input.visits.len()), (1, 1));
        assert_eq!((input.technicians[0].skills, input.technicians[0].tools), (3, 2));
        assert_eq!(input.visits[0].window, Window { from: 10.0, until: 20.0 });
        assert_eq!((input.travel[1][2], input.travel[0][1]), (4.0, 5.0));
        assert!(read("ID\nx").is_err());
    }

    #[test]
    fn a_published_instance_is_answered_as_its_checker_wants_it() {
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let file = shared.join("data/trsp/R105.100_25-5-5-5.txt");
        let Ok(text) = fs::read_to_string(&file) else {
            eprintln!("skipped: {} is not here", file.display());
            return;
        };
        let input = read(&text).unwrap();
        let budget = Budget::of_steps(1_500);
        let plan = plan_routes(&input, 1, &budget, &mut |_| {}).unwrap();
        let out = tempfile::NamedTempFile::new().unwrap();
        fs::write(out.path(), serde_json::to_string(&node_numbers(&input, &plan)).unwrap()).unwrap();
        let checked =
            Command::new("python3").arg(shared.join("bench/trsp_check.py")).arg(&file).arg(out.path()).output();
        let Ok(checked) = checked else {
            eprintln!("skipped: no python3 here");
            return;
        };
        let said: Value = serde_json::from_slice(&checked.stdout).unwrap();
        assert!(checked.status.success(), "{said}");
        assert!((said["total_working_time"].as_f64().unwrap() - plan.working_time).abs() < 1e-3, "{said}");
    }
}
