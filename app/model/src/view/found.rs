//! What the command palette finds.

use serde::{Deserialize, Serialize};
use wire::Decode;

use super::{Named, Titled};
use crate::{Kind, id::PersonId, record::Status};

/// Everything that fits some words, as far as the person who asks may see it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
pub struct Found {
    /// Tickets: the one of that number first, then the newest.
    pub tickets: Vec<FoundTicket>,
    /// Definitions with their kinds.
    pub definitions: Vec<(Kind, Titled)>,
    /// People.
    pub people: Vec<Named<PersonId>>,
}

/// As much of a ticket as a line of the palette shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct FoundTicket {
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub status: Status,
}
