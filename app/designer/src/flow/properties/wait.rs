//! A wait: for what, and how long at most.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::{
    flow::{Does, Until, Wait},
    key::DefinitionKey,
    span::{Counted, Minutes, Span},
};
use ui::{Switch, t};

use super::{
    Edited,
    owner::Formula,
    pick::{PickListed, PickName},
    span::SpanInput,
};
use crate::frame::{Property, PropertySection};

const UNTIL: [&str; 3] = ["duration", "time", "customer_reply"];

fn wait(does: &Does) -> Option<&Wait> {
    if let Does::Wait(wait) = does { Some(wait) } else { None }
}

const fn name(until: &Until) -> &'static str {
    match until {
        Until::Duration { .. } => "duration",
        Until::Time { .. } => "time",
        Until::CustomerReply => "customer_reply",
    }
}

fn until_of(name: &str) -> Until {
    match name {
        "time" => Until::Time { expression: String::new() },
        "customer_reply" => Until::CustomerReply,
        _ => Until::Duration { span: Span { minutes: Minutes::hours(1), counted: Counted::Working } },
    }
}

/// See the module.
#[component]
pub(super) fn WaitProperties(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let until = edited.part(|does| wait(does).map(|wait| Some(wait.until.clone())));
    let kind = Memo::new(move |_| until.with(|until| until.as_ref().map_or("duration", name)).to_owned());
    let put = move |until: Until| edited.set(SetNode::Until(until));
    let pick = move |name: String| put(until_of(&name));
    let span = Signal::derive(move || {
        until.with(|until| if let Some(Until::Duration { span }) = until { *span } else { Span::default() })
    });
    let text = Signal::derive(move || {
        until
            .with(|until| if let Some(Until::Time { expression }) = until { expression.clone() } else { String::new() })
    });
    let detail = move || match kind.get().as_str() {
        "duration" => {
            view! { <SpanInput stage value=span on_change=move |span| put(Until::Duration { span }) /> }.into_any()
        }
        "time" => view! {
            <Formula value=text on_change=move |expression| put(Until::Time { expression }) />
            <p class="property-hint">{t!("flow.until.time_hint")}</p>
        }
        .into_any(),
        _ => ().into_any(),
    };
    let timeout: Memo<Option<Span>> = edited.part(|does| wait(does).map(|wait| wait.timeout));
    let has = Signal::derive(move || timeout.with(Option::is_some));
    let most = Signal::derive(move || timeout.get().unwrap_or_default());
    let limit = move |span: Option<Span>| edited.set(SetNode::Timeout(span));
    let turn = move |on: bool| limit(on.then_some(Span { minutes: Minutes(3 * 1_440), counted: Counted::Wall }));
    let calendar = edited.part(|does| wait(does).and_then(|wait| wait.calendar.clone()));
    let put_calendar = move |key: DefinitionKey| {
        edited.set(SetNode::Calendar(Some(key).filter(|key| !key.as_str().is_empty())));
    };
    view! {
        <PropertySection title=t!("flow.until.title")>
            <Property label=t!("flow.until.for") path="/until" problem=edited.wrong("/until")>
                <PickName stage value=kind names=&UNTIL words="flow.until" label=t!("flow.until.for") on_pick=pick />
            </Property>
            {detail}
        </PropertySection>
        <PropertySection title=t!("flow.timeout.title")>
            <div data-path="/timeout">
                <Switch checked=has on_change=turn>{t!("flow.timeout.has")}</Switch>
            </div>
            <p class="property-hint">{t!("flow.timeout.hint")}</p>
            <Show when=move || has.get()>
                <Property label=t!("flow.limit.span") path="/timeout/span" problem=edited.wrong("/timeout") group=true wide=true>
                    <SpanInput stage value=most on_change=move |span| limit(Some(span)) />
                </Property>
            </Show>
            <Property label=t!("flow.calendar") path="/calendar" problem=edited.wrong("/calendar")>
                <PickListed
                    stage
                    shelf=|catalogue| &catalogue.calendars
                    value=calendar
                    on_pick=put_calendar
                    label=t!("flow.calendar")
                    none=t!("flow.calendar_default")
                />
            </Property>
        </PropertySection>
    }
    .into_any()
}
