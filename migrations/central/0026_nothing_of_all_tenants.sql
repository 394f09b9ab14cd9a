-- What is of all tenants together is told to none: neither by functions that count for the whole server, nor by the
-- planner; and the gate knows it.
--
-- How fast transactions are numbered, and who shares a lock, is a matter of all tenants together.
CREATE OR REPLACE FUNCTION optria.dangerous_functions() RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.oid FROM pg_proc p
     WHERE p.pronamespace = 'pg_catalog'::regnamespace
       AND (p.proname ~ '^pg_(try_)?advisory_' OR p.proname ~ '^(lo_|loread$|lowrite$)' OR p.proname ~ '^pg_sleep'
            OR p.proname ~ '^pg_stat_' OR p.proname ~ '(_to_xml|xmlschema$)' OR p.proname ~ '^(xpath|xml)'
            OR 'xml'::regtype = ANY (p.proargtypes::oid[])
            OR p.proname ~ '^pg_(current|last)_(wal|committed)' OR p.proname ~ '^pg_control_'
            OR p.proname ~ '^pg_(relation|table|total_relation|indexes|database|tablespace)_size$'
            OR p.proname IN ('pg_terminate_backend', 'pg_cancel_backend', 'pg_notify', 'pg_notification_queue_usage',
                'pg_logical_emit_message', 'pg_export_snapshot', 'pg_lock_status', 'pg_blocking_pids',
                'pg_safe_snapshot_blocking_pids', 'pg_isolation_test_session_is_blocked', 'pg_prepared_xact',
                'pg_get_userbyid', 'pg_describe_object', 'pg_identify_object', 'pg_identify_object_as_address',
                'pg_current_xact_id', 'pg_current_xact_id_if_assigned', 'pg_current_snapshot', 'txid_current',
                'txid_current_if_assigned', 'txid_current_snapshot', 'txid_status', 'pg_xact_status', 'pg_xact_commit_timestamp', 'pg_xact_commit_timestamp_origin',
                'pg_postmaster_start_time', 'pg_conf_load_time', 'ts_stat', 'pg_relation_filepath',
                'pg_relation_filenode', 'pg_filenode_relation', 'pg_sequence_last_value', 'pg_get_replication_slots',
                'pg_tablespace_databases', 'pg_tablespace_location', 'pg_get_wal_replay_pause_state',
                'mxid_age', 'pg_get_multixact_members')
            OR (p.proname = 'age' AND p.proargtypes[0] = 'xid'::regtype)
            OR (p.proname = 'ts_rewrite' AND p.pronargs = 2))
$$;
REVOKE ALL ON FUNCTION age(xid), mxid_age(xid), pg_get_multixact_members(xid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION age(xid), mxid_age(xid), pg_get_multixact_members(xid) TO pg_monitor;

-- Of tenant_id too: EXPLAIN told how many rows a tenant has, to whoever named it, and by asking for what is smaller, who
-- there is. The planner is told two things in their place: how many tenants share a table, each taken for an equal part,
-- and that an id is of one row.
CREATE OR REPLACE FUNCTION optria.keep_no_statistics() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept record;
    sharing bigint;
BEGIN
    FOR kept IN
        SELECT c.oid::regclass AS target, c.relkind, a.attname, a.attnum
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace IN ('plant'::regnamespace, 'auth'::regnamespace, 'sync'::regnamespace,
                                  'audit'::regnamespace)
           AND a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget <> 0
           AND (c.relkind IN ('r', 'p') OR (c.relkind = 'i' AND EXISTS (
                SELECT FROM pg_index i WHERE i.indexrelid = c.oid AND i.indkey[a.attnum - 1] = 0)))
    LOOP
        IF kept.relkind = 'i' THEN
            EXECUTE format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS 0', kept.target, kept.attnum);
        ELSE
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', kept.target, kept.attname);
        END IF;
    END LOOP;
    SELECT greatest(count(*), 1) INTO sharing FROM plant.tenant t
     WHERE t.tenant_id <> '00000000-0000-7000-8000-000000000001' AND t.code !~ '^SMOKE_TEST';
    DELETE FROM pg_statistic s USING pg_class c
     WHERE s.starelid = c.oid AND c.relnamespace IN ('plant'::regnamespace, 'auth'::regnamespace,
                                                     'sync'::regnamespace, 'audit'::regnamespace);
    -- ANALYZE leaves a column alone of which no statistics are kept.
    INSERT INTO pg_statistic (starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct, stakind1, stakind2,
                              stakind3, stakind4, stakind5, staop1, staop2, staop3, staop4, staop5, stacoll1, stacoll2,
                              stacoll3, stacoll4, stacoll5)
    SELECT c.oid, a.attnum, c.relkind = 'p', 0, 16, CASE a.attname WHEN 'id' THEN -1 ELSE sharing END, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('tenant_id', 'id')
     WHERE c.relkind IN ('r', 'p')
       AND c.relnamespace IN ('plant'::regnamespace, 'auth'::regnamespace, 'sync'::regnamespace, 'audit'::regnamespace);
END
$$;
CREATE FUNCTION optria.count_tenants() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM optria.keep_no_statistics();
    RETURN NULL;
END
$$;
SELECT optria.settle('optria.count_tenants', 'optria_owner');
CREATE TRIGGER counts_tenants AFTER INSERT ON plant.tenant FOR EACH STATEMENT EXECUTE FUNCTION optria.count_tenants();
CREATE OR REPLACE FUNCTION optria.protect_partition(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s OWNER TO optria_owner', target);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY tenant ON %s USING (tenant_id = (SELECT auth.tenant_id_for(''read_collection''))) '
                   'WITH CHECK (tenant_id = (SELECT auth.tenant_id_for(''read_collection'')))', target);
    EXECUTE format('CREATE INDEX ON %s USING brin (ts)', target);
    PERFORM optria.keep_no_statistics();
END
$$;
SELECT optria.keep_no_statistics();

-- The gate knows what is new: its rules of before, and these.
ALTER FUNCTION optria.findings() RENAME TO findings_of_0015;
CREATE FUNCTION optria.findings() RETURNS TABLE (rule text, object text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.rule, f.object FROM optria.findings_of_0015() f
    UNION ALL
    SELECT 'statistics of values kept for all tenants', c.oid::regclass || ' tenant_id'
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relkind IN ('r', 'p') AND a.attstattarget <> 0
       AND c.relnamespace IN ('plant'::regnamespace, 'auth'::regnamespace, 'sync'::regnamespace, 'audit'::regnamespace)
    UNION ALL
    SELECT 'statistics of values kept for all tenants', s.starelid::regclass || ' ' || s.staattnum
      FROM pg_statistic s JOIN pg_class c ON c.oid = s.starelid
     WHERE c.relnamespace IN ('plant'::regnamespace, 'auth'::regnamespace, 'sync'::regnamespace, 'audit'::regnamespace)
       AND (s.stakind1, s.stakind2, s.stakind3, s.stakind4, s.stakind5) <> (0, 0, 0, 0, 0)
    UNION ALL
    SELECT 'role of the product that can do more than it should', r.rolname FROM pg_roles r
     WHERE r.rolname = 'optria_warden'
       AND (r.rolcanlogin OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
            OR EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = r.oid)
            OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid
                          AND m.roleid NOT IN ('pg_signal_backend'::regrole, 'pg_monitor'::regrole)))
    UNION ALL
    -- It would keep its locks without a connection that could be cut off.
    SELECT 'transaction that a tenant may leave prepared', 'max_prepared_transactions = ' || s.setting
      FROM pg_settings s WHERE s.name = 'max_prepared_transactions' AND s.setting <> '0'
    UNION ALL
    -- It keeps every table of all tenants from being cleaned up.
    SELECT 'transaction of a tenant that is open for an hour', a.usename || ' ' || a.pid
      FROM pg_stat_activity a JOIN auth.tenant_role t ON t.role_name = a.usename
     WHERE a.xact_start < clock_timestamp() - interval '1 hour'
$$;
SELECT optria.settle('optria.findings', 'optria_owner');
