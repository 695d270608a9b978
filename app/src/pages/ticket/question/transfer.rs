//! Handing a step to someone else, or back into a queue.

use api::ApiError;
use leptos::prelude::*;
use model::{
    id::PersonId,
    key::DefinitionKey,
    view::{Named, TaskView},
};
use ui::{
    Choice, Field, Segment, Select,
    i18n::{t, tf},
    t, use_lang,
};

use super::super::case::Case;
use crate::{
    asking::{AskForm, Asking, Reason},
    loaded::loaded,
    words::said,
};

#[component]
pub fn TransferForm(case: Case, task: TaskView, into_queue: bool, close: Callback<()>) -> impl IntoView {
    let asking = Asking::new(close);
    let lang = use_lang();
    let people = loaded(api::people::colleagues);
    let queues = loaded(api::task::queues);
    let hand = Hand {
        into_queue: RwSignal::new(into_queue),
        person: RwSignal::new(String::new()),
        queue: RwSignal::new(task.queue.as_ref().map(ToString::to_string).unwrap_or_default()),
        reason: RwSignal::new(String::new()),
    };
    let owner = task.owner.as_ref().map(|owner| owner.id);
    let id = task.id;
    let send = Callback::new(move |()| {
        let person = hand.person.get_untracked().parse::<PersonId>().ok().filter(|_| !hand.into_queue.get_untracked());
        let queue = DefinitionKey::new(hand.queue.get_untracked());
        let name = match person {
            Some(person) => people.with_untracked(|people| name_of(people.as_ref(), person)),
            None => queues.with_untracked(|queues| title_of(queues.as_ref(), &queue, lang.get_untracked())),
        };
        let reason = hand.reason.get_untracked().trim().to_owned();
        asking.send(Box::pin(async move {
            let key = if let Some(person) = person {
                case.ending(id, api::task::transfer(id, person, reason)).await?;
                "ticket.transferred"
            } else {
                case.ending(id, api::task::release(id, Some(queue), reason)).await?;
                "ticket.released"
            };
            // A step that is only handed on goes on, and may come back.
            case.goes_on(id);
            Ok(Some(tf(asking.lang(), key, &[("name", &name)])))
        }));
    });
    let to = move || {
        if hand.into_queue.get() {
            view! { <QueueField hand queues /> }.into_any()
        } else {
            view! { <PersonField hand people owner /> }.into_any()
        }
    };
    view! {
        <AskForm
            asking
            act=move || t(lang.get(), if hand.into_queue.get() { "ticket.release_do" } else { "ticket.transfer_do" })
            ready=Signal::derive(move || hand.is_ready())
            on_send=send
        >
            <WhereTo hand />
            {to}
            <Reason
                id="transfer-reason"
                value=hand.reason
                hint=t!("ticket.transfer_reason_hint")
                required=Signal::derive(move || !hand.into_queue.get())
                on_send=send
            />
        </AskForm>
    }
}

/// To whom or where, and why.
#[derive(Clone, Copy)]
struct Hand {
    into_queue: RwSignal<bool>,
    person: RwSignal<String>,
    queue: RwSignal<String>,
    reason: RwSignal<String>,
}

impl Hand {
    /// A person must be named, and told why; a queue needs no reason.
    fn is_ready(self) -> bool {
        if self.into_queue.get() {
            self.queue.with(|queue| !queue.is_empty())
        } else {
            self.person.with(|person| !person.is_empty()) && self.reason.with(|reason| !reason.trim().is_empty())
        }
    }
}

/// To a colleague, or into a queue.
#[component]
fn WhereTo(hand: Hand) -> impl IntoView {
    let lang = use_lang();
    let value = Signal::derive(move || if hand.into_queue.get() { "queue" } else { "person" }.to_owned());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        vec![
            Choice::new("person", t(lang, "ticket.to_colleague")).with_icon("user"),
            Choice::new("queue", t(lang, "ticket.to_queue")).with_icon("queue"),
        ]
    });
    view! {
        <Segment
            name="transfer-where"
            label=t!("ticket.transfer_to")
            value=value
            choices=choices
            on_pick=Callback::new(move |name: String| hand.into_queue.set(name == "queue"))
            fill=true
            control=true
        />
    }
}

type Answer<T> = RwSignal<Option<Result<T, ApiError>>>;

#[component]
fn PersonField(hand: Hand, people: Answer<Vec<Named<PersonId>>>, owner: Option<PersonId>) -> impl IntoView {
    let choices = Signal::derive(move || {
        let known = people.get().and_then(Result::ok).unwrap_or_default();
        let others = known.into_iter().filter(|person| Some(person.id) != owner);
        others.map(|person| Choice::new(person.id.to_string(), person.name)).collect::<Vec<_>>()
    });
    view! {
        <Field id="transfer-to" label=t!("ticket.transfer_to") required=true>
            <Select
                value=hand.person
                choices
                on_pick=Callback::new(move |person| hand.person.set(person))
                placeholder=t!("common.choose")
            />
        </Field>
    }
}

#[component]
fn QueueField(hand: Hand, queues: Answer<Vec<(DefinitionKey, model::Text)>>) -> impl IntoView {
    let lang = use_lang();
    let choices = Signal::derive(move || {
        let lang = lang.get();
        let known = queues.get().and_then(Result::ok).unwrap_or_default();
        known.into_iter().map(|(key, title)| Choice::new(key.to_string(), said(&title, lang))).collect::<Vec<_>>()
    });
    view! {
        <Field id="transfer-queue" label=t!("ticket.to_queue") hint=t!("ticket.to_queue_hint") required=true>
            <Select
                value=hand.queue
                choices
                on_pick=Callback::new(move |queue| hand.queue.set(queue))
                placeholder=t!("common.choose")
            />
        </Field>
    }
}

fn name_of(people: Option<&Result<Vec<Named<PersonId>>, ApiError>>, id: PersonId) -> String {
    let people = people.and_then(|answer| answer.as_ref().ok());
    let found = people.and_then(|people| people.iter().find(|person| person.id == id));
    found.map(|person| person.name.clone()).unwrap_or_default()
}

fn title_of(
    queues: Option<&Result<Vec<(DefinitionKey, model::Text)>, ApiError>>,
    key: &DefinitionKey,
    lang: ui::Lang,
) -> String {
    let queues = queues.and_then(|answer| answer.as_ref().ok());
    let found = queues.and_then(|queues| queues.iter().find(|(known, _)| known == key));
    found.map_or_else(|| key.to_string(), |(_, title)| said(title, lang).to_owned())
}
