//! Chips: values one can take away, and filters.

use leptos::{prelude::*, text_prop::TextProp};

use crate::{Icon, Tone, t};

/// A value. With `on_remove` it has a cross.
#[component]
pub fn Chip(
    /// The words; also the name of what the cross removes.
    #[prop(into)]
    label: TextProp,
    /// What it means.
    #[prop(optional, into)]
    tone: Option<Tone>,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// Takes it away.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let name = label.clone();
    view! {
        <span class="chip" data-tone=tone.map(Tone::as_str)>
            {icon.map(|name| view! { <Icon name /> })}
            <span class="cut">{move || label.get()}</span>
            {on_remove.map(|act| view! { <Cross name act /> })}
        </span>
    }
}

#[component]
fn Cross(name: TextProp, act: Callback<()>) -> impl IntoView {
    let remove = t!("common.remove");
    view! {
        <button
            type="button"
            aria-label=move || format!("{}: {}", remove(), name.get())
            on:click=move |event| {
                event.stop_propagation();
                act.run(());
            }
        >
            <Icon name="close" />
        </button>
    }
}

/// A chip that is switched on and off.
#[component]
pub fn ToggleChip(
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Called with the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            on:click=move |_| on_change.run(!pressed.get_untracked())
        >
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </button>
    }
}

/// A filter that is set: field, relation, value. A click edits it, the cross removes it.
#[component]
pub fn FilterChip(
    /// The field.
    #[prop(into)]
    name: TextProp,
    /// How the value is meant: “is one of”.
    #[prop(optional, into)]
    relation: Option<TextProp>,
    /// The value.
    #[prop(into)]
    value: TextProp,
    /// Edits it; the id of a menu may be given instead.
    #[prop(optional, into)]
    on_edit: Option<Callback<()>>,
    /// The id of the menu that edits it.
    #[prop(optional, into)]
    menu: Option<String>,
    /// Removes it.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let edit = move |_| {
        if let Some(act) = on_edit {
            act.run(());
        }
    };
    let field = name.clone();
    view! {
        <span class="filter-chip">
            <button type="button" popovertarget=menu.clone() on:click=edit>{move || name.get()}</button>
            {relation.map(|words| view! { <span>{move || words.get()}</span> })}
            <button type="button" class="value" popovertarget=menu on:click=edit>{move || value.get()}</button>
            {on_remove.map(|act| view! { <RemoveFilter field act /> })}
        </span>
    }
}

#[component]
fn RemoveFilter(field: TextProp, act: Callback<()>) -> impl IntoView {
    let remove = t!("common.filter_remove");
    view! {
        <button
            type="button"
            class="remove"
            aria-label=move || format!("{}: {}", remove(), field.get())
            on:click=move |_| act.run(())
        >
            <Icon name="close" />
        </button>
    }
}

/// Adds a filter.
#[component]
pub fn AddFilter(
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The id of the menu that lists what can be filtered by.
    #[prop(optional, into)]
    menu: Option<String>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="filter-chip add"
            popovertarget=menu
            on:click=move |_| {
                if let Some(act) = on_press {
                    act.run(());
                }
            }
        >
            <span>
                <Icon name="plus" />
                {t!("common.filter")}
            </span>
        </button>
    }
}
