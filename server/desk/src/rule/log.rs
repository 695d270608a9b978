//! The log of a rule.

use std::collections::HashMap;

use model::{
    id::{RuleRunId, TicketId},
    key::DefinitionKey,
    role::Right,
    view::{List, RuleRunRow, RuleTicket},
};

use crate::{Actor, Desk, error::Result};

/// How many lines are shown at once when nobody says.
const SHOWN: u32 = 30;
/// The most lines shown at once.
const MOST_SHOWN: u32 = 100;

impl Desk {
    /// What a rule did, the newest first. Tickets that the actor may not see stay unnamed, and so does what the rule
    /// saw of them.
    pub async fn rule_runs(
        &self,
        actor: &Actor,
        key: &DefinitionKey,
        before: Option<RuleRunId>,
        limit: Option<u32>,
    ) -> Result<List<RuleRunRow>> {
        actor.may(Right::ReadDefinitions)?;
        let limit = limit.unwrap_or(SHOWN).clamp(1, MOST_SHOWN);
        let mut runs = self.0.store.scope(actor.workspace()).rule_runs(key, before, limit + 1).await?;
        let has_more = runs.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        runs.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = runs.last().filter(|_| has_more).map(|run| run.id.to_string());
        let mut known: HashMap<TicketId, Option<RuleTicket>> = HashMap::new();
        let mut rows = Vec::with_capacity(runs.len());
        for mut run in runs {
            let ticket = if let Some(known) = known.get(&run.ticket) {
                known.clone()
            } else {
                let found = self.seen(actor, run.ticket).await?;
                known.insert(run.ticket, found.clone());
                found
            };
            if ticket.is_none() {
                run.seen.clear();
            }
            rows.push(RuleRunRow { run, ticket });
        }
        Ok(List { rows, next })
    }

    /// A ticket, if the actor may see it.
    async fn seen(&self, actor: &Actor, id: TicketId) -> Result<Option<RuleTicket>> {
        let scope = self.0.store.scope(actor.workspace());
        let Ok(visible) = actor.visible() else { return Ok(None) };
        if !scope.may_see(id, &visible).await? {
            return Ok(None);
        }
        Ok(scope.ticket(id).await?.map(|ticket| RuleTicket {
            id,
            number: ticket.number,
            title: ticket.title,
            status: ticket.status,
        }))
    }
}
