//! Icons out of one sprite, and the mark of the product.

use leptos::{prelude::*, text_prop::TextProp};

/// Where the sprite is served.
pub const SPRITE: &str = env!("DESKLOOM_ICONS");

/// One icon: 16 px, or 20 when `large`. With a `label` it says something to a screen reader, else it is decoration.
#[component]
pub fn Icon(
    /// Its name in `style/icons.svg`, without the leading `i-`.
    name: &'static str,
    /// What it says, where it stands without a word.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// The larger size, for the portal and setup.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let role = label.is_some().then_some("img");
    let hidden = label.is_none().then_some("true");
    view! {
        <svg class="icon" class:large=large role=role aria-hidden=hidden aria-label=label.map(|label| move || label.get())>
            <use href=format!("{SPRITE}#i-{name}")></use>
        </svg>
    }
}

/// The mark: a desk's warp and weft.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
            <g class="warp">
                <rect x="5" y="2" width="4" height="11.5" rx="1"></rect>
                <rect x="5" y="20.5" width="4" height="1.5" rx=".75"></rect>
                <rect x="15" y="2" width="4" height="1.5" rx=".75"></rect>
                <rect x="15" y="10.5" width="4" height="11.5" rx="1"></rect>
            </g>
            <g class="weft">
                <rect x="2" y="5" width="1.5" height="4" rx=".75"></rect>
                <rect x="10.5" y="5" width="11.5" height="4" rx="1"></rect>
                <rect x="2" y="15" width="11.5" height="4" rx="1"></rect>
                <rect x="20.5" y="15" width="1.5" height="4" rx=".75"></rect>
            </g>
        </svg>
    }
}
