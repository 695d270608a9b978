//! Escalation ladders: who is told as a clock passes each level. Each level fires once per clock and episode.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{Kind, flow::Receiver, key::DefinitionKey, text::Text};

/// An escalation ladder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ladder {
    /// The format of this document; see [`Ladder::FORMAT`].
    pub format: u32,
    /// From the earliest.
    #[serde(default)]
    pub levels: Vec<Level>,
}

impl Ladder {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}

/// One level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Level {
    /// At which part of the target, in percent: 50 is half-way, 100 is due, 150 is late by half of it.
    pub at_percent: u16,
    /// Who is told.
    pub tell: Vec<Receiver>,
    /// The words; a usual sentence, if empty.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// Every definition the ladder points at.
#[must_use]
pub fn references(ladder: &Ladder) -> Vec<(Kind, DefinitionKey, String)> {
    let mut found = Vec::new();
    for (index, level) in ladder.levels.iter().enumerate() {
        for receiver in &level.tell {
            let path = format!("/levels/{index}/tell");
            match receiver {
                Receiver::Role { role } => found.push((Kind::Role, role.clone(), path)),
                Receiver::Queue { queue } => found.push((Kind::Queue, queue.clone(), path)),
                Receiver::Owner | Receiver::OwnerManager | Receiver::Person { .. } | Receiver::Customer => {}
            }
        }
    }
    found
}
