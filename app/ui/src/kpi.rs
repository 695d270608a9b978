//! Key figures: name, number, how it moved, against what. The tone of the movement is its meaning, not its direction.

use leptos::{prelude::*, text_prop::TextProp};

use crate::{Icon, Tone};

/// Which way a number moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// It grew.
    Up,
    /// It shrank.
    Down,
    /// It stayed.
    Same,
}

/// How a number moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta {
    /// Which way.
    pub trend: Trend,
    /// What that means.
    pub tone: Tone,
    /// By how much.
    pub words: String,
}

/// One figure.
#[component]
pub fn Kpi(
    /// What is measured.
    #[prop(into)]
    name: TextProp,
    /// The number, as it is read.
    #[prop(into)]
    value: TextProp,
    /// Its unit, small beside it.
    #[prop(optional, into)]
    unit: Option<TextProp>,
    /// How it moved.
    #[prop(optional, into)]
    delta: Signal<Option<Delta>>,
    /// What it is compared with.
    #[prop(optional, into)]
    against: Option<TextProp>,
) -> impl IntoView {
    let moved = move || {
        delta.get().map(|delta| {
            let icon = match delta.trend {
                Trend::Up => "arrow-up",
                Trend::Down => "arrow-down",
                Trend::Same => "minus",
            };
            view! {
                <span class="delta" data-tone=delta.tone.as_str()>
                    <Icon name=icon />
                    {delta.words}
                </span>
            }
        })
    };
    view! {
        <div class="kpi">
            <span class="name">{move || name.get()}</span>
            <b class="value">
                {move || value.get()}
                {unit.map(|unit| view! { <small>{move || unit.get()}</small> })}
            </b>
            <span class="foot">
                {moved}
                {against.map(|words| view! { <span>{move || words.get()}</span> })}
            </span>
        </div>
    }
}
