//! SLA policies: which targets a ticket gets, by the first rule whose condition holds.

use serde::{Deserialize, Serialize};

use crate::{Kind, Text, condition::Condition, key::DefinitionKey, span::Span};

/// An SLA policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Policy {
    /// The format of this document; see [`Policy::FORMAT`].
    pub format: u32,
    /// The calendar its targets count on.
    pub calendar: DefinitionKey,
    /// Who is told as a clock runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ladder: Option<DefinitionKey>,
    /// Asked in this order; the first that holds gives the targets.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// The targets when no rule holds.
    #[serde(default)]
    pub otherwise: Targets,
}

impl Policy {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}

/// Targets for the tickets that a condition picks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rule {
    /// What people call it.
    pub title: Text,
    /// Which tickets.
    pub when: Condition,
    /// Their targets.
    pub targets: Targets,
}

/// How long each thing may take; no limit where absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Targets {
    /// Until the first public answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_response: Option<Span>,
    /// Until the next public answer after a customer wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_response: Option<Span>,
    /// Until the ticket is resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Span>,
}

/// Every definition the policy points at.
#[must_use]
pub fn references(policy: &Policy) -> Vec<(Kind, DefinitionKey, String)> {
    let mut found = vec![(Kind::Calendar, policy.calendar.clone(), "/calendar".to_owned())];
    if let Some(ladder) = &policy.ladder {
        found.push((Kind::Ladder, ladder.clone(), "/ladder".to_owned()));
    }
    for (index, rule) in policy.rules.iter().enumerate() {
        crate::check::condition_references(&rule.when, &format!("/rules/{index}/when"), &mut found);
    }
    found
}
