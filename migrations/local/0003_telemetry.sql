-- Readings: an append-only spool that is acknowledged at commit, the trend rows that it is moved to, and their rollups.
-- Signals are mapping numbers without a foreign key: what was collected outlives its mapping until retention.
-- ts is the source time; the server's and the receipt time are kept as differences to it, in microseconds.

CREATE TABLE spool (
    seq INTEGER PRIMARY KEY,
    signal INTEGER NOT NULL,
    ts INTEGER NOT NULL,
    value REAL,
    status INTEGER NOT NULL,
    server_delta INTEGER,
    receipt_delta INTEGER NOT NULL
) STRICT;

CREATE TABLE latest (
    signal INTEGER PRIMARY KEY,
    ts INTEGER NOT NULL,
    value REAL,
    status INTEGER NOT NULL,
    server_delta INTEGER,
    receipt_delta INTEGER NOT NULL
) STRICT;

CREATE TABLE trend (
    signal INTEGER NOT NULL,
    ts INTEGER NOT NULL,
    value REAL,
    status INTEGER NOT NULL,
    server_delta INTEGER,
    receipt_delta INTEGER NOT NULL,
    PRIMARY KEY (signal, ts)
) STRICT, WITHOUT ROWID;

-- One table per level. bucket is its start; n counts rows, n_value those with a value, n_good those of good quality;
-- least, greatest, total, first and last are over the values; worst is the worst quality (0 good, 1 uncertain, 2 bad).
CREATE TABLE trend_second (
    signal INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    n INTEGER NOT NULL,
    n_value INTEGER NOT NULL,
    n_good INTEGER NOT NULL,
    least REAL,
    greatest REAL,
    total REAL NOT NULL,
    first REAL,
    last REAL,
    worst INTEGER NOT NULL,
    PRIMARY KEY (signal, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE trend_minute (
    signal INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    n INTEGER NOT NULL,
    n_value INTEGER NOT NULL,
    n_good INTEGER NOT NULL,
    least REAL,
    greatest REAL,
    total REAL NOT NULL,
    first REAL,
    last REAL,
    worst INTEGER NOT NULL,
    PRIMARY KEY (signal, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE trend_hour (
    signal INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    n INTEGER NOT NULL,
    n_value INTEGER NOT NULL,
    n_good INTEGER NOT NULL,
    least REAL,
    greatest REAL,
    total REAL NOT NULL,
    first REAL,
    last REAL,
    worst INTEGER NOT NULL,
    PRIMARY KEY (signal, bucket)
) STRICT, WITHOUT ROWID;

-- Rows before these times have been removed by retention; rollups before them can only be added to, not made anew.
CREATE TABLE retained (
    level TEXT NOT NULL PRIMARY KEY CHECK (level IN ('raw', 'second', 'minute', 'hour')),
    since INTEGER NOT NULL
) STRICT;

-- Readings are known to be missing between the two times, both exclusive.
CREATE TABLE gap (
    signal INTEGER NOT NULL,
    from_ts INTEGER NOT NULL,
    to_ts INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (signal, from_ts, reason),
    CHECK (from_ts < to_ts)
) STRICT, WITHOUT ROWID;
