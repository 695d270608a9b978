//! Opening a ticket again whose flow has ended, with the reason.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use ui::{Button, ButtonKind, Dialog, Field, Textarea, Toast, i18n::t, t, use_lang, use_toasts};

use super::case::Case;
use crate::{failed::Refused, once::Once, words::problem};

/// The button, and the dialog that asks why.
#[component]
pub fn Reopen(case: Case) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let close = Callback::new(move |()| is_open.set(false));
    view! {
        <Button icon="refresh" on_press=move |()| is_open.set(true)>
            {t!("ticket.reopen")}
        </Button>
        <Dialog id="reopen" open=is_open on_close=close title=t!("ticket.reopen")>
            {move || is_open.get().then(|| view! { <ReopenForm case close /> })}
        </Dialog>
    }
    .into_any()
}

#[component]
fn ReopenForm(case: Case, close: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let reason = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<ApiError>);
    let once = Once::default();
    let is_ready = Signal::derive(move || reason.with(|reason| !reason.trim().is_empty()));
    let wrong = Signal::derive(move || {
        let lang = lang.get();
        refusal.with(|no| Some(problem::sentence(lang, no.as_ref()?.problems().first()?)))
    });
    let other = Signal::derive(move || refusal.get().filter(|no| no.problems().is_empty()));
    let send = move || {
        if busy.get_untracked() || !is_ready.get_untracked() {
            return;
        }
        let why = reason.get_untracked().trim().to_owned();
        let (id, key) = (case.id(), once.key(&why));
        busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = api::ticket::reopen(id, why, key).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    once.done();
                    toasts.show(Toast::good(t(lang.try_get_untracked().unwrap_or_default(), "ticket.reopened")));
                    close.try_run(());
                }
                Err(no) => {
                    refusal.try_set(Some(no));
                }
            }
            case.reload();
        });
    };
    view! {
        <form
            class="transfer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <p>{t!("ticket.reopen_text")}</p>
            <Refused error=other />
            <Field id="reopen-reason" label=t!("ticket.transfer_reason") hint=t!("ticket.reopen_hint") error=wrong required=true>
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
                    {t!("ticket.reopen")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}
