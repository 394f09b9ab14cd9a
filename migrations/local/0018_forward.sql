-- Central workspaces: readings and gaps that the central database has not acknowledged. What is here waits; a receipt
-- takes it out. Filled by the writer's own triggers in the transaction of the append itself (store/src/telemetry/forward).

-- Copies of spool sheets: they outlive their move to the trend, and the trend's retention. is_held: of signals that have no
-- number in the central database yet.
CREATE TABLE forward_sheet (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    received INTEGER NOT NULL,
    n INTEGER NOT NULL,
    first_signal INTEGER NOT NULL,
    last_signal INTEGER NOT NULL,
    readings BLOB NOT NULL,
    is_held INTEGER NOT NULL DEFAULT 0 CHECK (is_held IN (0, 1))
) STRICT;
CREATE INDEX forward_sheet_held ON forward_sheet (seq) WHERE is_held = 1;

CREATE TABLE forward_gap (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    signal INTEGER NOT NULL,
    from_ts INTEGER NOT NULL,
    to_ts INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- How many readings wait; kept by triggers, since counting millions of sheets would read them all.
CREATE TABLE forward_total (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    readings INTEGER NOT NULL
) STRICT;
INSERT INTO forward_total VALUES (1, 0);
CREATE TRIGGER forward_counted AFTER INSERT ON forward_sheet BEGIN
    UPDATE forward_total SET readings = readings + new.n;
END;
CREATE TRIGGER forward_settled AFTER DELETE ON forward_sheet BEGIN
    UPDATE forward_total SET readings = readings - old.n;
END;

-- Under which number the central database keeps a signal.
CREATE TABLE signal_number (
    signal INTEGER PRIMARY KEY,
    central INTEGER NOT NULL
) STRICT;

-- Whose a signal was whose mapping is gone: its readings outlive it.
CREATE TABLE former_mapping (
    signal INTEGER PRIMARY KEY,
    integration_id BLOB NOT NULL
) STRICT;
CREATE TRIGGER mapping_remembered AFTER DELETE ON mapping BEGIN
    INSERT OR REPLACE INTO former_mapping VALUES (old.signal, old.integration_id);
END;

-- What became of an integration's readings, by the hour (microseconds) in which they were received.
CREATE TABLE account (
    integration_id BLOB NOT NULL,
    hour INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    -- acknowledged by the central database
    forwarded INTEGER NOT NULL DEFAULT 0,
    -- of those, the ones that it had already
    repeated INTEGER NOT NULL DEFAULT 0,
    -- not deliverable: no such signal there, or a time that no clock of a plant is right about
    refused INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (integration_id, hour)
) STRICT;

-- The leases that this workstation has held last: it goes on with them where the central database can't be asked.
CREATE TABLE lease (
    integration_id BLOB NOT NULL PRIMARY KEY,
    fence INTEGER NOT NULL,
    is_mine INTEGER NOT NULL CHECK (is_mine IN (0, 1)),
    holder TEXT NOT NULL,
    since INTEGER NOT NULL
) STRICT;

-- What was let go before its time because the disk was nearly full: never silently.
CREATE TABLE thinned (
    at INTEGER NOT NULL PRIMARY KEY,
    step TEXT NOT NULL,
    rows INTEGER NOT NULL,
    free_bytes INTEGER NOT NULL
) STRICT;
