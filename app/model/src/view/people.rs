//! Views of people, teams and roles, and what may be changed about them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::Named;
use crate::{
    Lang, Text,
    id::{PersonId, TeamId},
    key::DefinitionKey,
    record::{Leave, Person},
    role::Grant,
    trace::Barred,
};

/// Everyone, and everything that can be said about a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
pub struct Directory {
    /// The people, by name.
    pub people: Vec<PersonCard>,
    /// The teams, by name.
    pub teams: Vec<Named<TeamId>>,
    /// The roles, by key.
    pub roles: Vec<RoleCard>,
    /// The skills, by key.
    pub skills: Vec<Titled>,
    /// The queues, by key.
    pub queues: Vec<QueueCard>,
    /// The calendars, by key.
    pub calendars: Vec<Titled>,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
pub struct PersonCard {
    /// The person.
    pub person: Person,
    /// Open tasks they own.
    pub open: i64,
    /// Whether they have a password.
    pub has_password: bool,
    /// The queues they serve, for whatever reason.
    pub serves: Vec<DefinitionKey>,
    /// Whether the person who looks may change them.
    pub may_change: bool,
    /// Why they are given no work at this moment, whatever it is.
    pub barred: Option<Barred>,
}

/// One's own leave, and who could stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct OwnLeave {
    /// What is planned, by beginning.
    pub leaves: Vec<Leave>,
    /// Everyone who can be given work, by name.
    pub colleagues: Vec<Named<PersonId>>,
}

/// A definition by key and title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Titled {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
}

/// A queue, and who serves it without being put there one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct QueueCard {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// The roles whose people serve it.
    pub roles: Vec<DefinitionKey>,
}

/// A role in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct RoleCard {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// What it allows.
    pub grants: Vec<Grant>,
    /// Who has it, by name; those who are switched off are left out.
    pub people: Vec<Named<PersonId>>,
    /// Whether the person who looks may give it to someone.
    pub may_give: bool,
}

/// A team with its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TeamCard {
    /// Its id.
    pub id: TeamId,
    /// What people call it; unique in the workspace.
    pub name: String,
    /// Its people, by name.
    pub members: Vec<Named<PersonId>>,
    /// Grows with each change of the name.
    pub version: i64,
}

/// What is to change about a team; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TeamChange {
    /// What people call it.
    pub name: Option<String>,
    /// Its people, all of them.
    pub members: Option<Vec<PersonId>>,
}

/// A person to be created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct NewPerson {
    /// What people call them.
    pub name: String,
    /// The mail address.
    pub email: String,
    /// The language; the workspace's, if absent.
    pub lang: Option<Lang>,
    /// The roles.
    pub roles: Vec<DefinitionKey>,
    /// The skills.
    pub skills: Vec<DefinitionKey>,
    /// How well they have each skill, 1 to 3.
    pub levels: BTreeMap<DefinitionKey, u8>,
    /// The queues they serve besides those of their roles.
    pub queues: Vec<DefinitionKey>,
    /// Their teams.
    pub teams: Vec<TeamId>,
    /// The zone in which they are shown times, IANA; the workspace's, if absent.
    pub zone: Option<String>,
    /// A first password; without one the person cannot sign in until a one-time link or an administrator sets it.
    pub password: Option<String>,
    /// The most open work that is given to them by itself, by weight; any, if absent.
    #[serde(default)]
    pub capacity: Option<u16>,
    /// The key of the calendar in whose hours they are given work by itself; at any time, if absent.
    pub shifts: Option<DefinitionKey>,
    /// The last day on which a skill counts, by its key.
    pub skills_until: BTreeMap<DefinitionKey, NaiveDate>,
}

/// What is to change about a person; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PersonChange {
    /// What people call them.
    pub name: Option<String>,
    /// The mail address, with which they sign in.
    pub email: Option<String>,
    /// The language of their interface and messages.
    pub lang: Option<Lang>,
    /// The zone in which they are shown times, IANA; empty means the workspace's.
    pub zone: Option<String>,
    /// The keys of their roles; none may allow more than the caller may.
    pub roles: Option<Vec<DefinitionKey>>,
    /// Their teams.
    pub teams: Option<Vec<TeamId>>,
    /// The keys of their skills.
    pub skills: Option<Vec<DefinitionKey>>,
    /// How well they have each skill, 1 to 3.
    pub levels: Option<BTreeMap<DefinitionKey, u8>>,
    /// The keys of the queues they serve besides those of their roles.
    pub queues: Option<Vec<DefinitionKey>>,
    /// Whether they can sign in and be given work. Switching it off ends their sessions.
    pub active: Option<bool>,
    /// Whether they are away and get no new work.
    pub away: Option<bool>,
    /// The most open work that is given to them by itself, by weight; 0 means any.
    pub capacity: Option<u16>,
    /// The key of the calendar in whose hours they are given work by itself; empty means at any time.
    pub shifts: Option<String>,
    /// The last day on which a skill counts, by its key; all of them.
    pub skills_until: Option<BTreeMap<DefinitionKey, NaiveDate>>,
    /// When they will not be there, all that is planned.
    pub absences: Option<Vec<Leave>>,
    /// A new password. It ends their sessions.
    pub password: Option<String>,
}

/// What someone may change about their own account; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(default)]
pub struct AccountChange {
    /// What people call them.
    pub name: Option<String>,
    /// The language of their interface and messages.
    pub lang: Option<Lang>,
    /// The zone in which they are shown times, IANA; empty means the workspace's.
    pub zone: Option<String>,
    /// Whether they are away and get no new work.
    pub away: Option<bool>,
    /// When they will not be there, all that is planned.
    pub absences: Option<Vec<Leave>>,
}
