-- The way of every write about the plant: `sync.apply` takes operations from a workstation's outbox, authorizes each
-- against the role of the person who is signed in, applies it in a savepoint of its own, and answers with a receipt.

CREATE TABLE sync.receipt (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    op_id uuid NOT NULL,
    person_id uuid NOT NULL,
    device_id uuid,
    device_seq bigint,
    tbl text NOT NULL,
    row_id uuid NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('applied', 'conflict', 'rejected')),
    detail jsonb,
    seq bigint,
    client_time timestamptz,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, op_id)
);
CREATE INDEX receipt_by_person ON sync.receipt (tenant_id, person_id, at);
SELECT optria.protect('sync.receipt');

-- Which capability writes a table, and what may be done to its rows. Null: nobody, this way.
CREATE FUNCTION sync.capability_to_write(tbl text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE tbl
        WHEN 'site' THEN 'manage_assets'
        WHEN 'asset' THEN 'manage_assets'
        WHEN 'metric' THEN 'manage_assets'
        WHEN 'alert_rule' THEN 'manage_assets'
        WHEN 'asset_event' THEN 'manage_assets'
        WHEN 'integration' THEN 'manage_integrations'
        WHEN 'mapping' THEN 'manage_mappings'
        WHEN 'score' THEN 'run_optimization'
        WHEN 'run' THEN 'run_optimization'
        WHEN 'recommendation' THEN 'run_optimization'
        WHEN 'alert' THEN 'acknowledge_alerts'
        WHEN 'work_order' THEN 'manage_work_orders'
        WHEN 'work_order_note' THEN 'manage_work_orders'
        WHEN 'engineer' THEN 'manage_settings'
        WHEN 'engineer_skill' THEN 'manage_settings'
        WHEN 'cost_model' THEN 'manage_cost_model'
        WHEN 'identity_provider' THEN 'manage_settings'
        WHEN 'onboarding_progress' THEN 'manage_settings'
    END
$$;
CREATE FUNCTION sync.may_be_deleted(tbl text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT tbl IN ('site', 'asset', 'metric', 'alert_rule', 'asset_event', 'integration', 'mapping', 'engineer',
                   'engineer_skill', 'identity_provider')
$$;

-- Refuses fields that the table has not or that the server alone sets, and another person's name where one signs.
CREATE FUNCTION sync.check_fields(tbl text, action text, patch jsonb, person uuid) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    field text;
BEGIN
    IF jsonb_typeof(patch) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'a patch is an object' USING ERRCODE = 'OP422', DETAIL = 'patch';
    END IF;
    FOR field IN SELECT jsonb_object_keys(patch) LOOP
        IF field IN ('tenant_id', 'id', 'version', 'no', 'signal') OR NOT EXISTS (
            SELECT FROM pg_attribute a WHERE a.attrelid = format('plant.%I', tbl)::regclass AND a.attname = field
               AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
               AND (action = 'insert' OR has_column_privilege(a.attrelid, a.attnum, 'UPDATE'))) THEN
            RAISE EXCEPTION 'this field is not to be set' USING ERRCODE = 'OP422', DETAIL = left(field, 100);
        END IF;
        IF field IN ('created_by', 'decided_by', 'started_by', 'acknowledged_by', 'shelved_by', 'author_id',
                     'saved_by', 'recorded_by', 'profile_completed_by') AND (patch ->> field) IS NOT NULL AND (patch ->> field) <> person::text THEN
            RAISE EXCEPTION 'nobody signs with another''s name' USING ERRCODE = 'OP403', DETAIL = field;
        END IF;
    END LOOP;
END
$$;

-- One operation, already authorized. Returns the fields that conflict, each with base, mine and theirs; the others are
-- merged. Raises where it cannot be.
CREATE FUNCTION sync.apply_one(tenant uuid, tbl text, row_id uuid, action text, patch jsonb, base jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    present jsonb;
    field text;
    fields text;
    conflicts jsonb := '{}';
    merged jsonb := '{}';
BEGIN
    IF action = 'insert' THEN
        SELECT coalesce(string_agg(', ' || quote_ident(k), ''), '') INTO fields FROM jsonb_object_keys(patch) k;
        EXECUTE format('INSERT INTO plant.%1$I (tenant_id, id%2$s) SELECT $1, $2%3$s FROM jsonb_populate_record(NULL::plant.%1$I, $3) r',
                       tbl, fields, replace(fields, ', ', ', r.'))
            USING tenant, row_id, patch;
        RETURN conflicts;
    END IF;
    EXECUTE format('SELECT to_jsonb(t) FROM plant.%I t WHERE t.tenant_id = $1 AND t.id = $2 FOR UPDATE', tbl)
        INTO present USING tenant, row_id;
    IF present IS NULL THEN
        IF action = 'delete' THEN
            RETURN conflicts;
        END IF;
        RAISE EXCEPTION 'the row is gone' USING ERRCODE = 'OP404', DETAIL = 'deleted';
    END IF;
    IF action = 'delete' THEN
        EXECUTE format('DELETE FROM plant.%I t WHERE t.tenant_id = $1 AND t.id = $2', tbl) USING tenant, row_id;
        RETURN conflicts;
    END IF;
    -- Compared as the column's type writes it, so that 1.50 typed and 1.5 stored are one value.
    EXECUTE format('SELECT to_jsonb(jsonb_populate_record(NULL::plant.%I, $1))', tbl) INTO base USING base;
    EXECUTE format('SELECT (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(jsonb_populate_record(NULL::plant.%I, $1))) '
                   'WHERE $1 ? key)', tbl) INTO patch USING patch;
    FOR field IN SELECT jsonb_object_keys(patch) LOOP
        IF present -> field IS NOT DISTINCT FROM base -> field THEN
            merged := merged || jsonb_build_object(field, patch -> field);
        ELSIF present -> field IS DISTINCT FROM patch -> field THEN
            conflicts := conflicts || jsonb_build_object(field, jsonb_build_object(
                'base', base -> field, 'mine', patch -> field, 'theirs', present -> field));
        END IF;
    END LOOP;
    IF merged <> '{}' THEN
        SELECT string_agg(format('%1$I = r.%1$I', k), ', ') INTO fields FROM jsonb_object_keys(merged) k;
        EXECUTE format('UPDATE plant.%1$I t SET %2$s FROM jsonb_populate_record(NULL::plant.%1$I, $3) r '
                       'WHERE t.tenant_id = $1 AND t.id = $2', tbl, fields)
            USING tenant, row_id, merged;
    END IF;
    RETURN conflicts;
END
$$;

-- Why an operation is rejected, without a value of anybody's: a stable word, and the field, capability or constraint.
CREATE FUNCTION sync.why_rejected(code text, detail text, constraint_name text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_strip_nulls(CASE
        WHEN code = 'OP403' THEN jsonb_build_object('why', 'forbidden', 'missing', detail)
        WHEN code = 'OP404' THEN jsonb_build_object('why', 'deleted')
        WHEN code = 'OP409' THEN jsonb_build_object('why', 'not_from_here', 'field', detail)
        WHEN code = 'OP422' THEN jsonb_build_object('why', 'invalid', 'field', detail)
        WHEN code = '23505' THEN jsonb_build_object('why', 'duplicate', 'constraint', constraint_name)
        WHEN code = '23503' THEN jsonb_build_object('why', 'missing_reference', 'constraint', constraint_name)
        WHEN code LIKE '23%' THEN jsonb_build_object('why', 'invalid', 'constraint', constraint_name)
        ELSE jsonb_build_object('why', 'invalid')
    END)
$$;

-- The receipt of one operation of the person; see sync.apply.
CREATE FUNCTION sync.receive(tenant uuid, person uuid, role text, op jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this_op uuid := (op ->> 'op_id')::uuid;
    this_row uuid := (op ->> 'row_id')::uuid;
    tbl text := left(op ->> 'tbl', 63);
    action text := op ->> 'action';
    needs text := sync.capability_to_write(tbl);
    known sync.receipt;
    waits_for text;
    outcome text;
    detail jsonb;
    code text;
    about text;
    violated text;
BEGIN
    IF coalesce(op ->> 'person_id', person::text) <> person::text THEN
        RETURN jsonb_build_object('op_id', this_op, 'outcome', 'blocked', 'detail', jsonb_build_object('why', 'other_person'));
    END IF;
    SELECT * INTO known FROM sync.receipt r WHERE r.tenant_id = tenant AND r.op_id = this_op;
    IF FOUND AND known.person_id <> person THEN
        RETURN jsonb_build_object('op_id', this_op, 'outcome', 'blocked', 'detail', jsonb_build_object('why', 'other_person'));
    ELSIF FOUND THEN
        RETURN jsonb_build_object('op_id', this_op, 'outcome', known.outcome, 'detail', known.detail);
    END IF;
    IF jsonb_typeof(op -> 'depends_on') = 'array' THEN
        SELECT d INTO waits_for FROM jsonb_array_elements_text(op -> 'depends_on') d
         WHERE NOT EXISTS (SELECT FROM sync.receipt r WHERE r.tenant_id = tenant AND r.op_id = d::uuid
                              AND r.outcome IN ('applied', 'conflict')) LIMIT 1;
    END IF;
    IF waits_for IS NOT NULL THEN
        RETURN jsonb_build_object('op_id', this_op, 'outcome', 'blocked',
                                  'detail', jsonb_build_object('why', 'waits_for', 'op_id', waits_for));
    END IF;
    BEGIN
        IF needs IS NULL OR (action = 'delete' AND NOT sync.may_be_deleted(tbl)) THEN
            RAISE EXCEPTION 'not written this way' USING ERRCODE = 'OP422', DETAIL = 'tbl';
        END IF;
        IF NOT auth.may(role, needs) THEN
            RAISE EXCEPTION 'a capability is missing' USING ERRCODE = 'OP403', DETAIL = needs;
        END IF;
        PERFORM sync.check_fields(tbl, action, coalesce(op -> 'patch', '{}'), person);
        detail := sync.apply_one(tenant, tbl, this_row, action, coalesce(op -> 'patch', '{}'), coalesce(op -> 'base', '{}'));
        outcome := CASE WHEN detail = '{}' THEN 'applied' ELSE 'conflict' END;
        detail := CASE WHEN detail <> '{}' THEN jsonb_build_object('why', 'changed', 'fields', detail) END;
    EXCEPTION
        -- What the operation itself is to blame for. A deadlock, a lock not had, a full disk are not: they end the
        -- call, nothing is kept, and the workstation sends it again.
        WHEN integrity_constraint_violation OR data_exception OR insufficient_privilege OR SQLSTATE 'OP403'
             OR SQLSTATE 'OP404' OR SQLSTATE 'OP409' OR SQLSTATE 'OP422' THEN
            GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, violated = CONSTRAINT_NAME, about = PG_EXCEPTION_DETAIL;
            outcome := 'rejected';
            detail := sync.why_rejected(code, CASE WHEN code LIKE 'OP%' THEN about END, violated);
    END;
    INSERT INTO sync.receipt (tenant_id, op_id, person_id, device_id, device_seq, tbl, row_id, action, outcome, detail,
                              client_time)
    VALUES (tenant, this_op, person, (op ->> 'device_id')::uuid, (op ->> 'device_seq')::bigint, tbl, this_row, action,
            outcome, detail, (op ->> 'client_time')::timestamptz)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        -- The same operation has just come in over another connection.
        RAISE EXCEPTION 'send it again' USING ERRCODE = '40001';
    END IF;
    RETURN jsonb_build_object('op_id', this_op, 'outcome', outcome, 'detail', detail);
END
$$;

-- operations: [{op_id, person_id, device_id, device_seq, tbl, row_id, action: insert|update|delete, patch, base,
-- depends_on: [op_id], client_time}], at most 50. Answers [{op_id, outcome, detail}] in the same order. applied,
-- conflict and rejected are final and kept; blocked (another person's, or one whose predecessor is missing) is not.
CREATE FUNCTION sync.apply(operations jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
    op jsonb;
    receipts jsonb := '[]';
BEGIN
    SELECT * INTO now_acting FROM auth.require('view_plant');
    IF jsonb_typeof(operations) IS DISTINCT FROM 'array' OR jsonb_array_length(operations) > 50 THEN
        RAISE EXCEPTION 'at most 50 operations in an array' USING ERRCODE = 'OP422', DETAIL = 'operations';
    END IF;
    FOR op IN SELECT jsonb_array_elements(operations) LOOP
        IF (jsonb_typeof(op) = 'object' AND op ->> 'op_id' IS NOT NULL AND op ->> 'row_id' IS NOT NULL
            AND op ->> 'tbl' IS NOT NULL AND op ->> 'action' IN ('insert', 'update', 'delete')) IS NOT TRUE THEN
            RAISE EXCEPTION 'an operation names op_id, tbl, row_id and action'
                USING ERRCODE = 'OP422', DETAIL = 'operations';
        END IF;
        receipts := receipts || sync.receive(now_acting.tenant_id, now_acting.person_id, now_acting.role, op);
    END LOOP;
    RETURN receipts;
END
$$;

-- What this database is, for a workstation that greets it: its schema, the oldest schema a workstation may know, which
-- cluster and timeline it is (another one: restored from a backup), and the tenant's feed.
CREATE FUNCTION sync.hello(schema integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'schema', (SELECT max(m.version) FROM optria.schema_migration m),
        'least_client', (SELECT max(m.least_client) FROM optria.schema_migration m),
        'system', (SELECT c.system_identifier::text FROM pg_control_system() c),
        'timeline', (SELECT c.timeline_id FROM pg_control_checkpoint() c),
        'state', auth.session_state(),
        'now', clock_timestamp());
END
$$;

SELECT optria.settle('sync.capability_to_write', 'optria_owner', '{optria_writer,optria_client}');
SELECT optria.settle('sync.may_be_deleted', 'optria_owner', '{optria_writer,optria_client}');
SELECT optria.settle('sync.check_fields', 'optria_owner', '{optria_writer}');
SELECT optria.settle('sync.apply_one', 'optria_owner', '{optria_writer}');
SELECT optria.settle('sync.why_rejected', 'optria_owner', '{optria_writer}');
SELECT optria.settle('sync.receive', 'optria_owner', '{optria_writer}');
SELECT optria.settle('sync.apply', 'optria_writer', '{optria_client}');
SELECT optria.settle('sync.hello', 'optria_auth', '{optria_client}');
GRANT USAGE ON SCHEMA optria TO optria_auth;
GRANT SELECT (version, least_client) ON optria.schema_migration TO optria_auth;
CREATE POLICY greeting ON optria.schema_migration TO optria_auth USING (version > 0);
GRANT USAGE ON SCHEMA sync TO optria_auth;
