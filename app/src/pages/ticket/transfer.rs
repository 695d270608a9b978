//! Handing a step to someone else.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    id::PersonId,
    view::{Named, TaskView},
};
use ui::{Button, ButtonKind, Choice, Dialog, Field, Select, Textarea, Toast, i18n::tf, t, use_lang, use_toasts};

use super::case::Case;
use crate::{failed::Refused, loaded::loaded, words::say};

/// The dialog; open while the case names a task to hand over.
#[component]
pub fn TransferDialog(case: Case) -> impl IntoView {
    let task = case.transfer();
    let close = Callback::new(move |()| task.set(None));
    let lang = use_lang();
    let title = move || {
        let step =
            task.get().and_then(|id| case.task(id)).map(|task| crate::words::said(&task.title, lang.get()).to_owned());
        tf(lang.get(), "ticket.transfer_title", &[("step", &step.unwrap_or_default())])
    };
    view! {
        <Dialog id="transfer" open=Signal::derive(move || task.with(Option::is_some)) on_close=close title=title>
            {move || task.get().and_then(|id| case.task(id)).map(|task| view! { <TransferForm case task close /> })}
        </Dialog>
    }
}

#[component]
fn TransferForm(case: Case, task: TaskView, close: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let people = loaded(api::people::colleagues);
    let to = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let owner = task.owner.as_ref().map(|owner| owner.id);
    let known = move || people.get().and_then(Result::ok).unwrap_or_default();
    let choices = Signal::derive(move || {
        let others = known().into_iter().filter(|person| Some(person.id) != owner);
        others.map(|person| Choice::new(person.id.to_string(), person.name)).collect::<Vec<_>>()
    });
    let id = task.id;
    let is_ready =
        Signal::derive(move || to.with(|to| !to.is_empty()) && reason.with(|reason| !reason.trim().is_empty()));
    let send = move || {
        let Ok(person) = to.get_untracked().parse::<PersonId>() else { return };
        if busy.get_untracked() || !is_ready.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let name = people.with_untracked(|people| name_of(people.as_ref(), person));
        let reason = reason.get_untracked().trim().to_owned();
        spawn_local(async move {
            match api::task::transfer(id, person, reason).await {
                Ok(_) => {
                    let lang = lang.try_get_untracked().unwrap_or_default();
                    toasts.show(Toast::good(tf(lang, "ticket.transferred", &[("name", &name)])));
                    close.try_run(());
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
            case.reload();
        });
    };
    let step = say(task.title);
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
            <Field id="transfer-to" label=t!("ticket.transfer_to") required=true>
                <Select value=to choices on_pick=Callback::new(move |person| to.set(person)) placeholder=t!("common.choose") />
            </Field>
            <Field id="transfer-reason" label=t!("ticket.transfer_reason") hint=t!("ticket.transfer_reason_hint") required=true>
                <Textarea
                    value=reason
                    on_input=Callback::new(move |text| reason.set(text))
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
                    {t!("ticket.transfer_do")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}

fn name_of(people: Option<&Result<Vec<Named<PersonId>>, ApiError>>, id: PersonId) -> String {
    let people = people.and_then(|answer| answer.as_ref().ok());
    let found = people.and_then(|people| people.iter().find(|person| person.id == id));
    found.map(|person| person.name.clone()).unwrap_or_default()
}
