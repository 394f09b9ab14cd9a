-- What an administrator of the database does through `optria central ...`: functions that run with that administrator's
-- own rights and are granted to nobody. Passwords of LOGIN roles come as SCRAM verifiers, those of people as Argon2id
-- proofs: neither password is ever here.

-- Makes a tenant with its LOGIN role and keys. The role may connect to this database and do what optria_client may.
CREATE FUNCTION optria.create_tenant(
    tenant uuid, code text, name_en text, name_ar text, currency text, time_zone text, role_name name, scram_verifier text,
    connection_limit integer, kid text, signing_key bytea, pepper bytea
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF role_name !~ '^optria_t_[0-9a-f]{16}$' OR scram_verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        RAISE EXCEPTION 'a tenant''s role has a random name and a SCRAM verifier' USING ERRCODE = 'OP422';
    END IF;
    IF EXISTS (SELECT FROM plant.tenant t WHERE t.code = create_tenant.code) THEN
        RAISE EXCEPTION 'this code is taken' USING ERRCODE = 'OP409', DETAIL = 'code';
    END IF;
    INSERT INTO plant.tenant (tenant_id, code, name_en, name_ar, currency, time_zone)
    VALUES (tenant, create_tenant.code, create_tenant.name_en, create_tenant.name_ar, create_tenant.currency,
            create_tenant.time_zone);
    INSERT INTO auth.tenant_key (tenant_id, purpose, kid, secret)
    VALUES (tenant, 'sign', create_tenant.kid, signing_key), (tenant, 'pepper', create_tenant.kid, create_tenant.pepper);
    EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT '
                   'CONNECTION LIMIT %s IN ROLE optria_client PASSWORD %L', role_name, connection_limit, scram_verifier);
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''5min''', role_name);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role_name);
    INSERT INTO auth.tenant_role (tenant_id, role_name) VALUES (tenant, create_tenant.role_name);
    PERFORM audit.append(tenant, NULL, NULL, NULL, 'create_tenant', create_tenant.code, 'success');
END
$$;

-- A person made by the administrator of the database: the first one of a tenant.
CREATE FUNCTION optria.create_person(tenant uuid, person uuid, email text, display_name text, role text, proof bytea)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM plant.person p WHERE p.tenant_id = tenant AND p.email = auth.fold_email(create_person.email)) THEN
        RAISE EXCEPTION 'this e-mail is taken' USING ERRCODE = 'OP409', DETAIL = 'email';
    END IF;
    INSERT INTO plant.person (tenant_id, id, email, display_name, role)
    VALUES (tenant, person, auth.fold_email(create_person.email), create_person.display_name, create_person.role);
    PERFORM auth.set_proof(tenant, person, proof, NULL);
    PERFORM audit.append(tenant, NULL, NULL, NULL, 'create_person', person::text, 'success',
                         jsonb_build_object('role', create_person.role));
END
$$;

-- Disabled: no session counts, the LOGIN role does not connect, and who is connected is cut off.
CREATE FUNCTION optria.set_tenant_status(tenant uuid, status text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    login name;
BEGIN
    UPDATE plant.tenant t SET status = set_tenant_status.status WHERE t.tenant_id = tenant;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such tenant' USING ERRCODE = 'OP404', DETAIL = 'tenant';
    END IF;
    FOR login IN SELECT r.role_name FROM auth.tenant_role r WHERE r.tenant_id = tenant LOOP
        EXECUTE format('ALTER ROLE %I %s', login, CASE WHEN status = 'active' THEN 'LOGIN' ELSE 'NOLOGIN' END);
        IF status <> 'active' THEN
            PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = login;
        END IF;
    END LOOP;
    PERFORM audit.append(tenant, NULL, NULL, NULL, 'set_tenant_status', tenant::text, 'success',
                         jsonb_build_object('status', set_tenant_status.status));
END
$$;

-- A new password for the LOGIN role. Puts right what a holder of the old one may have set on the role, and cuts off
-- who is connected.
CREATE FUNCTION optria.rotate_tenant_password(tenant uuid, scram_verifier text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    login name;
BEGIN
    SELECT r.role_name INTO login FROM auth.tenant_role r WHERE r.tenant_id = tenant;
    IF NOT FOUND OR scram_verifier !~ '^SCRAM-SHA-256\$' THEN
        RAISE EXCEPTION 'there is no such tenant' USING ERRCODE = 'OP404', DETAIL = 'tenant';
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', login, scram_verifier);
    EXECUTE format('ALTER ROLE %I RESET ALL', login);
    EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET ALL', login, current_database());
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''5min''', login);
    PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = login;
    PERFORM audit.append(tenant, NULL, NULL, NULL, 'rotate_tenant_password', tenant::text, 'success');
END
$$;

-- A new key for the tenant's sessions; those of the old one end.
CREATE FUNCTION optria.rotate_signing_key(tenant uuid, kid text, signing_key bytea) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE auth.tenant_key k SET retired_at = clock_timestamp()
     WHERE k.tenant_id = tenant AND k.purpose = 'sign' AND k.retired_at IS NULL;
    INSERT INTO auth.tenant_key (tenant_id, purpose, kid, secret)
    VALUES (tenant, 'sign', rotate_signing_key.kid, signing_key);
    UPDATE auth.session s SET revoked_at = clock_timestamp() WHERE s.tenant_id = tenant AND s.revoked_at IS NULL;
    PERFORM audit.append(tenant, NULL, NULL, NULL, 'rotate_signing_key', rotate_signing_key.kid, 'success');
END
$$;

-- Every tenant's action log, checked.
CREATE FUNCTION optria.verify_action_logs()
RETURNS TABLE (code text, is_intact boolean, entries bigint, unchained bigint, broken_at bigint, head_no bigint,
               head_hash bytea)
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.code, c.is_intact, c.entries, c.unchained, c.broken_at, c.head_no, c.head_hash
      FROM plant.tenant t CROSS JOIN LATERAL audit.check_chain(t.tenant_id) c ORDER BY t.code
$$;

SELECT optria.settle(f, 'optria_owner')
  FROM unnest('{optria.create_tenant,optria.create_person,optria.set_tenant_status,optria.rotate_tenant_password,
                optria.rotate_signing_key,optria.verify_action_logs}'::text[]) f;
