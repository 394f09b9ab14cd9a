//! Rules of the UI's source: one file knows Tauri, and the layout is logical, because it mirrors in Arabic.
//!
//! A line that must be physical (a chart is a left-to-right island) says `ltr-island` in a comment.

use super::Text;

/// The one file that may import Tauri's packages.
const TAURI_FILE: &str = "host/tauri.ts";
const EXCUSE: &str = "ltr-island";

/// What is physical, and what to write instead. Compared after folding `marginLeft` to `margin-left`.
const PHYSICAL: &[(&str, &str)] = &[
    ("margin-left", "margin-inline-start"),
    ("margin-right", "margin-inline-end"),
    ("padding-left", "padding-inline-start"),
    ("padding-right", "padding-inline-end"),
    ("border-left", "border-inline-start"),
    ("border-right", "border-inline-end"),
    ("border-top-left-radius", "border-start-start-radius"),
    ("border-top-right-radius", "border-start-end-radius"),
    ("border-bottom-left-radius", "border-end-start-radius"),
    ("border-bottom-right-radius", "border-end-end-radius"),
    ("text-align: left", "text-align: start"),
    ("text-align: right", "text-align: end"),
    ("text-align: \"left\"", "text-align: start"),
    ("text-align: \"right\"", "text-align: end"),
    ("float: left", "float: inline-start"),
    ("float: right", "float: inline-end"),
];

/// Mantine's short props that are physical, and their logical sisters.
const PHYSICAL_PROPS: &[(&str, &str)] = &[(" ml=", "ms"), (" mr=", "me"), (" pl=", "ps"), (" pr=", "pe")];

pub fn check(files: &[Text]) -> Vec<String> {
    files.iter().flat_map(|(file, text)| check_file(file, text)).collect()
}

fn check_file(file: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let place = format!("ui/src/{file}:{}", number + 1);
        if file != TAURI_FILE && line.contains("@tauri-apps/") {
            broken.push(format!("{place}: only ui/src/{TAURI_FILE} imports @tauri-apps"));
        }
        if line.contains(EXCUSE) {
            continue;
        }
        let folded = fold(line);
        for (physical, logical) in PHYSICAL {
            if folded.contains(physical) {
                broken.push(format!("{place}: `{physical}` does not mirror; write `{logical}`"));
            }
        }
        if file.ends_with(".css") {
            let property = folded.trim_start();
            for (physical, logical) in [("left:", "inset-inline-start"), ("right:", "inset-inline-end")] {
                if property.starts_with(physical) {
                    broken.push(format!("{place}: `{physical}` does not mirror; write `{logical}`"));
                }
            }
        }
        if file.ends_with(".tsx") {
            for (physical, logical) in PHYSICAL_PROPS {
                if line.contains(physical) {
                    broken.push(format!("{place}: `{}` does not mirror; write `{logical}`", physical.trim()));
                }
            }
        }
    }
    broken
}

/// `marginLeft` as `margin-left`, with one quote sign.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut before = ' ';
    for c in line.chars() {
        match c {
            '\'' => folded.push('"'),
            c if c.is_ascii_uppercase() && before.is_ascii_lowercase() => {
                folded.push('-');
                folded.push(c.to_ascii_lowercase());
            }
            c => folded.push(c),
        }
        before = c;
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_line(file: &str, line: &str) -> Vec<String> {
        check(&[(file.into(), line.into())])
    }

    #[test]
    fn logical_layout_is_fine() {
        for (file, line) in [
            ("a.css", "  margin-inline-start: 4px;"),
            ("a.css", "  text-align: start;"),
            ("a.tsx", "<Box ms=\"md\" style={{ paddingInlineEnd: 4 }} />"),
            ("chart.ts", "const left = bbox.left;"),
            ("chart.css", "  left: 0; /* ltr-island: uPlot's axis */"),
            ("host/tauri.ts", "import { invoke } from \"@tauri-apps/api/core\";"),
        ] {
            assert_eq!(check_line(file, line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn physical_layout_is_told_with_what_to_write() {
        for (file, line, wanted) in [
            ("a.css", "  margin-left: 4px;", "margin-inline-start"),
            ("a.css", "  text-align: right;", "text-align: end"),
            ("a.css", "  left: 0;", "inset-inline-start"),
            ("a.tsx", "<div style={{ paddingRight: 4 }} />", "padding-inline-end"),
            ("a.tsx", "<div style={{ textAlign: 'left' }} />", "text-align: start"),
            ("a.tsx", "<Box ml=\"md\" />", "ms"),
        ] {
            let told = check_line(file, line);
            assert_eq!(told.len(), 1, "{line}: {told:?}");
            assert!(told[0].starts_with(&format!("ui/src/{file}:1: ")) && told[0].contains(wanted), "{told:?}");
        }
    }

    #[test]
    fn tauri_outside_its_one_file_is_told() {
        let told = check_line("features/assets/page.tsx", "import { listen } from \"@tauri-apps/api/event\";");
        assert_eq!(told, ["ui/src/features/assets/page.tsx:1: only ui/src/host/tauri.ts imports @tauri-apps"]);
    }
}
