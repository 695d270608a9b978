//! What stays while pages change: who is signed in, the rail, the live stream.

mod foot;
mod gate_foot;
mod me;
mod notices;
mod rail;

use leptos::prelude::*;
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::use_location,
};
use model::view::Me;
use ui::SkeletonLines;

use crate::{failed::Failed, live::provide_live};

pub use gate_foot::GateFoot;
pub use me::{provide_zone, use_me};

/// The frame of every page behind the sign-in.
#[component]
pub fn Frame() -> impl IntoView {
    let me = Resource::new_blocking(|| (), |()| api::account::me());
    let retry = Callback::new(move |()| me.refetch());
    view! {
        <Transition fallback=Waiting>
            {move || {
                me.get()
                    .map(|answer| match answer {
                        Ok(Some(me)) => view! { <Signed me /> }.into_any(),
                        Ok(None) => view! { <GoSignIn /> }.into_any(),
                        Err(error) => view! { <main class="page"><Failed error on_retry=retry /></main> }.into_any(),
                    })
            }}
        </Transition>
    }
    .into_any()
}

/// The shape of the frame while it is not known who is signed in.
#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div class="shell">
            <nav class="rail"></nav>
            <main class="page" id="content" aria-busy="true">
                <header class="page-bar"></header>
                <div class="page-body padded">
                    <SkeletonLines lines=6 />
                </div>
            </main>
        </div>
    }
    .into_any()
}

#[component]
fn GoSignIn() -> impl IntoView {
    let location = use_location();
    let to = untrack(|| {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() { path } else { format!("{path}?{}", search.trim_start_matches('?')) }
    });
    let to: String = to
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    view! { <Redirect path=format!("/login?to={to}") /> }.into_any()
}

/// The frame with someone in it.
#[component]
fn Signed(me: Me) -> impl IntoView {
    me::provide_me(me);
    provide_live();
    view! {
        <div class="shell">
            <rail::Rail />
            <Outlet />
        </div>
    }
    .into_any()
}
