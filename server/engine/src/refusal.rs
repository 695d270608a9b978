//! Refusals: what the engine answers when a person asks for something that cannot be done now.

/// The engine says no. A value that a person can read and act on; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The ticket has no such task.
    #[error("the ticket has no such task")]
    NoSuchTask,
    /// The task is no longer open.
    #[error("the task was already closed{}", by.as_ref().map(|name| format!(" by {name}")).unwrap_or_default())]
    TaskClosed {
        /// The name of who closed it, where it was a person.
        by: Option<String>,
    },
    /// The task cannot end so.
    #[error("the task has no outcome {given}")]
    UnknownOutcome {
        /// What was asked for.
        given: String,
    },
    /// The receiver is unknown, or the account is switched off.
    #[error("there is no such person, or the account is switched off")]
    NoSuchPerson,
    /// The queue does not exist.
    #[error("there is no queue {given}")]
    NoSuchQueue {
        /// What was asked for.
        given: String,
    },
    /// A transfer that names neither a person nor a queue.
    #[error("name the person or the queue that is to have the task")]
    NoReceiver,
    /// Only whoever is asked decides; another one must be handed the task first.
    #[error("only whoever is asked can decide")]
    NotAsked,
    /// The person is asked in this approval already.
    #[error("the person is asked already")]
    AskedAlready,
    /// The flow does not let people send back, or take back, from this step.
    #[error("this step cannot be sent or taken back")]
    NoWayBack,
    /// The path has not passed this step, or cannot come back from it.
    #[error("the path has not passed {given}")]
    NotPassed {
        /// What was asked for.
        given: String,
    },
    /// The new version has no place for where the ticket stands.
    #[error("the ticket cannot be moved to that version")]
    CannotMigrate,
    /// The running times of the ticket cannot be counted by what was published.
    #[error("the running times cannot be counted anew: {why}")]
    CannotReckon {
        /// What went wrong.
        why: String,
    },
    /// A variable cannot hold what it was to be given.
    #[error("{why}")]
    CannotSet {
        /// Why.
        why: String,
    },
    /// Something was done here already, or somebody else did the step before.
    #[error("it can no longer be taken back")]
    TooLate,
    /// The step is offered to someone else, or to nobody any more.
    #[error("the step is not offered to you, or not any more")]
    NotOffered,
    /// Only whoever has the step gives it to someone for a time.
    #[error("only whoever has the step can delegate it")]
    NotYours,
    /// The step was given to someone already.
    #[error("the step is delegated already")]
    DelegatedAlready,
    /// The step was given to nobody.
    #[error("the step is not delegated")]
    NotDelegated,
    /// Whoever got a step for a time gives it back instead of away.
    #[error("the step was delegated to you; give it back instead")]
    GiveBack,
    /// Nobody urges themselves, or gives themselves what they have.
    #[error("it is your own step")]
    OwnStep,
    /// They were urged a moment ago.
    #[error("you urged them a moment ago; you can again in {minutes} minutes")]
    UrgedAlready {
        /// In how many minutes that is possible again.
        minutes: i64,
    },
    /// Nobody has the step, and nobody could take it.
    #[error("there is nobody to urge")]
    NobodyToUrge,
    /// The ticket is held.
    #[error("the ticket is on hold")]
    OnHold,
    /// The ticket is held already.
    #[error("the ticket is held already")]
    HeldAlready,
    /// The ticket is not on hold.
    #[error("the ticket is not on hold")]
    NotHeld,
    /// The instant lies in the past.
    #[error("the time has passed already")]
    TimePassed,
    /// The person does not follow the ticket.
    #[error("the person does not follow this ticket")]
    NotFollowing,
    /// The flow is no longer at this place.
    #[error("the flow is no longer here")]
    NothingHere,
    /// The flow has no such node.
    #[error("the flow has no node {given}")]
    NoSuchNode {
        /// What was asked for.
        given: String,
    },
    /// The node lies in a parallel, or in a branch of one, that the path is not in.
    #[error("{given} lies in a parallel that this path is not in")]
    IntoParallel {
        /// What was asked for.
        given: String,
    },
    /// The step is no approval.
    #[error("the step is no approval")]
    NoApproval,
    /// Whoever the flow itself asks, or whoever has decided, stays.
    #[error("the person was not added to this approval, or has decided already")]
    CannotBeRemoved,
    /// Nothing in the ticket waits for the signal now.
    #[error("nothing waits for the signal {given} now")]
    SignalNotAwaited {
        /// What was given.
        given: String,
    },
    /// The flow of this ticket is over, or was never begun.
    #[error("the flow of this ticket is over")]
    RunEnded,
    /// The ticket already has a run.
    #[error("the ticket already has a run")]
    AlreadyRunning,
    /// No level of a ladder has fired that somebody has not taken note of.
    #[error("nothing is waiting for somebody to take note of it")]
    NothingCalls,
    /// No incident to settle here.
    #[error("nothing is stuck here")]
    NothingStuck,
    /// What was to be written does not fit into the variables of a flow.
    #[error("the variables of the flow would become too many or too long")]
    VariablesTooLarge,
    /// The link does not leave the node.
    #[error("no link {given} leaves this node")]
    NoSuchLink {
        /// What was asked for.
        given: String,
    },
    /// No link leaves the node, so nothing can be skipped to.
    #[error("no way leads on from here")]
    NoWayOn,
    /// The version of the flow that the run follows cannot be found or no longer compiles.
    #[error("the flow that this ticket follows cannot be found")]
    NoSuchFlow,
}

impl Refusal {
    /// The stable name; the key of its sentence in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchTask => "no_such_task",
            Self::TaskClosed { .. } => "task_closed",
            Self::UnknownOutcome { .. } => "unknown_outcome",
            Self::NoSuchPerson => "no_such_person",
            Self::NoSuchQueue { .. } => "no_such_queue",
            Self::NoReceiver => "no_receiver",
            Self::NotAsked => "not_asked",
            Self::AskedAlready => "asked_already",
            Self::NoWayBack => "no_way_back",
            Self::NotPassed { .. } => "not_passed",
            Self::CannotMigrate => "cannot_migrate",
            Self::CannotReckon { .. } => "cannot_reckon",
            Self::CannotSet { .. } => "cannot_set",
            Self::TooLate => "too_late",
            Self::NotOffered => "not_offered",
            Self::NotYours => "not_yours",
            Self::DelegatedAlready => "delegated_already",
            Self::NotDelegated => "not_delegated",
            Self::GiveBack => "give_back",
            Self::OwnStep => "own_step",
            Self::UrgedAlready { .. } => "urged_already",
            Self::NobodyToUrge => "nobody_to_urge",
            Self::OnHold => "on_hold",
            Self::HeldAlready => "held_already",
            Self::NotHeld => "not_held",
            Self::TimePassed => "time_passed",
            Self::NotFollowing => "not_following",
            Self::NothingHere => "nothing_here",
            Self::NoSuchNode { .. } => "no_such_node",
            Self::IntoParallel { .. } => "into_parallel",
            Self::NoApproval => "no_approval",
            Self::CannotBeRemoved => "cannot_be_removed",
            Self::SignalNotAwaited { .. } => "signal_not_awaited",
            Self::RunEnded => "run_ended",
            Self::AlreadyRunning => "already_running",
            Self::NothingCalls => "nothing_calls",
            Self::NothingStuck => "nothing_stuck",
            Self::VariablesTooLarge => "variables_too_large",
            Self::NoSuchLink { .. } => "no_such_link",
            Self::NoWayOn => "no_way_on",
            Self::NoSuchFlow => "no_such_flow",
        }
    }
    /// What its sentence needs to know.
    #[must_use]
    pub fn facts(&self) -> Vec<(String, String)> {
        match self {
            Self::UnknownOutcome { given }
            | Self::NoSuchQueue { given }
            | Self::NotPassed { given }
            | Self::NoSuchNode { given }
            | Self::IntoParallel { given }
            | Self::NoSuchLink { given } => vec![("given".to_owned(), given.clone())],
            Self::CannotReckon { why } | Self::CannotSet { why } => vec![("why".to_owned(), why.clone())],
            Self::UrgedAlready { minutes } => vec![("minutes".to_owned(), minutes.to_string())],
            _ => Vec::new(),
        }
    }
}
