-- The change feed. `sync.clock` counts a tenant's transactions in the order of their commits: the first change of a
-- transaction takes the tenant's row and keeps it until the commit, so nobody sees a number before all lower ones.
-- `sync.change` keeps for each row the number of its newest change; a deleted row leaves a tombstone.

CREATE TABLE sync.clock (
    tenant_id uuid NOT NULL PRIMARY KEY REFERENCES plant.tenant (tenant_id),
    seq bigint NOT NULL,
    last_xid xid8 NOT NULL,
    -- a new one where the feed begins again, as after a restore
    generation uuid NOT NULL DEFAULT gen_random_uuid()
);

CREATE TABLE sync.change (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    tbl text NOT NULL,
    row_id uuid NOT NULL,
    seq bigint NOT NULL,
    op text NOT NULL CHECK (op IN ('upsert', 'delete')),
    PRIMARY KEY (tenant_id, tbl, row_id)
);
CREATE INDEX change_by_seq ON sync.change (tenant_id, seq, tbl, row_id);

-- The number of this transaction for the tenant.
CREATE FUNCTION sync.tick(tenant uuid) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO sync.clock AS c (tenant_id, seq, last_xid) VALUES (tenant, 1, pg_current_xact_id())
    ON CONFLICT (tenant_id) DO UPDATE
       SET seq = c.seq + CASE WHEN c.last_xid = pg_current_xact_id() THEN 0 ELSE 1 END, last_xid = pg_current_xact_id()
    RETURNING c.seq
$$;

CREATE FUNCTION sync.note_upserts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
        PERFORM set_config('optria.tenant', tenant::text, true);
        INSERT INTO sync.change AS c (tenant_id, tbl, row_id, seq, op)
        SELECT tenant, tg_table_name, n.id, t.seq, 'upsert'
          FROM (SELECT sync.tick(tenant) AS seq OFFSET 0) t, new_rows n WHERE n.tenant_id = tenant
        ON CONFLICT (tenant_id, tbl, row_id) DO UPDATE SET seq = excluded.seq, op = excluded.op;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE FUNCTION sync.note_deletes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT o.tenant_id FROM old_rows o LOOP
        PERFORM set_config('optria.tenant', tenant::text, true);
        INSERT INTO sync.change AS c (tenant_id, tbl, row_id, seq, op)
        SELECT tenant, tg_table_name, o.id, t.seq, 'delete'
          FROM (SELECT sync.tick(tenant) AS seq OFFSET 0) t, old_rows o WHERE o.tenant_id = tenant
        ON CONFLICT (tenant_id, tbl, row_id) DO UPDATE SET seq = excluded.seq, op = excluded.op;
    END LOOP;
    RETURN NULL;
END
$$;

-- Each change of a row counts its version up by one, whatever the statement said.
CREATE FUNCTION sync.count_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    new.version := CASE WHEN tg_op = 'INSERT' THEN 1 ELSE old.version + 1 END;
    RETURN new;
END
$$;

-- Takes a table into the change feed.
CREATE FUNCTION optria.follow(target regclass, counts_version boolean DEFAULT true) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF counts_version THEN
        EXECUTE format('CREATE TRIGGER a_version BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION sync.count_version()', target);
    END IF;
    EXECUTE format('CREATE TRIGGER feed_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows '
                   'FOR EACH STATEMENT EXECUTE FUNCTION sync.note_upserts()', target);
    EXECUTE format('CREATE TRIGGER feed_update AFTER UPDATE ON %s REFERENCING NEW TABLE AS new_rows '
                   'FOR EACH STATEMENT EXECUTE FUNCTION sync.note_upserts()', target);
    EXECUTE format('CREATE TRIGGER feed_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows '
                   'FOR EACH STATEMENT EXECUTE FUNCTION sync.note_deletes()', target);
END
$$;

SELECT optria.settle('sync.tick', 'optria_keeper');
SELECT optria.settle('sync.note_upserts', 'optria_keeper');
SELECT optria.settle('sync.note_deletes', 'optria_keeper');
SELECT optria.settle('sync.count_version', 'optria_owner');
SELECT optria.settle('optria.follow', 'optria_owner');

SELECT optria.protect('sync.clock', 'read_collection');
SELECT optria.protect('sync.change');
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['sync.clock', 'sync.change'] LOOP
        EXECUTE format('REVOKE ALL ON %s FROM optria_writer', target);
        EXECUTE format('GRANT SELECT ON %s TO optria_writer', target);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO optria_keeper', target);
        EXECUTE format('CREATE POLICY kept ON %s TO optria_keeper '
                       'USING (tenant_id = nullif(current_setting(''optria.tenant'', true), '''')::uuid)', target);
    END LOOP;
END
$$;
-- How fast transactions are numbered is a matter of all tenants together.
REVOKE SELECT (last_xid) ON sync.clock FROM optria_client;
SELECT optria.follow('plant.tenant');
SELECT optria.follow('plant.person');
SELECT optria.follow('plant.device');
