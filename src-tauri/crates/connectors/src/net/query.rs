//! The text of a query in which nothing is left that could be read as another question.

use std::fmt::Write;

/// `name=value&...`, each value encoded byte by byte: a blank is %20, for a plus is one.
pub(crate) fn encoded<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, value) in parts {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
                _ => {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_value_ends_it() {
        let all = encoded([("$filter", "A eq 'x&$top=1+1#?'"), ("sap-client", "100")]);
        assert_eq!(all, "$filter=A%20eq%20%27x%26%24top%3D1%2B1%23%3F%27&sap-client=100");
    }
}
