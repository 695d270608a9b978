//! Events: the append-only account of what happened; the source of timeline, live updates and metrics.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::ticket::{Channel, Status, Target};
use crate::{
    Fields, Text, Value,
    flow::Priority,
    id::{CustomerId, EventId, PersonId, TaskId, TicketId},
    key::{DefinitionKey, NodeKey, OutcomeKey, SignalKey, VariableKey},
    reckoning::{Published, Shift},
    trace::Trace,
};

/// One thing that happened to a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// Its id; ids grow with time within one ticket.
    pub id: EventId,
    /// To which ticket.
    pub ticket: TicketId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub who: Who,
    /// What it was.
    pub what: Happening,
    /// Who may read it.
    pub visibility: Visibility,
    /// Why, where something was decided.
    pub traces: Vec<Trace>,
}

/// Who did something. Names are kept as they were, so that the account stays readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Who {
    /// A person of the workspace.
    Person {
        /// Which.
        id: PersonId,
        /// The name at that time.
        name: String,
    },
    /// The customer.
    Customer {
        /// Which.
        id: Option<CustomerId>,
        /// The name at that time.
        name: String,
    },
    /// The engine.
    System,
}

/// Who may read an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// The customer too.
    Public,
    /// Only people of the workspace.
    Internal,
}

impl Visibility {
    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Happening {
    /// The ticket was filed.
    Filed {
        /// How it came in.
        channel: Channel,
        /// What was answered.
        fields: Fields,
    },
    /// The run arrived at a step.
    StepOpened {
        /// Which node.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// The task.
        task: TaskId,
        /// Who works on it.
        owner: Option<(PersonId, String)>,
        /// When it is due.
        due_at: Option<DateTime<Utc>>,
    },
    /// A step was done.
    StepDone {
        /// Which node.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// The task.
        task: TaskId,
        /// How.
        outcome: OutcomeKey,
        /// What people call the outcome.
        outcome_title: Text,
        /// What was written.
        fields: Fields,
        /// In whose name, where it was someone else's to decide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf_of: Option<(PersonId, String)>,
    },
    /// A step was given to someone for a time.
    Delegated {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// To whom.
        to: (PersonId, String),
        /// In words.
        reason: String,
    },
    /// Whoever a step was given to has done it, and it came back for the final word.
    DelegateDone {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// How they would end it.
        outcome: OutcomeKey,
        /// What people call that.
        outcome_title: Text,
        /// What was written.
        fields: Fields,
        /// To whom it came back.
        to: (PersonId, String),
    },
    /// A step that was given to someone was called back, or given back undone.
    Recalled {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// Who has it again.
        to: (PersonId, String),
    },
    /// Someone was urged to do a step.
    Urged {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// Who was told.
        told: Vec<(PersonId, String)>,
        /// In words.
        text: String,
    },
    /// A step was sent back to one that was passed before.
    SentBack {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// To which node.
        to: NodeKey,
        /// What people call that.
        to_title: Text,
        /// Whether it comes back here when that is done, instead of going all the way again.
        returns: bool,
        /// In words.
        reason: String,
    },
    /// Whoever did a step took it back before anything was done at the next one.
    TakenBack {
        /// Which node goes on again.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// In words.
        reason: String,
    },
    /// Someone counts as having agreed in an approval without being asked.
    AgreedUnasked {
        /// Which node.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// Who.
        person: (PersonId, String),
    },
    /// Someone more is asked in an approval.
    ApproverAdded {
        /// The task of whoever asked them.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// Who is asked.
        person: (PersonId, String),
        /// Whether they decide before whoever asked them.
        before: bool,
        /// In words.
        reason: String,
    },
    /// Someone who was asked besides is not asked any more.
    ApproverRemoved {
        /// Which node.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// Who.
        person: (PersonId, String),
    },
    /// Several people have decided together.
    Decided {
        /// Which node.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// Whether it is agreed.
        agreed: bool,
        /// How many were for it.
        yes: u32,
        /// How many were against it.
        no: u32,
        /// How many left it to the others.
        abstained: u32,
    },
    /// The ticket moved to another version of the flow.
    Migrated {
        /// What people call the version.
        number: i64,
    },
    /// A step was given up.
    StepCancelled {
        /// Which node.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// The task.
        task: TaskId,
    },
    /// Someone took a step that nobody had, or took it over.
    Claimed {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
    },
    /// A step that had waited in its queue was given to someone who is free now.
    Assigned {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// To whom.
        to: (PersonId, String),
    },
    /// A step was offered to someone.
    Offered {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// To whom.
        to: (PersonId, String),
        /// Until when they can accept.
        until: DateTime<Utc>,
        /// For the how manieth time everyone is asked, from 1.
        round: u16,
    },
    /// Someone declined a step that was offered to them.
    OfferDeclined {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// In words.
        reason: String,
    },
    /// Someone let the time go by in which they could accept a step.
    OfferLapsed {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// Who.
        to: (PersonId, String),
    },
    /// A step was offered to everyone as often as its queue asks, and nobody accepted it.
    NotAccepted {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// Into which queue it went; it stays to be claimed, if absent.
        then: Option<DefinitionKey>,
        /// Who was told.
        told: Vec<(PersonId, String)>,
    },
    /// A step was handed to someone.
    Transferred {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// To whom.
        to: Option<(PersonId, String)>,
        /// In words.
        reason: String,
    },
    /// Someone has leave, and their step went to whoever stands in for them, or back into its queue.
    HandedOver {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// Who has leave.
        from: (PersonId, String),
        /// Who stands in; nobody where it waits in its queue.
        to: Option<(PersonId, String)>,
    },
    /// A step will soon be late.
    StepWarned {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
        /// How much of the limit has passed, in percent.
        percent: u8,
    },
    /// A step is late.
    StepLate {
        /// The task.
        task: TaskId,
        /// What people call the step.
        title: Text,
    },
    /// The flow chose a way.
    Chose {
        /// Where.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// What people call the way.
        way: Text,
    },
    /// The flow went several ways at once.
    Parted {
        /// Where.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// What people call the ways.
        ways: Vec<Text>,
    },
    /// A flow begins to run for each entry of a list.
    RoundsBegan {
        /// Where.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// How often.
        rounds: u32,
    },
    /// The outside gave a signal that the flow waited for.
    Signalled {
        /// Which.
        name: SignalKey,
        /// What was written.
        fields: Fields,
    },
    /// A web address answered a flow that waited for it.
    Answered {
        /// Where.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// The status of the answer.
        status: u16,
    },
    /// The flow waits.
    Waiting {
        /// Where.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// Until when at most.
        until: Option<DateTime<Utc>>,
    },
    /// The wait is over.
    WaitOver {
        /// Where.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// Whether nothing came in time.
        timed_out: bool,
    },
    /// The engine changed fields.
    FieldsSet {
        /// What was written.
        fields: Fields,
    },
    /// An administrator wrote variables of the flow before a stuck step was tried again.
    VariablesSet {
        /// What was written; null took one away.
        variables: BTreeMap<VariableKey, Value>,
    },
    /// The status changed.
    StatusSet {
        /// From.
        from: Status,
        /// To.
        to: Status,
    },
    /// The priority changed.
    PrioritySet {
        /// From.
        from: Priority,
        /// To.
        to: Priority,
    },
    /// The title was changed.
    TitleSet {
        /// From.
        from: String,
        /// To.
        to: String,
    },
    /// People follow the ticket from now on.
    Followed {
        /// Who.
        people: Vec<(PersonId, String)>,
    },
    /// People follow the ticket no more.
    Unfollowed {
        /// Who.
        people: Vec<(PersonId, String)>,
    },
    /// The ticket is held: its time stands still.
    Held {
        /// When it goes on by itself, if it does.
        until: Option<DateTime<Utc>>,
        /// In words.
        reason: String,
    },
    /// A hold is over.
    Resumed,
    /// An administrator moved the flow from one step to another.
    Jumped {
        /// From which node.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// To which node.
        to: NodeKey,
        /// What people call that.
        to_title: Text,
        /// In words.
        reason: String,
    },
    /// The flow was ended by hand.
    Terminated {
        /// In words.
        reason: String,
    },
    /// The ticket was opened again after its flow had ended.
    Reopened {
        /// In words.
        reason: String,
    },
    /// The ticket changed its queue.
    QueueSet {
        /// To.
        queue: DefinitionKey,
    },
    /// The ticket got an owner.
    OwnerSet {
        /// Whom.
        owner: Option<(PersonId, String)>,
    },
    /// The targets were set.
    ClockStarted {
        /// What is measured.
        target: Target,
        /// Until when.
        due_at: DateTime<Utc>,
    },
    /// A clock was reckoned anew, because the ticket now has another target. What was used stays used.
    ClockMoved {
        /// What is measured.
        target: Target,
        /// Until when now; there is no target any more, if absent.
        due_at: Option<DateTime<Utc>>,
    },
    /// Running times were reckoned anew, because a calendar or a policy was published.
    Reckoned {
        /// What was published.
        because: Published,
        /// What became of each time that moved: when it was due, and when it is.
        shifts: Vec<Shift>,
    },
    /// A clock stands still while the ticket waits.
    ClockPaused {
        /// What is measured.
        target: Target,
    },
    /// A clock goes on.
    ClockResumed {
        /// What is measured.
        target: Target,
        /// Until when now.
        due_at: DateTime<Utc>,
    },
    /// A target was met.
    ClockMet {
        /// What was measured.
        target: Target,
        /// Whether that was late.
        late: bool,
    },
    /// A target was missed.
    ClockBreached {
        /// What was measured.
        target: Target,
    },
    /// A clock passed a level of its ladder.
    Escalated {
        /// What is measured.
        target: Target,
        /// How much of the target has passed, in percent.
        percent: u16,
        /// Who was told.
        told: Vec<(PersonId, String)>,
    },
    /// A level of a ladder was told again, because nobody had taken note of it.
    Reminded {
        /// What is measured.
        target: Target,
        /// How much of the target had passed at that level, in percent.
        percent: u16,
        /// For the how manieth time.
        time: u16,
        /// Who was told.
        told: Vec<(PersonId, String)>,
    },
    /// Someone took note of the levels that had fired: they are not told again.
    Acknowledged,
    /// People were told.
    Notified {
        /// Whom.
        told: Vec<(PersonId, String)>,
        /// The words.
        text: Text,
    },
    /// A mail or web call was put into the outbox.
    Queued {
        /// `mail` or `webhook`.
        effect: String,
        /// The receiver's address.
        to: String,
    },
    /// Words to or from the customer.
    Reply {
        /// The words, in plain text.
        text: String,
    },
    /// Words among colleagues.
    Note {
        /// The words, in plain text.
        text: String,
    },
    /// The run could not go on.
    Stuck {
        /// Where.
        node: NodeKey,
        /// What people call it.
        title: Text,
        /// What went wrong.
        text: String,
    },
    /// The flow ended.
    Ended {
        /// What it left the ticket as.
        status: Status,
    },
}

impl Happening {
    /// The name of what happened, as in the document; the key of its sentence in every language.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Filed { .. } => "filed",
            Self::StepOpened { .. } => "step_opened",
            Self::StepDone { .. } => "step_done",
            Self::Delegated { .. } => "delegated",
            Self::DelegateDone { .. } => "delegate_done",
            Self::Recalled { .. } => "recalled",
            Self::Urged { .. } => "urged",
            Self::SentBack { .. } => "sent_back",
            Self::TakenBack { .. } => "taken_back",
            Self::AgreedUnasked { .. } => "agreed_unasked",
            Self::ApproverAdded { .. } => "approver_added",
            Self::ApproverRemoved { .. } => "approver_removed",
            Self::Decided { .. } => "decided",
            Self::Migrated { .. } => "migrated",
            Self::StepCancelled { .. } => "step_cancelled",
            Self::Claimed { .. } => "claimed",
            Self::Assigned { .. } => "assigned",
            Self::Offered { .. } => "offered",
            Self::OfferDeclined { .. } => "offer_declined",
            Self::OfferLapsed { .. } => "offer_lapsed",
            Self::NotAccepted { .. } => "not_accepted",
            Self::Transferred { .. } => "transferred",
            Self::HandedOver { .. } => "handed_over",
            Self::StepWarned { .. } => "step_warned",
            Self::StepLate { .. } => "step_late",
            Self::Chose { .. } => "chose",
            Self::Parted { .. } => "parted",
            Self::RoundsBegan { .. } => "rounds_began",
            Self::Signalled { .. } => "signalled",
            Self::Answered { .. } => "answered",
            Self::Waiting { .. } => "waiting",
            Self::WaitOver { .. } => "wait_over",
            Self::FieldsSet { .. } => "fields_set",
            Self::VariablesSet { .. } => "variables_set",
            Self::StatusSet { .. } => "status_set",
            Self::PrioritySet { .. } => "priority_set",
            Self::QueueSet { .. } => "queue_set",
            Self::OwnerSet { .. } => "owner_set",
            Self::ClockStarted { .. } => "clock_started",
            Self::ClockMoved { .. } => "clock_moved",
            Self::Reckoned { .. } => "reckoned",
            Self::ClockPaused { .. } => "clock_paused",
            Self::ClockResumed { .. } => "clock_resumed",
            Self::TitleSet { .. } => "title_set",
            Self::Followed { .. } => "followed",
            Self::Unfollowed { .. } => "unfollowed",
            Self::Held { .. } => "held",
            Self::Resumed => "resumed",
            Self::Jumped { .. } => "jumped",
            Self::Terminated { .. } => "terminated",
            Self::Reopened { .. } => "reopened",
            Self::ClockMet { .. } => "clock_met",
            Self::ClockBreached { .. } => "clock_breached",
            Self::Escalated { .. } => "escalated",
            Self::Reminded { .. } => "reminded",
            Self::Acknowledged => "acknowledged",
            Self::Notified { .. } => "notified",
            Self::Queued { .. } => "queued",
            Self::Reply { .. } => "reply",
            Self::Note { .. } => "note",
            Self::Stuck { .. } => "stuck",
            Self::Ended { .. } => "ended",
        }
    }
}
