//! The values that the store gives and takes beside the records of `model`.

use chrono::{DateTime, Utc};
use model::{
    Lang, Value,
    flow::Priority,
    id::{CustomerId, DefinitionId, EventId, OutboxId, PersonId, TicketId, TokenId, VersionId, WorkspaceId},
    key::DefinitionKey,
    record::{Channel, Clock, Customer, Effect, Follower, Incident, Person, Run, Status, Task, Ticket},
};
use uuid::Uuid;

/// One company's everything, and its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    /// The id.
    pub id: WorkspaceId,
    /// The company's name.
    pub company: String,
    /// The language of what the system itself writes.
    pub lang: Lang,
    /// The IANA zone in which days begin.
    pub zone: String,
    /// The working calendar for what names none.
    pub default_calendar: Option<DefinitionKey>,
    /// When it was set up.
    pub created_at: DateTime<Utc>,
    /// Grows with each change; the guard of every write.
    pub version: i64,
}

/// Which tickets, and the tasks and events of which tickets, someone may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visible {
    /// Every one in the workspace.
    All,
    /// Those that one of the people owns, filed, has or had a task in or gave one away for a time, those that wait, or
    /// have an open task that waits, in one of the queues, and those that someone follows. Nothing when all are empty.
    Some {
        /// Whose tickets.
        people: Vec<PersonId>,
        /// Which queues.
        queues: Vec<DefinitionKey>,
        /// Who follows.
        follower: Option<PersonId>,
    },
}

/// One ticket with everything that moves with it, as of one instant.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRows {
    /// The ticket.
    pub ticket: Ticket,
    /// Its newest run.
    pub run: Option<Run>,
    /// Its open tasks, the oldest first.
    pub tasks: Vec<Task>,
    /// The clocks of its episode.
    pub clocks: Vec<Clock>,
    /// Its customer.
    pub customer: Option<Customer>,
    /// Who follows it.
    pub followers: Vec<Follower>,
    /// What is open of what could not be done.
    pub incidents: Vec<Incident>,
}

/// What a list of tasks says about the ticket of each.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketBrief {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// Its type.
    pub ticket_type: DefinitionKey,
    /// The version of the type it was filed with.
    pub type_version: VersionId,
    /// The version of the form its answers follow.
    pub form_version: VersionId,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// How pressing it is.
    pub priority: Priority,
    /// How it came in.
    pub channel: Channel,
    /// Who asks.
    pub customer: Option<CustomerId>,
    /// Who is responsible.
    pub owner: Option<PersonId>,
}

/// A task in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// The task.
    pub task: Task,
    /// Its ticket.
    pub ticket: TicketBrief,
}

/// Steps that one person had in one queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Whose they are, or were when they ended; nobody's yet, if absent.
    pub owner: Option<PersonId>,
    /// Where they waited; of no queue, if absent.
    pub queue: Option<DefinitionKey>,
    /// How many.
    pub steps: i64,
    /// The same by weight.
    pub weight: i64,
    /// How many of them are over.
    pub done: i64,
}

/// A person and how much they have to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Workload {
    /// The person.
    pub person: Person,
    /// How many open tasks they own, or are asked to take.
    pub open_tasks: i64,
    /// The same by weight.
    pub weight: i64,
    /// When the newest of all their tasks, or of those that they are asked to take, was opened.
    pub last_assigned: Option<DateTime<Utc>>,
}

/// What waits in a queue for someone to take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which queue.
    pub queue: DefinitionKey,
    /// How many tasks.
    pub count: i64,
    /// When the one that waits longest was opened.
    pub oldest: Option<DateTime<Utc>>,
    /// The nearest due time.
    pub due_at: Option<DateTime<Utc>>,
}

/// A version without its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionMeta {
    /// Its id.
    pub id: VersionId,
    /// Of which definition.
    pub definition: DefinitionId,
    /// 1, 2, 3 …
    pub number: i64,
    /// What the author wrote about it.
    pub note: String,
    /// Who published it.
    pub author: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
    /// SHA-256 of the content, hex.
    pub hash: String,
}

/// An answer to the customer that someone has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyDraft {
    /// The words so far.
    pub text: String,
    /// Whether it goes to the customer.
    pub public: bool,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

/// A bearer token of the API. The secret itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    /// Its id.
    pub id: TokenId,
    /// Whose rights it has.
    pub person: PersonId,
    /// What it is for.
    pub name: String,
    /// SHA-256 of the secret, hex; unique.
    pub hash: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub used_at: Option<DateTime<Utc>>,
}

/// What an idempotency key was answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredAnswer {
    /// The hash of the request that used the key.
    pub request_hash: String,
    /// The answer it got.
    pub answer: Value,
}

/// One entry of the audit.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Its id; the place to go on from.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; nobody for the system.
    pub who: Option<PersonId>,
    /// What was done.
    pub what: String,
    /// To what, from what.
    pub facts: Value,
}

/// One session of a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its secret name.
    pub id: String,
    /// What it holds.
    pub data: Vec<u8>,
    /// Who is signed in.
    pub person: Option<PersonId>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Work that was claimed. It stays this worker's until the lease ends; the fence proves it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed<T> {
    /// Of which workspace.
    pub workspace: WorkspaceId,
    /// The work.
    pub what: T,
    /// Grows with each claim; hand it back to finish.
    pub fence: i64,
}

/// An effect in the outbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// Its id; the effect's idempotency key.
    pub id: OutboxId,
    /// Of which ticket.
    pub ticket: Option<TicketId>,
    /// What to do.
    pub effect: Effect,
    /// How often it was tried before.
    pub attempts: i32,
}

/// How an effect ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It is to be tried again.
    Retry {
        /// When.
        at: DateTime<Utc>,
        /// Why it failed.
        error: String,
    },
    /// It is given up until a person revives it.
    Dead {
        /// Why it failed.
        error: String,
    },
}

/// What was done since the store was opened, mostly by the committers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Changes that were stored.
    pub commits: u64,
    /// Changes that were refused.
    pub refused: u64,
    /// SQL statements of committers, begin and commit left out.
    pub statements: u64,
    /// Transactions that were committed.
    pub groups: u64,
    /// SQL statements that only read, of everyone.
    pub reads: u64,
    /// Groups that failed as a whole and were tried one by one.
    pub split: u64,
    /// Changes that are waiting now.
    pub waiting: u64,
}

/// That something happened to a ticket, without what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventMark {
    /// The event.
    pub id: EventId,
    /// To which ticket.
    pub ticket: TicketId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A link by which a person sets a password, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeLink {
    /// Whose password it sets.
    pub person: PersonId,
    /// SHA-256 of its secret, hex.
    pub hash: String,
    /// Who made it; nobody when the server itself did.
    pub made_by: Option<PersonId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it opens anything.
    pub expires_at: DateTime<Utc>,
}

/// The smallest event id of an instant: what to read from when a poller looks back a few seconds. Ids are made before
/// they are committed, so an event may appear behind one that was already read.
#[must_use]
pub fn event_floor(at: DateTime<Utc>) -> EventId {
    let millis = u128::try_from(at.timestamp_millis()).unwrap_or_default();
    EventId::new(Uuid::from_u128((millis << 80) | (0x7 << 76)))
}
