//! The first setup: company, first administrator, language and zone. Reached once, by the link the server prints.

use api::ApiError;
use js_sys::{Array, Function, Intl, Reflect};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use model::{Problem, view::Setup};
use ui::{Button, ButtonKind, Choice, Empty, Field, Input, Lang, LinkButton, Logo, Select, i18n::t, t, use_lang};
use wasm_bindgen::JsCast;

use super::login::ShowPassword;
use crate::{
    failed::{Failed, Refused},
    frame::GateFoot,
    mounted::use_mounted,
    words::{model_lang, problem, ui_lang},
};

/// See the module.
#[component]
pub fn SetupPage() -> impl IntoView {
    let lang = use_lang();
    let is_done = Resource::new_blocking(|| (), |()| api::account::is_set_up());
    let query = use_query_map();
    let key = query.read_untracked().get_str("key").unwrap_or_default().to_owned();
    let retry = Callback::new(move |()| is_done.refetch());
    let key = StoredValue::new(key);
    let body = move |answer: Result<bool, ApiError>| match answer {
        Err(error) => view! { <Failed error on_retry=retry /> }.into_any(),
        Ok(true) => view! {
            <Empty icon="done" title=t!("gate.setup_done") text=t!("gate.setup_done_why")>
                <LinkButton href="/login" kind=ButtonKind::Primary>{t!("gate.sign_in")}</LinkButton>
            </Empty>
        }
        .into_any(),
        Ok(false) if key.with_value(String::is_empty) => {
            view! { <Empty icon="key" title=t!("gate.setup_no_key") text=t!("gate.setup_no_key_why") /> }.into_any()
        }
        Ok(false) => view! { <SetupForm key_text=key.get_value() /> }.into_any(),
    };
    view! {
        <Title text=move || t(lang.get(), "gate.setup_title") />
        <div class="gate">
            <main class="gate-box setup-box" id="content">
                <header>
                    <Logo />
                    <h1>{t!("gate.setup_title")}</h1>
                    <p>{t!("gate.setup_lead")}</p>
                </header>
                <Transition>{move || is_done.get().map(body)}</Transition>
            </main>
            <GateFoot />
        </div>
    }
    .into_any()
}

/// What is typed so far.
#[derive(Clone, Copy)]
struct Typed {
    company: RwSignal<String>,
    name: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
    lang: RwSignal<Option<Lang>>,
    zone: RwSignal<Option<String>>,
    problems: RwSignal<Vec<Problem>>,
}

impl Typed {
    fn setup(self, lang: Lang) -> Setup {
        Setup {
            company: self.company.get_untracked(),
            admin_name: self.name.get_untracked(),
            admin_email: self.email.get_untracked(),
            admin_password: self.password.get_untracked(),
            lang: model_lang(self.lang.get_untracked().unwrap_or(lang)),
            zone: self.zone.get_untracked().unwrap_or_else(own_zone),
            ..Setup::default()
        }
    }

    /// What is wrong with one part.
    fn wrong(self, part: &'static str) -> Signal<Option<String>> {
        let lang = use_lang();
        Signal::derive(move || {
            let lang = lang.get();
            self.problems.with(|problems| {
                let found = problems.iter().find(|problem| problem.path.trim_start_matches('/') == part);
                found.map(|found| problem::sentence(lang, found))
            })
        })
    }
}

#[component]
fn SetupForm(key_text: String) -> impl IntoView {
    let lang = use_lang();
    let is_alive = use_mounted();
    let typed = Typed {
        company: RwSignal::default(),
        name: RwSignal::default(),
        email: RwSignal::default(),
        password: RwSignal::default(),
        lang: RwSignal::default(),
        zone: RwSignal::default(),
        problems: RwSignal::default(),
    };
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let (key, setup) = (key_text.clone(), typed.setup(lang.get_untracked()));
        spawn_local(async move {
            match api::account::setup(key, setup).await {
                Ok(_) => drop(window().location().assign("/desk")),
                Err(no) => {
                    busy.try_set(false);
                    typed.problems.try_set(no.problems().to_vec());
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
            <CompanyPart typed />
            <AdminPart typed />
            <PlacePart typed />
            <Button submit=true kind=ButtonKind::Primary wide=true busy=busy disabled=Signal::derive(move || !is_alive.get())>
                {t!("gate.setup_open")}
            </Button>
            <p class="meta">{t!("gate.setup_later")}</p>
        </form>
    }
}

#[component]
fn CompanyPart(typed: Typed) -> impl IntoView {
    view! {
        <Field
            id="company"
            label=t!("gate.setup_company_name")
            hint=t!("gate.setup_company_hint")
            error=typed.wrong("company")
            required=true
        >
            <Input
                value=typed.company
                on_input=Callback::new(move |text| typed.company.set(text))
                name="organization"
                autocomplete="organization"
                autofocus=true
            />
        </Field>
    }
}

#[component]
fn AdminPart(typed: Typed) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    view! {
        <fieldset class="setup-part">
            <legend>{t!("gate.setup_admin")}</legend>
            <Field id="name" label=t!("gate.setup_admin_name") error=typed.wrong("admin_name") required=true>
                <Input
                    value=typed.name
                    on_input=Callback::new(move |text| typed.name.set(text))
                    name="name"
                    autocomplete="name"
                />
            </Field>
            <Field id="email" label=t!("gate.setup_admin_email") error=typed.wrong("admin_email") required=true>
                <Input
                    value=typed.email
                    on_input=Callback::new(move |text| typed.email.set(text))
                    kind="email"
                    name="email"
                    autocomplete="username"
                />
            </Field>
            <Field
                id="password"
                label=t!("gate.setup_admin_password")
                hint=t!("gate.setup_admin_password_hint")
                error=typed.wrong("admin_password")
                required=true
            >
                <Input
                    value=typed.password
                    on_input=Callback::new(move |text| typed.password.set(text))
                    kind=Signal::derive(move || if is_shown.get() { "text" } else { "password" })
                    name="password"
                    autocomplete="new-password"
                >
                    <ShowPassword is_shown />
                </Input>
            </Field>
        </fieldset>
    }
}

#[component]
fn PlacePart(typed: Typed) -> impl IntoView {
    let lang = use_lang();
    let is_alive = use_mounted();
    let chosen = Signal::derive(move || typed.lang.get().unwrap_or_else(|| lang.get()).tag().to_owned());
    let langs: Vec<Choice> = Lang::ALL.into_iter().map(|lang| Choice::new(lang.tag(), lang.name())).collect();
    // The zones are the browser's to name: they come after mounting.
    let zone = Signal::derive(move || {
        let own = if is_alive.get() { own_zone() } else { String::new() };
        typed.zone.get().unwrap_or(own)
    });
    let zones = Signal::derive(move || {
        let names = if is_alive.get() { zones() } else { Vec::new() };
        names.into_iter().map(|name| Choice::new(name.clone(), name)).collect::<Vec<_>>()
    });
    view! {
        <fieldset class="setup-part">
            <legend>{t!("gate.setup_place")}</legend>
            <Field id="lang" label=t!("gate.setup_lang") error=typed.wrong("lang")>
                <Select
                    value=chosen
                    choices=Signal::stored(langs)
                    on_pick=Callback::new(move |tag: String| {
                        typed.lang.set(tag.parse().ok().map(ui_lang));
                    })
                />
            </Field>
            <Field id="zone" label=t!("gate.setup_zone") hint=t!("gate.setup_zone_hint") error=typed.wrong("zone")>
                <Select
                    value=zone
                    choices=zones
                    on_pick=Callback::new(move |zone| typed.zone.set(Some(zone)))
                />
            </Field>
        </fieldset>
    }
}

/// The zone of the device.
fn own_zone() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &js_sys::Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// Every zone the browser knows, with its own and UTC in any case.
fn zones() -> Vec<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok();
    let ask = intl.as_ref().and_then(|intl| Reflect::get(intl, &"supportedValuesOf".into()).ok());
    let ask = ask.and_then(|ask| ask.dyn_into::<Function>().ok());
    let known = ask.and_then(|ask| ask.call1(&wasm_bindgen::JsValue::UNDEFINED, &"timeZone".into()).ok());
    let mut zones: Vec<String> =
        known.map(|known| Array::from(&known).iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default();
    for zone in [own_zone(), "UTC".to_owned()] {
        if !zone.is_empty() && !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones
}
