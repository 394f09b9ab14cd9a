-- The last import of signal mappings from a file, row by row, so that it can be undone as one action. A workstation's own:
-- what an import changed travels as any change does.

CREATE TABLE mapping_import (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    file_name TEXT NOT NULL,
    mode TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;

-- Null before: it was not there; null after: it is gone. metric_id: the metric was made for it.
CREATE TABLE mapping_import_row (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    import_no INTEGER NOT NULL REFERENCES mapping_import (no) ON DELETE CASCADE,
    mapping_id BLOB NOT NULL CHECK (length(mapping_id) = 16),
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    after TEXT CHECK (after IS NULL OR json_valid(after)),
    metric_id BLOB CHECK (length(metric_id) = 16)
) STRICT;
CREATE INDEX mapping_import_row_by_import ON mapping_import_row (import_no);
