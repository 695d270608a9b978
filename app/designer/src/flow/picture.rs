//! The drawing as a picture to keep: SVG with its colours written in, so that it looks the same elsewhere.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::stage::Stage;

/// What is taken over from the page for each shape.
const STYLES: [&str; 9] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
];

/// Offers the drawing as a file.
pub(super) fn save_picture(stage: Stage) {
    let Some(text) = picture(stage) else { return };
    let parts = js_sys::Array::of1(&JsValue::from_str(&text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(address) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let Some(link) = link {
        // Setting attributes of a new element cannot fail.
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", "flow.svg");
        link.click();
    }
    // An address that is not known any more needs no revoking.
    let _ = web_sys::Url::revoke_object_url(&address);
}

fn picture(stage: Stage) -> Option<String> {
    let drawing = document().query_selector(".flow-drawing").ok().flatten()?;
    let copy = drawing.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
    dress(&drawing, &copy)?;
    copy.remove_attribute("transform").ok()?;
    let bounds = stage.with(|canvas| canvas.routes().bounds())?.grown(32.0);
    let tips = document().query_selector("svg.flow defs").ok().flatten().map(|defs| defs.outer_html());
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {} {}\">{}{}</svg>",
        bounds.x,
        bounds.y,
        bounds.width,
        bounds.height,
        tips.unwrap_or_default(),
        copy.outer_html()
    ))
}

/// Writes the looks of each shape into its copy.
fn dress(shown: &Element, copy: &Element) -> Option<()> {
    let (all, copies) = (shown.query_selector_all("*").ok()?, copy.query_selector_all("*").ok()?);
    for index in 0..all.length() {
        let (Some(one), Some(copy)) = (all.item(index), copies.item(index)) else { continue };
        let (Ok(one), Ok(copy)) = (one.dyn_into::<Element>(), copy.dyn_into::<Element>()) else { continue };
        let Some(style) = window().get_computed_style(&one).ok().flatten() else { continue };
        for name in STYLES {
            if let Ok(value) = style.get_property_value(name) {
                // Setting an attribute of an element cannot fail.
                let _ = copy.set_attribute(name, &value);
            }
        }
    }
    Some(())
}
