//! A routing problem in, a plan with clock times and reasons out.

use super::{
    net::Net,
    problem::{RoutingError, RoutingInput},
    search::search,
    state::State,
};
use crate::budget::Budget;

#[derive(Debug, Clone, PartialEq)]
pub struct RoutingPlan {
    /// Of the technicians who go out, by technician.
    pub routes: Vec<TechnicianRoute>,
    /// Visits left out: nobody could, or it cost more than it saved.
    pub unserved: Vec<usize>,
    pub working_time: f64,
    /// Working time and the cost of what is unserved.
    pub objective: f64,
    pub iterations: u64,
    /// 0 where steps are the limit: the plan must not depend on the clock.
    pub first_plan_seconds: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TechnicianRoute {
    pub technician: usize,
    /// As late as loses nothing.
    pub departs: f64,
    pub returns: f64,
    pub calls: Vec<Call>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Call {
    Visit { visit: usize, begins: f64 },
    Store { begins: f64 },
}

/// The best plan found within the budget. `report` hears the objective of each better plan.
pub fn plan_routes(
    input: &RoutingInput,
    seed: u64,
    budget: &Budget,
    report: &mut dyn FnMut(f64),
) -> Result<RoutingPlan, RoutingError> {
    input.check()?;
    if input.visits.is_empty() {
        return Ok(RoutingPlan {
            routes: Vec::new(),
            unserved: Vec::new(),
            working_time: 0.0,
            objective: 0.0,
            iterations: 0,
            first_plan_seconds: 0.0,
        });
    }
    let net = Net::new(input);
    let best = search(&net, seed, budget, report);
    let mut state = State::empty(&net);
    state.load(&net, &best.routes);
    let routes: Vec<TechnicianRoute> = state
        .routes
        .iter()
        .filter(|r| !r.stops.is_empty())
        .map(|r| {
            let (departs, begun, returns) = r.times(&net);
            let calls = r.stops.iter().zip(begun).map(|(stop, begins)| match *stop {
                s if s == net.store() => Call::Store { begins },
                v => Call::Visit { visit: v as usize, begins },
            });
            TechnicianRoute { technician: r.technician, departs, returns, calls: calls.collect() }
        })
        .collect();
    Ok(RoutingPlan {
        working_time: routes.iter().map(|r| r.returns - r.departs).sum(),
        routes,
        unserved: state.unserved.iter().map(|v| *v as usize).collect(),
        objective: best.cost,
        iterations: best.iterations,
        first_plan_seconds: best.first_plan_seconds,
    })
}
