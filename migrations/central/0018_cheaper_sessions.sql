-- Looking at the session, which every statement does once, costs about half. What is looked at stays the same: the
-- token's hash, its signature, expiry, revocation, the person's and the tenant's state (docs/benchmarks.md, "Central").
--
-- Where the time went (perf, EXPLAIN): `role_name = session_user` read all LOGIN roles for each look, twice, because a
-- table of two pages is read through rather than by its index; that grew with the number of tenants. A subselect as the
-- value of RETURN is a plan around the plan. `left` counts the letters of the whole token.

CREATE OR REPLACE VIEW auth.present WITH (security_invoker = true) AS
    SELECT x.tenant_id AS home_tenant_id, x.id AS session_id, x.person_id, x.device_id, x.role, x.must_change,
           -- An opened tenant counts once its opening has committed, in another transaction than this: an opening that
           -- is rolled back with its entry in the action log has shown nothing.
           CASE WHEN x.role = 'platform_owner' AND x.opened_xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
                THEN coalesce(x.opened_tenant_id, x.tenant_id) ELSE x.tenant_id END AS tenant_id
      FROM auth.session x
      JOIN auth.tenant_key k ON k.tenant_id = x.tenant_id AND k.purpose = 'sign' AND k.kid = x.kid
     WHERE x.token_hash = sha256(substr(convert_to(current_setting('app.session', true), 'UTF8'), 1, 2048))
       AND x.revoked_at IS NULL AND x.expires_at > clock_timestamp() AND x.is_active
       AND split_part(current_setting('app.session', true), '.', 3) = auth.base64url(crypto.hmac(convert_to(
               split_part(current_setting('app.session', true), '.', 1) || '.'
               || split_part(current_setting('app.session', true), '.', 2), 'UTF8'), k.secret, 'sha256'));

-- `enable_seqscan`: each of the three small tables is read by its index.
CREATE OR REPLACE FUNCTION auth.tenant_id() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    acts_in uuid;
BEGIN
    SELECT p.tenant_id INTO acts_in FROM auth.present p WHERE p.person_id IS NOT NULL AND NOT p.must_change;
    RETURN acts_in;
END
$$;

CREATE OR REPLACE FUNCTION auth.tenant_id_for(capability text) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    acts_in uuid;
BEGIN
    SELECT p.tenant_id INTO acts_in FROM auth.present p WHERE NOT p.must_change AND auth.may(p.role, capability);
    RETURN acts_in;
END
$$;

CREATE OR REPLACE FUNCTION auth.look(
    allow_due boolean, OUT tenant_id uuid, OUT home_tenant_id uuid, OUT session_id uuid, OUT person_id uuid,
    OUT device_id uuid, OUT role text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
    SELECT p.tenant_id, p.home_tenant_id, p.session_id, p.person_id, p.device_id, p.role
      INTO tenant_id, home_tenant_id, session_id, person_id, device_id, role
      FROM auth.present p WHERE allow_due OR NOT p.must_change;
END
$$;

-- At which workstations sessions of the tenant were begun: the action log names sessions. One that ended more than 35
-- days ago is known no more.
CREATE FUNCTION auth.workstations_of(tenant uuid, sessions uuid[]) RETURNS TABLE (session_id uuid, workstation text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    RETURN QUERY SELECT s.id, s.workstation FROM auth.session s
     WHERE s.tenant_id = tenant AND s.id = ANY (sessions) AND s.workstation IS NOT NULL;
END
$$;
CREATE FUNCTION admin.session_workstations(sessions uuid[]) RETURNS TABLE (session_id uuid, workstation text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    IF coalesce(cardinality(sessions), 0) > 5000 THEN
        RAISE EXCEPTION 'at most 5000 sessions' USING ERRCODE = 'OP422', DETAIL = 'sessions';
    END IF;
    RETURN QUERY SELECT w.session_id, w.workstation FROM auth.workstations_of(now_acting.tenant_id, sessions) w;
END
$$;
SELECT optria.settle('auth.workstations_of', 'optria_keeper', '{optria_writer}');
SELECT optria.settle('admin.session_workstations', 'optria_writer', '{optria_client}');

-- An id that is none of the tenant's people is refused, not answered with "none ended".
CREATE OR REPLACE FUNCTION admin.revoke_sessions_of(person uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
    ended integer;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    IF NOT EXISTS (SELECT FROM plant.person p WHERE p.tenant_id = now_acting.tenant_id AND p.id = person) THEN
        RAISE EXCEPTION 'there is no such person' USING ERRCODE = 'OP404', DETAIL = 'person';
    END IF;
    ended := auth.end_sessions(now_acting.tenant_id, person, NULL, now_acting.person_id);
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'revoke_sessions',
                         person::text, 'success', jsonb_build_object('ended', ended));
    RETURN ended;
END
$$;
