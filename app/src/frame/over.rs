//! What opens over every page: the command palette, the sheet of shortcuts, signing in again, and the list of messages.
//! It is fetched when the page is at rest, and drawn when it is first opened.

use leptos::prelude::*;
use ui::{Later, NotLoaded, at_rest, ever};

use super::{
    commands::{CommandPalette, use_palette},
    notices::{NoticeList, Rung},
    session_end::{SessionEnd, provide_end},
    shortcuts::{ShortcutSheet, use_sheet},
};

/// See the module; the messages have their place in the rail.
#[component]
pub fn OverPage() -> impl IntoView {
    let (palette, sheet, is_over) = (use_palette(), use_sheet(), provide_end());
    let is_wanted = ever(move || palette.is_open() || sheet.get() || is_over.get());
    Effect::new(move |_| at_rest(fetch));
    move || is_wanted.get().then(|| view! { <Later part=move || frame_over(is_over) quiet=true /> })
}

async fn fetch() {
    // Tried again when something is opened, and said there.
    let _ = load_frame_over().await;
}

#[leptos::wasm_split::wasm_split(frame_over, wasm_split_path = ::leptos::wasm_split, preload(load_frame_over), fallible)]
fn frame_over(is_over: RwSignal<bool>) -> Result<AnyView, NotLoaded> {
    let view = view! {
        <CommandPalette />
        <ShortcutSheet />
        <SessionEnd is_over />
    };
    Ok(view.into_any())
}

/// The messages behind the bell.
#[leptos::wasm_split::wasm_split(frame_over, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn frame_notices(rung: Rung) -> Result<AnyView, NotLoaded> {
    Ok(view! { <NoticeList rung /> }.into_any())
}
