//! The head of the administration's pages: its name, its parts, and what can be added.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::role::Right;
use ui::{TabLink, TabNav, i18n::t, t, use_lang};

use crate::{frame::use_me, titled::Title};

/// The parts: address, name, and the right it takes to be led there.
const PARTS: [(&str, &str, Right); 5] = [
    ("/admin/people", "shell.people", Right::ManagePeople),
    ("/admin/teams", "shell.teams", Right::ManagePeople),
    ("/admin/roles", "shell.roles", Right::ManagePeople),
    ("/admin/workload", "admin.workload", Right::ReadPeople),
    ("/admin/incidents", "admin.incidents", Right::Administer),
];

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
    let part = move |(href, words, _): (&'static str, &'static str, Right)| {
        let current = Signal::derive(move || path.with(|path| path.trim_end_matches('/') == href));
        view! {
            <TabLink href=href current=current>
                {t!(words)}
            </TabLink>
        }
        .into_any()
    };
    let me = use_me();
    let parts =
        PARTS.into_iter().filter(|(.., right)| me.as_ref().is_some_and(|me| me.may(*right))).map(part).collect_view();
    view! {
        <Title text=move || t(lang.get(), title) />
        <header class="page-bar">
            <h1>{t!("admin.title")}</h1>
            <TabNav label=t!("admin.parts")>{parts}</TabNav>
            <div class="acts">{children.map(|children| children())}</div>
        </header>
    }
    .into_any()
}
