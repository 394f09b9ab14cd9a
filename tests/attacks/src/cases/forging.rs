//! Being somebody else: tokens, roles, paths along which names are looked up, objects of one's own.

use crate::{
    As::{Admin, Role, Viewer},
    Case, DENIED,
    Expect::{Fails, NobodyElseNotices, Nothing, Prints},
    case,
};

pub const CASES: &[Case] = &[
    case(
        "tokens that were never given",
        Role,
        "SET app.session = ''; SELECT auth.session_state(); SET app.session = 'x'; SELECT auth.session_state(); SET app.session = 'eyJhbGciOiJub25lIn0.eyJyb2xlIjoicGxhdGZvcm1fb3duZXIiLCJqdGkiOiIwIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'; SELECT auth.session_state(); SELECT * FROM plant.person",
        Prints("none\nunknown\nunknown\n"),
    ),
    case(
        "a token without its signature, with another, with another claim",
        Role,
        "SELECT set_config('app.session', regexp_replace('{token}', '\\.[^.]*$', '.'), false) IS NULL; SELECT auth.tenant_id() IS NULL; SELECT set_config('app.session', regexp_replace('{token}', '.$', 'x') || 'y', false) IS NULL; SELECT auth.tenant_id() IS NULL; SELECT set_config('app.session', split_part('{token}', '.', 1) || '.' || translate(encode('{\"role\":\"platform_owner\"}', 'base64'), '+/=', '-_') || '.' || split_part('{token}', '.', 3), false) IS NULL; SELECT auth.tenant_id() IS NULL",
        Prints("f\nt\nf\nt\nf\nt\n"),
    ),
    case(
        "tokens that are no text for a token",
        Role,
        r"SET app.session = ''''; SELECT auth.session_state(); SELECT set_config('app.session', repeat('a', 100000), false) = ''; SELECT auth.session_state(); SELECT set_config('app.session', E'\u0001' || repeat('.', 500), false) = ''; SELECT auth.session_state(); SELECT set_config('app.session', repeat('%s%n$1', 50), false) = ''; SELECT auth.session_state()",
        Prints("unknown\nf\nunknown\nf\nunknown\nf\nunknown\n"),
    ),
    case(
        "roles that are not one's own",
        Viewer,
        "SET ROLE optria_writer; SET ROLE optria_auth; SET ROLE optria_keeper; SET ROLE optria_owner; SET ROLE optria_platform; SET ROLE postgres; SET ROLE {b_role}; SET SESSION AUTHORIZATION postgres; SET SESSION AUTHORIZATION {b_role}; SET LOCAL ROLE pg_read_all_data",
        DENIED,
    ),
    case(
        "the common role, to lose one's own tenant",
        Viewer,
        "SET ROLE optria_client; SELECT * FROM plant.site WHERE tenant_id <> '{a}'; SELECT * FROM plant.person WHERE tenant_id <> '{a}'",
        Nothing,
    ),
    case(
        "temporary objects",
        Role,
        "CREATE TEMP TABLE tenant_role (tenant_id uuid, role_name name); CREATE TEMP VIEW session AS SELECT 1; CREATE TEMP SEQUENCE s; SELECT 1 INTO TEMP x; CREATE TABLE pg_temp.account (x int); DECLARE c CURSOR WITH HOLD FOR SELECT * FROM auth.account",
        DENIED,
    ),
    case(
        "objects of one's own",
        Role,
        "CREATE TABLE public.x (y int); CREATE SCHEMA mine; CREATE TABLE plant.x (y int); CREATE VIEW plant.v AS SELECT 1; CREATE TYPE plant.t AS (x int); CREATE DOMAIN auth.d AS int; CREATE SEQUENCE sync.s; CREATE EXTENSION dblink; CREATE EXTENSION postgres_fdw; CREATE EXTENSION pgcrypto; CREATE SERVER s FOREIGN DATA WRAPPER x; CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION x(); CREATE PUBLICATION p FOR ALL TABLES; CREATE TABLESPACE t LOCATION '/tmp'; CREATE DATABASE mine",
        Fails(&["42501", "42704", "42883", "3F000", "42710"]),
    ),
    case(
        "functions and code of one's own",
        Role,
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1;END'; DO 'BEGIN PERFORM 1;END'; DO LANGUAGE plpgsql 'BEGIN END'; CREATE FUNCTION pg_temp.g(text) RETURNS bool LANGUAGE sql COST 0.0001 AS 'SELECT true'; CREATE OPERATOR public.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq); CREATE LANGUAGE plperlu; CREATE FUNCTION x() RETURNS int LANGUAGE c AS 'libc', 'system'; CREATE PROCEDURE public.p() LANGUAGE sql AS ''; CREATE CAST (text AS int) WITH INOUT; LOAD 'plpgsql_x'",
        Fails(&["42501", "3F000", "0A000"]),
    ),
    case(
        "a search path that looks elsewhere first",
        Viewer,
        "SET search_path = pg_temp, plant, auth, public; SELECT count(*) > 0 FROM plant.person; SELECT auth.tenant_id() = '{a}'; SET search_path = ''; SELECT auth.tenant_id() = '{a}'",
        Prints("t\nt\nt\n"),
    ),
    case(
        "names for which the pinned path decides",
        Viewer,
        "SET search_path = auth, sync, admin; SELECT session_state(); SELECT current_setting('search_path')",
        Prints("valid\nauth, sync, admin\n"),
    ),
    case(
        "signing with another's name",
        Admin,
        r#"SELECT r -> 'detail' ->> 'missing' FROM jsonb_array_elements(sync.apply(jsonb_build_array(jsonb_build_object('op_id', gen_random_uuid(), 'tbl', 'work_order', 'row_id', '{new}', 'action', 'insert', 'patch', jsonb_build_object('asset_id', (SELECT id FROM plant.asset LIMIT 1), 'title_en', 'x', 'title_ar', 'x', 'type', 'corrective', 'priority', 'high', 'status', 'open', 'created_by', '{viewer}', 'created_at', now(), 'updated_at', now()))))) r"#,
        Prints("created_by\n"),
    ),
    case(
        "pushing another's operations",
        Viewer,
        r#"SELECT r ->> 'outcome', r -> 'detail' ->> 'why' FROM jsonb_array_elements(sync.apply('[{"op_id": "{new}", "person_id": "{admin}", "tbl": "site", "row_id": "{new}", "action": "delete"}]')) r"#,
        Prints("blocked|other_person\n"),
    ),
    case(
        "entries in the action log that are none",
        Viewer,
        "SELECT admin.log_action('Open Tenant', NULL, 'success'); SELECT admin.log_action('x', NULL, 'perhaps'); SELECT admin.log_action('x', repeat('x', 301), 'success'); SELECT admin.log_action(NULL, NULL, NULL)",
        Fails(&["OP422"]),
    ),
    case(
        "an entry in the action log that central would write itself",
        Admin,
        "SELECT admin.log_action('open_tenant', NULL, 'success') IS NULL; SELECT count(*) FROM plant.action_log WHERE action = 'open_tenant'; SELECT count(*) FROM plant.action_log WHERE action = 'workstation.open_tenant'",
        Prints("f\n0\n1\n"),
    ),
    case(
        "a workstation without its secret",
        Role,
        "SELECT token IS NULL FROM auth.device_login('{new}', sha256('x')); SELECT token IS NULL FROM auth.device_login(NULL, NULL); SELECT token IS NULL FROM auth.device_login('{new}', '')",
        Prints("t\nt\nt\n"),
    ),
    case("other databases of the server", Role, "\\c template1\n", Fails(&["42501"])),
    case(
        "replication",
        Role,
        "SELECT pg_create_physical_replication_slot('x'); SELECT pg_create_logical_replication_slot('x', 'pgoutput'); SELECT pg_replication_origin_create('x'); SELECT * FROM pg_replication_slots; SELECT * FROM pg_replication_origin; SELECT pg_logical_emit_message(false, 'x', repeat('x', 1000)); SELECT pg_switch_wal(); SELECT pg_export_snapshot()",
        DENIED,
    ),
    case(
        "settings that are a superuser's",
        Role,
        "SET session_replication_role = replica; SET log_parameter_max_length = -1; SET log_min_duration_statement = 0; SET log_statement = 'all'; SET temp_file_limit = -1; SET lo_compat_privileges = on; SET zero_damaged_pages = on; SET session_preload_libraries = 'x'; SET track_activities = off; SET allow_system_table_mods = on; SET ignore_system_indexes = on",
        Fails(&["42501", "55P02"]),
    ),
    case(
        "what the planner may be told",
        Viewer,
        "SET enable_seqscan = off; SET enable_indexscan = off; SET constraint_exclusion = on; SET plan_cache_mode = force_generic_plan; PREPARE p AS SELECT * FROM plant.person WHERE tenant_id = $1; EXECUTE p('{b}'); RESET app.session; EXECUTE p('{a}')",
        Nothing,
    ),
    case(
        "a prepared statement that outlives its session",
        Viewer,
        "PREPARE p AS SELECT email FROM plant.person WHERE id = '{viewer}'; EXECUTE p; SET app.session = 'x'; EXECUTE p; SET app.session = '{b_token}'; EXECUTE p",
        Prints("viewer@alpha.example\n"),
    ),
    case(
        "a cursor that outlives its session",
        Viewer,
        "BEGIN; DECLARE c CURSOR FOR SELECT email FROM plant.person WHERE id <> '{a}'; SET LOCAL app.session = ''; FETCH ALL FROM c; COMMIT",
        Nothing,
    ),
    case(
        "people and workstations that are named like others, by characters that nobody sees",
        Admin,
        r"SELECT admin.create_person('{new}', 'x@alpha.example', E'Admin\u202E', 'viewer', 'en', decode(repeat('ab', 32), 'hex')); SELECT admin.create_person('{new}', E'admin\u200B@alpha.example', 'Admin', 'viewer', 'en', decode(repeat('ab', 32), 'hex')); SELECT admin.create_person('{new}', 'x@alpha.example', E' \u00A0\u3000 ', 'viewer', 'en', decode(repeat('ab', 32), 'hex')); SELECT admin.update_person('{viewer}', (SELECT version FROM plant.person WHERE id = '{viewer}'), display_name => E'Ad\u2066min'); SELECT admin.update_person('{viewer}', (SELECT version FROM plant.person WHERE id = '{viewer}'), display_name => E'Ad\tmin'); SELECT admin.update_person('{viewer}', (SELECT version FROM plant.person WHERE id = '{viewer}'), display_name => E'Admin\U000E0041'); SELECT admin.request_enrolment('{new}', E'ws\u200F-1', 'age1' || repeat('a', 58), decode(repeat('ab', 32), 'hex'))",
        Fails(&["OP422"]),
    ),
    case(
        "plant that is named like other plant",
        Admin,
        r#"SELECT r ->> 'outcome', r -> 'detail' ->> 'why', r -> 'detail' ->> 'field' FROM unnest(array[E'P\u202E-101', E'P-101\u200B', E'\u2003', E'P\n101', E'P\u0085', E'P\uFEFF-101', E'P-\U000E0031']) AS n, jsonb_array_elements(sync.apply(jsonb_build_array(jsonb_build_object('op_id', gen_random_uuid(), 'tbl', 'site', 'row_id', gen_random_uuid(), 'action', 'insert', 'patch', jsonb_build_object('code', n, 'name_en', 'x', 'name_ar', 'x', 'time_zone', 'UTC'))))) r"#,
        Prints(
            "rejected|invalid|code\nrejected|invalid|code\nrejected|invalid|code\nrejected|invalid|code\nrejected|invalid|code\nrejected|invalid|code\nrejected|invalid|code\n",
        ),
    ),
    case(
        "deciding in a view of how it was",
        Admin,
        "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT sync.apply('[]'); ROLLBACK; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT admin.log_action('x', NULL, 'success'); ROLLBACK; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT auth.login_finish('{new}'); ROLLBACK; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT auth.device_login('{new}', sha256('x')); ROLLBACK; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT auth.change_password('{new}', sha256('x')); ROLLBACK; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT admin.set_setting('x.y', '1'); ROLLBACK",
        Fails(&["OP422"]),
    ),
    case(
        "pages beyond what there is, and more than there may be",
        Admin,
        "SELECT * FROM admin.find_people('{}', -1, 10); SELECT * FROM admin.find_people('{}', 0, 1001); SELECT * FROM admin.find_sessions('{}', NULL, 1); SELECT * FROM admin.find_devices('{}', 0, NULL); SELECT * FROM admin.find_sessions('{}', 9223372036854775807, -1)",
        Fails(&["OP422"]),
    ),
    case("two-phase commit", Role, "BEGIN; SELECT 1; PREPARE TRANSACTION 'x'", NobodyElseNotices),
];
