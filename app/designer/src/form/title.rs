//! Words that are written where they stand: titles of fields, sections and layouts, notes.

use editor::form::Name;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use ui::{i18n::t, keyboard::is_composing, use_lang};

use super::{
    pad::{Pad, Writing},
    reveal,
};

/// Words with an input in their place while they are written.
#[component]
pub fn Title(
    pad: Pad,
    /// Whose words.
    of: Name,
    /// The words in the language of the form.
    words: Signal<String>,
    /// The key of what stands where there are none.
    placeholder: &'static str,
) -> impl IntoView {
    let lang = use_lang();
    let own = StoredValue::new(of);
    let is_written = Memo::new(move |_| {
        pad.writing.with(|writing| own.with_value(|own| matches!(writing, Some(Writing::Title(name)) if name == own)))
    });
    let shown = move || {
        let said = words.get();
        if said.is_empty() { t(lang.get(), placeholder).to_owned() } else { said }
    };
    let begin = move |()| {
        if !pad.readonly.get_untracked() {
            pad.writing.set(Some(Writing::Title(own.get_value())));
        }
    };
    move || {
        if is_written.get() {
            view! { <Write pad of=own.get_value() words placeholder /> }.into_any()
        } else {
            view! {
                <span class="title-words" class:none=move || words.with(String::is_empty) on:dblclick=move |_| begin(()) on:click=move |_| {
                    if pad.pressed_again.get_value() {
                        begin(());
                    }
                }>
                    {shown}
                </span>
            }
            .into_any()
        }
    }
}

#[component]
fn Write(pad: Pad, of: Name, words: Signal<String>, placeholder: &'static str) -> impl IntoView {
    let lang = use_lang();
    let node = NodeRef::<html::Input>::new();
    // The focus is outside; the words are chosen so that typing replaces them.
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            let _ = input.focus();
            input.select();
        }
    });
    let before = words.get_untracked();
    // The focus leaves after the input has gone, when nothing of this component is left: the handlers own what they need.
    let finish = {
        let of = of.clone();
        move || {
            // Leaving happens once: by a key, or by the focus.
            if pad.writing.try_get_untracked().flatten() == Some(Writing::Title(of.clone())) {
                pad.writing.set(None);
                pad.written(&of);
            }
        }
    };
    let leave = finish.clone();
    let write = {
        let of = of.clone();
        move |typed: &str| pad.write(&of, typed)
    };
    let take_back = write.clone();
    let keydown = move |event: KeyboardEvent| {
        event.stop_propagation();
        if is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                finish();
                if let Some(picked) = pad.selection.with_untracked(|selection| selection.main().cloned()) {
                    reveal::show(&picked);
                }
            }
            "Escape" => {
                event.prevent_default();
                take_back(&before);
                finish();
                reveal::show(&of);
            }
            _ => {}
        }
    };
    view! {
        <input
            node_ref=node
            class="input small title-input"
            aria-label=move || t(lang.get(), "form.title")
            placeholder=move || t(lang.get(), placeholder)
            lang=move || pad.lang.get().tag()
            prop:value=move || words.get()
            value=words.get_untracked()
            on:input=move |event| write(&event_target_value(&event))
            on:blur=move |_| leave()
            on:keydown=keydown
            on:click=|event| event.stop_propagation()
            on:pointerdown=|event| event.stop_propagation()
        />
    }
}
