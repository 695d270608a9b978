//! One's own account: name, language, zone, look, password, sessions.

mod about;
mod leave;
mod part;
mod security;

use leptos::prelude::*;
use ui::{Choice, FieldGroup, Lang, Segment, i18n::t, t, use_lang};

use self::{about::About, leave::LeavePart, security::Security};
use crate::{
    frame::use_me,
    look::{paint, speak, use_theme},
    pages::admin::roles,
    titled::Title,
};
use api::Theme;
use model::role::Grant;

/// See the module.
#[component]
pub fn AccountPage() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Title text=move || t(lang.get(), "account.title") />
        <main class="page" id="content">
            <header class="page-bar">
                <h1>{t!("account.title")}</h1>
            </header>
            <div class="page-body">
                <div class="narrow account-page">
                    <About />
                    <LeavePart />
                    <LookPart />
                    <Security />
                    <Rights />
                </div>
            </div>
        </main>
    }
    .into_any()
}

/// Language and colours: they take effect as they are picked.
#[component]
fn LookPart() -> impl IntoView {
    let (lang, theme) = (use_lang(), use_theme());
    let langs = Lang::ALL.map(|one| Choice::new(one.tag(), one.name())).to_vec();
    let themes = Signal::derive(move || {
        let words = |theme: Theme| t(lang.get(), &format!("common.theme_{}", theme.as_str()));
        Theme::ALL.map(|theme| Choice::new(theme.as_str(), words(theme))).to_vec()
    });
    view! {
        <section class="account-part">
            <h2>{t!("account.look")}</h2>
            <FieldGroup id="account-lang" label=t!("common.language")>
                <Segment
                    name="account-lang"
                    label=t!("common.language")
                    value=Signal::derive(move || lang.get().tag().to_owned())
                    choices=Signal::stored(langs)
                    control=true
                    on_pick=Callback::new(move |tag: String| {
                        if let Some(to) = Lang::from_tag(&tag) {
                            speak(lang, to, true);
                        }
                    })
                />
            </FieldGroup>
            <FieldGroup id="account-theme" label=t!("common.theme") hint=t!("account.theme_why")>
                <Segment
                    name="account-theme"
                    label=t!("common.theme")
                    value=Signal::derive(move || theme.get().as_str().to_owned())
                    choices=themes
                    control=true
                    on_pick=Callback::new(move |name: String| {
                        if let Some(to) = Theme::ALL.into_iter().find(|theme| theme.as_str() == name) {
                            paint(theme, to);
                        }
                    })
                />
            </FieldGroup>
        </section>
    }
    .into_any()
}

/// What one may do, in words.
#[component]
fn Rights() -> impl IntoView {
    let lang = use_lang();
    let rights = use_me().map(|me| me.rights).unwrap_or_default();
    let lines = rights
        .into_iter()
        .map(|(right, scope)| view! { <li>{move || roles::words(lang.get(), Grant { right, scope })}</li> }.into_any())
        .collect_view();
    view! {
        <section class="account-part">
            <h2>{t!("account.rights")}</h2>
            <ul class="plain-list support">{lines}</ul>
        </section>
    }
    .into_any()
}
