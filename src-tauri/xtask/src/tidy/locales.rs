//! Every message in every language: the same ids, the same attributes, the same variables in English and Arabic.

use std::collections::{BTreeMap, BTreeSet};

use super::Text;

/// A message's or attribute's name (`save`, `save.title`, `-brand`) to the variables it uses.
type Messages = BTreeMap<String, BTreeSet<String>>;

pub fn check(english: &[Text], arabic: &[Text]) -> Vec<String> {
    let mut broken = Vec::new();
    let en = messages("en", english, &mut broken);
    let ar = messages("ar", arabic, &mut broken);
    broken.extend(arabic.iter().flat_map(|(file, text)| marks_on_lam_alef(file, text)));
    broken.extend(only_in("en", &en, &ar));
    broken.extend(only_in("ar", &ar, &en));
    for (name, variables) in &en {
        if let Some(theirs) = ar.get(name).filter(|theirs| *theirs != variables) {
            let list = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
            broken.push(format!(
                "locales: `{name}` uses the variables ({}) in en and ({}) in ar",
                list(variables),
                list(theirs)
            ));
        }
    }
    broken
}

fn only_in<'a>(language: &'a str, here: &'a Messages, there: &'a Messages) -> impl Iterator<Item = String> + 'a {
    here.keys()
        .filter(|name| !there.contains_key(*name))
        .map(move |name| format!("locales: `{name}` exists in {language} only"))
}

/// WebKitGTK lifts a word off its line when a mark (tanween and its like) stands on the lam-alef of IBM Plex Sans Arabic;
/// the words are read without it as well.
fn marks_on_lam_alef(file: &str, text: &str) -> Vec<String> {
    let is_mark = |c: char| ('\u{64b}'..='\u{652}').contains(&c);
    let is_alef = |c: char| matches!(c, '\u{627}' | '\u{623}' | '\u{625}' | '\u{622}');
    let mut broken = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let letters: Vec<char> = line.chars().collect();
        let bare: Vec<(usize, char)> = letters.iter().copied().enumerate().filter(|(_, c)| !is_mark(*c)).collect();
        let is_marked = bare.windows(2).any(|pair| {
            let [(lam, first), (alef, second)] = pair else { return false };
            let after = letters.get(alef + 1).copied();
            *first == '\u{644}' && is_alef(*second) && (alef - lam > 1 || after.is_some_and(is_mark))
        });
        if is_marked {
            broken.push(format!("locales/ar/{file}:{}: a mark on a lam-alef lifts the word; leave it out", number + 1));
        }
    }
    broken
}

fn messages(language: &str, files: &[Text], broken: &mut Vec<String>) -> Messages {
    let mut found = Messages::new();
    for (file, text) in files {
        let mut current = String::new();
        for line in text.lines() {
            if line.starts_with('#') {
                continue;
            }
            if let Some(name) = message_name(line) {
                current = name.to_owned();
            } else if let Some(attribute) = attribute_name(line) {
                let message = current.split('.').next().unwrap_or_default();
                current = format!("{message}.{attribute}");
            }
            if current.is_empty() {
                continue;
            }
            if (message_name(line).is_some() || attribute_name(line).is_some())
                && found.insert(current.clone(), BTreeSet::new()).is_some()
            {
                broken.push(format!("locales/{language}/{file}: `{current}` is there twice"));
            }
            found.entry(current.clone()).or_default().extend(variables(line));
        }
    }
    found
}

/// `id = text` or `-term = text` at the beginning of a line.
fn message_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let bare = name.strip_prefix('-').unwrap_or(name);
    is_identifier(bare).then_some(name)
}

/// `.attribute = text`, indented.
fn attribute_name(line: &str) -> Option<&str> {
    if !line.starts_with(' ') {
        return None;
    }
    let name = line.trim_start().strip_prefix('.')?.split_once('=')?.0.trim_end();
    is_identifier(name).then_some(name)
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// `$name` inside braces.
fn variables(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$').skip(1).filter_map(|rest| {
        let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        is_identifier(&name).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_one(english: &str, arabic: &str) -> Vec<String> {
        check(&[("a.ftl".into(), english.into())], &[("a.ftl".into(), arabic.into())])
    }

    #[test]
    fn the_same_messages_in_both_languages_are_fine() {
        let english = "# head\nsave = Save\ncount =\n    { $n ->\n        [one] One\n       *[other] { $n }\n    }\n    .title = Many\n";
        let arabic =
            "save = حفظ\ncount =\n    { $n ->\n        [two] اثنان\n       *[other] { $n }\n    }\n    .title = كثير\n";
        assert_eq!(check_one(english, arabic), Vec::<String>::new());
    }

    #[test]
    fn a_message_in_one_language_only_is_told() {
        assert_eq!(check_one("save = Save\nstop = Stop\n", "save = حفظ\n"), ["locales: `stop` exists in en only"]);
        assert_eq!(check_one("", "save = حفظ\n"), ["locales: `save` exists in ar only"]);
    }

    #[test]
    fn an_attribute_in_one_language_only_is_told() {
        let told = check_one("save = Save\n    .title = Saves\n", "save = حفظ\n");
        assert_eq!(told, ["locales: `save.title` exists in en only"]);
    }

    #[test]
    fn a_variable_lost_in_translation_is_told() {
        let told = check_one("late = { $count } late in { $site }\n", "late = { $count } متأخر\n");
        assert_eq!(told, ["locales: `late` uses the variables (count, site) in en and (count) in ar"]);
    }

    #[test]
    fn a_mark_on_a_lam_alef_is_told() {
        for marked in ["أولاً", "أولًا"] {
            let told = check_one("first = First\n", &format!("first = {marked}\n"));
            assert_eq!(told, ["locales/ar/a.ftl:1: a mark on a lam-alef lifts the word; leave it out"], "{marked}");
        }
        assert_eq!(check_one("first = First\n", "first = حاليًا أولا يُصان\n"), Vec::<String>::new());
    }

    #[test]
    fn a_message_written_twice_is_told() {
        assert_eq!(check_one("a = 1\na = 2\n", "a = 1\n"), ["locales/en/a.ftl: `a` is there twice"]);
    }
}
