//! The page of an address that leads nowhere.

use leptos::prelude::*;
use ui::{ButtonKind, Empty, LinkButton, t};

/// There is no such page.
#[component]
pub fn MissingPage() -> impl IntoView {
    view! {
        <main class="page missing" id="content">
            <Empty icon="search" title=t!("error.page_not_found") text=t!("error.page_not_found_why")>
                <LinkButton href="/desk" kind=ButtonKind::Primary>
                    {t!("shell.day")}
                </LinkButton>
            </Empty>
        </main>
    }
    .into_any()
}
