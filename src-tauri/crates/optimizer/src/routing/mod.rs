//! Technician routing and scheduling: who visits whom in which order, with skills, tools, spare parts, windows and one
//! store to fetch from, so that the technicians work as little time as can be. Also gives the order of visits within one
//! engineer's day. A search of our own (`search`), no bound: a plan is judged against others, not against a proof.

mod insertion;
mod net;
mod plan;
mod pool;
mod problem;
mod recreate;
mod route;
mod ruin;
mod search;
mod segment;
mod state;

pub use plan::{Call, RoutingPlan, TechnicianRoute, plan_routes};
pub use problem::{Bits, RoutingError, RoutingInput, Store, Technician, Visit, Window};
