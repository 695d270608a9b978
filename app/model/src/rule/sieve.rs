//! The sieve: what a database can tell of a condition, so that a look at all tickets reads few of them.

use crate::{
    Value,
    condition::{Comparison, Condition, Operand, Variable},
    key::DefinitionKey,
    rule::Rule,
};
use chrono::{DateTime, TimeDelta, Utc};

/// What a ticket must be for the condition of a rule to hold, as far as columns tell. A ticket that passes may still
/// not match; one that does not pass never would.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sieve {
    /// One of these types; any, if empty.
    pub ticket_types: Vec<DefinitionKey>,
    /// One of these states; any, if absent.
    pub status: Option<Vec<String>>,
    /// One of these priorities; any, if absent.
    pub priority: Option<Vec<String>>,
    /// One of these queues; any, if absent.
    pub queue: Option<Vec<String>>,
    /// Filed by then.
    pub filed_by: Option<DateTime<Utc>>,
    /// The customer was last heard by then.
    pub heard_by: Option<DateTime<Utc>>,
    /// A person last did anything by then.
    pub moved_by: Option<DateTime<Utc>>,
}

impl Sieve {
    /// The sieve of a rule at an instant.
    #[must_use]
    pub fn of(rule: &Rule, now: DateTime<Utc>) -> Self {
        let mut sieve = Self { ticket_types: rule.ticket_types.clone(), ..Self::default() };
        sieve.narrow(&rule.condition, now);
        sieve
    }

    fn narrow(&mut self, condition: &Condition, now: DateTime<Utc>) {
        match condition {
            Condition::All { of } => of.iter().for_each(|part| self.narrow(part, now)),
            Condition::Compare { left, how: Comparison::Equal, right: Operand::Value(value) } => {
                self.one_of(left, std::slice::from_ref(value));
            }
            Condition::In { left, values } => self.one_of(left, values),
            Condition::LongAgo { left, minutes } => {
                let by = TimeDelta::try_minutes(minutes.0).and_then(|span| now.checked_sub_signed(span));
                let place = match left.0.as_str() {
                    "ticket.created_at" => &mut self.filed_by,
                    "ticket.heard_at" => &mut self.heard_by,
                    "ticket.moved_at" => &mut self.moved_by,
                    _ => return,
                };
                *place = by.into_iter().chain(*place).min();
            }
            _ => {}
        }
    }

    fn one_of(&mut self, left: &Variable, values: &[Value]) {
        let place = match left.0.as_str() {
            "ticket.status" => &mut self.status,
            "ticket.priority" => &mut self.priority,
            "ticket.queue" => &mut self.queue,
            _ => return,
        };
        let texts: Option<Vec<String>> = values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
        let Some(mut texts) = texts else { return };
        if let Some(known) = place {
            texts.retain(|text| known.contains(text));
        }
        *place = Some(texts);
    }
}
