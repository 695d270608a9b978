//! The first setup, step by step: company, administrator, language and zone, hours, people, and what to start with.
//! Reached once, by the link the server prints.

mod basics;
mod finish;
mod hours;
mod people;
mod start;
mod steps;
mod typed;
mod zone;

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;
use model::view::SetUp;
use ui::{Button, ButtonKind, Empty, LinkButton, Logo, i18n::t, t, use_lang};

use self::{
    basics::{AdminPart, CompanyPart, PlacePart},
    finish::Finish,
    hours::HoursPart,
    people::PeoplePart,
    start::StartPart,
    steps::{Step, Steps},
    typed::Typed,
};
use crate::{
    asked::ask,
    failed::{Failed, Refused},
    frame::GateFoot,
    mounted::use_mounted,
    titled::Title,
};

/// See the module.
#[component]
pub fn SetupPage() -> impl IntoView {
    let lang = use_lang();
    let is_done = ask(|| (), |()| api::account::is_set_up());
    let query = use_query_map();
    let key = query.read_untracked().get_str("key").unwrap_or_default().to_owned();
    let retry = Callback::new(move |()| is_done.refetch());
    let key = StoredValue::new(key);
    let body = move |answer: Result<bool, ApiError>| match answer {
        Err(error) => view! { <Gate><Failed error on_retry=retry /></Gate> }.into_any(),
        Ok(true) => view! {
            <Gate>
                <Empty icon="done" title=t!("gate.setup_done") text=t!("gate.setup_done_why")>
                    <LinkButton href="/login" kind=ButtonKind::Primary>{t!("gate.sign_in")}</LinkButton>
                </Empty>
            </Gate>
        }
        .into_any(),
        Ok(false) if key.with_value(String::is_empty) => view! {
            <Gate><Empty icon="key" title=t!("gate.setup_no_key") text=t!("gate.setup_no_key_why") /></Gate>
        }
        .into_any(),
        Ok(false) => view! { <Wizard key_text=key.get_value() /> }.into_any(),
    };
    view! {
        <Title text=move || t(lang.get(), "gate.setup_title") />
        <Transition>{move || is_done.get().map(body)}</Transition>
    }
    .into_any()
}

/// The quiet page around what is not the setup itself.
#[component]
fn Gate(children: Children) -> impl IntoView {
    view! {
        <div class="gate">
            <main class="gate-box" id="content">
                <header>
                    <Logo />
                    <h1>{t!("gate.setup_title")}</h1>
                </header>
                {children()}
            </main>
            <GateFoot />
        </div>
    }
    .into_any()
}

/// The steps, one at a time. What was typed stays when the page is loaded again; the password alone is not kept.
#[component]
fn Wizard(key_text: String) -> impl IntoView {
    let lang = use_lang();
    let typed = Typed::new();
    typed.restore();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let done = RwSignal::new(None::<SetUp>);
    let key = StoredValue::new(key_text);
    let send = move || {
        busy.set(true);
        let (key, setup) = (key.get_value(), typed.setup(lang.get_untracked()));
        spawn_local(async move {
            match api::account::setup(key, setup).await {
                Ok(set_up) => {
                    Typed::forget();
                    if set_up.links.is_empty() {
                        drop(window().location().assign("/desk"));
                    } else {
                        done.try_set(Some(set_up));
                    }
                }
                Err(no) => {
                    busy.try_set(false);
                    typed.refuse(no.problems().to_vec());
                    error.try_set(Some(no));
                }
            }
        });
    };
    let forward = move || {
        error.set(None);
        if !busy.get_untracked() && typed.pass() {
            send();
        }
    };
    let form = move || view! { <Form typed key busy error forward=Callback::new(move |()| forward()) /> }.into_any();
    view! {
        <div class="setup">
            <Steps typed />
            {move || match done.get() {
                Some(set_up) => view! { <Finish set_up /> }.into_any(),
                None => form(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Form(
    typed: Typed,
    key: StoredValue<String>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    forward: Callback<()>,
) -> impl IntoView {
    let lang = use_lang();
    let is_alive = use_mounted();
    let step = typed.step();
    let part = move || match step.get() {
        Step::Company => view! { <CompanyPart typed /> }.into_any(),
        Step::Admin => view! { <AdminPart typed /> }.into_any(),
        Step::Place => view! { <PlacePart typed /> }.into_any(),
        Step::Hours => view! { <HoursPart typed /> }.into_any(),
        Step::People => view! { <PeoplePart typed /> }.into_any(),
        Step::Start => view! { <StartPart typed key_text=key.get_value() /> }.into_any(),
    };
    view! {
        <form
            class="setup-main"
            method="post"
            on:submit=move |event| {
                event.prevent_default();
                forward.run(());
            }
        >
            <main class="setup-body" id="content">
                <header>
                    <h1>{move || t(lang.get(), step.get().title())}</h1>
                    <p>{move || t(lang.get(), step.get().lead())}</p>
                </header>
                <Refused error />
                <div class="setup-step">{part}</div>
            </main>
            <footer class="setup-foot">
                <div class="wide">
                    <Show when=move || step.get() != Step::Company>
                        <Button
                            kind=ButtonKind::Quiet
                            icon="arrow-left"
                            disabled=busy
                            on_press=Callback::new(move |()| typed.back())
                        >
                            {t!("setup.back")}
                        </Button>
                    </Show>
                    <span class="meta">{move || if step.get() == Step::Start { t(lang.get(), "setup.takes") } else { "" }}</span>
                    <Button
                        submit=true
                        kind=ButtonKind::Primary
                        busy=busy
                        disabled=Signal::derive(move || !is_alive.get())
                    >
                        {move || t(lang.get(), if step.get() == Step::Start { "gate.setup_open" } else { "setup.next" })}
                    </Button>
                </div>
            </footer>
        </form>
    }
    .into_any()
}
