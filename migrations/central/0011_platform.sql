-- What a platform owner does: see and edit tenants, and open one of them with a reason. The platform has a tenant of
-- its own (the one id below), so its people sign in like all others, over a LOGIN role of their own.

CREATE FUNCTION auth.is_platform_owner() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.look(false);
    RETURN coalesce(now_acting.role = 'platform_owner'
                    AND now_acting.home_tenant_id = '00000000-0000-7000-8000-000000000001', false);
END
$$;
SELECT optria.settle('auth.is_platform_owner', 'optria_auth', '{optria_platform,optria_writer}');

CREATE POLICY platform ON plant.tenant TO optria_platform USING ((SELECT auth.is_platform_owner()));
GRANT SELECT, UPDATE (name_en, name_ar, currency, time_zone, status) ON plant.tenant TO optria_platform;

-- Internal: marks the session. It counts from the next transaction on (auth.look).
CREATE FUNCTION auth.mark_opened(home uuid, session uuid, tenant uuid, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', home::text, true);
    UPDATE auth.session s SET opened_tenant_id = tenant, opened_xid = pg_current_xact_id(), opened_reason = reason,
           opened_at = CASE WHEN tenant IS NOT NULL THEN clock_timestamp() END
     WHERE s.tenant_id = home AND s.id = session;
END
$$;
SELECT optria.settle('auth.mark_opened', 'optria_keeper', '{optria_platform}');

-- Opens one tenant, in place of one that was open. The opening is in that tenant's action log and in the platform's
-- before it has any effect.
CREATE FUNCTION admin.open_tenant(tenant uuid, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
    why text := btrim(coalesce(reason, ''));
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_tenants');
    IF length(why) NOT BETWEEN 8 AND 500 THEN
        RAISE EXCEPTION 'opening a tenant needs a reason of 8 to 500 letters' USING ERRCODE = 'OP422', DETAIL = 'reason';
    END IF;
    IF NOT EXISTS (SELECT FROM plant.tenant t WHERE t.tenant_id = tenant AND t.status = 'active') THEN
        RAISE EXCEPTION 'there is no such active tenant' USING ERRCODE = 'OP404', DETAIL = 'tenant';
    END IF;
    PERFORM auth.mark_opened(now_acting.home_tenant_id, now_acting.session_id,
                             nullif(tenant, now_acting.home_tenant_id), why);
    PERFORM audit.append(tenant, now_acting.person_id, NULL, now_acting.session_id, 'open_tenant', tenant::text,
                         'success', jsonb_build_object('reason', why));
    IF tenant <> now_acting.home_tenant_id THEN
        PERFORM audit.append(now_acting.home_tenant_id, now_acting.person_id, NULL, now_acting.session_id,
                             'open_tenant', tenant::text, 'success', jsonb_build_object('reason', why));
    END IF;
END
$$;

CREATE FUNCTION admin.close_tenant() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_tenants');
    IF now_acting.tenant_id <> now_acting.home_tenant_id THEN
        PERFORM auth.mark_opened(now_acting.home_tenant_id, now_acting.session_id, NULL, NULL);
        PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'close_tenant',
                             now_acting.tenant_id::text, 'success');
    END IF;
END
$$;

CREATE FUNCTION admin.list_tenants()
RETURNS TABLE (tenant_id uuid, code text, name_en text, name_ar text, currency text, time_zone text, status text,
               created_at timestamptz, version bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM auth.require('manage_tenants');
    RETURN QUERY SELECT t.tenant_id, t.code, t.name_en, t.name_ar, t.currency, t.time_zone, t.status, t.created_at,
                        t.version
      FROM plant.tenant t ORDER BY t.code;
END
$$;

CREATE FUNCTION admin.update_tenant(
    tenant uuid, expected_version bigint, name_en text DEFAULT NULL, name_ar text DEFAULT NULL, currency text DEFAULT NULL,
    time_zone text DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
    new_version bigint;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_tenants');
    BEGIN
        UPDATE plant.tenant t SET name_en = coalesce(update_tenant.name_en, t.name_en),
               name_ar = coalesce(update_tenant.name_ar, t.name_ar),
               currency = coalesce(update_tenant.currency, t.currency),
               time_zone = coalesce(update_tenant.time_zone, t.time_zone)
         WHERE t.tenant_id = tenant AND t.version = expected_version RETURNING t.version INTO new_version;
    EXCEPTION WHEN check_violation THEN
        RAISE EXCEPTION 'a field is malformed' USING ERRCODE = 'OP422', DETAIL = 'tenant';
    END;
    IF new_version IS NULL THEN
        RAISE EXCEPTION 'this tenant is not there or has been changed meanwhile' USING ERRCODE = 'OP409', DETAIL = 'version';
    END IF;
    PERFORM audit.append(tenant, now_acting.person_id, NULL, now_acting.session_id, 'update_tenant', tenant::text, 'success');
    RETURN new_version;
END
$$;

-- Disabling ends every session of the tenant's people and workstations at once, and no new one begins. That its LOGIN
-- role no longer connects is the part of `optria central disable-tenant`.
CREATE FUNCTION admin.set_tenant_status(tenant uuid, status text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_tenants');
    IF tenant = '00000000-0000-7000-8000-000000000001' OR (set_tenant_status.status IN ('active', 'disabled')) IS NOT TRUE THEN
        RAISE EXCEPTION 'a tenant is active or disabled, the platform''s own is active'
            USING ERRCODE = 'OP422', DETAIL = 'status';
    END IF;
    UPDATE plant.tenant t SET status = set_tenant_status.status WHERE t.tenant_id = tenant;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such tenant' USING ERRCODE = 'OP404', DETAIL = 'tenant';
    END IF;
    PERFORM audit.append(tenant, now_acting.person_id, NULL, now_acting.session_id, 'set_tenant_status', tenant::text,
                         'success', jsonb_build_object('status', set_tenant_status.status));
END
$$;

SELECT optria.settle(f, 'optria_platform', '{optria_client}')
  FROM unnest('{admin.open_tenant,admin.close_tenant,admin.list_tenants,admin.update_tenant,admin.set_tenant_status}'::text[]) f;

-- Settings: the platform's defaults, and what a tenant sets in their place. A setting is no place for a secret.
CREATE TABLE plant.platform_default (
    tenant_id uuid NOT NULL CHECK (tenant_id = '00000000-0000-7000-8000-000000000001') REFERENCES plant.tenant (tenant_id),
    key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_.]{1,99}$' AND key !~ '(password|secret|token|api_key|private)'),
    value jsonb NOT NULL CHECK (pg_column_size(value) <= 65536),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by uuid,
    PRIMARY KEY (tenant_id, key)
);
CREATE TABLE plant.setting (
    tenant_id uuid NOT NULL REFERENCES plant.tenant (tenant_id),
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_.]{1,99}$' AND key !~ '(password|secret|token|api_key|private)'),
    value jsonb NOT NULL CHECK (pg_column_size(value) <= 65536),
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
);
SELECT optria.protect('plant.platform_default', 'manage_tenants');
SELECT optria.protect('plant.setting', 'read_collection');
SELECT optria.follow('plant.setting');
CREATE POLICY defaults ON plant.platform_default TO optria_platform
    USING (tenant_id = '00000000-0000-7000-8000-000000000001');
REVOKE INSERT, UPDATE, DELETE ON plant.platform_default FROM optria_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON plant.platform_default TO optria_platform;
GRANT SELECT ON plant.setting TO optria_platform;

-- Null as value takes the setting back.
CREATE FUNCTION admin.set_setting(key text, value jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_settings');
    IF value IS NULL THEN
        DELETE FROM plant.setting s WHERE s.tenant_id = now_acting.tenant_id AND s.key = set_setting.key;
    ELSE
        BEGIN
            INSERT INTO plant.setting AS s (tenant_id, key, value) VALUES (now_acting.tenant_id, set_setting.key, set_setting.value)
            ON CONFLICT (tenant_id, key) DO UPDATE SET value = excluded.value;
        EXCEPTION WHEN check_violation OR not_null_violation THEN
            RAISE EXCEPTION 'this is no setting' USING ERRCODE = 'OP422', DETAIL = 'key';
        END;
    END IF;
    PERFORM audit.append(now_acting.tenant_id, now_acting.person_id, NULL, now_acting.session_id, 'set_setting',
                         left(set_setting.key, 100), 'success');
END
$$;
CREATE FUNCTION admin.set_platform_default(key text, value jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
#variable_conflict use_column
DECLARE
    now_acting record;
    platform constant uuid := '00000000-0000-7000-8000-000000000001';
BEGIN
    SELECT * INTO now_acting FROM auth.require('manage_tenants');
    IF value IS NULL THEN
        DELETE FROM plant.platform_default d WHERE d.tenant_id = platform AND d.key = set_platform_default.key;
    ELSE
        BEGIN
            INSERT INTO plant.platform_default AS d (tenant_id, key, value, changed_by)
            VALUES (platform, set_platform_default.key, set_platform_default.value, now_acting.person_id)
            ON CONFLICT (tenant_id, key) DO UPDATE SET value = excluded.value, changed_at = clock_timestamp(),
                changed_by = excluded.changed_by;
        EXCEPTION WHEN check_violation OR not_null_violation THEN
            RAISE EXCEPTION 'this is no setting' USING ERRCODE = 'OP422', DETAIL = 'key';
        END;
    END IF;
    PERFORM audit.append(platform, now_acting.person_id, NULL, now_acting.session_id, 'set_platform_default',
                         left(set_platform_default.key, 100), 'success');
END
$$;
-- Each setting that is in force, where it comes from, and what stands behind it.
CREATE FUNCTION admin.effective_settings()
RETURNS TABLE (key text, value jsonb, origin text, platform_value jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('read_collection');
    RETURN QUERY
        SELECT coalesce(s.key, d.key), coalesce(s.value, d.value), CASE WHEN s.key IS NULL THEN 'platform' ELSE 'tenant' END,
               d.value
          FROM (SELECT x.key, x.value FROM plant.setting x WHERE x.tenant_id = now_acting.tenant_id) s
          FULL JOIN (SELECT x.key, x.value FROM plant.platform_default x
                      WHERE x.tenant_id = '00000000-0000-7000-8000-000000000001') d ON d.key = s.key
         ORDER BY 1;
END
$$;
SELECT optria.settle('admin.set_setting', 'optria_writer', '{optria_client}');
SELECT optria.settle('admin.set_platform_default', 'optria_platform', '{optria_client}');
SELECT optria.settle('admin.effective_settings', 'optria_platform', '{optria_client}');
