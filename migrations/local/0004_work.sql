-- Scores, optimization runs, recommendations and the work that comes of them.

CREATE TABLE score (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    asset_id BLOB NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    method TEXT NOT NULL,
    health REAL,
    failure_probability REAL,
    horizon_days INTEGER,
    anomaly REAL,
    remaining_life_days REAL,
    data_quality REAL,
    factors TEXT CHECK (factors IS NULL OR json_valid(factors)),
    -- why there is none; exactly where health is null
    insufficient TEXT CHECK (insufficient IS NULL OR json_valid(insufficient)),
    CHECK ((health IS NULL) = (insufficient IS NOT NULL))
) STRICT;
CREATE INDEX score_by_asset ON score (asset_id, at);

-- The newest score of each asset, kept beside so that ranking and lists read one row per asset.
CREATE TABLE latest_score (
    asset_id BLOB NOT NULL PRIMARY KEY REFERENCES asset (id) ON DELETE CASCADE,
    score_id BLOB NOT NULL REFERENCES score (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    health REAL,
    failure_probability REAL,
    data_quality REAL
) STRICT;

CREATE TABLE run (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    model TEXT NOT NULL,
    parameters TEXT NOT NULL CHECK (json_valid(parameters)),
    input_fingerprint TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seconds REAL NOT NULL,
    started_by BLOB NOT NULL,
    ranked INTEGER NOT NULL,
    without_score INTEGER NOT NULL
) STRICT;
CREATE INDEX run_by_time ON run (started_at);

CREATE TABLE recommendation (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    run_id BLOB NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    asset_id BLOB NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
    priority REAL NOT NULL,
    health REAL NOT NULL,
    failure_probability REAL NOT NULL,
    criticality_weight REAL NOT NULL,
    health_term REAL NOT NULL,
    probability_term REAL NOT NULL,
    criticality_term REAL NOT NULL,
    action TEXT NOT NULL CHECK (json_valid(action)),
    why TEXT NOT NULL CHECK (json_valid(why)),
    status TEXT NOT NULL CHECK (status IN ('proposed', 'accepted', 'rejected')),
    decided_by BLOB,
    decided_at INTEGER,
    work_order_id BLOB,
    reason TEXT,
    UNIQUE (run_id, rank),
    CHECK ((status = 'proposed') = (decided_at IS NULL)),
    CHECK ((status = 'accepted') = (work_order_id IS NOT NULL))
) STRICT;
CREATE INDEX recommendation_by_asset ON recommendation (asset_id);
CREATE INDEX recommendation_decided ON recommendation (run_id, status) WHERE status <> 'proposed';

-- The row number is the order's: WO-000042 is row 42.
CREATE TABLE work_order (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    asset_id BLOB NOT NULL REFERENCES asset (id),
    title_en TEXT NOT NULL,
    title_ar TEXT NOT NULL,
    description TEXT NOT NULL,
    type TEXT NOT NULL,
    priority TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'assigned', 'in_progress', 'done', 'cancelled')),
    recommendation_id BLOB UNIQUE,
    assignee_id BLOB,
    estimated_hours REAL,
    due_on TEXT,
    created_by BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    search_text TEXT NOT NULL
) STRICT;
CREATE INDEX work_order_by_asset ON work_order (asset_id);
CREATE INDEX work_order_by_status ON work_order (status);
