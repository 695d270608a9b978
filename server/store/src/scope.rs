//! The reads of one workspace.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{
    Fields, Kind,
    id::{CustomerId, DefinitionId, EventId, PersonId, TaskId, TicketId, VersionId},
    key::DefinitionKey,
    record::{Clock, Customer, Draft, Event, Header, Incident, Notice, Person, Task, Team, Ticket, Version},
    view::{List, TaskQuery, TicketQuery},
};
use uuid::Uuid;

use crate::{
    AccessToken, AuditEntry, CaseRows, Error, ReplyDraft, StoredAnswer, TaskRow, VersionMeta, Visible, Workload,
    Workspace,
};

/// The reads of one workspace. Every read of tenant data goes through it.
#[derive(Clone)]
pub struct Scope;

#[expect(clippy::unused_async, clippy::too_many_arguments, reason = "the shape comes first")]
impl Scope {
    /// The workspace and its settings.
    pub async fn workspace(&self) -> Result<Option<Workspace>, Error> {
        unimplemented!()
    }
    /// The value of a named counter; 0 before its first [`crate::Changes::bump`].
    pub async fn register(&self, _name: &str) -> Result<i64, Error> {
        unimplemented!()
    }
    /// A ticket with everything that moves with it, in one snapshot.
    pub async fn case(&self, _id: TicketId) -> Result<Option<CaseRows>, Error> {
        unimplemented!()
    }
    /// A ticket.
    pub async fn ticket(&self, _id: TicketId) -> Result<Option<Ticket>, Error> {
        unimplemented!()
    }
    /// A ticket by its number.
    pub async fn ticket_by_number(&self, _number: i64) -> Result<Option<Ticket>, Error> {
        unimplemented!()
    }
    /// The tickets that a query asks for and that may be seen.
    pub async fn tickets(
        &self,
        _query: &TicketQuery,
        _visible: &Visible,
        _now: DateTime<Utc>,
    ) -> Result<List<Ticket>, Error> {
        unimplemented!()
    }
    /// How many tickets a query finds, counted up to `cap`, and whether there are more.
    pub async fn count(
        &self,
        _query: &TicketQuery,
        _visible: &Visible,
        _now: DateTime<Utc>,
        _cap: u32,
    ) -> Result<(i64, bool), Error> {
        unimplemented!()
    }
    /// Whether a ticket exists and may be seen.
    pub async fn may_see(&self, _id: TicketId, _visible: &Visible) -> Result<bool, Error> {
        unimplemented!()
    }
    /// What happened to a ticket, the oldest first.
    pub async fn timeline(
        &self,
        _ticket: TicketId,
        _after: Option<EventId>,
        _limit: u32,
        _public_only: bool,
    ) -> Result<List<Event>, Error> {
        unimplemented!()
    }
    /// The newest events of a ticket, the newest first.
    pub async fn recent(
        &self,
        _ticket: TicketId,
        _before: Option<EventId>,
        _limit: u32,
        _public_only: bool,
    ) -> Result<List<Event>, Error> {
        unimplemented!()
    }
    /// Events of every ticket after an id; see [`crate::event_floor`].
    pub async fn events_since(&self, _after: Option<EventId>, _limit: u32) -> Result<Vec<Event>, Error> {
        unimplemented!()
    }
    /// A task.
    pub async fn task(&self, _id: TaskId) -> Result<Option<Task>, Error> {
        unimplemented!()
    }
    /// The tasks that a query asks for and whose tickets may be seen, the nearest due first.
    pub async fn tasks(
        &self,
        _query: &TaskQuery,
        _person: Option<PersonId>,
        _queues_served: &[DefinitionKey],
        _visible: &Visible,
    ) -> Result<List<TaskRow>, Error> {
        unimplemented!()
    }
    /// The open tasks of many tickets, the oldest first.
    pub async fn tasks_of(&self, _tickets: &[TicketId]) -> Result<Vec<Task>, Error> {
        unimplemented!()
    }
    /// The running clocks of many tickets.
    pub async fn clocks_of(&self, _tickets: &[TicketId]) -> Result<Vec<Clock>, Error> {
        unimplemented!()
    }
    /// Everyone who signs in, with how much they have to do.
    pub async fn colleagues(&self) -> Result<Vec<Workload>, Error> {
        unimplemented!()
    }
    /// Everyone who signs in, by name.
    pub async fn people(&self) -> Result<Vec<Person>, Error> {
        unimplemented!()
    }
    /// A person.
    pub async fn person(&self, _id: PersonId) -> Result<Option<Person>, Error> {
        unimplemented!()
    }
    /// Several people; who does not exist is left out.
    pub async fn people_named(&self, _ids: &[PersonId]) -> Result<Vec<Person>, Error> {
        unimplemented!()
    }
    /// A person by mail address, in any letter case.
    pub async fn person_by_email(&self, _email: &str) -> Result<Option<Person>, Error> {
        unimplemented!()
    }
    /// A person's password hash; none when the person does not exist or has no password.
    pub async fn password_hash(&self, _id: PersonId) -> Result<Option<String>, Error> {
        unimplemented!()
    }
    /// Every team, by name.
    pub async fn teams(&self) -> Result<Vec<Team>, Error> {
        unimplemented!()
    }
    /// Customers whose name, mail address or telephone number contains a text, the newest first.
    pub async fn customers(&self, _text: &str, _limit: u32) -> Result<Vec<Customer>, Error> {
        unimplemented!()
    }
    /// A customer.
    pub async fn customer(&self, _id: CustomerId) -> Result<Option<Customer>, Error> {
        unimplemented!()
    }
    /// Several customers; who does not exist is left out.
    pub async fn customers_named(&self, _ids: &[CustomerId]) -> Result<Vec<Customer>, Error> {
        unimplemented!()
    }
    /// A customer by mail address, else by telephone number.
    pub async fn customer_by(&self, _email: Option<&str>, _phone: Option<&str>) -> Result<Option<Customer>, Error> {
        unimplemented!()
    }
    /// A definition by kind and key.
    pub async fn header(&self, _kind: Kind, _key: &DefinitionKey) -> Result<Option<Header>, Error> {
        unimplemented!()
    }
    /// A definition by id.
    pub async fn header_by_id(&self, _id: DefinitionId) -> Result<Option<Header>, Error> {
        unimplemented!()
    }
    /// The definitions of a kind, or of all, whose key or title contains a text, by kind and key.
    pub async fn headers(&self, _kind: Option<Kind>, _text: &str) -> Result<Vec<Header>, Error> {
        unimplemented!()
    }
    /// An author's draft of a definition.
    pub async fn draft(&self, _definition: DefinitionId, _author: PersonId) -> Result<Option<Draft>, Error> {
        unimplemented!()
    }
    /// An author's drafts.
    pub async fn drafts_of(&self, _author: PersonId) -> Result<Vec<Draft>, Error> {
        unimplemented!()
    }
    /// A version.
    pub async fn version(&self, _id: VersionId) -> Result<Option<Version>, Error> {
        unimplemented!()
    }
    /// A version by its number.
    pub async fn version_numbered(&self, _definition: DefinitionId, _number: i64) -> Result<Option<Version>, Error> {
        unimplemented!()
    }
    /// The versions of a definition without their bodies, the newest first.
    pub async fn versions(&self, _definition: DefinitionId) -> Result<Vec<VersionMeta>, Error> {
        unimplemented!()
    }
    /// A published definition and its newest version.
    pub async fn current(&self, _kind: Kind, _key: &DefinitionKey) -> Result<Option<(Header, Version)>, Error> {
        unimplemented!()
    }
    /// Every published definition and its newest version.
    pub async fn all_current(&self) -> Result<Vec<(Header, Version)>, Error> {
        unimplemented!()
    }
    /// The definitions that point at one, each with the part that points.
    pub async fn used_by(&self, _kind: Kind, _key: &DefinitionKey) -> Result<Vec<(Header, String)>, Error> {
        unimplemented!()
    }
    /// How many definitions point at each definition that is pointed at.
    pub async fn usage_counts(&self) -> Result<BTreeMap<(Kind, DefinitionKey), u32>, Error> {
        unimplemented!()
    }
    /// A person's notices, the newest first.
    pub async fn notices(&self, _person: PersonId, _limit: u32, _unread_only: bool) -> Result<Vec<Notice>, Error> {
        unimplemented!()
    }
    /// How many notices a person has not read.
    pub async fn unread(&self, _person: PersonId) -> Result<i64, Error> {
        unimplemented!()
    }
    /// Incidents, the newest first; at most 500.
    pub async fn incidents(&self, _open_only: bool) -> Result<Vec<Incident>, Error> {
        unimplemented!()
    }
    /// The incidents of a ticket, the newest first.
    pub async fn incidents_of(&self, _ticket: TicketId, _open_only: bool) -> Result<Vec<Incident>, Error> {
        unimplemented!()
    }
    /// What a person has typed into a step and not handed in.
    pub async fn step_draft(&self, _task: TaskId, _person: PersonId) -> Result<Option<Fields>, Error> {
        unimplemented!()
    }
    /// What a person has typed into several steps.
    pub async fn step_drafts(&self, _person: PersonId, _tasks: &[TaskId]) -> Result<BTreeMap<TaskId, Fields>, Error> {
        unimplemented!()
    }
    /// The answer a person has begun.
    pub async fn reply_draft(&self, _ticket: TicketId, _person: PersonId) -> Result<Option<ReplyDraft>, Error> {
        unimplemented!()
    }
    /// The access tokens of a person, or of all, the newest first.
    pub async fn tokens(&self, _person: Option<PersonId>) -> Result<Vec<AccessToken>, Error> {
        unimplemented!()
    }
    /// What an idempotency key was answered with.
    pub async fn answer(&self, _key: &str) -> Result<Option<StoredAnswer>, Error> {
        unimplemented!()
    }
    /// The audit, the newest first.
    pub async fn audit(&self, _before: Option<Uuid>, _limit: u32) -> Result<Vec<AuditEntry>, Error> {
        unimplemented!()
    }
}
