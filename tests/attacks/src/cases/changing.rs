//! Changing what is another's, or one's own past the functions that authorize.

use crate::{
    As::{Admin, Role, Viewer},
    Case, DENIED,
    Expect::{Fails, NobodyElseNotices, Prints},
    FORBIDDEN, NOT_FOUND, case,
};

pub const CASES: &[Case] = &[
    case(
        "writing tables directly",
        Admin,
        "INSERT INTO plant.site (tenant_id, id, code, name_en, name_ar, time_zone) VALUES ('{a}', '{new}', 'x', 'x', 'x', 'UTC'); UPDATE plant.asset SET name_en = 'x'; DELETE FROM plant.asset; TRUNCATE plant.asset; UPDATE plant.person SET role = 'tenant_admin'; INSERT INTO plant.action_log (tenant_id, action, outcome) VALUES ('{a}', 'x', 'success'); DELETE FROM plant.action_log; UPDATE sync.clock SET seq = 0; DELETE FROM sync.change; INSERT INTO sync.receipt SELECT * FROM sync.receipt",
        DENIED,
    ),
    case(
        "merging and upserting directly",
        Admin,
        "MERGE INTO plant.site s USING plant.site t ON false WHEN NOT MATCHED THEN INSERT (tenant_id, id, code, name_en, name_ar, time_zone) VALUES ('{b}', '{new}', 'x', 'x', 'x', 'UTC'); INSERT INTO plant.site (tenant_id, id, code, name_en, name_ar, time_zone) VALUES ('{b}', '{b_site}', 'x', 'x', 'x', 'UTC') ON CONFLICT DO NOTHING; WITH gone AS (DELETE FROM plant.asset RETURNING *) SELECT * FROM gone",
        DENIED,
    ),
    case(
        "copying in",
        Admin,
        "COPY plant.site FROM PROGRAM 'echo'; COPY plant.site FROM '/tmp/x'; COPY plant.site FROM STDIN",
        DENIED,
    ),
    case(
        "writing what sign-in reads",
        Admin,
        "UPDATE auth.account SET verifier = sha256('x'); INSERT INTO auth.session (tenant_id) VALUES ('{a}'); UPDATE auth.session SET opened_tenant_id = '{b}'; DELETE FROM auth.attempt; INSERT INTO auth.tenant_role (tenant_id, role_name) VALUES ('{b}', '{a_role}'); UPDATE auth.tenant_role SET tenant_id = '{b}'; INSERT INTO auth.tenant_key (tenant_id, purpose, kid, secret) VALUES ('{a}', 'sign', 'mine', sha256('x'))",
        DENIED,
    ),
    case(
        "operations of a viewer",
        Viewer,
        r#"SELECT r ->> 'outcome', r -> 'detail' ->> 'why' FROM jsonb_array_elements(sync.apply('[{"op_id": "{new}", "tbl": "site", "row_id": "{new}", "action": "insert", "patch": {"code": "x", "name_en": "x", "name_ar": "x", "time_zone": "UTC"}}]')) r"#,
        Prints("rejected|forbidden\n"),
    ),
    case(
        "operations on the other's rows",
        Admin,
        r#"SELECT r ->> 'outcome', r -> 'detail' ->> 'why' FROM jsonb_array_elements(sync.apply('[{"op_id": "{new}", "tbl": "site", "row_id": "{b_site}", "action": "update", "patch": {"name_en": "x"}, "base": {}}]')) r; SELECT r ->> 'outcome' FROM jsonb_array_elements(sync.apply('[{"op_id": "{new}", "tbl": "site", "row_id": "{b_site}", "action": "delete"}]')) r"#,
        Prints("rejected|deleted\napplied\n"),
    ),
    case(
        "operations that name the other tenant",
        Admin,
        r#"SELECT r -> 'detail' ->> 'field' FROM jsonb_array_elements(sync.apply('[{"op_id": "{new}", "tbl": "site", "row_id": "{new}", "action": "insert", "patch": {"tenant_id": "{b}", "code": "x", "name_en": "x", "name_ar": "x", "time_zone": "UTC"}}]')) r"#,
        Prints("tenant_id\n"),
    ),
    case(
        "operations on tables that are not for them",
        Admin,
        r#"SELECT r -> 'detail' ->> 'field' FROM unnest('{person,tenant,action_log,setting,device,sealed_secret,session,account,pg_authid,asset; DROP TABLE plant.site}'::text[]) t, jsonb_array_elements(sync.apply(jsonb_build_array(jsonb_build_object('op_id', gen_random_uuid(), 'tbl', t, 'row_id', '{new}', 'action', 'insert', 'patch', '{}'::jsonb)))) r"#,
        Prints("tbl\ntbl\ntbl\ntbl\ntbl\ntbl\ntbl\ntbl\ntbl\ntbl\n"),
    ),
    case(
        "fields with SQL in their names",
        Admin,
        r#"SELECT r ->> 'outcome' FROM unnest(array['name_en = (SELECT secret FROM auth.tenant_key)', 'id', 'version', '"', ''';--', 'xmin', 'ctid', 'search_text']) f, jsonb_array_elements(sync.apply(jsonb_build_array(jsonb_build_object('op_id', gen_random_uuid(), 'tbl', 'site', 'row_id', '{new}', 'action', 'insert', 'patch', jsonb_build_object(f, 'x'))))) r"#,
        Prints("rejected\nrejected\nrejected\nrejected\nrejected\nrejected\nrejected\nrejected\n"),
    ),
    case(
        "operations that are none",
        Admin,
        r#"SELECT sync.apply('{}'); SELECT sync.apply('[1]'); SELECT sync.apply('[{"op_id": null}]'); SELECT sync.apply(NULL); SELECT sync.apply((SELECT jsonb_agg(1) FROM generate_series(1, 51)))"#,
        Fails(&["OP422"]),
    ),
    case(
        "calling what is internal to the writes",
        Admin,
        "SELECT sync.apply_one('{b}', 'site', '{b_site}', 'delete', '{}', '{}'); SELECT sync.receive('{b}', '{b_person}', 'tenant_admin', '{}'); SELECT sync.tick('{b}'); SELECT sync.next_number('{b}', 'signal'); SELECT sync.check_fields('site', 'insert', '{}', NULL); SELECT audit.append('{b}', NULL, NULL, NULL, 'x', 'x', 'success'); SELECT auth.set_proof('{b}', '{b_person}', sha256('x'), NULL); SELECT auth.end_sessions('{b}', '{b_person}', NULL, NULL); SELECT auth.mark_opened('{a}', '{new}', '{b}', 'x'); SELECT auth.begin_session('{admin}', NULL, 'x'); SELECT auth.set_device_secret('{b}', '{new}', sha256('x'))",
        DENIED,
    ),
    case(
        "provisioning",
        Admin,
        "SELECT optria.create_person('{b}', '{new}', 'x@y.example', 'x', 'tenant_admin', sha256('x')); SELECT optria.set_tenant_status('{b}', 'disabled'); SELECT optria.rotate_tenant_password('{b}', 'x'); SELECT optria.rotate_signing_key('{b}', 'k', sha256('x')); SELECT optria.protect('plant.site'); SELECT optria.settle('auth.look', 'optria_client')",
        DENIED,
    ),
    case(
        "people of the other tenant",
        Admin,
        "SELECT admin.reset_password('{b_person}', sha256('x')); SELECT admin.update_person('{b_person}', 1, 'x'); SELECT admin.revoke_session('{b_session}')",
        NOT_FOUND,
    ),
    case("ending the other's sessions by person", Admin, "SELECT admin.revoke_sessions_of('{b_person}')", NOT_FOUND),
    case(
        "a secret for the other's workstation, or for one that is not there: the same answer",
        Admin,
        "SELECT admin.put_secret('{a}', '{new}', 'x', 'age-encryption.org/v1'::bytea || '\\x0a'::bytea, array['{b_site}'::uuid]); SELECT admin.put_secret('{a}', '{new}', 'x', 'age-encryption.org/v1'::bytea || '\\x0a'::bytea, array['{new}'::uuid]); SELECT admin.reseal_secret('{a}', '{b_site}', 'canary', 'age-encryption.org/v1'::bytea || '\\x0a'::bytea, array['{b_site}'::uuid], 1); SELECT admin.seal_secret('{new}', '{new}', 'x', 'age-encryption.org/v1'::bytea || '\\x0a'::bytea, array['{b_site}'::uuid], true)",
        Fails(&["OP422"]),
    ),
    case(
        "a secret put into the other's tenant",
        Admin,
        "SELECT admin.put_secret('{b}', '{b_site}', 'canary', 'age-encryption.org/v1'::bytea || '\\x0a'::bytea, array['{b_site}'::uuid]); SELECT admin.reseal_secret('{b}', '{b_site}', 'canary', 'age-encryption.org/v1'::bytea || '\\x0a'::bytea, array['{b_site}'::uuid], 1)",
        Fails(&["OP409"]),
    ),
    case(
        "what the functions about secrets use inside",
        Admin,
        "SELECT admin.hold_recipients('{b}', array['{b_site}'::uuid]); SELECT admin.check_tenant('{b}', '{b}')",
        DENIED,
    ),
    case(
        "administration that is a viewer's wish",
        Viewer,
        "SELECT admin.create_person('{new}', 'x@y.example', 'x', 'tenant_admin', 'en', sha256('x')); SELECT admin.update_person('{viewer}', 1, NULL, 'tenant_admin'); SELECT admin.reset_password('{admin}', sha256('x')); SELECT admin.set_setting('x.y', '1'); SELECT admin.enrol_device('{new}'); SELECT admin.seal_secret('{new}', '{new}', 'x', 'x', array['{new}'::uuid], true); SELECT admin.request_enrolment('{new}', 'x', 'x', sha256('x')); SELECT ingest.push(array[1], array[now()], array[1.0::float8], array[0])",
        FORBIDDEN,
    ),
    case(
        "becoming a platform owner",
        Admin,
        "SELECT admin.create_person('{new}', 'x@y.example', 'x', 'platform_owner', 'en', sha256('x')); SELECT admin.update_person('{viewer}', (SELECT version FROM plant.person WHERE id = '{viewer}'), NULL, 'platform_owner')",
        FORBIDDEN,
    ),
    case(
        "other people's roles",
        Role,
        "ALTER ROLE {b_role} PASSWORD 'x'; ALTER ROLE {b_role} NOLOGIN; ALTER ROLE {b_role} SET search_path = x; ALTER ROLE optria_owner LOGIN; ALTER ROLE ALL SET statement_timeout = 1; DROP ROLE {b_role}; CREATE ROLE mine SUPERUSER; ALTER ROLE {a_role} SUPERUSER; ALTER ROLE {a_role} CONNECTION LIMIT -1; ALTER ROLE {a_role} BYPASSRLS",
        DENIED,
    ),
    case(
        "memberships",
        Role,
        "GRANT optria_writer TO {a_role}; GRANT optria_client TO {b_role}; GRANT {a_role} TO {b_role}; GRANT {a_role} TO optria_writer; GRANT postgres TO {a_role}; GRANT pg_read_all_data TO {a_role}; REVOKE optria_client FROM {b_role}",
        Fails(&["42501", "0LP01"]),
    ),
    // DROP OWNED BY a role takes it out of every policy: what a member of optria_client may do to all of them.
    case(
        "dropping what the common role owns",
        Role,
        "DROP OWNED BY optria_client; SET ROLE optria_client; DROP OWNED BY optria_client; DROP OWNED BY CURRENT_ROLE CASCADE; RESET ROLE; DROP OWNED BY {a_role}",
        NobodyElseNotices,
    ),
    case(
        "dropping what others own",
        Role,
        "DROP OWNED BY optria_owner; DROP OWNED BY {b_role}; REASSIGN OWNED BY optria_owner TO {a_role}; REASSIGN OWNED BY {b_role} TO {a_role}; ALTER TABLE plant.asset OWNER TO {a_role}",
        DENIED,
    ),
    case(
        "the common role's settings",
        Role,
        "SET ROLE optria_client; ALTER ROLE optria_client SET default_transaction_read_only = on; ALTER ROLE optria_client SET statement_timeout = 1; ALTER ROLE optria_client PASSWORD 'x'; ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC; ALTER ROLE optria_client RESET ALL",
        NobodyElseNotices,
    ),
    case(
        "one's own role made useless",
        Role,
        "ALTER ROLE {a_role} SET default_transaction_read_only = on; ALTER ROLE {a_role} SET statement_timeout = 1; ALTER ROLE {a_role} SET role = optria_client; ALTER ROLE {a_role} RESET ALL",
        NobodyElseNotices,
    ),
    case(
        "settings of database and system",
        Role,
        "ALTER DATABASE postgres SET search_path = x; ALTER SYSTEM SET log_statement = 'all'; ALTER DATABASE postgres RENAME TO x; ALTER DATABASE postgres CONNECTION LIMIT 1",
        DENIED,
    ),
    case(
        "policies and tables",
        Admin,
        "DROP POLICY tenant ON plant.asset; CREATE POLICY mine ON plant.asset USING (true); ALTER TABLE plant.asset DISABLE ROW LEVEL SECURITY; ALTER TABLE plant.asset NO FORCE ROW LEVEL SECURITY; DROP TABLE plant.asset; ALTER TABLE plant.asset ADD COLUMN x int; CREATE INDEX ON plant.asset (name_en); ALTER TABLE plant.site DISABLE TRIGGER ALL; CREATE TRIGGER t BEFORE INSERT ON plant.site FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger(); CREATE RULE r AS ON SELECT TO plant.asset DO INSTEAD NOTHING; COMMENT ON TABLE plant.asset IS 'x'; GRANT SELECT ON plant.asset TO PUBLIC",
        Fails(&["42501", "42P17"]),
    ),
    case(
        "functions of ours",
        Admin,
        "CREATE OR REPLACE FUNCTION auth.tenant_id() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'; ALTER FUNCTION auth.tenant_id() RESET ALL; ALTER FUNCTION auth.tenant_id() SECURITY INVOKER; DROP FUNCTION auth.tenant_id(); GRANT EXECUTE ON FUNCTION auth.tenant_id() TO PUBLIC; REVOKE EXECUTE ON FUNCTION auth.login_start(text, bytea, text) FROM optria_client",
        NobodyElseNotices,
    ),
];
