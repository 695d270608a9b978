//! All definitions of one kind.

use leptos::prelude::*;
use leptos_meta::Title;
use ui::{i18n::t, t, use_lang};

/// See the module.
#[component]
pub fn StudioPage() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Title text=move || t(lang.get(), "shell.studio") />
        <main class="page" id="content">
            <header class="page-bar">
                <h1>{t!("shell.studio")}</h1>
            </header>
        </main>
    }
    .into_any()
}
