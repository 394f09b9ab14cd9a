//! The store as a replica of a tenant's working set: which tables it shares with the central database, how local changes
//! become operations (`capture`), how the database's rows come in under the operations that wait (`apply`), and how a
//! standalone store's content is entered (`taking`).

pub mod apply;
pub mod capture;
pub mod tables;
pub mod taking;

pub use apply::{Incoming, apply, change, forget_all_but, present};
pub use capture::capture;
pub use tables::{Kind, TABLES, Table};
