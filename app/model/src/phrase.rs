//! Phrases: ready words for replies.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::Text;

/// A phrase; variables in double braces are filled in when it is inserted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Phrase {
    /// The format of this document; see [`Phrase::FORMAT`].
    pub format: u32,
    /// The words.
    pub text: Text,
    /// What an agent types after `/` to find it.
    #[serde(default)]
    pub shortcut: String,
}

impl Phrase {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}
