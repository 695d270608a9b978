//! Queues: where work waits and who serves it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{Kind, key::DefinitionKey, span::Minutes};

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
    roles.chain(skills).chain(preferred).collect()
}
