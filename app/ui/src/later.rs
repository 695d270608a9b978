//! Parts of a page that are loaded behind it: when they are first shown, or when the page is at rest.
//!
//! Such a part is a function behind `wasm_split` whose module is called `<room>_<part>`: the build leaves out of its
//! file what the room has brought already (`xtask/src/site/bundle.rs`). The server does not draw it.

use leptos::{ev, prelude::*, task::spawn_local, wasm_split::SplitLoaderError};
use send_wrapper::SendWrapper;

use crate::{Button, ButtonKind, Notice, SkeletonLines, Tone, t};

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
    let (is_alive, tries) = (RwSignal::new(false), RwSignal::new(0_u32));
    // The page has been taken over: from here on there is a browser that can fetch.
    Effect::new(move |_| is_alive.set(true));
    let waiting = move || (!quiet).then(|| view! { <SkeletonLines lines=3 /> });
    move || {
        tries.track();
        if !is_alive.get() {
            return waiting().into_any();
        }
        let arriving = SendWrapper::new(part());
        let drawn =
            Suspend::new(
                async move { arriving.await.unwrap_or_else(|NotLoaded| view! { <Missing tries /> }.into_any()) },
            );
        view! { <Suspense fallback=waiting>{drawn}</Suspense> }.into_any()
    }
}

/// The part did not arrive; it is asked for again when the browser is back on the net, or when one wants it.
#[component]
fn Missing(tries: RwSignal<u32>) -> impl IntoView {
    let again = Callback::new(move |()| tries.update(|tries| *tries += 1));
    // Being on the net is outside.
    Effect::new(move |_| {
        let heard = window_event_listener(ev::online, move |_| again.run(()));
        on_cleanup(move || heard.remove());
    });
    let acts =
        ViewFn::from(move || view! { <Button kind=ButtonKind::Link on_press=again>{t!("common.retry")}</Button> });
    view! {
        <Notice tone=Tone::Bad acts>
            {t!("error.part_not_loaded")}
        </Notice>
    }
}

/// Whether something was ever so: what is drawn for it once stays, so that it can be seen to close.
pub fn ever(is_so: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    Memo::new(move |before: Option<&bool>| is_so() || before.copied().unwrap_or(false))
}

/// Fetches a part once the page is at rest, so that it is there when it is asked for.
pub fn at_rest<Fetching: Future<Output = ()> + 'static>(fetch: impl Fn() -> Fetching + 'static) {
    request_idle_callback(move || spawn_local(fetch()));
}
