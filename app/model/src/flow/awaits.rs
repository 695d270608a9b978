//! Actions that wait for the answer of a web address.

use serde::{Deserialize, Serialize};
use wire::Decode;

use super::Takes;

/// How an action waits for the answer of the one web address that it calls, and what is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Awaits {
    /// How often a call that failed in a way that may pass is tried again, at most [`Awaits::MOST_RETRIES`].
    #[serde(default = "Awaits::usual_retries")]
    pub retries: u32,
    /// How many seconds later the first time, 1 to [`Awaits::LONGEST_PAUSE`].
    #[serde(default = "Awaits::usual_pause")]
    pub pause: u32,
    /// How many times longer each further pause is than the one before it, 1 to [`Awaits::MOST_FACTOR`]. No pause is
    /// longer than an hour.
    #[serde(default = "Awaits::usual_factor")]
    pub factor: u32,
    /// What is kept of the answer: expressions see it as `vars.answer`, with `status` and `body`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<Takes>,
}

impl Awaits {
    /// The most retries.
    pub const MOST_RETRIES: u32 = 20;
    /// The longest pause, in seconds.
    pub const LONGEST_PAUSE: u32 = 3_600;
    /// The largest factor.
    pub const MOST_FACTOR: u32 = 10;

    /// How often it is tried again where nothing else is said.
    #[must_use]
    pub const fn usual_retries() -> u32 {
        4
    }

    /// The first pause where nothing else is said.
    #[must_use]
    pub const fn usual_pause() -> u32 {
        5
    }

    /// How pauses grow where nothing else is said.
    #[must_use]
    pub const fn usual_factor() -> u32 {
        2
    }
}

impl Default for Awaits {
    fn default() -> Self {
        Self {
            retries: Self::usual_retries(),
            pause: Self::usual_pause(),
            factor: Self::usual_factor(),
            takes: Vec::new(),
        }
    }
}
