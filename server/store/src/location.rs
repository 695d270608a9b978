//! Where the database is.

use std::{fmt, path::PathBuf, str::FromStr};

use crate::Error;

/// A SQLite file or a PostgreSQL address.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A file; `sqlite:PATH`.
    Sqlite(PathBuf),
    /// An address with everything libpq understands; `postgres://…` or `postgresql://…`.
    Postgres(String),
}

impl FromStr for Location {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if !path.is_empty() && path != ":memory:" {
                return Ok(Self::Sqlite(PathBuf::from(path)));
            }
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(Error::Location { given: without_password(text) })
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The address with what stands between `:` and `@` replaced, and without its query, which may name a password too.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let rest = rest.split_once('?').map_or(rest, |(before, _)| before);
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let user = login.split_once(':').map_or(login, |(user, _)| user);
            let hidden = if login.contains(':') { ":***" } else { "" };
            format!("{scheme}://{user}{hidden}@{host}")
        }
        None => format!("{scheme}://{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_back_as_it_was_written() {
        for text in ["sqlite:./data/deskloom.db", "postgres://desk@localhost/deskloom"] {
            assert_eq!(text.parse::<Location>().unwrap().to_string(), text);
        }
        assert_eq!("sqlite:///var/a.db".parse::<Location>().unwrap(), Location::Sqlite("/var/a.db".into()));
    }

    #[test]
    fn a_password_is_never_shown() {
        let location: Location = "postgresql://desk:s:ecr@et@db:5432/deskloom?password=x".parse().unwrap();
        assert_eq!(location.to_string(), "postgresql://desk:***@db:5432/deskloom");
        assert_eq!(format!("{location:?}"), location.to_string());
    }

    #[test]
    fn other_databases_are_refused() {
        for text in ["", "sqlite:", "sqlite::memory:", "mysql://root:pw@localhost/x"] {
            assert!(!text.parse::<Location>().unwrap_err().to_string().contains("pw"), "{text}");
        }
    }
}
