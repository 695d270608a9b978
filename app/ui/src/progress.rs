//! Progress of long work that may be left, and levels against a limit.

use leptos::{prelude::*, text_prop::TextProp};

use crate::Tone;

/// How far something is.
#[component]
pub fn Progress(
    /// In percent.
    #[prop(into)]
    at: Signal<u32>,
    /// What goes on.
    #[prop(into)]
    label: TextProp,
    /// What it means.
    #[prop(optional, into)]
    tone: Option<Tone>,
) -> impl IntoView {
    let at = move || at.get().min(100);
    view! {
        <span
            class="progress"
            role="progressbar"
            aria-label=move || label.get()
            aria-valuenow=move || at().to_string()
            aria-valuemin="0"
            aria-valuemax="100"
            data-tone=tone.map(Tone::as_str)
            style=move || format!("--at:{}", at())
        >
            <i></i>
        </span>
    }
}
