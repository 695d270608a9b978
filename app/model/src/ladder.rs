//! Escalation ladders: who is told and what happens as a clock passes each level. Each level fires once per clock and
//! episode.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Kind,
    flow::{self, Act, Receiver},
    key::DefinitionKey,
    span::Minutes,
    text::Text,
};

/// An escalation ladder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ladder {
    /// The format of this document; see [`Ladder::FORMAT`].
    pub format: u32,
    /// From the earliest.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// When nobody is told; what is to be told then waits for the end of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Quiet>,
    /// So many minutes are told at once: everything for one person since the last time is one notice. Each at once, if
    /// absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Minutes>,
    /// The most notices that one person gets within an hour; what is more is told together when the hour is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_per_hour: Option<u16>,
}

impl Ladder {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}

/// Hours in which nobody is told, by the wall clock of whoever would be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quiet {
    /// The first minute after midnight.
    pub from: u16,
    /// The minute at which it ends; earlier than `from` on the next day.
    pub to: u16,
    /// Whether urgent tickets are told all the same.
    #[serde(default)]
    pub spares_urgent: bool,
}

/// One level.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Level {
    /// At which part of the target, in percent: 50 is half-way, 100 is due, 150 is late by half of it.
    pub at_percent: u16,
    /// Who is told.
    #[serde(default)]
    pub tell: Vec<Receiver>,
    /// The words; a usual sentence, if empty.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
    /// Whether they get it by mail too.
    #[serde(default)]
    pub mails: bool,
    /// What happens besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<Act>,
    /// How often they are told again, until someone says that they have it; once, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
}

/// Telling again until someone says that they have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Repeat {
    /// After how much of the time the clock counts in.
    pub every: Minutes,
    /// How often at most.
    pub most: u16,
}

/// Every definition the ladder points at.
#[must_use]
pub fn references(ladder: &Ladder) -> Vec<(Kind, DefinitionKey, String)> {
    let mut found = Vec::new();
    for (index, level) in ladder.levels.iter().enumerate() {
        for receiver in &level.tell {
            flow::receiver_references(receiver, format!("/levels/{index}/tell"), &mut found);
        }
        flow::act_references(&level.acts, &format!("/levels/{index}/acts"), &mut found);
    }
    found
}
