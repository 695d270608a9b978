//! Asking someone else besides in an approval.

use leptos::prelude::*;
use model::{id::PersonId, view::TaskView};
use ui::{
    Choice, Field, Segment, Select,
    i18n::{t, tf},
    t, use_lang,
};

use super::super::case::Case;
use crate::{
    asking::{AskForm, Asking, Reason},
    loaded::loaded,
};

#[component]
pub fn BesidesForm(case: Case, task: TaskView, close: Callback<()>) -> impl IntoView {
    let asking = Asking::new(close);
    let lang = use_lang();
    let people = loaded(api::people::colleagues);
    let (id, asked) = (task.id, task.votes.iter().map(|vote| vote.person.id).collect::<Vec<_>>());
    let (person, before, reason) = (RwSignal::new(String::new()), RwSignal::new(true), RwSignal::new(String::new()));
    let choices = Signal::derive(move || {
        let known = people.get().and_then(Result::ok).unwrap_or_default();
        let others = known.into_iter().filter(|one| !asked.contains(&one.id));
        others.map(|one| Choice::new(one.id.to_string(), one.name)).collect::<Vec<_>>()
    });
    let send = Callback::new(move |()| {
        let chosen = person.get_untracked();
        let name =
            choices.with_untracked(|all| all.iter().find(|one| one.value == chosen).map(|one| one.label.clone()));
        let Ok(chosen) = chosen.parse::<PersonId>() else { return };
        let is_before = before.get_untracked();
        let why = reason.get_untracked().trim().to_owned();
        asking.send(Box::pin(async move {
            let asked = api::task::add_approver(id, chosen, is_before, why);
            // Whoever lets another one decide first is asked anew: their task ends.
            if is_before { case.ending(id, asked).await } else { case.changing(asked).await }?;
            Ok(Some(tf(asking.lang(), "ticket.asked_besides", &[("name", &name.unwrap_or_default())])))
        }));
    });
    let value = Signal::derive(move || if before.get() { "before" } else { "after" }.to_owned());
    let whens = Signal::derive(move || {
        let lang = lang.get();
        vec![Choice::new("before", t(lang, "ticket.ask_before")), Choice::new("after", t(lang, "ticket.ask_after"))]
    });
    view! {
        <AskForm
            asking
            act=t!("ticket.ask_do")
            ready=Signal::derive(move || person.with(|person| !person.is_empty()))
            on_send=send
        >
            <Field id="ask-person" label=t!("ticket.ask_whom") required=true>
                <Select
                    value=person
                    choices
                    on_pick=Callback::new(move |id| person.set(id))
                    placeholder=t!("common.choose")
                />
            </Field>
            <Segment
                name="ask-when"
                label=t!("ticket.ask_when")
                value=value
                choices=whens
                on_pick=Callback::new(move |name: String| before.set(name == "before"))
                fill=true
                control=true
            />
            <Reason id="ask-reason" value=reason hint=t!("ticket.transfer_reason_hint") required=false on_send=send />
        </AskForm>
    }
}
