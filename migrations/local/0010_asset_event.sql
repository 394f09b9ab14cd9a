-- Failures and maintenance of assets: what reliability fits are made from.

CREATE TABLE asset_event (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    asset_id BLOB NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('failure', 'maintenance')),
    -- the failure mode's ISO 14224 code, or the kind of work
    detail TEXT NOT NULL,
    downtime_hours REAL CHECK (downtime_hours >= 0),
    -- exact decimal
    cost TEXT,
    note TEXT NOT NULL,
    recorded_by BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX asset_event_by_asset ON asset_event (asset_id, at);
