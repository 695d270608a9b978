//! People: those who sign in, those who ask, and what is told to them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::Absence;
use crate::{
    Lang, Text,
    id::{CustomerId, NoticeId, PersonId, TeamId, TicketId},
    key::DefinitionKey,
};

/// A person who signs in. The password hash never leaves the store's own call for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// What people call them.
    pub name: String,
    /// The mail address, lower case; unique in the workspace.
    pub email: String,
    /// The language of their interface and messages.
    pub lang: Lang,
    /// The roles they have.
    pub roles: Vec<DefinitionKey>,
    /// The skills they have.
    pub skills: Vec<DefinitionKey>,
    /// How well they have a skill, 1 to [`Person::BEST`]; 1 where nothing is said.
    #[serde(default)]
    pub levels: BTreeMap<DefinitionKey, u8>,
    /// The queues they serve besides those that their roles serve.
    #[serde(default)]
    pub queues: Vec<DefinitionKey>,
    /// Their teams.
    pub teams: Vec<TeamId>,
    /// Their manager.
    pub manager: Option<PersonId>,
    /// The zone in which they are shown times, IANA; the workspace's where nothing is said.
    #[serde(default)]
    pub zone: Option<String>,
    /// Whether they can sign in and be given work.
    pub active: bool,
    /// Whether they are away: no new work.
    pub away: bool,
    /// The most open work that is given to them by itself, by weight; any, if absent. What they take themselves counts,
    /// and is never refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u16>,
    /// The calendar in whose hours they are given work by itself; at any time where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shifts: Option<DefinitionKey>,
    /// The last day on which a skill counts, in the workspace's zone; for good where nothing is said.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub skills_until: BTreeMap<DefinitionKey, NaiveDate>,
    /// When they are not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<Absence>,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// Grows with each change.
    pub version: i64,
}

impl Person {
    /// The best level of a skill.
    pub const BEST: u8 = 3;

    /// Someone who was just added: active, there, and without any role.
    #[must_use]
    pub fn new(id: PersonId, name: &str, email: &str, lang: Lang, created_at: DateTime<Utc>) -> Self {
        Self {
            id,
            name: name.to_owned(),
            email: email.to_owned(),
            lang,
            roles: Vec::new(),
            skills: Vec::new(),
            levels: BTreeMap::new(),
            queues: Vec::new(),
            teams: Vec::new(),
            manager: None,
            zone: None,
            active: true,
            away: false,
            capacity: None,
            shifts: None,
            skills_until: BTreeMap::new(),
            absences: Vec::new(),
            created_at,
            version: 1,
        }
    }

    /// The absence in which an instant lies, if one does.
    #[must_use]
    pub fn absence(&self, at: DateTime<Utc>) -> Option<&Absence> {
        self.absences.iter().find(|absence| absence.covers(at))
    }

    /// How well the person has a skill; 0 without it.
    #[must_use]
    pub fn level(&self, skill: &DefinitionKey) -> u8 {
        if self.skills.contains(skill) { self.levels.get(skill).copied().unwrap_or(1) } else { 0 }
    }
}

/// A group of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Team {
    /// The id.
    pub id: TeamId,
    /// What people call it; unique in the workspace.
    pub name: String,
    /// Grows with each change.
    pub version: i64,
}

/// A person outside who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Customer {
    /// The id.
    pub id: CustomerId,
    /// What people call them.
    pub name: String,
    /// The mail address, lower case.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The person who looks after them.
    #[serde(default)]
    pub manager: Option<PersonId>,
    /// When the record was made.
    pub created_at: DateTime<Utc>,
    /// Grows with each change.
    pub version: i64,
}

/// Someone who follows a ticket: they may read it, and are told how it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Follower {
    /// Who.
    pub person: PersonId,
    /// Whether they want to be told nothing of this ticket.
    #[serde(default)]
    pub muted: bool,
    /// Who added them; nobody where the flow or they themselves did.
    #[serde(default)]
    pub added_by: Option<PersonId>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A message for a person inside the product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// The id.
    pub id: NoticeId,
    /// For whom.
    pub person: PersonId,
    /// About which ticket.
    pub ticket: Option<TicketId>,
    /// Who caused it, when a colleague mentions someone.
    #[serde(default)]
    pub by: Option<PersonId>,
    /// The words.
    pub text: Text,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
}

/// A notice of a ladder that is not told at once: it waits for the end of the quiet hours, for the others of its digest,
/// or for its turn under the cap of whoever gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldNotice {
    /// What will be told.
    pub notice: Notice,
    /// When at the earliest.
    pub ready_at: DateTime<Utc>,
    /// Whether by mail too.
    pub mails: bool,
    /// The most notices of ladders that the person gets within an hour.
    pub most_per_hour: Option<u16>,
}
