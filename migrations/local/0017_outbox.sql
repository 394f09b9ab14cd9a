-- Central workspaces: what was changed here and has no receipt of the central database yet, what became of the rest,
-- and what two people changed at once.

-- Filled by the writer's own triggers in the transaction of the change itself (store/src/replica/capture.rs). Only a
-- receipt takes a row out.
CREATE TABLE outbox (
    -- counted up without holes by what was committed
    device_seq INTEGER PRIMARY KEY AUTOINCREMENT,
    op_id BLOB NOT NULL UNIQUE CHECK (length(op_id) = 16),
    -- null: the product itself
    person_id BLOB,
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL CHECK (length(row_id) = 16),
    action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    -- the fields that change, and what they were
    patch TEXT NOT NULL CHECK (json_valid(patch)),
    base TEXT NOT NULL CHECK (json_valid(base)),
    at INTEGER NOT NULL,
    -- why it can't be sent yet, as the database last said
    blocked TEXT CHECK (blocked IS NULL OR json_valid(blocked))
) STRICT;
CREATE INDEX outbox_by_row ON outbox (tbl, row_id);

-- Receipts, kept at least 35 days: after a restore of the central database from a backup they are sent again.
CREATE TABLE outbox_history (
    device_seq INTEGER PRIMARY KEY,
    op_id BLOB NOT NULL UNIQUE CHECK (length(op_id) = 16),
    person_id BLOB,
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL,
    action TEXT NOT NULL,
    patch TEXT NOT NULL CHECK (json_valid(patch)),
    base TEXT NOT NULL CHECK (json_valid(base)),
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'conflict', 'rejected')),
    detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
    settled_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_history_by_time ON outbox_history (settled_at);

-- One field that was changed on both sides: all three values are kept whatever is decided.
CREATE TABLE conflict (
    op_id BLOB NOT NULL,
    field TEXT NOT NULL,
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL,
    base TEXT NOT NULL CHECK (json_valid(base)),
    mine TEXT NOT NULL CHECK (json_valid(mine)),
    theirs TEXT NOT NULL CHECK (json_valid(theirs)),
    found_at INTEGER NOT NULL,
    decided_at INTEGER,
    decided_by BLOB,
    decision TEXT CHECK (decision IN ('mine', 'theirs', 'edited')),
    PRIMARY KEY (op_id, field)
) STRICT;
CREATE INDEX conflict_open ON conflict (found_at) WHERE decided_at IS NULL;
