//! Languages between `model`, which stores what people wrote, and `ui`, which speaks to them.

use leptos::prelude::*;
use model::Text;
use ui::i18n::{Lang, t, use_lang};

/// The interface's language as the model names it.
#[must_use]
pub const fn model_lang(lang: Lang) -> model::Lang {
    match lang {
        Lang::En => model::Lang::En,
        Lang::ZhCn => model::Lang::ZhCn,
    }
}

/// The model's language as the interface names it.
#[must_use]
pub const fn ui_lang(lang: model::Lang) -> Lang {
    match lang {
        model::Lang::En => Lang::En,
        model::Lang::ZhCn => Lang::ZhCn,
    }
}

/// A person's words in a language.
#[must_use]
pub fn said(text: &Text, lang: Lang) -> &str {
    text.in_lang(model_lang(lang))
}

/// A person's words that follow the language of the page.
pub fn say(text: Text) -> Signal<String> {
    let lang = use_lang();
    Signal::derive(move || said(&text, lang.get()).to_owned())
}

/// Words of the interface as a text in both languages.
#[must_use]
pub fn both(key: &str) -> Text {
    Text::both(t(Lang::ZhCn, key), t(Lang::En, key))
}
