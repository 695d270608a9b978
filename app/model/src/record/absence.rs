//! When people are not there: planned beforehand, with what becomes of their work meanwhile.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::id::PersonId;

/// A stretch of time in which a person is given no work by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Absence {
    /// As it was asked for.
    pub leave: Leave,
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The instant after its last.
    pub until: DateTime<Utc>,
    /// Whether the open work has been dealt with as the leave says.
    #[serde(default)]
    pub is_handed_over: bool,
}

/// What someone asks for who will not be there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Leave {
    /// The first day, or moment, on the person's own clock: `2026-12-24` or `2026-12-24T13:00`.
    pub first: String,
    /// The last day, which is part of it, or the moment at which the person is back, in the same way.
    pub last: String,
    /// Who is given what is meant for the person by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand_in: Option<PersonId>,
    /// What becomes of open work when it begins.
    #[serde(default)]
    pub work: Handover,
    /// What becomes of open work whose ticket waits for its customer.
    #[serde(default)]
    pub waiting: Handover,
}

/// What becomes of the open work of someone who leaves for a while.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    /// It waits until they are back.
    #[default]
    Keep,
    /// It goes to the stand-in.
    StandIn,
    /// It goes back into its queue, and is given to whoever is free.
    Release,
}

impl Handover {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Keep, Self::StandIn, Self::Release];

    /// The name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::StandIn => "stand_in",
            Self::Release => "release",
        }
    }
}

impl Absence {
    /// Whether an instant lies in it.
    #[must_use]
    pub fn covers(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.until
    }

    /// Whether there is work to be dealt with when it begins, and nobody has done it yet.
    #[must_use]
    pub fn is_to_hand_over(&self) -> bool {
        let Leave { work, waiting, .. } = self.leave;
        !self.is_handed_over && (work != Handover::Keep || waiting != Handover::Keep)
    }
}
