//! The title of a page, in the browser's tab.

use leptos::{prelude::*, text_prop::TextProp};
use leptos_meta::Title as MetaTitle;

/// See the module.
#[component]
pub fn Title(
    /// Its words, followed in the browser.
    #[prop(into)]
    text: TextProp,
) -> impl IntoView {
    // The server writes the title when the page is drawn already, on whatever thread: no signal is within reach there.
    #[cfg(feature = "ssr")]
    let text = TextProp::from(untrack(|| text.get()).to_string());
    view! { <MetaTitle text=text /> }
}
