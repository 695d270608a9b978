//! Tags: short texts one adds and takes away.

use leptos::prelude::*;
use model::Value;
use ui::{Icon, Input, t};

use super::Control;

/// The tags as chips, and a line that makes new ones. Leaving the line keeps what was typed.
#[component]
pub fn TagsControl(control: Control) -> impl IntoView {
    let (value, set, read_only) = (control.value, control.set, control.read_only);
    let typed = RwSignal::new(String::new());
    let add = move || {
        let tag = typed.get_untracked().trim().to_owned();
        if !tag.is_empty() {
            let mut tags = tags_of(&value.get_untracked());
            if !tags.contains(&tag) {
                tags.push(tag);
                set.run(tags.into());
            }
            typed.set(String::new());
        }
    };
    view! {
        <span class="input many">
            <For each=move || tags_of(&value.get()) key=Clone::clone children=move |tag| view! { <Tag tag value set read_only /> } />
            <Show when=move || !read_only.get()>
                <Input
                    value=typed
                    on_input=Callback::new(move |text| typed.set(text))
                    on_enter=Callback::new(move |()| add())
                    on_change=Callback::new(move |_| add())
                    label=move || control.label.get()
                    placeholder=t!("fill.add_tag")
                    bare=true
                />
            </Show>
        </span>
    }
}

#[component]
fn Tag(tag: String, value: Signal<Value>, set: Callback<Value>, read_only: Signal<bool>) -> impl IntoView {
    let name = tag.clone();
    let words = tag.clone();
    let remove = move |_| {
        let tags: Vec<String> = tags_of(&value.get_untracked()).into_iter().filter(|other| *other != tag).collect();
        set.run(if tags.is_empty() { Value::Null } else { tags.into() });
    };
    view! {
        <span class="chip">
            {words}
            <button
                type="button"
                aria-label=t!("fill.remove_tag", tag = name)
                disabled=move || read_only.get()
                on:click=remove
            >
                <Icon name="close" />
            </button>
        </span>
    }
    .into_any()
}

fn tags_of(value: &Value) -> Vec<String> {
    let texts = |value: &Vec<Value>| value.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    value.as_array().map(texts).unwrap_or_default()
}
