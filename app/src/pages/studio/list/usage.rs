//! What points at a definition.

use leptos::prelude::*;
use model::{Kind, Value, key::DefinitionKey, view::Usage};
use ui::{Dialog, Icon, SkeletonLines, i18n::tf, t, use_lang};

use super::rows::Act;
use crate::{
    failed::Failed,
    loaded::loaded,
    pages::studio::{address, place},
    words::{said, say},
};

/// Shows what points at a definition.
#[component]
pub(super) fn UsageDialog(act: RwSignal<Option<Act>>) -> impl IntoView {
    let lang = use_lang();
    let asked = move || match act.get() {
        Some(Act::Usage(row)) => Some(row.row),
        _ => None,
    };
    let title = move || {
        let name = asked().map(|row| said(&row.title, lang.get()).to_owned()).unwrap_or_default();
        tf(lang.get(), "studio.used_by_title", &[("name", &name)])
    };
    view! {
        <Dialog
            id="used-by"
            open=Signal::derive(move || asked().is_some())
            on_close=Callback::new(move |()| act.set(None))
            title=title
        >
            {move || asked().map(|row| view! { <Users kind=row.kind key=row.key says_none=true /> })}
        </Dialog>
    }
}

/// Everything that points at a definition, with the part that points.
#[component]
pub fn Users(
    kind: Kind,
    key: DefinitionKey,
    /// Says so when there is nothing.
    #[prop(optional)]
    says_none: bool,
) -> impl IntoView {
    let found = loaded(move || api::definition::usage(kind, key.clone()));
    move || match found.get() {
        None => view! { <SkeletonLines lines=3 /> }.into_any(),
        Some(Err(error)) => view! { <Failed error /> }.into_any(),
        Some(Ok(users)) if users.is_empty() => {
            says_none.then(|| view! { <p>{t!("studio.used_by_none")}</p> }).into_any()
        }
        Some(Ok(users)) => {
            let users = users.into_iter().map(|user| view! { <User user /> }.into_any()).collect_view();
            view! { <ul class="users">{users}</ul> }.into_any()
        }
    }
}

#[component]
fn User(user: Usage) -> impl IntoView {
    let lang = use_lang();
    let title = say(user.title);
    let path = user.path;
    let place = move || place::words(lang.get(), &Value::Null, &format!("/body{path}"));
    view! {
        <li class="row">
            <Icon name=address::icon(user.kind) />
            <a class="title" href=address::of(user.kind, &user.key)>
                {move || title.get()}
            </a>
            <span class="meta">{place}</span>
        </li>
    }
}
