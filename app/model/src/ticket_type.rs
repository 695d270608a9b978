//! Ticket types: bind a form, a flow, an SLA policy and a default queue.

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Kind, Text,
    flow::Priority,
    key::{DefinitionKey, FieldKey},
};

/// A ticket type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketType {
    /// The format of this document; see [`TicketType::FORMAT`].
    pub format: u32,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub about: Text,
    /// What is asked.
    pub form: DefinitionKey,
    /// How it is worked.
    pub flow: DefinitionKey,
    /// What it is measured by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<DefinitionKey>,
    /// Where it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<DefinitionKey>,
    /// The field whose value is the ticket's title; the first text field, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_field: Option<FieldKey>,
    /// The choice field whose option keys are priorities; if absent, or empty on the ticket, `priority` holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority_field: Option<FieldKey>,
    /// The priority of a new ticket.
    #[serde(default)]
    pub priority: Priority,
    /// Whether people can still file such tickets.
    #[serde(default)]
    pub retired: bool,
}

impl TicketType {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;
}

/// Every definition the ticket type points at.
#[must_use]
pub fn references(kind: &TicketType) -> Vec<(Kind, DefinitionKey, String)> {
    let mut found =
        vec![(Kind::Form, kind.form.clone(), "/form".to_owned()), (Kind::Flow, kind.flow.clone(), "/flow".to_owned())];
    if let Some(policy) = &kind.policy {
        found.push((Kind::Policy, policy.clone(), "/policy".to_owned()));
    }
    if let Some(queue) = &kind.queue {
        found.push((Kind::Queue, queue.clone(), "/queue".to_owned()));
    }
    found
}
