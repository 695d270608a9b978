//! The program that runs in the browser: it takes over the page that the server drew.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes the page over, once the part of the program that it needs is there. Called once, when the program is loaded.
#[wasm_bindgen]
pub async fn hydrate() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        app::show_crash();
    }));
    app::rooms::enter().await;
    leptos::mount::hydrate_body(app::App);
}
