-- Workstations are enrolled by an administrator; an enrolled one has a session of its own that may upload telemetry and
-- hold leases. Secrets that several of them need are age files sealed to their public keys: central has ciphertext only.

CREATE TABLE plant.sealed_secret (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL,
    -- what it belongs to (an integration, an identity provider) and which field of it
    owner_id uuid NOT NULL,
    field text NOT NULL CHECK (length(field) BETWEEN 1 AND 100),
    -- an age file (age-encryption.org/v1), binary; what is not one is refused, so that no plain text lands here
    ciphertext bytea NOT NULL CHECK (octet_length(ciphertext) <= 65536
        AND substr(ciphertext, 1, 22) = 'age-encryption.org/v1'::bytea || '\x0a'),
    sealed_to uuid[] NOT NULL CHECK (cardinality(sealed_to) BETWEEN 1 AND 1000),
    sealed_by uuid NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- a workstation that was removed has known it: a new value is due
    is_exposed boolean NOT NULL DEFAULT false,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, owner_id, field)
);
SELECT optria.protect('plant.sealed_secret', 'use_secrets');
SELECT optria.follow('plant.sealed_secret');

CREATE FUNCTION auth.set_device_secret(tenant uuid, device uuid, secret bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    INSERT INTO auth.device_credential (tenant_id, device_id, secret_hash, is_active)
    VALUES (tenant, device, sha256(secret), false);
END
$$;
SELECT optria.settle('auth.set_device_secret', 'optria_keeper', '{optria_writer}');

-- Asks for a workstation to be enrolled: its age recipient, and 32 random bytes that it keeps in its keychain and will
-- show at `auth.device_login`.
CREATE FUNCTION admin.request_enrolment(device uuid, name text, public_key text, secret bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_work_orders');
    IF octet_length(secret) IS DISTINCT FROM 32 THEN
        RAISE EXCEPTION 'a secret has 32 bytes' USING ERRCODE = 'OP422', DETAIL = 'secret';
    END IF;
    IF (SELECT count(*) FROM plant.device d WHERE d.tenant_id = now_acting.tenant_id AND d.status = 'pending') >= 100 THEN
        RAISE EXCEPTION 'too many workstations wait to be enrolled' USING ERRCODE = 'OP429', DETAIL = 'device';
    END IF;
    BEGIN
        INSERT INTO plant.device (tenant_id, id, name, public_key, status, requested_by, requested_at)
        VALUES (now_acting.tenant_id, device, request_enrolment.name, request_enrolment.public_key, 'pending',
                now_acting.person_id, clock_timestamp());
        PERFORM auth.set_device_secret(now_acting.tenant_id, device, secret);
    EXCEPTION
        WHEN unique_violation THEN
            RAISE EXCEPTION 'this workstation has asked already' USING ERRCODE = 'OP409', DETAIL = 'device';
        WHEN check_violation OR not_null_violation THEN
            RAISE EXCEPTION 'a field is missing or malformed' USING ERRCODE = 'OP422', DETAIL = 'device';
    END;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, device, now_acting.session_id,
                         'request_enrolment', device::text, 'success');
END
$$;

CREATE FUNCTION admin.enrol_device(device uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_integrations');
    UPDATE plant.device d SET status = 'enrolled', enrolled_by = now_acting.person_id, enrolled_at = clock_timestamp()
     WHERE d.tenant_id = now_acting.tenant_id AND d.id = device AND d.status = 'pending';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such workstation waits' USING ERRCODE = 'OP404', DETAIL = 'device';
    END IF;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, device, now_acting.session_id, 'enrol_device',
                         device::text, 'success');
END
$$;

-- Ends the workstation's sessions at once. Returns how many secrets it has known and need a new value.
CREATE FUNCTION admin.remove_device(device uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
    exposed integer;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_integrations');
    UPDATE plant.device d SET status = 'removed', removed_by = now_acting.person_id, removed_at = clock_timestamp()
     WHERE d.tenant_id = now_acting.tenant_id AND d.id = device AND d.status <> 'removed';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such workstation' USING ERRCODE = 'OP404', DETAIL = 'device';
    END IF;
    PERFORM auth.end_sessions(now_acting.tenant_id, device, NULL, now_acting.person_id);
    UPDATE plant.sealed_secret s SET is_exposed = true
     WHERE s.tenant_id = now_acting.tenant_id AND device = ANY (s.sealed_to);
    GET DIAGNOSTICS exposed = ROW_COUNT;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, device, now_acting.session_id, 'remove_device',
                         device::text, 'success', jsonb_build_object('exposed', exposed));
    RETURN exposed;
END
$$;

-- Stores a secret sealed to enrolled workstations. `is_new_value`: not the old value sealed anew, so no longer exposed.
CREATE FUNCTION admin.seal_secret(
    secret uuid, owner uuid, field text, ciphertext bytea, sealed_to uuid[], is_new_value boolean
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_integrations');
    IF EXISTS (SELECT FROM unnest(seal_secret.sealed_to) r (device) WHERE NOT EXISTS (
        SELECT FROM plant.device d WHERE d.tenant_id = now_acting.tenant_id AND d.id = r.device AND d.status = 'enrolled')) THEN
        RAISE EXCEPTION 'a secret is sealed to enrolled workstations only' USING ERRCODE = 'OP422', DETAIL = 'sealed_to';
    END IF;
    BEGIN
        INSERT INTO plant.sealed_secret AS s (tenant_id, id, owner_id, field, ciphertext, sealed_to, sealed_by)
        VALUES (now_acting.tenant_id, secret, owner, seal_secret.field, seal_secret.ciphertext, seal_secret.sealed_to,
                now_acting.person_id)
        ON CONFLICT (tenant_id, owner_id, field) DO UPDATE
           SET ciphertext = excluded.ciphertext, sealed_to = excluded.sealed_to, sealed_by = excluded.sealed_by,
               sealed_at = clock_timestamp(), is_exposed = s.is_exposed AND NOT is_new_value;
    EXCEPTION
        WHEN unique_violation THEN
            RAISE EXCEPTION 'this id is another secret''s' USING ERRCODE = 'OP409', DETAIL = 'secret';
        WHEN check_violation OR not_null_violation THEN
            RAISE EXCEPTION 'this is no sealed secret' USING ERRCODE = 'OP422', DETAIL = 'ciphertext';
    END;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'seal_secret',
                         owner::text || ' ' || left(seal_secret.field, 100), 'success');
END
$$;

CREATE FUNCTION admin.delete_secret(owner uuid, field text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_integrations');
    DELETE FROM plant.sealed_secret s
     WHERE s.tenant_id = now_acting.tenant_id AND s.owner_id = owner AND s.field = delete_secret.field;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'delete_secret',
                         owner::text || ' ' || left(delete_secret.field, 100), 'success');
END
$$;

SELECT optria.settle(f, 'optria_writer', '{optria_client}')
  FROM unnest('{admin.request_enrolment,admin.enrol_device,admin.remove_device,admin.seal_secret,admin.delete_secret}'::text[]) f;
REVOKE UPDATE (requested_by, requested_at, public_key) ON plant.device FROM optria_writer;
