//! What can go wrong: [`Refused`] when a commit's guards say no, [`Error`] when something broke.

use sea_orm::DbErr;

use crate::Location;

/// Why a commit stored nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// A row is no longer as it was read: reload, decide again, commit again.
    #[error("{what} has changed meanwhile")]
    Moved {
        /// The table whose row has moved.
        what: String,
    },
    /// A key that must be unique is in use.
    #[error("{what} is already in use")]
    Taken {
        /// Which key.
        what: Unique,
    },
    /// Too many commits are waiting; try again later.
    #[error("too many commits are waiting")]
    Full,
    /// Something broke. If the outcome is unknown, the error says so.
    #[error("the commit failed")]
    Broken(#[from] Error),
}

/// A key that can be used once only within a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unique {
    /// The id of a record.
    Id,
    /// A person's mail address.
    Email,
    /// A team's name.
    TeamName,
    /// What identifies a customer: a mail address or a telephone number.
    Customer,
    /// A ticket's number.
    TicketNumber,
    /// The kind and key of a definition.
    DefinitionKey,
    /// The number of a definition's version.
    VersionNumber,
    /// The hash of an access token.
    TokenHash,
    /// An idempotency key.
    IdempotencyKey,
    /// A register's name.
    Register,
    /// The definition and author of a draft.
    Draft,
}

impl std::fmt::Display for Unique {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Id => "the id",
            Self::Email => "the mail address",
            Self::TeamName => "the team's name",
            Self::Customer => "the customer's address",
            Self::TicketNumber => "the ticket number",
            Self::DefinitionKey => "the definition's key",
            Self::VersionNumber => "the version number",
            Self::TokenHash => "the token",
            Self::IdempotencyKey => "the idempotency key",
            Self::Register => "the register",
            Self::Draft => "the draft",
        })
    }
}

/// Something broke.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address of the database cannot be understood.
    #[error("{given} names no database; use sqlite:PATH or postgres://…")]
    Location {
        /// What was given, without a password.
        given: String,
    },
    /// The database cannot be opened.
    #[error("cannot open the database {location}")]
    Open {
        /// Which.
        location: Location,
        /// Why.
        #[source]
        source: DbErr,
    },
    /// The SQLite library has a bug that can corrupt a database.
    #[error("SQLite {found} can corrupt a database in WAL mode; at least 3.51.3 is needed")]
    TooOld {
        /// The version that is linked.
        found: String,
    },
    /// A read failed.
    #[error("cannot read {what}")]
    Read {
        /// The table.
        what: &'static str,
        /// Why.
        #[source]
        source: DbErr,
    },
    /// A write failed; nothing was stored.
    #[error("cannot write {what}")]
    Write {
        /// The table, or `a group` for a whole transaction.
        what: &'static str,
        /// Why.
        #[source]
        source: DbErr,
    },
    /// The commit was sent and the answer never came: it may be stored or not. Look by idempotency key.
    #[error("the outcome of a commit is unknown")]
    Unknown {
        /// Why.
        #[source]
        source: DbErr,
    },
    /// A stored row cannot be understood.
    #[error("{table} {id}: column {column} cannot be understood: {reason}")]
    Row {
        /// The table.
        table: &'static str,
        /// The row's id.
        id: String,
        /// The column.
        column: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A value cannot be written in this form.
    #[error("{table}: column {column} cannot be stored: {reason}")]
    Value {
        /// The table.
        table: &'static str,
        /// The column.
        column: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The cursor of a list was not made by this list.
    #[error("the cursor {given} does not belong to this list")]
    Cursor {
        /// What was given.
        given: String,
    },
    /// The store was closed, or a write could not be made durable and no more are taken.
    #[error("the store takes no more writes")]
    Stopped,
}
