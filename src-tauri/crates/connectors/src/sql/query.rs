//! A person's own query: read by a parser, and only one SELECT that changes nothing gets through. What is sent is written
//! anew from what was understood, so that nothing hides in comments or in a way of writing that the parser read otherwise.
//! The database itself refuses writing too (a read-only transaction); this check tells the person before.

use super::{failure, identifier::Engine};
use domain::Failure;
use sqlparser::{
    ast::{
        Expr, ObjectName, Query, Select, SetExpr, Statement, TableFactor, Value, ValueWithSpan, VisitMut as _,
        VisitorMut,
    },
    dialect::{Dialect, MsSqlDialect, MySqlDialect, PostgreSqlDialect},
    parser::Parser,
};
use std::ops::ControlFlow;

/// What a query may name: the times that are asked for.
pub(crate) const SINCE: &str = ":since";
pub(crate) const UNTIL: &str = ":until";

/// Functions that a SELECT can do harm or escape with: they write, wait, lock, read files, or reach other servers.
const REFUSED: [&str; 42] = [
    "benchmark",
    "currval",
    "database_to_xml",
    "dblink",
    "dblink_connect",
    "dblink_exec",
    "get_lock",
    "lo_creat",
    "lo_create",
    "lo_export",
    "lo_from_bytea",
    "lo_get",
    "lo_import",
    "lo_put",
    "lo_unlink",
    "load_file",
    "master_pos_wait",
    "nextval",
    "opendatasource",
    "openquery",
    "openrowset",
    "pg_advisory_lock",
    "pg_advisory_xact_lock",
    "pg_cancel_backend",
    "pg_ls_dir",
    "pg_notify",
    "pg_read_binary_file",
    "pg_read_file",
    "pg_reload_conf",
    "pg_rotate_logfile",
    "pg_sleep",
    "pg_sleep_for",
    "pg_sleep_until",
    "pg_stat_file",
    "pg_switch_wal",
    "pg_terminate_backend",
    "query_to_xml",
    "release_lock",
    "set_config",
    "setval",
    "sleep",
    "txid_current",
];

/// Table hints of SQL Server that lock out those who write.
const LOCKING: [&str; 8] =
    ["HOLDLOCK", "PAGLOCK", "REPEATABLEREAD", "SERIALIZABLE", "TABLOCK", "TABLOCKX", "UPDLOCK", "XLOCK"];

/// A query that was found to be one SELECT.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    query: Box<Query>,
    engine: Engine,
}

/// A query as it is sent: inside another SELECT, and what must stand before that one.
pub(crate) struct Written {
    pub before: String,
    pub text: String,
}

impl Checked {
    pub fn parse(text: &str, engine: Engine) -> Result<Self, Failure> {
        let dialect: &dyn Dialect = match engine {
            Engine::Postgresql => &PostgreSqlDialect {},
            Engine::Mysql => &MySqlDialect {},
            Engine::SqlServer => &MsSqlDialect {},
        };
        let mut statements = Parser::parse_sql(dialect, text).map_err(failure::query_not_understood)?;
        let (Some(Statement::Query(mut query)), true) = (statements.pop(), statements.is_empty()) else {
            return Err(failure::query_not_one_select());
        };
        match query.visit(&mut Guard) {
            ControlFlow::Break(refused) => Err(refused),
            ControlFlow::Continue(()) => {
                if engine == Engine::SqlServer {
                    forget_order(&mut query);
                }
                Ok(Self { query, engine })
            }
        }
    }

    /// The query with each named parameter written as `placeholder` of it says, from left to right.
    /// SQL Server allows named parts (WITH) only at the beginning of the whole.
    pub fn written(&self, placeholder: impl FnMut(&str) -> String) -> Written {
        let mut query = self.query.clone();
        let _ = query.visit(&mut Placing(placeholder));
        let named = if self.engine == Engine::SqlServer { query.with.take() } else { None };
        Written { before: named.map(|with| format!("{with} ")).unwrap_or_default(), text: query.to_string() }
    }
}

/// Inside another SELECT an order has no meaning, and SQL Server refuses it unless it says which rows are taken.
fn forget_order(query: &mut Query) {
    let takes_some = matches!(&*query.body, SetExpr::Select(select) if select.top.is_some());
    if !takes_some && query.limit_clause.is_none() && query.fetch.is_none() {
        query.order_by = None;
    }
}

/// Ends at the first thing that is more than reading.
struct Guard;

impl VisitorMut for Guard {
    type Break = Failure;

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<Failure> {
        let is_reading = matches!(
            *query.body,
            SetExpr::Select(_) | SetExpr::Query(_) | SetExpr::SetOperation { .. } | SetExpr::Values(_)
        );
        if !is_reading || !query.locks.is_empty() {
            return ControlFlow::Break(failure::query_writes());
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<Failure> {
        if select.into.is_some() { ControlFlow::Break(failure::query_writes()) } else { ControlFlow::Continue(()) }
    }

    /// A SELECT inside is a query and no statement: what comes here as one writes.
    fn pre_visit_statement(&mut self, _: &mut Statement) -> ControlFlow<Failure> {
        ControlFlow::Break(failure::query_writes())
    }

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Failure> {
        match expr {
            Expr::Function(function) => allowed(&function.name),
            // SQL Server's way of writing a parameter.
            Expr::Identifier(name) if name.value.starts_with('@') && !name.value.starts_with("@@") => {
                ControlFlow::Break(failure::query_parameter_unknown(&name.value))
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<Failure> {
        if let TableFactor::Table { with_hints, .. } = factor
            && with_hints.iter().any(|hint| LOCKING.contains(&hint.to_string().to_ascii_uppercase().as_str()))
        {
            return ControlFlow::Break(failure::query_writes());
        }
        match factor {
            TableFactor::Table { name, args: Some(_), .. } | TableFactor::Function { name, .. } => allowed(name),
            _ => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_value(&mut self, value: &mut ValueWithSpan) -> ControlFlow<Failure> {
        match &value.value {
            Value::Placeholder(name) if ![SINCE, UNTIL].contains(&name.as_str()) => {
                ControlFlow::Break(failure::query_parameter_unknown(name))
            }
            _ => ControlFlow::Continue(()),
        }
    }
}

fn allowed(name: &ObjectName) -> ControlFlow<Failure> {
    let last = name.0.last().map(ToString::to_string).unwrap_or_default();
    let last = last.trim_matches(['"', '`', '[', ']']).to_ascii_lowercase();
    if REFUSED.contains(&last.as_str()) {
        return ControlFlow::Break(failure::query_function_refused(&last));
    }
    ControlFlow::Continue(())
}

/// Writes each parameter's placeholder in its place.
struct Placing<F>(F);

impl<F: FnMut(&str) -> String> VisitorMut for Placing<F> {
    type Break = ();

    fn pre_visit_value(&mut self, value: &mut ValueWithSpan) -> ControlFlow<()> {
        if let Value::Placeholder(name) = &value.value {
            let written = (self.0)(name);
            value.value = Value::Placeholder(written);
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str, engine: Engine) -> String {
        match Checked::parse(text, engine) {
            Ok(checked) => {
                let Written { before, text } = checked.written(|_| "?".into());
                format!("sent: {before}{text}")
            }
            Err(refused) => refused.message.id,
        }
    }

    #[test]
    fn only_one_select_that_changes_nothing_gets_through() {
        for (text, expected) in [
            ("SELECT tag, time, value FROM readings", "sent: SELECT tag, time, value FROM readings"),
            ("select 1; ", "sent: SELECT 1"),
            ("SELECT a FROM t WHERE x > :since AND x <= :until", "sent: SELECT a FROM t WHERE x > ? AND x <= ?"),
            ("WITH q AS (SELECT 1 AS a) SELECT a FROM q", "sent: WITH q AS (SELECT 1 AS a) SELECT a FROM q"),
            ("SELECT 1 UNION ALL SELECT 2", "sent: SELECT 1 UNION ALL SELECT 2"),
            ("SELECT ';' AS a -- ; DROP TABLE t", "sent: SELECT ';' AS a"),
            ("", "sql-query-not-one-select"),
            ("SELECT 1; SELECT 2", "sql-query-not-one-select"),
            ("SELECT 1; DROP TABLE t", "sql-query-not-one-select"),
            ("INSERT INTO t VALUES (1)", "sql-query-not-one-select"),
            ("UPDATE t SET a = 1", "sql-query-not-one-select"),
            ("DELETE FROM t", "sql-query-not-one-select"),
            ("TRUNCATE t", "sql-query-not-one-select"),
            ("DROP TABLE t", "sql-query-not-one-select"),
            ("CREATE TABLE t (a int)", "sql-query-not-one-select"),
            ("SET statement_timeout = 0", "sql-query-not-one-select"),
            ("EXPLAIN ANALYZE DELETE FROM t", "sql-query-not-one-select"),
            ("CALL p()", "sql-query-not-one-select"),
            ("SELECT * INTO copy FROM t", "sql-query-writes"),
            ("SELECT * FROM t FOR UPDATE", "sql-query-writes"),
            ("WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone", "sql-query-writes"),
            ("WITH new AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM new", "sql-query-writes"),
            ("SELECT * FROM (SELECT * FROM t FOR SHARE) AS q", "sql-query-writes"),
            ("SELECT pg_sleep(100)", "sql-query-function-refused"),
            ("SELECT * FROM t WHERE a = pg_catalog.set_config('a', 'b', false)", "sql-query-function-refused"),
            ("SELECT * FROM t WHERE a IN (SELECT nextval('s'))", "sql-query-function-refused"),
            ("SELECT * FROM pg_ls_dir('/') AS f", "sql-query-function-refused"),
            ("SELECT \"pg_read_file\"('/etc/passwd')", "sql-query-function-refused"),
            ("SELECT a FROM t WHERE b > :from", "sql-query-parameter-unknown"),
            ("SELECT a FROM t WHERE b > $1", "sql-query-parameter-unknown"),
            ("SELECT FROM WHERE", "sql-query-not-understood"),
            ("SELEC 1", "sql-query-not-understood"),
        ] {
            assert_eq!(verdict(text, Engine::Postgresql), expected, "{text}");
        }
    }

    #[test]
    fn what_mysql_would_run_out_of_a_comment_is_not_sent() {
        for (text, expected) in [
            ("SELECT `a` FROM `t`", "sent: SELECT `a` FROM `t`"),
            ("SELECT a FROM t WHERE b > ?", "sql-query-parameter-unknown"),
            ("SELECT SLEEP(5)", "sql-query-function-refused"),
            ("SELECT LOAD_FILE('/etc/passwd')", "sql-query-function-refused"),
            ("SELECT 1; DELETE FROM t", "sql-query-not-one-select"),
        ] {
            assert_eq!(verdict(text, Engine::Mysql), expected, "{text}");
        }
        // Run by MySQL, skipped by others: refused or written without it, never passed on.
        let hidden = verdict("SELECT 1 /*!50000 INTO OUTFILE '/tmp/x' */", Engine::Mysql);
        assert!(!hidden.contains("sent") || !hidden.contains("OUTFILE"), "{hidden}");
    }

    #[test]
    fn what_sql_server_would_do_beside_reading_is_not_sent() {
        for (text, expected) in [
            ("SELECT [tag], [at] FROM [dbo].[t]", "sent: SELECT [tag], [at] FROM [dbo].[t]"),
            ("SELECT TOP 5 a FROM t ORDER BY a", "sent: SELECT TOP 5 a FROM t ORDER BY a"),
            ("SELECT a FROM t ORDER BY a", "sent: SELECT a FROM t"),
            ("SELECT a FROM t WITH (NOLOCK) WHERE b > :since", "sent: SELECT a FROM t WITH (NOLOCK) WHERE b > ?"),
            ("SELECT a INTO copy FROM t", "sql-query-writes"),
            ("SELECT a FROM t WITH (UPDLOCK, HOLDLOCK)", "sql-query-writes"),
            ("SELECT a FROM t WITH (TABLOCKX)", "sql-query-writes"),
            ("SELECT a FROM OPENROWSET('SQLNCLI', 'x', 'DELETE FROM t') AS o", "sql-query-function-refused"),
            ("SELECT a FROM OPENQUERY(other, 'DELETE FROM t')", "sql-query-function-refused"),
            ("SELECT a FROM t WHERE b > @P1", "sql-query-parameter-unknown"),
            ("EXEC sp_who", "sql-query-not-one-select"),
            ("SELECT 1; EXEC xp_cmdshell 'dir'", "sql-query-not-one-select"),
            ("MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE;", "sql-query-not-one-select"),
        ] {
            assert_eq!(verdict(text, Engine::SqlServer), expected, "{text}");
        }
        for text in ["WAITFOR DELAY '00:01'", "SELECT NEXT VALUE FOR dbo.s", "SELECT 1 GO DROP TABLE t"] {
            assert!(!verdict(text, Engine::SqlServer).contains("sent"), "{text}");
        }
    }

    #[test]
    fn a_query_nested_without_end_is_refused_and_not_followed() {
        let deep = format!("SELECT {}1{}", "(".repeat(5_000), ")".repeat(5_000));
        assert_eq!(verdict(&deep, Engine::Postgresql), "sql-query-not-understood");
    }
}
