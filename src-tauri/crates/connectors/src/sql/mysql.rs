//! One connection to MySQL or MariaDB. The session is told to be read-only, to end statements in time, and to give
//! TIMESTAMP columns in UTC; each question is asked inside a read-only transaction.

use super::{
    config::SqlConfig,
    failure,
    mysql_failure::explain,
    relation::{Bound, Shape, Statement},
    row::Cell,
};
use crate::{SourceError, zone};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use mysql_async::{
    Column, Conn, OptsBuilder, Row, SslOpts, Value,
    consts::ColumnType,
    prelude::{Query, Queryable},
};
use std::time::Duration;

/// Character set number of what is no text.
const BINARY: u16 = 63;
/// Beyond the statement's own time-out the server is given so long to say that it ended it.
const GRACE: Duration = Duration::from_secs(5);
const SIGN_IN_TIMEOUT: Duration = Duration::from_secs(10);

pub(crate) struct Mysql {
    conn: Conn,
    /// A statement was begun and not ended: what comes next would be its answer.
    is_torn: bool,
}

impl Mysql {
    pub async fn sign_in(config: &SqlConfig) -> Result<Self, SourceError> {
        let secured = config.trust.as_ref().map(|trust| {
            let roots = trust.roots().map(|der| der.to_vec().into()).collect();
            SslOpts::default().with_disable_built_in_roots(true).with_root_certs(roots)
        });
        let asked = OptsBuilder::default()
            .ip_or_hostname(config.at.host.clone())
            .tcp_port(config.at.port)
            .user(Some(config.user.clone()))
            .pass(Some(config.password.expose()))
            .db_name(Some(config.database.clone()))
            .prefer_socket(false)
            .ssl_opts(secured);
        let conn = match tokio::time::timeout(SIGN_IN_TIMEOUT, Conn::new(asked)).await {
            Ok(conn) => conn.map_err(|e| explain(&e, config))?,
            Err(_) => return Err(failure::statement_silent(config, SIGN_IN_TIMEOUT)),
        };
        let mut signed_in = Self { conn, is_torn: false };
        signed_in.settle(config).await.map_err(|e| explain(&e, config))?;
        Ok(signed_in)
    }

    async fn settle(&mut self, config: &SqlConfig) -> mysql_async::Result<()> {
        let version: Option<String> = self.conn.query_first("SELECT VERSION()").await?;
        let seconds = config.statement_timeout.as_secs_f64();
        let limit = match version.is_some_and(|v| v.contains("MariaDB")) {
            true => format!("SET SESSION max_statement_time = {seconds}"),
            false => format!("SET SESSION max_execution_time = {}", (seconds * 1000.0) as u64),
        };
        for statement in [
            "SET SESSION TRANSACTION READ ONLY",
            "SET SESSION time_zone = '+00:00'",
            // Else a backslash in a text of the person's query would begin an escape that the parser has not seen.
            "SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES')",
            &limit,
        ] {
            statement.ignore(&mut self.conn).await?;
        }
        Ok(())
    }

    pub fn is_gone(&self) -> bool {
        self.is_torn
    }

    pub async fn describe(&mut self, config: &SqlConfig, asked: &Statement) -> Result<Shape, SourceError> {
        let prepared = self.conn.prep(asked.text.clone()).await.map_err(|e| explain(&e, config))?;
        let columns = prepared.columns();
        let kind = |n: usize| columns.get(n).map_or(ColumnType::MYSQL_TYPE_NULL, Column::column_type);
        let (time, value) = (kind(1), kind(2));
        if !is_time(time) {
            return Err(failure::time_column_type(config, &name_of(time)));
        }
        let is_binary = columns.get(2).is_some_and(|c| c.character_set() == BINARY);
        if !is_number(value) && (!is_text(value) || is_binary) {
            return Err(failure::value_column_type(config, &name_of(value)));
        }
        Ok(Shape {
            tag_is_text: is_text(kind(0)),
            value_is_decimal: false,
            time_is_instant: matches!(time, ColumnType::MYSQL_TYPE_TIMESTAMP | ColumnType::MYSQL_TYPE_TIMESTAMP2),
            ..Shape::default()
        })
    }

    pub async fn rows(
        &mut self,
        config: &SqlConfig,
        shape: Shape,
        asked: &Statement,
    ) -> Result<Vec<Vec<Cell>>, SourceError> {
        let within = config.statement_timeout + GRACE;
        let bound: Vec<Value> = asked.bound.iter().map(|b| value_of(b, config, shape)).collect();
        self.is_torn = true;
        let work = async {
            "START TRANSACTION READ ONLY".ignore(&mut self.conn).await?;
            let rows: mysql_async::Result<Vec<Row>> = self.conn.exec(asked.text.clone(), bound).await;
            "ROLLBACK".ignore(&mut self.conn).await?;
            rows
        };
        match tokio::time::timeout(within, work).await {
            Ok(rows) => {
                // An answered error leaves the connection whole; one of the wire does not.
                self.is_torn = rows.as_ref().is_err_and(|e| !matches!(e, mysql_async::Error::Server(_)));
                Ok(rows.map_err(|e| explain(&e, config))?.into_iter().map(|row| cells(row, config, shape)).collect())
            }
            Err(_) => Err(failure::statement_silent(config, within)),
        }
    }

    /// True where what is granted to the user is more than reading.
    pub async fn may_write(&mut self, config: &SqlConfig) -> Result<bool, SourceError> {
        let grants: Vec<String> =
            self.conn.query("SHOW GRANTS FOR CURRENT_USER()").await.map_err(|e| explain(&e, config))?;
        Ok(grants.iter().any(|grant| writes(grant)))
    }
}

fn writes(grant: &str) -> bool {
    let granted = grant.split(" ON ").next().unwrap_or_default().to_ascii_uppercase();
    ["ALL PRIVILEGES", "INSERT", "UPDATE", "DELETE", "DROP", "ALTER", "CREATE", "SUPER", "FILE"]
        .iter()
        .any(|right| granted.contains(right))
}

fn value_of(bound: &Bound, config: &SqlConfig, shape: Shape) -> Value {
    match bound {
        Bound::Text(text) => Value::Bytes(text.clone().into_bytes()),
        Bound::Count(count) => Value::Int(*count),
        Bound::Time(time) => {
            let wall = if shape.time_is_instant { time.naive_utc() } else { zone::to_wall(config.zone, *time) };
            let part = |n: u32| n as u8;
            Value::Date(
                wall.year().clamp(0, 9999) as u16,
                part(wall.month()),
                part(wall.day()),
                part(wall.hour()),
                part(wall.minute()),
                part(wall.second()),
                wall.nanosecond() / 1000 % 1_000_000,
            )
        }
    }
}

fn cells(row: Row, config: &SqlConfig, shape: Shape) -> Vec<Cell> {
    let columns = row.columns();
    let of = |(column, value): (&Column, Value)| cell(column, value, config, shape);
    columns.iter().zip(row.unwrap()).map(of).collect()
}

fn cell(column: &Column, value: Value, config: &SqlConfig, shape: Shape) -> Cell {
    let kind = column.column_type();
    match value {
        Value::NULL => Cell::Null,
        Value::Int(n) => Cell::Number(n as f64),
        Value::UInt(n) => Cell::Number(n as f64),
        Value::Float(n) => Cell::Number(n.into()),
        Value::Double(n) => Cell::Number(n),
        Value::Date(year, month, day, hour, minute, second, micro) => {
            let wall = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
                .and_then(|date| date.and_hms_micro_opt(hour.into(), minute.into(), second.into(), micro));
            // 0000-00-00 is no time.
            wall.map_or(Cell::Null, |wall: NaiveDateTime| match shape.time_is_instant {
                true => Cell::Time(wall.and_utc()),
                false => Cell::Time(zone::to_instant(config.zone, wall)),
            })
        }
        Value::Bytes(bytes) if kind == ColumnType::MYSQL_TYPE_BIT => {
            Cell::Number(bytes.iter().fold(0.0, |sum, byte| sum * 256.0 + f64::from(*byte)))
        }
        Value::Bytes(bytes) => match String::from_utf8(bytes) {
            // Exact decimals come as text.
            Ok(text) if is_number(kind) => text.parse().map_or(Cell::Text(text), Cell::Number),
            Ok(text) if is_text(kind) => Cell::Text(text),
            _ => Cell::Other(name_of(kind)),
        },
        Value::Time(..) => Cell::Other(name_of(kind)),
    }
}

fn is_time(kind: ColumnType) -> bool {
    use ColumnType as T;
    matches!(
        kind,
        T::MYSQL_TYPE_TIMESTAMP
            | T::MYSQL_TYPE_TIMESTAMP2
            | T::MYSQL_TYPE_DATETIME
            | T::MYSQL_TYPE_DATETIME2
            | T::MYSQL_TYPE_DATE
            | T::MYSQL_TYPE_NEWDATE
    )
}

fn is_number(kind: ColumnType) -> bool {
    use ColumnType as T;
    matches!(
        kind,
        T::MYSQL_TYPE_DECIMAL
            | T::MYSQL_TYPE_NEWDECIMAL
            | T::MYSQL_TYPE_TINY
            | T::MYSQL_TYPE_SHORT
            | T::MYSQL_TYPE_INT24
            | T::MYSQL_TYPE_LONG
            | T::MYSQL_TYPE_LONGLONG
            | T::MYSQL_TYPE_FLOAT
            | T::MYSQL_TYPE_DOUBLE
            | T::MYSQL_TYPE_YEAR
            | T::MYSQL_TYPE_BIT
    )
}

fn is_text(kind: ColumnType) -> bool {
    use ColumnType as T;
    matches!(
        kind,
        T::MYSQL_TYPE_VARCHAR
            | T::MYSQL_TYPE_VAR_STRING
            | T::MYSQL_TYPE_STRING
            | T::MYSQL_TYPE_ENUM
            | T::MYSQL_TYPE_SET
            | T::MYSQL_TYPE_TINY_BLOB
            | T::MYSQL_TYPE_MEDIUM_BLOB
            | T::MYSQL_TYPE_LONG_BLOB
            | T::MYSQL_TYPE_BLOB
    )
}

fn name_of(kind: ColumnType) -> String {
    format!("{kind:?}").trim_start_matches("MYSQL_TYPE_").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_of_more_than_reading_is_noticed() {
        assert!(!writes("GRANT USAGE ON *.* TO `optria`@`%` IDENTIFIED BY PASSWORD '*x'"));
        assert!(!writes("GRANT SELECT, SHOW VIEW ON `mes`.* TO `optria`@`%`"));
        assert!(!writes("GRANT SELECT ON `mes`.`UPDATE_LOG` TO `optria`@`%`"));
        assert!(writes("GRANT SELECT, INSERT ON `mes`.* TO `optria`@`%`"));
        assert!(writes("GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost`"));
    }
}
