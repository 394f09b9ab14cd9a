-- Rows of the central database that this store can't take in, each with the reason: kept until they can be, so that one
-- of them stops nobody's replica and is not forgotten either.

CREATE TABLE set_aside (
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL CHECK (length(row_id) = 16),
    content TEXT NOT NULL CHECK (json_valid(content)),
    -- missing_reference, unreadable, not_allowed; and what about
    why TEXT NOT NULL,
    about TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (tbl, row_id)
) STRICT;
