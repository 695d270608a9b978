//! Whether the page is alive. What only a browser knows (its zone, its storage) is shown from then on, so that the
//! first view is the same on both sides.

use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Mounted(RwSignal<bool>);

/// Says, from here down, when the browser has taken the page over.
pub fn provide_mounted() {
    let mounted = RwSignal::new(false);
    provide_context(Mounted(mounted));
    // The outside here is the browser itself: effects run only there.
    Effect::new(move |_| mounted.set(true));
}

/// Whether the browser has taken the page over.
#[must_use]
pub fn use_mounted() -> Signal<bool> {
    use_context::<Mounted>().map_or_else(|| Signal::stored(false), |mounted| mounted.0.into())
}
