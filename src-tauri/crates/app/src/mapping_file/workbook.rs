//! A mappings file as an Excel workbook (XLSX), read and written. What is read comes from anywhere: it is unpacked once
//! within a bound before anything parses it, cells are streamed (a million empty rows cost nothing), and a cell that can't
//! be told apart from a mistake (a date, an error, a formula that was never calculated, part of a merged block) refuses its
//! row and nothing else.

use super::COLUMNS;
use crate::failures::failure;
use crate::table_file::rows::{Form, Header, MOST_ROWS, Row, too_many_rows, unreadable};
use calamine::{DataRef, Reader, Xlsx};
use domain::{ErrorCode, Failure, Message};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::io::{Cursor, Read};

/// Packed and unpacked. 100,000 mappings are 4 and 70 MB.
const MOST_PACKED: usize = 128 << 20;
const MOST_UNPACKED: u64 = 256 << 20;
const MOST_ENTRIES: usize = 10_000;
/// Titles and notes may stand above the header.
const MOST_ROWS_ABOVE: usize = 20;

/// How every XLSX begins; other files are text.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// An XLS of before 2007, or an XLSX with a password: neither can be read.
pub(super) fn is_old_or_encrypted(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// The rows of the first sheet that has the header of mappings.
pub(super) fn parse(bytes: &[u8], form: &Form) -> Result<Vec<Row>, Failure> {
    check_size(bytes)?;
    // The parser meets files that no Excel has written: what it stumbles over is the file's fault, not the product's.
    let parsed = std::panic::catch_unwind(|| parse_checked(bytes, form));
    parsed.unwrap_or_else(|_| Err(unreadable("xlsx-unreadable", "the parser broke")))
}

/// Unpacks everything into nothing: a bomb is found by what it is, not by what it says it is.
fn check_size(bytes: &[u8]) -> Result<(), Failure> {
    let too_large = || failure(ErrorCode::Invalid, "xlsx-too-large");
    let damaged = |e: String| unreadable("xlsx-unreadable", e);
    if bytes.len() > MOST_PACKED {
        return Err(too_large());
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(e.to_string()))?;
    if archive.len() > MOST_ENTRIES {
        return Err(too_large());
    }
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| damaged(e.to_string()))?;
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|e| damaged(e.to_string()))?;
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
    }
    Ok(())
}

fn parse_checked(bytes: &[u8], form: &Form) -> Result<Vec<Row>, Failure> {
    let damaged = |e: calamine::XlsxError| unreadable("xlsx-unreadable", e);
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets = workbook.sheet_names();
    let mut first_refusal = None;
    for sheet in &sheets {
        match Sheet::read(&mut workbook, sheet, form)? {
            SheetFound::Rows(rows) => return Ok(rows),
            SheetFound::NoHeader(refusal) => first_refusal = first_refusal.or(refusal),
        }
    }
    Err(first_refusal.unwrap_or_else(|| {
        let names = sheets.join(", ").chars().take(200).collect::<String>();
        Failure::new(ErrorCode::Invalid, Message::new("xlsx-no-sheet").with("sheets", names))
    }))
}

enum SheetFound {
    Rows(Vec<Row>),
    /// Why its likeliest header is none: the one that names an external tag, but not all that is needed.
    NoHeader(Option<Failure>),
}

/// A sheet while its cells go by.
struct Sheet<'n> {
    form: &'n Form,
    header: Option<Header>,
    refusal: Option<Failure>,
    above: usize,
    merged: Merged,
    rows: Vec<Row>,
}

impl<'n> Sheet<'n> {
    fn read(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, form: &'n Form) -> Result<SheetFound, Failure> {
        let damaged = |e: calamine::XlsxError| unreadable("xlsx-unreadable", e);
        // A chart has a sheet's name and no cells.
        let Ok(blocks) = workbook.merge_cells_by_sheet_name(name) else { return Ok(SheetFound::NoHeader(None)) };
        let merged = Merged::of(blocks);
        let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(SheetFound::NoHeader(None)) };
        let mut sheet = Self { form, header: None, refusal: None, above: 0, merged, rows: Vec::new() };
        let mut row: (u32, Vec<(usize, CellText)>) = (0, Vec::new());
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
            if cell.pos.0 != row.0 {
                if !sheet.take(row.0, &row.1)? {
                    return Ok(SheetFound::NoHeader(sheet.refusal));
                }
                row = (cell.pos.0, Vec::new());
            }
            match text_of(&cell.value, cell.formula.is_some()) {
                CellText::Text(text) if text.is_empty() => {}
                text => row.1.push((cell.pos.1 as usize, text)),
            }
        }
        sheet.take(row.0, &row.1)?;
        Ok(match sheet.header {
            Some(_) => SheetFound::Rows(sheet.rows),
            None => SheetFound::NoHeader(sheet.refusal),
        })
    }

    /// False where so much has gone by without a header that there is none.
    fn take(&mut self, at: u32, cells: &[(usize, CellText)]) -> Result<bool, Failure> {
        if cells.is_empty() {
            return Ok(true);
        }
        match &self.header {
            Some(header) => {
                let row = row_of(at, cells, self.form, header, self.merged.covers(at));
                if self.rows.len() == MOST_ROWS {
                    return Err(too_many_rows());
                }
                self.rows.extend(row);
                Ok(true)
            }
            None => {
                let last = cells.iter().map(|(column, _)| *column).max().unwrap_or_default();
                let mut names = vec![""; last.min(16_384) + 1];
                for (column, text) in cells {
                    if let (Some(name), CellText::Text(text)) = (names.get_mut(*column), text) {
                        *name = text;
                    }
                }
                let is_likely = names.iter().any(|n| n.trim().eq_ignore_ascii_case("external_tag"));
                match Header::read(names.into_iter(), self.form) {
                    Ok(header) => self.header = Some(header),
                    Err(refusal) if is_likely => self.refusal = Some(refusal),
                    Err(_) => self.above += 1,
                }
                Ok(self.refusal.is_none() && self.above < MOST_ROWS_ABOVE)
            }
        }
    }
}

/// None where nothing stands in our columns.
fn row_of(at: u32, cells: &[(usize, CellText)], form: &Form, header: &Header, is_merged: bool) -> Option<Row> {
    let mut problem = is_merged.then(|| failure(ErrorCode::Invalid, "xlsx-cell-merged"));
    let mut texts = form.cells();
    let mut says_something = false;
    for (column, cell) in cells {
        let Some(place) = header.place(*column) else { continue };
        match cell {
            CellText::Text(text) => {
                says_something |= !text.trim().is_empty();
                texts[place] = Some(text.as_str().into());
            }
            CellText::No(why) => {
                says_something = true;
                let message = Message::new(*why).with("column", form.columns[place]);
                problem.get_or_insert_with(|| Failure::new(ErrorCode::Invalid, message));
            }
        }
    }
    says_something.then(|| Row::new(at.saturating_add(1), problem, form, texts, false))
}

enum CellText {
    Text(String),
    /// The message of why it says nothing.
    No(&'static str),
}

fn text_of(value: &DataRef<'_>, has_formula: bool) -> CellText {
    match value {
        DataRef::String(text) => CellText::Text(text.clone()),
        DataRef::SharedString(text) => CellText::Text((*text).to_owned()),
        DataRef::Int(number) => CellText::Text(number.to_string()),
        // Shortest text that is the same number again: 0.1 stays 0.1.
        DataRef::Float(number) if number.is_finite() => CellText::Text(number.to_string()),
        DataRef::Float(_) | DataRef::Error(_) => CellText::No("xlsx-cell-error"),
        DataRef::Bool(is_true) => CellText::Text(if *is_true { "yes" } else { "no" }.to_owned()),
        // Excel makes dates of what looks like one (`1-2`, `MAR1`); what was typed is gone.
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => CellText::No("xlsx-cell-date"),
        DataRef::Empty if has_formula => CellText::No("xlsx-cell-not-calculated"),
        DataRef::Empty => CellText::Text(String::new()),
    }
}

/// Rows that merged blocks reach into, as ranges in order that do not touch.
struct Merged(Vec<(u32, u32)>);

impl Merged {
    fn of(blocks: Vec<calamine::Dimensions>) -> Self {
        let mut ranges: Vec<(u32, u32)> = blocks.iter().map(|b| (b.start.0, b.end.0)).collect();
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (from, to) in ranges {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        Self(joined)
    }

    fn covers(&self, row: u32) -> bool {
        let after = self.0.partition_point(|(from, _)| *from <= row);
        after > 0 && self.0[after - 1].1 >= row
    }
}

/// A workbook that is being written: the header first, then rows as they come.
pub(super) struct Writer {
    workbook: Workbook,
    row: u32,
}

const SHEET: &str = "mappings";

impl Writer {
    pub fn new() -> Result<Self, Failure> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let bold = Format::new().set_bold();
        let written = (|| {
            sheet.set_name(SHEET)?.set_freeze_panes(1, 0)?;
            for (column, name) in (0u16..).zip(COLUMNS) {
                sheet.write_string_with_format(0, column, name, &bold)?;
                sheet.set_column_width(column, if name == "external_tag" { 44 } else { 18 })?;
            }
            Ok(())
        })();
        written.map_err(internal)?;
        Ok(Self { workbook, row: 1 })
    }

    /// All as text: Excel would round a decimal, and read `=` at a tag's beginning as a formula.
    pub fn write(&mut self, cells: &[&str]) -> Result<(), Failure> {
        let sheet = self.workbook.worksheet_from_index(0).map_err(internal)?;
        for (column, text) in (0u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(self.row, column, *text).map_err(internal)?;
        }
        self.row += 1;
        Ok(())
    }

    pub fn finish(mut self) -> Result<Vec<u8>, Failure> {
        self.workbook.save_to_buffer().map_err(internal)
    }
}

fn internal(e: XlsxError) -> Failure {
    match e {
        XlsxError::RowColumnLimitError => failure(ErrorCode::Invalid, "xlsx-too-many-rows"),
        XlsxError::MaxStringLengthExceeded => failure(ErrorCode::Invalid, "xlsx-text-too-long"),
        e => failure(ErrorCode::Internal, "internal").detail(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping_file::FORM;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    const HEADER: [&str; 8] =
        ["integration", "external_tag", "asset", "metric", "metric_unit", "source_unit", "scale", "offset"];

    /// A workbook of one sheet whose rows are written by the test.
    fn made(name: &str, fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet().set_name(name).unwrap()).unwrap();
        workbook.save_to_buffer().unwrap()
    }

    fn with_header(sheet: &mut rust_xlsxwriter::Worksheet) -> Result<(), XlsxError> {
        sheet.write_row(0, 0, HEADER).map(drop)
    }

    fn write(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, tag: &str) -> Result<(), XlsxError> {
        sheet.write_row(row, 0, ["PLC", tag, "P-1", "pressure", "bar", "bar", "0.1"]).map(drop)
    }

    /// Line, tag, and the message of why it is refused.
    fn told(bytes: &[u8]) -> Vec<(u32, String, String)> {
        let rows = parse(bytes, &FORM).unwrap();
        let one = |r: &Row| {
            let problem = r.problem.as_ref().map(|p| p.message.id.clone()).unwrap_or_default();
            (r.line, r.exact("external_tag").to_owned(), problem)
        };
        rows.iter().map(one).collect()
    }

    fn refused(bytes: &[u8]) -> String {
        parse(bytes, &FORM).err().map_or_else(|| "was read".to_owned(), |f| f.message.id)
    }

    fn row(line: u32, tag: &str, problem: &str) -> (u32, String, String) {
        (line, tag.to_owned(), problem.to_owned())
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        let good = made("mappings", |s| write(s, 1, "a").and_then(|()| with_header(s)));
        assert_eq!(told(&good), [row(2, "a", "")]);
        let cut = |to: usize| good[..to].to_vec();
        let mut flipped = good.clone();
        let middle = flipped.len() / 3;
        flipped[middle] ^= 0xFF;
        for bytes in
            [b"PK\x03\x04".to_vec(), cut(good.len() / 2), cut(good.len() - 30), flipped, b"integration,x".to_vec()]
        {
            assert_eq!(refused(&bytes), "xlsx-unreadable");
        }
        // A zip, but of something else.
        let mut other = zip::ZipWriter::new(Cursor::new(Vec::new()));
        other.start_file("readme.txt", SimpleFileOptions::default()).unwrap();
        other.write_all(b"hello").unwrap();
        assert_eq!(refused(&other.finish().unwrap().into_inner()), "xlsx-unreadable");
        assert!(is_old_or_encrypted(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]));
    }

    #[test]
    fn a_bomb_is_refused_before_anything_of_it_is_kept() {
        let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        bomb.start_file("xl/worksheets/sheet1.xml", options).unwrap();
        let zeros = vec![b' '; 1 << 20];
        for _ in 0..(MOST_UNPACKED >> 20) + 2 {
            bomb.write_all(&zeros).unwrap();
        }
        let bomb = bomb.finish().unwrap().into_inner();
        assert!(bomb.len() < 2 << 20, "it is small: {}", bomb.len());
        assert_eq!(refused(&bomb), "xlsx-too-large");
    }

    #[test]
    fn cells_that_hide_what_was_meant_refuse_their_row_alone() {
        let bytes = made("mappings", |s| {
            with_header(s)?;
            for (at, tag) in
                ["good", "formula", "formula", "date", "error", "number", "merged", "merged", "good"].iter().enumerate()
            {
                write(s, at as u32 + 1, tag)?;
            }
            // A formula counts with the value that was calculated for it.
            s.write_formula(2, 6, rust_xlsxwriter::Formula::new("=1/4").set_result("0.25"))?;
            s.write_formula(3, 6, rust_xlsxwriter::Formula::new("=1/4").set_result(""))?;
            let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 3, 1)?;
            s.write_datetime_with_format(4, 1, &date, &Format::new().set_num_format("yyyy-mm-dd"))?;
            s.write_formula(5, 6, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"))?;
            s.write_number(6, 6, 0.1)?;
            s.write_number(6, 1, 101.0)?;
            s.merge_range(7, 0, 8, 0, "PLC", &Format::new())?;
            Ok(())
        });
        let found = told(&bytes);
        assert_eq!(found[0], row(2, "good", ""));
        assert_eq!(found[1], row(3, "formula", ""));
        assert_eq!(found[3], row(5, "", "xlsx-cell-date"));
        assert_eq!(found[4].2, "xlsx-cell-error");
        assert_eq!(found[5], row(7, "101", ""));
        assert_eq!((found[6].2.as_str(), found[7].2.as_str()), ("xlsx-cell-merged", "xlsx-cell-merged"));
        assert_eq!(found[8], row(10, "good", ""));
        let rows = parse(&bytes, &FORM).unwrap();
        assert_eq!((rows[1].word("scale"), rows[5].word("scale")), ("0.25", "0.1"));
    }

    #[test]
    fn a_formula_that_was_never_calculated_is_no_default() {
        let bytes = made("mappings", |s| {
            with_header(s)?;
            write(s, 1, "a")?;
            s.write_formula(1, 6, "=1/4").map(drop)
        });
        // As other writers leave it: the formula and no value.
        let bytes = edited(&bytes, "xl/worksheets/sheet1.xml", |xml| xml.replace("</f><v>0</v>", "</f>"));
        assert_eq!(told(&bytes), [row(2, "a", "xlsx-cell-not-calculated")]);
    }

    #[test]
    fn the_sheet_is_found_by_its_header_wherever_it_stands() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name("cover").unwrap().write_string(0, 0, "Plant").unwrap();
        let sheet = workbook.add_worksheet().set_name("list").unwrap();
        sheet.merge_range(0, 0, 0, 6, "Mappings of unit 1", &Format::new()).unwrap();
        sheet.write_row(3, 0, HEADER).unwrap();
        write(sheet, 4, "a").unwrap();
        assert_eq!(told(&workbook.save_to_buffer().unwrap()), [row(5, "a", "")]);

        assert_eq!(refused(&made("Sheet1", |s| s.write_string(0, 0, "hello").map(drop))), "xlsx-no-sheet");
        let half = made("Sheet1", |s| s.write_row(0, 0, ["external_tag", "asset"]).map(drop));
        assert_eq!(refused(&half), "csv-column-missing");
        let twice = made("Sheet1", |s| s.write_row(0, 0, [&HEADER[..], &["Scale"]].concat()).map(drop));
        assert_eq!(refused(&twice), "csv-column-twice");
    }

    #[test]
    fn a_million_empty_rows_cost_nothing() {
        let bytes = made("mappings", |s| {
            with_header(s)?;
            write(s, 1, "a")?;
            write(s, 1_048_575, "last")?;
            Ok(())
        });
        // Rows that were formatted once and hold nothing, as Excel leaves them.
        let empty = |n: u32| format!("<row r=\"{n}\" s=\"1\" customFormat=\"1\"><c r=\"A{n}\" s=\"1\"/></row>");
        let many: String = (3..1_048_576).map(empty).collect();
        let bytes = edited(&bytes, "xl/worksheets/sheet1.xml", |xml| {
            xml.replace("<row r=\"1048576\"", &format!("{many}<row r=\"1048576\""))
        });
        let begun = std::time::Instant::now();
        assert_eq!(told(&bytes), [row(2, "a", ""), row(1_048_576, "last", "")]);
        assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    }

    #[test]
    fn other_encodings_and_broken_text_are_refused() {
        let good = made("mappings", |s| with_header(s).and_then(|()| write(s, 1, "درجة")));
        assert_eq!(told(&good), [row(2, "درجة", "")]);
        let broken = edited_bytes(&good, "xl/sharedStrings.xml", |xml| {
            let at = xml.windows(2).position(|w| w == "د".as_bytes()).unwrap();
            xml[at] = 0xFF;
        });
        assert_eq!(refused(&broken), "xlsx-unreadable");
        let endless = edited(&good, "xl/worksheets/sheet1.xml", |xml| xml.replace("</sheetData>", ""));
        assert_eq!(refused(&endless), "xlsx-unreadable");
    }

    #[test]
    fn what_was_written_is_read_again_to_the_last_character() {
        let mut writer = Writer::new().unwrap();
        let awkward =
            [" =SUM(A1) ", "0.30000000000000004", "١٢", "a\tb", "1-2", "<&>\"'", "007", "yes", "", "é́", "1e-3", "x"];
        writer.write(&awkward).unwrap();
        let rows = parse(&writer.finish().unwrap(), &FORM).unwrap();
        let read: Vec<&str> = COLUMNS.iter().map(|c| rows[0].exact(c)).collect();
        assert_eq!(read, awkward);
    }

    /// The workbook with one of its parts changed.
    fn edited_bytes(bytes: &[u8], part: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let mut change = Some(change);
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            if name == part {
                change.take().unwrap()(&mut content);
            }
            out.start_file(name, SimpleFileOptions::default()).unwrap();
            out.write_all(&content).unwrap();
        }
        assert!(change.is_none(), "there is no {part}");
        out.finish().unwrap().into_inner()
    }

    fn edited(bytes: &[u8], part: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
        edited_bytes(bytes, part, |content| {
            let before = String::from_utf8(std::mem::take(content)).unwrap();
            let after = change(before.clone());
            assert_ne!(before, after, "nothing was changed in {part}");
            *content = after.into_bytes();
        })
    }
}
