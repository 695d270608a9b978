//! Select: the native control with our chevron.

use leptos::{prelude::*, text_prop::TextProp};

use crate::{Choice, Icon, field::labelled};

/// One of several, out of a list that opens. Inside a [`crate::Field`] it takes id, description and state from it.
#[component]
pub fn Select(
    /// The chosen value; a value that is no choice shows the placeholder.
    #[prop(into)]
    value: Signal<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Called with the new value.
    #[prop(optional, into)]
    on_pick: Option<Callback<String>>,
    /// What stands there while nothing is chosen; choosing it again clears the value. Without it there is no such line.
    #[prop(optional, into)]
    placeholder: Option<TextProp>,
    /// Its name, where no field gives one.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// Its name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// 28 px.
    #[prop(optional)]
    small: bool,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let field = labelled();
    let wrong = field.as_ref().map(|field| field.is_wrong);
    let needed = field.as_ref().map(|field| field.is_required);
    let empty = placeholder.map(|words| {
        view! {
            <option value="" selected=move || value.with(String::is_empty)>
                {move || words.get()}
            </option>
        }
    });
    let options = move || {
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let own = choice.value.clone();
                view! {
                    <option
                        value=choice.value
                        disabled=choice.is_disabled
                        selected=move || value.with(|value| *value == own)
                    >
                        {choice.label}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <span class="select">
            <select
                class="input"
                class:small=small
                id=field.as_ref().map(|field| field.id.clone())
                name=name
                aria-label=label.map(|words| move || words.get())
                aria-describedby=field.as_ref().map(|field| field.note.clone())
                aria-invalid=move || wrong.is_some_and(|wrong| wrong.get()).then_some("true")
                aria-required=move || needed.is_some_and(|needed| needed.get()).then_some("true")
                disabled=move || disabled.get()
                prop:value=move || value.get()
                on:change=move |event| {
                    if let Some(act) = on_pick {
                        act.try_run(event_target_value(&event));
                    }
                }
            >
                {empty}
                {options}
            </select>
            <Icon name="down" />
        </span>
    }
}
