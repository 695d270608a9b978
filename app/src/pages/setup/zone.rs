//! Time zones, as the device knows them.

use js_sys::{Array, Function, Intl, Reflect};
use wasm_bindgen::JsCast;

/// The zone of the device.
pub fn own_zone() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &js_sys::Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// Every zone the browser knows, with its own and UTC in any case.
pub fn zones() -> Vec<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok();
    let ask = intl.as_ref().and_then(|intl| Reflect::get(intl, &"supportedValuesOf".into()).ok());
    let ask = ask.and_then(|ask| ask.dyn_into::<Function>().ok());
    let known = ask.and_then(|ask| ask.call1(&wasm_bindgen::JsValue::UNDEFINED, &"timeZone".into()).ok());
    let mut zones: Vec<String> =
        known.map(|known| Array::from(&known).iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default();
    for zone in [own_zone(), "UTC".to_owned()] {
        if !zone.is_empty() && !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones
}
