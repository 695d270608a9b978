//! How a rule fares, when it comes next, and switching it on again.

use chrono::{DateTime, Utc};
use engine::rule::Times;
use model::{key::DefinitionKey, record::RuleState, role::Right, rule::Schedule, view::RuleStanding};

use crate::{
    Actor, Desk,
    error::{Error, Result},
    shelf::REGISTER,
};

/// How many of the next times are shown.
const SHOWN: usize = 5;

impl Desk {
    /// How the published version of a rule fares.
    pub async fn rule_standing(&self, actor: &Actor, key: &DefinitionKey) -> Result<RuleStanding> {
        actor.may(Right::ReadDefinitions)?;
        let scope = self.0.store.scope(actor.workspace());
        let shelf = self.shelf(actor.workspace()).await?;
        let known = scope.rule_state(key).await?;
        let mut state = known.unwrap_or_else(|| RuleState { rule: key.clone(), ..RuleState::default() });
        // What this node has counted and not yet written.
        let [unmatched, acted, failed] = self.0.counts.of(actor.workspace(), key);
        state.unmatched += unmatched;
        state.acted += acted;
        state.failed += failed;
        let switched_off = shelf.rule(key).is_some_and(|rule| state.off_version == Some(rule.version()));
        let next = scope.rule_timer(key).await?.map(|timer| timer.due_at);
        Ok(RuleStanding { state, switched_off, next })
    }

    /// The next times of a schedule, as drawn.
    pub async fn rule_times(&self, actor: &Actor, schedule: Schedule) -> Result<Vec<DateTime<Utc>>> {
        actor.may(Right::ReadDefinitions)?;
        let shelf = self.shelf(actor.workspace()).await?;
        let times =
            Times::compile(&schedule, &shelf.workspace.zone).map_err(|problem| Error::Invalid(vec![problem]))?;
        Ok(times.upcoming(self.now(), SHOWN))
    }

    /// Switches a rule on again that was switched off because it failed again and again.
    ///
    /// Guards: the rule's state, and the register of definitions, so that every node asks it again.
    pub async fn switch_rule_on(&self, actor: &Actor, key: &DefinitionKey) -> Result<()> {
        actor.may(Right::PublishDefinitions)?;
        let scope = self.0.store.scope(actor.workspace());
        let register = scope.register(REGISTER).await?;
        self.shelf(actor.workspace()).await?.rule(key).ok_or(Error::NotFound)?;
        let now = self.now();
        self.state_of(actor.workspace(), key, |state, changes| {
            if state.off_version.take().is_none() {
                return false;
            }
            // What failed before is forgiven.
            state.off_at = Some(now);
            state.off_because.clear();
            changes.bump(REGISTER, register);
            changes.audit(actor.author(), "rule_switched_on", &serde_json::json!({ "rule": key }));
            true
        })
        .await?;
        self.0.shelves.forget(actor.workspace());
        Ok(())
    }
}
