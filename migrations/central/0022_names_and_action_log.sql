-- Names are what they look like, whoever writes them: no control characters, none that turn the direction of the text,
-- none that cannot be seen, and not white space alone. Workstations refuse them at their edge (domain/src/text.rs has the
-- same list); this holds for psql, older workstations and other clients too.
--
-- Triggers and no CHECK: what stood in a row before is not asked again, so that somebody with an old bad name can still
-- be deactivated. OP422 with the column, as the other refusals of a value.

-- As a bracket expression of PostgreSQL's regular expressions. ZWNJ and ZWJ are letters' shapes in Arabic, and pass.
CREATE FUNCTION plant.misleading_characters() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT '[\u0001-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f'
        || '\u2028\u2029\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]'
$$;

-- Every character that is white space in Unicode, beside those above.
CREATE FUNCTION plant.misleads(shown text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT shown ~ plant.misleading_characters()
        OR shown <> '' AND shown !~ '[^ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u200c\u200d]'
$$;

-- Refuses the row where a column that was named to the trigger misleads and is new.
CREATE FUNCTION plant.refuse_misleading() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    given jsonb := to_jsonb(new);
    before jsonb := CASE WHEN tg_op = 'UPDATE' THEN to_jsonb(old) ELSE '{}' END;
    field text;
BEGIN
    FOREACH field IN ARRAY tg_argv LOOP
        IF given -> field IS DISTINCT FROM before -> field AND plant.misleads(given ->> field) THEN
            RAISE EXCEPTION 'a text has characters that mislead who reads it' USING ERRCODE = 'OP422', DETAIL = field;
        END IF;
    END LOOP;
    RETURN new;
END
$$;

-- Where a session was begun, and what an action is about, come along with something else that must not fail for it: they
-- are shown without such characters.
CREATE FUNCTION auth.clean_session() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    new.workstation := regexp_replace(new.workstation, plant.misleading_characters(), '', 'g');
    IF plant.misleads(new.opened_reason) THEN
        RAISE EXCEPTION 'a reason has characters that mislead who reads it' USING ERRCODE = 'OP422', DETAIL = 'reason';
    END IF;
    RETURN new;
END
$$;
CREATE FUNCTION audit.clean_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    new.object := regexp_replace(new.object, plant.misleading_characters(), '', 'g');
    new.message := regexp_replace(new.message::text, plant.misleading_characters(), '', 'g')::jsonb;
    RETURN new;
END
$$;

SELECT optria.settle(f, 'optria_owner', '{optria_auth,optria_writer,optria_keeper,optria_platform}')
  FROM unnest('{plant.misleading_characters,plant.misleads}'::text[]) f;
SELECT optria.settle(f, 'optria_owner')
  FROM unnest('{plant.refuse_misleading,auth.clean_session,audit.clean_entry}'::text[]) f;

DO $$
DECLARE
    line record;
BEGIN
    FOR line IN SELECT * FROM (VALUES
        ('tenant', '{name_en,name_ar}'::text[]), ('person', '{email,display_name}'), ('device', '{name}'),
        ('site', '{code,name_en,name_ar}'), ('asset', '{tag_code,name_en,name_ar}'), ('metric', '{name}'),
        ('integration', '{name}'), ('work_order', '{title_en,title_ar}'), ('alert_rule', '{name_en,name_ar}'),
        ('engineer', '{name_en,name_ar}'), ('engineer_skill', '{skill}'), ('identity_provider', '{name,display_name}')
    ) AS v (target, fields) LOOP
        EXECUTE format('CREATE TRIGGER refuses_misleading BEFORE INSERT OR UPDATE ON plant.%I '
                       'FOR EACH ROW EXECUTE FUNCTION plant.refuse_misleading(%s)', line.target,
                       (SELECT string_agg(quote_literal(f), ', ') FROM unnest(line.fields) f));
    END LOOP;
END
$$;
CREATE TRIGGER cleans BEFORE INSERT OR UPDATE OF workstation, opened_reason ON auth.session
    FOR EACH ROW EXECUTE FUNCTION auth.clean_session();
CREATE TRIGGER cleans BEFORE INSERT ON plant.action_log FOR EACH ROW EXECUTE FUNCTION audit.clean_entry();

-- A long action log is verified piece by piece: the next entries after one whose number and hash the caller got with the
-- piece before; from the first where `after_no` is 0. STABLE: all of it is seen as it was at the call, so that an entry
-- which is chained meanwhile breaks nothing. `is_last`: the chain's end was reached and its head fits. A head kept from
-- before is looked for among the entries, and beyond the end.
CREATE FUNCTION audit.check_entries(
    tenant uuid, after_no bigint, after_hash bytea, most integer, kept_no bigint, kept_hash bytea,
    OUT last_no bigint, OUT last_hash bytea, OUT broken_at bigint, OUT is_last boolean, OUT unchained bigint,
    OUT head_no bigint, OUT head_hash bytea
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    entry plant.action_log;
    looked_at integer := 0;
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    last_no := after_no;
    last_hash := CASE WHEN after_no = 0 THEN sha256(convert_to(tenant::text, 'UTF8')) ELSE after_hash END;
    SELECT c.chain_no, c.hash INTO head_no, head_hash FROM audit.chain c WHERE c.tenant_id = tenant;
    SELECT count(*) INTO unchained FROM plant.action_log l WHERE l.tenant_id = tenant AND l.chain_no IS NULL;
    FOR entry IN
        SELECT * FROM plant.action_log l WHERE l.tenant_id = tenant AND l.chain_no > after_no ORDER BY l.chain_no LIMIT most
    LOOP
        looked_at := looked_at + 1;
        IF entry.chain_no <> last_no + 1 OR entry.prev_hash IS DISTINCT FROM last_hash
           OR entry.hash IS DISTINCT FROM audit.entry_hash(entry)
           OR (entry.chain_no = kept_no AND entry.hash IS DISTINCT FROM kept_hash) THEN
            broken_at := last_no + 1;
            EXIT;
        END IF;
        last_no := entry.chain_no;
        last_hash := entry.hash;
    END LOOP;
    is_last := looked_at < most OR broken_at IS NOT NULL;
    IF is_last AND broken_at IS NULL AND (head_no IS DISTINCT FROM last_no OR head_hash IS DISTINCT FROM last_hash
                                          OR kept_no > last_no) THEN
        broken_at := last_no + 1;
    END IF;
END
$$;

-- The same in one go, for the administrator of the database and older workstations: an entry that was chained while it
-- was looked at made it say that the log is broken.
ALTER FUNCTION audit.check_chain(uuid, bigint, bytea) STABLE;

-- At most 50,000 entries at a time.
CREATE FUNCTION admin.verify_entries(
    after_no bigint, after_hash bytea, most integer, kept_no bigint DEFAULT NULL, kept_hash bytea DEFAULT NULL,
    OUT last_no bigint, OUT last_hash bytea, OUT broken_at bigint, OUT is_last boolean, OUT unchained bigint,
    OUT head_no bigint, OUT head_hash bytea
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_people');
    IF (after_no >= 0 AND (after_no = 0 OR octet_length(after_hash) = 32) AND most BETWEEN 1 AND 50000) IS NOT TRUE THEN
        RAISE EXCEPTION 'no such piece of the log' USING ERRCODE = 'OP422', DETAIL = 'after_no';
    END IF;
    SELECT c.* INTO last_no, last_hash, broken_at, is_last, unchained, head_no, head_hash
      FROM audit.check_entries(now_acting.tenant_id, after_no, after_hash, most, kept_no, kept_hash) c;
END
$$;
SELECT optria.settle('audit.check_entries', 'optria_keeper', '{optria_writer}');
SELECT optria.settle('admin.verify_entries', 'optria_writer', '{optria_client}');
