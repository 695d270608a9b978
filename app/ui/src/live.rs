//! A part of a view that is drawn again when what it reads changes.

use leptos::prelude::*;

/// Draws with a closure, and again whenever what it read has changed: `{live(move || …)}`. The same as the bare closure
/// `{move || …}`, but everything around it is compiled once and not once for each closure, which is what most of a
/// program for the browser would else consist of.
#[must_use]
pub fn live<V: IntoAny + 'static>(draw: impl Fn() -> V + Send + Sync + 'static) -> AnyView {
    erased(Box::new(move || draw().into_any()))
}

fn erased(draw: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || draw()).into_any()
}
