//! The schema, one change per file.

use std::fmt;

/// Why the schema could not be brought up.
#[derive(Debug)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot migrate")
    }
}

impl std::error::Error for Error {}

/// Brings the database up to date; creates a SQLite file and its folder. Returns how many changes were applied.
pub async fn up(_url: &str) -> Result<u32, Error> {
    unimplemented!()
}

/// The names of the changes that are not applied yet.
pub async fn pending(_url: &str) -> Result<Vec<String>, Error> {
    unimplemented!()
}
