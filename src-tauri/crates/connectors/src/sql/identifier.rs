//! Names of tables and columns as a person typed them, quoted so that they are names and nothing else.

use super::failure;
use domain::Failure;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Postgresql,
    Mysql,
    SqlServer,
}

impl Engine {
    pub fn default_port(self) -> u16 {
        match self {
            Self::Postgresql => 5432,
            Self::Mysql => 3306,
            Self::SqlServer => 1433,
        }
    }

    /// What a person calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postgresql => "PostgreSQL",
            Self::Mysql => "MySQL",
            Self::SqlServer => "SQL Server",
        }
    }

    /// What opens and closes a quoted name. The closing one is doubled inside it.
    fn quotes(self) -> (char, char) {
        match self {
            Self::Postgresql => ('"', '"'),
            Self::Mysql => ('`', '`'),
            Self::SqlServer => ('[', ']'),
        }
    }

    /// `field` is where the person typed it.
    pub fn quoted(self, name: &str, field: &str) -> Result<String, Failure> {
        let name = name.trim();
        if name.is_empty() || name.chars().any(char::is_control) {
            return Err(failure::identifier_malformed(field));
        }
        let (opens, closes) = self.quotes();
        let doubled = name.replace(closes, &format!("{closes}{closes}"));
        Ok(format!("{opens}{doubled}{closes}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_one_name_whatever_is_in_it() {
        let of = |engine: Engine, name: &str| engine.quoted(name, "table").ok();
        assert_eq!(of(Engine::Postgresql, "Tag Name").as_deref(), Some("\"Tag Name\""));
        assert_eq!(of(Engine::Postgresql, "a\"; DROP TABLE x; --").as_deref(), Some("\"a\"\"; DROP TABLE x; --\""));
        assert_eq!(of(Engine::Mysql, "a`b").as_deref(), Some("`a``b`"));
        assert_eq!(of(Engine::Mysql, "a\"b").as_deref(), Some("`a\"b`"));
        assert_eq!(of(Engine::SqlServer, "a]; DROP TABLE x; --").as_deref(), Some("[a]]; DROP TABLE x; --]"));
        assert_eq!(of(Engine::SqlServer, "a[b").as_deref(), Some("[a[b]"));
        assert_eq!(of(Engine::Postgresql, " "), None);
        assert_eq!(of(Engine::Postgresql, "a\0b"), None);
    }
}
