//! Skills: what work needs and people have.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::Text;

/// A skill; its title says it all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Skill {
    /// The format of this document; see [`Skill::FORMAT`].
    pub format: u32,
    /// What it takes to have it.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub about: Text,
}

impl Skill {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}
