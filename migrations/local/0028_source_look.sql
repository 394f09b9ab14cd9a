-- What was found when mappings were last compared with their source, and what the source called each tag then.

CREATE TABLE source_look (
    integration_id BLOB NOT NULL PRIMARY KEY REFERENCES integration (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    checked INTEGER NOT NULL
) STRICT;

CREATE TABLE drifted_mapping (
    mapping_id BLOB NOT NULL PRIMARY KEY REFERENCES mapping (id) ON DELETE CASCADE,
    integration_id BLOB NOT NULL REFERENCES integration (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX drifted_mapping_by_integration ON drifted_mapping (integration_id);

-- For as long as the mapping is bound to that tag: a node's id may come to stand for another signal.
CREATE TABLE seen_tag (
    mapping_id BLOB NOT NULL PRIMARY KEY REFERENCES mapping (id) ON DELETE CASCADE,
    external_tag TEXT NOT NULL,
    name TEXT,
    data_type TEXT
) STRICT;

-- Bound anew or set aside, here or at another workstation: nothing is held against it until the next look.
CREATE TRIGGER mapping_bound_anew AFTER UPDATE OF external_tag, source_unit, scale, "offset", is_active ON mapping
    WHEN old.external_tag <> new.external_tag OR old.source_unit <> new.source_unit
      OR old.scale <> new.scale OR old."offset" <> new."offset" OR old.is_active <> new.is_active
BEGIN
    DELETE FROM drifted_mapping WHERE mapping_id = new.id;
    DELETE FROM seen_tag WHERE mapping_id = new.id AND external_tag <> new.external_tag;
END;
