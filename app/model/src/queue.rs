//! Queues: where work waits and who serves it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Kind,
    flow::{self, Receiver},
    key::DefinitionKey,
    span::Minutes,
};

/// A queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Queue {
    /// The format of this document; see [`Queue::FORMAT`].
    pub format: u32,
    /// The roles whose people serve it.
    #[serde(default)]
    pub roles: Vec<DefinitionKey>,
    /// People who serve it besides, by mail address.
    #[serde(default)]
    pub people: Vec<String>,
    /// Skills its work needs.
    #[serde(default)]
    pub skills: Vec<DefinitionKey>,
    /// To whom of those who can do it work is given.
    #[serde(default)]
    pub strategy: Strategy,
    /// How well at least its people must have a skill, 1 to 3; as well as 1, where nothing is said.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<DefinitionKey, u8>,
    /// Skills that are asked for at first, and given up when the work has waited too long.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<Preferred>,
    /// Work is offered to one after another until someone accepts it; given at once, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offering>,
}

/// To whom of those who can do it work is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// Whoever has the least open work, by weight.
    #[default]
    FewestOpen,
    /// In turn: whoever was given work the longest time ago.
    RoundRobin,
    /// Whoever has the needed skills best; among equals the least open work.
    BestSkill,
    /// Whoever worked on the customer's last ticket; else whoever has the least open work.
    LastAgent,
    /// The customer's own manager; else whoever has the least open work.
    OwnManager,
}

impl Strategy {
    /// Every strategy.
    pub const ALL: [Self; 5] = [Self::FewestOpen, Self::RoundRobin, Self::BestSkill, Self::LastAgent, Self::OwnManager];

    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FewestOpen => "fewest_open",
            Self::RoundRobin => "round_robin",
            Self::BestSkill => "best_skill",
            Self::LastAgent => "last_agent",
            Self::OwnManager => "own_manager",
        }
    }
}

/// A skill that is asked for at first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Preferred {
    /// Which.
    pub skill: DefinitionKey,
    /// How long the work waits for someone who has it.
    pub minutes: Minutes,
}

/// How the work of a queue is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offering {
    /// How many seconds someone has to accept, by the wall clock.
    pub seconds: u32,
    /// How often everyone is asked at most.
    #[serde(default = "one")]
    pub rounds: u16,
    /// The queue into which work goes that nobody has accepted; it stays to be claimed by hand, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<DefinitionKey>,
    /// Who is told that nobody has accepted it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alarm: Vec<Receiver>,
}

const fn one() -> u16 {
    1
}

impl Offering {
    /// The fewest seconds that someone has to accept.
    pub const LEAST_SECONDS: u32 = 5;
    /// The most seconds that someone has to accept: a day.
    pub const MOST_SECONDS: u32 = 24 * 60 * 60;
    /// The most rounds.
    pub const MOST_ROUNDS: u16 = 10;
}

impl Queue {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}

/// Every definition the queue points at.
#[must_use]
pub fn references(queue: &Queue) -> Vec<(Kind, DefinitionKey, String)> {
    let roles = queue.roles.iter().map(|role| (Kind::Role, role.clone(), "/roles".to_owned()));
    let skills = queue.skills.iter().map(|skill| (Kind::Skill, skill.clone(), "/skills".to_owned()));
    let preferred = queue.preferred.iter().map(|one| (Kind::Skill, one.skill.clone(), "/preferred".to_owned()));
    let mut found: Vec<_> = roles.chain(skills).chain(preferred).collect();
    if let Some(offer) = &queue.offer {
        found.extend(offer.then.iter().map(|then| (Kind::Queue, then.clone(), "/offer/then".to_owned())));
        for receiver in &offer.alarm {
            flow::receiver_references(receiver, "/offer/alarm".to_owned(), &mut found);
        }
    }
    found
}
