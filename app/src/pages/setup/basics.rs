//! The first three steps: company, administrator, language and zone.

use leptos::prelude::*;
use ui::{Choice, Field, Input, Lang, Select, t, use_lang};

use super::{
    super::login::ShowPassword,
    typed::Typed,
    zone::{own_zone, zones},
};
use crate::{
    mounted::use_mounted,
    words::{model_lang, ui_lang},
};

/// The company's name.
#[component]
pub fn CompanyPart(typed: Typed) -> impl IntoView {
    view! {
        <Field
            id="company"
            label=t!("gate.setup_company_name")
            hint=t!("gate.setup_company_hint")
            error=typed.wrong("company")
            required=true
        >
            <Input
                value=typed.read(|draft| draft.company.clone())
                on_input=typed.write(|draft| &mut draft.company)
                name="organization"
                autocomplete="organization"
                autofocus=true
            />
        </Field>
    }
}

/// The first administrator.
#[component]
pub fn AdminPart(typed: Typed) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    view! {
        <Field id="name" label=t!("gate.setup_admin_name") error=typed.wrong("admin_name") required=true>
            <Input
                value=typed.read(|draft| draft.name.clone())
                on_input=typed.write(|draft| &mut draft.name)
                name="name"
                autocomplete="name"
                autofocus=true
            />
        </Field>
        <Field id="email" label=t!("gate.setup_admin_email") error=typed.wrong("admin_email") required=true>
            <Input
                value=typed.read(|draft| draft.email.clone())
                on_input=typed.write(|draft| &mut draft.email)
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
    }
}

/// Language and zone of the workspace.
#[component]
pub fn PlacePart(typed: Typed) -> impl IntoView {
    let lang = use_lang();
    let is_alive = use_mounted();
    let chosen = typed.read(move |draft| draft.lang.unwrap_or_else(|| model_lang(lang.get())).tag().to_owned());
    let langs: Vec<Choice> = Lang::ALL.into_iter().map(|lang| Choice::new(lang.tag(), lang.name())).collect();
    // The zones are the browser's to name: they come after mounting.
    let zone = typed.read(move |draft| {
        let own = if is_alive.get() { own_zone() } else { String::new() };
        draft.zone.clone().unwrap_or(own)
    });
    let zones = Signal::derive(move || {
        let names = if is_alive.get() { zones() } else { Vec::new() };
        names.into_iter().map(|name| Choice::new(name.clone(), name)).collect::<Vec<_>>()
    });
    let pick = move |tag: String| {
        let picked: Option<model::Lang> = tag.parse().ok();
        typed.change(|draft| draft.lang = picked.map(ui_lang).map(model_lang));
    };
    view! {
        <Field id="lang" label=t!("gate.setup_lang") hint=t!("setup.lang_hint") error=typed.wrong("lang")>
            <Select value=chosen choices=Signal::stored(langs) on_pick=Callback::new(pick) />
        </Field>
        <Field id="zone" label=t!("gate.setup_zone") hint=t!("gate.setup_zone_hint") error=typed.wrong("zone")>
            <Select
                value=zone
                choices=zones
                on_pick=Callback::new(move |zone| typed.change(|draft| draft.zone = Some(zone)))
            />
        </Field>
    }
}
