//! Ticket types: bind a form, a flow, an SLA policy and a default queue.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Fields, Kind, Text, Value,
    flow::Priority,
    key::{DefinitionKey, FieldKey, OptionKey},
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
    /// The choice field that decides the priority; if absent, or empty on the ticket, `priority` holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority_field: Option<FieldKey>,
    /// What the options of `priority_field` mean. One that is not named here means the priority that its key names; if
    /// its key names none, `priority`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub priorities: BTreeMap<OptionKey, Priority>,
    /// The priority of a new ticket whose answers decide none.
    #[serde(default)]
    pub priority: Priority,
    /// How much work a step of it is, against the capacity of whoever does it; 1, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u16>,
    /// The same of a ticket whose priority is high or urgent; `weight`, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent_weight: Option<u16>,
    /// Whether people can still file such tickets.
    #[serde(default)]
    pub retired: bool,
}

impl TicketType {
    /// The format this version writes.
    pub const FORMAT: u32 = 1;

    /// How much work a step of a ticket is.
    #[must_use]
    pub fn weight_of(&self, priority: Priority) -> u16 {
        let pressing = self.urgent_weight.filter(|_| priority >= Priority::High);
        pressing.or(self.weight).unwrap_or(1)
    }

    /// The priority that an option of `priority_field` means.
    #[must_use]
    pub fn priority_of(&self, option: &OptionKey) -> Priority {
        let named = || Priority::ALL.into_iter().find(|priority| priority.as_str() == option.as_str());
        self.priorities.get(option).copied().or_else(named).unwrap_or(self.priority)
    }

    /// The priority that answers ask for; none while the field that decides it is empty or there is no such field.
    #[must_use]
    pub fn priority_in(&self, answers: &Fields) -> Option<Priority> {
        let chosen = answers.get(self.priority_field.as_ref()?).and_then(Value::as_str)?;
        Some(self.priority_of(&OptionKey::new(chosen)))
    }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_option_means_what_is_said_of_it_else_the_priority_it_is_named_after_else_the_usual_one() {
        let kind = TicketType {
            priority_field: Some("how_bad".into()),
            priorities: BTreeMap::from([("all_stand_still".into(), Priority::Urgent), ("low".into(), Priority::High)]),
            ..TicketType::default()
        };
        let asked = |answer: &str| kind.priority_in(&Fields::from([("how_bad".into(), json!(answer))]));
        assert_eq!(asked("all_stand_still"), Some(Priority::Urgent));
        assert_eq!(asked("low"), Some(Priority::High));
        assert_eq!(asked("high"), Some(Priority::High));
        assert_eq!(asked("cosmetic"), Some(Priority::Normal));
        assert_eq!(kind.priority_in(&Fields::default()), None);
        assert_eq!(TicketType::default().priority_in(&Fields::from([("how_bad".into(), json!("high"))])), None);
    }
}
