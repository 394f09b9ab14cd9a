-- What a maintenance system says at present of an order that it has: one that was sent there, or one of its own that
-- became a work order here. How far changes were read is kept for each of what is read.

CREATE TABLE followed_order (
    integration_id BLOB NOT NULL REFERENCES integration (id) ON DELETE CASCADE,
    number TEXT NOT NULL,
    work_order_id BLOB NOT NULL UNIQUE REFERENCES work_order (id) ON DELETE CASCADE,
    -- the system's own: only there can it be changed
    is_owned INTEGER NOT NULL CHECK (is_owned IN (0, 1)),
    -- the system's type of order
    kind TEXT NOT NULL,
    -- null: its words are not known here
    status TEXT CHECK (status IN ('open', 'in_progress', 'done', 'cancelled')),
    -- the system's own words for it
    told TEXT NOT NULL,
    object_kind TEXT,
    object_number TEXT,
    completed_at INTEGER,
    changed_at INTEGER,
    seen_at INTEGER NOT NULL,
    -- the system had none of this number when it was last looked for
    is_gone INTEGER NOT NULL DEFAULT 0 CHECK (is_gone IN (0, 1)),
    PRIMARY KEY (integration_id, number),
    CHECK ((object_kind IS NULL) = (object_number IS NULL))
) STRICT;
CREATE INDEX followed_order_seen ON followed_order (integration_id, seen_at);

-- Nothing is known of those that were sent before: they are the first to be looked for.
INSERT OR IGNORE INTO followed_order (integration_id, number, work_order_id, is_owned, kind, told, seen_at)
SELECT integration_id, number, work_order_id, 0, '', '', 0 FROM maintenance_order WHERE state = 'there';

CREATE TABLE followed_order_change (
    work_order_id BLOB NOT NULL REFERENCES work_order (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    message TEXT NOT NULL CHECK (json_valid(message))
) STRICT;
CREATE INDEX followed_order_change_of ON followed_order_change (work_order_id, at);

ALTER TABLE maintenance_reading RENAME TO maintenance_reading_before;
CREATE TABLE maintenance_reading (
    integration_id BLOB NOT NULL REFERENCES integration (id) ON DELETE CASCADE,
    subject TEXT NOT NULL DEFAULT 'history' CHECK (subject IN ('history', 'orders')),
    -- the last change that was read
    until INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    -- rows that were read, and what came of them, since the beginning
    read INTEGER NOT NULL DEFAULT 0,
    recorded INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (integration_id, subject)
) STRICT;
INSERT INTO maintenance_reading (integration_id, subject, until, read_at, read, recorded)
SELECT integration_id, 'history', until, read_at, notifications, failures FROM maintenance_reading_before;
DROP TABLE maintenance_reading_before;
