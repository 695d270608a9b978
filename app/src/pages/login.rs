//! Signing in.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;
use ui::{Button, ButtonKind, Field, IconButton, Input, Logo, Notice, Tone, i18n::t, t, use_lang};

use crate::{asked::ask, failed::Refused, frame::GateFoot, mounted::use_mounted, titled::Title};

/// Mail address and password; after that, on to where one wanted to go.
#[component]
pub fn LoginPage() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Title text=move || t(lang.get(), "gate.sign_in_title") />
        <div class="gate">
            <main class="gate-box" id="content">
                <header>
                    <Logo />
                    <h1>{t!("gate.sign_in_title")}</h1>
                    <p>{t!("gate.sign_in_lead")}</p>
                </header>
                <NotSetUp />
                <SignIn />
            </main>
            <GateFoot />
        </div>
    }
    .into_any()
}

/// Says so, where there is nobody yet who could sign in.
#[component]
fn NotSetUp() -> impl IntoView {
    let is_set_up = ask(|| (), |()| api::account::is_set_up());
    view! {
        <Transition>
            {move || {
                (is_set_up.get() == Some(Ok(false)))
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Info>
                                <p>{t!("gate.not_set_up")}</p>
                            </Notice>
                        }
                            .into_any()
                    })
            }}
        </Transition>
    }
}

#[component]
fn SignIn() -> impl IntoView {
    let query = use_query_map();
    let is_alive = use_mounted();
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let is_shown = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let to = inside(query.read_untracked().get_str("to"));
        let (email, password) = (email.get_untracked(), password.get_untracked());
        spawn_local(async move {
            match api::account::sign_in(email, password).await {
                // A whole new page: nothing of whoever was here before is kept.
                Ok(()) => drop(window().location().assign(&to)),
                Err(no) => {
                    busy.try_set(false);
                    error.try_set(Some(no));
                }
            }
        });
    };
    view! {
        <form
            method="post"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Refused error />
            <Field id="email" label=t!("gate.email")>
                <Input
                    value=email
                    on_input=Callback::new(move |text| email.set(text))
                    kind="email"
                    name="email"
                    autocomplete="username"
                    autofocus=true
                />
            </Field>
            <Field id="password" label=t!("gate.password") hint=t!("gate.no_password")>
                <Input
                    value=password
                    on_input=Callback::new(move |text| password.set(text))
                    kind=Signal::derive(move || if is_shown.get() { "text" } else { "password" })
                    name="password"
                    autocomplete="current-password"
                >
                    <ShowPassword is_shown />
                </Input>
            </Field>
            <Button submit=true kind=ButtonKind::Primary wide=true busy=busy disabled=Signal::derive(move || !is_alive.get())>
                {t!("gate.sign_in")}
            </Button>
        </form>
    }
}

/// The eye of a password.
#[component]
pub fn ShowPassword(is_shown: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let label = move || t(lang.get(), if is_shown.get() { "gate.hide_password" } else { "gate.show_password" });
    view! {
        <IconButton
            icon="eye"
            tiny=true
            label=label
            pressed=Signal::from(is_shown)
            on_press=Callback::new(move |()| is_shown.update(|shown| *shown = !*shown))
        />
    }
}

/// Where to go after signing in: only to a page of ours, whatever the address says.
fn inside(wanted: Option<&str>) -> String {
    wanted
        .filter(|to| to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\n', '\r', '\t']))
        .unwrap_or("/desk")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        assert_eq!(inside(Some("/desk/tickets/7?tab=all")), "/desk/tickets/7?tab=all");
        assert_eq!(inside(Some("//elsewhere.example/")), "/desk");
        assert_eq!(inside(Some("https://elsewhere.example/")), "/desk");
        assert_eq!(inside(Some("/\\elsewhere.example")), "/desk");
        assert_eq!(inside(None), "/desk");
    }
}
