//! Words in both languages: the language of the page first, the other one below it, each with its name.

use leptos::{prelude::*, text_prop::TextProp};
use model::Text;
use ui::{Lang, use_lang};

use super::super::rename::renamed;
use crate::words::model_lang;

/// Both languages of a text.
#[component]
pub(in crate::flow) fn LangText(
    /// The text.
    #[prop(into)]
    value: Signal<Text>,
    /// Takes the changed text.
    #[prop(into)]
    on_change: Callback<Text>,
    /// What it is.
    #[prop(into)]
    label: TextProp,
    /// How many lines it has; one line, if 0.
    #[prop(optional)]
    lines: u32,
) -> impl IntoView {
    let page = use_lang();
    let label = StoredValue::new(label);
    let boxes = move || {
        let first = page.get();
        [first, first.other()]
            .into_iter()
            .map(|lang| view! { <OneLang lang value on_change label=label.get_value() lines /> }.into_any())
            .collect_view()
    };
    view! { <div class="lang-text">{boxes}</div> }.into_any()
}

#[component]
fn OneLang(lang: Lang, value: Signal<Text>, on_change: Callback<Text>, label: TextProp, lines: u32) -> impl IntoView {
    let words = Memo::new(move |_| value.with(|text| text.written(model_lang(lang)).unwrap_or_default().to_owned()));
    let put = move |typed: String| on_change.run(value.with_untracked(|text| renamed(text, &typed, lang)));
    let name = move || format!("{} ({})", label.get(), lang.name());
    let sign = match lang {
        Lang::ZhCn => "中",
        Lang::En => "EN",
    };
    let control = if lines > 0 {
        view! {
            <textarea
                class="input"
                lang=lang.tag()
                rows=lines.to_string()
                aria-label=name
                prop:value=move || words.get()
                on:input=move |event| put(event_target_value(&event))
            >
                {words.get_untracked()}
            </textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class="input small"
                type="text"
                lang=lang.tag()
                aria-label=name
                value=words.get_untracked()
                prop:value=move || words.get()
                on:input=move |event| put(event_target_value(&event))
            />
        }
        .into_any()
    };
    view! {
        <span class="lang-box">
            {control}
            <span class="lang-sign" aria-hidden="true">{sign}</span>
        </span>
    }
    .into_any()
}
