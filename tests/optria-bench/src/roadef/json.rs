//! A reader of large JSON texts that makes no tree: the caller walks objects and lists as they come, numbers go straight to
//! where they belong. Instances of the ROADEF challenge are mostly numbers, hundreds of megabytes of them.

use std::fmt;

pub struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// Of the value that is being skipped.
    depth: usize,
}

const DEEPEST: usize = 64;

#[derive(Debug)]
pub struct Malformed {
    what: &'static str,
    at: usize,
}

impl Malformed {
    /// Of the contents; where it is, nobody knows any more.
    pub fn of(what: &'static str) -> Self {
        Self { what, at: 0 }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not the JSON of an instance: {} expected at byte {}", self.what, self.at)
    }
}

impl std::error::Error for Malformed {}

pub type Read<T> = Result<T, Malformed>;

/// Whole numbers up to here, and powers of ten up to here, are exact as `f64`: their quotient is correctly rounded.
const EXACT: u64 = 1 << 53;
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

impl<'a> Reader<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    fn fail<T>(&self, what: &'static str) -> Read<T> {
        Err(Malformed { what, at: self.at })
    }

    #[inline]
    fn peek(&mut self) -> u8 {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.text.get(self.at) {
            self.at += 1;
        }
        self.text.get(self.at).copied().unwrap_or(0)
    }

    #[inline]
    fn take(&mut self, byte: u8, what: &'static str) -> Read<()> {
        if self.peek() != byte {
            return self.fail(what);
        }
        self.at += 1;
        Ok(())
    }

    /// Calls `each` at the value of every member; it must read that value.
    pub fn object(&mut self, mut each: impl FnMut(&mut Self, &str) -> Read<()>) -> Read<()> {
        self.take(b'{', "{")?;
        if self.peek() == b'}' {
            self.at += 1;
            return Ok(());
        }
        loop {
            let key = self.string()?;
            self.take(b':', ":")?;
            each(self, key)?;
            match self.peek() {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return self.fail(", or }"),
            }
        }
    }

    pub fn list(&mut self, mut each: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.take(b'[', "[")?;
        if self.peek() == b']' {
            self.at += 1;
            return Ok(());
        }
        loop {
            each(self)?;
            match self.peek() {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return self.fail(", or ]"),
            }
        }
    }

    /// Names in these files carry no escapes; one that does is refused.
    pub fn string(&mut self) -> Read<&'a str> {
        self.take(b'"', "\"")?;
        let from = self.at;
        while let Some(b) = self.text.get(self.at) {
            match b {
                b'"' => {
                    self.at += 1;
                    let text = self.text;
                    return std::str::from_utf8(&text[from..self.at - 1])
                        .map_err(|_| Malformed { what: "UTF-8", at: from });
                }
                b'\\' => return self.fail("a name without escapes"),
                _ => self.at += 1,
            }
        }
        self.fail("\"")
    }

    /// A number, or a text that holds one.
    pub fn number(&mut self) -> Read<f64> {
        if self.peek() == b'"' {
            let at = self.at;
            return self.string()?.trim().parse().map_err(|_| Malformed { what: "a number", at });
        }
        let from = self.at;
        let negative = self.text.get(from) == Some(&b'-');
        self.at += usize::from(negative);
        let (mut digits, mut value, mut scale, mut is_plain) = (0, 0u64, 0usize, true);
        let mut after_point = false;
        while let Some(b) = self.text.get(self.at) {
            match b {
                b'0'..=b'9' => {
                    value = value.wrapping_mul(10).wrapping_add(u64::from(b - b'0'));
                    digits += usize::from(value > 0);
                    scale += usize::from(after_point);
                }
                b'.' => after_point = true,
                b'e' | b'E' | b'+' | b'-' => is_plain = false,
                _ => break,
            }
            self.at += 1;
        }
        if self.at == from + usize::from(negative) {
            return self.fail("a number");
        }
        if is_plain && digits <= 18 && value <= EXACT && scale < POWERS.len() {
            let magnitude = value as f64 / POWERS[scale];
            return Ok(if negative { -magnitude } else { magnitude });
        }
        let text = std::str::from_utf8(&self.text[from..self.at]).unwrap_or("");
        text.parse().map_err(|_| Malformed { what: "a number", at: from })
    }

    /// A list of numbers, to the end of `numbers`.
    pub fn put(&mut self, numbers: &mut Vec<f64>) -> Read<()> {
        self.list(|r| {
            numbers.push(r.number()?);
            Ok(())
        })
    }

    pub fn numbers(&mut self) -> Read<Vec<f64>> {
        let mut numbers = Vec::new();
        self.put(&mut numbers)?;
        Ok(numbers)
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Read<()>) -> Read<()> {
        self.depth += 1;
        let done = read(self);
        self.depth -= 1;
        done
    }

    /// Reads over any value.
    pub fn skip(&mut self) -> Read<()> {
        // What nests so deep is no instance, and would not fit onto the stack.
        if self.depth >= DEEPEST {
            return self.fail("fewer levels");
        }
        match self.peek() {
            b'{' => self.deeper(|r| r.object(|r, _| r.skip())),
            b'[' => self.deeper(|r| r.list(Self::skip)),
            b'"' => self.string().map(drop),
            b't' | b'f' | b'n' => {
                while self.text.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
                    self.at += 1;
                }
                Ok(())
            }
            _ => self.number().map(drop),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_to_the_last_bit() {
        for text in [
            "0",
            "-1.5",
            "0.1",
            "1.1434",
            "123456789.987654321",
            "9007199254740993",
            "2.5e-3",
            "1E5",
            "\"17\"",
            "0.30000000000000004",
        ] {
            let expected: f64 = text.trim_matches('"').parse().unwrap();
            assert_eq!(Reader::new(text.as_bytes()).number().unwrap().to_bits(), expected.to_bits(), "{text}");
        }
        assert!(Reader::new(b"x").number().is_err());
    }

    #[test]
    fn members_are_walked_and_the_unknown_is_skipped() {
        let text = br#" { "a" : [1, 2 ,3], "b": {"x": null, "y": [true, {"z": "w"}]}, "c": 4.5 } "#;
        let mut seen = Vec::new();
        Reader::new(text)
            .object(|r, key| match key {
                "a" => r.put(&mut seen),
                "c" => {
                    seen.push(r.number()?);
                    Ok(())
                }
                _ => r.skip(),
            })
            .unwrap();
        assert_eq!(seen, [1.0, 2.0, 3.0, 4.5]);
        assert!(Reader::new(b"{\"a\" 1}").skip().is_err());
    }
}
