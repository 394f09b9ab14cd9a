//! The door to HiGHS. It was seen to overrun its own time limit and its interrupt on large models, so where the product has
//! said how to start one ([`set_launcher`]), it works in a process of its own and is ended with it: at a cancel, at the end
//! of its time. Else in a thread that is left behind. What it says then is lost, the caller's plan is not.
//! Without a time limit it is bound by nodes and iterations, and repeatable (one thread, fixed seed).
//! Why a process: `docs/decisions/0004-solver-process.md`.

mod wire;

use highs::{HighsModelStatus, HighsSolutionStatus, RowProblem, Sense};
use std::{
    io::{self, Read, Write},
    process::Child,
    sync::{
        OnceLock,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

/// What HiGHS gets beyond its own limit before it is ended, where it need not have more.
pub(crate) const GRACE_SECONDS: f64 = 0.4;
/// A cancel is looked for so often.
const LOOK: Duration = Duration::from_millis(20);

/// Starts a process that calls [`serve`] on its standard input and output, both piped.
pub type Launcher = Box<dyn Fn() -> io::Result<Child> + Send + Sync>;

static LAUNCHER: OnceLock<Launcher> = OnceLock::new();

/// From now on HiGHS works in processes that this starts. Said once; later words are ignored.
pub fn set_launcher(launcher: Launcher) {
    let _ = LAUNCHER.set(launcher);
}

/// What the process does: one model in, its answer out. It ends when nobody holds its input any more, so that it does not
/// outlive who asked.
pub fn serve(mut input: impl Read + Send + 'static, mut output: impl Write) -> io::Result<()> {
    let (model, start, limits) = wire::read_question(&mut input)?;
    thread::spawn(move || {
        // Nothing more is said: the next thing to come is the end.
        let _ = input.read(&mut [0; 1]);
        std::process::exit(1);
    });
    output.write_all(&wire::answer(run(model, start, limits).as_ref()))?;
    output.flush()
}

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
    /// It looks at its clock seldom in the midst of some work: so much later it is ended, and what it knew is lost.
    pub grace: f64,
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

    /// Fractions allowed: its optimum is a bound.
    pub fn relaxed(mut self) -> Self {
        self.columns.iter_mut().for_each(|c| c.is_integer = false);
        self
    }

    /// With a complete start (a value a column) where there is one.
    pub fn solve(self, start: Option<Vec<f64>>, limits: Limits, is_cancelled: &dyn Fn() -> bool) -> Answer {
        let nothing = Answer { ending: Ending::Stopped, values: None, bound: f64::NEG_INFINITY, duals: Vec::new() };
        if limits.seconds <= 0.0 || is_cancelled() {
            return nothing;
        }
        let answer = match LAUNCHER.get().map(|launch| launch()) {
            Some(Ok(child)) => in_process(child, &self, start, limits, is_cancelled),
            // No process to be had: better in a thread than not at all.
            Some(Err(_)) | None => in_thread(self, start, limits, is_cancelled),
        };
        answer.unwrap_or(nothing)
    }
}

fn in_thread(model: Model, start: Option<Vec<f64>>, limits: Limits, is_cancelled: &dyn Fn() -> bool) -> Option<Answer> {
    let (send, receive) = mpsc::channel();
    thread::Builder::new()
        .name("highs".into())
        .spawn(move || {
            // Nobody listens any more when it was left behind.
            let _ = send.send(run(model, start, limits));
        })
        .ok()?;
    wait(&receive, limits, is_cancelled)
}

/// The process is ended whatever it says.
fn in_process(
    mut child: Child,
    model: &Model,
    start: Option<Vec<f64>>,
    limits: Limits,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Answer> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let question = wire::question(model, start.as_deref(), limits);
    let answer = input.zip(output).and_then(|(mut input, mut output)| {
        let (send, receive) = mpsc::channel();
        // The input is held until the end: its end would be the process's.
        let asking = thread::Builder::new().name("highs-question".into()).spawn(move || {
            let asked = input.write_all(&question).and_then(|()| input.flush());
            asked.ok().map(|()| input)
        });
        let listening = thread::Builder::new().name("highs-answer".into()).spawn(move || {
            let mut bytes = Vec::new();
            let read = output.read_to_end(&mut bytes);
            let _ = send.send(read.ok().and_then(|_| wire::read_answer(&bytes)));
        });
        let answer = match (&asking, &listening) {
            (Ok(_), Ok(_)) => wait(&receive, limits, is_cancelled),
            _ => None,
        };
        let _ = child.kill();
        // Both end with the process.
        let _ = asking.map(|thread| thread.join().is_ok());
        let _ = listening.map(|thread| thread.join().is_ok());
        answer
    });
    let _ = child.kill();
    let _ = child.wait();
    answer
}

fn wait(receive: &Receiver<Option<Answer>>, limits: Limits, is_cancelled: &dyn Fn() -> bool) -> Option<Answer> {
    let begun = Instant::now();
    loop {
        match receive.recv_timeout(LOOK) {
            Ok(answer) => return answer,
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if is_cancelled() || begun.elapsed().as_secs_f64() > limits.seconds + limits.grace {
            return None;
        }
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

    const LIMITS: Limits = Limits { seconds: 10.0, grace: GRACE_SECONDS, nodes: None, absolute_gap: 1e-9 };

    /// Least 3x + 2y with x + y >= 3/2, both whole.
    fn small() -> Model {
        let mut model = Model::default();
        let x = model.column(3.0, 0.0, 5.0, true);
        let y = model.column(2.0, 0.0, 5.0, true);
        model.row(1.5, f64::INFINITY, vec![(x, 1.0), (y, 1.0)]);
        model
    }

    #[test]
    fn the_whole_and_the_relaxed_optimum_and_its_price_are_known() {
        let whole = small().solve(Some(vec![5.0, 5.0]), LIMITS, &|| false);
        assert_eq!((whole.ending, whole.values), (Ending::Optimal, Some(vec![0.0, 2.0])));
        assert!((whole.bound - 4.0).abs() < 1e-9);
        let relaxed = small().relaxed().solve(None, LIMITS, &|| false);
        assert!((relaxed.bound - 3.0).abs() < 1e-9);
        assert!((relaxed.duals[0] - 2.0).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_is_said_and_no_time_gives_no_claim() {
        let mut model = small();
        model.row(11.0, f64::INFINITY, vec![(0, 1.0), (1, 1.0)]);
        assert_eq!(model.solve(None, LIMITS, &|| false).ending, Ending::Infeasible);
        let nothing = small().solve(None, Limits { seconds: 0.0, ..LIMITS }, &|| false);
        assert_eq!((nothing.ending, nothing.bound), (Ending::Stopped, f64::NEG_INFINITY));
    }

    #[test]
    fn a_cancel_is_not_held_up() {
        let begun = Instant::now();
        let cancelled = || begun.elapsed() > Duration::from_millis(50);
        assert_eq!(hard().solve(None, LIMITS, &cancelled).ending, Ending::Stopped);
        assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
    }

    /// Market split (Cornuéjols, Dawande 1998): far from solved in ten seconds.
    fn hard() -> Model {
        let mut random = crate::random::Random::seeded(1);
        let mut model = Model::default();
        let x: Vec<usize> = (0..50).map(|_| model.column(0.0, 0.0, 1.0, true)).collect();
        for _ in 0..6 {
            let weights: Vec<(usize, f64)> = x.iter().map(|c| (*c, random.below(100) as f64)).collect();
            let half = (weights.iter().map(|w| w.1).sum::<f64>() / 2.0).floor();
            let (over, under) = (model.column(1.0, 0.0, 1e4, false), model.column(1.0, 0.0, 1e4, false));
            let terms = weights.into_iter().chain([(over, -1.0), (under, 1.0)]).collect();
            model.row(half, half, terms);
        }
        model
    }
}
