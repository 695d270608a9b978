//! Differences: added, changed and removed carry a sign as well as a colour.

use leptos::{prelude::*, text_prop::TextProp};

/// How something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Differs {
    /// It is new.
    Added,
    /// It is another.
    Changed,
    /// It is gone.
    Removed,
}

impl Differs {
    const fn sign(self) -> (&'static str, &'static str) {
        match self {
            Self::Added => ("+", "good"),
            Self::Changed => ("~", "warn"),
            Self::Removed => ("−", "bad"),
        }
    }
}

/// The list; inside stand [`DiffLine`]s.
#[component]
pub fn Diff(
    /// What is compared.
    #[prop(into)]
    label: TextProp,
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="diff" aria-label=move || label.get()>
            {children()}
        </ul>
    }
}

/// One difference.
#[component]
pub fn DiffLine(
    /// How it differs.
    differs: Differs,
    /// The same in a word, for the right side.
    #[prop(into)]
    word: TextProp,
    /// What differs; old and new values stand in `del` and `ins`.
    children: Children,
) -> impl IntoView {
    let (sign, tone) = differs.sign();
    view! {
        <li data-sign=sign data-tone=tone>
            <span class="what">{children()}</span>
            <span class="meta">{move || word.get()}</span>
        </li>
    }
}
