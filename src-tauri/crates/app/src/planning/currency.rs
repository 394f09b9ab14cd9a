//! Amounts in the models' reasons: the models know numbers alone; in which currency they are the cost model says.

use domain::{Currency, Message};

/// Arguments that are amounts of money.
const AMOUNTS: [&str; 5] = ["saving", "rate", "cost", "unassigned", "most"];

/// The message with its currency, where it names an amount.
pub(crate) fn in_currency(message: Message, currency: Currency) -> Message {
    match AMOUNTS.iter().any(|name| message.args.contains_key(*name)) {
        true => message.with("currency", currency.code()),
        false => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{Language, render};

    /// Every reason that names an amount, as the models give it.
    const WITH_AMOUNTS: [&str; 16] = [
        "deferral-replace-at",
        "deferral-run-to-failure",
        "deferral-wait",
        "dispatch-cheaper-to-wait",
        "production-risk-why-crew",
        "production-risk-why-budget",
        "production-risk-why-in-work",
        "production-risk-why-exclusion",
        "production-risk-why-not-found",
        "production-risk-period-crew",
        "production-risk-period-budget",
        "production-risk-period-in-work",
        "production-risk-period-exclusion",
        "production-risk-period-not-found",
        "risk-why-saves",
        "risk-scenario-loss-beyond",
    ];

    #[test]
    fn every_reason_that_names_an_amount_names_its_currency_in_both_languages() {
        for id in WITH_AMOUNTS {
            let mut message = AMOUNTS.iter().fold(Message::new(id), |m, name| m.with(name, 1_250.0));
            for (name, value) in
                [("days", 7.0), ("risk", 4.7), ("hours", 4.0), ("period", 2.0), ("age", 9.0), ("now", 8.0)]
            {
                message = message.with(name, value);
            }
            for name in ["crew", "asset", "scenario", "day"] {
                message = message.with(name, "x");
            }
            for language in [Language::English, Language::Arabic] {
                let told = render(&in_currency(message.clone(), Currency::Usd), language);
                assert!(told.contains("USD") && !told.contains('{'), "{id}: {told}");
                assert!(!render(&message, language).contains('{'), "{id}: kept before reasons named their currency");
            }
        }
        let rate = Message::new("deferral-run-to-failure").with("rate", 12.5149);
        assert!(render(&in_currency(rate, Currency::Sar), Language::English).contains(" 12.51 SAR "));
        let plain = Message::new("deferral-act-now");
        assert_eq!(in_currency(plain.clone(), Currency::Sar), plain);
    }
}
