//! The session is over: signing in again in place, so that the page keeps what was typed. Whoever signs in as someone
//! else begins anew.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use ui::{Button, ButtonKind, Dialog, Field, Input, Toast, i18n::t, t, use_lang, use_toasts};

use super::use_reader;
use crate::{
    failed::Refused,
    live::{Link, use_live},
};

/// Listens for the end of the session; true from then on until someone has signed in again.
pub fn provide_end() -> RwSignal<bool> {
    let is_over = RwSignal::new(false);
    let live = use_live();
    // The outside here is every answer of the server.
    Effect::new(move |_| {
        api::heard::listen(move |error| {
            if matches!(error, ApiError::SignedOut) {
                is_over.try_set(true);
            }
        });
        on_cleanup(api::heard::stop);
    });
    // A stream that breaks may mean that the session is over: asking tells.
    Effect::new(move |_| {
        if live.is_some_and(|live| live.link().get() == Link::Off) {
            spawn_local(async {
                // Whoever listens above hears the answer.
                let _ = api::account::me().await;
            });
        }
    });
    is_over
}

/// The dialog; open while the session is over.
#[component]
pub fn SessionEnd(is_over: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog
            id="session-end"
            open=is_over
            on_close=Callback::new(move |()| is_over.set(false))
            title=t!("shell.session_over")
        >
            <SignIn is_over />
        </Dialog>
    }
    .into_any()
}

#[component]
fn SignIn(is_over: RwSignal<bool>) -> impl IntoView {
    let (lang, toasts, reader, live) = (use_lang(), use_toasts(), use_reader(), use_live());
    let email = RwSignal::new(reader.with_untracked(|me| me.as_ref().map(|me| me.email.clone()).unwrap_or_default()));
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let (email, password) = (email.get_untracked(), password.get_untracked());
        spawn_local(async move {
            let answer = match api::account::sign_in(email, password).await {
                Ok(()) => api::account::me().await,
                Err(no) => Err(no),
            };
            busy.try_set(false);
            match answer {
                Ok(me) if reader.with_untracked(|before| before.as_ref().is_none_or(|before| before.id == me.id)) => {
                    is_over.try_set(false);
                    reader.try_set(Some(me));
                    toasts.show(Toast::good(t(lang.get_untracked(), "shell.session_back")));
                    if let Some(live) = live {
                        live.retry();
                    }
                }
                // Nothing of whoever was here before is shown to someone else.
                Ok(_) => drop(window().location().assign("/desk")),
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
        });
    };
    view! {
        <form
            class="stack"
            method="post"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <p class="support">{t!("shell.session_over_why")}</p>
            <Refused error />
            <Field id="again-email" label=t!("gate.email")>
                <Input
                    value=email
                    on_input=Callback::new(move |text| email.set(text))
                    kind="email"
                    name="email"
                    autocomplete="username"
                />
            </Field>
            <Field id="again-password" label=t!("gate.password")>
                <Input
                    value=password
                    on_input=Callback::new(move |text| password.set(text))
                    kind="password"
                    name="password"
                    autocomplete="current-password"
                    autofocus=true
                />
            </Field>
            <div class="dialog-acts">
                <Button submit=true kind=ButtonKind::Primary busy=busy>
                    {t!("gate.sign_in")}
                </Button>
            </div>
        </form>
    }
}
