//! Empty states: what would be here, and the one thing to do about it.

use leptos::{prelude::*, text_prop::TextProp};

use crate::Icon;

/// What stands in the place of an empty list.
#[component]
pub fn Empty(
    /// What would be here.
    icon: &'static str,
    /// What is not here.
    #[prop(into)]
    title: TextProp,
    /// Why, and what to do.
    #[prop(optional, into)]
    text: Option<TextProp>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon />
            <h3>{move || title.get()}</h3>
            {text.map(|text| view! { <p>{move || text.get()}</p> })}
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </div>
    }
}
