//! The head of the administration's pages: its name, its parts, and what can be added.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::{TabLink, TabNav, i18n::t, t, use_lang};

use crate::titled::Title;

/// The parts: address and name.
const PARTS: [(&str, &str); 3] =
    [("/admin/people", "admin.people"), ("/admin/teams", "admin.teams"), ("/admin/roles", "admin.roles")];

/// See the module.
#[component]
pub fn Head(
    /// The key of the page's name.
    title: &'static str,
    /// What can be added.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let lang = use_lang();
    let path = use_location().pathname;
    let part = move |(href, words): (&'static str, &'static str)| {
        let current = Signal::derive(move || path.with(|path| path.trim_end_matches('/') == href));
        view! {
            <TabLink href=href current=current>
                {t!(words)}
            </TabLink>
        }
        .into_any()
    };
    view! {
        <Title text=move || t(lang.get(), title) />
        <header class="page-bar">
            <h1>{t!("admin.title")}</h1>
            <TabNav label=t!("admin.parts")>{PARTS.map(part).collect_view()}</TabNav>
            <div class="acts">{children.map(|children| children())}</div>
        </header>
    }
    .into_any()
}
