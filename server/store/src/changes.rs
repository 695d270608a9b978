//! What an operation wants to be stored: guards and rows, as data.

use chrono::{DateTime, Utc};
use model::{
    Fields, Reference, Value,
    id::{DefinitionId, IncidentId, OutboxId, PersonId, TaskId, TicketId, TimerId, TokenId, WorkspaceId},
    record::{
        Clock, Customer, Draft, Effect, Event, Header, Incident, Notice, Person, Purpose, Run, Task, Team, Ticket,
        Timer, Version,
    },
};

use crate::{AccessToken, Workspace};

/// What an operation wants to be stored: all of it or nothing.
///
/// In an update, the record's version is the new one, and the guard is that the stored one is one less.
#[derive(Clone, Debug)]
pub struct Changes;

impl Changes {
    /// Nothing yet, for a workspace, as of an instant.
    #[must_use]
    pub fn new(_workspace: WorkspaceId, _at: DateTime<Utc>) -> Self {
        Self
    }
    /// Whether there is nothing to store.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        true
    }
    /// How many rows are written or deleted.
    #[must_use]
    pub fn len(&self) -> usize {
        0
    }
    /// Sets up a workspace; its id must be this one's.
    pub fn insert_workspace(&mut self, _workspace: &Workspace) -> &mut Self {
        self
    }
    /// Changes a workspace. Guard: its version.
    pub fn update_workspace(&mut self, _workspace: &Workspace) -> &mut Self {
        self
    }
    /// Adds a person. Unique: the mail address.
    pub fn insert_person(&mut self, _person: &Person, _password_hash: Option<&str>) -> &mut Self {
        self
    }
    /// Changes a person; the password stays. Guard: the version. Unique: the mail address.
    pub fn update_person(&mut self, _person: &Person) -> &mut Self {
        self
    }
    /// Sets a person's password.
    pub fn set_password(&mut self, _person: PersonId, _hash: &str) -> &mut Self {
        self
    }
    /// Adds a team. Unique: the name.
    pub fn insert_team(&mut self, _team: &Team) -> &mut Self {
        self
    }
    /// Changes a team. Guard: the version. Unique: the name.
    pub fn update_team(&mut self, _team: &Team) -> &mut Self {
        self
    }
    /// Adds a customer.
    pub fn insert_customer(&mut self, _customer: &Customer) -> &mut Self {
        self
    }
    /// Changes a customer. Guard: the version.
    pub fn update_customer(&mut self, _customer: &Customer) -> &mut Self {
        self
    }
    /// Files a ticket; it is found by its number and title, and by what [`Self::index_ticket`] adds. Unique: the number.
    pub fn insert_ticket(&mut self, _ticket: &Ticket) -> &mut Self {
        self
    }
    /// Changes a ticket. Guard: the version.
    pub fn update_ticket(&mut self, _ticket: &Ticket) -> &mut Self {
        self
    }
    /// Sets the words a ticket is found by: its number, its title and this text.
    pub fn index_ticket(&mut self, _ticket: &Ticket, _text: &str) -> &mut Self {
        self
    }
    /// Begins a run.
    pub fn insert_run(&mut self, _run: &Run) -> &mut Self {
        self
    }
    /// Moves a run. Guard: the version.
    pub fn update_run(&mut self, _run: &Run) -> &mut Self {
        self
    }
    /// Opens a task.
    pub fn insert_task(&mut self, _task: &Task) -> &mut Self {
        self
    }
    /// Changes a task. Guard: the version, so that it is completed once.
    pub fn update_task(&mut self, _task: &Task) -> &mut Self {
        self
    }
    /// Starts a clock.
    pub fn insert_clock(&mut self, _clock: &Clock) -> &mut Self {
        self
    }
    /// Changes a clock. Guard: the version.
    pub fn update_clock(&mut self, _clock: &Clock) -> &mut Self {
        self
    }
    /// Adds to the account of what happened.
    pub fn insert_event(&mut self, _event: &Event) -> &mut Self {
        self
    }
    /// Sets a timer.
    pub fn insert_timer(&mut self, _timer: &Timer) -> &mut Self {
        self
    }
    /// Drops a ticket's timers of these purposes, also those set earlier in these changes.
    pub fn drop_timers(&mut self, _ticket: TicketId, _purposes: &[Purpose]) -> &mut Self {
        self
    }
    /// Deletes a claimed timer. Guard: the fence, so that each wake-up is acted on once.
    pub fn finish_timer(&mut self, _timer: TimerId, _fence: i64) -> &mut Self {
        self
    }
    /// Puts an effect into the outbox.
    pub fn insert_effect(&mut self, _id: OutboxId, _ticket: Option<TicketId>, _effect: &Effect) -> &mut Self {
        self
    }
    /// Tries a dead effect again. Guard: it is dead.
    pub fn revive_effect(&mut self, _id: OutboxId) -> &mut Self {
        self
    }
    /// Tells a person something.
    pub fn insert_notice(&mut self, _notice: &Notice) -> &mut Self {
        self
    }
    /// Marks a person's notices up to an instant as read.
    pub fn read_notices(&mut self, _person: PersonId, _upto: DateTime<Utc>) -> &mut Self {
        self
    }
    /// Records what went wrong.
    pub fn insert_incident(&mut self, _incident: &Incident) -> &mut Self {
        self
    }
    /// Settles an incident. Guard: it is not settled.
    pub fn settle_incident(&mut self, _id: IncidentId, _at: DateTime<Utc>) -> &mut Self {
        self
    }
    /// Keeps what a person has typed into a step; the last one wins.
    pub fn save_step_draft(&mut self, _task: TaskId, _person: PersonId, _fields: &Fields) -> &mut Self {
        self
    }
    /// Forgets what anyone has typed into a step.
    pub fn delete_step_drafts(&mut self, _task: TaskId) -> &mut Self {
        self
    }
    /// Keeps an answer that a person has begun; an empty one is forgotten. The last one wins.
    pub fn save_reply_draft(&mut self, _ticket: TicketId, _person: PersonId, _text: &str, _public: bool) -> &mut Self {
        self
    }
    /// Adds a definition. Unique: kind and key.
    pub fn insert_definition(&mut self, _header: &Header) -> &mut Self {
        self
    }
    /// Changes a definition. Guard: the revision.
    pub fn update_definition(&mut self, _header: &Header) -> &mut Self {
        self
    }
    /// Adds a version. Unique: definition and number.
    pub fn insert_version(&mut self, _version: &Version) -> &mut Self {
        self
    }
    /// Replaces what a definition points at.
    pub fn put_references(&mut self, _definition: DefinitionId, _references: &[Reference]) -> &mut Self {
        self
    }
    /// Begins a draft. Unique: definition and author.
    pub fn insert_draft(&mut self, _draft: &Draft) -> &mut Self {
        self
    }
    /// Saves a draft. Guard: the revision, against two windows.
    pub fn update_draft(&mut self, _draft: &Draft) -> &mut Self {
        self
    }
    /// Forgets a draft.
    pub fn delete_draft(&mut self, _definition: DefinitionId, _author: PersonId) -> &mut Self {
        self
    }
    /// Adds an access token. Unique: the hash.
    pub fn insert_token(&mut self, _token: &AccessToken) -> &mut Self {
        self
    }
    /// Forgets an access token.
    pub fn delete_token(&mut self, _id: TokenId) -> &mut Self {
        self
    }
    /// Notes that an access token was used.
    pub fn touch_token(&mut self, _id: TokenId, _at: DateTime<Utc>) -> &mut Self {
        self
    }
    /// Keeps the answer to an idempotency key. Unique: the key.
    pub fn keep_answer(&mut self, _key: &str, _request_hash: &str, _answer: &Value) -> &mut Self {
        self
    }
    /// Raises a named counter. Guard: it is still as [`crate::Scope::register`] read it. It holds together what spans rows:
    /// "the last administrator stays" bumps `people`.
    pub fn bump(&mut self, _register: &str, _read: i64) -> &mut Self {
        self
    }
    /// Adds to the audit.
    pub fn audit(&mut self, _who: Option<PersonId>, _what: &str, _facts: &Value) -> &mut Self {
        self
    }
}
