//! Points, from one to the best.

use leptos::prelude::*;
use model::Value;
use ui::{Choice, Segment};

use super::Control;

/// One button per point.
#[component]
pub fn RatingControl(control: Control, most: u8) -> impl IntoView {
    let (value, set, label) = (control.value, control.set, control.label);
    let points = Signal::derive(move || value.with(|value| value.as_u64().map(|n| n.to_string()).unwrap_or_default()));
    let choices: Vec<Choice> = (1..=most).map(|point| Choice::new(point.to_string(), point.to_string())).collect();
    view! {
        <Segment
            name=control.id.clone()
            label=move || label.get()
            value=points
            choices=Signal::stored(choices)
            on_pick=Callback::new(move |point: String| set.run(point.parse::<u8>().map_or(Value::Null, Value::from)))
            control=true
            disabled=control.read_only
        />
    }
}
