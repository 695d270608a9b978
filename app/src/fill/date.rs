//! A date, a time of day, or both.

use chrono::{DateTime, Utc};
use js_sys::Date;
use leptos::prelude::*;
use model::Value;
use ui::Input;
use wasm_bindgen::JsValue;
use wire::Decode;

use super::Control;
use crate::mounted::use_mounted;

/// A date.
#[component]
pub fn DateControl(control: Control) -> impl IntoView {
    view! {
        <Input
            value=control.text()
            on_input=control.set_text()
            kind="date"
            label=control.own_name()
            readonly=control.read_only
        />
    }
}

/// A time of day.
#[component]
pub fn TimeControl(control: Control) -> impl IntoView {
    view! {
        <Input
            value=control.text()
            on_input=control.set_text()
            kind="time"
            label=control.own_name()
            readonly=control.read_only
        />
    }
}

/// An instant, written in the time of the person's device and stored with its offset.
#[component]
pub fn DateTimeControl(control: Control) -> impl IntoView {
    let is_mounted = use_mounted();
    let (value, set) = (control.value, control.set);
    // Only the browser knows its zone: the first view on both sides is empty, the time comes after mounting.
    let shown = Signal::derive(move || {
        let is_mounted = is_mounted.get();
        value.with(|value| value.as_str().filter(|_| is_mounted).map(local).unwrap_or_default())
    });
    let on_input = Callback::new(move |text: String| set.run(instant(&text)));
    view! {
        <Input
            value=shown
            on_input=on_input
            kind="datetime-local"
            label=control.own_name()
            readonly=control.read_only
        />
    }
}

/// A stored instant as a `datetime-local` value.
fn local(stored: &str) -> String {
    let date = Date::new(&JsValue::from_str(stored));
    if date.get_time().is_nan() {
        return String::new();
    }
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}

/// The instant that a `datetime-local` value means in the zone of the person's device.
pub fn typed_instant(typed: &str) -> Option<DateTime<Utc>> {
    Decode::decode(instant(typed)).ok()
}

/// A `datetime-local` value as it is stored.
fn instant(typed: &str) -> Value {
    let date = Date::new(&JsValue::from_str(typed));
    if typed.is_empty() || date.get_time().is_nan() {
        return Value::Null;
    }
    date.to_iso_string().as_string().map_or(Value::Null, Value::from)
}
