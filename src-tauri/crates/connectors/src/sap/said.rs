//! SAP's own words about an error: its code and its text, out of the bodies of V2, V4, and XML.

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
    pub fn of(body: &[u8], secrets: &[&Secret]) -> Self {
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

/// `{"error": {"code", "message": {"value"} or text, "innererror": {"errordetails": [...]}}}`: the first detail that is
/// an error says more than the head, which is often only "an exception was raised".
fn of_json(body: &Value) -> Option<(String, String)> {
    let error = body.get("error")?;
    let text_of = |message: &Value| match message {
        Value::String(text) => Some(text.clone()),
        other => other.get("value").and_then(Value::as_str).map(str::to_owned),
    };
    let code_of = |of: &Value| of.get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
    let head = (code_of(error), error.get("message").and_then(text_of).unwrap_or_default());
    let details = error.pointer("/innererror/errordetails").or_else(|| error.get("details"));
    let detail = details.and_then(Value::as_array).into_iter().flatten().find(|d| {
        let severity = d.get("severity").or_else(|| d.get("@SAP__common.numericSeverity"));
        severity.is_none_or(|s| s == "error" || s == 4)
            && d.get("message").and_then(text_of).is_some_and(|t| t != head.1)
    });
    Some(match detail.and_then(|d| Some((code_of(d), d.get("message").and_then(text_of)?))) {
        Some((_, text)) if !head.1.is_empty() => (head.0, format!("{} {text}", head.1)),
        Some(detail) => detail,
        None => head,
    })
}

/// XML of OData, a page of the Internet Communication Framework, or plain words.
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

    #[test]
    fn saps_words_are_found_in_every_shape() {
        for (body, code, text) in [
            (
                r#"{"error":{"code":"/IWFND/MED/170","message":{"lang":"en","value":"No service found"}}}"#,
                "/IWFND/MED/170",
                "No service found",
            ),
            (r#"{"error":{"code":"SY/530","message":"Bad key","details":[]}}"#, "SY/530", "Bad key"),
            (
                r#"{"error":{"code":"CO/1","message":{"value":"An exception was raised."},"innererror":{"errordetails":[
                   {"code":"IW/2","message":"Only a warning","severity":"warning"},
                   {"code":"IW/3","message":"Enter a work center","severity":"error"}]}}}"#,
                "CO/1",
                "An exception was raised. Enter a work center",
            ),
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
            let said = Said::of(body.as_bytes(), &[]);
            assert_eq!((said.code.as_str(), said.text.as_str()), (code, text), "{body}");
        }
    }

    #[test]
    fn no_secret_is_said_and_no_long_story() {
        let secret = Secret::new("hunter2");
        let body = format!(r#"{{"error":{{"code":"X","message":"password hunter2 {}"}}}}"#, "é".repeat(2_000));
        let said = Said::of(body.as_bytes(), &[&secret]);
        assert!(!said.whole().contains("hunter2") && said.text.contains("***"), "{said:?}");
        assert_eq!(said.text.chars().count(), MOST);
    }
}
