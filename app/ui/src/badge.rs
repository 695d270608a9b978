//! Short facts: badges, states, levels and counts. Never colour alone: a state is glyph and word.

use leptos::{prelude::*, text_prop::TextProp};

use crate::{Icon, Tone};

/// A short fact in a box.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional, into)]
    tone: Option<Tone>,
    /// Drawn by its outline.
    #[prop(optional)]
    outline: bool,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <span class="badge" class:outline=outline data-tone=tone.map(Tone::as_str)>
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </span>
    }
}

/// A state: the glyph says it in shape, the tone in colour, the word in words.
#[component]
pub fn Status(
    /// The glyph.
    icon: &'static str,
    /// What it means.
    tone: Tone,
    /// In a pill, for the head of a page.
    #[prop(optional)]
    pill: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <span class="status" class:pill=pill data-tone=tone.as_str()>
            <Icon name=icon />
            {children()}
        </span>
    }
}

/// How much something presses: bars and a word; the highest level is red.
#[component]
pub fn Level(
    /// `low`, `normal`, `high` or `urgent`.
    #[prop(into)]
    level: String,
    children: Children,
) -> impl IntoView {
    let icon = match level.as_str() {
        "urgent" => "p-urgent",
        "high" => "p-high",
        "low" => "p-low",
        _ => "p-normal",
    };
    view! {
        <span class="priority" data-level=level>
            <Icon name=icon />
            {children()}
        </span>
    }
}

/// A number beside a word; with a tone it stands in a pill and means something.
#[component]
pub fn Count(
    /// How many.
    #[prop(into)]
    of: Signal<usize>,
    /// What it means.
    #[prop(optional, into)]
    tone: Option<Tone>,
    /// What is counted, for those who do not see what it stands beside.
    #[prop(optional, into)]
    label: Option<TextProp>,
) -> impl IntoView {
    view! {
        <span class="count" data-tone=tone.map(Tone::as_str)>
            {move || of.get()}
            {label.map(|words| view! { <span class="unseen">{move || words.get()}</span> })}
        </span>
    }
}
