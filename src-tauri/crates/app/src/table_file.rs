//! Tables that people give as files: rows with their line, whatever the columns and the kind of file.

pub(crate) mod rows;
pub(crate) mod text;
