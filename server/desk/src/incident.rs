//! Incidents: what is stuck anywhere, for those who get it going again.

use std::collections::HashMap;

use engine::step::Library;
use model::{
    Kind, Text,
    id::{IncidentId, RunId, TicketId},
    record::{Frame, Incident, Run, Ticket},
    role::Right,
    view::{IncidentPage, IncidentQuery, IncidentRow, List},
};

use crate::{
    Actor, Desk,
    act::is_stuck,
    error::{Error, Result},
    shelf::Lookup,
    view,
};

/// How many incidents a list has when nobody says.
const USUAL: u32 = 50;
/// How many it has at most.
const MOST: u32 = 200;

impl Desk {
    /// The incidents of the workspace, the newest first. Whoever settles them sees the tickets they are about.
    pub async fn incidents(&self, actor: &Actor, query: IncidentQuery) -> Result<List<IncidentRow>> {
        actor.may(Right::Administer)?;
        let limit = query.limit.unwrap_or(USUAL).clamp(1, MOST);
        let scope = self.0.store.scope(actor.workspace());
        let found = scope.incidents(!query.settled, query.before, limit).await?;
        let ids: Vec<TicketId> = found.rows.iter().map(|incident| incident.ticket).collect();
        let tickets: HashMap<TicketId, Ticket> =
            scope.tickets_named(&ids).await?.into_iter().map(|ticket| (ticket.id, ticket)).collect();
        let runs: Vec<RunId> = found.rows.iter().filter_map(|incident| incident.run).collect();
        let runs: HashMap<RunId, Run> = scope.runs(&runs).await?.into_iter().map(|run| (run.id, run)).collect();
        let lookup = self.lookup(actor.workspace()).await?;
        let flows: Vec<_> = runs.values().flat_map(|run| run.frames.iter().map(|frame| frame.flow)).collect();
        lookup.shelf.fetch(&self.0.store, &flows).await?;
        let rows = found.rows.into_iter().filter_map(|incident| {
            let ticket = tickets.get(&incident.ticket)?;
            let run = incident.run.and_then(|run| runs.get(&run));
            Some(row(incident, ticket, run, &lookup))
        });
        Ok(List { rows: rows.collect(), next: found.next })
    }

    /// One incident, with what may be mended before it is tried again.
    pub async fn incident(&self, actor: &Actor, id: IncidentId) -> Result<IncidentPage> {
        actor.may(Right::Administer)?;
        let incident = self.0.store.scope(actor.workspace()).incident(id).await?.ok_or(Error::NotFound)?;
        let (case, lookup) = self.case(actor.workspace(), incident.ticket).await?;
        let stuck = case.run.iter().flat_map(|run| &run.tokens).find(|token| is_stuck(token, &incident));
        let frames = case.run.iter().flat_map(|run| &run.frames);
        let frame = stuck.and_then(|token| frames.into_iter().find(|frame| frame.id == token.frame));
        let form = lookup.shelf.form(case.ticket.form_version);
        Ok(IncidentPage {
            stuck: incident.settled_at.is_none() && incident.outbox.is_none() && stuck.is_some(),
            form: form.map(|form| form.form().clone()).unwrap_or_default(),
            fields: case.ticket.fields.clone(),
            variables: frame.map(|frame| frame.vars.clone()).unwrap_or_default(),
            row: row(incident, &case.ticket, case.run.as_ref(), &lookup),
        })
    }
}

fn row(incident: Incident, ticket: &Ticket, run: Option<&Run>, lookup: &Lookup) -> IncidentRow {
    IncidentRow {
        number: ticket.number,
        ticket_title: ticket.title.clone(),
        ticket_type: view::title(lookup, Kind::TicketType, &ticket.ticket_type),
        step: run.and_then(|run| step(&incident, run, lookup)).unwrap_or_default(),
        incident,
    }
}

/// What the node is called at which a run is stuck, or was.
fn step(incident: &Incident, run: &Run, lookup: &Lookup) -> Option<Text> {
    let node = incident.node.as_ref()?;
    let stuck = run.tokens.iter().find(|token| is_stuck(token, incident)).map(|token| token.frame);
    let (here, others): (Vec<&Frame>, Vec<&Frame>) = run.frames.iter().partition(|frame| Some(frame.id) == stuck);
    let titled = |frame: &Frame| Some(lookup.program(frame.flow)?.node(node)?.title.clone());
    here.into_iter().chain(others).find_map(titled)
}
