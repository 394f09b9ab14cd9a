//! The tables that a central workspace shares, column by column, under the names that both databases use. A column that
//! is not named here stays at this workstation: row numbers, search texts, what an integration does at the moment.

use domain::Capability;

/// How a column's value is written in JSON, which both databases read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Here 16 bytes, there and in JSON hyphenated text.
    Uuid,
    Text,
    Real,
    Integer,
    /// Here 0 or 1.
    Bool,
    /// Here microseconds, there `timestamptz`; in JSON ISO 8601.
    Time,
    /// Here text that is JSON.
    Json,
    /// Here text as it was typed, there `numeric`; in JSON text.
    Decimal,
}

pub struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Kind)],
    /// Columns that must be unique here too: a row that takes over another's value waits for that to be given up.
    pub unique: &'static [&'static str],
    /// The other columns of the unique key: a tag code is its site's, a metric's name its asset's.
    pub scope: &'static [&'static str],
    /// Columns that refer to a row of a shared table, and to which.
    pub refers: &'static [(&'static str, &'static str)],
    /// What the central database needs at an insert and this store does not share.
    pub constants: &'static [(&'static str, &'static str)],
    /// The columns whose folded words are the row's `search_text`.
    pub search: &'static [&'static str],
    /// Rows have a version here too, which an edit names.
    pub has_version: bool,
    /// Columns that came with a later version of the central database than the table did, and with which.
    pub newer: &'static [(&'static str, i32)],
    /// Who may read it; a session without is shown that something changed, and no row.
    pub read: Capability,
}

impl Table {
    /// The columns that a central database of this version has.
    pub fn columns_at(&'static self, schema: i32) -> impl Iterator<Item = &'static (&'static str, Kind)> {
        self.columns.iter().filter(move |(name, _)| !self.is_beyond(schema, name))
    }

    /// Whether a central database of this version does not have the column yet.
    pub fn is_beyond(&self, schema: i32, column: &str) -> bool {
        self.newer.iter().any(|(name, since)| *name == column && *since > schema)
    }
}

const fn table(name: &'static str, columns: &'static [(&'static str, Kind)]) -> Table {
    Table {
        name,
        columns,
        unique: &[],
        scope: &[],
        refers: &[],
        constants: &[],
        search: &[],
        has_version: false,
        newer: &[],
        read: Capability::ViewPlant,
    }
}

use Kind::{Bool, Decimal, Integer, Json, Real, Text, Time, Uuid};

/// Those that are referred to before those that refer to them.
pub const TABLES: &[Table] = &[
    Table {
        unique: &["code"],
        ..table(
            "site",
            &[
                ("code", Text),
                ("name_en", Text),
                ("name_ar", Text),
                ("time_zone", Text),
                ("latitude", Real),
                ("longitude", Real),
            ],
        )
    },
    Table {
        unique: &["tag_code"],
        scope: &["site_id"],
        refers: &[("site_id", "site"), ("parent_id", "asset")],
        search: &["tag_code", "name_en", "name_ar"],
        ..table(
            "asset",
            &[
                ("site_id", Uuid),
                ("parent_id", Uuid),
                ("tag_code", Text),
                ("name_en", Text),
                ("name_ar", Text),
                ("family", Text),
                ("criticality", Text),
                ("status", Text),
                ("installed_on", Text),
            ],
        )
    },
    Table {
        unique: &["name"],
        scope: &["asset_id"],
        refers: &[("asset_id", "asset")],
        ..table(
            "metric",
            &[
                ("asset_id", Uuid),
                ("name", Text),
                ("unit", Text),
                ("low_low", Real),
                ("low", Real),
                ("high", Real),
                ("high_high", Real),
                ("deadband", Real),
                ("on_delay_seconds", Real),
                ("off_delay_seconds", Real),
            ],
        )
    },
    Table {
        unique: &["name"],
        constants: &[("status", "inactive")],
        ..table("integration", &[("connector", Text), ("name", Text), ("config", Json)])
    },
    Table {
        unique: &["external_tag"],
        scope: &["integration_id", "metric_id"],
        refers: &[("integration_id", "integration"), ("metric_id", "metric")],
        search: &["external_tag"],
        ..table(
            "mapping",
            &[
                ("integration_id", Uuid),
                ("metric_id", Uuid),
                ("external_tag", Text),
                ("source_unit", Text),
                ("scale", Decimal),
                ("offset", Decimal),
                ("is_active", Bool),
                ("sampling_interval_ms", Integer),
                ("deadband", Real),
            ],
        )
    },
    Table {
        has_version: true,
        refers: &[("asset_id", "asset")],
        ..table(
            "asset_event",
            &[
                ("asset_id", Uuid),
                ("at", Time),
                ("kind", Text),
                ("detail", Text),
                ("downtime_hours", Real),
                ("cost", Decimal),
                ("note", Text),
                ("recorded_by", Uuid),
                ("recorded_at", Time),
            ],
        )
    },
    Table {
        newer: &[("withdrawn_recommendation_id", 23)],
        search: &["title_en", "title_ar"],
        has_version: true,
        refers: &[("asset_id", "asset")],
        ..table(
            "work_order",
            &[
                ("asset_id", Uuid),
                ("title_en", Text),
                ("title_ar", Text),
                ("description", Text),
                ("type", Text),
                ("priority", Text),
                ("status", Text),
                ("recommendation_id", Uuid),
                ("withdrawn_recommendation_id", Uuid),
                ("assignee_id", Uuid),
                ("estimated_hours", Real),
                ("due_on", Text),
                ("created_by", Uuid),
                ("created_at", Time),
                ("updated_at", Time),
            ],
        )
    },
    // Numbered by the central database; there its version is its number.
    Table {
        has_version: true,
        read: Capability::ViewOptimization,
        ..table("cost_model", &[("model", Json), ("reason", Text), ("saved_at", Time), ("saved_by", Uuid)])
    },
];

pub fn find(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|t| t.name == name)
}

/// Tables and columns that refer to rows of this one.
pub fn referring(name: &str) -> impl Iterator<Item = (&'static Table, &'static str)> {
    let refers = move |table: &'static Table| {
        table.refers.iter().filter(move |(_, to)| *to == name).map(move |(column, _)| (table, *column))
    };
    TABLES.iter().flat_map(refers)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Deleting a row and taking one in follow what is declared here; SQLite follows the schema.
    #[test]
    fn what_refers_to_what_is_as_the_schema_says() {
        let mut connection = rusqlite::Connection::open_in_memory().expect("memory is there");
        crate::migrate::migrate(&mut connection, &crate::migrate::known()).expect("an empty store is migrated");
        for table in TABLES {
            let sql = format!("SELECT \"from\", \"table\" FROM pragma_foreign_key_list('{}')", table.name);
            let mut statement = connection.prepare(&sql).expect("the pragma is a table");
            let found = statement.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)));
            let mut found: Vec<_> = found.expect("it has two columns").map(|r| r.expect("of text")).collect();
            let mut declared: Vec<_> = table.refers.iter().map(|(c, t)| ((*c).to_owned(), (*t).to_owned())).collect();
            found.sort();
            declared.sort();
            assert_eq!(declared, found, "{}", table.name);
            let shared = |column: &str| table.columns.iter().any(|(c, _)| *c == column);
            assert!(table.scope.iter().chain(table.unique).all(|c| shared(c)), "{}", table.name);
        }
    }
}
