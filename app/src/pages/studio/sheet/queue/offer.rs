//! How the work of a queue is offered. Fetched with the sheet of a queue.

use leptos::prelude::*;
use model::{
    Kind,
    key::DefinitionKey,
    queue::{Offering, Queue},
};
use ui::{Check, Choice, Field, Input, NotLoaded, Select, i18n::t, t, use_lang};

use super::super::{
    Sheet, field_id, key_of,
    known::use_known,
    people::{receiver_of, receivers, value_of},
    pick::PickMany,
};

/// What is usual where someone asks for it.
const USUAL: Offering = Offering { seconds: 60, rounds: 2, then: None, alarm: Vec::new() };

/// See the module.
#[leptos::wasm_split::wasm_split(sheets_offer, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn sheets_offer(sheet: Sheet<Queue>) -> Result<AnyView, NotLoaded> {
    ui::i18n::learn(ui::i18n::OFFERS);
    let is_on = sheet.part(|queue| queue.offer.is_some());
    let switch = Callback::new(move |on: bool| {
        sheet.set("/offer", |queue| queue.offer = on.then_some(USUAL));
    });
    Ok(view! {
        <div class="field" id=field_id("/offer")>
            <Check checked=is_on on_change=switch disabled=sheet.readonly()>
                {t!("offer.on")}
            </Check>
            <p class="hint">{t!("offer.on_hint")}</p>
        </div>
        <Show when=move || is_on.get()>
            <Fields sheet />
        </Show>
    }
    .into_any())
}

#[component]
fn Fields(sheet: Sheet<Queue>) -> impl IntoView {
    let (lang, known, readonly) = (use_lang(), use_known(), sheet.readonly());
    let change = move |spot: &str, change: &dyn Fn(&mut Offering)| {
        sheet.set(&format!("/offer/{spot}"), |queue| {
            if let Some(offer) = &mut queue.offer {
                change(offer);
            }
        });
    };
    let part = move |read: fn(&Offering) -> String| {
        sheet.part(move |queue| queue.offer.as_ref().map(read).unwrap_or_default())
    };
    let seconds = part(|offer| offer.seconds.to_string());
    let rounds = part(|offer| offer.rounds.to_string());
    let then = part(|offer| offer.then.as_ref().map(ToString::to_string).unwrap_or_default());
    let alarm = sheet.part(|queue| {
        queue.offer.as_ref().map(|offer| offer.alarm.iter().map(value_of).collect::<Vec<_>>()).unwrap_or_default()
    });
    let write_seconds = Callback::new(move |text: String| {
        let seconds = text.trim().parse().unwrap_or(0);
        change("seconds", &|offer| offer.seconds = seconds);
    });
    let write_rounds = Callback::new(move |text: String| {
        let rounds = text.trim().parse().unwrap_or(0);
        change("rounds", &|offer| offer.rounds = rounds);
    });
    let pick_then = Callback::new(move |picked: String| {
        let then: Option<DefinitionKey> = key_of(picked);
        change("then", &|offer| offer.then.clone_from(&then));
    });
    let pick_alarm = Callback::new(move |picked: Vec<String>| {
        change("alarm", &|offer| offer.alarm = picked.iter().filter_map(|value| receiver_of(value)).collect());
    });
    let own = sheet.keeper.key().to_string();
    let queues = known.choices(Kind::Queue);
    let queues = Signal::derive(move || {
        let others = queues.get().into_iter().filter(|choice| choice.value != own);
        [Choice::new("", t(lang.get(), "offer.stays"))].into_iter().chain(others).collect::<Vec<_>>()
    });
    let everyone = receivers(known);
    let told = Signal::derive(move || {
        everyone.get().into_iter().filter(|choice| choice.value != "customer").collect::<Vec<_>>()
    });
    view! {
        <div class="targets">
            <Field id=field_id("/offer/seconds") label=t!("offer.seconds") error=sheet.wrong("/offer/seconds")>
                <Input value=seconds on_input=write_seconds kind="number" inputmode="numeric" unit=t!("offer.unit") readonly=readonly />
            </Field>
            <Field
                id=field_id("/offer/rounds")
                label=t!("offer.rounds")
                hint=t!("offer.rounds_hint")
                error=sheet.wrong("/offer/rounds")
            >
                <Input value=rounds on_input=write_rounds kind="number" inputmode="numeric" readonly=readonly />
            </Field>
        </div>
        <Field id=field_id("/offer/then") label=t!("offer.then") error=sheet.wrong("/offer/then")>
            <Select value=then choices=queues on_pick=pick_then disabled=readonly />
        </Field>
        <PickMany
            id=field_id("/offer/alarm")
            label=t!("offer.alarm")
            values=alarm
            choices=told
            on_change=pick_alarm
            add=t!("studio.add_receiver")
            error=sheet.wrong("/offer/alarm")
            readonly=readonly
        />
    }
    .into_any()
}
