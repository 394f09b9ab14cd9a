//! Finding out without reading: keys and references that tell whether something is there, salts, estimates, messages.

use crate::{
    As::{Admin, Role, Viewer},
    Case, DENIED,
    Expect::{Fails, NobodyElseNotices, Prints},
    case,
};

pub const CASES: &[Case] = &[
    case(
        "whether an id is taken",
        Admin,
        r#"SELECT r ->> 'outcome' FROM jsonb_array_elements(sync.apply('[{"op_id": "{new}", "tbl": "site", "row_id": "{b_site}", "action": "insert", "patch": {"code": "probe-1", "name_en": "x", "name_ar": "x", "time_zone": "UTC"}}]')) r"#,
        Prints("applied\n"),
    ),
    case(
        "whether a code is taken",
        Admin,
        r#"SELECT r ->> 'outcome' FROM jsonb_array_elements(sync.apply('[{"op_id": "{new}", "tbl": "site", "row_id": "{new}", "action": "insert", "patch": {"code": "canary-site", "name_en": "x", "name_ar": "x", "time_zone": "UTC"}}]')) r"#,
        Prints("applied\n"),
    ),
    case(
        "whether a row is there to refer to",
        Admin,
        r#"SELECT r -> 'detail' FROM unnest(array['{b_site}', '{new}']) s, jsonb_array_elements(sync.apply(jsonb_build_array(jsonb_build_object('op_id', gen_random_uuid(), 'tbl', 'engineer', 'row_id', gen_random_uuid(), 'action', 'insert', 'patch', jsonb_build_object('name_en', 'x', 'name_ar', 'x', 'person_id', s))))) r"#,
        Prints(
            "{\"why\": \"missing_reference\", \"constraint\": \"engineer_tenant_id_person_id_fkey\"}\n{\"why\": \"missing_reference\", \"constraint\": \"engineer_tenant_id_person_id_fkey\"}\n",
        ),
    ),
    case(
        "whether an e-mail is taken elsewhere",
        Admin,
        "SELECT admin.create_person('{new}', '{b_email}', 'x', 'viewer', 'en', sha256('x')) IS NOT NULL; SELECT admin.create_person('{new}', '{owner_email}', 'x', 'viewer', 'en', sha256('x')) IS NOT NULL",
        Prints("t\nt\n"),
    ),
    case(
        "whether a person is there, by the answers of administration",
        Admin,
        "SELECT admin.reset_password('{b_person}', sha256('x')); SELECT admin.reset_password('{new}', sha256('x')); SELECT admin.reset_password(NULL, sha256('x'))",
        Fails(&["OP404"]),
    ),
    case(
        "whether an operation of another was received",
        Admin,
        r#"SELECT r ->> 'outcome' FROM jsonb_array_elements(sync.apply('[{"op_id": "{new}", "tbl": "site", "row_id": "{new}", "action": "delete", "depends_on": ["{b_site}"]}]')) r"#,
        Prints("blocked\n"),
    ),
    case(
        "salts of people who are and who are not",
        Role,
        "SELECT count(DISTINCT octet_length(salt)), count(DISTINCT salt), min(memory_kib) = max(memory_kib) FROM unnest(array['{viewer_email}', 'nobody@alpha.example', '{b_email}', '', NULL]) e, auth.login_salt(e)",
        Prints("1|4|t\n"),
    ),
    case(
        "salts that stay",
        Role,
        "SELECT count(DISTINCT salt) FROM generate_series(1, 20), auth.login_salt('nobody@alpha.example'); SELECT (SELECT salt FROM auth.login_salt(' NOBODY@Alpha.example ')) = (SELECT salt FROM auth.login_salt('nobody@alpha.example'))",
        Prints("1\nt\n"),
    ),
    case(
        "attempts that look alike",
        Role,
        "SELECT count(*) FROM (SELECT auth.login_start('{viewer_email}', sha256('x')) UNION ALL SELECT auth.login_start('nobody@alpha.example', sha256('x')) UNION ALL SELECT auth.login_start(NULL, NULL) UNION ALL SELECT auth.login_start('', '') UNION ALL SELECT auth.login_start(repeat('x', 100000), sha256('x'), repeat('y', 100000))) a",
        Prints("5\n"),
    ),
    case(
        "finishing what was not begun",
        Role,
        "SELECT outcome, token IS NULL FROM auth.login_finish('{new}'); SELECT outcome FROM auth.login_finish(NULL)",
        Prints("unknown|t\nunknown\n"),
    ),
    case(
        "a guess that is rolled back",
        Role,
        "BEGIN; SELECT auth.login_start('{viewer_email}', sha256('guess')) AS attempt \\gset\nSELECT outcome FROM auth.login_finish(:'attempt'); ROLLBACK; SELECT outcome FROM auth.login_finish(:'attempt')",
        Prints("unknown\nunknown\n"),
    ),
    case(
        "a guess in a savepoint",
        Role,
        "BEGIN; SAVEPOINT s; SELECT auth.login_start('{viewer_email}', sha256('guess')) AS attempt \\gset\nRELEASE s; SELECT outcome FROM auth.login_finish(:'attempt'); SAVEPOINT t; SELECT outcome FROM auth.login_finish(:'attempt'); ROLLBACK",
        Prints("unknown\nunknown\n"),
    ),
    case(
        "a guess and its answer in one statement",
        Role,
        "SELECT f.outcome FROM auth.login_start('{viewer_email}', sha256('guess')) a, LATERAL auth.login_finish(a) f",
        Prints("unknown\n"),
    ),
    case(
        "an answer that is taken twice",
        Role,
        "SELECT auth.login_start('nobody@alpha.example', sha256('guess')) AS attempt \\gset\nSELECT outcome IN ('wrong', 'slowed') FROM auth.login_finish(:'attempt'); SELECT outcome FROM auth.login_finish(:'attempt')",
        Prints("t\nunknown\n"),
    ),
    case(
        "the old password guessed from a session",
        Viewer,
        "BEGIN; SELECT auth.login_start('{viewer_email}', sha256('guess')) AS attempt \\gset\nSELECT outcome FROM auth.change_password(:'attempt', sha256('new')); ROLLBACK",
        Prints("unknown\n"),
    ),
    case(
        "a password changed with another's attempt",
        Viewer,
        "SELECT auth.login_start('nobody@alpha.example', sha256('guess')) AS attempt \\gset\nSELECT outcome IN ('wrong', 'slowed', 'unknown') FROM auth.change_password(:'attempt', sha256('new'))",
        Prints("t\n"),
    ),
    case(
        "what a constraint quotes",
        Admin,
        r#"SELECT r ->> 'detail' FROM jsonb_array_elements(sync.apply(jsonb_build_array(jsonb_build_object('op_id', gen_random_uuid(), 'tbl', 'asset', 'row_id', gen_random_uuid(), 'action', 'insert', 'patch', jsonb_build_object('site_id', (SELECT id FROM plant.site LIMIT 1), 'tag_code', 'own-1', 'name_en', 'x', 'name_ar', 'x', 'family', 'pump', 'criticality', 'nothing', 'status', 'x'))))) r; SELECT admin.set_setting('Not A Key', '1')"#,
        NobodyElseNotices,
    ),
    case(
        "the plan, and what it says of others",
        Viewer,
        "EXPLAIN (VERBOSE) SELECT * FROM plant.asset WHERE tag_code = 'nothing-like-it'; EXPLAIN (ANALYZE, BUFFERS) SELECT count(*) FROM plant.asset",
        NobodyElseNotices,
    ),
    case(
        "how fast transactions are numbered, and who shares a lock",
        Viewer,
        "SELECT age('3'::xid); SELECT mxid_age('1'::xid); SELECT * FROM pg_get_multixact_members('1'); SELECT age(relfrozenxid) FROM pg_class",
        DENIED,
    ),
    case(
        "objects of ours by name",
        Viewer,
        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'auth'; SELECT has_table_privilege('auth.account', 'SELECT'), has_function_privilege('auth.look(boolean)', 'EXECUTE')",
        Prints("0\nf|f\n"),
    ),
];
