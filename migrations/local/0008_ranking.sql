-- What a run proposes, a thousand places to a row, in order of rank: a hundred thousand assets are ranked and stored in
-- a hundred rows. A place becomes a row of `recommendation` when a person decides on it; runs of before have all theirs there.

CREATE TABLE ranking (
    no INTEGER PRIMARY KEY,
    run_id BLOB NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    first_rank INTEGER NOT NULL CHECK (first_rank > 0),
    -- 57 bytes a place; the layout stands in store/src/ranking.rs
    places BLOB NOT NULL CHECK (length(places) > 0 AND length(places) % 57 = 0),
    UNIQUE (run_id, first_rank)
) STRICT;

-- All that ranking needs of an asset, on a fifth of the pages that the assets fill.
CREATE INDEX asset_for_ranking ON asset (id, site_id, criticality, status);
