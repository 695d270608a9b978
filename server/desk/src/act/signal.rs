//! The outside gives a ticket a signal that its flow waits for.

use engine::step::Stimulus;
use model::{
    Code, Fields, Problem,
    id::TicketId,
    key::{FieldKey, SignalKey},
    role::Right,
};

use super::{Besides, Request, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    intake::known_people,
    view,
};

impl Desk {
    /// Gives a ticket a signal, with answers for the fields that the waits for it may write. Every path that waits for it
    /// goes on; where none does, the signal is refused and nothing is stored, so that whoever sends it can try again.
    ///
    /// Guard: the ticket's version, and the request's key: the same signal sent twice is heard once.
    pub async fn signal(
        &self,
        actor: &Actor,
        ticket: TicketId,
        name: SignalKey,
        fields: Fields,
        request: Option<Request>,
    ) -> Result<()> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            if !who.may_write_in(&scene.case.ticket, &scene.case.tasks) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            let fields = accepted(scene, &who, &name, &fields)?;
            Ok(Stimulus::Signal { name: name.clone(), by: who.who(), fields })
        };
        self.act(actor.workspace(), ticket, request.as_ref(), stimulus, |_, _| Ok(()), Besides::default()).await
    }
}

/// The answers as the ticket's form takes them; only those that the signal may write.
fn accepted(scene: &Scene<'_>, actor: &Actor, name: &SignalKey, given: &Fields) -> Result<Fields> {
    // Where nothing waits the engine says so.
    let Some(allowed) = engine::step::awaited(scene.case, scene.lookup, name) else { return Ok(Fields::new()) };
    let barred = |key: &&FieldKey| !allowed.contains(*key);
    let problems: Vec<Problem> =
        given.keys().filter(barred).map(|key| Problem::error(Code::ReadOnly, format!("/fields/{key}"))).collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let ticket = &scene.case.ticket;
    let form = scene.lookup.shelf.form(ticket.form_version).ok_or(Error::refused("form_missing"))?;
    let scope = view::scope(scene.case, scene.lookup, &ticket.fields, Some(actor), scene.now);
    let fields = form.written(given, &ticket.fields, &scope, scene.lookup).map_err(Error::Invalid)?;
    known_people(form.form(), &fields, scene.lookup)?;
    Ok(fields)
}
