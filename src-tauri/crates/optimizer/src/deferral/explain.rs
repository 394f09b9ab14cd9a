//! Why the cheapest day is the cheapest, in message ids with arguments.

use super::{DeferralInput, DeferralPoint, Renewal};
use domain::Message;

pub fn why(input: &DeferralInput, renewal: &Renewal, cheapest: &DeferralPoint) -> Vec<Message> {
    let renewal = match *renewal {
        Renewal::ReplaceAt { age, rate } => Message::new("deferral-replace-at")
            .with("age", age.round())
            .with("now", input.age_hours.round())
            .with("rate", rate),
        Renewal::RunToFailure { rate } => Message::new("deferral-run-to-failure").with("rate", rate),
    };
    let day = if cheapest.days_deferred == 0.0 {
        Message::new("deferral-act-now")
    } else {
        Message::new("deferral-wait")
            .with("days", cheapest.days_deferred)
            .with("saving", -cheapest.net_cost)
            .with("risk", cheapest.risk_increase * 100.0)
    };
    vec![renewal, day]
}
