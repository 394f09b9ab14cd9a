//! Names of tags taken apart: words, and which quantity they mean. ISA-5.1 first letters and the abbreviations that control
//! systems use.

/// What a word of a tag means, by how it is written there; each meaning as metrics name it.
const WORDS: &[(&str, &str)] = &[
    ("temp", "temperature"),
    ("tmp", "temperature"),
    ("press", "pressure"),
    ("pres", "pressure"),
    ("prs", "pressure"),
    ("vib", "vibration"),
    ("vibr", "vibration"),
    ("flw", "flow"),
    ("lvl", "level"),
    ("lev", "level"),
    ("spd", "speed"),
    ("rpm", "speed"),
    ("cur", "current"),
    ("curr", "current"),
    ("amp", "current"),
    ("amps", "current"),
    ("volt", "voltage"),
    ("pwr", "power"),
    ("pos", "position"),
    ("brg", "bearing"),
    ("bear", "bearing"),
    ("wdg", "winding"),
    ("wind", "winding"),
    ("disch", "discharge"),
    ("dis", "discharge"),
    ("suct", "suction"),
    ("suc", "suction"),
    ("inl", "inlet"),
    ("outl", "outlet"),
    ("diff", "differential"),
    ("dp", "differential"),
    ("mtr", "motor"),
    ("cond", "conductivity"),
    ("lube", "oil"),
];

/// ISA-5.1, table 1: the first letter is the measured variable.
const ISA: &[(char, &str)] = &[
    ('p', "pressure"),
    ('t', "temperature"),
    ('f', "flow"),
    ('l', "level"),
    ('s', "speed"),
    ('v', "vibration"),
    ('i', "current"),
    ('e', "voltage"),
    ('j', "power"),
    ('z', "position"),
];
/// What may follow it: indicate, transmit, control, record, element, alarm, switch, high, low, difference.
const ISA_FUNCTIONS: &str = "itcreashld";

/// Lower-case words: parted at everything but letters and digits, and where lower case turns to upper
/// (`FIC-101.BearingTemp` is fic, 101, bearing, temp).
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for c in text.chars() {
        let is_part = c.is_alphanumeric();
        if (!is_part || (was_lower && c.is_uppercase())) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if is_part {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The word as metrics write it.
pub(super) fn meaning(word: &str) -> &str {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let known = |w: &str| WORDS.iter().find(|(short, _)| *short == w).map(|(_, long)| *long);
    known(word).or_else(|| known(letters)).unwrap_or(word)
}

/// The quantity that an instrument's letters mean: `PT`, `TI101`, `FIC`; none where the word is something else.
pub(super) fn isa_quantity(word: &str) -> Option<&'static str> {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut chars = letters.chars();
    let first = chars.next()?;
    let is_instrument = (2..=4).contains(&letters.len()) && chars.all(|c| ISA_FUNCTIONS.contains(c));
    ISA.iter().find(|(letter, _)| is_instrument && *letter == first).map(|(_, quantity)| *quantity)
}

/// Without anything but letters and digits: `P-101A` and `p101a` are one.
pub(super) fn bare(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A metric's name of any text, as `checked_metric_name` wants it; none where nothing is left.
pub(super) fn metric_name(text: &str) -> Option<String> {
    let name = words(text).into_iter().map(|w| w.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
    let name = name.filter(|w| !w.is_empty()).collect::<Vec<_>>().join("_");
    let name = if name.starts_with(|c: char| c.is_ascii_digit()) { format!("m_{name}") } else { name };
    let name: String = name.chars().take(64).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        for (text, expected) in [
            ("FIC-101.BearingTemp", "fic 101 bearing temp"),
            ("RTP/P-101A/DISCH_PRESS", "rtp p 101a disch press"),
            ("nsu=urn:plant;s=P101.PV", "nsu urn plant s p101 pv"),
            ("ضغط المضخة", "ضغط المضخة"),
            ("--", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn instruments_mean_their_quantity_and_other_words_none() {
        for (word, expected) in [
            ("pt", Some("pressure")),
            ("ti101", Some("temperature")),
            ("fic", Some("flow")),
            ("pdi", Some("pressure")),
            ("pump", None),
            ("p", None),
            ("xv", None),
            ("line", None),
        ] {
            assert_eq!(isa_quantity(word), expected, "{word}");
        }
        assert_eq!((meaning("temp2"), meaning("disch"), meaning("pump")), ("temperature", "discharge", "pump"));
    }

    #[test]
    fn metrics_get_names_that_are_taken() {
        for (text, expected) in
            [("BearingTemp", Some("bearing_temp")), ("101 flow", Some("m_101_flow")), ("ضغط", None), ("..", None)]
        {
            assert_eq!(metric_name(text).as_deref(), expected, "{text}");
        }
    }
}
