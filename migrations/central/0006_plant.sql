-- Sites, assets, metrics, integrations and mappings: the tables of migrations/local under the same column names, with
-- the tenant first in every key. Ids come from the workstations.

CREATE TABLE plant.site (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    code text NOT NULL CHECK (length(code) BETWEEN 1 AND 100),
    name_en text NOT NULL CHECK (length(name_en) <= 500),
    name_ar text NOT NULL CHECK (length(name_ar) <= 500),
    time_zone text NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
    latitude double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX site_code ON plant.site (tenant_id, lower(code));

CREATE TABLE plant.asset (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    site_id uuid NOT NULL,
    parent_id uuid CHECK (parent_id <> id),
    tag_code text NOT NULL CHECK (length(tag_code) BETWEEN 1 AND 200),
    name_en text NOT NULL CHECK (length(name_en) <= 500),
    name_ar text NOT NULL CHECK (length(name_ar) <= 500),
    family text NOT NULL CHECK (length(family) BETWEEN 1 AND 64),
    criticality text NOT NULL CHECK (criticality IN ('low', 'medium', 'high', 'critical')),
    status text NOT NULL CHECK (length(status) BETWEEN 1 AND 64),
    installed_on date,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, site_id, tag_code),
    FOREIGN KEY (tenant_id, site_id) REFERENCES plant.site (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES plant.asset (tenant_id, id)
);
CREATE INDEX asset_by_parent ON plant.asset (tenant_id, parent_id);

CREATE TABLE plant.metric (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    asset_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    unit text NOT NULL CHECK (length(unit) <= 100),
    low_low double precision,
    low double precision,
    high double precision,
    high_high double precision,
    deadband double precision,
    on_delay_seconds double precision,
    off_delay_seconds double precision,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, asset_id, name),
    FOREIGN KEY (tenant_id, asset_id) REFERENCES plant.asset (tenant_id, id) ON DELETE CASCADE
);

-- config holds no secret: those are in plant.sealed_secret, as ciphertext.
CREATE TABLE plant.integration (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    connector text NOT NULL CHECK (length(connector) BETWEEN 1 AND 64),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    config jsonb NOT NULL CHECK (jsonb_typeof(config) = 'object' AND pg_column_size(config) <= 262144),
    status text NOT NULL CHECK (status IN ('inactive', 'active', 'streaming', 'error')),
    demo_stream boolean NOT NULL DEFAULT false,
    last_sync_at timestamptz,
    last_error jsonb CHECK (pg_column_size(last_error) <= 65536),
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX integration_name ON plant.integration (tenant_id, lower(name));

-- Numbers that a tenant counts up for itself: signals, work orders, versions of the cost model.
CREATE TABLE sync.counter (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    name text NOT NULL CHECK (name IN ('signal', 'work_order', 'cost_model')),
    last bigint NOT NULL,
    PRIMARY KEY (tenant_id, name)
);

-- signal is the number of the tenant's telemetry; a workstation's own numbers are its own matter.
CREATE TABLE plant.mapping (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    signal bigint NOT NULL,
    integration_id uuid NOT NULL,
    metric_id uuid NOT NULL,
    external_tag text NOT NULL CHECK (length(external_tag) BETWEEN 1 AND 1000),
    source_unit text NOT NULL CHECK (length(source_unit) <= 100),
    scale numeric NOT NULL CHECK (scale <> 0),
    "offset" numeric NOT NULL,
    is_active boolean NOT NULL,
    sampling_interval_ms integer,
    deadband double precision,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, signal),
    UNIQUE (tenant_id, integration_id, external_tag, metric_id),
    FOREIGN KEY (tenant_id, integration_id) REFERENCES plant.integration (tenant_id, id),
    FOREIGN KEY (tenant_id, metric_id) REFERENCES plant.metric (tenant_id, id)
);
CREATE INDEX mapping_by_metric ON plant.mapping (tenant_id, metric_id);

CREATE FUNCTION sync.next_number(tenant uuid, counter text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT set_config('optria.tenant', tenant::text, true);
    INSERT INTO sync.counter AS c (tenant_id, name, last) VALUES (tenant, counter, 1)
    ON CONFLICT (tenant_id, name) DO UPDATE SET last = c.last + 1
    RETURNING c.last
$$;
CREATE FUNCTION sync.number_signal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    new.signal := sync.next_number(new.tenant_id, 'signal');
    RETURN new;
END
$$;
SELECT optria.settle('sync.next_number', 'optria_keeper');
SELECT optria.settle('sync.number_signal', 'optria_keeper');
CREATE TRIGGER number_signal BEFORE INSERT ON plant.mapping FOR EACH ROW EXECUTE FUNCTION sync.number_signal();

SELECT optria.protect('plant.site', 'read_collection');
SELECT optria.protect('plant.asset', 'read_collection');
SELECT optria.protect('plant.metric', 'read_collection');
SELECT optria.protect('plant.integration', 'read_collection');
SELECT optria.protect('plant.mapping', 'read_collection');
REVOKE UPDATE (signal) ON plant.mapping FROM optria_writer;
SELECT optria.follow('plant.site');
SELECT optria.follow('plant.asset');
SELECT optria.follow('plant.metric');
SELECT optria.follow('plant.integration');
SELECT optria.follow('plant.mapping');

SELECT optria.protect('sync.counter');
REVOKE ALL ON sync.counter FROM optria_writer, optria_client;
CREATE POLICY kept ON sync.counter TO optria_keeper
    USING (tenant_id = nullif(current_setting('optria.tenant', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON sync.counter TO optria_keeper;
