//! The layout of a form, drawn over its answers.

use leptos::prelude::*;
use model::form::{Cell, Holds, Item, Layout};
use ui::{Field, FieldGroup};

use super::{
    Answers, Control,
    control::{control, is_group},
};
use crate::words::say;

/// Every part of a layout, from top to bottom.
#[component]
pub fn FillForm(
    /// What is typed.
    answers: Answers,
    /// The arrangement.
    layout: Layout,
    /// What the ids of its controls begin with; unique on the page.
    #[prop(into)]
    prefix: String,
) -> impl IntoView {
    let parts = layout.items.into_iter().map(|item| part(answers, item, &prefix)).collect_view();
    view! { <div class="fill">{parts}</div> }
}

fn part(answers: Answers, item: Item, prefix: &str) -> AnyView {
    match item {
        Item::Row { cells } => view! { <Row answers cells prefix=prefix.to_owned() /> }.into_any(),
        Item::Section { title, items } => {
            let parts = items.into_iter().map(|item| part(answers, item, prefix)).collect_view();
            view! { <Section title=say(title)>{parts}</Section> }.into_any()
        }
        Item::Note { text } => {
            let text = say(text);
            view! { <p class="support fill-note">{move || text.get()}</p> }.into_any()
        }
    }
}

#[component]
fn Section(title: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <section class="fill-section">
            <h3>{move || title.get()}</h3>
            {children()}
        </section>
    }
}

/// Fields side by side; on a narrow place they stand below each other.
#[component]
fn Row(answers: Answers, cells: Vec<Cell>, prefix: String) -> impl IntoView {
    let cells =
        cells.into_iter().map(|cell| view! { <Place answers cell prefix=prefix.clone() /> }.into_any()).collect_view();
    view! { <div class="fill-row">{cells}</div> }
}

/// One field's place: shown or not, as wide as the layout says.
#[component]
fn Place(answers: Answers, cell: Cell, prefix: String) -> impl IntoView {
    let state = answers.state(&cell.field);
    let key = cell.field.clone();
    let span = format!("--span: {}", cell.width.clamp(1, 12));
    let key = StoredValue::new(key);
    let prefix = StoredValue::new(prefix);
    view! {
        <Show when=move || state.with(|state| state.visible)>
            <div
                class="fill-cell"
                style=span.clone()
                on:focusout=move |_| answers.check_left(&key.get_value())
            >
                <OneField answers key=key.get_value() prefix=prefix.get_value() />
            </div>
        </Show>
    }
}

/// A field with its label, its control and what is wrong with it.
#[component]
fn OneField(answers: Answers, key: model::key::FieldKey, prefix: String) -> impl IntoView {
    let Some(field) = answers.field(&key) else { return ().into_any() };
    let state = answers.state(&key);
    let required = Signal::derive(move || state.with(|state| state.required));
    let id = format!("{prefix}-{key}");
    let label = say(field.label);
    let hint = say(field.help);
    let error = answers.wrong(&key);
    let is_group = is_group(&field.holds);
    let control_id = if is_group { format!("{id}-control") } else { id.clone() };
    let set_key = key.clone();
    let inner = Control {
        id: control_id,
        label,
        placeholder: say(field.placeholder),
        value: answers.value(&key),
        set: Callback::new(move |value| answers.set(&set_key, value)),
        read_only: Signal::derive(move || state.with(|state| state.read_only)),
        is_bare: false,
    };
    let holds: Holds = field.holds;
    if is_group {
        view! {
            <FieldGroup id=id label=move || label.get() hint=move || hint.get() error=error required=required full=true>
                {control(holds, inner)}
            </FieldGroup>
        }
        .into_any()
    } else {
        view! {
            <Field id=id label=move || label.get() hint=move || hint.get() error=error required=required full=true>
                {control(holds, inner)}
            </Field>
        }
        .into_any()
    }
}
