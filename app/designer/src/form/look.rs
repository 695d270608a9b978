//! The look of a control on the sheet: recognisable, and out of the way of editing. Only the options of a choice are
//! written in place.

use editor::form::SetField;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use model::{
    form::{Choice, Field, Holds},
    key::{FieldKey, OptionKey},
};
use ui::{Icon, IconButton, i18n::t, keyboard::is_composing, t, use_lang};
use wasm_bindgen::JsCast;

use super::{
    kind,
    pad::{Pad, Writing},
};

/// The look of a field's control.
#[component]
pub fn Look(pad: Pad, field: Signal<Field>, is_main: Memo<bool>) -> impl IntoView {
    let shape = Memo::new(move |_| field.with(|field| field.holds.name()));
    move || match shape.get() {
        "radio" => view! { <Options pad field is_main mark="radio" /> }.into_any(),
        "multi_select" => view! { <Options pad field is_main mark="checkbox" /> }.into_any(),
        "select" => view! {
            <Frame pad field />
            <Show when=move || is_main.get()>
                <Options pad field is_main mark="none" />
            </Show>
        }
        .into_any(),
        "yes_no" => view! {
            <span class="segment fill control" aria-hidden="true">
                <span>{t!("common.yes")}</span>
                <span>{t!("common.no")}</span>
            </span>
        }
        .into_any(),
        "rating" => view! { <Stars field /> }.into_any(),
        "table" => view! { <Table pad field /> }.into_any(),
        "long_text" => view! { <span class="input tall" aria-hidden="true"><Example pad field /></span> }.into_any(),
        _ => view! { <Frame pad field /> }.into_any(),
    }
}

/// A box as an empty control has it, with the icon of its kind.
#[component]
fn Frame(pad: Pad, field: Signal<Field>) -> impl IntoView {
    let icon = Memo::new(move |_| {
        field.with(|field| match field.holds {
            Holds::Text { .. } => None,
            Holds::Select { .. } => Some("down"),
            _ => Some(kind::of_name(field.holds.name()).icon),
        })
    });
    let unit = move || {
        field.with(|field| match &field.holds {
            Holds::Number { unit, .. } => unit.in_lang(pad.lang.get()).to_owned(),
            Holds::Money { currency, .. } => currency.clone(),
            _ => String::new(),
        })
    };
    view! {
        <span class="input" aria-hidden="true">
            <Example pad field />
            <span class="unit">{unit}</span>
            {move || icon.get().map(|name| view! { <Icon name /> })}
        </span>
    }
    .into_any()
}

/// The grey words of an empty control.
#[component]
fn Example(pad: Pad, field: Signal<Field>) -> impl IntoView {
    let words = move || field.with(|field| field.placeholder.in_lang(pad.lang.get()).to_owned());
    view! { <span class="example cut">{words}</span> }
}

#[component]
fn Stars(field: Signal<Field>) -> impl IntoView {
    let most = move || field.with(|field| if let Holds::Rating { most } = field.holds { most } else { 0 });
    view! {
        <span class="stars" aria-hidden="true">
            {move || (0..most().min(10)).map(|_| view! { <Icon name="star" /> }).collect_view()}
        </span>
    }
}

#[component]
fn Table(pad: Pad, field: Signal<Field>) -> impl IntoView {
    let heads = move || {
        let lang = pad.lang.get();
        field.with(|field| match &field.holds {
            Holds::Table { columns, .. } => columns
                .iter()
                .map(|column| view! { <span class="cut">{column.label.in_lang(lang).to_owned()}</span> }.into_any())
                .collect_view(),
            _ => Vec::new(),
        })
    };
    view! {
        <span class="table-look" aria-hidden="true">
            <span class="heads">{heads}</span>
            <span class="line"></span>
        </span>
    }
    .into_any()
}

/// The options of a choice, written in place while the field is the selected one.
#[component]
fn Options(pad: Pad, field: Signal<Field>, is_main: Memo<bool>, mark: &'static str) -> impl IntoView {
    let options = Memo::new(move |_| field.with(|field| field.holds.options().unwrap_or_default().to_vec()));
    let key = StoredValue::new(field.with_untracked(|field| field.key.clone()));
    let keys = move || options.with(|options| options.iter().map(|one| one.key.clone()).collect::<Vec<_>>());
    view! {
        <div class="options" data-mark=mark>
            <For
                each=keys
                key=OptionKey::clone
                children=move |option| {
                    view! { <OneOption pad key=key.get_value() option options is_main mark /> }.into_any()
                }
            />
            <Show when=move || is_main.get() && !pad.readonly.get()>
                <NewOption pad key=key.get_value() />
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn OneOption(
    pad: Pad,
    key: FieldKey,
    option: OptionKey,
    options: Memo<Vec<Choice>>,
    is_main: Memo<bool>,
    mark: &'static str,
) -> impl IntoView {
    let own = StoredValue::new((key, option));
    let words = Memo::new(move |_| {
        let lang = pad.lang.get();
        options.with(|options| {
            let choice = own.with_value(|(_, option)| options.iter().find(|one| one.key == *option))?;
            Some((choice.label.in_lang(lang).to_owned(), choice.retired))
        })
    });
    let label = Signal::derive(move || words.get().map(|(label, _)| label).unwrap_or_default());
    let is_written = Memo::new(move |_| {
        pad.writing.with(|writing| {
            own.with_value(
                |(key, option)| matches!(writing, Some(Writing::Option(field, one)) if field == key && one == option),
            )
        })
    });
    let begin = move |_| {
        if is_main.get_untracked() && !pad.readonly.get_untracked() {
            own.with_value(|(key, option)| pad.writing.set(Some(Writing::Option(key.clone(), option.clone()))));
        }
    };
    let remove = move |()| {
        own.with_value(|(key, option)| pad.set_fields(vec![key.clone()], SetField::RemoveOption(option.clone())));
    };
    view! {
        <span class="option" class:retired=move || words.get().is_some_and(|(_, retired)| retired)>
            <span class="mark" data-mark=mark aria-hidden="true"></span>
            <Show
                when=move || is_written.get()
                fallback=move || view! { <span class="option-words" on:click=begin>{label}</span> }
            >
                <WriteOption pad own label />
            </Show>
            <Show when=move || is_main.get() && !pad.readonly.get()>
                <IconButton
                    tiny=true
                    icon="close"
                    label=move || remove_words(label.get())
                    on_press=remove
                />
            </Show>
        </span>
    }
    .into_any()
}

fn remove_words(label: String) -> String {
    format!("{} {label}", t(use_lang().get_untracked(), "common.remove"))
}

#[component]
fn WriteOption(pad: Pad, own: StoredValue<(FieldKey, OptionKey)>, label: Signal<String>) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    // The focus is outside.
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            let _ = input.focus();
            input.select();
        }
    });
    let before = label.get_untracked();
    // The focus leaves after the input has gone, when nothing of this component is left: the handlers own what they need.
    let (key, option) = own.get_value();
    let finish = {
        let (key, option) = (key.clone(), option.clone());
        move |next: Option<Writing>| {
            let here = Writing::Option(key.clone(), option.clone());
            if pad.writing.try_get_untracked().flatten() == Some(here) {
                pad.writing.set(next);
                pad.option_written(&key, &option);
            }
        }
    };
    let leave = finish.clone();
    let write = {
        let (key, option) = (key.clone(), option.clone());
        move |typed: &str| pad.write_option(&key, &option, typed)
    };
    let take_back = write.clone();
    // Enter goes on to the next option, behind the last one to a new one.
    let next = move || {
        let after = pad.look(|sheet| {
            let options = sheet.form().field(&key)?.holds.options()?;
            let at = options.iter().position(|one| one.key == option)?;
            options.get(at + 1).map(|one| one.key.clone())
        });
        after.map_or_else(|| Writing::NewOption(key.clone()), |after| Writing::Option(key.clone(), after))
    };
    let keydown = move |event: KeyboardEvent| {
        event.stop_propagation();
        if is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                finish(Some(next()));
            }
            "Escape" => {
                event.prevent_default();
                take_back(&before);
                finish(None);
                pad.reveal();
            }
            _ => {}
        }
    };
    view! {
        <input
            node_ref=node
            class="input small option-input"
            aria-label=t!("form.option")
            prop:value=move || label.get()
            value=label.get_untracked()
            on:input=move |event| write(&event_target_value(&event))
            on:blur=move |_| leave(None)
            on:keydown=keydown
            on:pointerdown=|event| event.stop_propagation()
        />
    }
}

/// The line for one more option: typed and Enter, again and again; several lines can be pasted at once.
#[component]
fn NewOption(pad: Pad, key: FieldKey) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let own = key.clone();
    // The focus is outside.
    Effect::new(move |_| {
        let is_here = pad.writing.with(|writing| matches!(writing, Some(Writing::NewOption(field)) if *field == own));
        if let Some(input) = node.get().filter(|_| is_here) {
            let _ = input.focus();
        }
    });
    // What is typed is added; the input is emptied first, so that leaving it does not add it twice.
    let add = move |target: Option<web_sys::EventTarget>, lines: Option<String>| {
        let Some(input) = target.and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return };
        let typed = lines.unwrap_or_else(|| input.value());
        input.set_value("");
        pad.add_options(&key, &typed);
    };
    let (enter, paste_in, leave) = (add.clone(), add.clone(), add);
    let keydown = move |event: KeyboardEvent| {
        event.stop_propagation();
        if is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                if event_target_value(&event).trim().is_empty() {
                    pad.reveal_sheet();
                } else {
                    enter(event.target(), None);
                }
            }
            "Escape" => {
                event.prevent_default();
                pad.reveal_sheet();
            }
            _ => {}
        }
    };
    let paste = move |event: leptos::ev::ClipboardEvent| {
        event.stop_propagation();
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if text.trim().contains('\n') {
            event.prevent_default();
            paste_in(event.target(), Some(text));
        }
    };
    view! {
        <span class="option add" on:pointerdown=|event| event.stop_propagation()>
            <Icon name="plus" />
            <input
                node_ref=node
                class="input small bare option-input"
                aria-label=t!("form.add_option")
                placeholder=t!("form.add_option")
                on:keydown=keydown
                on:paste=paste
                on:blur=move |event| {
                    leave(event.target(), None);
                    let _gone = pad.writing.try_update(|writing| {
                        if matches!(writing, Some(Writing::NewOption(_))) {
                            *writing = None;
                        }
                    });
                }
            />
        </span>
    }
    .into_any()
}
