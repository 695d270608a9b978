//! Lengths of time as people give them: minutes, hours, days; on a working calendar or by the wall clock.

use serde::{Deserialize, Serialize};
use wire::Decode;

/// A limit, in whole minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Minutes(pub i64);

impl Minutes {
    /// So many hours.
    #[must_use]
    pub const fn hours(hours: i64) -> Self {
        Self(hours.saturating_mul(60))
    }
}

/// The longest span a definition may ask for: ten years, in minutes. It keeps date arithmetic away from its limits.
pub const LONGEST: Minutes = Minutes(10 * 366 * 24 * 60);

/// What time a span is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Only the working time of the calendar counts.
    #[default]
    Working,
    /// Every minute counts.
    Wall,
}

/// A length of time and how it is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// How long.
    pub minutes: Minutes,
    /// In which time.
    #[serde(default)]
    pub counted: Counted,
}
