-- What runs propose beyond a ranking: who does an order when, which work in which period, which day to wait for.

CREATE TABLE proposal (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    run_id BLOB NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL CHECK (rank > 0),
    asset_id BLOB NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
    -- the order it is about; an accepted one's made order is in made_order_id
    work_order_id BLOB,
    action TEXT NOT NULL CHECK (json_valid(action)),
    why TEXT NOT NULL CHECK (json_valid(why)),
    saving REAL,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    status TEXT NOT NULL CHECK (status IN ('proposed', 'accepted', 'rejected')),
    decided_by BLOB,
    decided_at INTEGER,
    made_order_id BLOB,
    reason TEXT,
    UNIQUE (run_id, rank),
    CHECK ((status = 'proposed') = (decided_at IS NULL)),
    CHECK ((status = 'accepted') = (made_order_id IS NOT NULL))
) STRICT;
CREATE INDEX proposal_by_asset ON proposal (asset_id);
CREATE INDEX proposal_decided ON proposal (run_id, status) WHERE status <> 'proposed';
