-- The gate: everything in this database that would let one tenant at another. It must give no row. `optria central
-- verify` and the tests ask it; each rule is shown by a test to find what it is for.

CREATE FUNCTION optria.findings() RETURNS TABLE (rule text, object text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH ours AS (
        SELECT n.oid, n.nspname FROM pg_namespace n
         WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    ), relations AS (
        SELECT c.*, o.nspname FROM pg_class c JOIN ours o ON o.oid = c.relnamespace
    ), tables AS (
        SELECT * FROM relations WHERE relkind IN ('r', 'p')
    ), functions AS (
        SELECT p.* FROM pg_proc p JOIN ours o ON o.oid = p.pronamespace
    ), tenants AS (
        SELECT r.* FROM pg_roles r JOIN auth.tenant_role t ON t.role_name = r.rolname
    ), policies AS (
        SELECT p.polname, p.polrelid, p.polroles,
               coalesce(pg_get_expr(p.polqual, p.polrelid), '') AS qual,
               coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') AS checked
          FROM pg_policy p JOIN tables t ON t.oid = p.polrelid
    )
    SELECT 'table without forced row security', t.oid::regclass::text FROM tables t
     WHERE NOT (t.relrowsecurity AND t.relforcerowsecurity)
    UNION ALL
    SELECT 'policy with OR', p.polrelid::regclass || ' ' || p.polname FROM policies p
     WHERE p.qual ~* '\mor\M' OR p.checked ~* '\mor\M'
    UNION ALL
    SELECT 'policy that is worked out for each row', p.polrelid::regclass || ' ' || p.polname FROM policies p
     WHERE regexp_replace(p.qual || p.checked, '\( SELECT auth\.', '', 'g') ~ '\mauth\.[a-z_]+\('
    UNION ALL
    -- A member may DROP OWNED BY the role, and so take it out of the policy for everybody.
    SELECT 'policy that names a role with tenants in it', p.polrelid::regclass || ' ' || p.polname FROM policies p
     WHERE EXISTS (SELECT FROM unnest(p.polroles) r (role) JOIN tenants t ON pg_has_role(t.oid, r.role, 'MEMBER')
                    WHERE r.role <> 0)
        OR 'optria_client'::regrole = ANY (p.polroles)
    UNION ALL
    SELECT 'policy for everybody that does not compare the tenant', p.polrelid::regclass || ' ' || p.polname
      FROM policies p WHERE p.polroles = '{0}' AND p.qual !~ '^\(tenant_id = \( SELECT auth\.tenant_id(_for)?\('
    UNION ALL
    SELECT 'two policies for everybody on one table', p.polrelid::regclass::text FROM policies p
     WHERE p.polroles = '{0}' GROUP BY p.polrelid HAVING count(*) > 1
    UNION ALL
    SELECT 'definer function without pinned search_path', f.oid::regprocedure::text FROM functions f
     WHERE f.prosecdef AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (f.proconfig), false)
    UNION ALL
    SELECT 'definer function of a superuser', f.oid::regprocedure::text FROM functions f
      JOIN pg_roles r ON r.oid = f.proowner WHERE f.prosecdef AND (r.rolsuper OR r.rolbypassrls)
    UNION ALL
    SELECT 'function that PUBLIC may run', f.oid::regprocedure::text FROM functions f
     WHERE EXISTS (SELECT FROM aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
                    WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE')
    UNION ALL
    SELECT 'dangerous function that PUBLIC may run', d::regprocedure::text FROM optria.dangerous_functions() d
      JOIN pg_proc p ON p.oid = d
     WHERE EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0)
    UNION ALL
    SELECT 'key without tenant_id in front', i.indexrelid::regclass::text FROM pg_index i JOIN tables t ON t.oid = i.indrelid
     WHERE i.indisunique AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid
            AND a.attnum = i.indkey[0] AND a.attname = 'tenant_id')
    UNION ALL
    SELECT 'foreign key without tenant_id in front', c.conrelid::regclass || ' ' || c.conname
      FROM pg_constraint c JOIN tables t ON t.oid = c.conrelid
     WHERE c.contype = 'f' AND NOT (
            EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = c.conkey[1] AND a.attname = 'tenant_id')
        AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.confrelid AND a.attnum = c.confkey[1] AND a.attname = 'tenant_id'))
    UNION ALL
    SELECT 'client may write directly', t.oid::regclass || ' ' || a.privilege_type
      FROM relations t, aclexplode(t.relacl) a
     WHERE a.privilege_type <> 'SELECT'
       AND (a.grantee = 0 OR a.grantee = 'optria_client'::regrole OR a.grantee IN (SELECT oid FROM tenants))
    UNION ALL
    SELECT 'client may write a column directly', t.oid::regclass || ' ' || c.attname || ' ' || a.privilege_type
      FROM relations t JOIN pg_attribute c ON c.attrelid = t.oid, aclexplode(c.attacl) a
     WHERE a.privilege_type <> 'SELECT'
       AND (a.grantee = 0 OR a.grantee = 'optria_client'::regrole OR a.grantee IN (SELECT oid FROM tenants))
    UNION ALL
    SELECT 'client reads keys, verifiers or sessions', t.oid::regclass::text FROM tables t
     WHERE t.nspname = 'auth' AND has_any_column_privilege('optria_client', t.oid, 'SELECT')
    UNION ALL
    SELECT 'view that reads with its owner''s rights', v.oid::regclass::text FROM relations v
     WHERE v.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (v.reloptions), false)
    UNION ALL
    SELECT 'materialized view, sequence open to clients or foreign table', v.oid::regclass::text FROM relations v
     WHERE v.relkind IN ('m', 'f') OR (v.relkind = 'S' AND has_sequence_privilege('optria_client', v.oid, 'USAGE, SELECT, UPDATE'))
    UNION ALL
    SELECT 'schema in which clients may create', o.nspname FROM ours o
     WHERE has_schema_privilege('optria_client', o.oid, 'CREATE')
    UNION ALL
    SELECT 'database in which clients may create or make temporary tables', current_database()
     WHERE has_database_privilege('optria_client', current_database(), 'CREATE')
        OR has_database_privilege('optria_client', current_database(), 'TEMPORARY')
    UNION ALL
    SELECT 'database that tenants of this one may connect to', d.datname FROM pg_database d
     WHERE d.datallowconn AND d.datname <> current_database()
       AND EXISTS (SELECT FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                    WHERE a.grantee = 0 AND a.privilege_type = 'CONNECT')
    UNION ALL
    SELECT 'language that clients may use', l.lanname FROM pg_language l
     WHERE l.lanispl AND has_language_privilege('optria_client', l.oid, 'USAGE')
        OR l.lanname = 'sql' AND has_language_privilege('optria_client', l.oid, 'USAGE')
    UNION ALL
    SELECT 'catalog of the whole cluster that clients may read', c.relname FROM pg_class c
     WHERE c.relnamespace = 'pg_catalog'::regnamespace
       AND c.relname IN ('pg_stat_activity', 'pg_locks', 'pg_roles', 'pg_user', 'pg_auth_members', 'pg_db_role_setting',
                         'pg_database', 'pg_stats', 'pg_authid', 'pg_shadow', 'pg_stat_ssl', 'pg_stat_user_tables')
       AND has_any_column_privilege('optria_client', c.oid, 'SELECT')
    UNION ALL
    SELECT 'statistics of values kept for all tenants', t.oid::regclass || ' ' || a.attname
      FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid
     WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'tenant_id' AND a.attstattarget <> 0
       AND t.nspname IN ('plant', 'auth', 'sync', 'audit')
    UNION ALL
    SELECT 'tenant''s role with more than a tenant''s rights', t.rolname FROM tenants t
     WHERE t.rolsuper OR t.rolbypassrls OR t.rolcreaterole OR t.rolcreatedb OR t.rolreplication OR t.rolconnlimit < 0
        OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = t.oid AND m.roleid <> 'optria_client'::regrole)
        OR EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = t.oid)
        OR EXISTS (SELECT FROM pg_shdepend d WHERE d.refobjid = t.oid AND d.refclassid = 'pg_authid'::regclass AND d.deptype = 'o')
    UNION ALL
    SELECT 'role of the product that can do more than it should', r.rolname FROM pg_roles r
     WHERE r.rolname IN ('optria_owner', 'optria_client', 'optria_writer', 'optria_auth', 'optria_keeper', 'optria_platform')
       AND (r.rolcanlogin OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
            OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid))
    UNION ALL
    SELECT 'bound parameters may be logged', current_database()
     WHERE NOT EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
                        WHERE d.datname = current_database() AND s.setrole = 0
                          AND 'log_parameter_max_length=0' = ANY (s.setconfig))
    UNION ALL
    SELECT 'extension besides pgcrypto', e.extname FROM pg_extension e WHERE e.extname NOT IN ('plpgsql', 'pgcrypto')
$$;
SELECT optria.settle('optria.findings', 'optria_owner');
