//! Tooltips: one line about what they stand beside; shown by pointer and by focus, heard as a description.

use leptos::{prelude::*, text_prop::TextProp};

/// Something with a tooltip. What is inside should be able to take the focus.
#[component]
pub fn Tooltip(
    /// The id of the tooltip; unique on the page, made of data.
    #[prop(into)]
    id: String,
    /// The line.
    #[prop(into)]
    text: TextProp,
    /// A key that belongs to it.
    #[prop(optional, into)]
    shortcut: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let described = id.clone();
    view! {
        <span class="tipped" aria-describedby=described>
            {children()}
            <span class="tooltip" role="tooltip" id=id>
                {move || text.get()}
                {shortcut.map(|key| view! { <kbd>{key}</kbd> })}
            </span>
        </span>
    }
}
