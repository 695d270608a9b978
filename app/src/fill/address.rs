//! A postal address.

use leptos::prelude::*;
use ui::t;

use super::{
    Control,
    text::{TextControl, TextKind},
};

/// Region, city, street and postcode, each named above its line.
#[component]
pub fn AddressControl(control: Control) -> impl IntoView {
    view! {
        <div class="fill-address">
            <Line control=control.clone() name="region" label=Signal::derive(t!("fill.address_region")) />
            <Line control=control.clone() name="city" label=Signal::derive(t!("fill.address_city")) />
            <Line control=control.clone() name="street" label=Signal::derive(t!("fill.address_street")) />
            <Line control=control name="postcode" label=Signal::derive(t!("fill.address_postcode")) />
        </div>
    }
}

#[component]
fn Line(control: Control, name: &'static str, label: Signal<&'static str>) -> impl IntoView {
    let label = Signal::derive(move || label.get().to_owned());
    view! {
        <div class=format!("fill-address-{name}")>
            <span class="hint" aria-hidden="true">{move || label.get()}</span>
            <TextControl control=control.part(name, label) kind=TextKind::Line />
        </div>
    }
}
