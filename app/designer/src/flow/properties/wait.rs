//! A wait: for what, and how long at most.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::{
    condition::Condition,
    flow::{Does, Until, Wait},
    key::{DefinitionKey, FieldKey, SignalKey},
    span::{Counted, Minutes, Span},
};
use ui::{Button, ButtonKind, IconButton, Switch, t};

use super::{
    Edited,
    owner::Formula,
    pick::{PickField, PickListed, PickName, calendars},
    span::SpanInput,
};
use crate::{
    condition::ConditionBuilder,
    frame::{Property, PropertySection},
};

const UNTIL: [&str; 5] = ["duration", "time", "customer_reply", "holds", "signal"];

fn wait(does: &Does) -> Option<&Wait> {
    if let Does::Wait(wait) = does { Some(wait) } else { None }
}

const fn name(until: &Until) -> &'static str {
    match until {
        Until::Duration { .. } => "duration",
        Until::Time { .. } => "time",
        Until::CustomerReply => "customer_reply",
        Until::Holds { .. } => "holds",
        Until::Signal { .. } => "signal",
    }
}

fn until_of(name: &str) -> Until {
    match name {
        "time" => Until::Time { expression: String::new() },
        "customer_reply" => Until::CustomerReply,
        "holds" => Until::Holds { condition: Condition::Any { of: Vec::new() } },
        "signal" => Until::Signal { name: SignalKey::default(), fields: Vec::new() },
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
        "holds" => view! { <Holds edited until /> }.into_any(),
        "signal" => view! { <Signalled edited until /> }.into_any(),
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

/// The condition that is waited for.
#[component]
fn Holds(edited: Edited, until: Memo<Option<Until>>) -> impl IntoView {
    let stage = edited.stage;
    let condition = Signal::derive(move || match until.get() {
        Some(Until::Holds { condition }) => condition,
        _ => Condition::Any { of: Vec::new() },
    });
    let put = move |condition| edited.set(SetNode::Until(Until::Holds { condition }));
    view! {
        <Property label=t!("flow.until.condition") path="/until" hint=t!("flow.until.holds_hint") wide=true group=true>
            <ConditionBuilder
                value=condition
                on_change=put
                subjects=stage.subjects
                calendars=calendars(stage.into())
                id=format!("until-{}", edited.key())
                label=t!("flow.until.condition")
                readonly=stage.outside.readonly
            />
        </Property>
    }
    .into_any()
}

/// The signal that is waited for, and what it may write.
#[component]
fn Signalled(edited: Edited, until: Memo<Option<Until>>) -> impl IntoView {
    let stage = edited.stage;
    let signal = Memo::new(move |_| match until.get() {
        Some(Until::Signal { name, fields }) => (name, fields),
        _ => (SignalKey::default(), Vec::new()),
    });
    let put = move |name: SignalKey, fields: Vec<FieldKey>| edited.set(SetNode::Until(Until::Signal { name, fields }));
    let name = Memo::new(move |_| signal.with(|(name, _)| name.to_string()));
    let rename = move |typed: String| put(SignalKey::new(typed.trim()), signal.with_untracked(|(_, all)| all.clone()));
    let change = move |change: &dyn Fn(&mut Vec<FieldKey>)| {
        let (name, mut fields) = signal.get_untracked();
        change(&mut fields);
        put(name, fields);
    };
    let count = Memo::new(move |_| signal.with(|(_, fields)| fields.len()));
    let row = move |index: usize| {
        let value = Signal::derive(move || signal.with(|(_, fields)| fields.get(index).cloned().unwrap_or_default()));
        let pick = move |field: FieldKey| {
            change(&|fields| {
                if let Some(place) = fields.get_mut(index) {
                    *place = field.clone();
                }
            });
        };
        let remove = move |()| {
            change(&|fields| {
                if index < fields.len() {
                    fields.remove(index);
                }
            });
        };
        let path = format!("/until/{index}");
        view! {
            <Property label=t!("flow.field") path=path.clone() problem=edited.wrong(&format!("{path}/field"))>
                <span class="cluster">
                    <PickField stage value on_pick=pick />
                    <IconButton tiny=true icon="close" label=t!("common.remove") on_press=remove />
                </span>
            </Property>
        }
        .into_any()
    };
    let rows = move || (0..count.get()).map(row).collect_view();
    let add = move |()| change(&|fields| fields.push(FieldKey::default()));
    view! {
        <Property
            label=t!("flow.until.name")
            path="/until/name"
            problem=edited.wrong("/until/name")
            hint=t!("flow.until.signal_hint")
        >
            <input
                class="input small mono"
                spellcheck="false"
                autocomplete="off"
                value=name.get_untracked()
                prop:value=move || name.get()
                on:input=move |event| rename(event_target_value(&event))
            />
        </Property>
        {rows}
        <Button kind=ButtonKind::Quiet small=true icon="plus" on_press=add>{t!("flow.until.add_field")}</Button>
    }
    .into_any()
}
