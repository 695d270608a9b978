//! What stays while pages change: who is signed in, the rail, the live stream, and what is reached by keys from
//! everywhere: the command palette and the sheet of shortcuts.

mod commands;
mod connection;
mod duty;
mod foot;
mod gate_foot;
mod keys;
mod me;
mod notices;
mod over;
mod rail;
mod session_end;
mod shortcuts;

use crate::{live::provide_live, pages::tickets::views::provide_views};
use leptos::prelude::*;
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::use_location,
};

pub use commands::use_palette;
pub use gate_foot::GateFoot;
pub use me::{provide_reader, use_me, use_reader};

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
    if use_me().is_none() {
        return view! { <GoSignIn /> }.into_any();
    }
    view! {
        <Around>
            <div class="whole">
                <connection::ConnectionStrip />
                <Outlet />
            </div>
        </Around>
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
fn Signed() -> impl IntoView {
    view! {
        <Around>
            <div class="shell">
                <rail::Rail />
                <div class="shell-page">
                    <connection::ConnectionStrip />
                    <Outlet />
                </div>
            </div>
        </Around>
    }
    .into_any()
}

/// What every page behind the sign-in has around it: the live stream, the keys, and what opens over the page.
#[component]
fn Around(children: Children) -> impl IntoView {
    provide_live();
    provide_views();
    commands::provide_palette();
    shortcuts::provide_sheet();
    keys::listen();
    commands::remember_visits();
    view! {
        {children()}
        <over::OverPage />
    }
    .into_any()
}
