//! Breadcrumbs: the way here; the last part is the page.

use leptos::{prelude::*, text_prop::TextProp};

use crate::{Icon, t};

/// The way here. Inside stand [`CrumbLink`]s, then the name of the page.
#[component]
pub fn Crumb(
    /// The name of the page.
    #[prop(into)]
    here: TextProp,
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="crumb" aria-label=t!("common.breadcrumb")>
            {children()}
            <span aria-current="page">{move || here.get()}</span>
        </nav>
    }
}

/// One part of the way.
#[component]
pub fn CrumbLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href>{children()}</a>
        <Icon name="right" />
    }
}
