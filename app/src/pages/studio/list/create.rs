//! Naming a new definition, or a copy of one.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use model::{Kind, Text, key::DefinitionKey};
use ui::{Dialog, i18n::t, t, use_lang};

use super::rows::Act;
use crate::{
    asking::{AskForm, Asking},
    pages::studio::{address, bilingual::Bilingual},
};

/// Asks for the title of a new definition and opens it.
#[component]
pub(super) fn CreateDialog(#[prop(into)] kind: Signal<Kind>, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let title = move || t(lang.get(), &format!("studio.new_{}", kind.get()));
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Dialog id="new-definition" open=open on_close=close title=title>
            <TitleForm kind=kind.get_untracked() from=None close />
        </Dialog>
    }
}

/// Asks for the title of a copy and opens it.
#[component]
pub(super) fn CopyDialog(act: RwSignal<Option<Act>>) -> impl IntoView {
    let close = Callback::new(move |()| act.set(None));
    let copied = move || match act.get() {
        Some(Act::Copy(row)) => Some(row.row),
        _ => None,
    };
    view! {
        <Dialog
            id="copy-definition"
            open=Signal::derive(move || copied().is_some())
            on_close=close
            title=t!("studio.duplicate")
        >
            {move || copied().map(|row| view! { <TitleForm kind=row.kind from=Some((row.key, row.title)) close /> })}
        </Dialog>
    }
}

#[component]
fn TitleForm(kind: Kind, from: Option<(DefinitionKey, Text)>, close: Callback<()>) -> impl IntoView {
    let navigate = StoredValue::new_local(use_navigate());
    let (key, old) = from.unzip();
    let title = RwSignal::new(old.map(copy_of).unwrap_or_default());
    let is_copy = key.is_some();
    let asking = Asking::new(close);
    let send = Callback::new(move |()| {
        let (title, from) = (title.get_untracked(), key.clone());
        asking.send(Box::pin(async move {
            let key = match from {
                Some(key) => api::definition::duplicate(kind, key, title).await,
                None => api::definition::create(kind, title, None).await,
            }?;
            navigate.try_with_value(|go| go(&address::of(kind, &key), NavigateOptions::default()));
            Ok(None)
        }));
    });
    let about = (!is_copy).then(|| view! { <p>{t!(format!("studio.about_{kind}"))}</p> });
    view! {
        <AskForm
            asking
            act=t!("studio.create_do")
            ready=Signal::derive(move || !title.with(Text::is_empty))
            on_send=send
        >
            {about}
            <Bilingual
                id="new-title"
                label=t!("studio.title")
                text=title
                on_change=Callback::new(move |text| title.set(text))
                required=true
                autofocus=true
            />
        </AskForm>
    }
}

/// The title of a copy, in the languages the original has.
fn copy_of(title: Text) -> Text {
    let mut copy = Text::default();
    for (lang, words) in title.iter() {
        let tail = match lang {
            model::Lang::En => " (copy)",
            model::Lang::ZhCn => "（副本）",
        };
        copy.write(lang, format!("{words}{tail}"));
    }
    copy
}
