//! How much a ladder would tell: asked before it is published.

use std::collections::HashMap;

use chrono::TimeDelta;
use model::{
    Body, Kind,
    id::TicketId,
    key::DefinitionKey,
    ladder::Ladder,
    problem::has_error,
    record::{Clock, Ticket},
    role::Right,
    view::Forecast,
};

use crate::{
    Actor, Desk,
    error::{Error, Result},
};

/// How far back is looked.
const DAYS: i64 = 30;
/// The most clocks that are looked at.
const MOST: u32 = 5_000;

impl Desk {
    /// What a ladder would have told in the last thirty days: over the clocks that follow it already, else over all of
    /// them. `drawn` is the ladder as it is drawn now; the actor's draft or the newest version, where none is given.
    pub async fn forecast(&self, actor: &Actor, key: &DefinitionKey, drawn: Option<Ladder>) -> Result<Forecast> {
        actor.may(Right::DesignDefinitions)?;
        let ladder = match drawn {
            Some(ladder) => ladder,
            None => match self.definition(actor, Kind::Ladder, key).await?.content.body {
                Body::Ladder(ladder) => ladder,
                _ => return Err(Error::NotFound),
            },
        };
        let problems = model::check::ladder(&ladder);
        if has_error(&problems) {
            return Err(Error::Invalid(problems));
        }
        let now = self.now();
        let since = now - TimeDelta::days(DAYS);
        let scope = self.0.store.scope(actor.workspace());
        let mut clocks = scope.clocks_since(since, MOST.saturating_add(1)).await?;
        let is_cut = clocks.len() > usize::try_from(MOST).unwrap_or(usize::MAX);
        clocks.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
        let follows = |clock: &Clock| clock.ladder.as_ref() == Some(key);
        let is_used = clocks.iter().any(follows);
        if is_used {
            clocks.retain(follows);
        }
        let mut ids: Vec<TicketId> = clocks.iter().map(|clock| clock.ticket).collect();
        ids.sort_unstable();
        ids.dedup();
        let tickets: HashMap<TicketId, Ticket> =
            scope.tickets_named(&ids).await?.into_iter().map(|ticket| (ticket.id, ticket)).collect();
        let watched: Vec<(Clock, Ticket)> = clocks
            .into_iter()
            .filter_map(|clock| {
                let ticket = tickets.get(&clock.ticket)?.clone();
                Some((clock, ticket))
            })
            .collect();
        let lookup = self.lookup(actor.workspace()).await?;
        let think = move || engine::forecast(&ladder, &watched, since, now, &lookup);
        let found = self.0.thinkers.think(think).await?;
        Ok(Forecast { is_used, is_cut, ..found })
    }
}
