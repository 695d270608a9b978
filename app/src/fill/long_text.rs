//! Several lines of text.

use leptos::prelude::*;
use ui::Textarea;

use super::Control;

/// Several lines of text; near its end it counts the characters.
#[component]
pub fn LongTextControl(control: Control, longest: Option<u32>, rows: Option<u32>) -> impl IntoView {
    let text = control.text();
    let used = move || text.with(|text| text.chars().count());
    let counter = longest.map(|most| {
        let is_near = move || used() * 10 >= most as usize * 8;
        view! {
            <Show when=is_near>
                <span class="hint" aria-hidden="true">{move || format!("{} / {most}", used())}</span>
            </Show>
        }
    });
    view! {
        <Textarea
            value=text
            on_input=control.set_text()
            rows=rows.unwrap_or(3).clamp(2, 20)
            placeholder=control.example()
            label=control.own_name()
            readonly=control.read_only
        />
        {counter}
    }
}
