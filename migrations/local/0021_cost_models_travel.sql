-- Versions of the cost model travel between the workstations of a tenant: each has an id, and its number is the central
-- database's once it has arrived there. Nobody changes or deletes one; only what comes from there moves numbers, and takes
-- back what was refused.

-- There is a row while rows of the central database are taken in.
CREATE TABLE taking_in (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;

ALTER TABLE cost_model ADD COLUMN id BLOB CHECK (length(id) = 16);
DROP TRIGGER cost_model_keeps_versions;
DROP TRIGGER cost_model_keeps_values;
UPDATE cost_model SET id = randomblob(16);
CREATE UNIQUE INDEX cost_model_by_id ON cost_model (id);
CREATE TRIGGER cost_model_keeps_versions BEFORE DELETE ON cost_model
WHEN NOT EXISTS (SELECT 1 FROM taking_in) BEGIN
    SELECT RAISE(ABORT, 'versions of the cost model are kept');
END;
CREATE TRIGGER cost_model_keeps_values BEFORE UPDATE ON cost_model
WHEN NOT EXISTS (SELECT 1 FROM taking_in) BEGIN
    SELECT RAISE(ABORT, 'versions of the cost model are kept');
END;

-- Of a central workspace: those that were saved before they travelled go there now, in their savers' names.
INSERT INTO outbox (op_id, person_id, tbl, row_id, action, patch, base, at)
SELECT randomblob(16), saved_by, 'cost_model', id, 'insert',
       json_object('model', json(model), 'reason', reason,
                   'saved_at', strftime('%Y-%m-%dT%H:%M:%S', saved_at / 1000000, 'unixepoch') || printf('.%06dZ', saved_at % 1000000),
                   'saved_by', lower(substr(hex(saved_by), 1, 8) || '-' || substr(hex(saved_by), 9, 4) || '-' ||
                                     substr(hex(saved_by), 13, 4) || '-' || substr(hex(saved_by), 17, 4) || '-' ||
                                     substr(hex(saved_by), 21))),
       '{}', saved_at
  FROM cost_model WHERE EXISTS (SELECT 1 FROM setting WHERE key = 'replica-position') ORDER BY version;
