-- Sites, assets and their metrics. Ids are UUIDv7 as 16-byte blobs; times are microseconds since 1970 UTC.
-- Tables whose row number other tables or full-text search rely on have an explicit one, so that VACUUM keeps it.

CREATE TABLE site (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    code TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name_en TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    latitude REAL,
    longitude REAL
) STRICT;

CREATE TABLE asset (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    site_id BLOB NOT NULL REFERENCES site (id),
    parent_id BLOB REFERENCES asset (id),
    tag_code TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    family TEXT NOT NULL,
    criticality TEXT NOT NULL CHECK (criticality IN ('low', 'medium', 'high', 'critical')),
    status TEXT NOT NULL,
    installed_on TEXT,
    -- tag code and both names, folded for search
    search_text TEXT NOT NULL,
    UNIQUE (site_id, tag_code),
    CHECK (parent_id IS NULL OR parent_id <> id)
) STRICT;
CREATE INDEX asset_by_parent ON asset (parent_id, site_id, tag_code);
CREATE INDEX asset_by_tag ON asset (tag_code);

-- Trigrams find any substring of three or more letters: "101" finds P-101A.
CREATE VIRTUAL TABLE asset_search USING fts5 (
    search_text, content = 'asset', content_rowid = 'no', tokenize = 'trigram case_sensitive 1', columnsize = 0
);
CREATE TRIGGER asset_search_insert AFTER INSERT ON asset BEGIN
    INSERT INTO asset_search (rowid, search_text) VALUES (new.no, new.search_text);
END;
CREATE TRIGGER asset_search_delete AFTER DELETE ON asset BEGIN
    INSERT INTO asset_search (asset_search, rowid, search_text) VALUES ('delete', old.no, old.search_text);
END;
CREATE TRIGGER asset_search_update AFTER UPDATE OF search_text ON asset
WHEN old.search_text IS NOT new.search_text BEGIN
    INSERT INTO asset_search (asset_search, rowid, search_text) VALUES ('delete', old.no, old.search_text);
    INSERT INTO asset_search (rowid, search_text) VALUES (new.no, new.search_text);
END;

CREATE TABLE metric (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    asset_id BLOB NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    low_low REAL,
    low REAL,
    high REAL,
    high_high REAL,
    deadband REAL,
    on_delay_seconds REAL,
    off_delay_seconds REAL,
    UNIQUE (asset_id, name)
) STRICT;
