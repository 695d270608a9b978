//! The canvas: the form itself on a sheet, edited where it stands. It passes keys, pointers and the clipboard on.

use editor::{
    flow::tool::{Held, Key},
    form::Name,
};
use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent},
    prelude::*,
};
use model::{Text, form::Purpose};
use ui::{Button, ButtonKind, Empty, i18n::t, keyboard::is_composing, t, use_lang};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{
    Device,
    drag::{Drag, Landing},
    items::Items,
    pad::{Pad, Writing},
    title::Title,
};
use crate::frame::leave_field;

/// The sheet with the layout that is looked at.
#[component]
pub fn Canvas(pad: Pad, drag: Drag, device: RwSignal<Device>, name: Signal<Text>) -> impl IntoView {
    let keydown = move |event: KeyboardEvent| {
        if is_in_words(event.target().as_ref()) {
            return;
        }
        let key = event.key();
        let held = Held { shift: event.shift_key(), ctrl: event.ctrl_key() || event.meta_key(), alt: event.alt_key() };
        // A button on the sheet answers Enter itself.
        if key == "Enter" && !held.ctrl && is_button(event.target().as_ref()) {
            return;
        }
        if pad.key(Key { name: &key, held, composing: is_composing(&event) }) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    // A press on a field may fold another one away, so that the pointer comes up over the ground: both must be there.
    let from_ground = StoredValue::new(false);
    let press = move |event: PointerEvent| {
        leave_field();
        from_ground.set_value(event.target() == event.current_target());
    };
    let clear = move |event: MouseEvent| {
        if from_ground.get_value() && event.target() == event.current_target() {
            pad.act(editor::form::Sheet::clear);
        }
    };
    view! {
        <div
            class="sheet-scroll"
            on:keydown=keydown
            on:pointerdown:capture=press
            on:click=clear
        >
            <div
                class="sheet"
                class:dragging=move || drag.is_on()
                data-device=move || device.get().as_str()
                lang=move || pad.lang.get().tag()
            >
                <Head pad name />
                <Body pad drag />
                <Landing drag />
            </div>
        </div>
    }
    .into_any()
}

/// The name of the form, and which layout of it this is.
#[component]
fn Head(pad: Pad, name: Signal<Text>) -> impl IntoView {
    let lang = use_lang();
    let layout = Memo::new(move |_| {
        pad.layout.with(|layout| layout.as_ref().map(|layout| (layout.key.clone(), layout.purpose)))
    });
    let about =
        move || layout.get().map(|(_, purpose)| t(lang.get(), purpose_about(purpose)).to_owned()).unwrap_or_default();
    let title = move || {
        layout.get().map(|(key, _)| {
            let of = Name::Layout(key);
            let words = Signal::derive(move || {
                let lang = pad.lang.get();
                pad.layout.with(|layout| {
                    layout.as_ref().map(|layout| layout.title.in_lang(lang).to_owned()).unwrap_or_default()
                })
            });
            view! { <Title pad of words placeholder="form.untitled_layout" /> }
        })
    };
    view! {
        <header>
            <h1>{move || name.with(|name| name.in_lang(pad.lang.get()).to_owned())}</h1>
            <p>{title} <span class="meta">{about}</span></p>
        </header>
    }
    .into_any()
}

/// The key of what a purpose means.
#[must_use]
pub const fn purpose_about(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Intake => "form.purpose_about.intake",
        Purpose::Portal => "form.purpose_about.portal",
        Purpose::Step => "form.purpose_about.step",
    }
}

/// The parts of the layout, or what to do while there are none.
#[component]
fn Body(pad: Pad, drag: Drag) -> impl IntoView {
    let is_empty =
        Memo::new(move |_| pad.layout.with(|layout| layout.as_ref().is_none_or(|layout| layout.items.is_empty())));
    let add = move |name: &'static str| Callback::new(move |()| pad.add(name, None));
    view! {
        <div class="sheet-items" data-part="all">
            <Items pad drag section=Signal::stored(Some(editor::form::Path::default())) />
        </div>
        <Show when=move || is_empty.get()>
            <Empty icon="plus" title=t!("form.empty") text=t!("form.empty_text")>
                <Button kind=ButtonKind::Plain icon="text" disabled=pad.readonly on_press=add("text")>
                    {t!("form.kind.text")}
                </Button>
                <Button icon="dropdown" disabled=pad.readonly on_press=add("select")>
                    {t!("form.kind.select")}
                </Button>
                <Button icon="lines" disabled=pad.readonly on_press=add("long_text")>
                    {t!("form.kind.long_text")}
                </Button>
            </Empty>
        </Show>
    }
    .into_any()
}

/// Whether a key or a clipboard belongs to words that are being written.
pub(super) fn is_in_words(target: Option<&web_sys::EventTarget>) -> bool {
    target
        .and_then(|target| target.dyn_ref::<Element>())
        .is_some_and(|element| element.matches("input, textarea, select").unwrap_or(false))
}

fn is_button(target: Option<&web_sys::EventTarget>) -> bool {
    target
        .and_then(|target| target.dyn_ref::<Element>())
        .is_some_and(|element| element.matches("button").unwrap_or(false))
}

/// Begins to write the title of a part, as a double click does.
pub(super) fn rename(pad: Pad, of: Name) {
    if !pad.readonly.get_untracked() {
        pad.writing.set(Some(Writing::Title(of)));
    }
}
