//! The door to HiGHS. It was seen to overrun its own time limit on large models, so it works in a thread of its own and is
//! left behind when it does not answer in time; what it says then is lost, the caller's plan is not.
//! Without a time limit it is bound by nodes and iterations, and repeatable (one thread, fixed seed).

use highs::{HighsModelStatus, HighsSolutionStatus, RowProblem, Sense};
use std::{sync::mpsc, thread, time::Duration};

/// What HiGHS gets beyond its own limit before it is left behind.
const GRACE_SECONDS: f64 = 0.4;

/// Minimise; rows are ranges over columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub cost: f64,
    pub lower: f64,
    pub upper: f64,
    pub is_integer: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub lower: f64,
    pub upper: f64,
    pub terms: Vec<(usize, f64)>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub seconds: f64,
    pub nodes: Option<i32>,
    pub absolute_gap: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Optimal,
    Infeasible,
    /// Out of time or nodes, or left behind.
    Stopped,
}

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub ending: Ending,
    /// Of the columns, where there is a feasible solution.
    pub values: Option<Vec<f64>>,
    /// No solution costs less. Minus infinity where nothing is proven.
    pub bound: f64,
    /// Of the rows; of a model without integers that was solved.
    pub duals: Vec<f64>,
}

impl Model {
    pub fn column(&mut self, cost: f64, lower: f64, upper: f64, is_integer: bool) -> usize {
        self.columns.push(Column { cost, lower, upper, is_integer });
        self.columns.len() - 1
    }

    pub fn row(&mut self, lower: f64, upper: f64, terms: Vec<(usize, f64)>) {
        self.rows.push(Row { lower, upper, terms });
    }

    /// With a complete start (a value a column) where there is one.
    pub fn solve(self, start: Option<Vec<f64>>, limits: Limits) -> Answer {
        let nothing = Answer { ending: Ending::Stopped, values: None, bound: f64::NEG_INFINITY, duals: Vec::new() };
        if limits.seconds <= 0.0 {
            return nothing;
        }
        let (send, receive) = mpsc::channel();
        let worker = thread::Builder::new().name("highs".into()).spawn(move || {
            // Nobody listens any more when it was left behind.
            let _ = send.send(run(self, start, limits));
        });
        if worker.is_err() {
            return nothing;
        }
        let answer = match Duration::try_from_secs_f64(limits.seconds + GRACE_SECONDS) {
            Ok(patience) => receive.recv_timeout(patience).ok(),
            Err(_) => receive.recv().ok(),
        };
        answer.flatten().unwrap_or(nothing)
    }
}

fn run(model: Model, start: Option<Vec<f64>>, limits: Limits) -> Option<Answer> {
    let is_mip = model.columns.iter().any(|c| c.is_integer);
    let mut problem = RowProblem::default();
    let columns: Vec<_> = model
        .columns
        .iter()
        .map(|c| match c.is_integer {
            true => problem.add_integer_column(c.cost, c.lower..=c.upper),
            false => problem.add_column(c.cost, c.lower..=c.upper),
        })
        .collect();
    for row in &model.rows {
        problem.add_row(row.lower..=row.upper, row.terms.iter().map(|(c, a)| (columns[*c], *a)));
    }
    let mut solver = problem.try_optimise(Sense::Minimise).ok()?;
    solver.make_quiet();
    solver.set_option("threads", 1);
    solver.set_option("parallel", "off");
    solver.set_option("mip_rel_gap", 0.0);
    solver.set_option("mip_abs_gap", limits.absolute_gap);
    if limits.seconds.is_finite() {
        solver.set_option("time_limit", limits.seconds);
    }
    if let Some(nodes) = limits.nodes {
        solver.set_option("mip_max_nodes", nodes);
    }
    if let Some(start) = &start {
        solver.try_set_solution(Some(start), None, None, None).ok()?;
    }
    let solved = solver.try_solve().ok()?;
    let status = solved.status();
    let ending = match status {
        HighsModelStatus::Optimal => Ending::Optimal,
        HighsModelStatus::Infeasible => Ending::Infeasible,
        _ => Ending::Stopped,
    };
    let has_values = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    let bound = match (is_mip, ending) {
        (true, _) => solved.double_info_value(c"mip_dual_bound").unwrap_or(f64::NEG_INFINITY),
        (false, Ending::Optimal) => solved.objective_value(),
        (false, _) => f64::NEG_INFINITY,
    };
    let solution = solved.get_solution();
    Some(Answer {
        ending,
        values: has_values.then(|| solution.columns().to_vec()),
        bound: if ending == Ending::Infeasible { f64::INFINITY } else { bound },
        duals: if !is_mip && ending == Ending::Optimal { solution.dual_rows().to_vec() } else { Vec::new() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { seconds: 10.0, nodes: None, absolute_gap: 1e-9 };

    /// Least 3x + 2y with x + y >= 3/2, both whole.
    fn small() -> Model {
        let mut model = Model::default();
        let x = model.column(3.0, 0.0, 5.0, true);
        let y = model.column(2.0, 0.0, 5.0, true);
        model.row(1.5, f64::INFINITY, vec![(x, 1.0), (y, 1.0)]);
        model
    }

    fn relaxed(mut model: Model) -> Model {
        model.columns.iter_mut().for_each(|c| c.is_integer = false);
        model
    }

    #[test]
    fn the_whole_and_the_relaxed_optimum_and_its_price_are_known() {
        let whole = small().solve(Some(vec![5.0, 5.0]), LIMITS);
        assert_eq!((whole.ending, whole.values), (Ending::Optimal, Some(vec![0.0, 2.0])));
        assert!((whole.bound - 4.0).abs() < 1e-9);
        let relaxed = relaxed(small()).solve(None, LIMITS);
        assert!((relaxed.bound - 3.0).abs() < 1e-9);
        assert!((relaxed.duals[0] - 2.0).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_is_said_and_no_time_gives_no_claim() {
        let mut model = small();
        model.row(11.0, f64::INFINITY, vec![(0, 1.0), (1, 1.0)]);
        assert_eq!(model.solve(None, LIMITS).ending, Ending::Infeasible);
        let nothing = small().solve(None, Limits { seconds: 0.0, ..LIMITS });
        assert_eq!((nothing.ending, nothing.bound), (Ending::Stopped, f64::NEG_INFINITY));
    }
}
