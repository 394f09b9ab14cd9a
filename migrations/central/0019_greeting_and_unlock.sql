-- Two things a workstation must know in time: whose role it has connected with, before it shows anybody's password
-- there; and which of the people that may open it offline are no longer active, also while none of them is signed in.

-- The greeting names the tenant of the LOGIN role: its own code and nobody else's.
CREATE POLICY greeting ON plant.tenant TO optria_auth USING (tenant_id = (SELECT auth.role_tenant_id()));
GRANT USAGE ON SCHEMA plant TO optria_auth;
GRANT SELECT (tenant_id, code) ON plant.tenant TO optria_auth;

CREATE OR REPLACE FUNCTION sync.hello(schema integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object(
        'schema', (SELECT max(m.version) FROM optria.schema_migration m),
        'least_client', (SELECT max(m.least_client) FROM optria.schema_migration m),
        'system', (SELECT c.system_identifier::text FROM pg_control_system() c),
        'timeline', (SELECT c.timeline_id FROM pg_control_checkpoint() c),
        'state', auth.session_state(),
        'tenant_code', (SELECT t.code FROM plant.tenant t WHERE t.tenant_id = auth.role_tenant_id()),
        'now', clock_timestamp());
END
$$;

-- Those of the asked who may not open a workstation of the tenant: inactive, or none of its people. A foreign id is
-- answered like one that nobody has. A workstation's own session sees no people, so accounts are looked at.
CREATE FUNCTION auth.inactive_of(tenant uuid, asked uuid[]) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('optria.tenant', tenant::text, true);
    RETURN ARRAY(SELECT x.id FROM unnest(asked) AS x (id)
                  WHERE x.id IS NOT NULL AND NOT EXISTS (
                        SELECT FROM auth.account a WHERE a.tenant_id = tenant AND a.person_id = x.id AND a.is_active));
END
$$;
CREATE FUNCTION sync.inactive_people(asked uuid[]) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    now_acting record;
BEGIN
    SELECT * INTO now_acting FROM auth.require('read_collection');
    IF coalesce(cardinality(asked), 0) > 1000 THEN
        RAISE EXCEPTION 'at most 1000 people' USING ERRCODE = 'OP422', DETAIL = 'asked';
    END IF;
    RETURN auth.inactive_of(now_acting.home_tenant_id, asked);
END
$$;
SELECT optria.settle('auth.inactive_of', 'optria_keeper', '{optria_writer}');
SELECT optria.settle('sync.inactive_people', 'optria_writer', '{optria_client}');
