//! Views: what a page or an API client is shown of records, with the names that ids stand for already looked up.

mod change;
mod definition;
mod demo;
mod desk;
mod form;
mod found;
mod incident;
mod intake;
mod link;
mod migration;
mod people;
mod reckoning;
mod rule;
mod setup;
mod studio;
mod task;
mod ticket;
mod workload;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Lang,
    id::{PersonId, TicketId, TokenId},
    role::{Reach, Right},
};

pub use change::{CustomerChange, TicketChange};
pub use definition::{
    DefinitionPage, DefinitionRow, Difference, ImportDoes, ImportReport, ImportRow, Saved, Usage, VersionRow,
};
pub use demo::Demo;
pub use desk::{BulkAct, Counted, Day, DoneStep, Mention, PhraseView, QueueLoad, ViewDraft, ViewRow, Ways};
pub use form::FormTry;
pub use found::{Found, FoundTicket};
pub use incident::{IncidentPage, IncidentQuery, IncidentRow};
pub use intake::{Asker, Filing, Intake, TypeCard};
pub use link::{Invited, PasswordLink};
pub use migration::{MigrationForecast, MigrationGroup, MigrationPart};
pub use people::{
    AccountChange, Directory, NewPerson, OwnLeave, PersonCard, PersonChange, QueueCard, RoleCard, TeamCard, TeamChange,
    Titled,
};
pub use reckoning::{ReckonedTicket, ReckoningForecast, ReckoningProgress};
pub use rule::{RuleMatch, RuleRunRow, RuleStanding, RuleTicket, RuleTried};
pub use setup::{Invitee, ReadyType, SetUp, Setup};
pub use studio::{DueTry, Forecast, Forecasted, Health, HolidayRow, Holidays, Mailbox, StudioRow};
pub use task::{BackTo, Completion, JumpTo, TaskQuery, TaskView, VoteView};
pub use ticket::{
    ClockView, Entry, FollowerView, HoldView, PlaceView, ProgressStep, Sort, StepState, TicketPage, TicketQuery,
    TicketRow,
};
pub use workload::{PersonWorkload, SkillDemand, WorkloadQuery, WorkloadReport};

/// A part of a list and the way to the next part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct List<T> {
    /// The rows, in the list's order.
    pub rows: Vec<T>,
    /// Hand this back to get the next part; none at the end.
    pub next: Option<String>,
}

/// Someone's id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Named<Id> {
    /// Who or what.
    pub id: Id,
    /// What people call them.
    pub name: String,
}

/// Who is signed in, for pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    /// The person.
    pub id: PersonId,
    /// What people call them.
    pub name: String,
    /// The mail address.
    pub email: String,
    /// The language.
    pub lang: Lang,
    /// What they may do, and how far each right reaches.
    pub rights: BTreeMap<Right, Reach>,
    /// The company's name.
    pub company: String,
    /// The zone in which times are shown, IANA.
    pub zone: String,
    /// Whether they are away and get no new work.
    pub away: bool,
    /// Unread notices.
    pub unread: u32,
}

impl Me {
    /// Whether the person has a right at all.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.rights.contains_key(&right)
    }
}

/// A bearer token in a list; its secret is shown once, when it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenRow {
    /// Its id.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// Whose rights it has.
    pub person: Named<PersonId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub used_at: Option<DateTime<Utc>>,
}

/// Something changed: the ticket to look at again. Sent to browsers as it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changed {
    /// Which ticket.
    pub ticket: TicketId,
}
