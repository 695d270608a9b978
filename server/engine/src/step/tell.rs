//! Telling people: who is meant by a receiver, and the words filled in for them.

use model::{
    Text,
    flow::Receiver,
    id::{PersonId, TeamId},
    key::NodeKey,
    record::{Effect, FrameId},
};

use super::{
    follow, owner,
    walk::{Trouble, Walk},
};
use crate::{
    dispatch::{self, Colleague},
    expression::Scope,
    program::Program,
    words,
};

/// The flow that is walked, and in which frame; none where a ladder speaks.
pub(crate) type Here<'a> = Option<(&'a Program, FrameId)>;

/// The people of the workspace that are meant, each once; accounts that are switched off are left out.
///
/// The owner is that of the open step in question, else that of the ticket, else those of the open steps. `here` is the
/// flow in which a step or an expression is looked for, where there is one.
pub(crate) fn receivers(walk: &Walk<'_>, to: &Receiver, here: Here<'_>) -> Result<Vec<PersonId>, Trouble> {
    let library = walk.library;
    let known = |person: Option<PersonId>| person.and_then(|id| library.person(id));
    let managers = |people: Vec<&Colleague>| people.iter().filter_map(|one| known(one.person.manager)).collect();
    let who_did = |node: &NodeKey| {
        let (_, frame) = here.ok_or_else(|| Trouble::new("there is no flow here to look for a step in"))?;
        let did = walk.case.run.as_ref().and_then(|run| run.done_by.get(&Walk::place(frame, node)).copied());
        Ok::<Vec<&Colleague>, Trouble>(known(did).into_iter().collect())
    };
    let found: Vec<&Colleague> = match to {
        Receiver::Owner => owners(walk),
        Receiver::OwnerManager => managers(owners(walk)),
        Receiver::Filer => known(walk.case.ticket.filed_by).into_iter().collect(),
        Receiver::FilerManager => managers(known(walk.case.ticket.filed_by).into_iter().collect()),
        Receiver::SameAs { node } => who_did(node)?,
        Receiver::ManagerOf { node } => managers(who_did(node)?),
        Receiver::Expression { text } => {
            let (program, _) = here.ok_or_else(|| Trouble::new("there is no flow here that has the expression"))?;
            owner::given_by(walk, program, text)?
        }
        Receiver::Followers => follow::listeners(walk).into_iter().filter_map(|id| library.person(id)).collect(),
        Receiver::Role { role } => dispatch::with_role(role, library.colleagues()),
        Receiver::Queue { queue } => {
            let found = library.queue(queue).ok_or_else(|| owner::missing(queue))?;
            dispatch::serves(queue, &found, library.colleagues())
        }
        Receiver::TeamRole { role } => {
            let teams: Vec<TeamId> = owners(walk).iter().flat_map(|owner| owner.person.teams.clone()).collect();
            let mut found = dispatch::with_role(role, library.colleagues());
            found.retain(|one| one.person.teams.iter().any(|team| teams.contains(team)));
            found
        }
        Receiver::OnDuty { queue } => {
            let found = library.queue(queue).ok_or_else(|| owner::missing(queue))?;
            let mut found = dispatch::serves(queue, &found, library.colleagues());
            found.retain(|one| dispatch::barred(&one.person, &[], walk.at()).is_none());
            found
        }
        Receiver::Field { field } => {
            let named = walk.case.ticket.fields.get(field).and_then(model::Value::as_str);
            named.and_then(|id| id.parse().ok()).and_then(|id| library.person(id)).into_iter().collect()
        }
        Receiver::Person { email } => library.person_by_email(email).into_iter().collect(),
        Receiver::Customer => Vec::new(),
    };
    let mut people = Vec::new();
    for one in found {
        if one.person.active && !people.contains(&one.person.id) {
            people.push(one.person.id);
        }
    }
    Ok(people)
}

fn owners<'a>(walk: &Walk<'a>) -> Vec<&'a Colleague> {
    let open = || walk.case.tasks.iter().filter(|task| task.state.is_open());
    let of_step = open().find(|task| Some(task.id) == walk.subject).and_then(|task| task.owner);
    let ids: Vec<PersonId> = match of_step.or(walk.case.ticket.owner) {
        Some(owner) => vec![owner],
        None => open().filter_map(|task| task.owner).collect(),
    };
    ids.into_iter().filter_map(|id| walk.library.person(id)).collect()
}

/// A text with its variables filled in, in each of its languages.
pub(crate) fn filled(text: &Text, scope: &Scope) -> Text {
    let mut filled = Text::default();
    for (lang, words) in text.iter() {
        filled.write(lang, words::fill(words, scope));
    }
    filled
}

/// Tells each of the people inside the product.
pub(crate) fn notify(walk: &mut Walk<'_>, people: &[PersonId], text: &Text) {
    for person in people {
        walk.notice(*person, text.clone());
    }
}

/// Puts a mail to each receiver into the outbox: people read it in their language, the customer in the workspace's.
/// A customer without a mail address gets none.
pub(crate) fn mail(
    walk: &mut Walk<'_>,
    to: &Receiver,
    here: Here<'_>,
    (subject, body): (&Text, &Text),
) -> Result<(), Trouble> {
    let scope = walk.scope();
    let addresses: Vec<_> = if *to == Receiver::Customer {
        let customer = walk.case.customer.as_ref();
        customer
            .and_then(|customer| customer.email.clone())
            .map(|email| (email, walk.library.lang()))
            .into_iter()
            .collect()
    } else {
        let people = receivers(walk, to, here)?;
        let known = people.into_iter().filter_map(|id| walk.library.person(id));
        known.map(|one| (one.person.email.clone(), one.person.lang)).collect()
    };
    for (to, lang) in addresses {
        let subject = one_line(&words::fill(subject.in_lang(lang), &scope));
        let body = words::fill(body.in_lang(lang), &scope);
        walk.effect(Effect::Mail { to, subject, body });
    }
    Ok(())
}

/// Puts what a person is told into the outbox as a mail, in their language. The words are filled in already.
pub(crate) fn mail_to(walk: &mut Walk<'_>, person: PersonId, text: &Text) {
    let Some(one) = walk.library.person(person) else { return };
    let (to, body) = (one.person.email.clone(), text.in_lang(one.person.lang).to_owned());
    let subject = one_line(&format!("[#{}] {}", walk.case.ticket.number, walk.case.ticket.title));
    walk.effect(Effect::Mail { to, subject, body });
}

/// The subject of a mail to the customer that nobody wrote one for.
pub(crate) fn subject(walk: &Walk<'_>) -> Text {
    Text::one(walk.library.lang(), "[#{{ticket.number}}] {{ticket.title}}")
}

/// A subject is one line, whatever the variables held.
pub(crate) fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
