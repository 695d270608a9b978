//! Traces: the recorded reason of a decision, as data that every language can put into words.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Text,
    id::PersonId,
    key::{DefinitionKey, LinkKey, NodeKey},
    span::Span,
};

/// Why the engine decided as it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Trace {
    /// Why this owner.
    Owner(OwnerTrace),
    /// Why this due time.
    Due(DueTrace),
    /// Why this way.
    Choice(ChoiceTrace),
    /// Why these targets.
    Policy(PolicyTrace),
    /// Because of which rule.
    Rule(RuleTrace),
}

/// Why someone became the owner, or nobody did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnerTrace {
    /// The rule of the node, as its `by` word: `ticket_queue`, `queue`, `role`, `person`, `same_as` …
    pub rule: String,
    /// The queue or role that was looked into.
    #[serde(default)]
    pub place: Option<DefinitionKey>,
    /// Who was looked at.
    pub candidates: Vec<Candidate>,
    /// Who was picked.
    pub picked: Option<PersonId>,
}

/// One person who was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// The name at that time, so that the trace stays readable.
    pub name: String,
    /// Open tasks at that time.
    pub open: i64,
    /// Their open work by weight at that time.
    #[serde(default)]
    pub load: i64,
    /// The most they are given, by weight.
    #[serde(default)]
    pub capacity: Option<u16>,
    /// How well they have the needed skills, all levels together; 0 where none is needed.
    #[serde(default)]
    pub level: u8,
    /// Why the person could not be picked.
    #[serde(default)]
    pub barred: Option<Barred>,
    /// For whom the person stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_in_for: Option<PersonId>,
    /// Whether the strategy asks for this person before all others: the customer's own manager, or who helped them last.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_favoured: bool,
}

/// Why a person cannot be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Barred {
    /// The account is switched off.
    Inactive,
    /// The person is away.
    Away,
    /// A skill is missing.
    Skill,
    /// No capacity left.
    Full,
    /// The person has leave.
    Absent,
    /// It is outside the person's shifts.
    OffShift,
    /// A skill counts no longer.
    SkillExpired,
    /// It was offered to the person, who did not accept it.
    Passed,
}

/// Why a due time is what it is: the stretches of working time that were counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DueTrace {
    /// What was asked for.
    pub span: Span,
    /// On which calendar; none for wall time.
    #[serde(default)]
    pub calendar: Option<DefinitionKey>,
    /// The zone whose days the segments follow.
    pub zone: String,
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub due: DateTime<Utc>,
    /// What was counted and what was left out, in order; the middle may be folded away.
    pub segments: Vec<Segment>,
    /// How many segments were folded away.
    #[serde(default)]
    pub folded: u32,
}

/// A stretch of time in a due time's reckoning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Segment {
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The instant after its last.
    pub to: DateTime<Utc>,
    /// What it is.
    pub is: Stretch,
}

/// What a stretch of time is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stretch {
    /// Working time; counted.
    Working,
    /// Outside working hours.
    Closed,
    /// A listed day without work.
    Holiday {
        /// Its name.
        name: Text,
    },
    /// The clock was paused.
    Paused,
}

/// Why a way was taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChoiceTrace {
    /// Where.
    pub node: NodeKey,
    /// The links that were asked, in order, with their answers.
    pub asked: Vec<Asked>,
    /// Which link was taken.
    pub taken: LinkKey,
    /// Which others were taken with it, where several can be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<LinkKey>,
    /// Whether that was the default.
    pub otherwise: bool,
}

/// One link that was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Asked {
    /// Which link.
    pub link: LinkKey,
    /// What people call it.
    pub title: Text,
    /// Whether its condition held.
    pub held: bool,
    /// What its variables were.
    #[serde(default)]
    pub seen: Vec<(String, crate::Value)>,
}

/// The rule by which something was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleTrace {
    /// Which rule.
    pub rule: DefinitionKey,
    /// What people called it.
    pub title: Text,
    /// Which version of it.
    pub version: i64,
    /// What set it off: a trigger's name, or `schedule`.
    pub because: String,
    /// What the variables of its condition were.
    #[serde(default)]
    pub seen: Vec<(String, crate::Value)>,
    /// The rules that led to it, the first one first; none where no rule did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<DefinitionKey>,
}

/// Why a ticket got its targets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyTrace {
    /// Which policy.
    pub policy: DefinitionKey,
    /// The rules that were asked, in order: title and answer.
    pub asked: Vec<(Text, bool)>,
    /// The rule that held; none means the policy's own targets.
    #[serde(default)]
    pub rule: Option<Text>,
}
