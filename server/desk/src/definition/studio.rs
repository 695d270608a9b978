//! What the studio asks besides the definitions themselves: who uses what, how each stands its checks, whom a
//! definition can name, and when time would be over.

use std::collections::HashMap;

use engine::{
    calendar::WorkCalendar,
    dispatch::{self, Wanted},
};
use model::{
    Code, Kind, Severity, Text,
    calendar::Calendar,
    id::DefinitionId,
    key::DefinitionKey,
    queue::Queue,
    record::DefinitionStanding,
    role::Right,
    span::Span,
    trace::OwnerTrace,
    view::{DueTry, Health, Mailbox, StudioRow},
};

use super::{Catalogue, check_blocking};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Every definition with the names of those that point at it, by kind and key.
    pub async fn studio(&self, actor: &Actor) -> Result<Vec<StudioRow>> {
        let listed = self.listed(actor, None).await?;
        let titles: HashMap<DefinitionId, Text> =
            listed.iter().map(|listed| (listed.id, listed.row.title.clone())).collect();
        let rows = listed.into_iter().map(|listed| {
            let users = listed.users.iter().filter_map(|id| titles.get(id).cloned()).collect();
            StudioRow { row: listed.row, users }
        });
        Ok(rows.collect())
    }

    /// How every definition of a kind stands its checks, as the actor left it.
    pub async fn health(&self, actor: &Actor, kind: Kind) -> Result<Vec<Health>> {
        let listed = self.listed(actor, Some(kind)).await?;
        let shelf = self.shelf(actor.workspace()).await?;
        let drafts = self.0.store.scope(actor.workspace()).drafts_of(actor.person().id).await?;
        let drafts: Vec<_> = drafts.into_iter().map(|draft| draft.content).collect();
        let mut found = Vec::with_capacity(listed.len());
        for listed in listed {
            let row = listed.row;
            let draft = drafts.iter().find(|content| content.body.kind() == kind && content.key == row.key);
            let published = shelf.version(kind, &row.key).map(|version| &version.content);
            let Some(content) = draft.or(published).filter(|_| row.standing != DefinitionStanding::Trashed) else {
                continue;
            };
            let known = Catalogue::new(shelf.clone(), drafts.iter().cloned());
            let problems = check_blocking(content.clone(), known).await?;
            let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            let errors = problems.iter().filter(|problem| problem.is_error()).count();
            let warnings = count(problems.iter().filter(|problem| problem.severity == Severity::Warning).count());
            found.push(Health { kind, key: row.key, errors: count(errors), warnings });
        }
        Ok(found)
    }

    /// Everyone a definition can name, by name. Who draws definitions must be able to pick them.
    pub async fn mailboxes(&self, actor: &Actor) -> Result<Vec<Mailbox>> {
        actor.may(Right::DesignDefinitions)?;
        let mut people = self.0.store.scope(actor.workspace()).people().await?;
        people.retain(|person| person.active);
        people.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(people.into_iter().map(|person| Mailbox { name: person.name, email: person.email }).collect())
    }

    /// When a length of time would be over on a calendar as it is drawn. `from` is a wall time in the calendar's zone,
    /// such as `2026-03-02T09:00`; without it the time runs from now.
    pub async fn try_due(&self, actor: &Actor, calendar: Calendar, from: Option<String>, span: Span) -> Result<DueTry> {
        actor.may(Right::ReadDefinitions)?;
        let from = match from {
            Some(text) => engine::calendar::instant(&text, &calendar.zone)
                .ok_or_else(|| Error::invalid(Code::BadDate, "/from"))?,
            None => self.now(),
        };
        let reckon = move || -> Result<DueTry> {
            let calendar = WorkCalendar::compile(&calendar).map_err(Error::Invalid)?;
            let (_, trace) = calendar.due(&DefinitionKey::default(), from, span);
            Ok(DueTry { from, trace })
        };
        // Ten years of a calendar with many days are walked away from the async threads.
        tokio::task::spawn_blocking(reckon).await.map_err(Error::broken)?
    }

    /// Who would be given a piece of work of a queue, as it is drawn, now; by the rule that gives work out.
    pub async fn try_queue(&self, actor: &Actor, key: &DefinitionKey, queue: Queue) -> Result<OwnerTrace> {
        actor.may(Right::DesignDefinitions)?;
        let lookup = self.lookup(actor.workspace()).await?;
        let people = dispatch::serves(key, &queue, &lookup.colleagues);
        let skills = dispatch::skills(&queue, chrono::TimeDelta::zero());
        let (levels, strategy) = (Some(&queue.levels), queue.strategy);
        let wanted = Wanted { skills: &skills, levels, weight: 1, strategy, ..Wanted::default() };
        Ok(dispatch::pick("queue", Some(key), &people, &wanted, lookup.shelf.at(self.now())))
    }
}
