//! Changing the ticket itself: its title and its priority.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{flow::Priority, view::TicketChange};
use ui::{Button, ButtonKind, Choice, Dialog, Field, Input, Segment, Toast, i18n::t, t, use_lang, use_toasts};

use super::case::Case;
use crate::{
    failed::Refused,
    once::Once,
    words::{priority_key, problem},
};

/// The dialog; open while `is_open`.
#[component]
pub fn EditDialog(case: Case, is_open: RwSignal<bool>) -> impl IntoView {
    let close = Callback::new(move |()| is_open.set(false));
    view! {
        <Dialog id="edit-ticket" open=is_open on_close=close title=t!("ticket.edit")>
            <EditForm case close />
        </Dialog>
    }
}

#[component]
fn EditForm(case: Case, close: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let (before, urgency) = case.peek(|page| (page.row.title.clone(), page.row.priority));
    let title = RwSignal::new(before.clone());
    let priority = RwSignal::new(urgency);
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<ApiError>);
    let once = Once::default();
    let before = StoredValue::new(before);
    let wrong = Signal::derive(move || {
        let lang = lang.get();
        refusal.with(|no| {
            let about = no.as_ref()?.problems().iter().find(|problem| problem.path == "/title")?;
            Some(problem::sentence(lang, about))
        })
    });
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        let typed = title.get_untracked().trim().to_owned();
        let change = TicketChange {
            title: before.with_value(|before| (*before != typed).then_some(typed)),
            priority: Some(priority.get_untracked()).filter(|chosen| *chosen != urgency),
        };
        if change == TicketChange::default() {
            return close.run(());
        }
        let key = once.key(&change);
        let id = case.id();
        busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = api::ticket::change(id, change, key).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    once.done();
                    toasts.show(Toast::good(t(lang.try_get_untracked().unwrap_or_default(), "ticket.edited")));
                    close.try_run(());
                }
                Err(no) => {
                    refusal.try_set(Some(no));
                }
            }
            case.reload();
        });
    };
    let other = Signal::derive(move || refusal.get().filter(|no| no.problems().is_empty()));
    view! {
        <form
            class="transfer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Refused error=other />
            <Field id="edit-title" label=t!("tickets.column_title") error=wrong required=true>
                <Input value=title on_input=Callback::new(move |text| title.set(text)) autofocus=true autocomplete="off" />
            </Field>
            <Urgency priority />
            <p class="transfer-acts">
                <Button on_press=close>{t!("common.cancel")}</Button>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    busy=busy
                    disabled=Signal::derive(move || title.with(|title| title.trim().is_empty()))
                >
                    {t!("common.save")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}

/// How pressing it is; the clocks follow.
#[component]
fn Urgency(priority: RwSignal<Priority>) -> impl IntoView {
    let lang = use_lang();
    let choices = Signal::derive(move || {
        let lang = lang.get();
        Priority::ALL
            .into_iter()
            .rev()
            .map(|one| Choice::new(one.as_str(), t(lang, priority_key(one))))
            .collect::<Vec<_>>()
    });
    let pick = Callback::new(move |name: String| {
        priority.set(Priority::ALL.into_iter().find(|one| one.as_str() == name).unwrap_or_default());
    });
    view! {
        <fieldset class="field">
            <legend class="label">{t!("tickets.column_priority")}</legend>
            <Segment
                name="edit-priority"
                label=t!("tickets.column_priority")
                value=Signal::derive(move || priority.get().as_str().to_owned())
                choices=choices
                on_pick=pick
                fill=true
                control=true
            />
            <p class="meta">{t!("ticket.edit_priority_hint")}</p>
        </fieldset>
    }
}
