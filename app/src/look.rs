//! Language and colours, switchable without losing work.

use api::{Look, Theme};
use leptos::{prelude::*, task::spawn_local};
use ui::{Lang, provide_lang, use_lang};
use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

use crate::words::{model_lang, ui_lang};

#[derive(Clone, Copy)]
struct Colours(RwSignal<Theme>);

/// How long a choice is kept, in seconds: a year.
const KEPT: u32 = 31_536_000;

/// Makes the look of the page that of everything below.
pub fn provide_look(look: Look) {
    provide_lang(RwSignal::new(ui_lang(look.lang)));
    provide_context(Colours(RwSignal::new(look.theme)));
}

/// The colours in use.
#[must_use]
pub fn use_theme() -> RwSignal<Theme> {
    use_context::<Colours>().map_or_else(RwSignal::default, |Colours(theme)| theme)
}

/// Switches the language: of the page, of the document, of the cookie, and of whoever is signed in.
pub fn speak(lang: RwSignal<Lang>, to: Lang, is_signed_in: bool) {
    lang.set(to);
    keep(Look::LANG_COOKIE, to.tag());
    if let Some(root) = document().document_element() {
        // An attribute of a plain name can always be set.
        let _ = root.set_attribute("lang", to.tag());
    }
    if is_signed_in {
        spawn_local(async move {
            // The cookie holds the choice in this browser even when the server cannot be reached.
            let _ = api::account::set_lang(model_lang(to)).await;
        });
    }
}

/// Switches the colours: of the page, of the document and of the cookie.
pub fn paint(theme: RwSignal<Theme>, to: Theme) {
    theme.set(to);
    keep(Look::THEME_COOKIE, to.as_str());
    if let Some(root) = document().document_element() {
        // Attributes of plain names can always be set.
        let _ = match to.attribute() {
            Some(value) => root.set_attribute("data-theme", value),
            None => root.remove_attribute("data-theme"),
        };
    }
}

fn keep(name: &str, value: &str) {
    if let Ok(document) = document().dyn_into::<HtmlDocument>() {
        // A browser that keeps no cookies forgets the choice; nothing else is lost.
        let _ = document.set_cookie(&format!("{name}={value}; Path=/; Max-Age={KEPT}; SameSite=Lax"));
    }
}

/// The other language, for the switch.
pub fn switch_lang(is_signed_in: bool) -> Callback<()> {
    let lang = use_lang();
    Callback::new(move |()| speak(lang, lang.get_untracked().other(), is_signed_in))
}

/// The next colours, for the switch.
pub fn switch_theme() -> Callback<()> {
    let theme = use_theme();
    Callback::new(move |()| {
        let next = match theme.get_untracked() {
            Theme::Auto => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Auto,
        };
        paint(theme, next);
    })
}
