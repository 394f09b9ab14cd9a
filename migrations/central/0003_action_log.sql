-- The action log: append-only, with a hash chain for each tenant. An entry is chained by whoever gets the chain's head
-- without waiting; one that was appended while another transaction held the head is chained by the next. So an open
-- transaction of one person never keeps another from signing in. What a chain cannot show by itself, the loss of its
-- newest entries, shows against a head that a workstation or an export has kept (`audit.check_chain`).

CREATE TABLE plant.action_log (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    -- not a number counted up over all tenants: its gaps would tell how busy the others are
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- null: the administrator of the database, or nobody known
    person_id uuid,
    device_id uuid,
    session_id uuid,
    action text NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
    object text CHECK (length(object) <= 300),
    outcome text NOT NULL CHECK (outcome IN ('success', 'failure', 'pending')),
    message jsonb CHECK (pg_column_size(message) <= 8192),
    chain_no bigint,
    prev_hash bytea,
    hash bytea,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, chain_no),
    CHECK (num_nonnulls(chain_no, prev_hash, hash) IN (0, 3))
);
CREATE INDEX action_log_unchained ON plant.action_log (tenant_id, at, id) WHERE chain_no IS NULL;
CREATE INDEX action_log_by_time ON plant.action_log (tenant_id, at);

CREATE TABLE audit.chain (
    tenant_id uuid NOT NULL PRIMARY KEY REFERENCES plant.tenant (tenant_id),
    chain_no bigint NOT NULL,
    hash bytea NOT NULL
);

CREATE FUNCTION audit.keep_entries() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF tg_op = 'UPDATE' AND old.chain_no IS NULL
       AND (old.tenant_id, old.id, old.at, old.action, old.outcome) = (new.tenant_id, new.id, new.at, new.action, new.outcome)
       AND (old.person_id, old.device_id, old.session_id, old.object, old.message)
           IS NOT DISTINCT FROM (new.person_id, new.device_id, new.session_id, new.object, new.message) THEN
        RETURN new;
    END IF;
    RAISE EXCEPTION 'the action log is append-only' USING ERRCODE = 'OP403';
END
$$;
SELECT optria.settle('audit.keep_entries', 'optria_owner');
CREATE TRIGGER keeps_rows BEFORE UPDATE OR DELETE ON plant.action_log
    FOR EACH ROW EXECUTE FUNCTION audit.keep_entries();
CREATE TRIGGER keeps_all BEFORE TRUNCATE ON plant.action_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit.keep_entries();

-- What is hashed of an entry: every column and the hash before it, in jsonb's one way of writing.
CREATE FUNCTION audit.entry_hash(entry plant.action_log) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        entry.tenant_id, entry.chain_no, entry.id, (extract(epoch FROM entry.at) * 1000000)::bigint, entry.person_id,
        entry.device_id, entry.session_id, entry.action, entry.object, entry.outcome, entry.message,
        encode(entry.prev_hash, 'hex'))::text, 'UTF8'))
$$;

CREATE FUNCTION audit.chain_up(tenant uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head audit.chain;
    entry plant.action_log;
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    SELECT * INTO head FROM audit.chain c WHERE c.tenant_id = tenant FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    FOR entry IN
        SELECT * FROM plant.action_log l WHERE l.tenant_id = tenant AND l.chain_no IS NULL ORDER BY l.at, l.id LIMIT 500
    LOOP
        entry.chain_no := head.chain_no + 1;
        entry.prev_hash := head.hash;
        head.chain_no := entry.chain_no;
        head.hash := audit.entry_hash(entry);
        UPDATE plant.action_log l SET chain_no = entry.chain_no, prev_hash = entry.prev_hash, hash = head.hash
         WHERE l.tenant_id = tenant AND l.id = entry.id;
    END LOOP;
    UPDATE audit.chain c SET chain_no = head.chain_no, hash = head.hash WHERE c.tenant_id = tenant;
END
$$;

CREATE FUNCTION audit.append(
    tenant uuid, person uuid, device uuid, session uuid, action text, object text, outcome text, message jsonb DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    INSERT INTO plant.action_log (tenant_id, person_id, device_id, session_id, action, object, outcome, message)
    VALUES (tenant, person, device, session, append.action, append.object, append.outcome, append.message);
    PERFORM audit.chain_up(tenant);
END
$$;

-- Walks a tenant's chain. `broken_at` is the first entry whose content, predecessor or number is not what was chained;
-- null and `is_intact` where there is none. A head kept from before (number and hash) is looked for in it.
CREATE FUNCTION audit.check_chain(
    tenant uuid, kept_no bigint DEFAULT NULL, kept_hash bytea DEFAULT NULL,
    OUT is_intact boolean, OUT entries bigint, OUT unchained bigint, OUT broken_at bigint, OUT head_no bigint,
    OUT head_hash bytea
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    entry plant.action_log;
    before bytea := sha256(convert_to(tenant::text, 'UTF8'));
    count_of bigint := 0;
    head audit.chain;
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    FOR entry IN
        SELECT * FROM plant.action_log l WHERE l.tenant_id = tenant AND l.chain_no IS NOT NULL ORDER BY l.chain_no
    LOOP
        IF broken_at IS NULL AND (entry.chain_no <> count_of + 1 OR entry.prev_hash IS DISTINCT FROM before
                                  OR entry.hash IS DISTINCT FROM audit.entry_hash(entry)) THEN
            broken_at := count_of + 1;
        END IF;
        IF broken_at IS NULL AND entry.chain_no = kept_no AND entry.hash IS DISTINCT FROM kept_hash THEN
            broken_at := entry.chain_no;
        END IF;
        before := entry.hash;
        count_of := count_of + 1;
    END LOOP;
    SELECT * INTO head FROM audit.chain c WHERE c.tenant_id = tenant;
    IF broken_at IS NULL AND (head.chain_no IS DISTINCT FROM count_of OR head.hash IS DISTINCT FROM before
                              OR kept_no > count_of) THEN
        broken_at := count_of + 1;
    END IF;
    entries := count_of;
    SELECT count(*) INTO unchained FROM plant.action_log l WHERE l.tenant_id = tenant AND l.chain_no IS NULL;
    is_intact := broken_at IS NULL;
    head_no := head.chain_no;
    head_hash := head.hash;
END
$$;

CREATE FUNCTION audit.begin_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', new.tenant_id::text, true);
    INSERT INTO audit.chain (tenant_id, chain_no, hash)
    VALUES (new.tenant_id, 0, sha256(convert_to(new.tenant_id::text, 'UTF8')));
    RETURN NULL;
END
$$;

SELECT optria.settle('audit.entry_hash', 'optria_owner', '{optria_keeper}');
SELECT optria.settle('audit.chain_up', 'optria_keeper');
SELECT optria.settle('audit.append', 'optria_keeper', '{optria_auth,optria_writer,optria_platform}');
SELECT optria.settle('audit.check_chain', 'optria_keeper', '{optria_writer}');
SELECT optria.settle('audit.begin_chain', 'optria_keeper');
INSERT INTO audit.chain (tenant_id, chain_no, hash)
SELECT t.tenant_id, 0, sha256(convert_to(t.tenant_id::text, 'UTF8')) FROM plant.tenant t;
CREATE TRIGGER begins_chain AFTER INSERT ON plant.tenant FOR EACH ROW EXECUTE FUNCTION audit.begin_chain();

-- The keeper sees one tenant at a time: the one that its function has just named. Only its own functions run as it.
SELECT optria.protect('plant.action_log', 'manage_people');
REVOKE INSERT, UPDATE, DELETE ON plant.action_log FROM optria_writer;
CREATE POLICY kept ON plant.action_log TO optria_keeper
    USING (tenant_id = nullif(current_setting('optria.tenant', true), '')::uuid);
GRANT SELECT, INSERT (tenant_id, person_id, device_id, session_id, action, object, outcome, message),
      UPDATE (chain_no, prev_hash, hash) ON plant.action_log TO optria_keeper;
ALTER TABLE audit.chain OWNER TO optria_owner;
ALTER TABLE audit.chain ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.chain FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON audit.chain TO optria_keeper
    USING (tenant_id = nullif(current_setting('optria.tenant', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON audit.chain TO optria_keeper;
