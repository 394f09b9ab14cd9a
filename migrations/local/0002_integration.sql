-- Integrations, which tag feeds which metric, and the integrations' own log.

CREATE TABLE integration (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    connector TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    config TEXT NOT NULL CHECK (json_valid(config)),
    status TEXT NOT NULL CHECK (status IN ('inactive', 'active')),
    last_sync_at INTEGER,
    last_error TEXT CHECK (last_error IS NULL OR json_valid(last_error))
) STRICT;

-- The row number is the signal's: counted up without holes by committed inserts and, being AUTOINCREMENT, never reused.
CREATE TABLE mapping (
    signal INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    integration_id BLOB NOT NULL REFERENCES integration (id),
    metric_id BLOB NOT NULL REFERENCES metric (id),
    external_tag TEXT NOT NULL,
    source_unit TEXT NOT NULL,
    -- exact decimals as a person typed them
    scale TEXT NOT NULL,
    "offset" TEXT NOT NULL,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    sampling_interval_ms INTEGER,
    deadband REAL,
    -- the tag, folded for search
    search_text TEXT NOT NULL,
    UNIQUE (integration_id, external_tag, metric_id)
) STRICT;
CREATE INDEX mapping_by_metric ON mapping (metric_id);
CREATE INDEX mapping_by_tag ON mapping (external_tag);

CREATE VIRTUAL TABLE mapping_search USING fts5 (
    search_text, content = 'mapping', content_rowid = 'signal', tokenize = 'trigram case_sensitive 1', columnsize = 0
);
CREATE TRIGGER mapping_search_insert AFTER INSERT ON mapping BEGIN
    INSERT INTO mapping_search (rowid, search_text) VALUES (new.signal, new.search_text);
END;
CREATE TRIGGER mapping_search_delete AFTER DELETE ON mapping BEGIN
    INSERT INTO mapping_search (mapping_search, rowid, search_text) VALUES ('delete', old.signal, old.search_text);
END;
CREATE TRIGGER mapping_search_update AFTER UPDATE OF search_text ON mapping
WHEN old.search_text IS NOT new.search_text BEGIN
    INSERT INTO mapping_search (mapping_search, rowid, search_text) VALUES ('delete', old.signal, old.search_text);
    INSERT INTO mapping_search (rowid, search_text) VALUES (new.signal, new.search_text);
END;

CREATE TABLE integration_event (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    integration_id BLOB NOT NULL REFERENCES integration (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
    message TEXT NOT NULL CHECK (json_valid(message)),
    detail TEXT
) STRICT;
CREATE INDEX integration_event_by_integration ON integration_event (integration_id, no);
