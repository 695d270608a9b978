//! Files in and out of the browser.

use js_sys::Array;
use leptos::{prelude::*, task::spawn_local};
use model::{Kind, key::DefinitionKey};
use ui::{Lang, Toast, Toasts, i18n::t};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, BlobPropertyBag, Event, File, FileReader, HtmlAnchorElement, Url};

use crate::words::error;

/// Packs published definitions with all they point at, and hands the file to the browser.
pub fn export(what: Vec<(Kind, DefinitionKey)>, toasts: Toasts, lang: RwSignal<Lang>) {
    let name = match what.as_slice() {
        [(kind, key)] => format!("deskloom-{kind}-{key}.json"),
        _ => "deskloom-package.json".to_owned(),
    };
    spawn_local(async move {
        let answer = api::package::export(what).await;
        let lang = lang.try_get_untracked().unwrap_or_default();
        toasts.show(match answer {
            Ok(text) => match download(&name, &text) {
                Ok(()) => Toast::good(t(lang, "studio.exported")),
                Err(_) => Toast::bad(t(lang, "studio.export_failed")),
            },
            Err(no) => Toast::bad(error::sentence(lang, &no)),
        });
    });
}

fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}

/// Reads the text of a file that someone picked; nothing when the browser cannot read it.
pub fn read(file: &File, then: Callback<Option<String>>) {
    let Ok(reader) = FileReader::new() else { return then.run(None) };
    let inner = reader.clone();
    let loaded = Closure::once_into_js(move |_: Event| {
        then.run(inner.result().ok().and_then(|text| text.as_string()));
    });
    reader.set_onloadend(Some(loaded.unchecked_ref()));
    if reader.read_as_text(file).is_err() {
        then.run(None);
    }
}
