//! The wake-ups of rules follow their published versions: set, moved and dropped in the transaction that publishes.

use engine::rule::Times;
use model::{
    Body,
    id::TimerId,
    key::DefinitionKey,
    record::RuleTimer,
    rule::{Schedule, When},
};
use store::Changes;

use crate::Desk;

impl Desk {
    /// Sets the wake-up of a rule that looks by itself, instead of the one it had; drops it, where it no longer does.
    pub(crate) fn wake_rule(&self, key: &DefinitionKey, body: &Body, zone: &str, changes: &mut Changes) {
        let Body::Rule(rule) = body else { return };
        changes.drop_rule_timer(key);
        let When::Schedule(schedule) = &rule.when else { return };
        if rule.off {
            return;
        }
        if let Some(due_at) = first(schedule, zone, self.now()) {
            changes.put_rule_timer(&RuleTimer {
                id: TimerId::new(self.uuid()),
                rule: key.clone(),
                due_at,
                after: None,
            });
        }
    }
}

fn first(schedule: &Schedule, zone: &str, now: chrono::DateTime<chrono::Utc>) -> Option<chrono::DateTime<chrono::Utc>> {
    Times::compile(schedule, zone).ok()?.next(now)
}
