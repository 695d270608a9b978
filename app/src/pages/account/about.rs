//! Name, mail address and zone.

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::view::AccountChange;
use ui::{Field, Input, Select, Toast, i18n::t, t, use_lang, use_toasts};

use super::part::Part;
use crate::{
    frame::{use_me, use_reader},
    words::problem,
    zones::use_zones,
};

/// See the module.
#[component]
pub fn About() -> impl IntoView {
    let (lang, toasts, reader) = (use_lang(), use_toasts(), use_reader());
    let me = use_me();
    let name = RwSignal::new(me.as_ref().map(|me| me.name.clone()).unwrap_or_default());
    let zone = RwSignal::new(me.as_ref().map(|me| me.zone.clone()).unwrap_or_default());
    let email = me.map(|me| me.email).unwrap_or_default();
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let has_changed = Memo::new(move |_| {
        reader
            .with(|me| me.as_ref().is_some_and(|me| name.with(|name| name.trim() != me.name) || zone.get() != me.zone))
    });
    let save = Callback::new(move |()| {
        busy.set(true);
        error.set(None);
        let change = AccountChange {
            name: Some(name.get_untracked()),
            zone: Some(zone.get_untracked()),
            ..AccountChange::default()
        };
        spawn_local(async move {
            match api::account::change(change).await {
                Ok(me) => {
                    name.try_set(me.name.clone());
                    reader.try_set(Some(me));
                    toasts.show(Toast::good(t(lang.get_untracked(), "account.saved")));
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    let wrong = Signal::derive(move || {
        let lang = lang.get();
        error.with(|error| {
            let found = error.as_ref()?.problems().iter().find(|problem| problem.path == "/name")?;
            Some(problem::sentence(lang, found))
        })
    });
    let zones = use_zones(zone.into());
    view! {
        <Part title=t!("account.about") error busy has_changed on_save=save>
            <Field id="account-name" label=t!("account.name") error=wrong required=true>
                <Input value=name on_input=Callback::new(move |text| name.set(text)) autocomplete="name" />
            </Field>
            <Field id="account-email" label=t!("gate.email") hint=t!("account.email_why")>
                <Input value=Signal::stored(email) readonly=Signal::stored(true) kind="email" />
            </Field>
            <Field id="account-zone" label=t!("admin.zone") hint=t!("account.zone_why")>
                <Select value=zone choices=zones on_pick=Callback::new(move |to| zone.set(to)) />
            </Field>
        </Part>
    }
    .into_any()
}
