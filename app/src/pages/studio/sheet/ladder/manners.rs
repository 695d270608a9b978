//! How a ladder tells: quiet hours, many at once, and how often at most.

use leptos::prelude::*;
use model::{
    ladder::{Ladder, Quiet},
    span::Minutes,
};
use ui::{Check, Field, Input, t};

use super::super::{
    Sheet,
    calendar::{clock, minute},
    field_id,
};

/// What is usual where someone asks for it: from eight in the evening to eight in the morning.
const NIGHT: Quiet = Quiet { from: 20 * 60, to: 8 * 60, spares_urgent: true };

/// See the module.
#[component]
pub fn Manners(sheet: Sheet<Ladder>) -> impl IntoView {
    view! {
        <section class="sheet-part">
            <h2>{t!("studio.manners")}</h2>
            <QuietHours sheet />
            <Number
                sheet
                path="/digest"
                label="studio.digest"
                read=|ladder| ladder.digest.map(|digest| digest.0)
                write=|ladder, given| ladder.digest = given.map(Minutes)
                unit=true
            />
            <Number
                sheet
                path="/most_per_hour"
                label="studio.most_per_hour"
                read=|ladder| ladder.most_per_hour.map(i64::from)
                write=|ladder, given| ladder.most_per_hour = given.map(|most| u16::try_from(most).unwrap_or(0))
                unit=false
            />
        </section>
    }
    .into_any()
}

#[component]
fn QuietHours(sheet: Sheet<Ladder>) -> impl IntoView {
    let readonly = sheet.readonly();
    let quiet = sheet.part(|ladder| ladder.quiet);
    let put = move |spot: &str, quiet: Option<Quiet>| {
        sheet.set(&format!("/quiet{spot}"), |ladder| ladder.quiet = quiet);
    };
    let end = move |is_end: bool| {
        let value = Signal::derive(move || {
            let quiet = quiet.get().unwrap_or(NIGHT);
            clock(if is_end { quiet.to } else { quiet.from })
        });
        let write = Callback::new(move |text: String| {
            if let (Some(minute), Some(quiet)) = (minute(&text, is_end), quiet.get_untracked()) {
                let quiet = if is_end { Quiet { to: minute, ..quiet } } else { Quiet { from: minute, ..quiet } };
                put(if is_end { "/to" } else { "/from" }, Some(quiet));
            }
        });
        let label = if is_end { t!("studio.quiet_to") } else { t!("studio.quiet_from") };
        view! { <Input value=value on_change=write inputmode="numeric" label=label small=true readonly=readonly /> }
            .into_any()
    };
    let hours = move || {
        view! {
            <span class="period">{end(false)} <span aria-hidden="true">"–"</span> {end(true)}</span>
            <Check
                checked=Signal::derive(move || quiet.get().is_some_and(|quiet| quiet.spares_urgent))
                on_change=Callback::new(move |on: bool| {
                    put("/urgent", quiet.get_untracked().map(|quiet| Quiet { spares_urgent: on, ..quiet }));
                })
                disabled=readonly
            >
                {t!("studio.quiet_urgent")}
            </Check>
        }
    };
    let wrong = sheet.wrong("/quiet");
    view! {
        <div class="field" id=field_id("/quiet")>
            <Check
                checked=Signal::derive(move || quiet.get().is_some())
                on_change=Callback::new(move |on: bool| put("", on.then_some(NIGHT)))
                disabled=readonly
            >
                {t!("studio.quiet")}
            </Check>
            <span class="hint">{t!("studio.quiet_hint")}</span>
            <Show when=move || quiet.with(Option::is_some)>{hours()}</Show>
            <Show when=move || wrong.with(Option::is_some)>
                <span class="field-error" role="alert">{move || wrong.get()}</span>
            </Show>
        </div>
    }
    .into_any()
}

/// A number that may be absent.
#[component]
fn Number(
    sheet: Sheet<Ladder>,
    path: &'static str,
    label: &'static str,
    read: fn(&Ladder) -> Option<i64>,
    write: fn(&mut Ladder, Option<i64>),
    unit: bool,
) -> impl IntoView {
    let value = sheet.part(move |ladder| read(ladder).map(|number| number.to_string()).unwrap_or_default());
    let change = Callback::new(move |text: String| {
        let text = text.trim().to_owned();
        // What is no number stays a mistake that is named, not a cap that is silently gone.
        let given = (!text.is_empty()).then(|| text.parse().unwrap_or(0));
        sheet.set(path, |ladder| write(ladder, given));
    });
    let readonly = sheet.readonly();
    // Drawn inside its field, from which it takes its name.
    let input = move || {
        if unit {
            view! { <Input value=value on_input=change kind="number" inputmode="numeric" unit=t!("studio.unit_minutes") readonly=readonly /> }.into_any()
        } else {
            view! { <Input value=value on_input=change kind="number" inputmode="numeric" readonly=readonly /> }
                .into_any()
        }
    };
    view! {
        <Field id=field_id(path) label=t!(label) hint=t!(format!("{label}_hint")) error=sheet.wrong(path)>
            {input()}
        </Field>
    }
    .into_any()
}
