-- Tenants, people, and who a database session acts for. `auth.tenant_id()` is what every policy compares with.
--
-- What sign-in needs to know of a person (role, active) is kept in auth.account beside the verifier, mirrored from
-- plant.person by a trigger: the policies of plant.* ask auth.*, so auth.* must not ask plant.*.

CREATE TABLE plant.tenant (
    tenant_id uuid NOT NULL PRIMARY KEY,
    -- the same under the name that the change feed knows
    id uuid NOT NULL GENERATED ALWAYS AS (tenant_id) STORED,
    code text NOT NULL CHECK (code ~ '^[A-Z0-9][A-Z0-9_-]{1,31}$'),
    name_en text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 200),
    name_ar text NOT NULL CHECK (length(name_ar) BETWEEN 1 AND 200),
    currency text NOT NULL CHECK (currency IN ('SAR', 'USD', 'EUR')),
    time_zone text NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    version bigint NOT NULL DEFAULT 1
);

CREATE TABLE plant.person (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    email text NOT NULL CHECK (email = lower(btrim(email)) AND length(email) BETWEEN 3 AND 320 AND email LIKE '%_@_%'),
    display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
    role text NOT NULL
        CHECK (role IN ('platform_owner', 'tenant_admin', 'optimization_engineer', 'engineer', 'viewer')),
    locale text NOT NULL DEFAULT 'en' CHECK (locale IN ('en', 'ar')),
    is_active boolean NOT NULL DEFAULT true,
    -- subject at an identity provider, where that is how they sign in
    sso_subject text CHECK (length(sso_subject) <= 320),
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email),
    -- the platform owner's is the one tenant with this id
    CHECK (role <> 'platform_owner' OR tenant_id = '00000000-0000-7000-8000-000000000001')
);

-- Which LOGIN role is whose. Its name is random: pg_roles is there for all, and must not list customers.
CREATE TABLE auth.tenant_role (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    role_name name NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    PRIMARY KEY (tenant_id, role_name)
);
CREATE INDEX tenant_role_by_name ON auth.tenant_role (role_name);

-- `sign`: HS256 key of the tenant's sessions. `pepper`: keys salts and verifiers. Both only ever read by optria_auth.
CREATE TABLE auth.tenant_key (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    purpose text NOT NULL CHECK (purpose IN ('sign', 'pepper')),
    kid text NOT NULL CHECK (kid ~ '^[a-z0-9-]{1,40}$'),
    secret bytea NOT NULL CHECK (octet_length(secret) = 32),
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    retired_at timestamptz,
    PRIMARY KEY (tenant_id, purpose, kid)
);

CREATE TABLE auth.account (
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    is_active boolean NOT NULL,
    -- Argon2id is done at the workstation with these; what it sends is kept as HMAC-SHA-256 under the pepper
    salt bytea CHECK (octet_length(salt) = 16),
    memory_kib integer NOT NULL DEFAULT 19456,
    passes integer NOT NULL DEFAULT 2,
    lanes integer NOT NULL DEFAULT 1,
    verifier bytea CHECK (octet_length(verifier) = 32),
    must_change boolean NOT NULL DEFAULT true,
    changed_at timestamptz,
    last_sign_in_at timestamptz,
    -- how they like to read; not in the change feed, so that a reader writes nothing that others wait for
    preferences jsonb NOT NULL DEFAULT '{}' CHECK (pg_column_size(preferences) <= 8192),
    PRIMARY KEY (tenant_id, person_id),
    UNIQUE (tenant_id, email),
    FOREIGN KEY (tenant_id, person_id) REFERENCES plant.person (tenant_id, id) ON DELETE CASCADE
);

-- Workstations that have asked to be enrolled, are, or were. public_key is an age recipient (X25519).
CREATE TABLE plant.device (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    public_key text NOT NULL CHECK (public_key ~ '^age1[a-z0-9]{58}$'),
    status text NOT NULL CHECK (status IN ('pending', 'enrolled', 'removed')),
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL,
    enrolled_by uuid,
    enrolled_at timestamptz,
    removed_by uuid,
    removed_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    CHECK ((status = 'removed') = (removed_at IS NOT NULL)),
    CHECK (status <> 'enrolled' OR enrolled_at IS NOT NULL)
);

CREATE TABLE auth.device_credential (
    tenant_id uuid NOT NULL,
    device_id uuid NOT NULL,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    is_active boolean NOT NULL,
    PRIMARY KEY (tenant_id, device_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES plant.device (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE auth.session (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid,
    device_id uuid,
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    kid text NOT NULL,
    -- of the person or workstation at this moment, mirrored here: it is looked at with every statement
    role text NOT NULL,
    is_active boolean NOT NULL,
    must_change boolean NOT NULL,
    workstation text CHECK (length(workstation) <= 200),
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_by uuid,
    -- the tenant that a platform owner has opened, since which transaction, and why
    opened_tenant_id uuid,
    opened_xid xid8,
    opened_at timestamptz,
    opened_reason text,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, person_id) REFERENCES auth.account (tenant_id, person_id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, device_id) REFERENCES auth.device_credential (tenant_id, device_id) ON DELETE CASCADE,
    CHECK (num_nonnulls(person_id, device_id) = 1),
    CHECK (expires_at <= issued_at + interval '24 hours')
);
CREATE INDEX session_by_person ON auth.session (tenant_id, person_id, issued_at);
CREATE INDEX session_by_device ON auth.session (tenant_id, device_id, issued_at);

-- Sign-in attempts. They count as wrong from their commit until they are finished as right.
CREATE TABLE auth.attempt (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    -- HMAC of the e-mail: unknown people leave the same trace as known ones
    account bytea NOT NULL,
    -- whose password was shown, or a random one where there is no such person
    person_id uuid NOT NULL,
    -- hash of the known-device token where it is one of this account, else null: the strangers' count
    device bytea,
    at timestamptz NOT NULL,
    xid xid8 NOT NULL,
    is_right boolean NOT NULL,
    outcome text CHECK (outcome IN ('right', 'wrong', 'slowed')),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX attempt_by_account ON auth.attempt (tenant_id, account, at);
CREATE INDEX attempt_by_time ON auth.attempt (tenant_id, at);

-- A workstation on which a person has signed in before holds a random token; strangers' guesses do not slow it down.
CREATE TABLE auth.known_device (
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    since timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, person_id, token_hash),
    FOREIGN KEY (tenant_id, person_id) REFERENCES auth.account (tenant_id, person_id) ON DELETE CASCADE
);

-- Only optria_auth reads auth.*, and it too sees only the tenant of the LOGIN role that is connected.
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['tenant_role', 'tenant_key', 'account', 'device_credential', 'session', 'attempt',
                                  'known_device']
    LOOP
        EXECUTE format('ALTER TABLE auth.%I OWNER TO optria_owner', target);
        EXECUTE format('ALTER TABLE auth.%I ENABLE ROW LEVEL SECURITY', target);
        EXECUTE format('ALTER TABLE auth.%I FORCE ROW LEVEL SECURITY', target);
        IF target = 'tenant_role' THEN
            EXECUTE 'CREATE POLICY connected ON auth.tenant_role TO optria_auth USING (role_name = session_user)';
        ELSE
            EXECUTE format('CREATE POLICY connected ON auth.%I TO optria_auth USING (tenant_id = (SELECT r.tenant_id '
                           'FROM auth.tenant_role r WHERE r.role_name = session_user%s))', target,
                           -- a disabled tenant has no session
                           CASE WHEN target = 'session' THEN ' AND r.is_active' ELSE '' END);
        END IF;
    END LOOP;
END
$$;
GRANT SELECT ON auth.tenant_role, auth.tenant_key TO optria_auth;
GRANT SELECT, INSERT, UPDATE ON auth.account, auth.device_credential, auth.session TO optria_auth;
GRANT SELECT, INSERT, DELETE, UPDATE (outcome) ON auth.attempt TO optria_auth;
GRANT SELECT, INSERT, DELETE, UPDATE (since) ON auth.known_device TO optria_auth;
GRANT DELETE ON auth.session TO optria_auth;

-- Bodies in SQL's own form (BEGIN ATOMIC) are bound to what they name when they are made, and are planned with their
-- callers: these are asked at every statement.
--
-- SPEC section 2, and what a workstation's own principal may do. Held against `domain::Role` by a test.
CREATE FUNCTION auth.may(role text, capability text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(CASE capability
        WHEN 'read_collection' THEN role IN ('platform_owner', 'tenant_admin', 'optimization_engineer', 'engineer', 'viewer', 'device')
        WHEN 'view_plant' THEN role IN ('platform_owner', 'tenant_admin', 'optimization_engineer', 'engineer', 'viewer')
        WHEN 'view_optimization' THEN role IN ('platform_owner', 'tenant_admin', 'optimization_engineer', 'engineer')
        WHEN 'manage_work_orders' THEN role IN ('platform_owner', 'tenant_admin', 'optimization_engineer', 'engineer')
        WHEN 'acknowledge_alerts' THEN role IN ('platform_owner', 'tenant_admin', 'optimization_engineer', 'engineer')
        WHEN 'run_optimization' THEN role IN ('platform_owner', 'tenant_admin', 'optimization_engineer')
        WHEN 'manage_assets' THEN role IN ('platform_owner', 'tenant_admin', 'optimization_engineer')
        WHEN 'manage_mappings' THEN role IN ('platform_owner', 'tenant_admin', 'optimization_engineer')
        WHEN 'manage_integrations' THEN role IN ('platform_owner', 'tenant_admin')
        WHEN 'manage_cost_model' THEN role IN ('platform_owner', 'tenant_admin')
        WHEN 'manage_people' THEN role IN ('platform_owner', 'tenant_admin')
        WHEN 'manage_settings' THEN role IN ('platform_owner', 'tenant_admin')
        WHEN 'use_secrets' THEN role IN ('platform_owner', 'tenant_admin', 'device')
        WHEN 'view_diagnostics' THEN role = 'platform_owner'
        WHEN 'manage_tenants' THEN role = 'platform_owner'
        WHEN 'upload_telemetry' THEN role = 'device'
        WHEN 'hold_leases' THEN role = 'device'
    END, false);
END;

-- The tenant of the LOGIN role that is connected, whoever is signed in. Null for any other role.
CREATE FUNCTION auth.role_tenant_id() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.tenant_id FROM auth.tenant_role r WHERE r.role_name = session_user
$$;

-- Base64 as in a JWT (RFC 4648, 5, without padding).
CREATE FUNCTION auth.base64url(bytes bytea) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT translate(encode(bytes, 'base64'), E'+/=\n', '-_');
END;

-- The session that the token in app.session stands for: signed by us, known by its hash, neither revoked nor expired, of
-- somebody who is active. No row where it is nobody's. Read by the functions below only, and planned as a part of them.
CREATE VIEW auth.present WITH (security_invoker = true) AS
    SELECT x.tenant_id AS home_tenant_id, x.id AS session_id, x.person_id, x.device_id, x.role, x.must_change,
           -- An opened tenant counts once its opening has committed, in another transaction than this: an opening that
           -- is rolled back with its entry in the action log has shown nothing.
           CASE WHEN x.role = 'platform_owner' AND x.opened_xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
                THEN coalesce(x.opened_tenant_id, x.tenant_id) ELSE x.tenant_id END AS tenant_id
      FROM auth.session x
      JOIN auth.tenant_key k ON k.tenant_id = x.tenant_id AND k.purpose = 'sign' AND k.kid = x.kid
     WHERE x.token_hash = sha256(convert_to(left(current_setting('app.session', true), 2048), 'UTF8'))
       AND x.revoked_at IS NULL AND x.expires_at > clock_timestamp() AND x.is_active
       AND split_part(current_setting('app.session', true), '.', 3) = auth.base64url(crypto.hmac(convert_to(
               split_part(current_setting('app.session', true), '.', 1) || '.'
               || split_part(current_setting('app.session', true), '.', 2), 'UTF8'), k.secret, 'sha256'));
ALTER VIEW auth.present OWNER TO optria_owner;
GRANT SELECT ON auth.present TO optria_auth;

-- The same as one record, all null where it is nobody's. A person whose password is due to be changed counts only where
-- the caller says so. What is no token is simply nobody: it never raises.
CREATE FUNCTION auth.look(
    allow_due boolean, OUT tenant_id uuid, OUT home_tenant_id uuid, OUT session_id uuid, OUT person_id uuid,
    OUT device_id uuid, OUT role text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT p.tenant_id, p.home_tenant_id, p.session_id, p.person_id, p.device_id, p.role
      INTO tenant_id, home_tenant_id, session_id, person_id, device_id, role
      FROM auth.present p WHERE allow_due OR NOT p.must_change;
END
$$;

-- The tenant that the signed-in person acts in; null where nobody is signed in, and for a workstation's own session.
CREATE FUNCTION auth.tenant_id() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT p.tenant_id FROM auth.present p WHERE p.person_id IS NOT NULL AND NOT p.must_change);
END
$$;

-- The same where the one who acts, person or workstation, has the capability; null otherwise.
CREATE FUNCTION auth.tenant_id_for(capability text) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT p.tenant_id FROM auth.present p WHERE NOT p.must_change AND auth.may(p.role, capability));
END
$$;

-- Why the token in app.session is or is not good. Tells only who holds the token.
CREATE FUNCTION auth.session_state() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    token text := coalesce(current_setting('app.session', true), '');
    found_session record;
BEGIN
    SELECT x.revoked_at, x.expires_at, r.is_active AS tenant_active, x.is_active, x.must_change
      INTO found_session
      FROM auth.tenant_role r
      LEFT JOIN auth.session x ON x.tenant_id = r.tenant_id AND x.token_hash = sha256(convert_to(token, 'UTF8'))
     WHERE r.role_name = session_user;
    RETURN CASE
        WHEN NOT FOUND THEN 'not_a_tenant'
        WHEN NOT found_session.tenant_active THEN 'tenant_disabled'
        WHEN token = '' THEN 'none'
        WHEN found_session.expires_at IS NULL THEN 'unknown'
        WHEN found_session.revoked_at IS NOT NULL THEN 'revoked'
        WHEN NOT found_session.is_active THEN 'deactivated'
        WHEN found_session.expires_at <= clock_timestamp() THEN 'expired'
        WHEN found_session.must_change THEN 'password_due'
        ELSE 'valid'
    END;
END
$$;

-- Who acts, or OP401 with the state as its detail; OP403 naming the capability that is missing.
CREATE FUNCTION auth.require(
    capability text, OUT tenant_id uuid, OUT home_tenant_id uuid, OUT session_id uuid, OUT person_id uuid,
    OUT device_id uuid, OUT role text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
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

-- What the signed-in one is, for the workstation to show.
CREATE FUNCTION auth.whoami() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.look(true);
    IF now_acting.session_id IS NULL THEN
        RETURN jsonb_build_object('state', auth.session_state());
    END IF;
    RETURN jsonb_build_object(
        'state', auth.session_state(), 'tenant_id', now_acting.tenant_id, 'home_tenant_id', now_acting.home_tenant_id,
        'session_id', now_acting.session_id, 'person_id', now_acting.person_id, 'device_id', now_acting.device_id,
        'role', now_acting.role,
        'preferences', (SELECT a.preferences FROM auth.account a
                         WHERE a.tenant_id = now_acting.home_tenant_id AND a.person_id = now_acting.person_id));
END
$$;

-- auth.account and auth.session follow plant.person and plant.device, auth.tenant_role follows plant.tenant.
CREATE FUNCTION auth.follow_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', new.tenant_id::text, true);
    UPDATE auth.account a SET email = new.email, role = new.role, is_active = new.is_active
     WHERE a.tenant_id = new.tenant_id AND a.person_id = new.id;
    IF NOT FOUND THEN
        INSERT INTO auth.account (tenant_id, person_id, email, role, is_active)
        VALUES (new.tenant_id, new.id, new.email, new.role, new.is_active);
    END IF;
    UPDATE auth.session s SET role = new.role, is_active = new.is_active
     WHERE s.tenant_id = new.tenant_id AND s.person_id = new.id AND s.revoked_at IS NULL
       AND (s.role, s.is_active) <> (new.role, new.is_active);
    RETURN NULL;
END
$$;
CREATE FUNCTION auth.follow_device() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', new.tenant_id::text, true);
    UPDATE auth.device_credential d SET is_active = (new.status = 'enrolled')
     WHERE d.tenant_id = new.tenant_id AND d.device_id = new.id;
    UPDATE auth.session s SET is_active = (new.status = 'enrolled')
     WHERE s.tenant_id = new.tenant_id AND s.device_id = new.id AND s.revoked_at IS NULL;
    RETURN NULL;
END
$$;
CREATE FUNCTION auth.follow_tenant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', new.tenant_id::text, true);
    UPDATE auth.tenant_role r SET is_active = (new.status = 'active') WHERE r.tenant_id = new.tenant_id;
    RETURN NULL;
END
$$;

SELECT optria.settle('auth.may', 'optria_owner', '{optria_client,optria_writer,optria_auth,optria_platform}');
SELECT optria.settle('auth.role_tenant_id', 'optria_auth', '{optria_client,optria_writer,optria_auth,optria_platform}');
SELECT optria.settle('auth.base64url', 'optria_owner', '{optria_auth}');
SELECT optria.settle('auth.look', 'optria_auth', '{optria_writer,optria_platform}');
SELECT optria.settle('auth.tenant_id', 'optria_auth', '{optria_client,optria_writer,optria_keeper,optria_platform,optria_owner}');
SELECT optria.settle('auth.tenant_id_for', 'optria_auth', '{optria_client,optria_writer,optria_keeper,optria_platform,optria_owner}');
SELECT optria.settle('auth.session_state', 'optria_auth', '{optria_client,optria_writer,optria_platform}');
SELECT optria.settle('auth.require', 'optria_auth', '{optria_writer,optria_platform}');
SELECT optria.settle('auth.whoami', 'optria_auth', '{optria_client}');
SELECT optria.settle('auth.follow_person', 'optria_keeper', '{}');
SELECT optria.settle('auth.follow_device', 'optria_keeper', '{}');
SELECT optria.settle('auth.follow_tenant', 'optria_keeper', '{}');

-- The keeper sees one tenant at a time: the one that its function has just named. Only its own functions run as it,
-- and none of them can be called by a workstation.
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['account', 'device_credential', 'tenant_role', 'tenant_key', 'session', 'known_device']
    LOOP
        EXECUTE format('CREATE POLICY kept ON auth.%I TO optria_keeper '
                       'USING (tenant_id = nullif(current_setting(''optria.tenant'', true), '''')::uuid)', target);
    END LOOP;
END
$$;
GRANT SELECT, INSERT (tenant_id, person_id, email, role, is_active),
      UPDATE (email, role, is_active, salt, verifier, must_change, changed_at) ON auth.account TO optria_keeper;
GRANT SELECT, INSERT, UPDATE (is_active) ON auth.device_credential TO optria_keeper;
GRANT SELECT, UPDATE (is_active) ON auth.tenant_role TO optria_keeper;
GRANT SELECT ON auth.tenant_key TO optria_keeper;
GRANT SELECT, UPDATE (role, is_active, revoked_at, revoked_by, opened_tenant_id, opened_xid, opened_at, opened_reason)
    ON auth.session TO optria_keeper;
GRANT SELECT, DELETE ON auth.known_device TO optria_keeper;

CREATE TRIGGER account_follows AFTER INSERT OR UPDATE ON plant.person
    FOR EACH ROW EXECUTE FUNCTION auth.follow_person();
CREATE TRIGGER credential_follows AFTER UPDATE ON plant.device FOR EACH ROW EXECUTE FUNCTION auth.follow_device();
CREATE TRIGGER role_follows AFTER UPDATE OF status ON plant.tenant FOR EACH ROW EXECUTE FUNCTION auth.follow_tenant();

SELECT optria.protect('plant.tenant', 'read_collection');
SELECT optria.protect('plant.person');
SELECT optria.protect('plant.device', 'read_collection');
