//! One text in both languages, the reader's own first.

use leptos::{prelude::*, text_prop::TextProp};
use model::{Lang, Text};
use ui::{FieldGroup, Input, Textarea, i18n::tf, use_lang};

use crate::words::{model_lang, ui_lang};

/// See the module. What one language lacks is shown in the other, so one is enough to begin with.
#[component]
pub fn Bilingual(
    /// The id of the group; unique on the page.
    #[prop(into)]
    id: String,
    /// What the text is.
    #[prop(into)]
    label: TextProp,
    /// The text.
    #[prop(into)]
    text: Signal<Text>,
    /// Called with the changed text.
    #[prop(into)]
    on_change: Callback<Text>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// One language must be written.
    #[prop(optional)]
    required: bool,
    /// Several lines.
    #[prop(optional)]
    long: bool,
    /// The first input takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// It can be read, not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
) -> impl IntoView {
    let own = model_lang(use_lang().get_untracked());
    let other = model_lang(use_lang().get_untracked().other());
    let name = StoredValue::new(label.clone());
    let inputs = [own, other].map(|lang| {
        view! {
            <One lang text on_change name long autofocus=autofocus && lang == own readonly />
        }
        .into_any()
    });
    view! {
        <FieldGroup
            id=id
            label=label
            hint=hint.unwrap_or_else(|| TextProp::from(""))
            error=error
            required=required
        >
            <div class="bilingual" class:long=long>{inputs.into_iter().collect_view()}</div>
        </FieldGroup>
    }
    .into_any()
}

/// The text in one language.
#[component]
fn One(
    lang: Lang,
    text: Signal<Text>,
    on_change: Callback<Text>,
    name: StoredValue<TextProp>,
    long: bool,
    autofocus: bool,
    readonly: Signal<bool>,
) -> impl IntoView {
    let page = use_lang();
    let value = Signal::derive(move || text.with(|text| raw(text, lang).to_owned()));
    let write = Callback::new(move |words: String| {
        let mut changed = text.get_untracked();
        changed.write(lang, words);
        on_change.run(changed);
    });
    let language = ui_lang(lang).name();
    let label = move || {
        let name = name.with_value(TextProp::get);
        tf(page.get(), "studio.in_language", &[("name", &name), ("language", &language)])
    };
    let tag = view! { <span class="lang" aria-hidden="true">{language}</span> };
    if long {
        view! {
            <div class="bilingual-one" lang=lang.tag()>
                {tag}
                <Textarea value=value on_input=write label=label rows=3 readonly=readonly />
            </div>
        }
        .into_any()
    } else {
        view! {
            <div class="bilingual-one" lang=lang.tag()>
                {tag}
                <Input value=value on_input=write label=label autofocus=autofocus readonly=readonly />
            </div>
        }
        .into_any()
    }
}

/// What was typed for a language, blanks included, so that a space typed at the end stays.
fn raw(text: &Text, lang: Lang) -> &str {
    text.iter().find(|(known, _)| *known == lang).map(|(_, words)| words).unwrap_or_default()
}
