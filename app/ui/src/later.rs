//! Parts of a page that are loaded behind it: when they are first shown, or when the page is at rest.
//!
//! Such a part is a function behind `wasm_split` whose module is called `<room>_<part>`: the build leaves out of its
//! file what the room has brought already (`xtask/src/site/bundle.rs`). The server does not draw it.

use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};
use send_wrapper::SendWrapper;

use crate::{Notice, SkeletonLines, Tone, t};

/// A part of the program did not arrive.
#[derive(Clone, Copy, Debug)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// A part that may still be on its way.
#[component]
pub fn Later<Part, Arriving>(
    /// Fetches the part and draws it.
    part: Part,
    /// Shows nothing in its place while it is on its way.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView
where
    Part: Fn() -> Arriving + Send + Sync + 'static,
    Arriving: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let is_alive = RwSignal::new(false);
    // The page has been taken over: from here on there is a browser that can fetch.
    Effect::new(move |_| is_alive.set(true));
    let waiting = move || (!quiet).then(|| view! { <SkeletonLines lines=3 /> });
    move || {
        if !is_alive.get() {
            return waiting().into_any();
        }
        let arriving = SendWrapper::new(part());
        let drawn = Suspend::new(async move {
            arriving.await.unwrap_or_else(|NotLoaded| {
                view! { <Notice tone=Tone::Bad>{t!("error.part_not_loaded")}</Notice> }.into_any()
            })
        });
        view! { <Suspense fallback=waiting>{drawn}</Suspense> }.into_any()
    }
}

/// Fetches a part once the page is at rest, so that it is there when it is asked for.
pub fn at_rest<Fetching: Future<Output = ()> + 'static>(fetch: impl Fn() -> Fetching + 'static) {
    request_idle_callback(move || spawn_local(fetch()));
}
