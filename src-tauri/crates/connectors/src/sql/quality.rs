//! What a quality column says, as a status code. What it says nothing of is no better than uncertain.

use super::row::Cell;
use domain::StatusCode;

const UNCERTAIN: StatusCode = StatusCode(0x4000_0000);
const BAD: StatusCode = StatusCode(0x8000_0000);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QualityCodes {
    /// OPC DA: 192 and above good, 64 to 127 uncertain, else bad.
    Opc,
    /// OPC UA's 32 bits, kept whole.
    Opcua,
    ZeroIsGood,
    OneIsGood,
    /// Good, uncertain, bad and what stands for them.
    Words,
}

impl QualityCodes {
    pub fn parse(name: &str) -> Self {
        match name {
            "opcua" => Self::Opcua,
            "zero_is_good" => Self::ZeroIsGood,
            "one_is_good" => Self::OneIsGood,
            "words" => Self::Words,
            _ => Self::Opc,
        }
    }

    pub fn status(self, cell: &Cell) -> StatusCode {
        match (self, cell) {
            (Self::Words, Cell::Text(word)) => of_word(word),
            (_, Cell::Boolean(is_true)) => self.of_number(f64::from(u8::from(*is_true))),
            (_, Cell::Number(number)) => self.of_number(*number),
            (_, Cell::Text(text)) => text.trim().parse().map_or(UNCERTAIN, |number| self.of_number(number)),
            (_, Cell::Null | Cell::Time(_) | Cell::Other(_)) => UNCERTAIN,
        }
    }

    fn of_number(self, number: f64) -> StatusCode {
        let good_where = |is_good: bool| if is_good { StatusCode::GOOD } else { BAD };
        match self {
            Self::Opc => match number as u32 & 0xC0 {
                0xC0 => StatusCode::GOOD,
                0x40 => UNCERTAIN,
                _ => BAD,
            },
            // Kept as a signed number in some databases.
            Self::Opcua => StatusCode(number as i64 as u32),
            Self::ZeroIsGood => good_where(number == 0.0),
            Self::OneIsGood => good_where(number == 1.0),
            Self::Words => UNCERTAIN,
        }
    }
}

fn of_word(word: &str) -> StatusCode {
    match word.trim().to_ascii_lowercase().as_str() {
        "good" | "ok" | "g" | "valid" | "true" => StatusCode::GOOD,
        "bad" | "b" | "invalid" | "false" | "error" => BAD,
        _ => UNCERTAIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Quality;

    #[test]
    fn each_way_of_telling_quality_is_read() {
        use Quality::{Bad, Good, Uncertain};
        let number = Cell::Number;
        let word = |w: &str| Cell::Text(w.to_owned());
        for (codes, cell, expected) in [
            (QualityCodes::Opc, number(192.0), Good),
            (QualityCodes::Opc, number(216.0), Good),
            (QualityCodes::Opc, number(64.0), Uncertain),
            (QualityCodes::Opc, number(24.0), Bad),
            (QualityCodes::Opc, number(0.0), Bad),
            (QualityCodes::Opc, word("192"), Good),
            (QualityCodes::Opc, Cell::Null, Uncertain),
            (QualityCodes::Opcua, number(0.0), Good),
            (QualityCodes::Opcua, number(2_156_724_224.0), Bad),
            (QualityCodes::Opcua, number(-2_138_243_072.0), Bad),
            (QualityCodes::ZeroIsGood, number(0.0), Good),
            (QualityCodes::ZeroIsGood, number(3.0), Bad),
            (QualityCodes::OneIsGood, Cell::Boolean(true), Good),
            (QualityCodes::OneIsGood, Cell::Boolean(false), Bad),
            (QualityCodes::Words, word(" GOOD "), Good),
            (QualityCodes::Words, word("bad"), Bad),
            (QualityCodes::Words, word("questionable"), Uncertain),
        ] {
            assert_eq!(codes.status(&cell).quality(), expected, "{codes:?} {cell:?}");
        }
        assert_eq!(QualityCodes::Opcua.status(&number(-2_138_243_072.0)), StatusCode(0x808D_0000));
    }
}
