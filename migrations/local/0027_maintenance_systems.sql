-- What was SAP's alone is of every maintenance system now.

ALTER TABLE sap_object RENAME TO maintenance_object;
ALTER TABLE sap_reading RENAME TO maintenance_reading;
ALTER TABLE sap_order RENAME TO maintenance_order;

DROP INDEX sap_object_by_asset;
CREATE INDEX maintenance_object_by_asset ON maintenance_object (asset_id);
DROP INDEX sap_order_unsent;
CREATE INDEX maintenance_order_unsent ON maintenance_order (integration_id, asked_at)
    WHERE state IN ('waiting', 'sending');
