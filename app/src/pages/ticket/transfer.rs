//! Handing a step to someone else, or back into a queue.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    id::PersonId,
    key::DefinitionKey,
    view::{Named, TaskView},
};
use ui::{
    Button, ButtonKind, Choice, Dialog, Field, Segment, Select, Textarea, Toast,
    i18n::{t, tf},
    t, use_lang, use_toasts,
};

use super::case::{Case, Handing};
use crate::{
    failed::Refused,
    loaded::loaded,
    words::{said, say},
};

/// The dialog; open while the case names a task to hand over.
#[component]
pub fn TransferDialog(case: Case) -> impl IntoView {
    let handing = case.transfer();
    let close = Callback::new(move |()| handing.set(None));
    let lang = use_lang();
    let task = Memo::new(move |_| handing.get().map(|handing| handing.task));
    let title = move || {
        let step = task.get().and_then(|id| case.task(id)).map(|task| said(&task.title, lang.get()).to_owned());
        tf(lang.get(), "ticket.transfer_title", &[("step", &step.unwrap_or_default())])
    };
    view! {
        <Dialog id="transfer" open=Signal::derive(move || task.with(Option::is_some)) on_close=close title=title>
            {move || {
                let into_queue = handing.get_untracked().is_some_and(|handing: Handing| handing.into_queue);
                task.get()
                    .and_then(|id| case.task(id))
                    .map(|task| view! { <TransferForm case task into_queue close /> })
            }}
        </Dialog>
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

#[component]
fn TransferForm(case: Case, task: TaskView, into_queue: bool, close: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let people = loaded(api::people::colleagues);
    let queues = loaded(api::task::queues);
    let hand = Hand {
        into_queue: RwSignal::new(into_queue),
        person: RwSignal::new(String::new()),
        queue: RwSignal::new(task.queue.as_ref().map(ToString::to_string).unwrap_or_default()),
        reason: RwSignal::new(String::new()),
    };
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let owner = task.owner.as_ref().map(|owner| owner.id);
    let id = task.id;
    let is_ready = Signal::derive(move || hand.is_ready());
    let send = move || {
        if busy.get_untracked() || !untrack(|| hand.is_ready()) {
            return;
        }
        busy.set(true);
        error.set(None);
        let person = hand.person.get_untracked().parse::<PersonId>().ok().filter(|_| !hand.into_queue.get_untracked());
        let queue = DefinitionKey::new(hand.queue.get_untracked());
        let name = match person {
            Some(person) => people.with_untracked(|people| name_of(people.as_ref(), person)),
            None => queues.with_untracked(|queues| title_of(queues.as_ref(), &queue, lang.get_untracked())),
        };
        let reason = hand.reason.get_untracked().trim().to_owned();
        case.ends(id);
        spawn_local(async move {
            let answer = match person {
                Some(person) => api::task::transfer(id, person, reason).await,
                None => api::task::release(id, Some(queue), reason).await,
            };
            match answer {
                Ok(_) => {
                    let lang = lang.try_get_untracked().unwrap_or_default();
                    let key = if person.is_some() { "ticket.transferred" } else { "ticket.released" };
                    toasts.show(Toast::good(tf(lang, key, &[("name", &name)])));
                    close.try_run(());
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            case.goes_on(id);
            busy.try_set(false);
            case.reload();
        });
    };
    let step = say(task.title);
    let to = move || {
        if hand.into_queue.get() {
            view! { <QueueField hand queues /> }.into_any()
        } else {
            view! { <PersonField hand people owner /> }.into_any()
        }
    };
    let needs_reason = Signal::derive(move || !hand.into_queue.get());
    view! {
        <form
            class="transfer"
            aria-label=move || step.get()
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Refused error />
            <WhereTo hand />
            {to}
            <Field id="transfer-reason" label=t!("ticket.transfer_reason") hint=t!("ticket.transfer_reason_hint") required=needs_reason>
                <Textarea
                    value=hand.reason
                    on_input=Callback::new(move |text| hand.reason.set(text))
                    on_send=Callback::new(move |()| send())
                    rows=3
                />
            </Field>
            <p class="transfer-acts">
                <Button on_press=close>{t!("common.cancel")}</Button>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    busy=busy
                    disabled=Signal::derive(move || !is_ready.get())
                >
                    {move || t(lang.get(), if hand.into_queue.get() { "ticket.release_do" } else { "ticket.transfer_do" })}
                </Button>
            </p>
        </form>
    }
    .into_any()
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
