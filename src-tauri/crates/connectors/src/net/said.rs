//! A system's own words about an error: its code and its text, out of JSON of the system's shape, of XML, or of a page.

use domain::Secret;
use serde_json::Value;

/// So much of it is said to people.
const MOST: usize = 300;

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Said {
    /// `/IWFND/MED/170`, `CX_...`; empty where there is none.
    pub code: String,
    /// One line; never a secret.
    pub text: String,
}

impl Said {
    /// `of_json`: code and text where the system writes them in JSON.
    pub fn of(body: &[u8], of_json: fn(&Value) -> Option<(String, String)>, secrets: &[&Secret]) -> Self {
        let (code, text) = serde_json::from_slice(body).ok().and_then(|v| of_json(&v)).unwrap_or_else(|| of_text(body));
        Self { code: tidy(&code, secrets), text: tidy(&text, secrets) }
    }

    /// For the log.
    pub fn whole(&self) -> String {
        if self.code.is_empty() { self.text.clone() } else { format!("{}: {}", self.code, self.text) }
    }

    pub fn is_about(&self, words: &str) -> bool {
        self.text.to_lowercase().contains(words)
    }
}

/// XML with a message, a page for people, or plain words.
fn of_text(body: &[u8]) -> (String, String) {
    let body = String::from_utf8_lossy(body);
    let between = |tag: &str| {
        let (_, rest) = body.split_once(&format!("<{tag}"))?;
        let (_, rest) = rest.split_once('>')?;
        rest.split_once("</").map(|(text, _)| text.to_owned())
    };
    match between("message") {
        Some(message) => (between("code").unwrap_or_default(), message),
        None => (String::new(), without_tags(&body)),
    }
}

fn without_tags(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        out.push(' ');
        let name: String = after.chars().take_while(char::is_ascii_alphabetic).collect();
        // What stands inside is no text for people.
        let ends = if matches!(name.as_str(), "style" | "script") { format!("</{name}>") } else { ">".into() };
        rest = after.split_once(ends.as_str()).map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

fn tidy(text: &str, secrets: &[&Secret]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().filter(|s| !s.is_empty()) {
        text = text.replace(secret.expose(), domain::secret::MASK);
    }
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let line = words.join(" ");
    let short: String = line.chars().take(MOST).collect();
    if domain::text::misleading(&short).is_some() { "–".into() } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(body: &Value) -> Option<(String, String)> {
        Some((String::new(), body.get("error")?.as_str()?.to_owned()))
    }

    #[test]
    fn words_are_found_in_xml_in_pages_and_in_plain_text() {
        for (body, code, text) in [
            (
                r#"<?xml version="1.0"?><error><code>005056</code><message xml:lang="en">Resource not found</message></error>"#,
                "005056",
                "Resource not found",
            ),
            (
                "<html><style>b{}</style><body><h1>Service cannot be reached</h1>\n<p>Client 100</p></body></html>",
                "",
                "Service cannot be reached Client 100",
            ),
            ("plain\nwords", "", "plain words"),
            ("", "", ""),
        ] {
            let said = Said::of(body.as_bytes(), error, &[]);
            assert_eq!((said.code.as_str(), said.text.as_str()), (code, text), "{body}");
        }
    }

    #[test]
    fn no_secret_is_said_and_no_long_story() {
        let secret = Secret::new("hunter2");
        let body = format!(r#"{{"error":"password hunter2 {}"}}"#, "é".repeat(2_000));
        let said = Said::of(body.as_bytes(), error, &[&secret]);
        assert!(!said.whole().contains("hunter2") && said.text.contains("***"), "{said:?}");
        assert_eq!(said.text.chars().count(), MOST);
    }
}
