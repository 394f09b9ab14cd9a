//! Text as people write it. Folding for search: case, Arabic letter variants, marks and digits, so that a person finds
//! `مضخّة ١` by `مضخه 1`. And characters that are not what they seem, which no name may have.

/// Lower-cases; folds alef, yaa, taa marbuta, hamza carriers; drops tashkeel, tatweel and bidi marks; Arabic digits become Latin.
/// Used on both what is stored for search and what is asked for.
pub fn fold_for_search(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' => None,
            '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
            'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
            'ى' | 'ئ' => Some('ي'),
            'ؤ' => Some('و'),
            'ة' => Some('ه'),
            '\u{0660}'..='\u{0669}' => char::from_digit(c as u32 - 0x0660, 10),
            '\u{06F0}'..='\u{06F9}' => char::from_digit(c as u32 - 0x06F0, 10),
            _ => Some(c),
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The first character that is not what it seems to a reader: a control character (C0, C1, line separators), one that
/// turns the direction of what follows (Unicode Bidirectional Algorithm, embeddings, overrides and isolates: the
/// "Trojan Source" of CVE-2021-42574), or one that cannot be seen, so that two texts look the same and are not.
/// ZWNJ and ZWJ are letters' shapes in Arabic and Persian, and pass.
pub fn misleading(text: &str) -> Option<char> {
    text.chars().find(|c| is_misleading(*c))
}

pub fn is_misleading(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{2028}' | '\u{2029}'
            | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}'
            | '\u{00AD}' | '\u{034F}' | '\u{180E}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{3164}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Without white space and direction marks at both ends: what comes along when a name is copied out of a document.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}' | '\u{200B}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_that_people_type_fold_to_the_same_text() {
        for (a, b) in [
            ("مضخّة", "مضخه"),
            ("أصل", "اصل"),
            ("إلى", "الي"),
            ("P-١٠١", "p-101"),
            ("FIC-101.PV\u{200E}", "fic-101.pv"),
            ("ضـــغط", "ضغط"),
        ] {
            assert_eq!(fold_for_search(a), fold_for_search(b), "{a} / {b}");
        }
        assert_ne!(fold_for_search("ضغط"), fold_for_search("حرارة"));
    }
}
