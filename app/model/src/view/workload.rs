//! How work was spread among people, and whether enough of them have the skills it asks for.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::{Named, Titled};
use crate::{id::PersonId, key::DefinitionKey, trace::Barred};

/// What is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct WorkloadQuery {
    /// Steps that were opened in the last so many days, 1 to [`WorkloadQuery::MOST_DAYS`]; 30, if absent.
    pub days: Option<u32>,
    /// Steps of this queue only, and the people who serve it.
    pub queue: Option<DefinitionKey>,
}

impl WorkloadQuery {
    /// How many days are counted where nothing is said.
    pub const USUAL_DAYS: u32 = 30;
    /// The most days that are counted.
    pub const MOST_DAYS: u32 = 365;
}

/// How work was spread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkloadReport {
    /// From when on steps are counted.
    pub since: DateTime<Utc>,
    /// Everyone who can be given work, and whoever had some; the most work first.
    pub people: Vec<PersonWorkload>,
    /// How many steps nobody has had yet.
    pub unowned: i64,
    /// The skills, by key.
    pub skills: Vec<SkillDemand>,
    /// The queues, by key.
    pub queues: Vec<Titled>,
}

/// What one person had to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonWorkload {
    /// Who.
    pub person: Named<PersonId>,
    /// How many steps were theirs, as far as they still are or were when they ended.
    pub steps: i64,
    /// The same by weight.
    pub weight: i64,
    /// How many of them are done.
    pub done: i64,
    /// Their open work by weight, whenever it was opened and in whatever queue.
    pub load: i64,
    /// The most they are given, by weight.
    pub capacity: Option<u16>,
    /// Why they are given no work at this moment.
    pub barred: Option<Barred>,
}

/// Whether enough people have a skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SkillDemand {
    /// Which.
    pub skill: Titled,
    /// How many steps were opened in queues that ask for it.
    pub steps: i64,
    /// How many active people have it, and it counts.
    pub people: i64,
    /// How many of them have it as well as some queue asks at most; the same where no queue asks for more than having
    /// it.
    pub able: i64,
    /// For how many of them it ends within [`SkillDemand::SOON_DAYS`].
    pub ending: i64,
}

impl SkillDemand {
    /// Within how many days a skill ends soon.
    pub const SOON_DAYS: i64 = 30;
}
