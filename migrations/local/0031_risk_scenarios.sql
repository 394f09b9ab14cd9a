-- Scenarios of production risk that people give: what an asset loses from one day to another where it is left alone. Of this
-- store, as the runs that use them are.

CREATE TABLE risk_scenario (
    no INTEGER PRIMARY KEY,
    scenario TEXT NOT NULL COLLATE NOCASE CHECK (scenario <> ''),
    asset_id BLOB NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL CHECK (until_day >= from_day),
    -- money, or the probability to fail
    loss REAL CHECK (loss >= 0),
    probability REAL CHECK (probability BETWEEN 0 AND 1),
    UNIQUE (scenario, asset_id, from_day),
    CHECK ((loss IS NULL) <> (probability IS NULL))
) STRICT;
CREATE INDEX risk_scenario_by_asset ON risk_scenario (asset_id);
