//! Why a transaction failed, and what can be done about it.

use std::fmt;

use sea_orm::{DbBackend, DbErr, RuntimeErr};
use sqlx::error::DatabaseError;

use super::{broken, taken};
use crate::{Error, Refused, Unique};

/// Why a transaction failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nothing was stored.
    Before { source: DbErr, backend: DbBackend },
    /// The commit was sent.
    At { source: DbErr, backend: DbBackend },
    /// Fewer rows were there than were to be updated.
    Vanished { what: &'static str },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Before { source, .. } | Self::At { source, .. } => source.fmt(f),
            Self::Vanished { what } => write!(f, "a row of {what} has vanished"),
        }
    }
}

impl Failure {
    /// Whether trying the same again soon may help. SQLite has waited for other processes already, and a pool for a
    /// connection.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Before { backend: DbBackend::Sqlite, .. } | Self::Vanished { .. } => false,
            Self::Before { source, .. } => {
                is_conflict(source) || is_lost(source) && !matches!(source, DbErr::ConnectionAcquire(_))
            }
            Self::At { source, backend } => *backend != DbBackend::Sqlite && is_conflict(source),
        }
    }

    /// Whether it says nothing about any single member: the connection, the file or the disk is at fault.
    pub(crate) fn is_the_groups(&self) -> bool {
        match self {
            Self::Before { source, backend: DbBackend::Sqlite } => {
                // Busy, locked, read-only, I/O error, corrupt, full, cannot open, protocol, not a database.
                is_lost(source) || matches!(sqlite_code(source), Some(5 | 6 | 8 | 10 | 11 | 13 | 14 | 15 | 26))
            }
            Self::Before { source, .. } => is_lost(source) || is_conflict(source),
            Self::At { .. } => true,
            Self::Vanished { .. } => false,
        }
    }

    /// Whether what is written can no longer be trusted to last: SQLite's file could not be made durable.
    pub(crate) fn is_fatal(&self) -> bool {
        match self {
            Self::At { source, backend: DbBackend::Sqlite } => sqlite_code(source) == Some(10),
            _ => false,
        }
    }

    /// The answer to a member.
    pub(crate) fn refusal(&self) -> Refused {
        match self {
            Self::Before { source, backend } => match unique(source, *backend) {
                Some(unique) => taken(unique),
                None => broken("a group of changes")(source.clone()).into(),
            },
            // SQLite has rolled back when the disk was full or the file busy.
            Self::At { source, backend: DbBackend::Sqlite } if matches!(sqlite_code(source), Some(5 | 13)) => {
                broken("a group of changes")(source.clone()).into()
            }
            Self::At { source, .. } if is_conflict(source) => broken("a group of changes")(source.clone()).into(),
            Self::At { source, .. } => Error::Unknown { source: source.clone() }.into(),
            Self::Vanished { what } => Refused::Moved { what: (*what).to_owned() },
        }
    }
}

fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

fn database_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    sqlx_error(error).and_then(sqlx::Error::as_database_error)
}

/// SQLite's primary result code.
fn sqlite_code(error: &DbErr) -> Option<u32> {
    let code = database_error(error)?.code()?.parse::<u32>().ok()?;
    Some(code & 0xFF)
}

/// Whether PostgreSQL rolled back because another transaction was in the way.
fn is_conflict(error: &DbErr) -> bool {
    let code = database_error(error).and_then(DatabaseError::code);
    code.is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01" | "55P03"))
}

/// Whether the connection, not the statement, is at fault.
fn is_lost(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_)) {
        return true;
    }
    match sqlx_error(error) {
        Some(sqlx::Error::Database(error)) => error.code().is_some_and(|code| {
            code.len() == 5 && (code.starts_with("08") || code.starts_with("57P") || code.as_ref() == "53300")
        }),
        Some(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed) => {
            true
        }
        _ => matches!(error, DbErr::Conn(_)),
    }
}

/// Which unique key is in use: PostgreSQL names the index, SQLite the columns.
fn unique(error: &DbErr, backend: DbBackend) -> Option<Unique> {
    let error = database_error(error)?;
    if !error.is_unique_violation() {
        return None;
    }
    let keys = [
        (Unique::Email, "person_email", "person.email"),
        (Unique::TeamName, "team_name", "team.name"),
        (Unique::Customer, "customer_identity_pkey", "customer_identity.key"),
        (Unique::TicketNumber, "ticket_number", "ticket.number"),
        (Unique::DefinitionKey, "definition_key", "definition.key"),
        (Unique::VersionNumber, "definition_version_number", "definition_version.number"),
        (Unique::TokenHash, "access_token_hash", "access_token.hash"),
        (Unique::IdempotencyKey, "answer_pkey", "answer.key"),
        (Unique::Register, "register_pkey", "register.name"),
        (Unique::Draft, "definition_draft_pkey", "definition_draft.author_id"),
    ];
    let found = match backend {
        DbBackend::Sqlite => {
            let last = error.message().rsplit(", ").next().unwrap_or_default().to_owned();
            keys.iter().find(|(_, _, column)| last == *column).map(|(unique, ..)| *unique)
        }
        _ => keys.iter().find(|(_, index, _)| error.constraint() == Some(*index)).map(|(unique, ..)| *unique),
    };
    Some(found.unwrap_or(Unique::Id))
}
