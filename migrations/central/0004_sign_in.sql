-- Sign-in in two calls. `auth.login_start` does the same writes whether the password is right or wrong, and answers
-- with an attempt's id. `auth.login_finish` answers only for an attempt that another transaction has committed: a guess
-- whose answer is seen has been counted. The password never comes here: what comes is Argon2id of it.

-- So many attempts in a row are free; then the wait doubles from 2 s to a quarter of an hour.
CREATE FUNCTION auth.wait_seconds(wrong bigint) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN wrong < 5 THEN 0 ELSE least(2 ^ least(wrong - 4, 20), 900)::integer END
$$;

CREATE FUNCTION auth.pepper() RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT k.secret FROM auth.tenant_key k
     WHERE k.tenant_id = (SELECT auth.role_tenant_id()) AND k.purpose = 'pepper' AND k.retired_at IS NULL
     ORDER BY k.made_at DESC LIMIT 1
$$;

CREATE FUNCTION auth.fold_email(email text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT lower(btrim(left(coalesce(email, ''), 320)))
$$;

-- The salt of an e-mail is made of it and the tenant's pepper, for people who exist and for those who do not: it is
-- the same before and after somebody is created or deactivated.
CREATE FUNCTION auth.salt_of(pepper bytea, email text) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT substr(crypto.hmac(convert_to('salt:' || auth.fold_email(email), 'UTF8'), pepper, 'sha256'), 1, 16)
$$;

CREATE FUNCTION auth.login_salt(email text, OUT salt bytea, OUT memory_kib integer, OUT passes integer, OUT lanes integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    pepper bytea := auth.pepper();
    a record;
BEGIN
    IF pepper IS NULL THEN
        RAISE EXCEPTION 'this role is no tenant''s' USING ERRCODE = 'OP401', DETAIL = 'not_a_tenant';
    END IF;
    SELECT x.salt, x.memory_kib, x.passes, x.lanes INTO a FROM auth.account x
     WHERE x.tenant_id = (SELECT auth.role_tenant_id()) AND x.email = auth.fold_email(login_salt.email);
    salt := coalesce(a.salt, auth.salt_of(pepper, email));
    memory_kib := coalesce(a.memory_kib, 19456);
    passes := coalesce(a.passes, 2);
    lanes := coalesce(a.lanes, 1);
END
$$;

CREATE FUNCTION auth.verifier_of(pepper bytea, proof bytea) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT crypto.hmac('verifier:'::bytea || proof, pepper, 'sha256')
$$;

-- `proof` is Argon2id(password) of 32 bytes with the salt and costs of `auth.login_salt`; `known_device` is the token
-- that an earlier sign-in on this workstation gave, or null.
CREATE FUNCTION auth.login_start(email text, proof bytea, known_device text DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.role_tenant_id();
    pepper bytea := auth.pepper();
    folded text := auth.fold_email(email);
    shown bytea;
    a record;
    device bytea;
    attempt uuid := gen_random_uuid();
BEGIN
    IF tenant IS NULL OR pepper IS NULL THEN
        RAISE EXCEPTION 'this role is no tenant''s' USING ERRCODE = 'OP401', DETAIL = 'not_a_tenant';
    END IF;
    -- What has another length is as wrong as a wrong password, and costs the same.
    shown := CASE WHEN octet_length(proof) = 32 THEN proof ELSE sha256('') END;
    SELECT x.person_id, x.verifier, x.is_active INTO a FROM auth.account x WHERE x.tenant_id = tenant AND x.email = folded;
    SELECT k.token_hash INTO device FROM auth.known_device k
     WHERE k.tenant_id = tenant AND k.person_id = a.person_id
       AND k.token_hash = sha256(convert_to(left(known_device, 200), 'UTF8'));
    INSERT INTO auth.attempt (tenant_id, id, account, person_id, device, at, xid, is_right)
    VALUES (tenant, attempt, crypto.hmac(convert_to('account:' || folded, 'UTF8'), pepper, 'sha256'),
            coalesce(a.person_id, gen_random_uuid()), device, clock_timestamp(), pg_current_xact_id(),
            auth.verifier_of(pepper, shown) = coalesce(a.verifier, sha256('')) AND coalesce(a.is_active, false));
    -- Old ones go a few at a time, and never those that another transaction is at.
    DELETE FROM auth.attempt o WHERE o.tenant_id = tenant AND o.id IN (
        SELECT i.id FROM auth.attempt i WHERE i.tenant_id = tenant AND i.at < clock_timestamp() - interval '1 day'
        ORDER BY i.at LIMIT 20 FOR UPDATE SKIP LOCKED);
    RETURN attempt;
END
$$;

-- Closes a committed attempt: right, wrong or slowed (with the seconds to wait), or null where there is none to close.
-- An attempt that is not closed, or whose closing is rolled back, keeps counting as wrong.
CREATE FUNCTION auth.close_attempt(
    attempt uuid, OUT outcome text, OUT retry_after_seconds integer, OUT person_id uuid, OUT device bytea
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.role_tenant_id();
    a auth.attempt;
    since timestamptz;
    wrong bigint;
    nearest double precision;
BEGIN
    SELECT * INTO a FROM auth.attempt x
     WHERE x.tenant_id = tenant AND x.id = attempt AND x.outcome IS NULL AND x.xid <> pg_current_xact_id()
       AND x.at > clock_timestamp() - interval '2 minutes'
       FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    person_id := a.person_id;
    device := a.device;
    SELECT max(x.at) INTO since FROM auth.attempt x
     WHERE x.tenant_id = tenant AND x.account = a.account AND x.device IS NOT DISTINCT FROM a.device
       AND x.outcome = 'right';
    -- Those that came later, in a burst of many at once, count as well.
    SELECT count(*), min(abs(extract(epoch FROM x.at - a.at))) INTO wrong, nearest FROM auth.attempt x
     WHERE x.tenant_id = tenant AND x.account = a.account AND x.device IS NOT DISTINCT FROM a.device
       AND x.id <> a.id AND x.outcome IS DISTINCT FROM 'right' AND x.outcome IS DISTINCT FROM 'slowed'
       AND x.at > greatest(coalesce(since, '-infinity'), clock_timestamp() - interval '1 hour');
    IF nearest < auth.wait_seconds(wrong) THEN
        outcome := 'slowed';
        retry_after_seconds := ceil(auth.wait_seconds(wrong) - nearest);
    ELSE
        outcome := CASE WHEN a.is_right THEN 'right' ELSE 'wrong' END;
    END IF;
    UPDATE auth.attempt x SET outcome = close_attempt.outcome WHERE x.tenant_id = tenant AND x.id = attempt;
END
$$;

-- A new session: its row and its token (JWT, HS256, RFC 7519), which is kept as a hash only.
CREATE FUNCTION auth.begin_session(person uuid, device uuid, workstation text, OUT token text, OUT expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.role_tenant_id();
    key auth.tenant_key;
    session uuid := gen_random_uuid();
    at timestamptz := clock_timestamp();
    signed text;
BEGIN
    SELECT * INTO STRICT key FROM auth.tenant_key k
     WHERE k.tenant_id = tenant AND k.purpose = 'sign' AND k.retired_at IS NULL ORDER BY k.made_at DESC LIMIT 1;
    expires_at := at + interval '24 hours';
    signed := auth.base64url(convert_to(jsonb_build_object('alg', 'HS256', 'typ', 'JWT', 'kid', key.kid)::text, 'UTF8'))
        || '.' || auth.base64url(convert_to(jsonb_build_object(
            'iss', 'optria', 'tid', tenant, 'sub', coalesce(person, device),
            'scope', CASE WHEN device IS NULL THEN 'person' ELSE 'device' END, 'jti', session,
            'iat', floor(extract(epoch FROM at)), 'exp', floor(extract(epoch FROM expires_at)))::text, 'UTF8'));
    token := signed || '.' || auth.base64url(crypto.hmac(convert_to(signed, 'UTF8'), key.secret, 'sha256'));
    DELETE FROM auth.session o WHERE o.tenant_id = tenant AND o.id IN (
        SELECT i.id FROM auth.session i
         WHERE i.tenant_id = tenant AND (i.person_id = person OR i.device_id = device)
           AND i.expires_at < at - interval '35 days'
         ORDER BY i.issued_at LIMIT 20 FOR UPDATE SKIP LOCKED);
    INSERT INTO auth.session (tenant_id, id, person_id, device_id, token_hash, kid, role, is_active, must_change, workstation,
                              issued_at, expires_at)
    SELECT tenant, session, person, device, sha256(convert_to(token, 'UTF8')), key.kid, coalesce(a.role, 'device'),
           coalesce(a.is_active, true), coalesce(a.must_change, false), left(begin_session.workstation, 200), at,
           begin_session.expires_at
      FROM (SELECT) one LEFT JOIN auth.account a ON a.tenant_id = tenant AND a.person_id = person;
END
$$;

-- outcome: right (with the token), wrong, slowed (with seconds), unknown (no such committed attempt, or used up).
CREATE FUNCTION auth.login_finish(
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
    SELECT x.person_id, x.must_change INTO STRICT a FROM auth.account x
     WHERE x.tenant_id = tenant AND x.is_active AND x.person_id = closed.person_id;
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
    UPDATE auth.account x SET last_sign_in_at = clock_timestamp()
     WHERE x.tenant_id = tenant AND x.person_id = a.person_id;
    PERFORM audit.append(tenant, a.person_id, NULL, NULL, 'sign_in', left(workstation, 200), 'success');
END
$$;

CREATE FUNCTION auth.logout() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.look(true);
    IF now_acting.session_id IS NOT NULL THEN
        UPDATE auth.session x SET revoked_at = clock_timestamp(), revoked_by = now_acting.person_id
         WHERE x.tenant_id = now_acting.home_tenant_id AND x.id = now_acting.session_id;
        PERFORM audit.append(now_acting.home_tenant_id, now_acting.person_id, now_acting.device_id,
                             now_acting.session_id, 'sign_out', NULL, 'success');
    END IF;
END
$$;

-- The old password is shown by a committed attempt as at sign-in, so that whoever has taken over a session cannot try
-- passwords uncounted. Ends all other sessions of the person. outcome as in login_finish, and `same` where nothing changes.
CREATE FUNCTION auth.change_password(attempt uuid, new_proof bytea, OUT outcome text, OUT retry_after_seconds integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
    closed record;
    a record;
BEGIN
    SELECT * INTO now_acting FROM auth.look(true);
    IF now_acting.person_id IS NULL THEN
        RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'OP401', DETAIL = auth.session_state();
    END IF;
    IF octet_length(new_proof) IS DISTINCT FROM 32 THEN
        RAISE EXCEPTION 'a proof has 32 bytes' USING ERRCODE = 'OP422', DETAIL = 'new_proof';
    END IF;
    SELECT * INTO closed FROM auth.close_attempt(attempt);
    outcome := coalesce(closed.outcome, 'unknown');
    retry_after_seconds := closed.retry_after_seconds;
    SELECT x.verifier INTO STRICT a FROM auth.account x
     WHERE x.tenant_id = now_acting.home_tenant_id AND x.person_id = now_acting.person_id;
    IF outcome = 'right' AND closed.person_id <> now_acting.person_id THEN
        outcome := 'unknown';
    END IF;
    IF outcome = 'right' AND auth.verifier_of(auth.pepper(), new_proof) = a.verifier THEN
        outcome := 'same';
    END IF;
    IF outcome <> 'right' THEN
        RETURN;
    END IF;
    UPDATE auth.account x SET verifier = auth.verifier_of(auth.pepper(), new_proof), must_change = false,
           changed_at = clock_timestamp(), salt = coalesce(x.salt, auth.salt_of(auth.pepper(), x.email))
     WHERE x.tenant_id = now_acting.home_tenant_id AND x.person_id = now_acting.person_id;
    UPDATE auth.session x SET revoked_at = clock_timestamp(), revoked_by = now_acting.person_id
     WHERE x.tenant_id = now_acting.home_tenant_id AND x.person_id = now_acting.person_id
       AND x.id <> now_acting.session_id AND x.revoked_at IS NULL;
    UPDATE auth.session x SET must_change = false
     WHERE x.tenant_id = now_acting.home_tenant_id AND x.id = now_acting.session_id;
    PERFORM audit.append(now_acting.home_tenant_id, now_acting.person_id, NULL, now_acting.session_id,
                         'change_password', NULL, 'success');
END
$$;

-- A person's way of reading (language, theme, digits, calendar, zone): theirs alone, so in no one's way.
CREATE FUNCTION auth.save_preferences(preferences jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('view_plant');
    IF jsonb_typeof(save_preferences.preferences) IS DISTINCT FROM 'object'
       OR pg_column_size(save_preferences.preferences) > 8192 THEN
        RAISE EXCEPTION 'preferences are a small object' USING ERRCODE = 'OP422', DETAIL = 'preferences';
    END IF;
    UPDATE auth.account x SET preferences = save_preferences.preferences
     WHERE x.tenant_id = now_acting.home_tenant_id AND x.person_id = now_acting.person_id;
END
$$;

-- A workstation's own session, for its 256-bit secret. There is nothing to guess, so one call is enough. Null where
-- the secret or the workstation is not (or no longer) right.
CREATE FUNCTION auth.device_login(device uuid, secret bytea, OUT token text, OUT expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.role_tenant_id();
BEGIN
    IF octet_length(secret) = 32 AND auth.session_state() <> 'tenant_disabled' AND EXISTS (
        SELECT FROM auth.device_credential d WHERE d.tenant_id = tenant AND d.device_id = device AND d.is_active
           AND d.secret_hash = sha256(secret)) THEN
        SELECT b.token, b.expires_at INTO token, expires_at FROM auth.begin_session(NULL, device, NULL) b;
    END IF;
END
$$;

SELECT optria.settle('auth.wait_seconds', 'optria_owner', '{optria_auth}');
SELECT optria.settle('auth.pepper', 'optria_auth');
SELECT optria.settle('auth.fold_email', 'optria_owner', '{optria_auth,optria_keeper,optria_writer}');
SELECT optria.settle('auth.salt_of', 'optria_owner', '{optria_auth,optria_keeper}');
SELECT optria.settle('auth.verifier_of', 'optria_owner', '{optria_auth,optria_keeper}');
SELECT optria.settle('auth.close_attempt', 'optria_auth');
SELECT optria.settle('auth.begin_session', 'optria_auth');
SELECT optria.settle('auth.login_salt', 'optria_auth', '{optria_client}');
SELECT optria.settle('auth.login_start', 'optria_auth', '{optria_client}');
SELECT optria.settle('auth.login_finish', 'optria_auth', '{optria_client}');
SELECT optria.settle('auth.logout', 'optria_auth', '{optria_client}');
SELECT optria.settle('auth.change_password', 'optria_auth', '{optria_client}');
SELECT optria.settle('auth.save_preferences', 'optria_auth', '{optria_client}');
SELECT optria.settle('auth.device_login', 'optria_auth', '{optria_client}');
