//! Tickets and the clocks that measure them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Fields,
    flow::Priority,
    id::{ClockId, CustomerId, PersonId, TicketId, VersionId},
    key::DefinitionKey,
    span::Span,
};

/// One matter of one customer, from intake to close.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// Its number in the workspace, from 1.
    pub number: i64,
    /// Its type.
    pub ticket_type: DefinitionKey,
    /// The version of the type it was filed with.
    pub type_version: VersionId,
    /// The version of the form its answers follow.
    pub form_version: VersionId,
    /// One line that says what it is about.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// How pressing it is.
    pub priority: Priority,
    /// How it came in.
    pub channel: Channel,
    /// Who asks.
    pub customer: Option<CustomerId>,
    /// Where it waits.
    pub queue: Option<DefinitionKey>,
    /// Who is responsible.
    pub owner: Option<PersonId>,
    /// Who filed it; nobody for a channel that has no account.
    pub filed_by: Option<PersonId>,
    /// The answers.
    pub fields: Fields,
    /// The nearest due time of its running clocks and open tasks; none when nothing runs.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was filed.
    pub created_at: DateTime<Utc>,
    /// When anything last happened to it.
    pub updated_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// When the customer was last heard: wrote, or asked at first.
    #[serde(default)]
    pub heard_at: DateTime<Utc>,
    /// When a colleague last wrote to the customer.
    #[serde(default)]
    pub answered_at: Option<DateTime<Utc>>,
    /// When a person, colleague or customer, last did anything to it.
    #[serde(default)]
    pub moved_at: DateTime<Utc>,
    /// Which opening this is: 1, and one more for each reopening.
    pub episode: i32,
    /// Grows with each change; the guard of every write.
    pub version: i64,
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Filed, nobody has worked on it.
    #[default]
    New,
    /// Someone works on it.
    InProgress,
    /// It waits for the customer.
    WaitingForCustomer,
    /// It waits for someone else.
    OnHold,
    /// Solved, to be confirmed.
    Resolved,
    /// Done.
    Closed,
    /// Given up.
    Cancelled,
}

impl Status {
    /// Every status, in the order of a ticket's life.
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::InProgress,
        Self::WaitingForCustomer,
        Self::OnHold,
        Self::Resolved,
        Self::Closed,
        Self::Cancelled,
    ];

    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::WaitingForCustomer => "waiting_for_customer",
            Self::OnHold => "on_hold",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether work is still to be done or confirmed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }
}

/// How a ticket came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// An agent entered it.
    #[default]
    Desk,
    /// Through the REST API.
    Api,
    /// A customer asked in the portal.
    Portal,
    /// By mail.
    Mail,
    /// By telephone.
    Phone,
}

impl Channel {
    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Api => "api",
            Self::Portal => "portal",
            Self::Mail => "mail",
            Self::Phone => "phone",
        }
    }
}

/// One running measurement of a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clock {
    /// Its id.
    pub id: ClockId,
    /// Whose.
    pub ticket: TicketId,
    /// What it measures.
    pub target: Target,
    /// Which opening of the ticket.
    pub episode: i32,
    /// How long it may take.
    pub span: Span,
    /// On which calendar.
    pub calendar: DefinitionKey,
    /// The ladder that watches it.
    pub ladder: Option<DefinitionKey>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it is due; computed once and stored.
    pub due_at: DateTime<Utc>,
    /// Where it stands.
    pub state: ClockState,
    /// The states of the ticket in which it stands still.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_in: Vec<Status>,
    /// When it stood still, in order; the last one may not be over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// How many levels of its ladder have fired. A doubled wake changes nothing.
    #[serde(default)]
    pub levels: u32,
    /// How many of them someone has taken note of.
    #[serde(default)]
    pub acknowledged: u32,
    /// The level that is told again until someone takes note of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<Repeats>,
    /// The version of its calendar by which it was last counted anew, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_by: Option<i64>,
    /// Grows with each change.
    pub version: i64,
}

/// A level of a ladder that is told again until someone takes note of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Repeats {
    /// Which level, from 0.
    pub level: u32,
    /// How often it was told again.
    pub times: u16,
    /// When it was last told.
    pub last_at: DateTime<Utc>,
}

impl Clock {
    /// Whether a level of its ladder has fired that nobody has taken note of, while it still measures.
    #[must_use]
    pub const fn calls(&self) -> bool {
        matches!(self.state, ClockState::Running | ClockState::Breached { .. }) && self.levels > self.acknowledged
    }

    /// Whether it stands still. Its due time then says what it would have been, and means nothing until it goes on.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        let runs = matches!(self.state, ClockState::Running | ClockState::Breached { .. });
        runs && self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }
}

/// A stretch of time in which a clock stood still. Only working time in it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pause {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; it still lasts, if absent.
    pub to: Option<DateTime<Utc>>,
}

/// What a clock measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The first public answer.
    FirstResponse,
    /// The next public answer.
    NextResponse,
    /// The ticket is resolved.
    Resolution,
}

impl Target {
    /// Every target.
    pub const ALL: [Self; 3] = [Self::FirstResponse, Self::NextResponse, Self::Resolution];

    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FirstResponse => "first_response",
            Self::NextResponse => "next_response",
            Self::Resolution => "resolution",
        }
    }
}

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ClockState {
    /// It runs and is in time.
    Running,
    /// It runs and is late.
    Breached {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// The target was met.
    Met {
        /// When.
        at: DateTime<Utc>,
        /// Whether that was after the due time.
        late: bool,
    },
    /// It no longer matters.
    Cancelled,
}
