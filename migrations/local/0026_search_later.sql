-- While a write of very many rows is going on, words are put into the index once at its end: its table is named here,
-- and the triggers leave it alone. Nothing of it is ever committed.
CREATE TABLE search_later (tbl TEXT NOT NULL PRIMARY KEY) STRICT;

DROP TRIGGER asset_search_insert;
DROP TRIGGER asset_search_delete;
DROP TRIGGER asset_search_update;
CREATE TRIGGER asset_search_insert AFTER INSERT ON asset
WHEN NOT EXISTS (SELECT 1 FROM search_later WHERE tbl = 'asset') BEGIN
    INSERT INTO asset_search (rowid, search_text) VALUES (new.no, new.search_text);
END;
CREATE TRIGGER asset_search_delete AFTER DELETE ON asset
WHEN NOT EXISTS (SELECT 1 FROM search_later WHERE tbl = 'asset') BEGIN
    INSERT INTO asset_search (asset_search, rowid, search_text) VALUES ('delete', old.no, old.search_text);
END;
CREATE TRIGGER asset_search_update AFTER UPDATE OF search_text ON asset
WHEN old.search_text IS NOT new.search_text AND NOT EXISTS (SELECT 1 FROM search_later WHERE tbl = 'asset') BEGIN
    INSERT INTO asset_search (asset_search, rowid, search_text) VALUES ('delete', old.no, old.search_text);
    INSERT INTO asset_search (rowid, search_text) VALUES (new.no, new.search_text);
END;

DROP TRIGGER mapping_search_insert;
DROP TRIGGER mapping_search_delete;
DROP TRIGGER mapping_search_update;
CREATE TRIGGER mapping_search_insert AFTER INSERT ON mapping
WHEN NOT EXISTS (SELECT 1 FROM search_later WHERE tbl = 'mapping') BEGIN
    INSERT INTO mapping_search (rowid, search_text) VALUES (new.signal, new.search_text);
END;
CREATE TRIGGER mapping_search_delete AFTER DELETE ON mapping
WHEN NOT EXISTS (SELECT 1 FROM search_later WHERE tbl = 'mapping') BEGIN
    INSERT INTO mapping_search (mapping_search, rowid, search_text) VALUES ('delete', old.signal, old.search_text);
END;
CREATE TRIGGER mapping_search_update AFTER UPDATE OF search_text ON mapping
WHEN old.search_text IS NOT new.search_text AND NOT EXISTS (SELECT 1 FROM search_later WHERE tbl = 'mapping') BEGIN
    INSERT INTO mapping_search (mapping_search, rowid, search_text) VALUES ('delete', old.signal, old.search_text);
    INSERT INTO mapping_search (rowid, search_text) VALUES (new.signal, new.search_text);
END;
