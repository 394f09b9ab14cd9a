//! Oracle's own words about an error: `application/vnd.oracle.adf.error+json`, or plain text where it is not asked for that.

pub(crate) use crate::net::said::Said;
use domain::Secret;
use serde_json::Value;

pub(crate) fn of(body: &[u8], secrets: &[&Secret]) -> Said {
    Said::of(body, of_json, secrets)
}

/// `{"title", "status", "o:errorDetails": [{"detail", "o:errorCode", "o:errorPath"}]}`: the details with the field that
/// each is about, else the title.
fn of_json(body: &Value) -> Option<(String, String)> {
    let text = |of: &Value, name: &str| of.get(name).and_then(Value::as_str).map(|t| t.trim().to_owned());
    let details = body.get("o:errorDetails").and_then(Value::as_array);
    let told: Vec<(String, String)> = details
        .into_iter()
        .flatten()
        .filter_map(|d| {
            let detail = text(d, "detail").filter(|t| !t.is_empty())?;
            let path = text(d, "o:errorPath").map(|p| p.trim_matches('/').to_owned()).filter(|p| !p.is_empty());
            let words = path.map_or(detail.clone(), |path| format!("{path}: {detail}"));
            Some((text(d, "o:errorCode").unwrap_or_default(), words))
        })
        .collect();
    match told.split_first() {
        Some(((code, _), _)) => {
            let words: Vec<&str> = told.iter().map(|(_, words)| words.as_str()).collect();
            Some((code.clone(), words.join(" ")))
        }
        None => text(body, "detail").or_else(|| text(body, "title")).map(|title| (String::new(), title)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oracles_words_are_found_in_every_shape() {
        for (body, code, text) in [
            (
                r#"{"title":"Bad Request","status":"400","o:errorDetails":[
                   {"detail":"The organization code isn't valid.","o:errorCode":"WIE-2791","o:errorPath":"/OrganizationCode"},
                   {"detail":"Enter an asset."}]}"#,
                "WIE-2791",
                "OrganizationCode: The organization code isn't valid. Enter an asset.",
            ),
            (r#"{"title":"Not Found","status":"404","o:errorDetails":[]}"#, "", "Not Found"),
            ("URL request parameter q is invalid.", "", "URL request parameter q is invalid."),
            ("<html><head><title>Sign In</title></head></html>", "", "Sign In"),
            ("", "", ""),
        ] {
            let said = of(body.as_bytes(), &[]);
            assert_eq!((said.code.as_str(), said.text.as_str()), (code, text), "{body}");
        }
    }
}
