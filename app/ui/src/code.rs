//! Expressions to read: names, values and words told apart, and what came of one.

use leptos::prelude::*;

use crate::{Icon, Tone};

/// What a piece of an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Something that stands for a value, such as `fields.leak`.
    Name,
    /// A value that is written down.
    Value,
    /// An operator or a word of the language.
    Word,
    /// Something that is not understood.
    Wrong,
    /// Everything else.
    Plain,
}

impl Piece {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("name"),
            Self::Value => Some("value"),
            Self::Word => Some("word"),
            Self::Wrong => Some("wrong"),
            Self::Plain => None,
        }
    }
}

/// One line of an expression.
#[component]
pub fn Code(
    /// Its pieces, spaces included.
    pieces: Vec<(Piece, String)>,
) -> impl IntoView {
    let spans = pieces
        .into_iter()
        .map(|(piece, text)| view! { <span class=piece.class()>{text}</span> }.into_any())
        .collect_view();
    // Reachable by keyboard, because it scrolls.
    view! { <code class="code" tabindex="0">{spans}</code> }
}

/// What came of an expression: a value, or what is wrong with it.
#[component]
pub fn CodeResult(
    /// Good for a value, bad for a mistake.
    tone: Tone,
    children: Children,
) -> impl IntoView {
    let icon = if tone == Tone::Bad { "error" } else { "done" };
    view! {
        <p class="code-result" data-tone=tone.as_str()>
            <Icon name=icon />
            {children()}
        </p>
    }
}
