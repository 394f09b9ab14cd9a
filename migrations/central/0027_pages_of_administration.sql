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
