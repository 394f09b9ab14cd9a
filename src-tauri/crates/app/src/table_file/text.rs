//! The text of a CSV as rows: each with the line of the file it begins in, as an editor or Excel numbers it,
//! and its cells as they were written. RFC 4180: spaces around a cell belong to it, so a source's tag keeps them.

use super::rows::{Form, Header, MOST_ROWS, Row, too_many_rows};
use crate::failures::failure;
use domain::{ErrorCode, Failure};

/// Refused whole where the header is not of that form.
pub(crate) fn parse(text: &str, form: &Form) -> Result<Vec<Row>, Failure> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .trim(csv::Trim::Headers)
        .from_reader(text.as_bytes());
    let unreadable = |e: csv::Error| failure(ErrorCode::Invalid, "csv-unreadable").detail(e);
    let header = Header::read(reader.headers().map_err(unreadable)?.iter(), form)?;
    let mut lines = Lines::of(text);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let begin = record.position().map_or(0, csv::Position::byte);
        let line = lines.of_row_at(begin as usize);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(too_many_rows());
        }
        let problem = (record.len() != header.len()).then(|| {
            // A mark that is never closed swallows the lines after it.
            let spans_lines = record.iter().any(|cell| cell.contains(['\r', '\n']));
            failure(ErrorCode::Invalid, if spans_lines { "csv-quote-open" } else { "csv-row-length-differs" })
        });
        let mut cells = form.cells();
        for (column, cell) in record.iter().enumerate() {
            if let Some(place) = header.place(column) {
                cells[place] = Some(cell.into());
            }
        }
        rows.push(Row::new(line, problem, form, cells, separator == b';'));
    }
    Ok(rows)
}

/// The bytes of a text file as text: UTF-8, or UTF-16 with its mark, as Excel's "Unicode text" has it. Anything else
/// (Windows-1256, say) can't be told apart from nonsense and is refused.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Failure> {
    let wide = |pair: &[u8], of: fn([u8; 2]) -> u16| of([pair[0], pair.get(1).copied().unwrap_or_default()]);
    let units: Option<Vec<u16>> = match bytes {
        [0xFF, 0xFE, rest @ ..] => Some(rest.chunks(2).map(|p| wide(p, u16::from_le_bytes)).collect()),
        [0xFE, 0xFF, rest @ ..] => Some(rest.chunks(2).map(|p| wide(p, u16::from_be_bytes)).collect()),
        _ => None,
    };
    let refused = |e: String| failure(ErrorCode::Invalid, "csv-encoding").detail(e);
    match units {
        Some(units) => String::from_utf16(&units).map_err(|e| refused(e.to_string())),
        None => std::str::from_utf8(bytes).map(str::to_owned).map_err(|e| refused(e.to_string())),
    }
}

/// Of the header: Excel of many countries writes semicolons, and tabs come from the clipboard.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let often = |separator: &u8| header.bytes().filter(|b| b == separator).count();
    b",;\t".iter().copied().rev().max_by_key(often).unwrap_or(b',')
}

/// Counts lines while going through the file once. The reader's own count leaves out blank lines and what ends them.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of the row that the reader began to look for at this byte: blank lines may come before it.
    fn of_row_at(&mut self, begin: usize) -> u32 {
        while self.at < self.bytes.len() && (self.at < begin || matches!(self.bytes[self.at], b'\r' | b'\n')) {
            let is_end = match self.bytes[self.at] {
                b'\n' => true,
                // A line may end in both; the second is counted.
                b'\r' => self.bytes.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u32::from(is_end);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping_file::FORM;

    const HEADER: &str = "integration,external_tag,asset,metric,metric_unit,source_unit,scale";

    /// The line and the tag of each row.
    fn check(text: &str, expected: &[(u32, &str)]) {
        let rows = parse(text, &FORM).unwrap();
        let found: Vec<(u32, &str)> = rows.iter().map(|r| (r.line, r.exact("external_tag"))).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    fn row(tag: &str) -> String {
        format!("PLC,{tag},P-1,pressure,bar,bar,1")
    }

    #[test]
    fn a_rows_line_is_the_one_that_an_editor_shows() {
        for end in ["\n", "\r\n", "\r"] {
            let file = |lines: &[&str]| lines.join(end);
            check(&file(&[HEADER, &row("a"), &row("b"), ""]), &[(2, "a"), (3, "b")]);
            check(&file(&["\u{FEFF}", "", HEADER, "", "", &row("a"), "", &row("b")]), &[(6, "a"), (8, "b")]);
            // A cell over two lines, and one with a mark in it.
            let long = format!("x{end}y");
            let (quoted, marked) = (row(&format!("\"{long}\"")), row("\"p \"\"q\"\"\""));
            check(&file(&[HEADER, &quoted, &marked, &row("b")]), &[(2, &long), (4, "p \"q\""), (5, "b")]);
            // Excel's empty rows are lines but not rows.
            check(&file(&[HEADER, ",,,,,,", &row("a"), ",,,,,,", ""]), &[(3, "a")]);
        }
    }

    #[test]
    fn a_tag_keeps_the_spaces_around_it_and_other_cells_lose_them() {
        let rows = parse(&format!("{HEADER}\n PLC , a b ,\"P-1 \",pressure,bar,bar, 2 \n"), &FORM).unwrap();
        assert_eq!(rows[0].exact("external_tag"), " a b ");
        assert_eq!((rows[0].word("integration"), rows[0].word("asset"), rows[0].word("scale")), ("PLC", "P-1", "2"));
    }

    #[test]
    fn semicolons_and_tabs_separate_too_and_then_a_comma_is_the_decimal_mark() {
        let semicolons = format!("{}\r\nPLC;a;P-1;pressure;bar;bar;1,8\r\n", HEADER.replace(',', ";"));
        let rows = parse(&semicolons, &FORM).unwrap();
        assert_eq!((rows[0].line, rows[0].exact("external_tag"), rows[0].number("scale").as_str()), (2, "a", "1.8"));
        let tabbed = format!("{HEADER}\n{}\n", row("a;b")).replace(',', "\t");
        assert_eq!(parse(&tabbed, &FORM).unwrap()[0].exact("external_tag"), "a;b");
        let commas = format!("{HEADER}\n{}\n", row("a")).replace(",1\n", ",\"1,8\"\n");
        assert_eq!(parse(&commas, &FORM).unwrap()[0].number("scale"), "1,8");
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_said_where_it_opens() {
        let rows = parse(&format!("{HEADER}\n{}\nPLC,\"b,P-1,pressure\n{}\n", row("a"), row("c")), &FORM).unwrap();
        let problems: Vec<_> =
            rows.iter().map(|r| (r.line, r.problem.as_ref().map(|p| p.message.id.as_str()))).collect();
        assert_eq!(problems, [(2, None), (3, Some("csv-quote-open"))]);
    }

    #[test]
    fn utf_16_is_read_by_its_mark_and_other_encodings_are_refused() {
        let text = format!("{HEADER}\n{}\n", row("درجة"));
        let wide: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(wide.iter().flat_map(|u| u.to_le_bytes())).collect();
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(wide.iter().flat_map(|u| u.to_be_bytes())).collect();
        for bytes in [text.as_bytes().to_vec(), little.clone(), big] {
            assert_eq!(decode(&bytes).unwrap(), text);
        }
        // Windows-1256, half a surrogate pair, half a character.
        for bytes in [&b"tag,\xCF\xD1\xCC\xC9"[..], &[0xFF, 0xFE, 0x00, 0xD8], &"درجة".as_bytes()[..7]] {
            assert_eq!(decode(bytes).unwrap_err().message.id, "csv-encoding");
        }
    }

    #[test]
    fn a_column_that_is_there_twice_is_refused() {
        let twice = parse(&format!("{HEADER},scale\n{},2\n", row("a")), &FORM).err().unwrap();
        assert_eq!(twice.message.id, "csv-column-twice");
    }

    #[test]
    fn a_hundred_thousand_rows_keep_their_lines() {
        let mut text = format!("{HEADER}\r\n");
        for n in 0..100_000 {
            text.push_str(&row(&format!("T.{n}")));
            text.push_str(if n % 10 == 0 { "\r\n\r\n" } else { "\r\n" });
        }
        let rows = parse(&text, &FORM).unwrap();
        assert_eq!(rows.len(), 100_000);
        // Its own, the header's, those before it and their blank lines.
        assert_eq!(rows[99_999].line, 1 + 100_000 + 10_000);
    }
}
