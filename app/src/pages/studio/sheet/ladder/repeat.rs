//! How often a level is told again until someone has it.

use leptos::prelude::*;
use model::{
    ladder::{Ladder, Repeat},
    span::Minutes,
};
use ui::{Check, Field, Input, t};

use super::super::{Sheet, field_id};

/// What is usual where someone asks for it.
const USUAL: Repeat = Repeat { every: Minutes(30), most: 5 };

/// See the module.
#[component]
pub fn Repeats(sheet: Sheet<Ladder>, at: usize) -> impl IntoView {
    let readonly = sheet.readonly();
    let path = format!("/levels/{at}/repeat");
    let repeat = sheet.part(move |ladder| ladder.levels.get(at).and_then(|level| level.repeat));
    let put = move |spot: &str, repeat: Option<Repeat>| {
        sheet.set(&format!("/levels/{at}/repeat{spot}"), |ladder| {
            if let Some(level) = ladder.levels.get_mut(at) {
                level.repeat = repeat;
            }
        });
    };
    let every = Signal::derive(move || repeat.get().map(|repeat| repeat.every.0.to_string()).unwrap_or_default());
    let most = Signal::derive(move || repeat.get().map(|repeat| repeat.most.to_string()).unwrap_or_default());
    let write_every = Callback::new(move |text: String| {
        let every = Minutes(text.trim().parse().unwrap_or(0));
        put("/every", repeat.get_untracked().map(|repeat| Repeat { every, ..repeat }));
    });
    let write_most = Callback::new(move |text: String| {
        let most = text.trim().parse().unwrap_or(0);
        put("/most", repeat.get_untracked().map(|repeat| Repeat { most, ..repeat }));
    });
    let (every_path, most_path) = (format!("{path}/every"), format!("{path}/most"));
    let fields = move || {
        let (every_path, most_path) = (every_path.clone(), most_path.clone());
        view! {
            <div class="targets">
                <Field
                    id=field_id(&every_path)
                    label=t!("studio.repeat_every")
                    hint=t!("studio.repeat_every_hint")
                    error=sheet.wrong(every_path)
                >
                    <Input value=every on_input=write_every kind="number" inputmode="numeric" unit=t!("studio.unit_minutes") readonly=readonly />
                </Field>
                <Field id=field_id(&most_path) label=t!("studio.repeat_most") error=sheet.wrong(most_path)>
                    <Input value=most on_input=write_most kind="number" inputmode="numeric" readonly=readonly />
                </Field>
            </div>
        }
    };
    view! {
        <div class="field" id=field_id(&path)>
            <Check
                checked=Signal::derive(move || repeat.get().is_some())
                on_change=Callback::new(move |on: bool| put("", on.then_some(USUAL)))
                disabled=readonly
            >
                {t!("studio.repeat")}
            </Check>
            <Show when=move || repeat.with(Option::is_some)>{fields.clone()()}</Show>
        </div>
    }
    .into_any()
}
