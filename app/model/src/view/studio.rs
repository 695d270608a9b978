//! What the studio shows of definitions besides themselves.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::DefinitionRow;
use crate::{Kind, Text, key::DefinitionKey, trace::DueTrace};

/// A definition in the studio's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct StudioRow {
    /// As in other lists.
    pub row: DefinitionRow,
    /// What people call the definitions that point at it.
    pub users: Vec<Text>,
}

/// How a definition stands its checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Health {
    /// Its kind.
    pub kind: Kind,
    /// Its key.
    pub key: DefinitionKey,
    /// How many errors it has.
    pub errors: u32,
    /// How many warnings it has.
    pub warnings: u32,
}

/// Someone a definition can name, by mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Mailbox {
    /// What people call them.
    pub name: String,
    /// Their mail address.
    pub email: String,
}

/// When a length of time would be over, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
pub struct DueTry {
    /// From when it was counted.
    pub from: DateTime<Utc>,
    /// The reckoning.
    pub trace: DueTrace,
}
