-- What arrives is appended as sheets of packed readings rather than row by row. What the former spool still holds is
-- taken over at opening.

-- The readings of one append, ordered by signal, as many as go on a page: store/src/telemetry/sheet.rs says how they
-- are packed. seq is never used again, so that a copy in memory stays true. received is when the newest of them came.
CREATE TABLE spool_sheet (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    received INTEGER NOT NULL,
    n INTEGER NOT NULL,
    first_signal INTEGER NOT NULL,
    last_signal INTEGER NOT NULL,
    readings BLOB NOT NULL
) STRICT;
