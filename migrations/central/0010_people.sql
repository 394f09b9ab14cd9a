-- What an administrator does about people: create, edit, reset, and end sessions. Each under `manage_people`, each in
-- the action log, each in the tenant that the administrator acts in.

-- Internal to the functions below: they have authorized already.
CREATE FUNCTION auth.pepper_of(tenant uuid) RETURNS bytea
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT set_config('optria.tenant', tenant::text, true);
    SELECT k.secret FROM auth.tenant_key k
     WHERE k.tenant_id = tenant AND k.purpose = 'pepper' AND k.retired_at IS NULL ORDER BY k.made_at DESC LIMIT 1
$$;
CREATE FUNCTION auth.set_proof(tenant uuid, person uuid, proof bytea, by_person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    pepper bytea := auth.pepper_of(tenant);
BEGIN
    IF octet_length(proof) IS DISTINCT FROM 32 THEN
        RAISE EXCEPTION 'a proof has 32 bytes' USING ERRCODE = 'OP422', DETAIL = 'proof';
    END IF;
    UPDATE auth.account a SET verifier = auth.verifier_of(pepper, proof), salt = auth.salt_of(pepper, a.email),
           must_change = true, changed_at = clock_timestamp()
     WHERE a.tenant_id = tenant AND a.person_id = person;
    DELETE FROM auth.known_device k WHERE k.tenant_id = tenant AND k.person_id = person;
    PERFORM auth.end_sessions(tenant, person, NULL, by_person);
END
$$;
-- One session, or all of a person or workstation.
CREATE FUNCTION auth.end_sessions(tenant uuid, principal uuid, session uuid, by_person uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ended integer;
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    UPDATE auth.session s SET revoked_at = clock_timestamp(), revoked_by = by_person
     WHERE s.tenant_id = tenant AND s.revoked_at IS NULL
       AND CASE WHEN session IS NOT NULL THEN s.id = session
                ELSE coalesce(s.person_id, s.device_id) = principal END;
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END
$$;
CREATE FUNCTION auth.sign_ins(tenant uuid)
RETURNS TABLE (person_id uuid, last_sign_in_at timestamptz, must_change boolean, open_sessions bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    RETURN QUERY SELECT a.person_id, a.last_sign_in_at, a.must_change,
        (SELECT count(*) FROM auth.session s WHERE s.tenant_id = tenant AND s.person_id = a.person_id
            AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp())
      FROM auth.account a WHERE a.tenant_id = tenant;
END
$$;
CREATE FUNCTION auth.sessions(tenant uuid)
RETURNS TABLE (session_id uuid, person_id uuid, device_id uuid, workstation text, issued_at timestamptz,
               expires_at timestamptz, revoked_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    RETURN QUERY SELECT s.id, s.person_id, s.device_id, s.workstation, s.issued_at, s.expires_at, s.revoked_at
      FROM auth.session s WHERE s.tenant_id = tenant AND s.expires_at > clock_timestamp() ORDER BY s.issued_at DESC;
END
$$;

-- Salt and costs with which an administrator's workstation derives the first proof of a person.
CREATE FUNCTION admin.password_salt(email text, OUT salt bytea, OUT memory_kib integer, OUT passes integer, OUT lanes integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    salt := auth.salt_for(now_acting.tenant_id, email);
    memory_kib := 19456;
    passes := 2;
    lanes := 1;
END
$$;
CREATE FUNCTION auth.salt_for(tenant uuid, email text) RETURNS bytea
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT auth.salt_of(auth.pepper_of(tenant), email)
$$;

-- Roles that may be given: platform_owner only in the platform's own tenant.
CREATE FUNCTION admin.check_role(tenant uuid, role text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (role IN ('tenant_admin', 'optimization_engineer', 'engineer', 'viewer')
        OR (role = 'platform_owner' AND tenant = '00000000-0000-7000-8000-000000000001')) IS NOT TRUE THEN
        RAISE EXCEPTION 'this role is not given here' USING ERRCODE = 'OP403', DETAIL = 'manage_tenants';
    END IF;
END
$$;

-- `proof`: Argon2id of a first password, to be changed at the first sign-in; null for a person of an identity provider.
CREATE FUNCTION admin.create_person(
    person uuid, email text, display_name text, role text, locale text, proof bytea, sso_subject text DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    PERFORM admin.check_role(now_acting.tenant_id, create_person.role);
    BEGIN
        INSERT INTO plant.person (tenant_id, id, email, display_name, role, locale, sso_subject)
        VALUES (now_acting.tenant_id, person, auth.fold_email(create_person.email), create_person.display_name,
                create_person.role, create_person.locale, create_person.sso_subject);
    EXCEPTION
        WHEN unique_violation THEN
            RAISE EXCEPTION 'this e-mail is taken' USING ERRCODE = 'OP409', DETAIL = 'email';
        WHEN check_violation OR not_null_violation THEN
            RAISE EXCEPTION 'a field is missing or malformed' USING ERRCODE = 'OP422', DETAIL = 'person';
    END;
    IF proof IS NOT NULL THEN
        PERFORM auth.set_proof(now_acting.tenant_id, person, proof, now_acting.person_id);
    END IF;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'create_person',
                         person::text, 'success', jsonb_build_object('role', create_person.role));
END
$$;

-- Null leaves a field as it is. A tenant keeps at least one active administrator, and nobody changes their own role or
-- deactivates themself.
CREATE FUNCTION admin.update_person(
    person uuid, expected_version bigint, display_name text DEFAULT NULL, role text DEFAULT NULL, locale text DEFAULT NULL,
    is_active boolean DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
    old plant.person;
    changed plant.person;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    -- Administrators are locked together, so that two of them cannot deactivate each other at once.
    PERFORM FROM plant.person p WHERE p.tenant_id = now_acting.tenant_id
        AND p.role IN ('tenant_admin', 'platform_owner') ORDER BY p.id FOR UPDATE;
    SELECT * INTO old FROM plant.person p WHERE p.tenant_id = now_acting.tenant_id AND p.id = person FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such person' USING ERRCODE = 'OP404', DETAIL = 'person';
    END IF;
    IF old.version IS DISTINCT FROM expected_version THEN
        RAISE EXCEPTION 'this person has been changed meanwhile' USING ERRCODE = 'OP409', DETAIL = 'version';
    END IF;
    changed := old;
    changed.display_name := coalesce(update_person.display_name, old.display_name);
    changed.role := coalesce(update_person.role, old.role);
    changed.locale := coalesce(update_person.locale, old.locale);
    changed.is_active := coalesce(update_person.is_active, old.is_active);
    PERFORM admin.check_role(now_acting.tenant_id, changed.role);
    IF person = now_acting.person_id AND (changed.role, changed.is_active) <> (old.role, old.is_active) THEN
        RAISE EXCEPTION 'nobody changes their own role' USING ERRCODE = 'OP409', DETAIL = 'self';
    END IF;
    BEGIN
        UPDATE plant.person p SET display_name = changed.display_name, role = changed.role, locale = changed.locale,
               is_active = changed.is_active
         WHERE p.tenant_id = now_acting.tenant_id AND p.id = person;
    EXCEPTION WHEN check_violation THEN
        RAISE EXCEPTION 'a field is malformed' USING ERRCODE = 'OP422', DETAIL = 'person';
    END;
    IF NOT EXISTS (SELECT FROM plant.person p WHERE p.tenant_id = now_acting.tenant_id AND p.is_active
                      AND p.role IN ('tenant_admin', 'platform_owner')) THEN
        RAISE EXCEPTION 'the last administrator stays' USING ERRCODE = 'OP409', DETAIL = 'last_administrator';
    END IF;
    IF NOT changed.is_active THEN
        PERFORM auth.end_sessions(now_acting.tenant_id, person, NULL, now_acting.person_id);
    END IF;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'update_person',
                         person::text, 'success', jsonb_build_object('role', changed.role, 'is_active', changed.is_active));
    RETURN old.version + 1;
END
$$;

CREATE FUNCTION admin.reset_password(person uuid, proof bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    IF NOT EXISTS (SELECT FROM plant.person p WHERE p.tenant_id = now_acting.tenant_id AND p.id = person) THEN
        RAISE EXCEPTION 'there is no such person' USING ERRCODE = 'OP404', DETAIL = 'person';
    END IF;
    PERFORM auth.set_proof(now_acting.tenant_id, person, proof, now_acting.person_id);
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'reset_password',
                         person::text, 'success');
END
$$;

CREATE FUNCTION admin.list_people()
RETURNS TABLE (id uuid, email text, display_name text, role text, locale text, is_active boolean, version bigint,
               last_sign_in_at timestamptz, must_change boolean, open_sessions bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    RETURN QUERY SELECT p.id, p.email, p.display_name, p.role, p.locale, p.is_active, p.version, s.last_sign_in_at,
                        s.must_change, s.open_sessions
      FROM plant.person p LEFT JOIN auth.sign_ins(now_acting.tenant_id) s ON s.person_id = p.id
     WHERE p.tenant_id = now_acting.tenant_id ORDER BY p.email;
END
$$;

CREATE FUNCTION admin.list_sessions()
RETURNS TABLE (session_id uuid, person_id uuid, device_id uuid, workstation text, issued_at timestamptz,
               expires_at timestamptz, revoked_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    RETURN QUERY SELECT * FROM auth.sessions(now_acting.tenant_id);
END
$$;

CREATE FUNCTION admin.revoke_session(session uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    IF session IS NULL OR auth.end_sessions(now_acting.tenant_id, NULL, session, now_acting.person_id) = 0 THEN
        RAISE EXCEPTION 'there is no such open session' USING ERRCODE = 'OP404', DETAIL = 'session';
    END IF;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'revoke_session',
                         session::text, 'success');
END
$$;
CREATE FUNCTION admin.revoke_sessions_of(person uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
    ended integer;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    ended := auth.end_sessions(now_acting.tenant_id, person, NULL, now_acting.person_id);
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'revoke_sessions',
                         person::text, 'success', jsonb_build_object('ended', ended));
    RETURN ended;
END
$$;

-- The tenant's action log, checked entry by entry; a head kept from an earlier check (number and hash) is looked for.
CREATE FUNCTION admin.verify_action_log(
    kept_no bigint DEFAULT NULL, kept_hash bytea DEFAULT NULL, OUT is_intact boolean, OUT entries bigint,
    OUT unchained bigint, OUT broken_at bigint, OUT head_no bigint, OUT head_hash bytea
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    SELECT c.is_intact, c.entries, c.unchained, c.broken_at, c.head_no, c.head_hash
      INTO is_intact, entries, unchained, broken_at, head_no, head_hash
      FROM audit.check_chain(now_acting.tenant_id, kept_no, kept_hash) c;
END
$$;

-- An entry about something that a workstation did or was refused, in the name of the one who is signed in. Actions that
-- central itself logs cannot be written this way.
CREATE FUNCTION admin.log_action(action text, object text, outcome text, message jsonb DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('view_plant');
    IF (log_action.action ~ '^[a-z_]{1,80}$' AND log_action.outcome IN ('success', 'failure', 'pending')
        AND coalesce(length(log_action.object), 0) <= 300 AND coalesce(pg_column_size(log_action.message), 0) <= 8192)
        IS NOT TRUE THEN
        RAISE EXCEPTION 'this is no entry' USING ERRCODE = 'OP422', DETAIL = 'action';
    END IF;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id,
                         'workstation.' || log_action.action, log_action.object, log_action.outcome, log_action.message);
END
$$;

SELECT optria.settle('auth.pepper_of', 'optria_keeper');
SELECT optria.settle('auth.set_proof', 'optria_keeper', '{optria_writer}');
SELECT optria.settle('auth.end_sessions', 'optria_keeper', '{optria_writer}');
SELECT optria.settle('auth.sign_ins', 'optria_keeper', '{optria_writer}');
SELECT optria.settle('auth.sessions', 'optria_keeper', '{optria_writer}');
SELECT optria.settle('auth.salt_for', 'optria_keeper', '{optria_writer}');
SELECT optria.settle('admin.check_role', 'optria_owner', '{optria_writer}');
SELECT optria.settle(f, 'optria_writer', '{optria_client}')
  FROM unnest('{admin.password_salt,admin.create_person,admin.update_person,admin.reset_password,admin.list_people,
                admin.list_sessions,admin.revoke_session,admin.revoke_sessions_of,admin.verify_action_log,
                admin.log_action}'::text[]) f;
