//! Check boxes, switches and radios: native inputs, drawn. With its label each makes one target.

use leptos::{prelude::*, text_prop::TextProp};

use crate::Choice;

/// A check box; it waits for a button to take effect.
#[component]
pub fn Check(
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the new state.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// Some of what it stands for is on.
    #[prop(optional, into)]
    partly: Signal<bool>,
    /// Its name where no words stand beside it.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// Its name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The words beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let input = view! {
        <input
            type="checkbox"
            name=name
            aria-label=label.map(|words| move || words.get())
            checked=checked.get_untracked()
            prop:checked=move || checked.get()
            prop:indeterminate=move || partly.get()
            disabled=move || disabled.get()
            on:change=move |event| {
                if let Some(act) = on_change {
                    act.try_run(event_target_checked(&event));
                }
            }
        />
    };
    match children {
        Some(children) => view! { <label class="check">{input} {children()}</label> }.into_any(),
        None => input.into_any(),
    }
}

/// A switch; it acts at once.
#[component]
pub fn Switch(
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Its name where no words stand beside it.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The words beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let input = view! {
        <input
            type="checkbox"
            role="switch"
            class="switch"
            aria-label=label.map(|words| move || words.get())
            checked=checked.get_untracked()
            prop:checked=move || checked.get()
            disabled=move || disabled.get()
            on:change=move |event| {
                on_change.try_run(event_target_checked(&event));
            }
        />
    };
    match children {
        Some(children) => view! { <label class="check">{input} {children()}</label> }.into_any(),
        None => input.into_any(),
    }
}

/// One of a few, one below the other. Stands in a [`crate::FieldGroup`], which asks the question.
#[component]
pub fn RadioGroup(
    /// The name of the group; unique on the page, made of data.
    #[prop(into)]
    name: String,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Called with the new value.
    #[prop(into)]
    on_pick: Callback<String>,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let radios = move || {
        let name = name.clone();
        choices
            .get()
            .into_iter()
            .map(move |choice| view! { <Radio name=name.clone() choice value on_pick disabled /> })
            .collect_view()
    };
    view! { <span class="stack">{radios}</span> }
}

#[component]
fn Radio(
    name: String,
    choice: Choice,
    value: Signal<String>,
    on_pick: Callback<String>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let own = StoredValue::new(choice.value.clone());
    let is_chosen = move || value.with(|value| own.with_value(|own| value == own));
    view! {
        <label class="check">
            <input
                type="radio"
                name=name
                value=choice.value
                checked=value.with_untracked(|value| own.with_value(|own| value == own))
                prop:checked=is_chosen
                disabled=move || choice.is_disabled || disabled.get()
                on:change=move |_| {
                    on_pick.try_run(own.get_value());
                }
            />
            {choice.label}
        </label>
    }
}
