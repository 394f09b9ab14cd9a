-- Takes from PUBLIC, in this database, what the holder of a tenant's LOGIN role could look over the wall or block
-- others with. Superusers keep everything; pg_monitor keeps the statistics.

DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    -- Bound parameters are no one's to log; a sort that grows without end does not fill the disk of all.
    EXECUTE format('ALTER DATABASE %I SET log_parameter_max_length = 0', current_database());
    EXECUTE format('ALTER DATABASE %I SET log_parameter_max_length_on_error = 0', current_database());
    EXECUTE format('ALTER DATABASE %I SET temp_file_limit = ''4GB''', current_database());
END
$$;
REVOKE ALL ON LANGUAGE plpgsql, sql FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- The maintenance databases let everybody in, temporary tables and statistics of the whole cluster included.
DO $$
DECLARE
    other name;
BEGIN
    FOR other IN SELECT d.datname FROM pg_database d
                  WHERE d.datname IN ('postgres', 'template1') AND d.datname <> current_database() LOOP
        EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', other);
    END LOOP;
END
$$;

-- Functions: advisory locks, large objects, signals, sleep, XML, statistics, sizes, locks, notifications, the log of
-- changes, roles by number.
CREATE FUNCTION optria.dangerous_functions() RETURNS SETOF oid
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
                'pg_tablespace_databases', 'pg_tablespace_location', 'pg_get_wal_replay_pause_state')
            OR (p.proname = 'ts_rewrite' AND p.pronargs = 2))
$$;
SELECT optria.settle('optria.dangerous_functions', 'optria_owner');

DO $$
DECLARE
    f oid;
    v regclass;
BEGIN
    FOR f IN SELECT * FROM optria.dangerous_functions() LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f::regprocedure);
        IF (SELECT proname FROM pg_proc WHERE oid = f) ~ '^pg_stat_get_' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pg_monitor', f::regprocedure);
        END IF;
    END LOOP;
    FOR v IN SELECT c.oid FROM pg_class c
              WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v')
                AND (c.relname ~ '^pg_stat' OR c.relname IN ('pg_locks', 'pg_roles', 'pg_user', 'pg_group',
                    'pg_prepared_xacts', 'pg_replication_slots', 'pg_replication_origin', 'pg_auth_members', 'pg_db_role_setting',
                    'pg_database', 'pg_tablespace', 'pg_shdepend', 'pg_shdescription', 'pg_shseclabel', 'pg_seclabels',
                    'pg_default_acl', 'pg_init_privs', 'pg_largeobject_metadata', 'pg_sequences', 'pg_publication',
                    'pg_publication_tables', 'pg_user_mappings', 'pg_tables', 'pg_indexes', 'pg_views', 'pg_matviews',
                    'pg_rules', 'pg_policies')) LOOP
        EXECUTE format('REVOKE ALL ON pg_catalog.%I FROM PUBLIC', (SELECT relname FROM pg_class WHERE oid = v));
        IF (SELECT relname FROM pg_class WHERE oid = v) ~ '^pg_stat_' THEN
            EXECUTE format('GRANT SELECT ON pg_catalog.%I TO pg_monitor', (SELECT relname FROM pg_class WHERE oid = v));
        END IF;
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION pg_current_xact_id(), pg_current_xact_id_if_assigned() TO optria_auth, optria_keeper;
GRANT EXECUTE ON FUNCTION pg_control_system(), pg_control_checkpoint() TO optria_auth;

-- How many rows and pages a table has is a matter of all tenants together.
DO $$
BEGIN
    REVOKE ALL ON pg_catalog.pg_class FROM PUBLIC;
    EXECUTE (SELECT format('GRANT SELECT (%s) ON pg_catalog.pg_class TO PUBLIC', string_agg(quote_ident(a.attname), ', '))
               FROM pg_attribute a WHERE a.attrelid = 'pg_catalog.pg_class'::regclass AND NOT a.attisdropped
                AND a.attname NOT IN ('reltuples', 'relpages', 'relallvisible', 'relfilenode') AND a.attnum > 0);
END
$$;

-- The planner's statistics hold values of all tenants, and EXPLAIN tells an estimate for any value that is asked about.
-- Keys begin with the tenant, so plans need the statistics of that column alone.
CREATE FUNCTION optria.keep_no_statistics() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept record;
BEGIN
    FOR kept IN
        SELECT c.oid::regclass AS target, c.relkind, a.attname, a.attnum
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace IN ('plant'::regnamespace, 'auth'::regnamespace, 'sync'::regnamespace,
                                  'audit'::regnamespace)
           AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'tenant_id' AND a.attstattarget <> 0
           AND (c.relkind IN ('r', 'p') OR (c.relkind = 'i' AND EXISTS (
                SELECT FROM pg_index i WHERE i.indexrelid = c.oid AND i.indkey[a.attnum - 1] = 0)))
    LOOP
        IF kept.relkind = 'i' THEN
            EXECUTE format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS 0', kept.target, kept.attnum);
        ELSE
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', kept.target, kept.attname);
        END IF;
    END LOOP;
END
$$;
SELECT optria.settle('optria.keep_no_statistics', 'optria_owner');
SELECT optria.keep_no_statistics();
