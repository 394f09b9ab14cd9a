//! Messages of a language as a page of documentation shows them: what is filled in between ‹ and ›, of a plural the
//! general form.

use std::{collections::BTreeMap, fs, path::Path};

pub fn messages(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let text = fs::read_to_string(entry.path()).unwrap_or_default();
        let mut current = String::new();
        for line in text.lines() {
            let begins = !line.starts_with([' ', '#', '}']);
            match line.split_once(" = ").filter(|_| begins) {
                Some((id, said)) => {
                    current = id.to_owned();
                    all.insert(current.clone(), said.to_owned());
                }
                None if line.starts_with(' ') => {
                    if let Some(said) = all.get_mut(&current) {
                        said.push('\n');
                        said.push_str(line);
                    }
                }
                None => current.clear(),
            }
        }
    }
    all.into_iter().map(|(id, said)| (id, plain(&said))).collect()
}

fn plain(said: &str) -> String {
    let mut text = said.to_owned();
    while let Some(arrow) = text.find("->") {
        let (Some(begin), Some(length)) = (text[..arrow].rfind('{'), text[arrow..].find("\n  }")) else { break };
        let general = text[arrow..arrow + length].split("*[other] ").nth(1).unwrap_or_default().trim().to_owned();
        text.replace_range(begin..arrow + length + "\n  }".len(), &general);
    }
    text.replace("{ $", "‹").replace(" }", "›")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_reads_as_a_person_would_say_it() {
        assert_eq!(plain("No { $host } on { $port }."), "No ‹host› on ‹port›.");
        let plural =
            "Waits { $seconds ->\n    [one] { $seconds } second\n   *[other] { $seconds } seconds\n  }, then goes.";
        assert_eq!(plain(plural), "Waits ‹seconds› seconds, then goes.");
    }
}
