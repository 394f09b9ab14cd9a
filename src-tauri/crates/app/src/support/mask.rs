//! Takes secrets out of text: known ones in every spelling that a log or a JSON file may have them in, and what has the
//! form of a token, a private key or an address with a password.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Secret, secret::MASK};

/// Shorter ones are words: looking for them would take a log apart and hide nothing.
const LEAST: usize = 4;

pub struct Mask {
    /// Longest first, so that a part does not spoil the whole.
    needles: Vec<Secret>,
}

impl Mask {
    pub fn of(secrets: &[Secret]) -> Self {
        let mut needles: Vec<Secret> =
            secrets.iter().flat_map(spellings).filter(|n| n.expose().len() >= LEAST).collect();
        needles.sort_by(|a, b| b.expose().len().cmp(&a.expose().len()).then_with(|| a.expose().cmp(b.expose())));
        needles.dedup();
        Self { needles }
    }

    /// The text without secrets, and how many places were masked.
    pub fn clean(&self, text: &str) -> (String, usize) {
        let mut text = text.to_owned();
        let mut masked = 0;
        for needle in &self.needles {
            let found = text.matches(needle.expose()).count();
            if found > 0 {
                text = text.replace(needle.expose(), MASK);
                masked += found;
            }
        }
        for form in [by_prefix("eyJ", 2), by_prefix("AGE-SECRET-KEY-1", 0)] {
            (text, masked) = cut(&text, masked, form);
        }
        cut(&text, masked, address)
    }
}

/// As it is, inside a JSON string (once and twice), in an address, as hex and as base64 with any alignment's whole part.
fn spellings(secret: &Secret) -> Vec<Secret> {
    let text = secret.expose();
    if text.len() < LEAST {
        return Vec::new();
    }
    let json = |text: &str| {
        let quoted = serde_json::to_string(text).unwrap_or_default();
        quoted.trim_start_matches('"').strip_suffix('"').unwrap_or(&quoted).to_owned()
    };
    let percent: String = text
        .bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect();
    let in_json = json(text);
    let twice = json(&in_json);
    let mut all = vec![text.to_owned(), in_json, twice, percent.to_lowercase(), percent];
    all.extend([hex::encode(text), hex::encode_upper(text)]);
    all.push(STANDARD.encode(text.as_bytes()).trim_end_matches('=').to_owned());
    all.into_iter().map(Secret::new).collect()
}

/// Where a form begins in the text and where it ends, counted in bytes.
type Form<'a> = Box<dyn Fn(&str) -> Option<(usize, usize)> + 'a>;

/// A word of token letters that begins so and has at least so many dots in it: a JWT has two.
fn by_prefix(prefix: &'static str, dots: usize) -> Form<'static> {
    Box::new(move |text| {
        text.match_indices(prefix).find_map(|(at, _)| {
            let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            let word = &text[at..];
            let end = word.find(|c| !is_letter(c)).unwrap_or(word.len());
            let is_long = end >= prefix.len() + 16;
            (is_long && word[..end].matches('.').count() >= dots).then_some((at, at + end))
        })
    })
}

/// The password in `scheme://user:password@host`.
fn address(text: &str) -> Option<(usize, usize)> {
    text.match_indices("://").find_map(|(at, _)| {
        let begin = at + 3;
        let rest = &text[begin..];
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\\' | '<' | '>')).unwrap_or(rest.len());
        let who = rest[..end].rsplit_once('@')?.0;
        let (user, password) = who.split_once(':')?;
        (!password.is_empty() && password != MASK).then_some((begin + user.len() + 1, begin + who.len()))
    })
}

fn cut(text: &str, already: usize, form: impl Fn(&str) -> Option<(usize, usize)>) -> (String, usize) {
    let (mut clean, mut rest, mut masked) = (String::with_capacity(text.len()), text, already);
    while let Some((from, to)) = form(rest) {
        clean.push_str(&rest[..from]);
        clean.push_str(MASK);
        rest = &rest[to..];
        masked += 1;
    }
    clean.push_str(rest);
    (clean, masked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_in_every_spelling() {
        let secret = Secret::new("p\"ä ss\\w/ord&1");
        let mask = Mask::of(std::slice::from_ref(&secret));
        let line = serde_json::to_string(&serde_json::json!({ "m": secret.expose() })).unwrap();
        let nested = serde_json::to_string(&line).unwrap();
        let spelled = [
            secret.expose().to_owned(),
            line,
            nested,
            "https://h/?p=p%22%C3%A4%20ss%5Cw%2Ford%261".to_owned(),
            hex::encode(secret.expose()),
            STANDARD.encode(secret.expose().as_bytes()),
        ];
        for text in spelled {
            let (clean, masked) = mask.clean(&format!("before {text} after"));
            assert!(masked == 1 && clean.contains(MASK) && clean.starts_with("before "), "{text}: {clean}");
            assert!(!clean.contains("ord&1") && !clean.contains("ord%261"), "{clean}");
        }
    }

    #[test]
    fn what_looks_like_a_token_a_key_or_a_password_in_an_address_is_masked_though_nobody_knows_it() {
        let mask = Mask::of(&[]);
        for (text, clean) in [
            ("t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl, next", "t=***, next"),
            ("AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQ\n", "***\n"),
            ("to postgres://optria:hunter2@db:5432/x and more", "to postgres://optria:***@db:5432/x and more"),
            ("opc.tcp://10.0.0.1:4840/a@b is none", "opc.tcp://10.0.0.1:4840/a@b is none"),
            ("postgres://a:p@ss@h", "postgres://a:***@h"),
            ("eyJ alone is none, nor is eyJlength.without", "eyJ alone is none, nor is eyJlength.without"),
        ] {
            assert_eq!(mask.clean(text).0, clean);
        }
    }

    #[test]
    fn the_longer_of_two_secrets_goes_first_and_words_stay() {
        let mask = Mask::of(&[Secret::new("pass"), Secret::new("password-1"), Secret::new("on"), Secret::new("")]);
        assert_eq!(mask.clean("on password-1 and pass").0, "on *** and ***");
    }
}
