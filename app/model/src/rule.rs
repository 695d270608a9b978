//! Rules: something happens, or a time comes; if a condition holds, the server acts. Outside any flow, for tickets of
//! any type.

mod sieve;

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Kind,
    condition::Condition,
    flow::{self, Act},
    key::{DefinitionKey, FieldKey},
    span::Minutes,
};

pub use sieve::Sieve;

/// How long the cause of a rule can be: rules that set off rules that set off rules.
pub const LONGEST_CHAIN: usize = 10;

/// A rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the editor")]
pub struct Rule {
    /// The format of this document; see [`Rule::FORMAT`].
    pub format: u32,
    /// For tickets of these types; of all, if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ticket_types: Vec<DefinitionKey>,
    /// What sets it off.
    pub when: When,
    /// What must hold then. It is asked of the ticket as it is after what happened.
    #[serde(default = "always", skip_serializing_if = "is_always")]
    pub condition: Condition,
    /// Whether what happened must have changed a value that the condition asks about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed_only: bool,
    /// Whether it acts only once on a ticket, until the ticket is opened again. Where the condition says that
    /// something was long ago, it acts again when that has happened anew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub once: bool,
    /// What the server does, in this order; all of it or nothing.
    #[serde(default)]
    pub acts: Vec<Act>,
    /// Rules are asked from the smallest number to the largest; those of the same number by their keys.
    #[serde(default)]
    pub order: i32,
    /// Whether no later rule is asked about the same event, when this one has acted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stops: bool,
    /// Whether it is kept but does nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
}

impl Rule {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;

    /// Whether it is for tickets of a type.
    #[must_use]
    pub fn is_for(&self, ticket_type: &DefinitionKey) -> bool {
        self.ticket_types.is_empty() || self.ticket_types.contains(ticket_type)
    }
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            format: Self::FORMAT,
            ticket_types: Vec::new(),
            when: When::Events { any: vec![Trigger::Filed] },
            condition: always(),
            changed_only: false,
            once: false,
            acts: Vec::new(),
            order: 0,
            stops: false,
            off: false,
        }
    }
}

/// A condition that always holds.
const fn always() -> Condition {
    Condition::All { of: Vec::new() }
}

/// Whether a condition always holds because it asks nothing.
#[must_use]
pub fn is_always(condition: &Condition) -> bool {
    matches!(condition, Condition::All { of } if of.is_empty())
}

/// What sets a rule off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum When {
    /// One of these happens to a ticket.
    Events {
        /// Which.
        any: Vec<Trigger>,
    },
    /// A time comes; then every ticket that is not over is looked at.
    Schedule(Schedule),
}

/// Something that happens to a ticket. Setting what is set already is no happening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Trigger {
    /// It is filed.
    Filed,
    /// Answers change.
    FieldsSet {
        /// One of these; any, if empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fields: Vec<FieldKey>,
    },
    /// Its status changes.
    StatusSet,
    /// Its priority changes.
    PrioritySet,
    /// It gets another owner, or none.
    OwnerSet,
    /// It comes into another queue.
    QueueSet,
    /// Its title changes.
    TitleSet,
    /// The customer writes.
    CustomerReply,
    /// A colleague writes to the customer.
    Reply,
    /// A colleague writes to colleagues.
    Note,
    /// A step is to be done.
    StepOpened,
    /// A step is done.
    StepDone,
    /// A step will soon be late.
    StepWarned,
    /// A step is late.
    StepLate,
    /// A clock passes a level of its ladder.
    Escalated,
    /// A target is missed.
    ClockBreached,
    /// Its flow ends.
    Ended,
    /// It is opened again.
    Reopened,
}

impl Trigger {
    /// The names of all, as in the document.
    pub const NAMES: [&'static str; 18] = [
        "filed",
        "fields_set",
        "status_set",
        "priority_set",
        "owner_set",
        "queue_set",
        "title_set",
        "customer_reply",
        "reply",
        "note",
        "step_opened",
        "step_done",
        "step_warned",
        "step_late",
        "escalated",
        "clock_breached",
        "ended",
        "reopened",
    ];

    /// The name, as in the document; that of the happening where there is one.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::FieldsSet { .. } => "fields_set",
            Self::StatusSet => "status_set",
            Self::PrioritySet => "priority_set",
            Self::OwnerSet => "owner_set",
            Self::QueueSet => "queue_set",
            Self::TitleSet => "title_set",
            Self::CustomerReply => "customer_reply",
            Self::Reply => "reply",
            Self::Note => "note",
            Self::StepOpened => "step_opened",
            Self::StepDone => "step_done",
            Self::StepWarned => "step_warned",
            Self::StepLate => "step_late",
            Self::Escalated => "escalated",
            Self::ClockBreached => "clock_breached",
            Self::Ended => "ended",
            Self::Reopened => "reopened",
        }
    }

    /// The trigger of a name; of any field, where it is about fields.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "filed" => Self::Filed,
            "fields_set" => Self::FieldsSet { fields: Vec::new() },
            "status_set" => Self::StatusSet,
            "priority_set" => Self::PrioritySet,
            "owner_set" => Self::OwnerSet,
            "queue_set" => Self::QueueSet,
            "title_set" => Self::TitleSet,
            "customer_reply" => Self::CustomerReply,
            "reply" => Self::Reply,
            "note" => Self::Note,
            "step_opened" => Self::StepOpened,
            "step_done" => Self::StepDone,
            "step_warned" => Self::StepWarned,
            "step_late" => Self::StepLate,
            "escalated" => Self::Escalated,
            "clock_breached" => Self::ClockBreached,
            "ended" => Self::Ended,
            "reopened" => Self::Reopened,
            _ => return None,
        })
    }
}

/// When a rule looks at tickets by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Schedule {
    /// How often.
    pub every: Every,
    /// The zone in whose days it is reckoned (IANA); the workspace's, if empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// Only in the working time of this calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<DefinitionKey>,
    /// What becomes of times that passed while nothing ran.
    #[serde(default)]
    pub missed: Missed,
}

/// How often a schedule comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// After so many minutes, counted from time to time and not from when it was done.
    Minutes(Minutes),
    /// At the times of a cron line: minute, hour, day of the month, month, day of the week.
    Cron(String),
}

impl Default for Every {
    fn default() -> Self {
        Self::Cron("0 9 * * *".to_owned())
    }
}

/// What becomes of times that passed while nothing ran, and are found more than five minutes late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Missed {
    /// One look for all of them.
    #[default]
    Once,
    /// They are let go.
    Skip,
    /// A look for each, the last hundred at most.
    All,
}

impl Missed {
    /// Every policy.
    pub const ALL: [Self; 3] = [Self::Once, Self::Skip, Self::All];

    /// The name, as in the document.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Skip => "skip",
            Self::All => "all",
        }
    }
}

/// Every definition the rule points at: kind, key and the path of the part that points.
#[must_use]
pub fn references(rule: &Rule) -> Vec<(Kind, DefinitionKey, String)> {
    let mut found = Vec::new();
    for (index, kind) in rule.ticket_types.iter().enumerate() {
        found.push((Kind::TicketType, kind.clone(), format!("/ticket_types/{index}")));
    }
    if let When::Schedule(Schedule { within: Some(calendar), .. }) = &rule.when {
        found.push((Kind::Calendar, calendar.clone(), "/when/within".to_owned()));
    }
    crate::check::condition_references(&rule.condition, "/condition", &mut found);
    flow::act_references(&rule.acts, "/acts", &mut found);
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_trigger_is_called_as_in_its_document() {
        for name in Trigger::NAMES {
            let trigger = Trigger::named(name).unwrap();
            assert_eq!(trigger.name(), name);
            assert_eq!(serde_json::to_value(&trigger).unwrap(), json!({"event": name}));
        }
        assert_eq!(Trigger::named("never"), None);
    }

    #[test]
    fn a_rule_says_no_more_than_it_must_and_reads_the_same_again() {
        let written = json!({"format": 1, "when": {"on": "events", "any": [{"event": "filed"}]}});
        let rule: Rule = serde_json::from_value(written).unwrap();
        assert_eq!(rule, Rule::default());
        let daily = json!({"format": 1, "when": {"on": "schedule", "every": {"cron": "30 2 * * *"}}, "once": true});
        let rule: Rule = serde_json::from_value(daily).unwrap();
        let again: Rule = serde_json::from_value(serde_json::to_value(&rule).unwrap()).unwrap();
        assert_eq!(rule, again);
    }
}
