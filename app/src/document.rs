//! The HTML document around the app.

use std::path::Path;

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
    /// What the page needs besides, asked for while the program is still on its way.
    pub parts: Vec<String>,
    /// The nonce of the content policy; the one leptos made for this answer, if absent.
    pub nonce: Option<String>,
}

/// What is done while the program is still on its way is done again when it is there: the last button is pressed, and
/// what was typed is typed, because a field that is taken over begins with what the program knows. Buttons that the
/// browser answers itself are left to it. `data-alive` says that the page has been taken over.
const PATIENCE: &str = "\
let early = null;
const typed = new Map();
const isTicked = (field) => field.type === 'checkbox' || field.type === 'radio';
const note = ({ target }) => typed.set(target, isTicked(target) ? target.checked : target.value);
const again = (field, value) => {
  field[isTicked(field) ? 'checked' : 'value'] = value;
  for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));
};
const keep = (event) => { early = event.target.closest?.('button[type=button]:not([popovertarget])') ?? early; };
addEventListener('click', keep, true);
addEventListener('input', note, true);
const begin = async (js, wasm) => {
  const { default: start, hydrate } = await import(js);
  await start({ module_or_path: wasm });
  await hydrate();
  removeEventListener('click', keep, true);
  removeEventListener('input', note, true);
  setTimeout(() => {
    for (const [field, value] of typed) if (field.isConnected) again(field, value);
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
    let parts = assets.parts.into_iter().map(|part| preload(part, nonce.clone())).collect_view();
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
                {parts}
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

/// Asks for a part of the program early, as the module or the bytes that it is.
fn preload(part: String, nonce: Option<String>) -> AnyView {
    if Path::new(&part).extension().is_some_and(|end| end == "js") {
        view! { <link rel="modulepreload" href=part nonce=nonce /> }.into_any()
    } else {
        view! { <link rel="preload" href=part r#as="fetch" crossorigin="anonymous" /> }.into_any()
    }
}
