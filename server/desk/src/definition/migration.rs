//! Open tickets move to another version of the flow they follow: what would become of them, and moving them part by part.

use std::collections::{BTreeMap, BTreeSet};

use engine::step::{Case, Stimulus, Target, verdict};
use model::{
    Body, Code, Kind,
    flow::{Does, Flow},
    id::{RunId, VersionId},
    key::DefinitionKey,
    migration::{Place, Plan, Verdict},
    record::{FrameId, Run, Ticket},
    role::Right,
    view::{MigrationForecast, MigrationGroup, MigrationPart},
};

use crate::{
    Actor, Desk,
    act::{Besides, Scene},
    error::{Error, Result},
    shelf::Lookup,
};

/// How many runs are read at a time.
const PART: u32 = 200;
/// How many runs a forecast reads.
const MOST_FORECAST: usize = 5_000;
/// How many tickets a group names.
const MOST_NAMED: usize = 10;
/// The most places that a plan names.
const MOST_PLACES: usize = 200;

/// A version of a flow that tickets are to move to.
struct Destination {
    flow: Flow,
    target: Target,
    /// What people call the versions.
    numbers: BTreeMap<VersionId, i64>,
    /// The newest version of the flow's form, and every version of it.
    form: Option<(VersionId, BTreeSet<VersionId>)>,
}

impl Destination {
    /// The target of one case: a ticket whose own flow moves gets the newest version of its form with it.
    fn of(&self, run: &Run, ticket: &Ticket) -> Target {
        let moves_own = run.frames.iter().any(|frame| frame.id == FrameId(0) && self.target.takes(frame));
        let form = self.form.as_ref().filter(|(newest, all)| {
            moves_own && !self.target.back && ticket.form_version != *newest && all.contains(&ticket.form_version)
        });
        Target { form: form.map(|(newest, _)| *newest), ..self.target.clone() }
    }

    /// The version that a run follows, of those that are to move.
    fn from(&self, run: &Run) -> Option<i64> {
        let frame = run.frames.iter().find(|frame| self.target.takes(frame))?;
        self.numbers.get(&frame.flow).copied()
    }
}

impl Desk {
    /// What would become of the open tickets of a flow if they moved to a version of it. `back` looks at those only that
    /// followed that version before they were moved.
    pub async fn forecast_migration(
        &self,
        actor: &Actor,
        key: &DefinitionKey,
        number: i64,
        back: bool,
        plan: &Plan,
    ) -> Result<MigrationForecast> {
        let to = self.destination(actor, key, number, back, plan).await?;
        let lookup = self.lookup(actor.workspace()).await?;
        let mut groups: Vec<MigrationGroup> = Vec::new();
        let (mut after, mut read) = (None, 0);
        loop {
            let runs = self.0.store.scope(actor.workspace()).open_runs(after, PART).await?;
            let is_last = runs.len() < PART as usize;
            read += runs.len();
            after = runs.last().map(|(run, _)| run.id);
            for (run, ticket) in runs {
                let Some(from) = to.from(&run) else { continue };
                let (number, verdict) = (ticket.number, self.judged(&to, run, ticket, &lookup, plan).await?);
                match groups.iter_mut().find(|group| group.from == from && group.verdict == verdict) {
                    Some(group) => {
                        group.count = group.count.saturating_add(1);
                        if group.tickets.len() < MOST_NAMED {
                            group.tickets.push(number);
                        }
                    }
                    None => groups.push(MigrationGroup { from, verdict, count: 1, tickets: vec![number] }),
                }
            }
            if is_last || read >= MOST_FORECAST {
                groups.sort_by_key(|group| (!group.verdict.moves(), std::cmp::Reverse(group.count)));
                let can_begin = |does: &Does| !matches!(does, Does::Start);
                let nodes = to.flow.nodes.iter().filter(|node| can_begin(&node.does));
                let places = nodes.map(|node| Place { node: node.key.clone(), title: node.title.clone() }).collect();
                return Ok(MigrationForecast { number, groups, places, is_whole: is_last });
            }
        }
    }

    /// Moves the next part of the open tickets of a flow to a version of it: each that has a place there, the others
    /// stay. A ticket moves whole or not at all, and one that follows that version already is left alone, so a part that
    /// was broken off is simply asked for again.
    pub async fn migrate(
        &self,
        actor: &Actor,
        key: &DefinitionKey,
        number: i64,
        back: bool,
        plan: &Plan,
        after: Option<&str>,
    ) -> Result<MigrationPart> {
        let after = after.map(str::parse::<RunId>).transpose();
        let after = after.map_err(|_| Error::invalid(Code::WrongType, "/after"))?;
        actor.may(Right::PublishDefinitions)?;
        let to = self.destination(actor, key, number, back, plan).await?;
        let lookup = self.lookup(actor.workspace()).await?;
        let runs = self.0.store.scope(actor.workspace()).open_runs(after, PART).await?;
        let last = runs.last().map(|(run, _)| run.id).filter(|_| runs.len() == PART as usize);
        let mut part = MigrationPart { next: last.map(|id| id.to_string()), ..MigrationPart::default() };
        for (run, ticket) in runs {
            if to.from(&run).is_none() {
                continue;
            }
            let (id, target) = (ticket.id, to.of(&run, &ticket));
            if !self.judged(&to, run, ticket, &lookup, plan).await?.moves() {
                part.left += 1;
                continue;
            }
            let (who, plan) = (actor.clone(), plan.clone());
            let stimulus = move |_: &Scene<'_>, _: &mut store::Changes| {
                Ok(Stimulus::Migrate { target: target.clone(), plan: plan.clone(), by: who.by() })
            };
            match self.act(actor.workspace(), id, None, stimulus, |_, _| Ok(()), Besides::default()).await {
                Ok(()) => part.moved += 1,
                // It went on meanwhile, to where it has no place, or is over.
                Err(Error::Refused { .. } | Error::Busy) => part.left += 1,
                Err(error) => return Err(error),
            }
        }
        if part.moved > 0 {
            let mut changes = self.changes(actor);
            let facts = serde_json::json!({ "key": key, "number": number, "moved": part.moved, "left": part.left });
            changes.audit(actor.author(), "migrated", &facts);
            self.0.store.commit(changes).await?;
        }
        Ok(part)
    }

    async fn judged(
        &self,
        to: &Destination,
        run: Run,
        ticket: Ticket,
        lookup: &Lookup,
        plan: &Plan,
    ) -> Result<Verdict> {
        let target = to.of(&run, &ticket);
        let mut versions: Vec<VersionId> = run.frames.iter().map(|frame| frame.flow).collect();
        versions.extend([target.flow, ticket.form_version]);
        versions.extend(target.form);
        lookup.shelf.fetch(&self.0.store, &versions).await?;
        let case = Case { run: Some(run), ..Case::new(ticket, None) };
        Ok(verdict(&case, &target, plan, lookup))
    }

    async fn destination(
        &self,
        actor: &Actor,
        key: &DefinitionKey,
        number: i64,
        back: bool,
        plan: &Plan,
    ) -> Result<Destination> {
        actor.may(Right::PublishDefinitions)?;
        if plan.places.len() > MOST_PLACES {
            return Err(Error::invalid(Code::TooMany, "/plan/places"));
        }
        let scope = self.0.store.scope(actor.workspace());
        let header = scope.header(Kind::Flow, key).await?.ok_or(Error::NotFound)?;
        let chosen = scope.version_numbered(header.id, number).await?.ok_or(Error::NotFound)?;
        let versions = scope.versions(header.id).await?.into_iter();
        let numbers: BTreeMap<VersionId, i64> = versions.map(|version| (version.id, version.number)).collect();
        let Body::Flow(flow) = chosen.content.body else { return Err(Error::NotFound) };
        let form = match &flow.form {
            Some(form) => match scope.header(Kind::Form, form).await? {
                Some(form) => {
                    let all = scope.versions(form.id).await?.into_iter().map(|version| version.id).collect();
                    form.version.map(|newest| (newest, all))
                }
                None => None,
            },
            None => None,
        };
        let from = numbers.keys().copied().filter(|id| *id != chosen.id).collect();
        let target = Target { flow: chosen.id, number, from, back, form: None };
        Ok(Destination { flow, target, numbers, form })
    }
}
