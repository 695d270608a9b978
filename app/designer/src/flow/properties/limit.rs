//! How long a task may take, and what happens around that time.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::{
    flow::{Act, Limit, Warning},
    key::DefinitionKey,
    span::{Counted, Minutes, Span},
};
use ui::{Button, ButtonKind, IconButton, Switch, ToggleChip, t};

use super::{Edited, acts::ActList, pick::PickListed, span::SpanInput};
use crate::frame::{Property, PropertySection};

/// The warnings that are offered, in percent of the limit.
const USUAL: [u8; 3] = [50, 75, 90];

fn fresh() -> Limit {
    Limit {
        span: Span { minutes: Minutes(60), counted: Counted::Working },
        calendar: None,
        warnings: vec![Warning { at_percent: 75, acts: Vec::new() }],
        when_late: Vec::new(),
        leave_when_late: false,
    }
}

/// See the module.
#[component]
pub(super) fn LimitSection(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let limit: Memo<Option<Limit>> = edited.part(|does| Some(does.limit().cloned()));
    let has = Signal::derive(move || limit.with(Option::is_some));
    let put = Callback::new(move |limit: Option<Limit>| edited.set(SetNode::Limit(limit)));
    let turn = move |on: bool| put.run(on.then(fresh));
    let in_short = move || {
        let lang = stage.lang.get();
        limit.with(|limit| limit.as_ref().map(|limit| super::super::label::span(limit.span, lang)).unwrap_or_default())
    };
    view! {
        <PropertySection title=t!("flow.limit.title") meta=in_short>
            <div data-path="/limit">
                <Switch checked=has on_change=turn>
                    {t!("flow.limit.has")}
                </Switch>
            </div>
            <Show when=move || has.get()>
                <Rows edited limit put />
            </Show>
        </PropertySection>
    }
    .into_any()
}

#[component]
fn Rows(edited: Edited, limit: Memo<Option<Limit>>, put: Callback<Option<Limit>>) -> impl IntoView {
    let stage = edited.stage;
    let key = edited.key().to_string();
    let edit = move |change: &dyn Fn(&mut Limit)| {
        if let Some(mut limit) = limit.get_untracked() {
            change(&mut limit);
            put.run(Some(limit));
        }
    };
    let span = Signal::derive(move || limit.with(|limit| limit.as_ref().map(|limit| limit.span).unwrap_or_default()));
    let calendar = Signal::derive(move || {
        limit.with(|limit| limit.as_ref().and_then(|limit| limit.calendar.clone()).unwrap_or_default())
    });
    let is_working = move || span.get().counted == Counted::Working;
    let late = Signal::derive(move || {
        limit.with(|limit| limit.as_ref().map(|limit| limit.when_late.clone()).unwrap_or_default())
    });
    let leaves = Signal::derive(move || limit.with(|limit| limit.as_ref().is_some_and(|limit| limit.leave_when_late)));
    let set_late = move |acts: Vec<Act>| edit(&|limit| limit.when_late.clone_from(&acts));
    let leave = move |on: bool| edit(&|limit| limit.leave_when_late = on);
    let draw = move |()| super::super::chooser::open_late(stage);
    let is_drawn = Memo::new(move |_| {
        stage.links.track();
        stage.settled.track();
        stage.with(|canvas| {
            let only = canvas.selection().only().and_then(editor::flow::Name::node).cloned();
            only.is_some_and(|node| canvas.flow().links_from(&node).any(|link| link.leaves == model::flow::Door::Late))
        })
    });
    view! {
        <Property label=t!("flow.limit.span") path="/limit/span" problem=edited.wrong("/limit/span") group=true wide=true>
            <SpanInput stage value=span on_change=move |span| edit(&|limit| limit.span = span) />
        </Property>
        <Show when=is_working>
            <Property label=t!("flow.calendar") path="/limit/calendar" problem=edited.wrong("/limit/calendar")>
                <PickListed
                    stage
                    shelf=|catalogue| &catalogue.calendars
                    value=calendar
                    on_pick=move |key: DefinitionKey| {
                        edit(&|limit| limit.calendar = Some(key.clone()).filter(|key| !key.as_str().is_empty()));
                    }
                    label=t!("flow.calendar")
                    none=t!("flow.calendar_default")
                />
            </Property>
        </Show>
        <Warnings edited limit put />
        <Property label=t!("flow.limit.when_late") path="/limit/when_late" wide=true group=true>
            <ActList
                stage
                value=late
                on_change=set_late
                id="late-acts"
                whole=format!("/nodes/{key}/limit/when_late")
                path="/limit/when_late"
            />
        </Property>
        <Switch checked=leaves on_change=leave>
            {t!("flow.limit.leave")}
        </Switch>
        <p class="property-hint">{t!("flow.limit.leave_hint")}</p>
        <Show when=move || leaves.get() && !is_drawn.get()>
            <Button kind=ButtonKind::Quiet small=true icon="plus" on_press=draw>
                {t!("flow.limit.draw_late")}
            </Button>
        </Show>
    }
    .into_any()
}

/// When the owner is warned, or something else happens.
#[component]
fn Warnings(edited: Edited, limit: Memo<Option<Limit>>, put: Callback<Option<Limit>>) -> impl IntoView {
    let stage = edited.stage;
    let warnings =
        Memo::new(move |_| limit.with(|limit| limit.as_ref().map(|limit| limit.warnings.clone()).unwrap_or_default()));
    let percents = Memo::new(move |_| warnings.with(|all| all.iter().map(|one| one.at_percent).collect::<Vec<_>>()));
    let set = move |change: &dyn Fn(&mut Vec<Warning>)| {
        if let Some(mut limit) = limit.get_untracked() {
            change(&mut limit.warnings);
            limit.warnings.sort_by_key(|one| one.at_percent);
            put.run(Some(limit));
        }
    };
    let chips = move || {
        let mut offered: Vec<u8> = USUAL.to_vec();
        offered.extend(percents.get());
        offered.sort_unstable();
        offered.dedup();
        offered
            .into_iter()
            .map(|percent| {
                let on = Signal::derive(move || percents.with(|all| all.contains(&percent)));
                let turn = move |on: bool| {
                    set(&|all| {
                        all.retain(|one| one.at_percent != percent);
                        if on {
                            all.push(Warning { at_percent: percent, acts: Vec::new() });
                        }
                    });
                };
                view! { <ToggleChip pressed=on on_change=turn>{format!("{percent}%")}</ToggleChip> }.into_any()
            })
            .collect_view()
    };
    let node = edited.key().to_string();
    let rows = move || {
        let node = node.clone();
        percents
            .get()
            .into_iter()
            .enumerate()
            .map(move |(index, percent)| {
                let acts = Signal::derive(move || {
                    warnings.with(|all| all.get(index).map(|one| one.acts.clone()).unwrap_or_default())
                });
                let put = move |acts: Vec<Act>| {
                    set(&|all| {
                        if let Some(one) = all.get_mut(index) {
                            one.acts.clone_from(&acts);
                        }
                    });
                };
                view! { <WarningActs stage index percent acts put=Callback::new(put) node=node.clone() /> }.into_any()
            })
            .collect_view()
    };
    view! {
        <Property label=t!("flow.limit.warn") path="/limit/warnings" problem=edited.wrong("/limit/warnings") group=true>
            <span class="cluster">{chips}</span>
        </Property>
        {rows}
    }
    .into_any()
}

/// What a warning does; the owner is told, if nothing is named.
#[component]
fn WarningActs(
    stage: super::super::stage::Stage,
    index: usize,
    percent: u8,
    acts: Signal<Vec<Act>>,
    put: Callback<Vec<Act>>,
    node: String,
) -> impl IntoView {
    let is_open = RwSignal::new(acts.with_untracked(|acts| !acts.is_empty()));
    let words = t!("flow.limit.at", percent = percent);
    let in_short = t!("flow.limit.tells_owner");
    let open = move |()| is_open.set(true);
    view! {
        <div class="warning-row">
            <span class="meta">{words} " " {move || if acts.with(Vec::is_empty) { in_short() } else { "" }}</span>
            <Show when=move || !is_open.get()>
                <IconButton tiny=true icon="pencil" label=t!("flow.limit.else") on_press=open />
            </Show>
        </div>
        <Show when=move || is_open.get()>
            <ActList
                stage
                value=acts
                on_change=put
                id=format!("warn-acts-{index}")
                whole=format!("/nodes/{node}/limit/warnings/{index}/acts")
                path=format!("/limit/warnings/{index}/acts")
            />
        </Show>
    }
    .into_any()
}
