//! The sentence of a timeline entry.

use std::fmt::Display;

use model::{
    Fields, Kind,
    flow::Priority,
    form::Form,
    id::PersonId,
    reckoning::Measured,
    record::{Event, Happening, Status, Target, Who},
};
use ui::i18n::{Lang, find, t, tf};

use super::{channel_key, names, priority_key, said, status_key, target_key};

/// Who did it.
#[must_use]
pub fn who(lang: Lang, who: &Who) -> String {
    match who {
        Who::Person { name, .. } | Who::Customer { name, .. } => name.clone(),
        Who::System => t(lang, "event.system").to_owned(),
    }
}

/// What happened, in one sentence. Answers are named after the fields of `form`.
#[must_use]
pub fn sentence(lang: Lang, event: &Event, form: &Form) -> String {
    let who = who(lang, &event.who);
    let is_person = !matches!(event.who, Who::System);
    match &event.what {
        Happening::Filed { channel, .. } => {
            let channel = t(lang, channel_key(*channel));
            let key = if is_person { "event.filed_by" } else { "event.filed" };
            tf(lang, key, &[("who", &who), ("channel", &channel)])
        }
        Happening::StepOpened { title, owner, .. } => match owner {
            Some((_, owner)) => tf(lang, "event.step_opened", &[("title", &said(title, lang)), ("owner", owner)]),
            None => tf(lang, "event.step_opened_nobody", &[("title", &said(title, lang))]),
        },
        Happening::StepDone { title, outcome_title, on_behalf_of, .. } => {
            let who = match on_behalf_of {
                Some((_, name)) => tf(lang, "event.on_behalf_of", &[("who", &who), ("name", name)]),
                None => who,
            };
            let facts: [(&str, &dyn Display); 3] =
                [("who", &who), ("title", &said(title, lang)), ("outcome", &said(outcome_title, lang))];
            tf(lang, "event.step_done", &facts)
        }
        Happening::Delegated { title, to: (_, to), reason, .. } => {
            let facts: [(&str, &dyn Display); 4] =
                [("who", &who), ("title", &said(title, lang)), ("to", to), ("reason", reason)];
            tf(lang, "event.delegated", &facts).trim_end().to_owned()
        }
        Happening::DelegateDone { title, outcome_title, to: (_, to), .. } => {
            let outcome = said(outcome_title, lang);
            let facts: [(&str, &dyn Display); 4] =
                [("who", &who), ("title", &said(title, lang)), ("to", to), ("outcome", &outcome)];
            tf(lang, "event.delegate_done", &facts)
        }
        Happening::Recalled { title, to: (_, to), .. } => {
            tf(lang, "event.recalled", &[("who", &who), ("title", &said(title, lang)), ("to", to)])
        }
        Happening::Urged { title, told, text, .. } => {
            let told = people(lang, told);
            let facts: [(&str, &dyn Display); 4] =
                [("who", &who), ("told", &told), ("title", &said(title, lang)), ("text", text)];
            tf(lang, "event.urged", &facts).trim_end().to_owned()
        }
        Happening::SentBack { title, to_title, reason, .. } => {
            let facts: [(&str, &dyn Display); 4] =
                [("who", &who), ("title", &said(title, lang)), ("to", &said(to_title, lang)), ("reason", reason)];
            tf(lang, "event.sent_back", &facts).trim_end().to_owned()
        }
        Happening::TakenBack { title, reason, .. } => {
            let facts: [(&str, &dyn Display); 3] = [("who", &who), ("title", &said(title, lang)), ("reason", reason)];
            tf(lang, "event.taken_back", &facts).trim_end().to_owned()
        }
        Happening::AgreedUnasked { title, person: (_, person), .. } => {
            tf(lang, "event.agreed_unasked", &[("title", &said(title, lang)), ("person", person)])
        }
        Happening::ApproverAdded { title, person: (_, person), before, reason, .. } => {
            let key = if *before { "event.approver_added" } else { "event.approver_added_after" };
            let facts: [(&str, &dyn Display); 4] =
                [("who", &who), ("person", person), ("title", &said(title, lang)), ("reason", reason)];
            tf(lang, key, &facts).trim_end().to_owned()
        }
        Happening::ApproverRemoved { title, person: (_, person), .. } => {
            let facts: [(&str, &dyn Display); 3] = [("who", &who), ("person", person), ("title", &said(title, lang))];
            tf(lang, "event.approver_removed", &facts)
        }
        Happening::Migrated { number } => {
            let facts: [(&str, &dyn Display); 2] = [("who", &who), ("number", number)];
            tf(lang, "event.migrated", &facts)
        }
        Happening::Decided { title, agreed, yes, no, abstained, .. } => {
            let key = if *agreed { "event.decided" } else { "event.decided_refused" };
            let facts: [(&str, &dyn Display); 4] =
                [("title", &said(title, lang)), ("yes", yes), ("no", no), ("abstained", abstained)];
            tf(lang, key, &facts)
        }
        Happening::StepCancelled { title, .. } => tf(lang, "event.step_cancelled", &[("title", &said(title, lang))]),
        Happening::Claimed { title, .. } => tf(lang, "event.claimed", &[("who", &who), ("title", &said(title, lang))]),
        Happening::Assigned { title, to: (_, to), .. } => {
            tf(lang, "event.assigned", &[("title", &said(title, lang)), ("to", to)])
        }
        Happening::Offered { title, to: (_, to), .. } => {
            tf(lang, "event.offered", &[("title", &said(title, lang)), ("to", to)])
        }
        Happening::OfferDeclined { title, reason, .. } => {
            let facts: [(&str, &dyn Display); 3] = [("who", &who), ("title", &said(title, lang)), ("reason", reason)];
            tf(lang, "event.offer_declined", &facts).trim_end().to_owned()
        }
        Happening::OfferLapsed { title, to: (_, to), .. } => {
            tf(lang, "event.offer_lapsed", &[("title", &said(title, lang)), ("to", to)])
        }
        Happening::NotAccepted { title, then, told, .. } => {
            let mut words = tf(lang, "event.not_accepted", &[("title", &said(title, lang))]);
            if let Some(then) = then {
                words += &tf(lang, "event.not_accepted_then", &[("then", then)]);
            }
            if !told.is_empty() {
                words += &tf(lang, "event.not_accepted_told", &[("told", &people(lang, told))]);
            }
            words
        }
        Happening::Transferred { title, to, reason, .. } => {
            let key = if to.is_some() { "event.transferred" } else { "event.transferred_back" };
            let to = to.as_ref().map_or("", |(_, name)| name);
            tf(lang, key, &[("who", &who), ("title", &said(title, lang)), ("to", &to), ("reason", reason)])
        }
        Happening::HandedOver { title, from: (_, from), to, .. } => {
            let key = if to.is_some() { "event.handed_over" } else { "event.handed_over_queue" };
            let to = to.as_ref().map_or("", |(_, name)| name);
            tf(lang, key, &[("title", &said(title, lang)), ("from", from), ("to", &to)])
        }
        Happening::StepWarned { title, percent, .. } => {
            tf(lang, "event.step_warned", &[("title", &said(title, lang)), ("percent", percent)])
        }
        Happening::StepLate { title, .. } => tf(lang, "event.step_late", &[("title", &said(title, lang))]),
        Happening::Chose { title, way, .. } => {
            tf(lang, "event.chose", &[("title", &said(title, lang)), ("way", &said(way, lang))])
        }
        Happening::Parted { title, ways, .. } => {
            let ways = names(lang, ways.iter().map(|way| said(way, lang)));
            tf(lang, "event.parted", &[("title", &said(title, lang)), ("ways", &ways)])
        }
        Happening::RoundsBegan { title, rounds, .. } => {
            tf(lang, "event.rounds_began", &[("title", &said(title, lang)), ("rounds", rounds)])
        }
        Happening::Signalled { name, .. } => tf(lang, "event.signalled", &[("who", &who), ("name", name)]),
        Happening::Answered { title, status, .. } => {
            tf(lang, "event.answered", &[("title", &said(title, lang)), ("status", status)])
        }
        Happening::Waiting { title, .. } => tf(lang, "event.waiting", &[("title", &said(title, lang))]),
        Happening::WaitOver { title, timed_out, .. } => {
            let key = if *timed_out { "event.wait_timed_out" } else { "event.wait_over" };
            tf(lang, key, &[("title", &said(title, lang))])
        }
        Happening::FieldsSet { fields } => {
            let key = if is_person { "event.fields_mended" } else { "event.fields_set" };
            tf(lang, key, &[("who", &who), ("fields", &labels(lang, fields, form))])
        }
        Happening::VariablesSet { variables } => {
            let named = variables.keys().map(model::key::VariableKey::as_str);
            tf(lang, "event.variables_set", &[("who", &who), ("variables", &names(lang, named))])
        }
        Happening::StatusSet { from, to } => changed(lang, "event.status_set", status_key(*from), status_key(*to)),
        Happening::PrioritySet { from, to } => priority(lang, *from, *to),
        Happening::QueueSet { queue } => tf(lang, "event.queue_set", &[("queue", queue)]),
        Happening::OwnerSet { owner: Some((_, owner)) } => tf(lang, "event.owner_set", &[("owner", owner)]),
        Happening::OwnerSet { owner: None } => t(lang, "event.owner_unset").to_owned(),
        Happening::ClockStarted { target, .. } => {
            tf(lang, "event.clock_started", &[("target", &t(lang, target_key(*target)).to_lowercase())])
        }
        Happening::ClockMoved { target, due_at } => {
            about(lang, if due_at.is_some() { "event.clock_moved" } else { "event.clock_moved_away" }, *target)
        }
        Happening::Reckoned { because, .. } => {
            let key = if because.kind == Kind::Policy { "event.reckoned_policy" } else { "event.reckoned" };
            tf(lang, key, &[("title", &said(&because.title, lang)), ("number", &because.number)])
        }
        Happening::ClockPaused { target } => about(lang, "event.clock_paused", *target),
        Happening::ClockResumed { target, .. } => about(lang, "event.clock_resumed", *target),
        Happening::TitleSet { from, to } => tf(lang, "event.title_set", &[("who", &who), ("from", from), ("to", to)]),
        Happening::Followed { people: told } => {
            let key = if is_person { "event.followed" } else { "event.followed_by_flow" };
            tf(lang, key, &[("who", &who), ("people", &people(lang, told))])
        }
        Happening::Unfollowed { people: told } => {
            tf(lang, "event.unfollowed", &[("who", &who), ("people", &people(lang, told))])
        }
        Happening::Held { reason, .. } => tf(lang, "event.held", &[("who", &who), ("reason", reason)]),
        Happening::Resumed => tf(lang, "event.resumed", &[("who", &who)]),
        Happening::Jumped { title, to_title, reason, .. } => {
            let facts: [(&str, &dyn Display); 4] =
                [("who", &who), ("title", &said(title, lang)), ("to", &said(to_title, lang)), ("reason", reason)];
            tf(lang, "event.jumped", &facts)
        }
        Happening::Terminated { reason } => tf(lang, "event.terminated", &[("who", &who), ("reason", reason)]),
        Happening::Reopened { reason } => tf(lang, "event.reopened", &[("who", &who), ("reason", reason)]),
        Happening::ClockMet { target, late } => {
            about(lang, if *late { "event.clock_met_late" } else { "event.clock_met" }, *target)
        }
        Happening::ClockBreached { target } => about(lang, "event.clock_breached", *target),
        Happening::Escalated { target, percent, told } => {
            let key = if told.is_empty() { "event.escalated_nobody" } else { "event.escalated" };
            let facts: [(&str, &dyn Display); 3] =
                [("target", &t(lang, target_key(*target))), ("percent", percent), ("told", &people(lang, told))];
            tf(lang, key, &facts)
        }
        Happening::Reminded { target, percent, time, told } => {
            let facts: [(&str, &dyn Display); 4] = [
                ("target", &t(lang, target_key(*target))),
                ("percent", percent),
                ("time", time),
                ("told", &people(lang, told)),
            ];
            tf(lang, "event.reminded", &facts)
        }
        Happening::Acknowledged => tf(lang, "event.acknowledged", &[("who", &who)]),
        Happening::Notified { told, text } => {
            tf(lang, "event.notified", &[("told", &people(lang, told)), ("text", &said(text, lang))])
        }
        Happening::Queued { effect, to } => {
            let name = find(lang, &format!("event.effect.{effect}")).unwrap_or(effect);
            tf(lang, "event.queued", &[("effect", &name), ("to", to)])
        }
        Happening::Reply { .. } => t(lang, "event.reply").to_owned(),
        Happening::Note { .. } => t(lang, "event.note").to_owned(),
        Happening::Stuck { title, text, .. } => {
            tf(lang, "event.stuck", &[("title", &said(title, lang)), ("text", text)])
        }
        Happening::Ended { status } => ended(lang, *status),
    }
}

/// What a running time measures.
#[must_use]
pub fn measured(lang: Lang, what: &Measured) -> String {
    match what {
        Measured::Clock { target } => t(lang, target_key(*target)).to_owned(),
        Measured::Step { node, title } | Measured::Wait { node, title } => {
            let title = said(title, lang);
            if title.is_empty() { node.to_string() } else { title.to_owned() }
        }
    }
}

fn changed(lang: Lang, key: &str, from: &str, to: &str) -> String {
    tf(lang, key, &[("from", &t(lang, from)), ("to", &t(lang, to))])
}

fn priority(lang: Lang, from: Priority, to: Priority) -> String {
    changed(lang, "event.priority_set", priority_key(from), priority_key(to))
}

fn ended(lang: Lang, status: Status) -> String {
    let status = t(lang, status_key(status));
    let status = if lang == Lang::En { status.to_lowercase() } else { status.to_owned() };
    tf(lang, "event.ended", &[("status", &status)])
}

fn about(lang: Lang, key: &str, target: Target) -> String {
    tf(lang, key, &[("target", &t(lang, target_key(target)))])
}

fn people(lang: Lang, told: &[(PersonId, String)]) -> String {
    names(lang, told.iter().map(|(_, name)| name.as_str()))
}

/// The labels of answered fields; a field the form no longer has is called by its key.
#[must_use]
pub fn labels(lang: Lang, fields: &Fields, form: &Form) -> String {
    names(lang, fields.keys().map(|key| form.field(key).map_or(key.as_str(), |field| said(&field.label, lang))))
}
