//! List rows outside a table: the title takes the room, facts keep to the right.

use leptos::{prelude::*, text_prop::TextProp};

use crate::Icon;

/// Rows below each other; inside stand [`RowLink`]s.
#[component]
pub fn Rows(
    /// What they list.
    #[prop(into)]
    label: TextProp,
    /// With a line between each two.
    #[prop(optional)]
    ruled: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="rows" class:ruled=ruled aria-label=move || label.get()>
            {children()}
        </ul>
    }
}

/// A row that leads to a page.
#[component]
pub fn RowLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// An icon before the title.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// A number or the like before the title.
    #[prop(optional, into)]
    lead: Option<TextProp>,
    /// What it is called.
    #[prop(into)]
    title: TextProp,
    /// A fact at the right.
    #[prop(optional, into)]
    meta: Option<TextProp>,
    /// It is the one that is shown.
    #[prop(optional, into)]
    current: Signal<bool>,
) -> impl IntoView {
    view! {
        <li>
            <a class="row" href=href aria-current=move || current.get().then_some("true")>
                {icon.map(|name| view! { <Icon name /> })}
                {lead.map(|words| view! { <span class="meta num">{move || words.get()}</span> })}
                <span class="title">{move || title.get()}</span>
                {meta.map(|words| view! { <span class="meta">{move || words.get()}</span> })}
            </a>
        </li>
    }
}
