//! What became of an order that was to be written to a maintenance system.

use connectors::maintenance::Written;

pub fn number(written: &Written) -> &str {
    match written {
        Written::There(order) => &order.number,
        other => panic!("{other:?}"),
    }
}

pub fn outcome(written: &Written) -> (&'static str, &str) {
    match written {
        Written::There(_) => ("there", ""),
        Written::Refused(r) => ("refused", &r.error.failure.message.id),
        Written::Unconfirmed(r) => ("unconfirmed", &r.error.failure.message.id),
    }
}
