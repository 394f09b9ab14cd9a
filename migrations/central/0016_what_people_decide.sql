-- What people decide, and what they may write.
--
-- Whoever works on orders records what was found: failures and maintenance of an asset are theirs to write, as at the
-- workstation (docs/permissions.md).

CREATE OR REPLACE FUNCTION sync.capability_to_write(tbl text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE tbl
        WHEN 'site' THEN 'manage_assets'
        WHEN 'asset' THEN 'manage_assets'
        WHEN 'metric' THEN 'manage_assets'
        WHEN 'alert_rule' THEN 'manage_assets'
        WHEN 'asset_event' THEN 'manage_work_orders'
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

-- As before, but that the time of the last change is no field that two people could differ about: the later one stays.
CREATE OR REPLACE FUNCTION sync.apply_one(tenant uuid, tbl text, row_id uuid, action text, patch jsonb, base jsonb) RETURNS jsonb
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
        IF field = 'updated_at' AND (patch ->> field)::timestamptz > (present ->> field)::timestamptz THEN
            merged := merged || jsonb_build_object(field, patch -> field);
        ELSIF field = 'updated_at' THEN
            CONTINUE;
        ELSIF present -> field IS NOT DISTINCT FROM base -> field THEN
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
