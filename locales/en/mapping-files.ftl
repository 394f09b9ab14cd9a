# Files of signal mappings: why one, or a row of it, is refused.
csv-column-twice = The column { $column } is there twice.
csv-column-twice-remedy = Keep one of the two and delete the other.
csv-too-many-rows = The file has more than { $most } rows.
csv-too-many-rows-remedy = Split it, and delete the rows that are no mappings.
csv-encoding = The file is neither UTF-8 nor UTF-16.
csv-encoding-remedy = In Excel choose "CSV UTF-8" when you save, or save it as a workbook (XLSX).
xlsx-unreadable = The workbook is damaged or no Excel workbook.
xlsx-unreadable-remedy = Open it in Excel, save it anew as XLSX, and copy it here again.
xlsx-too-large = The workbook is too large, or grows beyond all bounds when it is unpacked.
xlsx-too-large-remedy = Copy the sheet with the mappings into a new workbook, without pictures and empty formatted rows.
xlsx-old-or-encrypted = The workbook has a password, or is of the old format XLS.
xlsx-old-or-encrypted-remedy = Save it as XLSX without a password.
xlsx-no-sheet = No sheet has a header row of mappings. Sheets: { $sheets }.
xlsx-no-sheet-remedy = Export the mappings once as Excel and fill in that sheet; the header must stand in its first rows.
xlsx-cell-error = The cell in the column { $column } holds an error of Excel.
xlsx-cell-error-remedy = Mend the formula, or write the value itself.
xlsx-cell-date = Excel has made a date of the cell in the column { $column }: what was typed is lost.
xlsx-cell-date-remedy = Format the column as text and type the value again.
xlsx-cell-not-calculated = The formula in the column { $column } has no value.
xlsx-cell-not-calculated-remedy = Open the file in Excel, let it calculate, and save; or write the value itself.
xlsx-cell-merged = A merged block of cells reaches into this row.
xlsx-cell-merged-remedy = Unmerge the cells and fill in each of them.
xlsx-too-many-rows = There are more mappings than a sheet of Excel has rows.
xlsx-too-many-rows-remedy = Export the integrations one by one, or as CSV.
xlsx-text-too-long = A tag is longer than a cell of Excel can hold.
xlsx-text-too-long-remedy = Export as CSV.
file-malformed = The file did not arrive whole.
file-malformed-remedy = Choose it again.
import-without-file = There is nothing to import.
import-without-file-remedy = Choose a file, or paste rows.

# Rules, suggestions and whole subtrees.
rule-pattern-malformed = The pattern is no regular expression.
rule-pattern-malformed-remedy = Check brackets and repetitions. Groups are written (?<asset>…); look-around and back-references are not there.
rule-too-long = The text in the field { $field } is too long.
rule-too-long-remedy = Use at most 1,000 characters.
rule-asset-ambiguous = Several sites have an asset { $value }.
rule-asset-ambiguous-remedy = Choose the asset in the row itself.
subtree-cursor-malformed = It is not known where gathering had stopped.
subtree-cursor-malformed-remedy = Begin again at the node.
suggest-asset-named = { $asset } stands in the tag
suggest-name-alike = name like { $metric }
suggest-instrument = { $letters } means { $metric } (ISA-5.1)
suggest-unit-same = same unit, { $unit }
suggest-unit-converts = { $from } converts to { $to }
suggest-new-metric = new metric { $metric }

# The source is not as it was mapped.
drift-found = { $count ->
    [one] One of { $checked } mapped tags is not as it was mapped. See signal mappings, Check against source.
   *[other] { $count } of { $checked } mapped tags are not as they were mapped. See signal mappings, Check against source.
  }
