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
    /// SQL Server's `datetime`: thirds of a hundredth of a second. Compared with a finer time it would never equal it.
    pub time_is_coarse: bool,
    /// SQL Server's `varchar`: compared with Unicode text it would be converted row by row, past its index.
    pub tag_is_narrow: bool,
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

/// How many rows.
#[derive(Clone, Copy)]
enum Most {
    Fixed(u8),
    Bound(usize),
}

/// Writes a statement and keeps what is bound, from left to right.
struct Writer {
    engine: Engine,
    shape: Shape,
    text: String,
    bound: Vec<Bound>,
}

impl Writer {
    fn new(engine: Engine, shape: Shape) -> Self {
        Self { engine, shape, text: String::new(), bound: Vec::new() }
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
            Engine::SqlServer => {
                let name = format!("@P{}", self.bound.len());
                match self.bound.last() {
                    Some(Bound::Text(_)) if self.shape.tag_is_narrow => format!("CAST({name} AS varchar(8000))"),
                    Some(Bound::Time(_)) if self.shape.time_is_coarse => format!("CAST({name} AS datetime)"),
                    _ => name,
                }
            }
        }
    }
    /// SQL Server says before the columns how many rows it gives.
    fn top(&mut self, most: Most) -> &mut Self {
        match (self.engine, most) {
            (Engine::SqlServer, Most::Fixed(rows)) => self.say(&format!("TOP ({rows}) ")),
            (Engine::SqlServer, Most::Bound(rows)) => self.say("TOP (").bind(Bound::Count(rows as i64)).say(") "),
            (Engine::Postgresql | Engine::Mysql, _) => self,
        }
    }
    /// The others say it at the end.
    fn limit(&mut self, most: Most) -> &mut Self {
        match (self.engine, most) {
            (Engine::SqlServer, _) => self,
            (_, Most::Fixed(rows)) => self.say(&format!(" LIMIT {rows}")),
            (_, Most::Bound(rows)) => self.say(" LIMIT ").bind(Bound::Count(rows as i64)),
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
            (Engine::SqlServer, false) => format!("CAST({} AS nvarchar(4000))", self.columns.tag),
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
                let written = query
                    .written(|name| w.placeholder(Bound::Time(if name == SINCE { span.after } else { span.until })));
                w.text.insert_str(0, &written.before);
                w.say(" FROM (").say(&written.text).say(") AS readings");
            }
        }
    }

    /// Its columns and no row.
    pub fn described(&self, span: Span) -> Statement {
        let mut w = Writer::new(self.engine, Shape::default());
        let Columns { tag, time, value, quality } = &self.columns;
        let quality = quality.as_ref().map(|q| format!(", {q}")).unwrap_or_default();
        w.say("SELECT ").top(Most::Fixed(0)).say(&format!("{tag}, {time}, {value}{quality}"));
        self.from(&mut w, span);
        w.limit(Most::Fixed(0));
        w.done()
    }

    /// At most `limit` readings of the tags, oldest first.
    pub fn readings(&self, shape: Shape, tags: &[String], span: Span, limit: usize) -> Statement {
        let mut w = Writer::new(self.engine, shape);
        w.say("SELECT ").top(Most::Bound(limit)).say(&self.columns(shape));
        self.from(&mut w, span);
        w.say(" WHERE ").say(&self.tag(shape)).say(" IN (");
        for (n, tag) in tags.iter().enumerate() {
            w.say(if n == 0 { "" } else { ", " }).bind(Bound::Text(tag.clone()));
        }
        let time = &self.columns.time;
        w.say(") AND ").say(time).say(" > ").bind(Bound::Time(span.after));
        w.say(" AND ").say(time).say(" <= ").bind(Bound::Time(span.until));
        w.say(" ORDER BY ").say(time).limit(Most::Bound(limit));
        w.done()
    }

    /// The newest reading of a tag, or of all.
    pub fn newest(&self, shape: Shape, tag: Option<&str>, span: Span) -> Statement {
        let mut w = Writer::new(self.engine, shape);
        w.say("SELECT ").top(Most::Fixed(1)).say(&self.columns(shape));
        self.from(&mut w, span);
        let time = &self.columns.time;
        w.say(" WHERE ").say(time).say(" <= ").bind(Bound::Time(span.until));
        if let Some(tag) = tag {
            w.say(" AND ").say(&self.tag(shape)).say(" = ").bind(Bound::Text(tag.to_owned()));
        }
        w.say(" ORDER BY ").say(time).say(" DESC").limit(Most::Fixed(1));
        w.done()
    }

    /// Names of tags after `after`, those that contain `part` in whatever case.
    pub fn tags(&self, shape: Shape, after: Option<&str>, part: Option<&str>, span: Span, limit: usize) -> Statement {
        let mut w = Writer::new(self.engine, shape);
        let tag = self.tag(shape);
        w.say("SELECT DISTINCT ").top(Most::Bound(limit)).say(&tag).say(" AS tag");
        self.write_from(&mut w, span);
        w.say(" WHERE ").say(&tag).say(" IS NOT NULL");
        if let Some(after) = after {
            w.say(" AND ").say(&tag).say(" > ").bind(Bound::Text(after.to_owned()));
        }
        if let Some(part) = part.filter(|p| !p.is_empty()) {
            w.say(" AND LOWER(").say(&tag).say(") LIKE LOWER(").bind(Bound::Text(like(part))).say(") ESCAPE '!'");
        }
        w.say(" ORDER BY tag").limit(Most::Bound(limit));
        w.done()
    }

    /// One row where there is such a tag.
    pub fn known(&self, shape: Shape, tag: &str, span: Span) -> Statement {
        let mut w = Writer::new(self.engine, shape);
        let column = self.tag(shape);
        w.say("SELECT ").top(Most::Fixed(1)).say(&column);
        self.write_from(&mut w, span);
        w.say(" WHERE ").say(&column).say(" = ").bind(Bound::Text(tag.to_owned())).limit(Most::Fixed(1));
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

/// A bracket opens a set of letters in SQL Server; escaped it is a bracket everywhere.
fn like(part: &str) -> String {
    let escaped: String = part.chars().flat_map(|c| if "!%_[".contains(c) { vec!['!', c] } else { vec![c] }).collect();
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
    fn sql_server_is_asked_in_its_own_words() {
        let coarse = Shape { tag_is_text: true, tag_is_narrow: true, time_is_coarse: true, ..Shape::default() };
        let fine = Shape { tag_is_text: true, ..Shape::default() };
        let table = relation(Engine::SqlServer, None);
        let asked = table.readings(coarse, &["A'".into()], span(), 10);
        assert_eq!(
            asked.text,
            "SELECT TOP (@P1) [tag], [at], [value] FROM [readings] WHERE [tag] IN (CAST(@P2 AS varchar(8000))) \
             AND [at] > CAST(@P3 AS datetime) AND [at] <= CAST(@P4 AS datetime) ORDER BY [at]"
        );
        assert_eq!(asked.bound[..2], [Bound::Count(10), Bound::Text("A'".into())]);
        assert_eq!(
            table.newest(fine, Some("A"), span()).text,
            "SELECT TOP (1) [tag], [at], [value] FROM [readings] WHERE [at] <= @P1 AND [tag] = @P2 ORDER BY [at] DESC"
        );
        assert_eq!(
            table.tags(fine, Some("A"), Some("ti"), span(), 200).text,
            "SELECT DISTINCT TOP (@P1) [tag] AS tag FROM [readings] WHERE [tag] IS NOT NULL AND [tag] > @P2 \
             AND LOWER([tag]) LIKE LOWER(@P3) ESCAPE '!' ORDER BY tag"
        );
        assert_eq!(table.known(fine, "A", span()).text, "SELECT TOP (1) [tag] FROM [readings] WHERE [tag] = @P1");
        assert_eq!(table.described(span()).text, "SELECT TOP (0) [tag], [at], [value] FROM [readings]");
        // A number is a tag as well.
        let numbered = table.known(Shape::default(), "7", span()).text;
        assert_eq!(
            numbered,
            "SELECT TOP (1) CAST([tag] AS nvarchar(4000)) FROM [readings] WHERE CAST([tag] AS nvarchar(4000)) = @P1"
        );
    }

    #[test]
    fn a_query_of_sql_server_keeps_its_named_parts_before_it_and_no_order_inside() {
        let query =
            "WITH q AS (SELECT tag, at, value FROM t WHERE at > :since) SELECT tag, at, value FROM q ORDER BY at";
        let asked = relation(Engine::SqlServer, Some(query)).described(span());
        assert_eq!(
            asked.text,
            "WITH q AS (SELECT tag, at, value FROM t WHERE at > @P1) SELECT TOP (0) [tag], [at], [value] FROM \
             (SELECT tag, at, value FROM q) AS readings"
        );
        assert_eq!(asked.bound, [Bound::Time(span().after)]);
    }

    #[test]
    fn wildcards_in_a_search_are_letters() {
        assert_eq!(like("50%_![a]"), "%50!%!_!!![a]%");
    }
}
