-- What an administrator ends is ended, whatever a transaction holds on to; the planner tells nothing of other tenants; the
-- pages of administration get their rows, not whole lists; and sign-in reads no more than it needs.
--
-- Somebody with the role's password could keep a transaction open that had touched the very row that ends them
-- (auth.logout() and no commit): ending their session, deactivating them, resetting their password, removing their
-- workstation and disabling their tenant then waited for them, and failed.

-- optria_warden cuts connections off: those of one tenant's LOGIN role, and its own function alone does it.
DO $$
BEGIN
    BEGIN
        CREATE ROLE optria_warden;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
    END;
    ALTER ROLE optria_warden NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION INHERIT;
    GRANT pg_signal_backend, pg_monitor TO optria_warden;
END
$$;
GRANT USAGE ON SCHEMA auth TO optria_warden;
GRANT EXECUTE ON FUNCTION pg_terminate_backend(integer, bigint), pg_stat_clear_snapshot() TO optria_warden;

-- Those connections of the role whose transaction has written or locked something and is older than two seconds; of these
-- those alone that wait for their person, where the others are at work. What a workstation does is one statement a transaction.
CREATE FUNCTION auth.cut_off_role(login name, only_waiting boolean) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    -- What a transaction sees of the activity is kept until its end otherwise.
    SELECT pg_stat_clear_snapshot();
    SELECT count(*)::integer
      FROM (SELECT pg_terminate_backend(a.pid, 2000) FROM pg_stat_activity a
             WHERE a.usename = login AND a.datname = current_database() AND a.pid <> pg_backend_pid()
               AND a.backend_xid IS NOT NULL AND a.xact_start < clock_timestamp() - interval '2 seconds'
               AND (a.state LIKE 'idle in transaction%' OR NOT only_waiting)) cut
$$;
SELECT optria.settle('auth.cut_off_role', 'optria_warden', '{optria_keeper}');

-- Lets go of what the tenant's connections, and others of the caller's own role, hold. The caller has authorized.
CREATE FUNCTION auth.cut_off(tenant uuid, only_waiting boolean) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    login name;
    cut integer := 0;
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    FOR login IN SELECT r.role_name FROM auth.tenant_role r WHERE r.tenant_id = tenant UNION SELECT session_user LOOP
        cut := cut + auth.cut_off_role(login, only_waiting);
    END LOOP;
    RETURN cut;
END
$$;
SELECT optria.settle('auth.cut_off', 'optria_keeper', '{optria_writer,optria_platform}');

-- The six functions that end something: each as it was, under the name try_..., and around it what does not give up. Both ask
-- for the capability: nobody else cuts anybody off, whatever the inner one fails with. What whoever is ended has left open (a
-- row of a colleague's, the lease of an integration) goes with them.
DO $$
DECLARE
    ends record;
BEGIN
    FOR ends IN SELECT p.oid, p.proname, r.rolname AS owner
                  FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
                 WHERE p.pronamespace = 'admin'::regnamespace
                   AND p.proname IN ('update_person', 'reset_password', 'revoke_session', 'revoke_sessions_of',
                                     'remove_device', 'set_tenant_status')
    LOOP
        -- Its own name is also how it tells its parameters from columns.
        EXECUTE replace(replace(pg_get_functiondef(ends.oid),
                                'admin.' || ends.proname || '(', 'admin.try_' || ends.proname || '('),
                        ends.proname || '.', 'try_' || ends.proname || '.');
        PERFORM optria.settle('admin.try_' || ends.proname, ends.owner);
        -- Longer than the two seconds above: whoever was in the way is cut off.
        EXECUTE (SELECT format('ALTER FUNCTION %s SET lock_timeout = %L', p.oid::regprocedure, '3s') FROM pg_proc p
                  WHERE p.pronamespace = 'admin'::regnamespace AND p.proname = 'try_' || ends.proname);
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION admin.update_person(
    person uuid, expected_version bigint, display_name text DEFAULT NULL, role text DEFAULT NULL, locale text DEFAULT NULL,
    is_active boolean DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    acts_in uuid := (SELECT r.tenant_id FROM auth.require('manage_people') r);
    done bigint;
BEGIN
    FOR attempt IN 1..5 LOOP
        BEGIN
            done := admin.try_update_person(person, expected_version, display_name, role, locale, is_active);
            PERFORM auth.cut_off(acts_in, true);
            RETURN done;
        EXCEPTION WHEN lock_not_available THEN
            IF attempt = 5 THEN
                RAISE;
            END IF;
            PERFORM auth.cut_off(acts_in, false);
        END;
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION admin.reset_password(person uuid, proof bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    acts_in uuid := (SELECT r.tenant_id FROM auth.require('manage_people') r);
BEGIN
    FOR attempt IN 1..5 LOOP
        BEGIN
            PERFORM admin.try_reset_password(person, proof);
            PERFORM auth.cut_off(acts_in, true);
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            IF attempt = 5 THEN
                RAISE;
            END IF;
            PERFORM auth.cut_off(acts_in, false);
        END;
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION admin.revoke_session(session uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    acts_in uuid := (SELECT r.tenant_id FROM auth.require('manage_people') r);
BEGIN
    FOR attempt IN 1..5 LOOP
        BEGIN
            PERFORM admin.try_revoke_session(session);
            PERFORM auth.cut_off(acts_in, true);
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            IF attempt = 5 THEN
                RAISE;
            END IF;
            PERFORM auth.cut_off(acts_in, false);
        END;
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION admin.revoke_sessions_of(person uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    acts_in uuid := (SELECT r.tenant_id FROM auth.require('manage_people') r);
    done integer;
BEGIN
    FOR attempt IN 1..5 LOOP
        BEGIN
            done := admin.try_revoke_sessions_of(person);
            PERFORM auth.cut_off(acts_in, true);
            RETURN done;
        EXCEPTION WHEN lock_not_available THEN
            IF attempt = 5 THEN
                RAISE;
            END IF;
            PERFORM auth.cut_off(acts_in, false);
        END;
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION admin.remove_device(device uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    acts_in uuid := (SELECT r.tenant_id FROM auth.require('manage_integrations') r);
    done integer;
BEGIN
    FOR attempt IN 1..5 LOOP
        BEGIN
            done := admin.try_remove_device(device);
            PERFORM auth.cut_off(acts_in, true);
            RETURN done;
        EXCEPTION WHEN lock_not_available THEN
            IF attempt = 5 THEN
                RAISE;
            END IF;
            PERFORM auth.cut_off(acts_in, false);
        END;
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION admin.set_tenant_status(tenant uuid, status text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM auth.require('manage_tenants');
    FOR attempt IN 1..5 LOOP
        BEGIN
            PERFORM admin.try_set_tenant_status(tenant, status);
            PERFORM auth.cut_off(tenant, true);
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            IF attempt = 5 THEN
                RAISE;
            END IF;
            PERFORM auth.cut_off(tenant, false);
        END;
    END LOOP;
END
$$;

-- In a transaction that sees one moment, what was ended since still counts: a revoked person wrote, a removed workstation
-- signed in. What decides sees the present. Reading, by row security, may be of one moment: it shows what could be read then.
CREATE FUNCTION auth.refuse_old_view() RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
        RAISE EXCEPTION 'this is called in a transaction that is READ COMMITTED'
            USING ERRCODE = 'OP422', DETAIL = 'transaction_isolation';
    END IF;
END
$$;
SELECT optria.settle('auth.refuse_old_view', 'optria_owner', '{optria_auth}');

CREATE OR REPLACE FUNCTION auth.require(
    capability text, OUT tenant_id uuid, OUT home_tenant_id uuid, OUT session_id uuid, OUT person_id uuid,
    OUT device_id uuid, OUT role text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM auth.refuse_old_view();
    SELECT l.tenant_id, l.home_tenant_id, l.session_id, l.person_id, l.device_id, l.role
      INTO tenant_id, home_tenant_id, session_id, person_id, device_id, role
      FROM auth.look(false) l;
    IF require.tenant_id IS NULL THEN
        RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'OP401', DETAIL = auth.session_state();
    END IF;
    IF NOT auth.may(require.role, require.capability) THEN
        RAISE EXCEPTION 'the capability % is missing', require.capability
            USING ERRCODE = 'OP403', DETAIL = require.capability;
    END IF;
END
$$;

-- A session that has not committed is known to nobody who ends sessions. So what it stands for, the account or the
-- workstation's credential, is locked before it is made: whoever ends that waits for it, and finds it.
CREATE OR REPLACE FUNCTION auth.login_finish(
    attempt uuid, workstation text DEFAULT NULL, OUT outcome text, OUT token text, OUT expires_at timestamptz,
    OUT person_id uuid, OUT must_change boolean, OUT known_device text, OUT retry_after_seconds integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.role_tenant_id();
    closed record;
    a record;
BEGIN
    IF tenant IS NULL THEN
        RAISE EXCEPTION 'this role is no tenant''s' USING ERRCODE = 'OP401', DETAIL = 'not_a_tenant';
    END IF;
    IF auth.session_state() = 'tenant_disabled' THEN
        RAISE EXCEPTION 'this tenant is disabled' USING ERRCODE = 'OP401', DETAIL = 'tenant_disabled';
    END IF;
    SELECT * INTO closed FROM auth.close_attempt(attempt);
    outcome := coalesce(closed.outcome, 'unknown');
    retry_after_seconds := closed.retry_after_seconds;
    IF outcome <> 'right' THEN
        RETURN;
    END IF;
    UPDATE auth.account x SET last_sign_in_at = clock_timestamp()
     WHERE x.tenant_id = tenant AND x.is_active AND x.person_id = closed.person_id
    RETURNING x.person_id, x.must_change INTO a;
    IF NOT FOUND THEN
        outcome := 'wrong';
        RETURN;
    END IF;
    person_id := a.person_id;
    must_change := a.must_change;
    SELECT b.token, b.expires_at INTO token, expires_at FROM auth.begin_session(a.person_id, NULL, workstation) b;
    IF closed.device IS NULL THEN
        known_device := encode(crypto.gen_random_bytes(32), 'hex');
        INSERT INTO auth.known_device (tenant_id, person_id, token_hash, since)
        VALUES (tenant, a.person_id, sha256(convert_to(known_device, 'UTF8')), clock_timestamp());
        DELETE FROM auth.known_device k WHERE k.tenant_id = tenant AND k.person_id = a.person_id AND k.token_hash IN (
            SELECT i.token_hash FROM auth.known_device i WHERE i.tenant_id = tenant AND i.person_id = a.person_id
            ORDER BY i.since DESC OFFSET 50 FOR UPDATE SKIP LOCKED);
    END IF;
    PERFORM audit.append(tenant, a.person_id, NULL, NULL, 'sign_in', left(workstation, 200), 'success');
END
$$;

CREATE OR REPLACE FUNCTION auth.device_login(device uuid, secret bytea, OUT token text, OUT expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.role_tenant_id();
BEGIN
    PERFORM auth.refuse_old_view();
    IF octet_length(secret) = 32 AND auth.session_state() <> 'tenant_disabled' THEN
        PERFORM FROM auth.device_credential d WHERE d.tenant_id = tenant AND d.device_id = device AND d.is_active
           AND d.secret_hash = sha256(secret) FOR SHARE;
        IF FOUND THEN
            SELECT b.token, b.expires_at INTO token, expires_at FROM auth.begin_session(NULL, device, NULL) b;
        END IF;
    END IF;
END
$$;

-- Attempts are looked up, not read through: somebody who leaves a million of them for a colleague's e-mail made each of the
-- tenant's sign-ins take seconds. `coalesce`, since no index finds what IS NOT DISTINCT FROM something.
CREATE INDEX attempt_wrong ON auth.attempt (tenant_id, account, coalesce(device, ''::bytea), at)
    WHERE outcome IS DISTINCT FROM 'right' AND outcome IS DISTINCT FROM 'slowed';
CREATE INDEX attempt_right ON auth.attempt (tenant_id, account, coalesce(device, ''::bytea), at) WHERE outcome = 'right';
DROP INDEX auth.attempt_by_account;

CREATE OR REPLACE FUNCTION auth.close_attempt(
    attempt uuid, OUT outcome text, OUT retry_after_seconds integer, OUT person_id uuid, OUT device bytea
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.role_tenant_id();
    a auth.attempt;
    group_of bytea;
    since timestamptz;
    wrong bigint;
    nearest double precision;
BEGIN
    PERFORM auth.refuse_old_view();
    SELECT * INTO a FROM auth.attempt x
     WHERE x.tenant_id = tenant AND x.id = attempt AND x.outcome IS NULL AND x.xid <> pg_current_xact_id()
       AND x.at > clock_timestamp() - interval '2 minutes'
       FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    person_id := a.person_id;
    device := a.device;
    group_of := coalesce(a.device, ''::bytea);
    SELECT max(x.at) INTO since FROM auth.attempt x
     WHERE x.tenant_id = tenant AND x.account = a.account AND coalesce(x.device, ''::bytea) = group_of
       AND x.outcome = 'right';
    since := greatest(since, clock_timestamp() - interval '1 hour');
    -- Those that came later, in a burst of many at once, count as well. The wait grows no more long before 30.
    SELECT count(*) INTO wrong FROM (
        SELECT FROM auth.attempt x
         WHERE x.tenant_id = tenant AND x.account = a.account AND coalesce(x.device, ''::bytea) = group_of
           AND x.outcome IS DISTINCT FROM 'right' AND x.outcome IS DISTINCT FROM 'slowed'
           AND x.at > since AND x.id <> a.id LIMIT 30) counted;
    SELECT least(
        extract(epoch FROM a.at - (SELECT max(x.at) FROM auth.attempt x
         WHERE x.tenant_id = tenant AND x.account = a.account AND coalesce(x.device, ''::bytea) = group_of
           AND x.outcome IS DISTINCT FROM 'right' AND x.outcome IS DISTINCT FROM 'slowed'
           AND x.at > since AND x.at <= a.at AND x.id <> a.id)),
        extract(epoch FROM (SELECT min(x.at) FROM auth.attempt x
         WHERE x.tenant_id = tenant AND x.account = a.account AND coalesce(x.device, ''::bytea) = group_of
           AND x.outcome IS DISTINCT FROM 'right' AND x.outcome IS DISTINCT FROM 'slowed'
           AND x.at > since AND x.at >= a.at AND x.id <> a.id) - a.at)) INTO nearest;
    IF nearest < auth.wait_seconds(wrong) THEN
        outcome := 'slowed';
        retry_after_seconds := ceil(auth.wait_seconds(wrong) - nearest);
    ELSE
        outcome := CASE WHEN a.is_right THEN 'right' ELSE 'wrong' END;
    END IF;
    UPDATE auth.attempt x SET outcome = close_attempt.outcome WHERE x.tenant_id = tenant AND x.id = attempt;
END
$$;

-- A moment that is worked out anew for each row finds nothing in an index: each sign-in read all attempts of the tenant's
-- day, each upload all batches of the workstation's. Worked out once it does.
DO $$
DECLARE
    slow regprocedure;
    text_before text;
    text_after text;
BEGIN
    FOREACH slow IN ARRAY ARRAY['auth.login_start(text,bytea,text)',
        'ingest.upload(uuid,uuid[],bigint[],bigint[],timestamptz[],double precision[],bigint[],bigint[],bigint[])']::regprocedure[]
    LOOP
        text_before := pg_get_functiondef(slow);
        text_after := replace(text_before, '.at < clock_timestamp() - interval ''1 day''',
                              '.at < (SELECT clock_timestamp() - interval ''1 day'')');
        IF text_after = text_before THEN
            RAISE EXCEPTION '% is not as it was', slow;
        END IF;
        EXECUTE text_after;
    END LOOP;
END
$$;

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

-- Pages of what administrators look at, searched and cut here: what is not on the page is looked at for the search and the
-- count alone. `found` counts all that the words find. Beyond the end there is no row.
--
-- Whether every word occurs in the text; words come folded (domain::fold_for_search), the text is folded the same. Asked
-- for every row: without a search_path of its own it takes a third of the time, and its callers have theirs.
CREATE FUNCTION plant.has_words(shown text, words text[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    folded text := lower(shown);
    word text;
BEGIN
    IF octet_length(shown) <> length(shown) THEN
        folded := regexp_replace(translate(folded,
            'أإآٱىئؤة٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'ااااييوه01234567890123456789'),
            '[\u064b-\u065f\u0670\u0640\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]', '', 'g');
    END IF;
    FOREACH word IN ARRAY words LOOP
        IF strpos(folded, word) = 0 THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN true;
END
$$;
SELECT optria.settle('plant.has_words', 'optria_owner', '{optria_writer,optria_keeper,optria_platform}');

CREATE FUNCTION admin.check_page(from_row bigint, most bigint) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (from_row >= 0 AND most BETWEEN 0 AND 1000) IS NOT TRUE THEN
        RAISE EXCEPTION 'a page has at most 1000 rows' USING ERRCODE = 'OP422', DETAIL = 'page';
    END IF;
END
$$;
SELECT optria.settle('admin.check_page', 'optria_owner', '{optria_writer,optria_platform}');

CREATE FUNCTION auth.sign_ins_of(tenant uuid, people uuid[])
RETURNS TABLE (person_id uuid, last_sign_in_at timestamptz, must_change boolean, open_sessions bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    a_day_ago timestamptz := clock_timestamp() - interval '24 hours';
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    RETURN QUERY SELECT a.person_id, a.last_sign_in_at, a.must_change,
        (SELECT count(*) FROM auth.session s WHERE s.tenant_id = tenant AND s.person_id = a.person_id
            AND s.issued_at > a_day_ago AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp())
      FROM auth.account a WHERE a.tenant_id = tenant AND a.person_id = ANY (people);
END
$$;
SELECT optria.settle('auth.sign_ins_of', 'optria_keeper', '{optria_writer}');

-- In the order of e-mails; one person, whatever the words, where `person` is named.
CREATE FUNCTION admin.find_people(words text[], from_row bigint, most bigint, person uuid DEFAULT NULL)
RETURNS TABLE (found bigint, id uuid, email text, display_name text, role text, locale text, is_active boolean,
               version bigint, last_sign_in_at timestamptz, must_change boolean, open_sessions bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
    page uuid[];
    in_all bigint;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    PERFORM admin.check_page(from_row, most);
    IF person IS NOT NULL THEN
        in_all := 1;
        page := ARRAY[person];
    ELSE
        WITH those AS MATERIALIZED (
            SELECT p.id, p.email FROM plant.person p
             WHERE p.tenant_id = now_acting.tenant_id
               AND (coalesce(cardinality(words), 0) = 0 OR plant.has_words(p.email || ' ' || p.display_name, words)))
        SELECT (SELECT count(*) FROM those),
               ARRAY(SELECT t.id FROM those t ORDER BY t.email OFFSET from_row LIMIT most)
          INTO in_all, page;
    END IF;
    RETURN QUERY SELECT in_all, p.id, p.email, p.display_name, p.role, p.locale, p.is_active, p.version,
                        s.last_sign_in_at, s.must_change, s.open_sessions
      FROM plant.person p LEFT JOIN auth.sign_ins_of(now_acting.tenant_id, page) s ON s.person_id = p.id
     WHERE p.tenant_id = now_acting.tenant_id AND p.id = ANY (page) ORDER BY p.email;
END
$$;

-- Of sessions that have not run out. No row of a tenant's sessions but its last day's is looked at.
CREATE INDEX session_by_time ON auth.session (tenant_id, issued_at);
CREATE FUNCTION auth.recent_sessions(tenant uuid, person uuid)
RETURNS TABLE (session_id uuid, person_id uuid, device_id uuid, email text, workstation text, issued_at timestamptz,
               expires_at timestamptz, revoked_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    a_day_ago timestamptz := clock_timestamp() - interval '24 hours';
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    RETURN QUERY SELECT s.id, s.person_id, s.device_id, a.email, s.workstation, s.issued_at, s.expires_at, s.revoked_at
      FROM auth.session s
      LEFT JOIN auth.account a ON a.tenant_id = s.tenant_id AND a.person_id = s.person_id
     WHERE s.tenant_id = tenant AND s.issued_at > a_day_ago
       AND s.expires_at > clock_timestamp() AND (recent_sessions.person IS NULL OR s.person_id = recent_sessions.person);
END
$$;
SELECT optria.settle('auth.recent_sessions', 'optria_keeper', '{optria_writer}');

-- Newest first; of one person, or of everybody and the workstations.
CREATE FUNCTION admin.find_sessions(words text[], from_row bigint, most bigint, person uuid DEFAULT NULL)
RETURNS TABLE (found bigint, session_id uuid, person_id uuid, device_id uuid, email text, workstation text,
               issued_at timestamptz, expires_at timestamptz, revoked_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    PERFORM admin.check_page(from_row, most);
    RETURN QUERY
        WITH those AS MATERIALIZED (
            SELECT s.session_id, s.person_id, s.device_id, s.email, coalesce(s.workstation, d.name) AS workstation,
                   s.issued_at, s.expires_at, s.revoked_at
              FROM auth.recent_sessions(now_acting.tenant_id, find_sessions.person) s
              LEFT JOIN plant.device d ON d.tenant_id = now_acting.tenant_id AND d.id = s.device_id
             WHERE coalesce(cardinality(words), 0) = 0
                OR plant.has_words(concat_ws(' ', s.email, coalesce(s.workstation, d.name)), words))
        SELECT (SELECT count(*) FROM those), t.* FROM those t
         ORDER BY t.issued_at DESC, t.session_id OFFSET from_row LIMIT most;
END
$$;

-- Those that wait first, the removed ones last.
CREATE FUNCTION admin.find_devices(words text[], from_row bigint, most bigint)
RETURNS TABLE (found bigint, id uuid, name text, public_key text, status text, requested_by text,
               requested_at timestamptz, enrolled_by text, enrolled_at timestamptz, removed_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_integrations');
    PERFORM admin.check_page(from_row, most);
    RETURN QUERY
        WITH those AS MATERIALIZED (
            SELECT d.id, d.name, d.public_key, d.status, r.email AS requested_by, d.requested_at,
                   e.email AS enrolled_by, d.enrolled_at, d.removed_at
              FROM plant.device d
              LEFT JOIN plant.person r ON r.tenant_id = d.tenant_id AND r.id = d.requested_by
              LEFT JOIN plant.person e ON e.tenant_id = d.tenant_id AND e.id = d.enrolled_by
             WHERE d.tenant_id = now_acting.tenant_id
               AND (coalesce(cardinality(words), 0) = 0
                    OR plant.has_words(concat_ws(' ', d.name, r.email, e.email), words)))
        SELECT (SELECT count(*) FROM those), t.* FROM those t
         ORDER BY array_position('{pending,enrolled,removed}'::text[], t.status), t.requested_at, t.id
        OFFSET from_row LIMIT most;
END
$$;

-- In the order of codes; one tenant alone where `tenant` is named.
CREATE FUNCTION admin.find_tenants(words text[], from_row bigint, most bigint, tenant uuid DEFAULT NULL)
RETURNS TABLE (found bigint, tenant_id uuid, code text, name_en text, name_ar text, currency text, time_zone text,
               status text, created_at timestamptz, version bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM auth.require('manage_tenants');
    PERFORM admin.check_page(from_row, most);
    RETURN QUERY
        WITH those AS MATERIALIZED (
            SELECT t.tenant_id, t.code, t.name_en, t.name_ar, t.currency, t.time_zone, t.status, t.created_at, t.version
              FROM plant.tenant t
             WHERE (tenant IS NULL OR t.tenant_id = tenant)
               AND (coalesce(cardinality(words), 0) = 0
                    OR plant.has_words(t.code || ' ' || t.name_en || ' ' || t.name_ar, words)))
        SELECT (SELECT count(*) FROM those), t.* FROM those t ORDER BY t.code OFFSET from_row LIMIT most;
END
$$;
SELECT optria.settle(f, 'optria_writer', '{optria_client}')
  FROM unnest('{admin.find_people,admin.find_sessions,admin.find_devices}'::text[]) f;
SELECT optria.settle('admin.find_tenants', 'optria_platform', '{optria_client}');

-- In the order that the log is read in, so that a page far back passes over the index alone.
CREATE INDEX action_log_in_order ON plant.action_log (tenant_id, at, id);
DROP INDEX plant.action_log_by_time;
