-- Sign-in and uploads read no more than they need.
--
-- Attempts are looked up, not read through: somebody who leaves a million of them for a colleague's e-mail made each of the
-- tenant's sign-ins take seconds. `coalesce`, since no index finds what IS NOT DISTINCT FROM something.
CREATE INDEX attempt_wrong ON auth.attempt (tenant_id, account, coalesce(device, ''::bytea), at)
    WHERE outcome IS DISTINCT FROM 'right' AND outcome IS DISTINCT FROM 'slowed';
CREATE INDEX attempt_right ON auth.attempt (tenant_id, account, coalesce(device, ''::bytea), at) WHERE outcome = 'right';
DROP INDEX auth.attempt_by_account;

CREATE OR REPLACE FUNCTION auth.close_attempt(
    attempt uuid, OUT outcome text, OUT retry_after_seconds integer, OUT person_id uuid, OUT device bytea
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.role_tenant_id();
    a auth.attempt;
    group_of bytea;
    since timestamptz;
    wrong bigint;
    nearest double precision;
BEGIN
    PERFORM auth.refuse_old_view();
    SELECT * INTO a FROM auth.attempt x
     WHERE x.tenant_id = tenant AND x.id = attempt AND x.outcome IS NULL AND x.xid <> pg_current_xact_id()
       AND x.at > clock_timestamp() - interval '2 minutes'
       FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    person_id := a.person_id;
    device := a.device;
    group_of := coalesce(a.device, ''::bytea);
    SELECT max(x.at) INTO since FROM auth.attempt x
     WHERE x.tenant_id = tenant AND x.account = a.account AND coalesce(x.device, ''::bytea) = group_of
       AND x.outcome = 'right';
    since := greatest(since, clock_timestamp() - interval '1 hour');
    -- Those that came later, in a burst of many at once, count as well. The wait grows no more long before 30.
    SELECT count(*) INTO wrong FROM (
        SELECT FROM auth.attempt x
         WHERE x.tenant_id = tenant AND x.account = a.account AND coalesce(x.device, ''::bytea) = group_of
           AND x.outcome IS DISTINCT FROM 'right' AND x.outcome IS DISTINCT FROM 'slowed'
           AND x.at > since AND x.id <> a.id LIMIT 30) counted;
    SELECT least(
        extract(epoch FROM a.at - (SELECT max(x.at) FROM auth.attempt x
         WHERE x.tenant_id = tenant AND x.account = a.account AND coalesce(x.device, ''::bytea) = group_of
           AND x.outcome IS DISTINCT FROM 'right' AND x.outcome IS DISTINCT FROM 'slowed'
           AND x.at > since AND x.at <= a.at AND x.id <> a.id)),
        extract(epoch FROM (SELECT min(x.at) FROM auth.attempt x
         WHERE x.tenant_id = tenant AND x.account = a.account AND coalesce(x.device, ''::bytea) = group_of
           AND x.outcome IS DISTINCT FROM 'right' AND x.outcome IS DISTINCT FROM 'slowed'
           AND x.at > since AND x.at >= a.at AND x.id <> a.id) - a.at)) INTO nearest;
    IF nearest < auth.wait_seconds(wrong) THEN
        outcome := 'slowed';
        retry_after_seconds := ceil(auth.wait_seconds(wrong) - nearest);
    ELSE
        outcome := CASE WHEN a.is_right THEN 'right' ELSE 'wrong' END;
    END IF;
    UPDATE auth.attempt x SET outcome = close_attempt.outcome WHERE x.tenant_id = tenant AND x.id = attempt;
END
$$;

-- A moment that is worked out anew for each row finds nothing in an index: each sign-in read all attempts of the tenant's
-- day, each upload all batches of the workstation's. Worked out once it does.
DO $$
DECLARE
    slow regprocedure;
    text_before text;
    text_after text;
BEGIN
    FOREACH slow IN ARRAY ARRAY['auth.login_start(text,bytea,text)',
        'ingest.upload(uuid,uuid[],bigint[],bigint[],timestamptz[],double precision[],bigint[],bigint[],bigint[])']::regprocedure[]
    LOOP
        text_before := pg_get_functiondef(slow);
        text_after := replace(text_before, '.at < clock_timestamp() - interval ''1 day''',
                              '.at < (SELECT clock_timestamp() - interval ''1 day'')');
        IF text_after = text_before THEN
            RAISE EXCEPTION '% is not as it was', slow;
        END IF;
        EXECUTE text_after;
    END LOOP;
END
$$;
