//! The HTML document around the app.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::App;

/// Where the parts of the page that are files are served. The server gives one.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The module that loads the program.
    pub js: String,
    /// The program.
    pub wasm: String,
    /// The nonce of the content policy; the one leptos made for this answer, if absent.
    pub nonce: Option<String>,
}

/// A button that is pressed while the program is still on its way is pressed again when it is there. Buttons that the
/// browser answers itself are left to it. `data-alive` says that the page has been taken over.
const PATIENCE: &str = "\
let early = null;
const keep = (event) => { early = event.target.closest?.('button[type=button]:not([popovertarget])') ?? early; };
addEventListener('click', keep, true);
const begin = async (js, wasm) => {
  const { default: start, hydrate } = await import(js);
  await start({ module_or_path: wasm });
  await hydrate();
  removeEventListener('click', keep, true);
  setTimeout(() => {
    document.documentElement.dataset.alive = '';
    if (early?.isConnected) early.click();
  });
};
";

/// The whole document of a page, in the language and colours of its reader.
pub fn shell(assets: Assets) -> impl IntoView {
    let look = api::look();
    let nonce = assets.nonce.or_else(|| use_nonce().map(|nonce| nonce.to_string()));
    let (js, wasm) = (assets.js, assets.wasm);
    let start = format!("{PATIENCE}await begin({js:?}, {wasm:?});");
    view! {
        <!DOCTYPE html>
        <html lang=look.lang.tag() data-theme=look.theme.attribute()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <link rel="stylesheet" href=assets.css />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="modulepreload" href=js nonce=nonce.clone() />
                <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
                <script type="module" nonce=nonce>
                    {start}
                </script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
