//! The day an instant falls on, in the reader's zone once the browser knows it.

use chrono::{DateTime, Utc};
use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::*;
use ui::time::use_zone;
use wasm_bindgen::JsValue;

use crate::mounted::use_mounted;

/// A function from an instant to its day, such as `2026-11-23`. The first view counts in UTC on both sides.
pub fn use_day_of() -> impl Fn(DateTime<Utc>) -> String + Copy + Send + Sync + 'static {
    let (zone, is_mounted) = (use_zone(), use_mounted());
    move |at| {
        let here = if is_mounted.get() { in_zone(at, zone.get().as_deref()) } else { None };
        here.unwrap_or_else(|| at.date_naive().to_string())
    }
}

/// The Canadian way to write a date is the one of ISO 8601.
fn in_zone(at: DateTime<Utc>, zone: Option<&str>) -> Option<String> {
    let options = Object::new();
    if let Some(zone) = zone.filter(|zone| !zone.is_empty()) {
        Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
        // An unknown zone makes the constructor throw; asking for its name first tells without throwing here.
        let known = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let maker = Reflect::get(&known, &"DateTimeFormat".into()).ok()?;
        Reflect::construct(&maker.into(), &Array::of2(&"en-CA".into(), &options)).ok()?;
    }
    for part in ["year", "month", "day"] {
        let form = if part == "year" { "numeric" } else { "2-digit" };
        Reflect::set(&options, &part.into(), &form.into()).ok()?;
    }
    let format = Intl::DateTimeFormat::new(&Array::of1(&"en-CA".into()), &options).format();
    let date = Date::new(&at.to_rfc3339().into());
    format.call1(&JsValue::UNDEFINED, &date).ok()?.as_string()
}
