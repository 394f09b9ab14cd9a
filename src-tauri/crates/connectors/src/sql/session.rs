//! One connection to a database that only reads, whichever it is, and what its columns are.

use super::{
    config::SqlConfig,
    identifier::Engine,
    mysql::Mysql,
    postgres::{self, Postgres},
    relation::{Origin, Shape, Span, Statement},
    row::{Cell, Row},
    sqlserver::{self, SqlServer},
};
use crate::SourceError;
use chrono::TimeDelta;
use domain::Timestamp;

enum Wire {
    Postgres(Postgres),
    Mysql(Box<Mysql>),
    SqlServer(Box<SqlServer>),
}

pub(crate) struct Session {
    wire: Wire,
    pub shape: Shape,
}

impl Session {
    /// Connects, signs in and looks at the columns.
    pub async fn open(config: &SqlConfig) -> Result<Self, SourceError> {
        let mut session = match config.engine {
            Engine::Postgresql => {
                let tcp = config.at.connect(&config.at.resolve().await?).await?;
                let (stream, _) = postgres::secured(tcp, config).await?;
                Self::postgres(Postgres::sign_in(stream, config).await?)
            }
            Engine::Mysql => {
                // The driver connects by itself; what is wrong on the way there is found out here.
                drop(config.at.connect(&config.at.resolve().await?).await?);
                Self::mysql(Mysql::sign_in(config).await?)
            }
            Engine::SqlServer => {
                let (stream, _) = sqlserver::reached(config).await?;
                Self::sqlserver(SqlServer::sign_in(stream, config).await?)
            }
        };
        session.describe(config).await?;
        Ok(session)
    }

    pub fn postgres(wire: Postgres) -> Self {
        Self { wire: Wire::Postgres(wire), shape: Shape::default() }
    }

    pub fn mysql(wire: Mysql) -> Self {
        Self { wire: Wire::Mysql(Box::new(wire)), shape: Shape::default() }
    }

    pub fn sqlserver(wire: SqlServer) -> Self {
        Self { wire: Wire::SqlServer(Box::new(wire)), shape: Shape::default() }
    }

    pub fn is_gone(&self) -> bool {
        match &self.wire {
            Wire::Postgres(wire) => wire.is_gone(),
            Wire::Mysql(wire) => wire.is_gone(),
            Wire::SqlServer(wire) => wire.is_gone(),
        }
    }

    /// Asks what the columns are; needed before anything else is asked.
    pub async fn describe(&mut self, config: &SqlConfig) -> Result<(), SourceError> {
        let now = chrono::Utc::now();
        let asked = config.relation.described(Span { after: now - TimeDelta::minutes(1), until: now });
        self.shape = match &mut self.wire {
            Wire::Postgres(wire) => wire.describe(config, &asked).await?,
            Wire::Mysql(wire) => wire.describe(config, &asked).await?,
            Wire::SqlServer(wire) => wire.describe(config, &asked).await?,
        };
        Ok(())
    }

    pub async fn cells(&mut self, config: &SqlConfig, asked: &Statement) -> Result<Vec<Vec<Cell>>, SourceError> {
        match &mut self.wire {
            Wire::Postgres(wire) => wire.rows(config, asked).await,
            Wire::Mysql(wire) => wire.rows(config, self.shape, asked).await,
            Wire::SqlServer(wire) => wire.rows(config, self.shape, asked).await,
        }
    }

    pub async fn rows(&mut self, config: &SqlConfig, asked: &Statement) -> Result<Vec<Row>, SourceError> {
        let all = self.cells(config, asked).await?;
        Ok(all.into_iter().filter_map(|cells| Row::of(cells, config.codes)).collect())
    }

    /// The database's clock.
    pub async fn now(&mut self, config: &SqlConfig) -> Result<Timestamp, SourceError> {
        let text = match config.engine {
            Engine::Postgresql => "SELECT clock_timestamp()",
            // As a number: how a time is read depends on the column that is followed.
            Engine::Mysql => "SELECT CAST(UNIX_TIMESTAMP(NOW(6)) AS DOUBLE)",
            Engine::SqlServer => "SELECT SYSDATETIMEOFFSET()",
        };
        let told = self.cells(config, &Statement { text: text.into(), bound: Vec::new() }).await?;
        Ok(match told.first().and_then(|row| row.first()) {
            Some(Cell::Time(now)) => *now,
            Some(Cell::Number(seconds)) => Timestamp::from_timestamp_micros((seconds * 1e6) as i64).unwrap_or_default(),
            _ => chrono::Utc::now(),
        })
    }

    /// True where the user may do more than read what is configured.
    pub async fn may_write(&mut self, config: &SqlConfig) -> Result<bool, SourceError> {
        match (&mut self.wire, &config.relation.origin) {
            (Wire::Postgres(wire), Origin::Table(table)) => wire.may_write(config, table).await,
            (Wire::Postgres(_), Origin::Query(_)) => Ok(false),
            (Wire::Mysql(wire), _) => wire.may_write(config).await,
            (Wire::SqlServer(wire), Origin::Table(table)) => wire.may_write(config, Some(table)).await,
            (Wire::SqlServer(wire), Origin::Query(_)) => wire.may_write(config, None).await,
        }
    }
}
