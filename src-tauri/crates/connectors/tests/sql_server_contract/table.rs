//! A table of readings that answers the statements of the connector, which its own tests hold to the letter.

use crate::tds::{
    Answer, Options, PASSWORD, Server, USER, error,
    hear::{Asked, Parameter},
    tell::{Column, Kind, Value},
};
use chrono::NaiveDateTime;
use connectors::{SourceContext, TagSource};
use domain::{ConnectorKind, Failure, Secret};
use serde_json::{Value as Json, json};
use std::sync::{Arc, Mutex};

#[derive(Clone, Debug)]
pub struct Reading {
    pub tag: String,
    pub at: NaiveDateTime,
    pub value: Option<f64>,
    pub quality: i32,
}

#[derive(Clone, Default)]
pub struct Table {
    pub rows: Arc<Mutex<Vec<Reading>>>,
    pub may_write: Arc<Mutex<bool>>,
    /// Of the server's clock.
    pub seconds_ahead: Arc<Mutex<i64>>,
}

pub const COLUMNS: [Column; 4] = [
    Column { name: "tag", kind: Kind::NVarchar },
    Column { name: "at", kind: Kind::Datetime2 },
    Column { name: "value", kind: Kind::Float },
    Column { name: "quality", kind: Kind::Int },
];

impl Table {
    pub async fn serve(&self, options: Options) -> Server {
        let table = self.clone();
        Server::start(options, move |asked| table.answer(asked)).await
    }

    pub fn insert(&self, tag: &str, at: NaiveDateTime, value: Option<f64>, quality: i32) {
        self.rows.lock().unwrap().push(Reading { tag: tag.into(), at, value, quality });
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        let text = asked.text.as_str();
        let rows = self.rows.lock().unwrap();
        if asked.text == THE_CLOCK {
            return clock(*self.seconds_ahead.lock().unwrap());
        }
        if let Some(answer) = about_the_server(asked, *self.may_write.lock().unwrap()) {
            return answer;
        }
        let starts = |with: &str| text.starts_with(with);
        if starts("SELECT TOP (0) [tag], [at], [value], [quality] FROM [readings]") {
            return Answer::Rows(COLUMNS.to_vec(), Vec::new());
        }
        let mut told = asked.parameters.iter();
        if starts("SELECT DISTINCT TOP (@P1) [tag] AS tag FROM [readings]") {
            let most = count(told.next());
            let after = if text.contains("[tag] > @P2") { words(told.next()) } else { String::new() };
            let part = if text.contains("LIKE") { words(told.next()) } else { "%%".into() };
            let part = part.trim_matches('%').replace('!', "").to_lowercase();
            let mut names: Vec<String> = rows.iter().map(|r| r.tag.clone()).collect();
            names.sort();
            names.dedup();
            let found = names.into_iter().filter(|n| *n > after && n.to_lowercase().contains(&part)).take(most);
            return Answer::Rows(COLUMNS[..1].to_vec(), found.map(|n| vec![Value::Text(n)]).collect());
        }
        if starts("SELECT TOP (1) [tag] FROM [readings] WHERE [tag] = @P1") {
            let tag = words(told.next());
            let found = rows.iter().find(|r| r.tag == tag).map(|r| vec![Value::Text(r.tag.clone())]);
            return Answer::Rows(COLUMNS[..1].to_vec(), found.into_iter().collect());
        }
        if starts("SELECT TOP (1) [tag], [at], [value], [quality] FROM [readings] WHERE [at] <= @P1") {
            let until = wall(told.next());
            let tag = told.next().map(|p| words(Some(p)));
            let newest = rows.iter().filter(|r| r.at <= until && tag.as_ref().is_none_or(|t| *t == r.tag));
            return Answer::Rows(COLUMNS.to_vec(), newest.max_by_key(|r| r.at).into_iter().map(cells).collect());
        }
        if starts("SELECT TOP (@P1) [tag], [at], [value], [quality] FROM [readings] WHERE [tag] IN (") {
            let most = count(told.next());
            let mut told: Vec<&Parameter> = told.collect();
            let (until, after) = (wall(told.pop()), wall(told.pop()));
            let tags: Vec<String> = told.into_iter().map(|p| words(Some(p))).collect();
            let mut found: Vec<&Reading> =
                rows.iter().filter(|r| tags.contains(&r.tag) && r.at > after && r.at <= until).collect();
            found.sort_by_key(|r| r.at);
            return Answer::Rows(COLUMNS.to_vec(), found.into_iter().take(most).map(cells).collect());
        }
        error(102, &format!("Incorrect syntax near '{text}'."))
    }
}

const THE_CLOCK: &str = "SELECT SYSDATETIMEOFFSET()";

fn clock(seconds_ahead: i64) -> Answer {
    let column = Column { name: "", kind: Kind::DatetimeOffset };
    let now = chrono::Utc::now().naive_utc() + chrono::TimeDelta::seconds(seconds_ahead);
    Answer::Rows(vec![column], vec![vec![Value::Offset(now, 180)]])
}

/// The clock and the rights, which every server of a test answers alike.
pub fn about_the_server(asked: &Asked, may_write: bool) -> Option<Answer> {
    if asked.text == THE_CLOCK {
        return Some(clock(0));
    }
    let column = Column { name: "", kind: Kind::Bit };
    asked.text.contains("HAS_PERMS_BY_NAME(").then(|| Answer::Rows(vec![column], vec![vec![Value::Bit(may_write)]]))
}

fn cells(row: &Reading) -> Vec<Value> {
    vec![
        Value::Text(row.tag.clone()),
        Value::Time(row.at),
        row.value.map_or(Value::Null, Value::Float),
        Value::Int(row.quality),
    ]
}

fn count(told: Option<&Parameter>) -> usize {
    let Some(Parameter::Integer(n)) = told else { panic!("a number of rows, not {told:?}") };
    *n as usize
}
fn words(told: Option<&Parameter>) -> String {
    let Some(Parameter::Text(text)) = told else { panic!("a text, not {told:?}") };
    text.clone()
}
fn wall(told: Option<&Parameter>) -> NaiveDateTime {
    let Some(Parameter::Wall(time)) = told else { panic!("a wall-clock time, not {told:?}") };
    *time
}

pub fn config(server: &Server, more: Json) -> Json {
    let mut config = json!({
        "engine": "sqlserver", "host": "127.0.0.1", "port": server.port, "database": "mes", "userName": USER,
        "encryption": "none", "table": "readings", "timeColumn": "at", "qualityColumn": "quality",
        "pollIntervalSeconds": 1,
    });
    for (key, value) in more.as_object().unwrap() {
        config[key] = value.clone();
    }
    config
}

pub fn open(config: &Json, password: &str) -> Result<Arc<dyn TagSource>, Failure> {
    let secrets = [("password".to_owned(), Secret::new(password))].into();
    connectors::open(ConnectorKind::Sql, config, SourceContext { secrets, folder: "/nonexistent".into() })
}

pub fn source(server: &Server, more: Json) -> Arc<dyn TagSource> {
    open(&config(server, more), PASSWORD).unwrap()
}
