//! Time zones, as the browser knows them. They come after mounting: the server's list may be another one.

use js_sys::{Array, Function, Intl, Reflect};
use leptos::prelude::*;
use ui::Choice;
use wasm_bindgen::{JsCast, JsValue};

use crate::mounted::use_mounted;

/// Every zone as something to choose, `chosen` in any case.
pub fn use_zones(chosen: Signal<String>) -> Signal<Vec<Choice>> {
    let is_alive = use_mounted();
    Signal::derive(move || {
        let mut zones = if is_alive.get() { zones() } else { Vec::new() };
        let chosen = chosen.get();
        if !chosen.is_empty() && !zones.contains(&chosen) {
            zones.push(chosen);
        }
        zones.into_iter().map(|zone| Choice::new(zone.clone(), zone)).collect()
    })
}

fn zones() -> Vec<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok();
    let ask = intl.as_ref().and_then(|intl| Reflect::get(intl, &"supportedValuesOf".into()).ok());
    let ask = ask.and_then(|ask| ask.dyn_into::<Function>().ok());
    let known = ask.and_then(|ask| ask.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok());
    let mut zones: Vec<String> =
        known.map(|known| Array::from(&known).iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default();
    let options = Intl::DateTimeFormat::new(&Array::new(), &js_sys::Object::new()).resolved_options();
    let own = Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string());
    for zone in own.into_iter().chain(["UTC".to_owned()]) {
        if !zone.is_empty() && !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones
}
