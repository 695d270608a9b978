//! A one-time link: whoever opens it sets their password and is signed in.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;
use model::view::Invited;
use ui::{Button, ButtonKind, Empty, Field, Input, LinkButton, Logo, i18n::t, t, use_lang};

use super::login::ShowPassword;
use crate::{
    asked::ask,
    failed::{Failed, Refused},
    frame::GateFoot,
    mounted::use_mounted,
    titled::Title,
    words::problem,
};

/// See the module.
#[component]
pub fn JoinPage() -> impl IntoView {
    let lang = use_lang();
    let query = use_query_map();
    let key = query.read_untracked().get_str("key").unwrap_or_default().to_owned();
    let invited = ask(
        {
            let key = key.clone();
            move || key.clone()
        },
        api::account::invited,
    );
    let retry = Callback::new(move |()| invited.refetch());
    let key = StoredValue::new(key);
    let body = move |answer: Result<Invited, ApiError>| match answer {
        Ok(invited) => view! { <JoinForm key_text=key.get_value() invited /> }.into_any(),
        Err(ApiError::Refused { .. }) => view! {
            <Empty icon="key" title=t!("join.gone") text=t!("join.gone_why")>
                <LinkButton href="/login" kind=ButtonKind::Primary>{t!("gate.sign_in")}</LinkButton>
            </Empty>
        }
        .into_any(),
        Err(error) => view! { <Failed error on_retry=retry /> }.into_any(),
    };
    view! {
        <Title text=move || t(lang.get(), "join.title") />
        <div class="gate">
            <main class="gate-box" id="content">
                <header>
                    <Logo />
                    <h1>{t!("join.title")}</h1>
                </header>
                <Transition>{move || invited.get().map(body)}</Transition>
            </main>
            <GateFoot />
        </div>
    }
    .into_any()
}

#[component]
fn JoinForm(key_text: String, invited: Invited) -> impl IntoView {
    let lang = use_lang();
    let is_alive = use_mounted();
    let password = RwSignal::new(String::new());
    let is_shown = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let wrong = Signal::derive(move || {
        error.with(|error| {
            let first = error.as_ref().and_then(|error| error.problems().first().cloned());
            first.map(|first| problem::sentence(lang.get(), &first))
        })
    });
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let (key, password) = (key_text.clone(), password.get_untracked());
        spawn_local(async move {
            match api::account::join(key, password).await {
                Ok(()) => drop(window().location().assign("/desk")),
                Err(no) => {
                    busy.try_set(false);
                    error.try_set(Some(no));
                }
            }
        });
    };
    let Invited { name, email, company, .. } = invited;
    view! {
        <p>{t!("join.lead", name = name, company = company)}</p>
        <form
            method="post"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Refused error />
            <Field id="email" label=t!("gate.email")>
                <Input value=Signal::stored(email) kind="email" name="email" autocomplete="username" readonly=true />
            </Field>
            <Field
                id="password"
                label=t!("join.password")
                hint=t!("gate.setup_admin_password_hint")
                error=wrong
                required=true
            >
                <Input
                    value=password
                    on_input=Callback::new(move |text| password.set(text))
                    kind=Signal::derive(move || if is_shown.get() { "text" } else { "password" })
                    name="password"
                    autocomplete="new-password"
                    autofocus=true
                >
                    <ShowPassword is_shown />
                </Input>
            </Field>
            <Button submit=true kind=ButtonKind::Primary wide=true busy=busy disabled=Signal::derive(move || !is_alive.get())>
                {t!("join.save")}
            </Button>
        </form>
    }
}
