//! What `optria central verify` has found, as somebody who has to mend it reads it: each rule of the gate has its message
//! and its remedy (`gate-*` in `locales/`), by the rule's own words.

use domain::Message;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// In the words of the gate: `table without forced row security`.
    pub rule: String,
    /// The table, function, role or database that it is about, as PostgreSQL names it.
    pub object: String,
    pub message: Message,
    pub remedy: Message,
}

impl Finding {
    pub(crate) fn of_gate(rule: &str, object: &str) -> Self {
        let id = message_id(rule);
        let id = if RULES.contains(&id.as_str()) { id } else { "gate-rule-unknown".into() };
        let message = |id: String| Message::new(id).with("object", object).with("rule", rule);
        Self {
            rule: rule.to_owned(),
            object: object.to_owned(),
            message: message(id.clone()),
            remedy: message(id + "-remedy"),
        }
    }

    /// Of a tenant's action log whose chain is broken at an entry.
    pub(crate) fn of_action_log(tenant: &str, broken_at: i64) -> Self {
        let message = |id: &str| Message::new(id).with("object", tenant).with("entry", broken_at as f64);
        Self {
            rule: "action log that is not intact".into(),
            object: tenant.to_owned(),
            message: message("gate-action-log-broken"),
            remedy: message("gate-action-log-broken-remedy"),
        }
    }
}

fn message_id(rule: &str) -> String {
    let words = rule.to_lowercase().replace('\'', "");
    let words: Vec<&str> = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    format!("gate-{}", words.join("-"))
}

/// Those that this version knows; a later database may have more.
const RULES: &[&str] = &[
    "gate-table-without-forced-row-security",
    "gate-policy-with-or",
    "gate-policy-that-is-worked-out-for-each-row",
    "gate-policy-that-names-a-role-with-tenants-in-it",
    "gate-policy-for-everybody-that-does-not-compare-the-tenant",
    "gate-two-policies-for-everybody-on-one-table",
    "gate-definer-function-without-pinned-search-path",
    "gate-definer-function-of-a-superuser",
    "gate-function-that-public-may-run",
    "gate-dangerous-function-that-public-may-run",
    "gate-key-without-tenant-id-in-front",
    "gate-foreign-key-without-tenant-id-in-front",
    "gate-client-may-write-directly",
    "gate-client-may-write-a-column-directly",
    "gate-client-reads-keys-verifiers-or-sessions",
    "gate-view-that-reads-with-its-owners-rights",
    "gate-materialized-view-sequence-open-to-clients-or-foreign-table",
    "gate-schema-in-which-clients-may-create",
    "gate-database-in-which-clients-may-create-or-make-temporary-tables",
    "gate-database-that-tenants-of-this-one-may-connect-to",
    "gate-language-that-clients-may-use",
    "gate-catalog-of-the-whole-cluster-that-clients-may-read",
    "gate-statistics-of-values-kept-for-all-tenants",
    "gate-tenants-role-with-more-than-a-tenants-rights",
    "gate-role-of-the-product-that-can-do-more-than-it-should",
    "gate-bound-parameters-may-be-logged",
    "gate-extension-besides-pgcrypto",
    "gate-transaction-that-a-tenant-may-leave-prepared",
    "gate-transaction-of-a-tenant-that-is-open-for-an-hour",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    /// The rules as `optria.findings()` of the migrations has them: a later one adds to those of before.
    fn rules_of_the_gate() -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../migrations/central");
        let texts = fs::read_dir(folder).unwrap().map(|e| fs::read_to_string(e.unwrap().path()).unwrap());
        let gates: Vec<String> = texts.filter(|t| t.contains("CREATE FUNCTION optria.findings()")).collect();
        let lines = gates.iter().flat_map(|t| t.lines()).filter_map(|l| l.trim_start().strip_prefix("SELECT '"));
        let rule = |line: &str| line.replace("''", "\u{0}").split('\'').next().unwrap().replace('\u{0}', "'");
        lines.map(rule).collect()
    }

    #[test]
    fn every_rule_of_the_gate_has_its_own_message_and_remedy_in_both_languages() {
        let rules = rules_of_the_gate();
        assert!(rules.len() > 20, "only {} rules found: the search is broken", rules.len());
        let known: BTreeSet<&str> = RULES.iter().copied().collect();
        let ids: BTreeSet<String> = rules.iter().map(|r| message_id(r)).collect();
        assert_eq!(ids.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
        for language in ["en", "ar"] {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../../locales/{language}/gate.ftl"));
            let text = fs::read_to_string(file).unwrap();
            let others = ["gate-rule-unknown", "gate-action-log-broken"];
            for id in known.iter().copied().chain(others).flat_map(|id| [id.to_owned(), format!("{id}-remedy")]) {
                assert!(text.lines().any(|l| l.starts_with(&format!("{id} ="))), "{language} has no {id}");
            }
        }
    }

    #[test]
    fn a_rule_of_a_later_database_is_told_in_its_own_words() {
        let finding = Finding::of_gate("table that is painted green", "plant.asset");
        assert_eq!(finding.message.id, "gate-rule-unknown");
        assert_eq!(finding.remedy.id, "gate-rule-unknown-remedy");
        assert_eq!(finding.message.args["rule"], "table that is painted green".into());
    }
}
