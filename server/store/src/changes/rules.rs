//! Changes to what is kept beside the definitions of rules: wake-ups, the log, how each fares.

use chrono::{DateTime, Utc};
use model::{
    id::TicketId,
    key::DefinitionKey,
    record::{RuleRun, RuleState, RuleTimer},
};

use super::{Changes, Check, Key, Op};
use crate::{
    row::{self, millis},
    table::Noun,
};

impl Changes {
    /// Adds to the log of a rule.
    pub fn insert_rule_run(&mut self, run: &RuleRun) -> &mut Self {
        self.insert(row::rule_run::Model::of(self.workspace, run))
    }

    /// Sets the wake-up of a rule, instead of the one it had.
    pub fn put_rule_timer(&mut self, timer: &RuleTimer) -> &mut Self {
        self.drop_rule_timer(&timer.rule);
        self.insert(Ok(row::rule_timer::Model::of(self.workspace, timer)))
    }

    /// Drops the wake-up of a rule.
    pub fn drop_rule_timer(&mut self, rule: &DefinitionKey) -> &mut Self {
        self.delete(Noun::RuleTimer, vec![("rule", rule.to_string().into())])
    }

    /// Sets a claimed wake-up to another time, or to the ticket from which the look goes on. Guard: the fence, so that
    /// each time is looked at by one worker.
    pub fn move_rule_timer(
        &mut self,
        timer: &RuleTimer,
        fence: i64,
        after: Option<TicketId>,
        due_at: DateTime<Utc>,
        ready_at: DateTime<Utc>,
    ) -> &mut Self {
        self.guard(Check::Fence(Noun::RuleTimer), Key::Id(timer.id.uuid()), Some(fence));
        self.ops.push(Op::Set {
            noun: Noun::RuleTimer,
            set: vec![
                ("due_at", millis(due_at).into()),
                ("after_id", after.map(TicketId::uuid).into()),
                ("ready_at", millis(ready_at).into()),
            ],
            filter: vec![("id", "=", timer.id.uuid().into())],
        });
        self
    }

    /// Deletes a claimed wake-up. Guard: the fence.
    pub fn finish_rule_timer(&mut self, timer: &RuleTimer, fence: i64) -> &mut Self {
        self.guard(Check::Fence(Noun::RuleTimer), Key::Id(timer.id.uuid()), Some(fence));
        self.delete(Noun::RuleTimer, vec![("id", timer.id.uuid().into())])
    }

    /// Keeps how a rule fares. Guard: the version; there is none yet where it is 1.
    pub fn put_rule_state(&mut self, state: &RuleState) -> &mut Self {
        let model = row::rule_state::Model::of(self.workspace, state);
        let key = Key::Name(state.rule.to_string());
        if state.version == 1 {
            self.guard(Check::Version(Noun::RuleState), key, None);
            self.insert(Ok(model))
        } else {
            self.update(Ok(model), key, state.version)
        }
    }
}
