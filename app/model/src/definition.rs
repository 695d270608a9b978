//! Definitions: everything configurable, under one roof. Each has a kind, a stable key, titles and a body.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Text, calendar::Calendar, flow, flow::Flow, form, form::Form, key::DefinitionKey, ladder, ladder::Ladder,
    phrase::Phrase, policy, policy::Policy, queue, queue::Queue, role::Role, rule, rule::Rule, skill::Skill,
    ticket_type, ticket_type::TicketType,
};

/// A definition as it is drawn, stored, exported and published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Definition {
    /// Its stable name within its kind.
    pub key: DefinitionKey,
    /// What people call it.
    pub title: Text,
    /// What it defines.
    #[serde(flatten)]
    pub body: Body,
}

/// What a definition defines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum Body {
    /// A form.
    Form(Form),
    /// A flow (SOP).
    Flow(Flow),
    /// A ticket type.
    TicketType(TicketType),
    /// A working calendar.
    Calendar(Calendar),
    /// An SLA policy.
    Policy(Policy),
    /// An escalation ladder.
    Ladder(Ladder),
    /// A queue.
    Queue(Queue),
    /// A skill.
    Skill(Skill),
    /// A role.
    Role(Role),
    /// A phrase.
    Phrase(Phrase),
    /// A rule.
    Rule(Rule),
}

/// A kind of definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A form.
    Form,
    /// A flow (SOP).
    Flow,
    /// A ticket type.
    TicketType,
    /// A working calendar.
    Calendar,
    /// An SLA policy.
    Policy,
    /// An escalation ladder.
    Ladder,
    /// A queue.
    Queue,
    /// A skill.
    Skill,
    /// A role.
    Role,
    /// A phrase.
    Phrase,
    /// A rule.
    Rule,
}

impl Kind {
    /// Every kind, each after all the kinds it can point at (flows may point at each other).
    pub const ALL: [Self; 11] = [
        Self::Skill,
        Self::Role,
        Self::Phrase,
        Self::Calendar,
        Self::Queue,
        Self::Ladder,
        Self::Policy,
        Self::Form,
        Self::Flow,
        Self::TicketType,
        Self::Rule,
    ];

    /// The name in documents and addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Flow => "flow",
            Self::TicketType => "ticket_type",
            Self::Calendar => "calendar",
            Self::Policy => "policy",
            Self::Ladder => "ladder",
            Self::Queue => "queue",
            Self::Skill => "skill",
            Self::Role => "role",
            Self::Phrase => "phrase",
            Self::Rule => "rule",
        }
    }

    /// The newest document format this version reads and writes.
    #[must_use]
    pub const fn format(self) -> u32 {
        match self {
            Self::Form => Form::FORMAT,
            Self::Flow => Flow::FORMAT,
            Self::TicketType => TicketType::FORMAT,
            Self::Calendar => Calendar::FORMAT,
            Self::Policy => Policy::FORMAT,
            Self::Ladder => Ladder::FORMAT,
            Self::Queue => Queue::FORMAT,
            Self::Skill => Skill::FORMAT,
            Self::Role => Role::FORMAT,
            Self::Phrase => Phrase::FORMAT,
            Self::Rule => Rule::FORMAT,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no kind of definition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no kind of definition is called {0}")]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

/// One definition pointing at another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference {
    /// The kind of what is pointed at.
    pub kind: Kind,
    /// Its key.
    pub key: DefinitionKey,
    /// The part of the body that points: a path as in [`crate::Problem::path`].
    pub path: String,
}

impl Body {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Form(_) => Kind::Form,
            Self::Flow(_) => Kind::Flow,
            Self::TicketType(_) => Kind::TicketType,
            Self::Calendar(_) => Kind::Calendar,
            Self::Policy(_) => Kind::Policy,
            Self::Ladder(_) => Kind::Ladder,
            Self::Queue(_) => Kind::Queue,
            Self::Skill(_) => Kind::Skill,
            Self::Role(_) => Kind::Role,
            Self::Phrase(_) => Kind::Phrase,
            Self::Rule(_) => Kind::Rule,
        }
    }

    /// The format it was written in.
    #[must_use]
    pub const fn format(&self) -> u32 {
        match self {
            Self::Form(body) => body.format,
            Self::Flow(body) => body.format,
            Self::TicketType(body) => body.format,
            Self::Calendar(body) => body.format,
            Self::Policy(body) => body.format,
            Self::Ladder(body) => body.format,
            Self::Queue(body) => body.format,
            Self::Skill(body) => body.format,
            Self::Role(body) => body.format,
            Self::Phrase(body) => body.format,
            Self::Rule(body) => body.format,
        }
    }

    /// Every definition it points at.
    #[must_use]
    pub fn references(&self) -> Vec<Reference> {
        let found = match self {
            Self::Form(body) => form::references(body),
            Self::Flow(body) => flow::references(body),
            Self::TicketType(body) => ticket_type::references(body),
            Self::Policy(body) => policy::references(body),
            Self::Ladder(body) => ladder::references(body),
            Self::Queue(body) => queue::references(body),
            Self::Rule(body) => rule::references(body),
            Self::Calendar(_) | Self::Skill(_) | Self::Role(_) | Self::Phrase(_) => Vec::new(),
        };
        found.into_iter().map(|(kind, key, path)| Reference { kind, key, path }).collect()
    }

    /// Whether it holds nothing a person drew. Saving such a draft over a filled one asks first.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Form(form) => form.fields.is_empty() && form.layouts.is_empty(),
            Self::Flow(flow) => flow.nodes.is_empty(),
            Self::Calendar(calendar) => calendar.week.iter().all(Vec::is_empty) && calendar.days.is_empty(),
            Self::Policy(policy) => policy.rules.is_empty() && policy.otherwise == policy::Targets::default(),
            Self::Ladder(ladder) => ladder.levels.is_empty(),
            Self::Role(role) => role.grants.is_empty(),
            Self::Phrase(phrase) => phrase.text.is_empty(),
            Self::Rule(rule) => rule.acts.is_empty() && rule::is_always(&rule.condition),
            Self::TicketType(_) | Self::Queue(_) | Self::Skill(_) => false,
        }
    }
}
