//! The password, and signing out everywhere else.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use ui::{Button, Field, Input, Toast, i18n::t, t, use_lang, use_toasts};

use crate::{
    failed::Refused,
    live::use_live,
    pages::login::ShowPassword,
    words::{error, problem},
};

/// See the module.
#[component]
pub fn Security() -> impl IntoView {
    view! {
        <section class="account-part">
            <h2>{t!("account.security")}</h2>
            <ChangePassword />
            <EndSessions />
        </section>
    }
    .into_any()
}

#[component]
fn ChangePassword() -> impl IntoView {
    let (lang, toasts, live) = (use_lang(), use_toasts(), use_live());
    let (old, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_shown = RwSignal::new(false);
    let (busy, refusal) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let change = move || {
        busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            match api::account::change_password(old.get_untracked(), new.get_untracked()).await {
                Ok(()) => {
                    old.try_set(String::new());
                    new.try_set(String::new());
                    toasts.show(Toast::good(t(lang.get_untracked(), "account.password_changed")));
                    // The stream belonged to the session that ended.
                    if let Some(live) = live {
                        live.retry();
                    }
                }
                Err(no) => {
                    refusal.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    };
    let wrong = move |path: &'static str| {
        Signal::derive(move || {
            let lang = lang.get();
            refusal.with(|refusal| {
                let found = refusal.as_ref()?.problems().iter().find(|problem| problem.path == path)?;
                Some(problem::sentence(lang, found))
            })
        })
    };
    let is_empty = Signal::derive(move || old.with(String::is_empty) || new.with(String::is_empty));
    let kind = Signal::derive(move || if is_shown.get() { "text" } else { "password" });
    view! {
        <form
            class="stack form-parts"
            on:submit=move |event| {
                event.prevent_default();
                change();
            }
        >
            <Refused error=refusal />
            <Field id="password-old" label=t!("account.password_old") error=wrong("/old")>
                <Input
                    value=old
                    on_input=Callback::new(move |text| old.set(text))
                    kind="password"
                    autocomplete="current-password"
                />
            </Field>
            <Field
                id="password-new"
                label=t!("account.password_new")
                hint=t!("admin.password_hint")
                error=wrong("/password")
            >
                <Input
                    value=new
                    on_input=Callback::new(move |text| new.set(text))
                    kind=kind
                    autocomplete="new-password"
                >
                    <ShowPassword is_shown />
                </Input>
            </Field>
            <p>
                <Button submit=true busy=busy disabled=is_empty>
                    {t!("account.password_change")}
                </Button>
            </p>
        </form>
    }
    .into_any()
}

#[component]
fn EndSessions() -> impl IntoView {
    let (lang, toasts, live) = (use_lang(), use_toasts(), use_live());
    let busy = RwSignal::new(false);
    let end = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::account::end_sessions().await;
            let lang = lang.try_get_untracked().unwrap_or_default();
            busy.try_set(false);
            toasts.show(match answer {
                Ok(()) => Toast::good(t(lang, "account.sessions_ended")),
                Err(no) => Toast::bad(error::sentence(lang, &no)),
            });
            if let Some(live) = live {
                live.retry();
            }
        });
    });
    view! {
        <p class="support">{t!("account.sessions_why")}</p>
        <p>
            <Button busy=busy on_press=end>
                {t!("account.sessions_end")}
            </Button>
        </p>
    }
    .into_any()
}
