-- What an administrator ends is ended, whatever a transaction holds on to.
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
    FOR ends IN SELECT p.oid, p.proname AS name, e.needs, e.cut, r.rolname AS owner,
                       pg_get_function_arguments(p.oid) AS takes, array_to_string(p.proargnames, ', ') AS given,
                       pg_get_function_result(p.oid) AS gives
                  FROM (VALUES ('update_person', 'manage_people', 'r.tenant_id'),
                               ('reset_password', 'manage_people', 'r.tenant_id'),
                               ('revoke_session', 'manage_people', 'r.tenant_id'),
                               ('revoke_sessions_of', 'manage_people', 'r.tenant_id'),
                               ('remove_device', 'manage_integrations', 'r.tenant_id'),
                               ('set_tenant_status', 'manage_tenants', 'tenant')) AS e (name, needs, cut)
                  JOIN pg_proc p ON p.proname = e.name AND p.pronamespace = 'admin'::regnamespace
                  JOIN pg_roles r ON r.oid = p.proowner
    LOOP
        -- Its own name is also how it tells its parameters from columns.
        EXECUTE replace(replace(pg_get_functiondef(ends.oid),
                                'admin.' || ends.name || '(', 'admin.try_' || ends.name || '('),
                        ends.name || '.', 'try_' || ends.name || '.');
        PERFORM optria.settle('admin.try_' || ends.name, ends.owner);
        -- Longer than the two seconds above: whoever was in the way is cut off.
        EXECUTE (SELECT format('ALTER FUNCTION %s SET lock_timeout = %L', p.oid::regprocedure, '3s') FROM pg_proc p
                  WHERE p.pronamespace = 'admin'::regnamespace AND p.proname = 'try_' || ends.name);
        EXECUTE format($body$
            CREATE OR REPLACE FUNCTION admin.%1$I(%2$s) RETURNS %3$s
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $ending$
            DECLARE
                cut_in uuid := (SELECT %4$s FROM auth.require(%5$L) r);
                done bigint;
            BEGIN
                FOR attempt IN 1..5 LOOP
                    BEGIN
                        %6$s admin.try_%1$s(%7$s);
                        PERFORM auth.cut_off(cut_in, true);
                        RETURN%8$s;
                    EXCEPTION WHEN lock_not_available THEN
                        IF attempt = 5 THEN
                            RAISE;
                        END IF;
                        PERFORM auth.cut_off(cut_in, false);
                    END;
                END LOOP;
            END
            $ending$
            $body$, ends.name, ends.takes, ends.gives, ends.cut, ends.needs,
            CASE ends.gives WHEN 'void' THEN 'PERFORM' ELSE 'done :=' END, ends.given,
            CASE ends.gives WHEN 'void' THEN '' ELSE ' done' END);
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
