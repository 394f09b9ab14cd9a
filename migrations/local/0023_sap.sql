-- What SAP calls an asset, how far its changes were read, and the orders that go there. These stay at the workstation:
-- the one that runs the integration.

CREATE TABLE sap_object (
    integration_id BLOB NOT NULL REFERENCES integration (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('equipment', 'functional_location')),
    number TEXT NOT NULL,
    asset_id BLOB NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
    linked_by BLOB NOT NULL,
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (integration_id, kind, number)
) STRICT;
CREATE INDEX sap_object_by_asset ON sap_object (asset_id);

CREATE TABLE sap_reading (
    integration_id BLOB NOT NULL PRIMARY KEY REFERENCES integration (id) ON DELETE CASCADE,
    -- the last change that was read
    until INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    notifications INTEGER NOT NULL,
    failures INTEGER NOT NULL
) STRICT;

-- 'sending' is written before the order goes out: after a kill it is looked for in SAP, not sent again.
CREATE TABLE sap_order (
    work_order_id BLOB NOT NULL PRIMARY KEY REFERENCES work_order (id) ON DELETE CASCADE,
    integration_id BLOB NOT NULL REFERENCES integration (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'there', 'refused')),
    sent_at INTEGER,
    number TEXT,
    problem TEXT CHECK (problem IS NULL OR json_valid(problem)),
    asked_by BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    CHECK ((state = 'there') = (number IS NOT NULL)),
    CHECK (state <> 'sending' OR sent_at IS NOT NULL)
) STRICT;
CREATE INDEX sap_order_unsent ON sap_order (integration_id, asked_at) WHERE state IN ('waiting', 'sending');
