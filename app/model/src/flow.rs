//! Flows: nodes and links. A drawn flow may be wrong; `check` says how, and only a checked one is published.

mod approval;
mod awaits;
mod references;
mod sub_flow;

use serde::{Deserialize, Serialize};
use wire::Decode;

pub use approval::{Approval, Needs};
pub use awaits::Awaits;
pub use references::references;
pub(crate) use references::{act_references, receiver_references};
pub use sub_flow::{ForEach, Gives, Place, SubFlow, Takes};

use crate::{
    Text, Value,
    condition::Condition,
    key::{DefinitionKey, FieldKey, LayoutKey, LinkKey, NodeKey, OutcomeKey, SignalKey, VariableKey},
    scenario::Scenario,
    span::Span,
};

/// A flow (SOP).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flow {
    /// The format of this document; see [`Flow::FORMAT`].
    pub format: u32,
    /// The form whose layouts the steps use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<DefinitionKey>,
    /// The steps.
    #[serde(default)]
    pub nodes: Vec<Node>,
    /// The ways between them.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Test runs that are kept, with what must come of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<Scenario>,
    /// Whether it is published only while every scenario comes out as expected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_gated: bool,
}

impl Flow {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;

    /// The node of a key.
    #[must_use]
    pub fn node(&self, key: &NodeKey) -> Option<&Node> {
        self.nodes.iter().find(|node| node.key == *key)
    }

    /// The links that leave a node, in their order.
    pub fn links_from<'a>(&'a self, key: &'a NodeKey) -> impl Iterator<Item = &'a Link> {
        self.links.iter().filter(move |link| link.from == *key)
    }

    /// The links that lead to a node, in their order.
    pub fn links_to<'a>(&'a self, key: &'a NodeKey) -> impl Iterator<Item = &'a Link> {
        self.links.iter().filter(move |link| link.to == *key)
    }
}

/// One part of a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Node {
    /// Its stable name.
    pub key: NodeKey,
    /// What people call it.
    #[serde(default)]
    pub title: Text,
    /// Where it stands on the canvas: the centre, in pixels.
    #[serde(default)]
    pub at: Point,
    /// What it does.
    #[serde(flatten)]
    pub does: Does,
}

/// A place on the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// What a node does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "node", rename_all = "snake_case")]
pub enum Does {
    /// Every run begins here.
    Start,
    /// A person works.
    Task(Task),
    /// Several people agree, or do not.
    Approval(Approval),
    /// The first link whose condition holds is taken, else the default link.
    Choice,
    /// Every link whose condition holds is taken at once; the default link, where none does.
    Inclusive,
    /// Every link is taken at once.
    Parallel,
    /// Waits for the paths that a parallel or an inclusive split opened.
    Join(Join),
    /// Waits for time or for an event.
    Wait(Wait),
    /// The server acts.
    Action(Action),
    /// Another flow runs, then this one goes on.
    SubFlow(SubFlow),
    /// Another flow runs for each entry of a list, then this one goes on.
    ForEach(ForEach),
    /// The run ends.
    End {
        /// What became of the ticket.
        #[serde(default)]
        leaves: Leaves,
    },
}

impl Does {
    /// The name of the node kind, as in the document.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Task(_) => "task",
            Self::Approval(_) => "approval",
            Self::Choice => "choice",
            Self::Inclusive => "inclusive",
            Self::Parallel => "parallel",
            Self::Join(_) => "join",
            Self::Wait(_) => "wait",
            Self::Action(_) => "action",
            Self::SubFlow(_) => "sub_flow",
            Self::ForEach(_) => "for_each",
            Self::End { .. } => "end",
        }
    }

    /// How long people may take here, where they work.
    #[must_use]
    pub const fn limit(&self) -> Option<&Limit> {
        match self {
            Self::Task(task) => task.limit.as_ref(),
            Self::Approval(approval) => approval.limit.as_ref(),
            _ => None,
        }
    }

    /// Whether its links ask conditions, with one that is taken where none holds.
    #[must_use]
    pub const fn asks(&self) -> bool {
        matches!(self, Self::Choice | Self::Inclusive)
    }

    /// Whether it opens several paths that a join brings together.
    #[must_use]
    pub const fn splits(&self) -> bool {
        matches!(self, Self::Parallel | Self::Inclusive)
    }

    /// The flow that runs within this one here.
    #[must_use]
    pub const fn calls(&self) -> Option<&DefinitionKey> {
        match self {
            Self::SubFlow(call) => Some(&call.flow),
            Self::ForEach(each) => Some(&each.flow),
            _ => None,
        }
    }

    /// Whether people may send the path back from here.
    #[must_use]
    pub const fn sends_back(&self) -> bool {
        match self {
            Self::Task(task) => task.sends_back,
            Self::Approval(approval) => approval.sends_back,
            _ => false,
        }
    }

    /// Whether whoever did the step before may take the path back from here.
    #[must_use]
    pub const fn gives_back(&self) -> bool {
        match self {
            Self::Task(task) => task.gives_back,
            Self::Approval(approval) => approval.gives_back,
            _ => false,
        }
    }

    /// What people fill in here.
    #[must_use]
    pub const fn layout(&self) -> Option<&LayoutKey> {
        match self {
            Self::Task(task) => task.layout.as_ref(),
            Self::Approval(approval) => approval.layout.as_ref(),
            _ => None,
        }
    }

    /// How people can end their work here, in the order of the buttons.
    #[must_use]
    pub fn outcomes(&self) -> Vec<Outcome> {
        match self {
            Self::Task(task) => task.outcomes.clone(),
            Self::Approval(approval) => approval.outcomes(),
            _ => Vec::new(),
        }
    }

    /// The outcomes by which the path goes on, in the order of the links: of an approval only the two ways in which the
    /// people decide together.
    #[must_use]
    pub fn ways(&self) -> Vec<Outcome> {
        let mut ways = self.outcomes();
        ways.retain(|outcome| !matches!(self, Self::Approval(_)) || outcome.key.as_str() != Approval::ABSTAINED);
        ways
    }
}

/// What a flow leaves the ticket as when it ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Leaves {
    /// Closed for good.
    #[default]
    Closed,
    /// Resolved: the customer may still answer.
    Resolved,
    /// Closed without being done.
    Cancelled,
}

impl Leaves {
    /// Every way in which a flow can end.
    pub const ALL: [Self; 3] = [Self::Closed, Self::Resolved, Self::Cancelled];
}

/// One piece of human work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Task {
    /// Who works.
    #[serde(default)]
    pub owner: Owner,
    /// What is filled in; nothing, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<LayoutKey>,
    /// What to do, in Markdown.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub instructions: Text,
    /// Phrases offered here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phrases: Vec<DefinitionKey>,
    /// How long it may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// How it can end.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Whether its owner may send the path back to a step that it has passed.
    #[serde(default)]
    pub sends_back: bool,
    /// Whether whoever did the step before may take the path back, until something was done here.
    #[serde(default)]
    pub gives_back: bool,
}

/// How long a step may take and what happens around that time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limit {
    /// How long.
    pub span: Span,
    /// On which calendar; the ticket's policy's, else the workspace's, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<DefinitionKey>,
    /// When to warn before it is late.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// What happens at the due time, while the step stays open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when_late: Vec<Act>,
    /// Whether the step is given up at the due time and the link that leaves by `late` is taken.
    #[serde(default)]
    pub leave_when_late: bool,
}

/// A warning before a step is late.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning {
    /// At which part of the limit, in percent, 1 to 99.
    pub at_percent: u8,
    /// What happens then; the owner is told, if empty.
    #[serde(default)]
    pub acts: Vec<Act>,
}

/// How a step can end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outcome {
    /// Its stable name.
    pub key: OutcomeKey,
    /// What the button says.
    pub title: Text,
    /// What it means.
    #[serde(default)]
    pub tone: Tone,
}

/// What an outcome means to the eye.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// The usual way on.
    #[default]
    Primary,
    /// Another way.
    Plain,
    /// It ends or refuses something.
    Danger,
}

/// Who owns a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Owner {
    /// The ticket's queue: the person with the fewest open tasks takes it.
    #[default]
    TicketQueue,
    /// A queue: the person with the fewest open tasks takes it.
    Queue {
        /// Which.
        queue: DefinitionKey,
    },
    /// Anyone with a role: the person with the fewest open tasks takes it.
    Role {
        /// Which.
        role: DefinitionKey,
    },
    /// One person, by mail address.
    Person {
        /// The mail address.
        email: String,
    },
    /// Whoever did another node last.
    SameAs {
        /// Which node.
        node: NodeKey,
    },
    /// The ticket's owner.
    TicketOwner,
    /// A Rhai expression that gives a mail address, an id, or a list of them (fewest open tasks among them).
    Expression {
        /// The expression.
        text: String,
    },
    /// Nobody yet: it waits in a queue until someone claims it.
    Claim {
        /// Which queue.
        queue: DefinitionKey,
    },
}

/// When a join goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum Join {
    /// Every path has come.
    #[default]
    All,
    /// The first path has come; the others are cancelled.
    Any,
    /// So many paths have come; the others are cancelled.
    Count {
        /// How many.
        count: u32,
    },
}

/// A wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wait {
    /// For what.
    pub until: Until,
    /// How long at most; then the link that leaves by `timeout` is taken. Compulsory when waiting for an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Span>,
    /// On which calendar; the workspace's, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<DefinitionKey>,
}

/// What a wait waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Until {
    /// A length of time.
    Duration {
        /// How long.
        span: Span,
    },
    /// The instant that a Rhai expression gives: a date, an instant, or the value of a date field.
    Time {
        /// The expression.
        expression: String,
    },
    /// The customer answers.
    CustomerReply,
    /// A condition holds. It is asked when the path arrives and after everything that happens to the ticket.
    Holds {
        /// What must hold.
        condition: Condition,
    },
    /// The outside gives a signal.
    Signal {
        /// Which.
        name: SignalKey,
        /// Which fields of the ticket it may write.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fields: Vec<FieldKey>,
    },
}

impl Until {
    /// Whether it may never come: then the wait must time out.
    #[must_use]
    pub const fn is_event(&self) -> bool {
        matches!(self, Self::CustomerReply | Self::Holds { .. } | Self::Signal { .. })
    }
}

/// What the server does at an action node.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Action {
    /// In this order.
    #[serde(default)]
    pub acts: Vec<Act>,
    /// How the answer of the web address that it calls is waited for; it is not, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaits: Option<Awaits>,
}

/// One thing the server does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Writes a field of the ticket.
    SetField {
        /// Which field.
        field: FieldKey,
        /// What is written.
        to: Source,
    },
    /// Writes a variable of the flow.
    SetVariable {
        /// Which.
        name: VariableKey,
        /// The Rhai expression that gives it.
        to: String,
    },
    /// Sets the ticket's priority.
    SetPriority {
        /// The priority.
        priority: Priority,
    },
    /// Sets what the ticket is waiting for.
    SetStatus {
        /// The status.
        status: OpenStatus,
    },
    /// Puts the ticket into a queue.
    SetQueue {
        /// Which.
        queue: DefinitionKey,
    },
    /// Lets people follow the ticket.
    Cc {
        /// Who.
        to: Receiver,
    },
    /// Gives the ticket an owner.
    Assign {
        /// Who.
        to: Owner,
    },
    /// Tells people inside the product.
    Notify {
        /// Whom.
        to: Receiver,
        /// The words; `{{ticket.number}}` and other variables in double braces are filled in.
        text: Text,
    },
    /// Sends a mail through the outbox.
    Mail {
        /// To whom.
        to: Receiver,
        /// The subject; variables in double braces are filled in.
        subject: Text,
        /// The body in plain text; variables in double braces are filled in.
        body: Text,
    },
    /// Calls a web address through the outbox: POST with the ticket as JSON.
    Webhook {
        /// The address.
        url: String,
    },
}

/// Where a written value comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// It is fixed.
    Value(Value),
    /// A Rhai expression gives it.
    Expression(String),
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Receiver {
    /// The owner of the step, else of the ticket.
    Owner,
    /// The manager of the owner.
    OwnerManager,
    /// Whoever filed the ticket, where a colleague did.
    Filer,
    /// The manager of whoever filed it.
    FilerManager,
    /// Whoever did another node last.
    SameAs {
        /// Which node.
        node: NodeKey,
    },
    /// The manager of whoever did another node last.
    ManagerOf {
        /// Which node.
        node: NodeKey,
    },
    /// Those that a Rhai expression gives: a mail address, an id, or a list of them.
    Expression {
        /// The expression.
        text: String,
    },
    /// Those who follow the ticket and want to be told.
    Followers,
    /// Everyone with a role.
    Role {
        /// Which.
        role: DefinitionKey,
    },
    /// Everyone who serves a queue.
    Queue {
        /// Which.
        queue: DefinitionKey,
    },
    /// One person, by mail address.
    Person {
        /// The mail address.
        email: String,
    },
    /// The customer, by mail only.
    Customer,
    /// Everyone with a role who shares a team with the owner: the lead of the owner's team.
    TeamRole {
        /// Which role.
        role: DefinitionKey,
    },
    /// Whoever serves a queue and is on duty now.
    OnDuty {
        /// Which queue.
        queue: DefinitionKey,
    },
    /// Whoever a field of the ticket names.
    Field {
        /// A person field.
        field: FieldKey,
    },
}

/// How pressing a ticket is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Can wait.
    Low,
    /// As usual.
    #[default]
    Normal,
    /// Before the others.
    High,
    /// Now.
    Urgent,
}

impl Priority {
    /// Every priority, from the least pressing.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// The name as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }
}

/// The states of an open ticket that a flow can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OpenStatus {
    /// Someone works on it.
    InProgress,
    /// It waits for the customer.
    WaitingForCustomer,
    /// It waits for someone else.
    OnHold,
    /// Solved, to be confirmed.
    Resolved,
}

/// A way from one node to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// Its stable name.
    pub key: LinkKey,
    /// Where it begins.
    pub from: NodeKey,
    /// Where it leads.
    pub to: NodeKey,
    /// By which door it leaves.
    #[serde(default)]
    pub leaves: Door,
    /// What people call it; choices and outcomes have words of their own if this is empty.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub title: Text,
    /// Bend points that a person set; the router draws the rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bends: Vec<Point>,
}

/// By which door a link leaves its node.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Door {
    /// The only way, or one of several at a parallel.
    #[default]
    Next,
    /// A task ended so.
    Outcome {
        /// How.
        outcome: OutcomeKey,
    },
    /// A choice or an inclusive split found this to hold. Asked in the order of the links.
    When {
        /// What must hold.
        condition: Condition,
    },
    /// A choice or an inclusive split found nothing else to hold.
    Otherwise,
    /// The flow that ran within this one ended so.
    Ended {
        /// How.
        leaves: Leaves,
    },
    /// A task was late and is given up.
    Late,
    /// A wait saw nothing come in time.
    Timeout,
    /// An action failed for good.
    Error,
}
