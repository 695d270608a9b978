//! What becomes of the open tickets of a flow when they move to another version of it.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::migration::{Place, Verdict};

/// What would become of the open tickets of a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MigrationForecast {
    /// The version they would move to.
    pub number: i64,
    /// Like tickets together: those that can move first, then the largest group.
    pub groups: Vec<MigrationGroup>,
    /// Where a path can be sent in that version.
    pub places: Vec<Place>,
    /// Whether every open ticket was looked at. Of very many, only the oldest are.
    pub is_whole: bool,
}

/// Tickets of which the same would become.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MigrationGroup {
    /// The version they follow.
    pub from: i64,
    /// What would become of them.
    pub verdict: Verdict,
    /// How many there are.
    pub count: u32,
    /// The numbers of some of them, the oldest first.
    pub tickets: Vec<i64>,
}

/// A part of a migration that was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MigrationPart {
    /// How many tickets were moved.
    pub moved: u32,
    /// How many stay where they are, because they cannot be moved, or have no place yet.
    pub left: u32,
    /// Where the next part begins; nothing when this was the last one.
    pub next: Option<String>,
}
