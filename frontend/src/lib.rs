//! The program that runs in the browser: it takes over the page that the server drew.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes the page over. Called once, when the program is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        app::show_crash();
    }));
    leptos::mount::hydrate_body(app::App);
}
