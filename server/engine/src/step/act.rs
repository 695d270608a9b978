//! Acts: what the server does at an action node, at a warning and when a step is late.

use model::{
    Fields, Value,
    flow::{Act, OpenStatus, Receiver, Source},
    form::Holds,
    key::FieldKey,
    record::{Effect, FrameId, Happening, Status},
    trace::Trace,
};
use serde_json::json;

use super::{
    follow, owner, sentence, tell, ticket, variable,
    walk::{Trouble, Walk},
};
use crate::{expression::written, program::Program};

/// Performs acts in their order; the first that fails stops them.
pub(crate) fn perform(walk: &mut Walk<'_>, program: &Program, frame: FrameId, acts: &[Act]) -> Result<(), Trouble> {
    let (mark, here) = (walk.mark(), Some((program, frame)));
    for act in acts {
        match act {
            Act::SetField { field, to } => {
                let value = match to {
                    Source::Value(value) => value.clone(),
                    Source::Expression(text) => variable::value(walk, program, text)?,
                };
                set_field(walk, field, value, mark)?;
            }
            Act::SetVariable { name, to } => {
                let value = variable::value(walk, program, to)?;
                variable::set(walk, frame, name, value)?;
            }
            Act::SetPriority { priority } => ticket::set_priority(walk, *priority),
            Act::SetStatus { status } => ticket::set_status(walk, status_of(*status)),
            Act::SetQueue { queue } => {
                if walk.library.queue(queue).is_none() {
                    return Err(owner::missing(queue));
                }
                ticket::set_queue(walk, queue.clone());
            }
            Act::Cc { to } => {
                let people = tell::receivers(walk, to, here)?;
                follow::cc(walk, &people);
            }
            Act::Assign { to } => {
                let found = owner::resolve(walk, program, frame, to)?;
                ticket::set_owner(walk, found.owner, vec![Trace::Owner(found.trace)]);
            }
            Act::Notify { to: Receiver::Customer, text } => {
                let subject = tell::subject(walk);
                tell::mail(walk, &Receiver::Customer, here, (&subject, text))?;
            }
            Act::Notify { to, text } => {
                let people = tell::receivers(walk, to, here)?;
                let text = tell::filled(text, &walk.scope());
                tell::notify(walk, &people, &text);
                let told = people.into_iter().map(|person| walk.named(person)).collect();
                walk.happened(Happening::Notified { told, text });
            }
            Act::Mail { to, subject, body } => tell::mail(walk, to, here, (subject, body))?,
            Act::Webhook { url } => webhook(walk, url),
        }
    }
    Ok(())
}

/// Writes a field of the ticket; fields that are written one after the other since a mark are one line of the account.
pub(super) fn set_field(walk: &mut Walk<'_>, field: &FieldKey, value: Value, mark: usize) -> Result<(), Trouble> {
    let mut fields = fitting(walk, field, value)?;
    fields.retain(|key, value| walk.case.ticket.fields.get(key).unwrap_or(&Value::Null) != value);
    if fields.is_empty() {
        return Ok(());
    }
    write(walk, &fields);
    ticket::follow_answers(walk, &fields);
    // Several fields in a row are one line of the account.
    match walk.last_event_since(mark).map(|event| &mut event.what) {
        Some(Happening::FieldsSet { fields: told }) => told.append(&mut fields),
        _ => walk.happened(Happening::FieldsSet { fields }),
    }
    Ok(())
}

/// The value as the ticket's form takes it, with the computed fields that follow from it. A value that does not fit is
/// trouble that says why; nothing of it is written.
fn fitting(walk: &Walk<'_>, field: &FieldKey, value: Value) -> Result<Fields, Trouble> {
    let version = walk.case.ticket.form_version;
    let form = walk.library.form(version);
    let form = form.ok_or_else(|| Trouble::new(format!("version {version} of the form cannot be found")))?;
    let shown: String = value.to_string().chars().take(100).collect();
    let given = Fields::from([(field.clone(), value)]);
    let fields = form
        .written(&given, &walk.case.ticket.fields, &walk.scope(), walk.library)
        .map_err(|problems| Trouble::new(sentence::does_not_fit(field, &shown, &problems)))?;
    let names_nobody = |(key, value): (&FieldKey, &Value)| {
        let is_person = form.form().field(key).is_some_and(|field| field.holds == Holds::Person);
        let known = value.as_str().and_then(|id| id.parse().ok()).and_then(|id| walk.library.person(id));
        is_person && !value.is_null() && known.is_none_or(|one| !one.person.active)
    };
    if fields.iter().any(names_nobody) {
        return Err(Trouble::new(format!("the field {field} cannot hold {shown}: there is no such person")));
    }
    Ok(fields)
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
    let asks = walk.asks.take();
    walk.effect(Effect::Webhook { url: url.to_owned(), body: body.to_string(), asks });
}

const fn status_of(status: OpenStatus) -> Status {
    match status {
        OpenStatus::InProgress => Status::InProgress,
        OpenStatus::WaitingForCustomer => Status::WaitingForCustomer,
        OpenStatus::OnHold => Status::OnHold,
        OpenStatus::Resolved => Status::Resolved,
    }
}
