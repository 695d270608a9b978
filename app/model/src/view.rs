//! Views: what a page or an API client is shown of records, with the names that ids stand for already looked up.

mod change;
mod demo;
mod desk;
mod form;
mod found;
mod incident;
mod link;
mod migration;
mod people;
mod reckoning;
mod rule;
mod setup;
mod studio;
mod workload;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Fields, Kind, Lang, Problem, Text,
    flow::{Outcome, Priority},
    form::{Form, Layout},
    id::{CustomerId, PersonId, TaskId, TeamId, TicketId, TokenId, VersionId},
    key::{DefinitionKey, LayoutKey, NodeKey, OutcomeKey},
    record::{Channel, Clock, DefinitionStanding, Event, RunToken, Status},
    role::{Reach, Right},
    trace::Trace,
};

pub use change::{CustomerChange, TicketChange};
pub use demo::Demo;
pub use desk::{BulkAct, Counted, Day, DoneStep, Mention, PhraseView, QueueLoad, ViewDraft, ViewRow, Ways};
pub use form::FormTry;
pub use found::{Found, FoundTicket};
pub use incident::{IncidentPage, IncidentQuery, IncidentRow};
pub use link::{Invited, PasswordLink};
pub use migration::{MigrationForecast, MigrationGroup, MigrationPart};
pub use people::{
    AccountChange, Directory, OwnLeave, PersonCard, PersonChange, QueueCard, RoleCard, TeamCard, TeamChange, Titled,
};
pub use reckoning::{ReckonedTicket, ReckoningForecast, ReckoningProgress};
pub use rule::{RuleMatch, RuleRunRow, RuleStanding, RuleTicket, RuleTried};
pub use setup::{Invitee, ReadyType, SetUp, Setup};
pub use studio::{DueTry, Forecast, Forecasted, Health, HolidayRow, Holidays, Mailbox, StudioRow};
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

/// A ticket in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketRow {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// Its type.
    pub ticket_type: DefinitionKey,
    /// What people call the type.
    pub type_title: Text,
    /// Where it stands.
    pub status: Status,
    /// How pressing it is.
    pub priority: Priority,
    /// How it came in.
    pub channel: Channel,
    /// Who asks.
    pub customer: Option<Named<CustomerId>>,
    /// Where it waits.
    pub queue: Option<DefinitionKey>,
    /// Who is responsible.
    pub owner: Option<Named<PersonId>>,
    /// The steps it stands at.
    pub steps: Vec<Text>,
    /// How far it has come, step by step.
    pub progress: Vec<StepState>,
    /// The nearest due time.
    pub due_at: Option<DateTime<Utc>>,
    /// When the clock that gives `due_at` began; for how much of it is used.
    pub clock_from: Option<DateTime<Utc>>,
    /// When it was filed.
    pub created_at: DateTime<Utc>,
    /// When anything last happened.
    pub updated_at: DateTime<Utc>,
}

/// What a list of tickets shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TicketQuery {
    /// Words that must occur.
    pub text: String,
    /// Only open ones, unless `status` names others.
    pub open: Option<bool>,
    /// Any of these states.
    pub status: Vec<Status>,
    /// Any of these priorities.
    pub priority: Vec<Priority>,
    /// Any of these types.
    pub ticket_type: Vec<DefinitionKey>,
    /// In this queue.
    pub queue: Option<DefinitionKey>,
    /// Of this owner.
    pub owner: Option<PersonId>,
    /// Of the person who asks.
    pub mine: bool,
    /// Without an owner.
    pub unowned: bool,
    /// Of this customer.
    pub customer: Option<CustomerId>,
    /// Late ones only.
    pub late: bool,
    /// Only those that are late or become so within this many minutes.
    pub due_within: Option<u32>,
    /// The order.
    pub sort: Sort,
    /// The place to go on from: [`List::next`].
    pub after: Option<String>,
    /// How many rows, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
}

/// The order of a ticket list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// The nearest due time first; those without one last.
    Due,
    /// The last touched first.
    Updated,
    /// The most pressing first, then the oldest.
    Priority,
}

/// One ticket, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketPage {
    /// As in lists.
    pub row: TicketRow,
    /// The answers that may be seen.
    pub fields: Fields,
    /// The form they follow.
    pub form: Form,
    /// The steps of the flow on the way from start to end, for the progress strip.
    pub progress: Vec<ProgressStep>,
    /// The open tasks.
    pub tasks: Vec<TaskView>,
    /// The clocks, running or done, of this episode.
    pub clocks: Vec<ClockView>,
    /// Why these targets.
    pub policy_trace: Option<Trace>,
    /// The customer.
    pub customer: Option<crate::record::Customer>,
    /// Whether the person who looks may work on it.
    pub may_work: bool,
    /// Why it is held, while a person holds it.
    #[serde(default)]
    pub hold: Option<HoldView>,
    /// Who follows it.
    #[serde(default)]
    pub followers: Vec<FollowerView>,
    /// Where the flow stands and the steps it can be moved to; empty for whoever may not move it.
    #[serde(default)]
    pub places: Vec<PlaceView>,
    /// Whether its flow goes on.
    #[serde(default)]
    pub is_under_way: bool,
    /// Whether the person who looks may end the flow.
    #[serde(default)]
    pub may_end: bool,
    /// What the flow cannot do by itself; empty when all is well.
    pub incidents: Vec<crate::record::Incident>,
    /// The ticket's version, as a guard for acts on the ticket itself.
    pub version: i64,
}

/// Why a ticket is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HoldView {
    /// Who holds it.
    pub by: Named<PersonId>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it goes on by itself, if it does.
    pub until: Option<DateTime<Utc>>,
    /// Whether it goes on when the customer writes.
    pub on_reply: bool,
    /// In words.
    pub reason: String,
}

/// Someone who follows a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FollowerView {
    /// Who.
    pub person: Named<PersonId>,
    /// Whether they want to be told nothing.
    pub muted: bool,
}

/// A place where a flow stands, and where it can be moved to from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceView {
    /// The path that stands here.
    pub token: RunToken,
    /// What people call the step.
    pub title: Text,
    /// The steps it can be moved to.
    pub to: Vec<JumpTo>,
}

/// One step of the progress strip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProgressStep {
    /// Which node.
    pub node: NodeKey,
    /// What people call it.
    pub title: Text,
    /// Where the ticket is relative to it.
    pub state: StepState,
}

/// Where a ticket is relative to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// It was here.
    Done,
    /// It is here.
    Now,
    /// It may come here.
    Ahead,
}

/// One clock and its reckoning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClockView {
    /// The clock.
    pub clock: Clock,
    /// How much of the target was used when the page was made, in percent; over 100 when late.
    pub used: u32,
    /// Why this due time.
    pub why: Option<Trace>,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(clippy::struct_excessive_bools, reason = "each allows one thing on the page")]
pub struct TaskView {
    /// Its id.
    pub id: TaskId,
    /// Of which ticket.
    pub ticket: TicketId,
    /// The ticket's number.
    pub number: i64,
    /// What the ticket is about.
    pub ticket_title: String,
    /// How pressing the ticket is.
    pub priority: Priority,
    /// How the ticket came in.
    pub channel: Channel,
    /// Whose ticket it is.
    pub customer: Option<Named<CustomerId>>,
    /// At which node.
    pub node: NodeKey,
    /// What people call the step.
    pub title: Text,
    /// What to do, in Markdown.
    pub instructions: Text,
    /// Which layout it fills.
    pub layout_key: Option<LayoutKey>,
    /// What is filled in.
    pub layout: Option<Layout>,
    /// How it can end.
    pub outcomes: Vec<Outcome>,
    /// Whether it is one person's part in an approval.
    #[serde(default)]
    pub is_vote: bool,
    /// Everyone's part in the approval, in the order in which they are asked; on the page of one ticket only.
    #[serde(default)]
    pub votes: Vec<VoteView>,
    /// Where the person who looks may send it back to; on the page of one ticket only.
    #[serde(default)]
    pub back_to: Vec<BackTo>,
    /// Whether the person who looks did the step before and may take it back; on the page of one ticket only.
    #[serde(default)]
    pub may_take_back: bool,
    /// Who works on it.
    pub owner: Option<Named<PersonId>>,
    /// To whom it is offered now, while nobody has it.
    #[serde(default)]
    pub offered_to: Option<Named<PersonId>>,
    /// Until when they can accept.
    #[serde(default)]
    pub offered_until: Option<DateTime<Utc>>,
    /// Whether it is offered to the person who looks.
    #[serde(default)]
    pub may_accept: bool,
    /// Who gave it to its owner for a time.
    #[serde(default)]
    pub delegated_by: Option<Named<PersonId>>,
    /// How often its owner was urged.
    #[serde(default)]
    pub urged: u32,
    /// Whether the person who looks may urge whoever has it; on the page of one ticket only.
    #[serde(default)]
    pub may_urge: bool,
    /// Where it waits.
    pub queue: Option<DefinitionKey>,
    /// Open, done or cancelled.
    pub state: crate::record::TaskState,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// Why this owner, why this due time.
    pub traces: Vec<Trace>,
    /// What the person who looks has typed so far and not handed in.
    pub draft: Option<Fields>,
    /// Whether the person who looks may complete it.
    pub may_complete: bool,
    /// Whether the person who looks may claim it.
    pub may_claim: bool,
    /// Its version, as a guard against two windows.
    pub version: i64,
}

/// A step that a path can be sent back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BackTo {
    /// Which node.
    pub node: NodeKey,
    /// What people call it.
    pub title: Text,
    /// Whether the path can come straight back from there.
    pub returns: bool,
}

/// A step that a path can be moved to by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JumpTo {
    /// Which node.
    pub node: NodeKey,
    /// What people call it.
    pub title: Text,
}

/// One person's part in an approval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoteView {
    /// Who.
    pub person: Named<PersonId>,
    /// How they decided, if they have.
    pub answer: Option<crate::record::Answer>,
    /// Whether they are asked now.
    pub is_asked: bool,
    /// Who asked them besides those that the flow asks.
    pub added_by: Option<Named<PersonId>>,
    /// Who decides in their name.
    #[serde(default)]
    pub delegate: Option<Named<PersonId>>,
}

/// What a list of tasks shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each narrows the list by itself")]
pub struct TaskQuery {
    /// Of this ticket.
    pub ticket: Option<TicketId>,
    /// Of this owner.
    pub owner: Option<PersonId>,
    /// Of the person who asks.
    pub mine: bool,
    /// Offered to the person who asks.
    pub offered: bool,
    /// Nobody's, in queues the person serves.
    pub claimable: bool,
    /// In this queue.
    pub queue: Option<DefinitionKey>,
    /// At this node.
    pub node: Option<NodeKey>,
    /// Also those that are done or cancelled.
    pub closed: bool,
    /// The place to go on from.
    pub after: Option<String>,
    /// How many rows, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
}

/// One entry of a ticket's timeline.
pub type Entry = Event;

/// What it takes to file a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Filing {
    /// Its type.
    pub ticket_type: DefinitionKey,
    /// The answers.
    #[serde(default)]
    pub fields: Fields,
    /// Who asks.
    #[serde(default)]
    pub customer: Option<Asker>,
    /// Instead of what the form says.
    #[serde(default)]
    pub priority: Option<Priority>,
}

/// Who asks: a known customer, or someone to find by mail address or to add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// A known one.
    Known(CustomerId),
    /// Found by mail address, then telephone; added if unknown.
    New {
        /// What people call them.
        name: String,
        /// The mail address.
        #[serde(default)]
        email: Option<String>,
        /// The telephone number.
        #[serde(default)]
        phone: Option<String>,
    },
}

/// How a task is completed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Completion {
    /// How it ends.
    pub outcome: OutcomeKey,
    /// What was filled in.
    #[serde(default)]
    pub fields: Fields,
}

/// A ticket type a person may file, with what its intake form needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Intake {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// What it is for.
    pub about: Text,
    /// The form.
    pub form: Form,
    /// The layout a new ticket is entered in.
    pub layout: Layout,
    /// The version of the form.
    pub form_version: VersionId,
}

/// A ticket type in the menu of new tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TypeCard {
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// What it is for.
    pub about: Text,
}

/// A definition in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DefinitionRow {
    /// Its kind.
    pub kind: Kind,
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// Draft, published or in the trash.
    pub standing: DefinitionStanding,
    /// The number of the newest version; 0 before the first.
    pub number: i64,
    /// Whether the person who looks has a draft that differs from the newest version.
    pub has_draft: bool,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// By whom.
    pub updated_by: Option<Named<PersonId>>,
    /// How many definitions point at it.
    pub used_by: u32,
}

/// A definition opened for drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DefinitionPage {
    /// As in lists.
    pub row: DefinitionRow,
    /// What the person's draft says, or the newest version if there is none.
    pub content: crate::Definition,
    /// The number of the version the draft was begun from.
    pub base: i64,
    /// The draft's revision; hand it back when saving. 0 when there is no draft yet.
    pub revision: i64,
    /// When the draft was saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// A saved draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Saved {
    /// The draft's new revision.
    pub revision: i64,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// A published version in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionRow {
    /// Its id.
    pub id: VersionId,
    /// Its number.
    pub number: i64,
    /// What the author wrote about it.
    pub note: String,
    /// Who published it.
    pub author: Option<Named<PersonId>>,
    /// When.
    pub at: DateTime<Utc>,
    /// SHA-256 of the content.
    pub hash: String,
}

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// Where: a path as in [`Problem::path`], elements named by key.
    pub path: String,
    /// What it was; `Null` for what was added.
    pub before: crate::Value,
    /// What it is; `Null` for what was removed.
    pub after: crate::Value,
}

/// One definition pointing at another, for the usage list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Usage {
    /// The kind of what points.
    pub kind: Kind,
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// The part that points.
    pub path: String,
}

/// What an import would do, or did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportReport {
    /// Whether anything was stored.
    pub stored: bool,
    /// Each definition of the package.
    pub rows: Vec<ImportRow>,
    /// What is wrong with it; nothing is stored while one is an error.
    pub problems: Vec<Problem>,
}

/// What an import does with one definition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportRow {
    /// Its kind.
    pub kind: Kind,
    /// Its key.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// What happens.
    pub does: ImportDoes,
    /// How it differs from what is here.
    pub differences: Vec<Difference>,
}

/// What happens to a definition at import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportDoes {
    /// It is new here.
    Create,
    /// It becomes a new version.
    Update,
    /// It is already here, the same.
    Keep,
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
