//! Segmented control: one of a few, all visible.

use leptos::{prelude::*, text_prop::TextProp};

use crate::{Choice, Icon};

/// One of a few, side by side. Radios underneath, so that arrow keys move between them.
#[component]
pub fn Segment(
    /// The name of the group; unique on the page, made of data.
    #[prop(into)]
    name: String,
    /// What is chosen here, for those who do not see it.
    #[prop(into)]
    label: TextProp,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Called with the new value.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Shows the icons alone; the words are heard and shown as tooltips.
    #[prop(optional)]
    icons_only: bool,
    /// As wide as its place.
    #[prop(optional)]
    fill: bool,
    /// As tall as the other controls of a form.
    #[prop(optional)]
    control: bool,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let parts = move || {
        let name = name.clone();
        choices
            .get()
            .into_iter()
            .map(move |choice| view! { <Part name=name.clone() choice value on_pick disabled icons_only /> })
            .collect_view()
    };
    view! {
        <span class="segment" class:fill=fill class:control=control role="radiogroup" aria-label=move || label.get()>
            {parts}
        </span>
    }
}

#[component]
fn Part(
    name: String,
    choice: Choice,
    value: Signal<String>,
    on_pick: Callback<String>,
    disabled: Signal<bool>,
    icons_only: bool,
) -> impl IntoView {
    let own = StoredValue::new(choice.value.clone());
    let tooltip = icons_only.then(|| choice.label.clone());
    let words = if icons_only {
        view! { <span class="unseen">{choice.label}</span> }.into_any()
    } else {
        choice.label.into_any()
    };
    view! {
        <label title=tooltip>
            <input
                type="radio"
                name=name
                value=choice.value
                checked=value.with_untracked(|value| own.with_value(|own| value == own))
                prop:checked=move || value.with(|value| own.with_value(|own| value == own))
                disabled=move || choice.is_disabled || disabled.get()
                on:change=move |_| on_pick.run(own.get_value())
            />
            {choice.icon.map(|name| view! { <Icon name /> })}
            {words}
        </label>
    }
}
