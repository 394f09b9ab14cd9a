//! What is read from: the table, or the person's query as one, and the statements that are asked of it. All values are
//! bound; names are quoted; the rest is written here.

use super::{
    identifier::Engine,
    query::{Checked, SINCE},
};
use domain::Timestamp;

#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// Quoted, with its schema where one was given.
    Table(String),
    Query(Checked),
}

/// Quoted names.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    pub tag: String,
    pub time: String,
    pub value: String,
    pub quality: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub engine: Engine,
    pub origin: Origin,
    pub columns: Columns,
    /// A table with one row a tag, where there is one: reading all tags out of the readings can take long.
    pub tag_table: Option<String>,
}

/// What the database says of the columns, as far as statements depend on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// False: compared as text all the same.
    pub tag_is_text: bool,
    /// Exact decimals, which the driver hands out as text or not at all.
    pub value_is_decimal: bool,
    /// The time column keeps instants, not wall-clock times.
    pub time_is_instant: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Bound {
    Text(String),
    Time(Timestamp),
    Count(i64),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    pub text: String,
    pub bound: Vec<Bound>,
}

/// From when (exclusive) to when (inclusive).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    pub after: Timestamp,
    pub until: Timestamp,
}

/// Writes a statement and keeps what is bound, from left to right.
struct Writer {
    engine: Engine,
    text: String,
    bound: Vec<Bound>,
}

impl Writer {
    fn new(engine: Engine) -> Self {
        Self { engine, text: String::new(), bound: Vec::new() }
    }
    fn say(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }
    fn bind(&mut self, value: Bound) -> &mut Self {
        let written = self.placeholder(value);
        self.say(&written)
    }
    /// Typed for PostgreSQL, which else guesses an interval where a time is subtracted from.
    fn placeholder(&mut self, value: Bound) -> String {
        let of_type = match &value {
            Bound::Text(_) => "text",
            Bound::Time(_) => "timestamp with time zone",
            Bound::Count(_) => "bigint",
        };
        self.bound.push(value);
        match self.engine {
            Engine::Postgresql => format!("CAST(${} AS {of_type})", self.bound.len()),
            Engine::Mysql => "?".to_owned(),
        }
    }
    fn done(self) -> Statement {
        Statement { text: self.text, bound: self.bound }
    }
}

impl Relation {
    fn tag(&self, shape: Shape) -> String {
        match (self.engine, shape.tag_is_text) {
            (Engine::Postgresql, false) => format!("CAST({} AS text)", self.columns.tag),
            _ => self.columns.tag.clone(),
        }
    }

    fn columns(&self, shape: Shape) -> String {
        let Columns { time, value, quality, .. } = &self.columns;
        let value = match (self.engine, shape.value_is_decimal) {
            (Engine::Postgresql, true) => format!("CAST({value} AS double precision)"),
            _ => value.clone(),
        };
        let quality = quality.as_ref().map(|q| format!(", {q}")).unwrap_or_default();
        format!("{}, {time}, {value}{quality}", self.tag(shape))
    }

    fn from(&self, w: &mut Writer, span: Span) {
        match &self.origin {
            Origin::Table(name) => {
                w.say(" FROM ").say(name);
            }
            Origin::Query(query) => {
                let text = query
                    .written(|name| w.placeholder(Bound::Time(if name == SINCE { span.after } else { span.until })));
                w.say(" FROM (").say(&text).say(") AS readings");
            }
        }
    }

    /// Its columns and no row.
    pub fn described(&self, span: Span) -> Statement {
        let mut w = Writer::new(self.engine);
        let Columns { tag, time, value, quality } = &self.columns;
        let quality = quality.as_ref().map(|q| format!(", {q}")).unwrap_or_default();
        w.say(&format!("SELECT {tag}, {time}, {value}{quality}"));
        self.from(&mut w, span);
        w.say(" LIMIT 0");
        w.done()
    }

    /// At most `limit` readings of the tags, oldest first.
    pub fn readings(&self, shape: Shape, tags: &[String], span: Span, limit: usize) -> Statement {
        let mut w = Writer::new(self.engine);
        w.say("SELECT ").say(&self.columns(shape));
        self.from(&mut w, span);
        w.say(" WHERE ").say(&self.tag(shape)).say(" IN (");
        for (n, tag) in tags.iter().enumerate() {
            w.say(if n == 0 { "" } else { ", " }).bind(Bound::Text(tag.clone()));
        }
        let time = &self.columns.time;
        w.say(") AND ").say(time).say(" > ").bind(Bound::Time(span.after));
        w.say(" AND ").say(time).say(" <= ").bind(Bound::Time(span.until));
        w.say(" ORDER BY ").say(time).say(" LIMIT ").bind(Bound::Count(limit as i64));
        w.done()
    }

    /// The newest reading of a tag, or of all.
    pub fn newest(&self, shape: Shape, tag: Option<&str>, span: Span) -> Statement {
        let mut w = Writer::new(self.engine);
        w.say("SELECT ").say(&self.columns(shape));
        self.from(&mut w, span);
        let time = &self.columns.time;
        w.say(" WHERE ").say(time).say(" <= ").bind(Bound::Time(span.until));
        if let Some(tag) = tag {
            w.say(" AND ").say(&self.tag(shape)).say(" = ").bind(Bound::Text(tag.to_owned()));
        }
        w.say(" ORDER BY ").say(time).say(" DESC LIMIT 1");
        w.done()
    }

    /// Names of tags after `after`, those that contain `part` in whatever case.
    pub fn tags(&self, shape: Shape, after: Option<&str>, part: Option<&str>, span: Span, limit: usize) -> Statement {
        let mut w = Writer::new(self.engine);
        let tag = self.tag(shape);
        w.say("SELECT DISTINCT ").say(&tag).say(" AS tag");
        self.write_from(&mut w, span);
        w.say(" WHERE ").say(&tag).say(" IS NOT NULL");
        if let Some(after) = after {
            w.say(" AND ").say(&tag).say(" > ").bind(Bound::Text(after.to_owned()));
        }
        if let Some(part) = part.filter(|p| !p.is_empty()) {
            w.say(" AND LOWER(").say(&tag).say(") LIKE LOWER(").bind(Bound::Text(like(part))).say(") ESCAPE '!'");
        }
        w.say(" ORDER BY tag LIMIT ").bind(Bound::Count(limit as i64));
        w.done()
    }

    /// One row where there is such a tag.
    pub fn known(&self, shape: Shape, tag: &str, span: Span) -> Statement {
        let mut w = Writer::new(self.engine);
        let column = self.tag(shape);
        w.say("SELECT ").say(&column);
        self.write_from(&mut w, span);
        w.say(" WHERE ").say(&column).say(" = ").bind(Bound::Text(tag.to_owned())).say(" LIMIT 1");
        w.done()
    }

    fn write_from(&self, w: &mut Writer, span: Span) {
        match &self.tag_table {
            Some(table) => {
                w.say(" FROM ").say(table);
            }
            None => self.from(w, span),
        }
    }
}

fn like(part: &str) -> String {
    let escaped: String = part.chars().flat_map(|c| if "!%_".contains(c) { vec!['!', c] } else { vec![c] }).collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(engine: Engine, query: Option<&str>) -> Relation {
        let quoted = |name: &str| engine.quoted(name, "x").unwrap();
        let origin = match query {
            Some(text) => Origin::Query(Checked::parse(text, engine).unwrap()),
            None => Origin::Table(quoted("readings")),
        };
        let columns = Columns { tag: quoted("tag"), time: quoted("at"), value: quoted("value"), quality: None };
        Relation { engine, origin, columns, tag_table: None }
    }

    fn span() -> Span {
        Span { after: Timestamp::from_timestamp(1, 0).unwrap(), until: Timestamp::from_timestamp(2, 0).unwrap() }
    }

    #[test]
    fn a_table_is_asked_with_everything_bound() {
        let shape = Shape { tag_is_text: true, ..Shape::default() };
        let asked = relation(Engine::Postgresql, None).readings(shape, &["A'".into(), "B".into()], span(), 10);
        assert_eq!(
            asked.text,
            "SELECT \"tag\", \"at\", \"value\" FROM \"readings\" WHERE \"tag\" IN (CAST($1 AS text), CAST($2 AS text)) \
             AND \"at\" > CAST($3 AS timestamp with time zone) AND \"at\" <= CAST($4 AS timestamp with time zone) \
             ORDER BY \"at\" LIMIT CAST($5 AS bigint)"
        );
        assert_eq!(asked.bound[0], Bound::Text("A'".into()));
        assert_eq!(asked.bound[4], Bound::Count(10));
    }

    #[test]
    fn what_is_bound_stands_in_the_order_of_the_text() {
        let query = "SELECT tag, at, value FROM t WHERE at > :since AND at <= :until";
        let asked = relation(Engine::Mysql, Some(query)).newest(Shape::default(), Some("A"), span());
        assert_eq!(
            asked.text,
            "SELECT `tag`, `at`, `value` FROM (SELECT tag, at, value FROM t WHERE at > ? AND at <= ?) AS readings \
             WHERE `at` <= ? AND `tag` = ? ORDER BY `at` DESC LIMIT 1"
        );
        let (after, until) = (Bound::Time(span().after), Bound::Time(span().until));
        assert_eq!(asked.bound, [after, until.clone(), until, Bound::Text("A".into())]);
    }

    #[test]
    fn wildcards_in_a_search_are_letters() {
        assert_eq!(like("50%_!"), "%50!%!_!!%");
    }
}
