//! Picking one of what a flow may point at. What is pointed at and cannot be found stays, and is called missing.

use leptos::{prelude::*, text_prop::TextProp};
use model::{
    flow::{OpenStatus, Priority},
    key::{DefinitionKey, FieldKey},
};
use ui::{
    Choice, Select,
    i18n::{Lang, t, tf},
};

use super::super::{Catalogue, Listed, host::Host};
use crate::words::said;

/// A part of the catalogue.
pub(in crate::flow) type Shelf = fn(&Catalogue) -> &Vec<Listed>;

/// A definition, out of a list.
#[component]
pub(in crate::flow) fn PickListed(
    #[prop(into)] stage: Host,
    /// Which list.
    shelf: Shelf,
    /// The picked one; empty where none is.
    #[prop(into)]
    value: Signal<DefinitionKey>,
    /// Takes another one.
    #[prop(into)]
    on_pick: Callback<DefinitionKey>,
    /// What is picked.
    #[prop(into)]
    label: TextProp,
    /// What stands there while nothing is picked.
    #[prop(into)]
    none: TextProp,
) -> impl IntoView {
    let chosen = Memo::new(move |_| value.with(ToString::to_string));
    let choices = Memo::new(move |_| {
        let lang = stage.lang.get();
        let known = stage.outside.catalogue.with(|catalogue| {
            shelf(catalogue).iter().map(|one| Choice::new(one.key.to_string(), title(one, lang))).collect::<Vec<_>>()
        });
        with_missing(known, &chosen.get(), lang)
    });
    view! {
        <Select
            small=true
            value=chosen
            choices
            label
            placeholder=none
            on_pick=move |key: String| on_pick.run(DefinitionKey::new(key))
        />
    }
    .into_any()
}

fn title(one: &Listed, lang: Lang) -> String {
    if one.title.is_empty() { one.key.to_string() } else { said(&one.title, lang).to_owned() }
}

/// The choices, with the chosen one among them even if it cannot be found.
fn with_missing(mut known: Vec<Choice>, chosen: &str, lang: Lang) -> Vec<Choice> {
    if !chosen.is_empty() && known.iter().all(|one| one.value != chosen) {
        known.push(Choice::new(chosen, tf(lang, "flow.missing", &[("key", &chosen)])));
    }
    known
}

/// A person, by mail address.
#[component]
pub(in crate::flow) fn PickPerson(
    #[prop(into)] stage: Host,
    /// The mail address.
    #[prop(into)]
    value: Signal<String>,
    /// Takes another one.
    #[prop(into)]
    on_pick: Callback<String>,
) -> impl IntoView {
    let choices = Memo::new(move |_| {
        let lang = stage.lang.get();
        let known = stage.outside.catalogue.with(|catalogue| {
            let one = |one: &super::super::Mailbox| Choice::new(one.email.clone(), one.name.clone());
            catalogue.people.iter().map(one).collect::<Vec<_>>()
        });
        with_missing(known, &value.get(), lang)
    });
    let lang = stage.lang;
    let none = move || t(lang.get(), "flow.choose_person");
    view! { <Select small=true value choices label=none placeholder=none on_pick /> }.into_any()
}

/// A field of the form.
#[component]
pub(in crate::flow) fn PickField(
    #[prop(into)] stage: Host,
    /// The field.
    #[prop(into)]
    value: Signal<FieldKey>,
    /// Takes another one.
    #[prop(into)]
    on_pick: Callback<FieldKey>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| value.with(ToString::to_string));
    let choices = Memo::new(move |_| {
        let lang = stage.lang.get();
        let known = stage.outside.form.with(|form| {
            let fields = form.iter().flat_map(|form| &form.fields).filter(|field| field.computed.is_none());
            fields
                .map(|field| {
                    let label = said(&field.label, lang);
                    Choice::new(field.key.to_string(), if label.is_empty() { field.key.as_str() } else { label })
                })
                .collect::<Vec<_>>()
        });
        with_missing(known, &chosen.get(), lang)
    });
    let lang = stage.lang;
    let none = move || t(lang.get(), "flow.choose_field");
    view! {
        <Select
            small=true
            value=chosen
            choices
            label=none
            placeholder=none
            on_pick=move |key: String| on_pick.run(FieldKey::new(key))
        />
    }
    .into_any()
}

/// One of a few words, told by their names.
#[component]
pub(in crate::flow) fn PickName(
    #[prop(into)] stage: Host,
    /// The name.
    #[prop(into)]
    value: Signal<String>,
    /// Every name, in order.
    #[prop(into)]
    names: Vec<&'static str>,
    /// What the keys of their words begin with.
    words: &'static str,
    /// Takes another name.
    #[prop(into)]
    on_pick: Callback<String>,
    /// What is picked.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let choices = Memo::new(move |_| {
        let lang = stage.lang.get();
        names.iter().map(|name| Choice::new(*name, t(lang, &format!("{words}.{name}")))).collect::<Vec<_>>()
    });
    view! { <Select small=true value choices label on_pick /> }.into_any()
}

/// The calendars that a condition can ask.
pub(in crate::flow) fn calendars(stage: Host) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let lang = stage.lang.get();
        stage.outside.catalogue.with(|catalogue| {
            let one = |one: &Listed| Choice::new(one.key.to_string(), title(one, lang));
            catalogue.calendars.iter().map(one).collect::<Vec<_>>()
        })
    })
}

/// The statuses that a flow can set.
pub(in crate::flow) const STATUSES: [&str; 4] = ["in_progress", "waiting_for_customer", "on_hold", "resolved"];

/// The name of a status, as in the document.
pub(in crate::flow) const fn status_name(status: OpenStatus) -> &'static str {
    match status {
        OpenStatus::InProgress => "in_progress",
        OpenStatus::WaitingForCustomer => "waiting_for_customer",
        OpenStatus::OnHold => "on_hold",
        OpenStatus::Resolved => "resolved",
    }
}

/// The status of a name.
pub(in crate::flow) fn status_of(name: &str) -> OpenStatus {
    match name {
        "waiting_for_customer" => OpenStatus::WaitingForCustomer,
        "on_hold" => OpenStatus::OnHold,
        "resolved" => OpenStatus::Resolved,
        _ => OpenStatus::InProgress,
    }
}

/// The names of the priorities.
pub(in crate::flow) const PRIORITIES: [&str; 4] = ["low", "normal", "high", "urgent"];

/// The priority of a name.
pub(in crate::flow) fn priority_of(name: &str) -> Priority {
    Priority::ALL.into_iter().find(|one| one.as_str() == name).unwrap_or_default()
}
