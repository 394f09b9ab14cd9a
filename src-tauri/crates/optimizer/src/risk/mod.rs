//! Production risk (SPEC 7.3): which intervention in which period, so that the risk to production, its mean and its tail over
//! scenarios, is least within crews, budget, exclusions and windows, with the redundancy of parallel equipment.
//!
//! `plan_production_risk` speaks the plant's words (`plant`) and explains its plan; it builds a `RiskProblem`, the form that
//! `schedule_risk` solves: a search with incremental evaluation, HiGHS to the proof where the model is small enough, a
//! Lagrangian bound where it is not. Instances of the ROADEF/EURO challenge 2020 are read straight into a `RiskProblem`.

mod anneal;
mod binding;
mod bound;
mod build;
mod cells;
mod fingerprint;
mod lenient;
mod lives;
mod measure;
mod model;
mod plan;
mod plant;
mod problem;
mod solve;
mod tally;
mod worth;

pub use binding::BindingLimit;
pub use build::LimitKind;
pub use measure::PeriodRisk;
pub use plan::{NotDone, ProductionRiskPlan, RiskFigure, Scheduled, plan_production_risk};
pub use plant::{
    Crew, GivenOutage, Intervention, Lives, Lock, NotTogether, ParallelEquipment, ProductionRiskError,
    ProductionRiskInput, RiskAsset, Scenarios,
};
pub use problem::{Choice, Exclusion, Group, Job, LIMIT_TOLERANCE, Limit, RiskError, RiskProblem, Tail, Use};
pub use solve::{RiskSchedule, RiskStatus, schedule_risk};
