//! One or several of some options.

use leptos::prelude::*;
use model::{Value, form::Choice as Offer};
use ui::{
    Check, Choice, RadioGroup, Select,
    i18n::{Lang, tf, use_lang},
    t,
};

use super::Control;
use crate::words::said;

/// The options that are offered: those still in use, and retired ones that are already chosen.
fn offered(options: Vec<Offer>, chosen: &Value) -> Vec<Offer> {
    let is_chosen = |key: &str| match chosen {
        Value::Array(entries) => entries.iter().any(|entry| entry.as_str() == Some(key)),
        one => one.as_str() == Some(key),
    };
    options.into_iter().filter(|option| !option.retired || is_chosen(option.key.as_str())).collect()
}

/// What an option is called.
fn label(lang: Lang, option: &Offer) -> String {
    let words = said(&option.label, lang);
    if option.retired { tf(lang, "fill.retired", &[("label", &words)]) } else { words.to_owned() }
}

/// The options as a menu shows them, following the language.
fn choices(options: Vec<Offer>, chosen: &Value) -> Signal<Vec<Choice>> {
    let lang = use_lang();
    let offered = offered(options, chosen);
    Signal::derive(move || {
        let lang = lang.get();
        offered.iter().map(|option| Choice::new(option.key.as_str(), label(lang, option))).collect()
    })
}

/// One of several, in a menu.
#[component]
pub fn SelectControl(control: Control, options: Vec<Offer>) -> impl IntoView {
    let choices = choices(options, &control.value.get_untracked());
    view! {
        <Select
            value=control.text()
            choices=choices
            on_pick=control.set_text()
            placeholder=t!("fill.choose")
            label=control.own_name()
            disabled=control.read_only
        />
    }
}

/// One of several, all visible.
#[component]
pub fn RadioControl(control: Control, options: Vec<Offer>) -> impl IntoView {
    let choices = choices(options, &control.value.get_untracked());
    view! {
        <RadioGroup
            name=control.id.clone()
            value=control.text()
            choices=choices
            on_pick=control.set_text()
            disabled=control.read_only
        />
    }
}

/// Any of several.
#[component]
pub fn MultiSelectControl(control: Control, options: Vec<Offer>) -> impl IntoView {
    let (value, set, read_only) = (control.value, control.set, control.read_only);
    let boxes = offered(options, &value.get_untracked())
        .into_iter()
        .map(|option| view! { <OptionBox option value set read_only /> })
        .collect_view();
    view! { <div class="fill-options">{boxes}</div> }
}

#[component]
fn OptionBox(option: Offer, value: Signal<Value>, set: Callback<Value>, read_only: Signal<bool>) -> impl IntoView {
    let lang = use_lang();
    let key = option.key.as_str().to_owned();
    let mine = key.clone();
    let checked = Signal::derive(move || {
        value.with(|value| value.as_array().is_some_and(|all| all.iter().any(|one| one.as_str() == Some(&mine))))
    });
    let on_change = Callback::new(move |on: bool| {
        let mut chosen = value.get_untracked().as_array().cloned().unwrap_or_default();
        chosen.retain(|one| one.as_str() != Some(&key));
        if on {
            chosen.push(key.clone().into());
        }
        set.run(if chosen.is_empty() { Value::Null } else { chosen.into() });
    });
    view! {
        <Check checked on_change disabled=read_only>
            {move || label(lang.get(), &option)}
        </Check>
    }
    .into_any()
}
