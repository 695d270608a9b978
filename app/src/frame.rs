//! What stays while pages change: who is signed in, the rail, the live stream.

mod foot;
mod gate_foot;
mod me;
mod notices;
mod rail;

use crate::live::provide_live;
use leptos::prelude::*;
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::use_location,
};

pub use gate_foot::GateFoot;
pub use me::{provide_reader, use_me};

/// The frame of every page behind the sign-in.
///
/// Nothing here waits: a page creates its resources while it is drawn for the first time, and both sides must count
/// them alike.
#[component]
pub fn Frame() -> impl IntoView {
    if use_me().is_some() { view! { <Signed /> }.into_any() } else { view! { <GoSignIn /> }.into_any() }
}

/// The frame of the designers: they fill the window, and have a bar of their own.
#[component]
pub fn Bare() -> impl IntoView {
    if use_me().is_some() { view! { <Outlet /> }.into_any() } else { view! { <GoSignIn /> }.into_any() }
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
fn Signed() -> impl IntoView {
    provide_live();
    view! {
        <div class="shell">
            <rail::Rail />
            <Outlet />
        </div>
    }
    .into_any()
}
