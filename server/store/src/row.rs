//! Rows: one SeaORM entity per table, and the way between rows and records. What cannot be understood is named by
//! table, id and column.

use std::fmt::Display;

use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;
use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer as _, value::StrDeserializer},
};

use crate::{Error, document::Document};

pub(crate) mod access_token;
pub(crate) mod answer;
pub(crate) mod audit;
pub(crate) mod clock;
pub(crate) mod counter;
pub(crate) mod customer;
pub(crate) mod customer_identity;
pub(crate) mod definition;
pub(crate) mod definition_draft;
pub(crate) mod definition_reference;
pub(crate) mod definition_version;
pub(crate) mod event;
pub(crate) mod follower;
pub(crate) mod held_notice;
pub(crate) mod incident;
pub(crate) mod notice;
pub(crate) mod one_time_link;
pub(crate) mod outbox;
pub(crate) mod person;
pub(crate) mod reckoning;
pub(crate) mod register;
pub(crate) mod reply_draft;
pub(crate) mod rule_run;
pub(crate) mod rule_state;
pub(crate) mod rule_timer;
pub(crate) mod run;
pub(crate) mod saved_view;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod step_draft;
pub(crate) mod task;
pub(crate) mod team;
pub(crate) mod ticket;
pub(crate) mod timer;
pub(crate) mod workspace;

/// What a column of due times holds where nothing is due, so that it sorts last.
pub(crate) const NEVER: i64 = i64::MAX;

/// A table whose rows belong to a workspace.
pub(crate) trait Tenant: EntityTrait {
    /// The column that says which.
    const WORKSPACE: Self::Column;
}

/// An instant as it is stored. This is the one place where instants are cut to milliseconds.
pub(crate) fn millis(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// A value as a JSON column.
pub(crate) fn json<T: Serialize>(table: &'static str, column: &str, value: &T) -> Result<Document, Error> {
    Document::of(value).map_err(|error| Error::Value { table, column: column.to_owned(), reason: error.to_string() })
}

/// Reads the cells of one row, and names the row when one cannot be understood.
pub(crate) struct Cells<Id> {
    table: &'static str,
    id: Id,
}

impl<Id: Display> Cells<Id> {
    /// The cells of a row.
    pub(crate) const fn of(table: &'static str, id: Id) -> Self {
        Self { table, id }
    }

    /// An instant.
    pub(crate) fn instant(&self, column: &'static str, millis: i64) -> Result<DateTime<Utc>, Error> {
        DateTime::from_timestamp_millis(millis).ok_or_else(|| self.fault(column, format!("{millis} is no instant")))
    }

    /// A document.
    pub(crate) fn json<T: DeserializeOwned>(&self, column: &'static str, value: &Document) -> Result<T, Error> {
        value.read().map_err(|error| self.fault(column, error))
    }

    /// A word of an enum, as serde names its variants.
    pub(crate) fn word<T: DeserializeOwned>(&self, column: &'static str, word: &str) -> Result<T, Error> {
        let word: StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
        T::deserialize(word).map_err(|error| self.fault(column, error))
    }

    /// What is wrong with a cell.
    pub(crate) fn fault(&self, column: &'static str, reason: impl Display) -> Error {
        Error::Row { table: self.table, id: self.id.to_string(), column, reason: reason.to_string() }
    }
}
