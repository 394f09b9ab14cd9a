//! SAP's own words about an error, as OData V2 and V4 write them in JSON.

pub(crate) use crate::net::said::Said;
use domain::Secret;
use serde_json::Value;

pub(crate) fn of(body: &[u8], secrets: &[&Secret]) -> Said {
    Said::of(body, of_json, secrets)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saps_words_are_found_in_both_shapes() {
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
            ("Service cannot be reached", "", "Service cannot be reached"),
        ] {
            let said = of(body.as_bytes(), &[]);
            assert_eq!((said.code.as_str(), said.text.as_str()), (code, text), "{body}");
        }
    }
}
