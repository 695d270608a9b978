//! Acts: what the server does at an action node, at a warning and when a step is late.

use model::{
    Fields, Value,
    flow::{Act, OpenStatus, Receiver, Source},
    key::FieldKey,
    record::{Effect, FrameId, Happening, Status},
    trace::Trace,
};
use serde_json::json;

use super::{
    owner, tell, ticket,
    walk::{Trouble, Walk},
};
use crate::{expression::written, program::Program};

/// Performs acts in their order; the first that fails stops them.
pub(super) fn perform(walk: &mut Walk<'_>, program: &Program, frame: FrameId, acts: &[Act]) -> Result<(), Trouble> {
    let mark = walk.mark();
    for act in acts {
        match act {
            Act::SetField { field, to } => set_field(walk, program, field, to, mark)?,
            Act::SetPriority { priority } => ticket::set_priority(walk, *priority),
            Act::SetStatus { status } => ticket::set_status(walk, status_of(*status)),
            Act::SetQueue { queue } => {
                if walk.library.queue(queue).is_none() {
                    return Err(owner::missing(queue));
                }
                ticket::set_queue(walk, queue.clone());
            }
            Act::Assign { to } => {
                let found = owner::resolve(walk, program, frame, to)?;
                ticket::set_owner(walk, found.owner, vec![Trace::Owner(found.trace)]);
            }
            Act::Notify { to: Receiver::Customer, text } => {
                let subject = tell::subject(walk);
                tell::mail(walk, &Receiver::Customer, &subject, text)?;
            }
            Act::Notify { to, text } => {
                let people = tell::receivers(walk, to)?;
                let text = tell::filled(text, &walk.scope());
                tell::notify(walk, &people, &text);
                let told = people.into_iter().map(|person| walk.named(person)).collect();
                walk.happened(Happening::Notified { told, text });
            }
            Act::Mail { to, subject, body } => tell::mail(walk, to, subject, body)?,
            Act::Webhook { url } => webhook(walk, url),
        }
    }
    Ok(())
}

fn set_field(
    walk: &mut Walk<'_>,
    program: &Program,
    field: &FieldKey,
    to: &Source,
    mark: usize,
) -> Result<(), Trouble> {
    let value = match to {
        Source::Value(value) => value.clone(),
        Source::Expression(text) => program
            .expression(text)
            .ok_or_else(|| Trouble::new(format!("the expression is not part of the flow: {text}")))?
            .value(&walk.scope())?,
    };
    let before = walk.case.ticket.fields.get(field).cloned().unwrap_or(Value::Null);
    if before == value {
        return Ok(());
    }
    write(walk, &Fields::from([(field.clone(), value.clone())]));
    // Several fields in a row are one line of the account.
    match walk.last_event_since(mark).map(|event| &mut event.what) {
        Some(Happening::FieldsSet { fields }) => drop(fields.insert(field.clone(), value)),
        _ => walk.happened(Happening::FieldsSet { fields: Fields::from([(field.clone(), value)]) }),
    }
    Ok(())
}

/// Writes answers into the ticket; null empties a field.
pub(super) fn write(walk: &mut Walk<'_>, fields: &Fields) {
    for (field, value) in fields {
        let before = if value.is_null() {
            walk.case.ticket.fields.remove(field).unwrap_or(Value::Null)
        } else {
            walk.case.ticket.fields.insert(field.clone(), value.clone()).unwrap_or(Value::Null)
        };
        if before != *value {
            walk.changed.insert(format!("fields.{field}"));
        }
    }
}

/// Asks for a POST of the ticket as JSON. The event id tells the receiver a doubled call from a new one.
fn webhook(walk: &mut Walk<'_>, url: &str) {
    let event = walk.uuid();
    let scope = walk.scope();
    let part = |root: &str| scope.facts.get(root).cloned().unwrap_or(Value::Null);
    let body = json!({
        "event_id": event,
        "at": written(walk.now),
        "ticket": part("ticket"),
        "fields": part("fields"),
        "customer": part("customer"),
        "run": part("run"),
    });
    walk.effect(Effect::Webhook { url: url.to_owned(), body: body.to_string() });
}

const fn status_of(status: OpenStatus) -> Status {
    match status {
        OpenStatus::InProgress => Status::InProgress,
        OpenStatus::WaitingForCustomer => Status::WaitingForCustomer,
        OpenStatus::OnHold => Status::OnHold,
        OpenStatus::Resolved => Status::Resolved,
    }
}
