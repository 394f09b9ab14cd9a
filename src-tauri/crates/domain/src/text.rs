//! Folding of text for search: case, Arabic letter variants, marks and digits, so that a person finds `مضخّة ١` by `مضخه 1`.

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
