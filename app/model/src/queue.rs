//! Queues: where work waits and who serves it.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{Kind, key::DefinitionKey};

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
    roles.chain(skills).collect()
}
