-- The five kinds of role that are no person's, the schemas, and the two helpers that later migrations settle every
-- table and function with. Run by an administrator (superuser) through `optria central migrate`, each file in one
-- transaction.
--
-- optria_owner     owns schemas and tables; nobody acts as it
-- optria_client    holds every grant that workstations have; the LOGIN role of each tenant is a member
-- optria_writer    owns the functions that write for a signed-in person; itself under row security
-- optria_auth      owns the functions of sign-in; alone reads keys, verifiers and sessions
-- optria_keeper    owns the triggers and functions that keep the change feed and the action log
-- optria_platform  owns the functions by which a platform owner reaches over tenants

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['optria_owner', 'optria_client', 'optria_writer', 'optria_auth', 'optria_keeper',
                                  'optria_platform']
    LOOP
        -- Roles belong to the whole cluster: another database of it may have made them, even at this moment.
        BEGIN
            EXECUTE format('CREATE ROLE %I', wanted);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
        EXECUTE format(
            'ALTER ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION NOINHERIT', wanted);
    END LOOP;
END
$$;

-- Whatever a migration creates is nobody's to run until it is granted.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA crypto AUTHORIZATION optria_owner;
CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA crypto;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA crypto FROM PUBLIC;
GRANT USAGE ON SCHEMA crypto TO optria_auth, optria_keeper;
GRANT EXECUTE ON FUNCTION crypto.hmac(bytea, bytea, text), crypto.gen_random_bytes(integer) TO optria_auth;
GRANT EXECUTE ON FUNCTION crypto.hmac(bytea, bytea, text) TO optria_keeper;

CREATE SCHEMA plant AUTHORIZATION optria_owner;
CREATE SCHEMA auth AUTHORIZATION optria_owner;
CREATE SCHEMA audit AUTHORIZATION optria_owner;
CREATE SCHEMA sync AUTHORIZATION optria_owner;
CREATE SCHEMA ingest AUTHORIZATION optria_owner;
CREATE SCHEMA admin AUTHORIZATION optria_owner;
GRANT USAGE ON SCHEMA plant, auth, sync, ingest, admin TO optria_client, optria_writer, optria_platform;
GRANT USAGE ON SCHEMA plant, auth, audit, sync TO optria_keeper;
GRANT USAGE ON SCHEMA auth, plant, audit TO optria_auth;
GRANT USAGE ON SCHEMA audit TO optria_writer, optria_platform;

-- Gives a function to its owner, takes it from PUBLIC, and lets the named roles run it. A SECURITY DEFINER function
-- without a pinned search_path is refused on the spot.
CREATE FUNCTION optria.settle(target text, owner name, may_run name[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    f regproc := target::regproc;
    runner name;
    made pg_proc;
BEGIN
    SELECT * INTO STRICT made FROM pg_proc WHERE oid = f;
    IF made.prosecdef AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (made.proconfig), false) THEN
        RAISE EXCEPTION '% runs as its owner and does not pin search_path', target;
    END IF;
    EXECUTE format('ALTER FUNCTION %s OWNER TO %I', f::oid::regprocedure, owner);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f::oid::regprocedure);
    FOREACH runner IN ARRAY may_run LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', f::oid::regprocedure, runner);
    END LOOP;
END
$$;

-- Gives a tenant table to its owner with forced row security, its one policy, and its grants by column: workstations
-- may read the columns that exist now, the write functions may write all but the key.
--
-- The policy names no role. Any member of a role may run DROP OWNED BY that role, which takes it out of every policy:
-- a policy TO optria_client could be removed by each tenant for all of them.
CREATE FUNCTION optria.protect(target regclass, needs text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    readable text;
    changeable text;
    tenant text := CASE WHEN needs IS NULL THEN '(SELECT auth.tenant_id())'
                        ELSE format('(SELECT auth.tenant_id_for(%L))', needs) END;
BEGIN
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum),
           string_agg(quote_ident(attname), ', ' ORDER BY attnum)
               FILTER (WHERE attname NOT IN ('tenant_id', 'id') AND attgenerated = '')
      INTO readable, changeable
      FROM pg_attribute WHERE attrelid = target AND attnum > 0 AND NOT attisdropped;
    EXECUTE format('ALTER TABLE %s OWNER TO optria_owner', target);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY tenant ON %s USING (tenant_id = %s) WITH CHECK (tenant_id = %s)', target, tenant, tenant);
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', target);
    EXECUTE format('GRANT SELECT (%s) ON %s TO optria_client', readable, target);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %s TO optria_writer', target);
    EXECUTE format('GRANT UPDATE (%s) ON %s TO optria_writer', changeable, target);
END
$$;
SELECT optria.settle('optria.settle', 'optria_owner');
SELECT optria.settle('optria.protect', 'optria_owner');
