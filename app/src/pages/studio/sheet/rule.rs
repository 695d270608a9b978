//! A rule: what sets it off, for which tickets, what must hold, what the server does; trying it, and what it did.

mod acts;
mod asks;
mod events;
mod log;
mod schedule;
mod trial;

use designer::condition::{Subject, of_customer, of_form, of_ticket};
use leptos::prelude::*;
use model::{
    Kind,
    form::Form,
    key::DefinitionKey,
    rule::{Rule, Schedule, Trigger, When},
};
use ui::{Choice, Field, Input, Segment, Switch, i18n::t, t, use_lang};

use self::{acts::Acts, asks::Asks, events::Events, log::Log, schedule::Times, trial::Try};
use super::{Sheet, field_id, known::use_known, pick::PickMany};
use crate::loaded::loaded;

pub fn draw(sheet: Sheet<Rule>) -> AnyView {
    let forms = forms(sheet);
    let subjects = subjects(forms);
    view! {
        <WhenPart sheet forms />
        <ForPart sheet />
        <Asks sheet subjects />
        <Acts sheet forms subjects />
        <OrderPart sheet />
        <Try sheet />
        <Log sheet />
    }
    .into_any()
}

/// The forms of the tickets that the rule is for, joined.
fn forms(sheet: Sheet<Rule>) -> Signal<Option<Form>> {
    let kinds = sheet.part(|rule| rule.ticket_types.clone());
    let answer = loaded(move || api::rule::form(kinds.get()));
    Signal::derive(move || answer.get().and_then(Result::ok))
}

fn subjects(forms: Signal<Option<Form>>) -> Signal<Vec<Subject>> {
    let subjects = Memo::new(move |_| {
        let mut subjects = of_ticket();
        forms.with(|form| subjects.extend(form.iter().flat_map(of_form)));
        subjects.extend(of_customer());
        subjects
    });
    subjects.into()
}

/// What sets it off: something happens, or a time comes.
#[component]
fn WhenPart(sheet: Sheet<Rule>, forms: Signal<Option<Form>>) -> impl IntoView {
    let lang = use_lang();
    let by = sheet.part(|rule| if matches!(rule.when, When::Schedule(_)) { "schedule" } else { "events" }.to_owned());
    let choices = Signal::derive(move || {
        let lang = lang.get();
        ["events", "schedule"].map(|name| Choice::new(name, t(lang, &format!("rule.by.{name}")))).to_vec()
    });
    let pick = Callback::new(move |name: String| {
        sheet.set("/when", |rule| {
            rule.when = if name == "schedule" {
                When::Schedule(Schedule::default())
            } else {
                When::Events { any: vec![Trigger::Filed] }
            };
        });
    });
    let detail = move || {
        if by.get() == "schedule" {
            view! { <Times sheet /> }.into_any()
        } else {
            view! { <Events sheet forms /> }.into_any()
        }
    };
    view! {
        <section class="sheet-part" id=field_id("/when")>
            <h2>{t!("rule.when")}</h2>
            <Segment name="rule-by" label=t!("rule.when") value=by choices on_pick=pick disabled=sheet.readonly() />
            {detail}
        </section>
    }
    .into_any()
}

/// For which tickets.
#[component]
fn ForPart(sheet: Sheet<Rule>) -> impl IntoView {
    let kinds = sheet.part(|rule| rule.ticket_types.iter().map(ToString::to_string).collect::<Vec<_>>());
    let pick = Callback::new(move |picked: Vec<String>| {
        sheet.set("/ticket_types", |rule| rule.ticket_types = picked.into_iter().map(DefinitionKey::new).collect());
    });
    view! {
        <section class="sheet-part">
            <PickMany
                id=field_id("/ticket_types")
                label=t!("rule.for")
                hint=t!("rule.for_hint")
                values=kinds
                choices=use_known().choices(Kind::TicketType)
                on_change=pick
                add=t!("rule.add_type")
                error=sheet.wrong("/ticket_types")
                readonly=sheet.readonly()
            />
        </section>
    }
    .into_any()
}

/// Its place among the rules, and whether it runs at all.
#[component]
fn OrderPart(sheet: Sheet<Rule>) -> impl IntoView {
    let order = sheet.part(|rule| rule.order.to_string());
    let write = Callback::new(move |text: String| {
        let order = text.trim().parse::<i32>().unwrap_or(0);
        sheet.set("/order", |rule| rule.order = order);
    });
    let readonly = sheet.readonly();
    let by_events = sheet.part(|rule| matches!(rule.when, When::Events { .. }));
    let stops = sheet.part(|rule| rule.stops);
    let is_on = sheet.part(|rule| !rule.off);
    view! {
        <section class="sheet-part">
            <h2>{t!("rule.order")}</h2>
            <Show when=move || by_events.get()>
                <Field id=field_id("/order") label=t!("rule.number") hint=t!("rule.number_hint")>
                    <Input value=order on_input=write kind="number" inputmode="numeric" readonly=readonly />
                </Field>
                <Switch
                    checked=stops
                    on_change=Callback::new(move |on: bool| sheet.set("/stops", |rule| rule.stops = on))
                    disabled=readonly
                >
                    {t!("rule.stops")}
                </Switch>
            </Show>
            <Switch
                checked=is_on
                on_change=Callback::new(move |on: bool| sheet.set("/off", |rule| rule.off = !on))
                disabled=readonly
            >
                {t!("rule.is_on")}
            </Switch>
        </section>
    }
    .into_any()
}
