//! Which fields of a command's request are ids, read off the TypeScript that is generated from the command table.

use std::collections::{BTreeMap, BTreeSet};

pub struct Types {
    declared: BTreeMap<String, String>,
    requests: BTreeMap<String, String>,
}

impl Types {
    pub fn generated() -> Self {
        let text = without_comments(&app::bindings::typescript());
        let mut declared = BTreeMap::new();
        for part in text.split("export type ").skip(1) {
            let (head, rest) = part.split_once(" = ").unwrap();
            let name = head.split('<').next().unwrap().to_owned();
            declared.insert(name, rest.split(";\n").next().unwrap().to_owned());
        }
        let commands = text.split("export interface Commands {").nth(1).unwrap().split("\n}").next().unwrap();
        let requests = commands
            .lines()
            .filter_map(|line| {
                let (name, rest) = line.trim().split_once(": { request: ")?;
                Some((name.to_owned(), rest.split(';').next()?.to_owned()))
            })
            .collect();
        Self { declared, requests }
    }

    /// Fields of the request, at any depth, that hold an id or several: of a type `...Id` that is a string, or a string
    /// that is called `id`, `...Id` or `...Ids`.
    pub fn id_fields(&self, command: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.look(&self.requests[command], &mut found, &mut BTreeSet::new());
        found
    }

    fn look(&self, expression: &str, found: &mut BTreeSet<String>, seen: &mut BTreeSet<String>) {
        for (field, kind) in fields(expression) {
            let is_id = |word: &str| word.ends_with("Id") && self.declared.get(word).is_some_and(|t| t == "string");
            let called_so = field == "id" || field == "ids" || field.ends_with("Id") || field.ends_with("Ids");
            if words(&kind).any(is_id) || (called_so && words(&kind).any(|w| w == "string")) {
                found.insert(field);
            }
        }
        for word in words(expression).map(str::to_owned).collect::<Vec<_>>() {
            if let Some(next) = self.declared.get(&word).filter(|_| seen.insert(word.clone())) {
                self.look(next, found, seen);
            }
        }
    }
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut out = parts.next().unwrap().to_owned();
    parts.for_each(|part| out.push_str(part.split_once("*/").unwrap().1));
    out
}

/// `name: type` and `name?: type` of every object in the expression.
fn fields(expression: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in expression.match_indices(": ") {
        let name = expression[..at].trim_end_matches('?');
        let begin = name.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |i| i + 1);
        let kind = expression[at + 2..].split([',', '}', ';']).next().unwrap_or_default();
        found.push((name[begin..].to_owned(), kind.to_owned()));
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty())
}
