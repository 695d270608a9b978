//! The working week: which days, from when to when, with a break or without.

use leptos::prelude::*;
use ui::{Check, Field, FieldGroup, Input, t, use_lang};

use super::typed::{Hours, Typed};

const DAYS: [&str; 7] = ["setup.mon", "setup.tue", "setup.wed", "setup.thu", "setup.fri", "setup.sat", "setup.sun"];

/// See the module.
#[component]
pub fn HoursPart(typed: Typed) -> impl IntoView {
    let lang = use_lang();
    let hours = typed.hours();
    let day = move |place: usize| {
        let works = Signal::derive(move || hours.with(|hours| hours.days.get(place).copied().unwrap_or(false)));
        let turn = move |on: bool| {
            typed.change_hours(lang.get_untracked(), |hours| {
                hours.days.get_mut(place).into_iter().for_each(|day| *day = on);
            });
        };
        let name = DAYS.get(place).copied().unwrap_or_default();
        view! {
            <Check checked=works on_change=Callback::new(turn)>
                {t!(name)}
            </Check>
        }
        .into_any()
    };
    let has_break = Signal::derive(move || hours.with(|hours| hours.has_break));
    view! {
        <FieldGroup id="days" label=t!("setup.days") error=typed.wrong("week")>
            <div class="setup-days">{(0..DAYS.len()).map(day).collect_view()}</div>
        </FieldGroup>
        <div class="setup-times">
            <Time typed id="from" label="setup.from" part=|hours| &mut hours.from />
            <Time typed id="to" label="setup.to" part=|hours| &mut hours.to />
        </div>
        <Check
            checked=has_break
            on_change=Callback::new(move |on| {
                typed.change_hours(lang.get_untracked(), |hours| hours.has_break = on);
            })
        >
            {t!("setup.break")}
        </Check>
        <Show when=move || has_break.get()>
            <div class="setup-times">
                <Time typed id="break-from" label="setup.break_from" part=|hours| &mut hours.break_from />
                <Time typed id="break-to" label="setup.break_to" part=|hours| &mut hours.break_to />
            </div>
        </Show>
    }
}

#[component]
fn Time(typed: Typed, id: &'static str, label: &'static str, part: fn(&mut Hours) -> &mut String) -> impl IntoView {
    let lang = use_lang();
    let hours = typed.hours();
    view! {
        <Field id=id label=t!(label)>
            <Input
                kind="time"
                value=Signal::derive(move || part(&mut hours.get()).clone())
                on_input=Callback::new(move |text| {
                    typed.change_hours(lang.get_untracked(), |hours| *part(hours) = text);
                })
            />
        </Field>
    }
    .into_any()
}
