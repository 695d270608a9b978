//! SLA policies: which targets a ticket gets, by the first rule whose condition holds.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Kind, Text,
    condition::Condition,
    key::DefinitionKey,
    record::{Status, Target},
    span::Span,
};

/// An SLA policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
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
    /// Which targets stand still while a ticket waits.
    #[serde(default, skip_serializing_if = "Pauses::is_empty")]
    pub pauses: Pauses,
}

impl Policy {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}

/// Targets for the tickets that a condition picks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
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

impl Targets {
    /// The limit of one target.
    #[must_use]
    pub const fn of(&self, target: Target) -> Option<Span> {
        match target {
            Target::FirstResponse => self.first_response,
            Target::NextResponse => self.next_response,
            Target::Resolution => self.resolution,
        }
    }
}

/// Which targets stand still while a ticket waits; none, where absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pauses {
    /// While it waits for the customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting_for_customer: Vec<Target>,
    /// While it waits for someone else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_hold: Vec<Target>,
}

impl Pauses {
    /// Whether nothing ever stands still.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.waiting_for_customer.is_empty() && self.on_hold.is_empty()
    }

    /// The states in which a target stands still.
    #[must_use]
    pub fn of(&self, target: Target) -> Vec<Status> {
        let rests = [(Status::WaitingForCustomer, &self.waiting_for_customer), (Status::OnHold, &self.on_hold)];
        rests.into_iter().filter(|(_, targets)| targets.contains(&target)).map(|(status, _)| status).collect()
    }
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
