//! Trying the calendar: when would so much time be over, counted from then?

use api::ApiError;
use leptos::{prelude::*, task::spawn_local};
use model::{
    calendar::Calendar,
    span::{Counted, Minutes, Span},
    view::DueTry,
};
use ui::{Button, Field, Input, Moment, Shows, provide_time, t, use_lang, use_now};

use super::super::{Sheet, length::Length};
use crate::{failed::Refused, words::trace};

/// See the module.
#[component]
pub fn Try(sheet: Sheet<Calendar>) -> impl IntoView {
    let from = RwSignal::new(String::new());
    let span = RwSignal::new(Some(Span { minutes: Minutes::hours(4), counted: Counted::Working }));
    let found = RwSignal::new(None::<DueTry>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let ask = Callback::new(move |()| {
        let calendar = sheet.body.get_untracked();
        let (Some(calendar), Some(span)) = (calendar, span.get_untracked()) else { return };
        let from = Some(from.get_untracked()).filter(|from| !from.is_empty());
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match api::definition::try_due(calendar, from, span).await {
                Ok(tried) => {
                    found.try_set(Some(tried));
                }
                Err(no) => {
                    error.try_set(Some(no));
                }
            }
            busy.try_set(false);
        });
    });
    view! {
        <section class="sheet-part">
            <h2>{t!("studio.try")}</h2>
            <p class="support">{t!("studio.try_why")}</p>
            <div class="targets">
                <Field id="try-from" label=t!("studio.try_from") hint=t!("studio.try_from_hint")>
                    <Input value=from on_input=Callback::new(move |text| from.set(text)) kind="datetime-local" />
                </Field>
                <Length
                    id="try-span"
                    label=t!("studio.try_span")
                    value=span
                    on_change=Callback::new(move |new| span.set(new))
                />
            </div>
            <p>
                <Button icon="play" busy=busy disabled=Signal::derive(move || span.get().is_none()) on_press=ask>
                    {t!("studio.try_do")}
                </Button>
            </p>
            <Refused error />
            {move || found.get().map(|tried| view! { <Answer tried /> })}
        </section>
    }
    .into_any()
}

/// The due time, and how it came about, by the clock of the calendar's own zone.
#[component]
fn Answer(tried: DueTry) -> impl IntoView {
    let lang = use_lang();
    let DueTry { trace, .. } = tried;
    provide_time(use_now().get_untracked(), Signal::stored(Some(trace.zone.clone())));
    let rows = trace
        .segments
        .into_iter()
        .map(|segment| {
            let is = segment.is;
            view! {
                <li>
                    <span class="num">
                        <Moment at=segment.from shows=Shows::DayTime /> " – "
                        <Moment at=segment.to shows=Shows::DayTime />
                    </span>
                    <span class="meta">{move || trace::stretch(lang.get(), &is)}</span>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <div class="try-answer" role="status">
            <p>
                {t!("studio.try_due")} " "
                <b class="num">
                    <Moment at=trace.due shows=Shows::DayTime />
                </b> " " <span class="meta">{trace.zone}</span>
            </p>
            <ul>{rows}</ul>
        </div>
    }
    .into_any()
}
