//! Facts: pairs of label and value on one grid.

use leptos::{prelude::*, text_prop::TextProp};

/// The list; inside stand [`Fact`]s.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One pair.
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    name: TextProp,
    /// Its value.
    children: Children,
) -> impl IntoView {
    view! {
        <dt>{move || name.get()}</dt>
        <dd>{children()}</dd>
    }
}
