//! One field on the sheet: label, the look of its control, and what one does most with it.

use editor::{
    Word,
    form::{Edit, Name, SetField, drop::width, fresh, shape},
};
use leptos::{ev::PointerEvent, prelude::*};
use model::{
    flow::Point,
    form::{Field, Need},
    key::FieldKey,
};
use ui::{
    Icon, IconButton, Menu, MenuItem,
    i18n::{t, tf},
    t, use_lang,
};
use wasm_bindgen::JsCast;

use super::{
    drag::{Drag, at, follow, rect},
    kind::{self, KINDS},
    look::Look,
    pad::Pad,
    reveal,
    title::Title,
};
use crate::condition::{of_customer, of_form, of_ticket, words};

/// The field of a key in the layout that is looked at.
#[component]
pub fn CellView(pad: Pad, drag: Drag, key: FieldKey) -> impl IntoView {
    let name = Name::Field(key.clone());
    let own = StoredValue::new(key.clone());
    let cell =
        Memo::new(move |_| pad.layout.with(|layout| own.with_value(|key| shape::cell(layout.as_ref()?, key).cloned())));
    let picked_name = name.clone();
    let is_picked = Memo::new(move |_| pad.selection.with(|selection| selection.contains(&picked_name)));
    let main_name = name.clone();
    let is_main = Memo::new(move |_| pad.selection.with(|selection| selection.main() == Some(&main_name)));
    let span =
        move || format!("--span: {}", cell.with(|cell| cell.as_ref().map_or(12, |cell| cell.width.clamp(1, 12))));
    let press_name = name.clone();
    let inner = match pad.field(&key) {
        Some(field) => {
            let field = Signal::derive(move || field.get());
            view! { <Known pad name=name.clone() field is_main /> }.into_any()
        }
        None => view! { <Missing key /> }.into_any(),
    };
    let label = move || {
        let lang = pad.lang.get();
        own.with_value(|key| pad.field(key).map(|field| field.with(|field| field.label.in_lang(lang).to_owned())))
    };
    view! {
        <div
            class="cell piece"
            class:selected=move || is_picked.get()
            style=span
            data-part=reveal::mark(&name)
            role="group"
            aria-label=label
            aria-current=move || is_picked.get().then_some("true")
            tabindex=move || if is_main.get() { "0" } else { "-1" }
            on:pointerdown=move |event| drag.press(event, press_name.clone())
        >
            {inner}
            <Show when=move || is_main.get() && !pad.readonly.get()>
                <span class="drag-grip" aria-hidden="true"><Icon name="grip" /></span>
                <Edge pad key=own.get_value() />
            </Show>
        </div>
    }
    .into_any()
}

/// A field that the layout shows and the form does not have.
#[component]
fn Missing(key: FieldKey) -> impl IntoView {
    let key = key.to_string();
    view! {
        <p class="missing">
            <Icon name="alert" />
            {t!("form.missing_field", key = key)}
        </p>
    }
    .into_any()
}

#[component]
fn Known(pad: Pad, name: Name, field: Signal<Field>, is_main: Memo<bool>) -> impl IntoView {
    let title = Signal::derive(move || field.with(|field| field.label.in_lang(pad.lang.get()).to_owned()));
    let help = move || field.with(|field| field.help.in_lang(pad.lang.get()).to_owned());
    let needs = Memo::new(move |_| {
        field.with(|field| match field.required {
            Need::Never => None,
            Need::Always => Some("required"),
            Need::When(_) => Some("required maybe"),
        })
    });
    view! {
        <Shows pad field />
        <div class="field">
            <span class="label">
                <Title pad of=name.clone() words=title placeholder="form.untitled_field" />
                {move || needs.get().map(|class| view! { <span class=class aria-hidden="true">"*"</span> })}
                <Show when=move || field.with(|field| field.computed.is_some())>
                    <Icon name="formula" label=t!("form.property.computed") />
                </Show>
            </span>
            <Look pad field is_main />
            <span class="hint">{help}</span>
        </div>
        <Show when=move || is_main.get() && !pad.readonly.get()>
            <Adorner pad field />
        </Show>
    }
    .into_any()
}

/// When it is shown, in words.
#[component]
fn Shows(pad: Pad, field: Signal<Field>) -> impl IntoView {
    let condition = Memo::new(move |_| field.with(|field| field.visible.clone()));
    let said = move || {
        let condition = condition.get()?;
        let lang = crate::words::ui_lang(pad.lang.get());
        let subjects = pad.with(subjects);
        Some(tf(lang, "form.shown_if", &[("condition", &words(&condition, &subjects, lang))]))
    };
    move || {
        said().map(|said| {
            view! {
                <button
                    type="button"
                    class="shown-if"
                    title=said.clone()
                    tabindex="-1"
                    on:click=move |_| reveal::focus_in("[data-path$=\"/visible\"] button, [data-path$=\"/visible\"] select")
                >
                    <Icon name="eye" />
                    <span class="cut">{said.clone()}</span>
                </button>
            }
        })
    }
}

/// What a form's conditions can ask about.
#[must_use]
pub fn subjects(form: &model::form::Form) -> Vec<crate::condition::Subject> {
    let mut all = of_form(form);
    all.extend(of_ticket());
    all.extend(of_customer());
    all
}

/// What one does most with a field, on the field.
#[component]
fn Adorner(pad: Pad, field: Signal<Field>) -> impl IntoView {
    let lang = use_lang();
    let kind = Memo::new(move |_| field.with(|field| kind::of_name(field.holds.name())));
    let is_required = Signal::derive(move || field.with(|field| field.required != Need::Never));
    let fields = move || vec![field.with_untracked(|field| field.key.clone())];
    let require = move |()| {
        let to = if is_required.get_untracked() { Need::Never } else { Need::Always };
        pad.set_fields(fields(), SetField::Required(to));
    };
    let convert = move |name: &'static str| {
        if let Some(holds) = fresh::holds(name) {
            pad.set_fields(fields(), SetField::Holds(holds));
        }
    };
    let items = KINDS
        .into_iter()
        .map(|one| {
            let is_it = Signal::derive(move || kind.get().name == one.name);
            view! {
                <MenuItem icon=one.icon checked=is_it on_pick=move |()| convert(one.name)>
                    {t!(one.label)}
                </MenuItem>
            }
            .into_any()
        })
        .collect_view();
    let logic = move |()| reveal::focus_in("[data-path$=\"/visible\"] :is(button, select)");
    view! {
        <div class="adorner" on:pointerdown=|event| event.stop_propagation()>
            <button
                type="button"
                class="button quiet small"
                popovertarget="convert-menu"
                aria-label=move || tf(lang.get(), "form.convert", &[("kind", &t(lang.get(), kind.get().label))])
            >
                {move || view! { <Icon name=kind.get().icon /> }}
                {move || t(lang.get(), kind.get().label)}
                <Icon name="down" />
            </button>
            <Menu id="convert-menu" label=t!("form.convert_to")>
                {items}
            </Menu>
            <span class="rule"></span>
            <button
                type="button"
                class="icon-button"
                aria-label=t!("form.property.required")
                title=t!("form.property.required")
                aria-pressed=move || if is_required.get() { "true" } else { "false" }
                on:click=move |_| require(())
            >
                <b class="required">"*"</b>
            </button>
            <IconButton icon="eye" label=t!("form.conditions") on_press=logic />
            <IconButton icon="copy" label=t!("form.duplicate") shortcut="Ctrl+D" on_press=move |()| pad.duplicate() />
            <IconButton icon="eye-off" label=t!("form.take_out") shortcut="Delete" on_press=move |()| pad.hide() />
            <IconButton icon="trash" label=t!("form.remove") shortcut="Shift+Delete" on_press=move |()| pad.remove() />
        </div>
    }
    .into_any()
}

/// The right edge: dragged to another width, which snaps to the columns.
#[component]
fn Edge(pad: Pad, key: FieldKey) -> impl IntoView {
    let begin = move |event: PointerEvent| {
        event.stop_propagation();
        event.prevent_default();
        let cell = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(cell) = cell.and_then(|edge| edge.closest(".cell").ok().flatten()) else { return };
        let Some(row) = cell.parent_element() else { return };
        let (row, left) = (rect(&row, Point::default()), rect(&cell, Point::default()).x);
        let Some(layout) = pad.look(|sheet| sheet.layout().map(|layout| layout.key.clone())) else { return };
        pad.begin(Word::Resize);
        let (key, last) = (key.clone(), StoredValue::new(0));
        let go = move |event: &PointerEvent| {
            let width = width(row, left, at(event).x);
            if last.get_value() != width {
                last.set_value(width);
                pad.make(&Edit::Resize { layout: layout.clone(), field: key.clone(), width });
            }
        };
        follow(go, move |is_kept| if is_kept { pad.end() } else { pad.bail() });
    };
    view! { <span class="handle" aria-hidden="true" title=t!("form.resize") on:pointerdown=begin></span> }
}
