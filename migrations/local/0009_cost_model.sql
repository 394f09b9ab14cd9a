-- The cost model: each saving is a version of its own; the highest is the active one.

CREATE TABLE cost_model (
    version INTEGER PRIMARY KEY CHECK (version > 0),
    model TEXT NOT NULL CHECK (json_valid(model)),
    -- why it was changed, in the person's words
    reason TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by BLOB NOT NULL
) STRICT;
CREATE TRIGGER cost_model_keeps_versions BEFORE DELETE ON cost_model BEGIN
    SELECT RAISE(ABORT, 'versions of the cost model are kept');
END;
CREATE TRIGGER cost_model_keeps_values BEFORE UPDATE ON cost_model BEGIN
    SELECT RAISE(ABORT, 'versions of the cost model are kept');
END;

-- Which version a run used; null: a run from before there was one. 0: the built-in example.
ALTER TABLE run ADD COLUMN cost_model_version INTEGER;
