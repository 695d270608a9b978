//! Stimuli: what can happen to a case from outside.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{
    Fields, Value,
    flow::{Leaves, Priority},
    id::{PersonId, RunId, TaskId, VersionId},
    incident::Mends,
    key::{DefinitionKey, LinkKey, NodeKey, OutcomeKey, SignalKey, VariableKey},
    migration::Plan,
    policy::{Pauses, Targets},
    reckoning::Published,
    record::{Purpose, RunToken, Who},
    trace::PolicyTrace,
};

use super::migrate::Target;
use crate::rule::CompiledRule;

/// What happens to a case from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Stimulus {
    /// The ticket is filed: its clocks start and its run begins. The ticket is new: it stays at version 1 and is not
    /// counted as touched.
    Filed {
        /// Which version of the flow it follows.
        flow: VersionId,
        /// Who filed it.
        who: Who,
    },
    /// A person ends a task.
    Done {
        /// Which.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
        /// How.
        outcome: OutcomeKey,
        /// What was filled in, already accepted by the form; null empties a field.
        fields: Fields,
    },
    /// A timer went off. One that means nothing any more changes nothing.
    Wake {
        /// What it was set for.
        purpose: Purpose,
    },
    /// A call that a path waits for was answered, or was given up. An answer that nobody waits for any more changes
    /// nothing.
    Answered {
        /// In which run.
        run: RunId,
        /// Which path waits.
        token: RunToken,
        /// The answer, as `status` and `body`; or why there is none.
        answer: Result<Value, String>,
    },
    /// Someone wrote. A colleague's public words meet the response targets and are mailed to the customer; the
    /// customer's end waits and start the next response.
    Replied {
        /// Who.
        by: Who,
        /// The words, in plain text.
        text: String,
        /// Whether the customer sees it.
        public: bool,
    },
    /// The outside gives a signal: every path that waits for it goes on.
    Signal {
        /// Which.
        name: SignalKey,
        /// Who gives it.
        by: Who,
        /// What is written, already accepted by the form; null empties a field.
        fields: Fields,
    },
    /// A person changes the ticket itself. Its clocks follow, with the time they have used.
    Changed {
        /// Who: id and name.
        by: (PersonId, String),
        /// The new title, if it changes.
        title: Option<String>,
        /// The new priority, if it changes.
        priority: Option<Priority>,
    },
    /// A ticket whose flow has ended is opened again: a new episode of the same flow, with new clocks.
    Reopened {
        /// Who.
        by: Who,
        /// In words.
        reason: String,
    },
    /// A person takes a task that nobody has, or takes one over.
    Claim {
        /// Which.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
    },
    /// Whoever a task is offered to accepts it.
    Accept {
        /// Which.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
    },
    /// Whoever a task is offered to does not want it: the next one is asked.
    Decline {
        /// Which.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
        /// In words.
        reason: String,
    },
    /// A person hands a task to someone else, or back to a queue.
    Transfer {
        /// Which.
        task: TaskId,
        /// Who hands it over: id and name.
        by: (PersonId, String),
        /// To whom; nobody when it is to wait in the queue.
        to: Option<PersonId>,
        /// Into which queue; the same one, if absent.
        queue: Option<DefinitionKey>,
        /// In words.
        reason: String,
    },
    /// Someone has leave: an open step of theirs is dealt with as they asked.
    HandOver {
        /// Which.
        task: TaskId,
        /// Whose.
        person: PersonId,
    },
    /// Whoever has a task gives it to someone for a time; it comes back to them for the final word.
    Delegate {
        /// Which.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
        /// To whom.
        to: PersonId,
        /// In words.
        reason: String,
    },
    /// A task that was given to someone goes back to whoever gave it, undone.
    Recall {
        /// Which.
        task: TaskId,
        /// Who calls it back or gives it back: id and name.
        by: (PersonId, String),
    },
    /// Someone urges whoever has a task.
    Urge {
        /// Which.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
        /// In words.
        text: String,
    },
    /// Someone lets people follow the ticket, themselves or others.
    Follow {
        /// Who: id and name.
        by: (PersonId, String),
        /// Whom.
        people: Vec<PersonId>,
    },
    /// Someone follows the ticket no more.
    Unfollow {
        /// Who asks for it: id and name.
        by: (PersonId, String),
        /// Who follows no more.
        person: PersonId,
    },
    /// A person holds the ticket: its steps stay, and their time stands still.
    Hold {
        /// Who: id and name.
        by: (PersonId, String),
        /// When it goes on by itself, if it does.
        until: Option<DateTime<Utc>>,
        /// Whether it goes on when the customer writes.
        on_reply: bool,
        /// In words.
        reason: String,
    },
    /// A person takes a ticket up again that is on hold.
    Resume {
        /// Who: id and name.
        by: (PersonId, String),
    },
    /// An administrator moves a path to another node of its flow.
    Jump {
        /// Which path.
        token: RunToken,
        /// Who: id and name.
        by: (PersonId, String),
        /// To which node.
        to: NodeKey,
        /// In words.
        reason: String,
    },
    /// The run is ended by hand.
    Terminate {
        /// Who: id and name.
        by: (PersonId, String),
        /// What it leaves the ticket as.
        leaves: Leaves,
        /// In words.
        reason: String,
        /// Whether the customer is told.
        tells: bool,
    },
    /// Whoever has a task sends its path back to a step that it has passed.
    SendBack {
        /// Which task.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
        /// To which node of the same flow.
        to: NodeKey,
        /// Whether it comes straight back here when that is done, instead of going all the way again.
        returns: bool,
        /// In words.
        reason: String,
    },
    /// Whoever did the step before takes the path back, until something was done at the next one.
    TakeBack {
        /// The task of the next step.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
        /// In words.
        reason: String,
    },
    /// Whoever is asked in an approval asks someone else besides.
    AddApprover {
        /// The task of whoever asks.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
        /// Who is asked.
        person: PersonId,
        /// Whether they decide before whoever asks them does, instead of after.
        before: bool,
        /// In words.
        reason: String,
    },
    /// Whoever asked someone besides asks them no more.
    RemoveApprover {
        /// A task of the approval.
        task: TaskId,
        /// Who: id and name.
        by: (PersonId, String),
        /// Who is not asked any more.
        person: PersonId,
    },
    /// The ticket moves to another version of a flow that it follows.
    Migrate {
        /// Where.
        target: Target,
        /// How.
        plan: Plan,
        /// Who: id and name.
        by: (PersonId, String),
    },
    /// A step that waits in its queue is given, or offered, to whoever is free now.
    Assign {
        /// Which task.
        task: TaskId,
    },
    /// What the ticket and its flow know is changed by hand.
    Set {
        /// Who: id and name.
        by: (PersonId, String),
        /// Answers, already accepted by the form; null empties a field.
        fields: Fields,
        /// Variables of the ticket's own flow; null takes one away.
        vars: BTreeMap<VariableKey, Value>,
    },
    /// Someone has taken note of the levels of ladders that have fired.
    Acknowledge {
        /// Who: id and name.
        by: (PersonId, String),
    },
    /// An administrator settles an incident: the node is tried again.
    Retry {
        /// The token that is stuck.
        token: RunToken,
        /// Who: id and name.
        by: (PersonId, String),
        /// What is written before. The form has accepted its fields.
        mends: Mends,
    },
    /// An administrator settles an incident: the node is left without being done.
    Skip {
        /// The token that is stuck.
        token: RunToken,
        /// Who: id and name.
        by: (PersonId, String),
        /// By which link; the usual way on, if absent.
        link: Option<LinkKey>,
    },
    /// A calendar or a policy was published: the times that run by it are counted anew.
    Reckon {
        /// What was published.
        because: Published,
    },
    /// A rule looks at the ticket by itself. A ticket that is over, and one on which it has acted for this time
    /// already, is left alone.
    Look {
        /// Which rule.
        rule: CompiledRule,
        /// The time for which it looks.
        planned: DateTime<Utc>,
    },
}

/// What a policy promises for a ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    /// The targets.
    pub targets: Targets,
    /// Why these.
    pub trace: PolicyTrace,
    /// The calendar they count on.
    pub calendar: DefinitionKey,
    /// The ladder that watches them.
    pub ladder: Option<DefinitionKey>,
    /// Which of them stand still while the ticket waits.
    pub pauses: Pauses,
}
