//! Getting in others' way: locks, signals, time, space, messages.

use crate::{
    As::{Admin, Role, Viewer},
    Case, DENIED,
    Expect::{Fails, NobodyElseNotices},
    case,
};

pub const CASES: &[Case] = &[
    case(
        "advisory locks",
        Viewer,
        "SELECT pg_advisory_lock(1330664530); SELECT pg_advisory_lock_shared(1); SELECT pg_try_advisory_lock(1); SELECT pg_advisory_xact_lock(1, 2); SELECT pg_try_advisory_xact_lock(1); SELECT pg_advisory_unlock_all(); SELECT pg_advisory_unlock(1330664530)",
        DENIED,
    ),
    case(
        "table locks",
        Admin,
        "BEGIN; LOCK TABLE plant.asset IN ACCESS EXCLUSIVE MODE; ROLLBACK; BEGIN; LOCK TABLE plant.asset IN SHARE MODE; ROLLBACK; BEGIN; LOCK TABLE plant.site IN ROW EXCLUSIVE MODE; ROLLBACK; BEGIN; LOCK TABLE sync.clock; ROLLBACK; BEGIN; LOCK TABLE auth.attempt IN ACCESS SHARE MODE; ROLLBACK; BEGIN; LOCK pg_catalog.pg_authid; ROLLBACK",
        DENIED,
    ),
    case(
        "row locks",
        Admin,
        "SELECT id FROM plant.site FOR UPDATE; SELECT id FROM plant.site FOR SHARE; SELECT id FROM plant.site FOR KEY SHARE; SELECT seq FROM sync.clock FOR UPDATE; SELECT id FROM plant.person FOR NO KEY UPDATE NOWAIT",
        DENIED,
    ),
    case(
        "ending others' connections",
        Viewer,
        "SELECT pg_terminate_backend(1); SELECT pg_cancel_backend(1); SELECT pg_terminate_backend(pg_backend_pid()); SELECT pg_reload_conf(); SELECT pg_rotate_logfile(); SELECT pg_promote()",
        DENIED,
    ),
    case(
        "sleeping",
        Viewer,
        "SELECT pg_sleep(1); SELECT pg_sleep_for('1 s'); SELECT pg_sleep_until(now() + interval '1 s')",
        DENIED,
    ),
    case("telling everybody", Viewer, "SELECT pg_notify('optria', 'x'); SELECT pg_notification_queue_usage()", DENIED),
    case("a flood of notifications", Viewer, "NOTIFY optria, 'x'; NOTIFY changes, 'canary'", NobodyElseNotices),
    case(
        "maintenance at a bad time",
        Admin,
        "VACUUM FULL plant.asset; ANALYZE plant.asset; REINDEX TABLE plant.asset; CLUSTER plant.asset USING asset_pkey; CHECKPOINT; REFRESH MATERIALIZED VIEW x; VACUUM; ANALYZE",
        NobodyElseNotices,
    ),
    case(
        "reindexing and clustering",
        Admin,
        "REINDEX TABLE plant.asset; CLUSTER plant.asset USING asset_pkey; CHECKPOINT; REINDEX DATABASE postgres; REINDEX SYSTEM postgres",
        Fails(&["42501"]),
    ),
    case(
        "a sort that fills the disk",
        Viewer,
        "SET work_mem = '64kB'; SHOW temp_file_limit; SELECT count(*) FROM (SELECT g, repeat('x', 100) FROM generate_series(1, 20000) g ORDER BY 2, 1 DESC OFFSET 1) x",
        NobodyElseNotices,
    ),
    case(
        "statistics of the server set back",
        Admin,
        "SELECT pg_stat_reset(); SELECT pg_stat_reset_shared('bgwriter'); SELECT pg_stat_clear_snapshot(); SELECT pg_stat_force_next_flush()",
        DENIED,
    ),
    case(
        "cutting others off with the functions that do it for administrators",
        Admin,
        "SELECT auth.cut_off('{b}', false); SELECT auth.cut_off_role('{b_role}', false); SELECT auth.cut_off('{a}', true); SELECT pg_terminate_backend(1, 100); SET ROLE optria_warden; SELECT admin.try_revoke_session('{b_session}'); SELECT admin.try_set_tenant_status('{b}', 'disabled'); SELECT admin.try_update_person('{b_person}', 1)",
        DENIED,
    ),
    case("a migration's lock by its number", Role, "SELECT pg_try_advisory_lock(x'4f505452'::bigint)", DENIED),
    case(
        "two thousand attempts of nobody",
        Role,
        "SELECT count(auth.login_start('nobody' || g || '@alpha.example', sha256('x'))) FROM generate_series(1, 2000) g",
        NobodyElseNotices,
    ),
];
