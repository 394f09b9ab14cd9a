-- What the pages about workstations and sealed secrets read, and writing of sealed secrets that never undoes what another
-- workstation has written meanwhile: a new value counts `value_no` up, sealing the same value anew does not.

ALTER TABLE plant.sealed_secret ADD COLUMN value_no bigint NOT NULL DEFAULT 1 CHECK (value_no >= 1);
GRANT SELECT (value_no) ON plant.sealed_secret TO optria_client;
GRANT UPDATE (value_no) ON plant.sealed_secret TO optria_writer;

-- Internal to the functions below: refuses what is not sealed to enrolled workstations, each once. They are held until the commit, so that one
-- that is being removed either is not among them, or finds this secret and marks it as exposed.
CREATE FUNCTION admin.hold_recipients(tenant uuid, devices uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held integer;
BEGIN
    PERFORM FROM plant.device d WHERE d.tenant_id = tenant AND d.id = ANY (devices) AND d.status = 'enrolled'
      ORDER BY d.id FOR SHARE;
    GET DIAGNOSTICS held = ROW_COUNT;
    IF held = 0 OR held IS DISTINCT FROM cardinality(devices) THEN
        RAISE EXCEPTION 'a secret is sealed to enrolled workstations only' USING ERRCODE = 'OP422', DETAIL = 'sealed_to';
    END IF;
END
$$;
CREATE FUNCTION admin.check_tenant(acting uuid, meant uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF acting IS DISTINCT FROM meant THEN
        RAISE EXCEPTION 'this is meant for another tenant' USING ERRCODE = 'OP409', DETAIL = 'tenant';
    END IF;
END
$$;
SELECT optria.settle('admin.hold_recipients', 'optria_owner', '{optria_writer}');
SELECT optria.settle('admin.check_tenant', 'optria_owner', '{optria_writer}');

-- A new value. `tenant` is the one that it was sealed for: a platform owner who has opened another one meanwhile puts
-- nothing there. `expected_value_no`: the value that it takes the place of, 0 where there was none; null takes the place
-- of whatever is there. Tells the row's id and the number of the new one.
CREATE FUNCTION admin.put_secret(
    tenant uuid, owner uuid, field text, ciphertext bytea, sealed_to uuid[], expected_value_no bigint DEFAULT NULL,
    OUT secret_id uuid, OUT new_value_no bigint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_integrations');
    PERFORM admin.check_tenant(now_acting.tenant_id, tenant);
    PERFORM admin.hold_recipients(now_acting.tenant_id, put_secret.sealed_to);
    BEGIN
        IF coalesce(expected_value_no, 0) = 0 THEN
            INSERT INTO plant.sealed_secret AS s (tenant_id, id, owner_id, field, ciphertext, sealed_to, sealed_by)
            VALUES (now_acting.tenant_id, gen_random_uuid(), owner, put_secret.field, put_secret.ciphertext,
                    put_secret.sealed_to, now_acting.person_id)
            ON CONFLICT (tenant_id, owner_id, field) DO UPDATE
               SET ciphertext = excluded.ciphertext, sealed_to = excluded.sealed_to, sealed_by = excluded.sealed_by,
                   sealed_at = clock_timestamp(), is_exposed = false, value_no = s.value_no + 1
             WHERE expected_value_no IS NULL
            RETURNING s.id, s.value_no INTO secret_id, new_value_no;
        ELSE
            UPDATE plant.sealed_secret s
               SET ciphertext = put_secret.ciphertext, sealed_to = put_secret.sealed_to,
                   sealed_by = now_acting.person_id, sealed_at = clock_timestamp(), is_exposed = false,
                   value_no = s.value_no + 1
             WHERE s.tenant_id = now_acting.tenant_id AND s.owner_id = owner AND s.field = put_secret.field
               AND s.value_no = expected_value_no
            RETURNING s.id, s.value_no INTO secret_id, new_value_no;
        END IF;
    EXCEPTION WHEN check_violation OR not_null_violation THEN
        RAISE EXCEPTION 'this is no sealed secret' USING ERRCODE = 'OP422', DETAIL = 'ciphertext';
    END;
    IF secret_id IS NULL THEN
        RAISE EXCEPTION 'this secret has another value meanwhile' USING ERRCODE = 'OP409', DETAIL = 'secret';
    END IF;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'seal_secret',
                         owner::text || ' ' || left(put_secret.field, 100), 'success');
END
$$;

-- The same value, sealed to other workstations; `expected_version` is the one that was opened for it. It stays exposed
-- if it was.
CREATE FUNCTION admin.reseal_secret(
    tenant uuid, owner uuid, field text, ciphertext bytea, sealed_to uuid[], expected_version bigint
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_integrations');
    PERFORM admin.check_tenant(now_acting.tenant_id, tenant);
    PERFORM admin.hold_recipients(now_acting.tenant_id, reseal_secret.sealed_to);
    BEGIN
        UPDATE plant.sealed_secret s
           SET ciphertext = reseal_secret.ciphertext, sealed_to = reseal_secret.sealed_to,
               sealed_by = now_acting.person_id, sealed_at = clock_timestamp()
         WHERE s.tenant_id = now_acting.tenant_id AND s.owner_id = owner AND s.field = reseal_secret.field
           AND s.version = expected_version;
    EXCEPTION WHEN check_violation OR not_null_violation THEN
        RAISE EXCEPTION 'this is no sealed secret' USING ERRCODE = 'OP422', DETAIL = 'ciphertext';
    END;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this secret has been changed meanwhile' USING ERRCODE = 'OP409', DETAIL = 'secret';
    END IF;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'reseal_secret',
                         owner::text || ' ' || left(reseal_secret.field, 100), 'success');
END
$$;

-- As before for workstations of the version before, and counting values.
CREATE OR REPLACE FUNCTION admin.seal_secret(
    secret uuid, owner uuid, field text, ciphertext bytea, sealed_to uuid[], is_new_value boolean
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_integrations');
    PERFORM admin.hold_recipients(now_acting.tenant_id, seal_secret.sealed_to);
    BEGIN
        INSERT INTO plant.sealed_secret AS s (tenant_id, id, owner_id, field, ciphertext, sealed_to, sealed_by)
        VALUES (now_acting.tenant_id, secret, owner, seal_secret.field, seal_secret.ciphertext, seal_secret.sealed_to,
                now_acting.person_id)
        ON CONFLICT (tenant_id, owner_id, field) DO UPDATE
           SET ciphertext = excluded.ciphertext, sealed_to = excluded.sealed_to, sealed_by = excluded.sealed_by,
               sealed_at = clock_timestamp(), is_exposed = s.is_exposed AND NOT is_new_value,
               value_no = s.value_no + CASE WHEN is_new_value THEN 1 ELSE 0 END;
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

-- Functions, not the tables: where the session is over they say so. Row security would answer with no row, which a
-- workstation would take for "all secrets are deleted".
CREATE FUNCTION admin.list_devices()
RETURNS TABLE (id uuid, name text, public_key text, status text, requested_by text, requested_at timestamptz,
               enrolled_by text, enrolled_at timestamptz, removed_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_integrations');
    RETURN QUERY SELECT d.id, d.name, d.public_key, d.status, r.email, d.requested_at, e.email, d.enrolled_at, d.removed_at
      FROM plant.device d
      LEFT JOIN plant.person r ON r.tenant_id = d.tenant_id AND r.id = d.requested_by
      LEFT JOIN plant.person e ON e.tenant_id = d.tenant_id AND e.id = d.enrolled_by
     WHERE d.tenant_id = now_acting.tenant_id ORDER BY d.requested_at, d.id;
END
$$;
CREATE FUNCTION admin.list_sealed_secrets()
RETURNS TABLE (id uuid, owner_id uuid, field text, sealed_to uuid[], is_exposed boolean, sealed_at timestamptz,
               sealed_by text, version bigint, value_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('use_secrets');
    RETURN QUERY SELECT s.id, s.owner_id, s.field, s.sealed_to, s.is_exposed, s.sealed_at, p.email, s.version, s.value_no
      FROM plant.sealed_secret s LEFT JOIN plant.person p ON p.tenant_id = s.tenant_id AND p.id = s.sealed_by
     WHERE s.tenant_id = now_acting.tenant_id ORDER BY s.owner_id, s.field;
END
$$;
CREATE FUNCTION admin.sealed_files(secrets uuid[])
RETURNS TABLE (id uuid, ciphertext bytea, version bigint, value_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('use_secrets');
    RETURN QUERY SELECT s.id, s.ciphertext, s.version, s.value_no FROM plant.sealed_secret s
     WHERE s.tenant_id = now_acting.tenant_id AND s.id = ANY (secrets);
END
$$;

SELECT optria.settle(f, 'optria_writer', '{optria_client}')
  FROM unnest('{admin.put_secret,admin.reseal_secret,admin.seal_secret,admin.list_devices,admin.list_sealed_secrets,
                admin.sealed_files}'::text[]) f;
SELECT optria.keep_no_statistics();
