-- Runs of every model, in the background, kept as scenarios: how they stand, what was asked, what
-- came out.

ALTER TABLE run ADD COLUMN status TEXT NOT NULL DEFAULT 'done'
    CHECK (status IN ('running', 'done', 'cancelled', 'failed'));
-- the scenario's name
ALTER TABLE run ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN seed INTEGER;
ALTER TABLE run ADD COLUMN time_limit_seconds REAL;
ALTER TABLE run ADD COLUMN objective REAL;
ALTER TABLE run ADD COLUMN bound REAL;
ALTER TABLE run ADD COLUMN gap REAL;
ALTER TABLE run ADD COLUMN solver_status TEXT;
ALTER TABLE run ADD COLUMN statistics TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(statistics));
ALTER TABLE run ADD COLUMN based_on BLOB;
ALTER TABLE run ADD COLUMN is_locked INTEGER NOT NULL DEFAULT 0 CHECK (is_locked IN (0, 1));
ALTER TABLE run ADD COLUMN failure TEXT CHECK (failure IS NULL OR json_valid(failure));
ALTER TABLE run ADD COLUMN proposals INTEGER NOT NULL DEFAULT 0;
CREATE INDEX run_by_model ON run (model, started_at);

-- The model's whole input, its plan as the solver gave it, and the plan in the plant's words: apart from the run, so that
-- lists of runs stay small.
CREATE TABLE run_document (
    no INTEGER PRIMARY KEY,
    run_id BLOB NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('input', 'plan', 'view')),
    content TEXT NOT NULL CHECK (json_valid(content)),
    UNIQUE (run_id, kind)
) STRICT;
