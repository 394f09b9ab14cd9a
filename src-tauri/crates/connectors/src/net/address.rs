//! Addresses of web services as people type them.

use super::{Place, failure};
use domain::Failure;
use reqwest::Url;

/// Ends with a slash. `None` where it is no plain address: a user or password in it would go where addresses go: into logs.
pub(crate) fn base(text: &str) -> Option<Url> {
    let mut url = Url::parse(text.trim()).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    if !is_plain || url.fragment().is_some() || url.host_str().is_none() {
        return None;
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Some(url)
}

/// The address and whom it leads to; `field` names where it was typed.
pub(crate) fn of_server(text: &str, field: &str, malformed: fn(&str) -> Failure) -> Result<(Url, Place), Failure> {
    let url = base(text).ok_or_else(|| malformed(text))?;
    let port = url.port_or_known_default().unwrap_or(443);
    let at = Place::parse(url.host_str().unwrap_or_default(), port).ok_or_else(|| failure::host_malformed(field))?;
    Ok((url, at))
}

/// What stands before an `@` may be a password.
pub(crate) fn without_sign_in(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://***@{rest}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_with_a_slash_and_holds_no_password() {
        let read = |text: &str| base(text).map(|u| u.to_string());
        assert_eq!(read("https://pi/piwebapi").as_deref(), Some("https://pi/piwebapi/"));
        assert_eq!(read(" https://pi:8443/piwebapi/ ").as_deref(), Some("https://pi:8443/piwebapi/"));
        assert_eq!(read("https://pi").as_deref(), Some("https://pi/"));
        for refused in ["https://u:p@pi/piwebapi", "https://pi/piwebapi?x=1", "https://pi/#x", "https://", "pi"] {
            assert_eq!(read(refused), None, "{refused}");
        }
    }
}
