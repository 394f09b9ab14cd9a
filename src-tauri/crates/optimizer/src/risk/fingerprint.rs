//! The fingerprint of a production-risk input: SHA-256 over its canonical bytes, in the order given. Texts and lists are
//! preceded by their length, numbers are little-endian, minus zero is zero: no two inputs share their bytes.

use super::plant::{Lives, Lock, ProductionRiskInput, Scenarios};
use super::problem::Tail;
use crate::reliability::FailureModel;
use sha2::{Digest, Sha256};

/// Names the model and the version of this byte layout.
const HEAD: &[u8] = b"optria production_risk 1\n";

struct Bytes(Sha256);

pub(crate) fn fingerprint(input: &ProductionRiskInput) -> String {
    let mut b = Bytes(Sha256::new());
    b.0.update(HEAD);
    b.numbers(&input.period_hours);
    b.whole(input.assets.len());
    for a in &input.assets {
        b.0.update(a.asset_id.0.as_bytes());
        b.failure(&a.failure);
        b.number(a.age_hours);
        b.number(a.repair_hours);
        b.numbers(&a.loss_per_hour);
    }
    b.whole(input.parallel.len());
    for g in &input.parallel {
        b.wholes(&g.assets);
        b.whole(g.spare as usize);
        b.numbers(&g.loss_per_hour);
        b.wholes(&g.most_in_work.map(|n| n as usize).into_iter().collect::<Vec<_>>());
    }
    b.whole(input.interventions.len());
    for v in &input.interventions {
        b.wholes(&[v.asset, v.periods, v.earliest, v.latest, usize::from(v.is_required)]);
        b.numbers(&[v.hours_out, v.cost]);
        b.whole(v.crews.len());
        for (crew, amount) in &v.crews {
            b.whole(*crew);
            b.number(*amount);
        }
        match v.locked {
            None => b.wholes(&[]),
            Some(Lock::NotDone) => b.wholes(&[0]),
            Some(Lock::Starts(p)) => b.wholes(&[1, p]),
        }
    }
    b.whole(input.crews.len());
    for c in &input.crews {
        b.text(&c.name);
        b.numbers(&c.available);
    }
    b.numbers(&input.budget.into_iter().collect::<Vec<_>>());
    b.whole(input.exclusions.len());
    for e in &input.exclusions {
        b.wholes(&[e.assets.0, e.assets.1, usize::from(e.periods.is_some())]);
        b.wholes(e.periods.as_deref().unwrap_or(&[]));
    }
    b.scenarios(&input.scenarios);
    b.text(match input.tail {
        Tail::QuantileExcess => "quantile_excess",
        Tail::TailMeanExcess => "tail_mean_excess",
    });
    b.numbers(&[input.quantile, input.tail_share]);
    b.0.update(input.seed.to_le_bytes());
    b.0.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

impl Bytes {
    fn whole(&mut self, value: usize) {
        self.0.update((value as u64).to_le_bytes());
    }

    fn wholes(&mut self, values: &[usize]) {
        self.whole(values.len());
        values.iter().for_each(|v| self.whole(*v));
    }

    fn number(&mut self, value: f64) {
        self.0.update((value + 0.0).to_bits().to_le_bytes());
    }

    fn numbers(&mut self, values: &[f64]) {
        self.whole(values.len());
        values.iter().for_each(|v| self.number(*v));
    }

    fn text(&mut self, value: &str) {
        self.whole(value.len());
        self.0.update(value.as_bytes());
    }

    fn failure(&mut self, model: &FailureModel) {
        match model {
            FailureModel::Weibull(w) => {
                self.text("weibull");
                self.numbers(&[w.eta, w.beta]);
            }
            FailureModel::Exponential { mean_life } => {
                self.text("exponential");
                self.numbers(&[*mean_life]);
            }
            FailureModel::Tabulated(t) => {
                self.text("tabulated");
                for (age, _, hazard) in t.points() {
                    self.numbers(&[age, hazard]);
                }
            }
        }
    }

    fn scenarios(&mut self, scenarios: &Scenarios) {
        match scenarios {
            Scenarios::Drawn(count) => self.wholes(&[*count]),
            Scenarios::Given(given) => {
                self.text("given");
                self.whole(given.len());
                given.iter().flatten().for_each(|l| self.lives(l));
            }
            Scenarios::DrawnAndGiven { drawn, given } => {
                self.text("drawn and given");
                self.wholes(&[*drawn, given.len()]);
                for outages in given {
                    self.whole(outages.len());
                    for o in outages {
                        self.whole(o.asset);
                        self.numbers(&[o.from, o.until]);
                    }
                }
            }
        }
    }

    fn lives(&mut self, lives: &Lives) {
        self.number(lives.present);
        self.numbers(&lives.after_repair);
        self.numbers(&lives.after_intervention);
    }
}
