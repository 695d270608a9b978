//! A phrase: its words, how to find it, and how it will read.

use leptos::prelude::*;
use model::{
    phrase::Phrase,
    text::{Piece, pieces},
};
use ui::{
    Choice, Field, Input, Select,
    i18n::{find, t},
    t, use_lang,
};

use super::{Sheet, field_id};
use crate::{
    pages::studio::bilingual::Bilingual,
    words::{model_lang, said},
};

/// The variables one can put in.
const VARIABLES: [&str; 5] = ["customer.name", "ticket.number", "ticket.title", "customer.email", "customer.phone"];

pub fn draw(sheet: Sheet<Phrase>) -> AnyView {
    let text = sheet.part(|phrase| phrase.text.clone());
    let shortcut = sheet.part(|phrase| phrase.shortcut.clone());
    let readonly = sheet.readonly();
    view! {
        <section class="sheet-part">
            <Bilingual
                id=field_id("/text")
                label=t!("studio.phrase_text")
                hint=t!("studio.phrase_text_hint")
                text=text
                on_change=Callback::new(move |text| sheet.set("/text", |phrase| phrase.text = text))
                error=sheet.wrong("/text")
                required=true
                long=true
                readonly=readonly
            />
            {(!readonly).then(|| view! { <Insert sheet /> })}
            <Field
                id=field_id("/shortcut")
                label=t!("studio.phrase_shortcut")
                hint=t!("studio.phrase_shortcut_hint")
                error=sheet.wrong("/shortcut")
                optional=true
            >
                <Input
                    value=shortcut
                    on_input=Callback::new(move |text: String| {
                        sheet.set("/shortcut", |phrase| text.trim_start_matches('/').clone_into(&mut phrase.shortcut));
                    })
                    readonly=readonly
                />
            </Field>
        </section>
        <section class="sheet-part" aria-label=t!("studio.preview")>
            <h2>{t!("studio.preview")}</h2>
            <Preview sheet />
        </section>
    }
    .into_any()
}

/// Puts a variable at the end of the words, in every language that has some.
#[component]
fn Insert(sheet: Sheet<Phrase>) -> impl IntoView {
    let lang = use_lang();
    let choices = Signal::derive(move || {
        let lang = lang.get();
        VARIABLES.map(|path| Choice::new(path, t(lang, &format!("studio.variable.{path}")))).to_vec()
    });
    let own = model_lang(lang.get_untracked());
    let pick = Callback::new(move |path: String| {
        if path.is_empty() {
            return;
        }
        sheet.set("/insert", |phrase| {
            let langs: Vec<_> = phrase.text.iter().map(|(lang, _)| lang).collect();
            for lang in if langs.is_empty() { vec![own] } else { langs } {
                let words = phrase.text.written(lang).unwrap_or_default().to_owned();
                phrase.text.write(lang, format!("{words}{{{{{path}}}}}"));
            }
        });
    });
    view! {
        <span class="insert">
            <Select
                value=String::new()
                choices=choices
                on_pick=pick
                placeholder=t!("studio.insert_variable")
                label=t!("studio.insert_variable")
                small=true
            />
        </span>
    }
}

/// The phrase as a customer will read it, its variables marked.
#[component]
fn Preview(sheet: Sheet<Phrase>) -> impl IntoView {
    let lang = use_lang();
    let text = sheet.part(|phrase| phrase.text.clone());
    let shown = move || {
        let lang = lang.get();
        text.with(|text| {
            pieces(said(text, lang))
                .into_iter()
                .map(|piece| match piece {
                    Piece::Words(words) => words.to_owned().into_any(),
                    Piece::Variable(path) => {
                        let name = find(lang, &format!("studio.variable.{path}")).unwrap_or(path).to_owned();
                        view! { <span class="badge outline">{name}</span> }.into_any()
                    }
                })
                .collect_view()
        })
    };
    view! { <p class="phrase-preview">{shown}</p> }
}
