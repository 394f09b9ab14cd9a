//! Attacks on the central database. The attacker has psql, the name and password of tenant ALPHA's LOGIN role, and the
//! valid session of one of ALPHA's viewers (some cases: of ALPHA's administrator). Each case is data: what is typed,
//! and what must come of it. Whatever comes of it, no canary may show: nothing of tenant BETA, of the platform's owner,
//! or of anybody's keys, verifiers and sessions.

pub mod cases;
mod psql;
mod scene;

pub use psql::{Answer, Psql};
pub use scene::{PASSWORD, Party, Scene, server};

/// In whose session the attacker types. Always over ALPHA's LOGIN role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// No session: the role alone.
    Role,
    Viewer,
    Admin,
}

/// What must come of it.
#[derive(Debug, Clone, Copy)]
pub enum Expect {
    /// Every statement fails, each with one of these SQLSTATEs.
    Fails(&'static [&'static str]),
    /// No error, and nothing is printed.
    Nothing,
    /// Exactly this is printed.
    Prints(&'static str),
    /// It may do what it likes to ALPHA; nobody else notices.
    NobodyElseNotices,
}

/// `{b}`, `{b_person}`, `{b_site}`, `{b_session}`, `{b_role}`, `{b_token}`, `{b_email}`, `{owner_email}`, `{a}`, `{a_role}`,
/// `{viewer}`, `{admin}`, `{token}` and `{new}` (a fresh id) are filled in.
pub struct Case {
    pub name: &'static str,
    pub who: As,
    pub types: &'static str,
    pub expect: Expect,
}

/// `permission denied`, and what else PostgreSQL says where a right is missing.
pub const DENIED: Expect = Expect::Fails(&["42501"]);
/// The database's own refusals.
pub const FORBIDDEN: Expect = Expect::Fails(&["OP403"]);
pub const NOT_FOUND: Expect = Expect::Fails(&["OP404"]);
pub const NOBODY: Expect = Expect::Fails(&["OP401"]);

pub const fn case(name: &'static str, who: As, types: &'static str, expect: Expect) -> Case {
    Case { name, who, types, expect }
}
