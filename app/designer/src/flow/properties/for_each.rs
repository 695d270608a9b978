//! A for-each: which flow runs, for each entry of what, in which order, how often at most.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::flow::{Does, ForEach};
use ui::{Switch, t};

use super::{Edited, owner::Formula, pick::PickName, sub_flow::Called};
use crate::frame::{Property, PropertySection};

const ORDER: [&str; 2] = ["at_once", "in_turn"];

/// See the module.
#[component]
pub(super) fn ForEachProperties(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let whole: Memo<ForEach> =
        edited.part(|does| if let Does::ForEach(each) = does { Some(each.clone()) } else { None });
    let put = move |each: ForEach| edited.set(SetNode::ForEach(each));
    let flow = Signal::derive(move || whole.with(|each| each.flow.clone()));
    let over = Signal::derive(move || whole.with(|each| each.over.clone()));
    let order = Signal::derive(move || whole.with(|each| if each.in_turn { "in_turn" } else { "at_once" }.to_owned()));
    let most = Memo::new(move |_| whole.with(|each| each.most.to_string()));
    let type_most = move |typed: String| {
        if let Ok(most) = typed.parse() {
            put(ForEach { most, ..whole.get_untracked() });
        }
    };
    let enough =
        Memo::new(move |_| whole.with(|each| each.enough.map_or_else(String::new, |enough| enough.to_string())));
    let has_enough = Signal::derive(move || whole.with(|each| each.enough.is_some()));
    let turn = move |on: bool| put(ForEach { enough: on.then_some(1), ..whole.get_untracked() });
    let type_enough = move |typed: String| {
        if let Ok(enough) = typed.parse() {
            put(ForEach { enough: Some(enough), ..whole.get_untracked() });
        }
    };
    view! {
        <PropertySection title=t!("flow.kind.for_each")>
            <Called
                stage
                value=flow
                on_pick=move |flow| put(ForEach { flow, ..whole.get_untracked() })
                problem=edited.wrong("/flow")
            />
            <Property
                label=t!("flow.each.over")
                path="/over"
                problem=edited.wrong("/over")
                hint=t!("flow.each.over_hint")
                wide=true
            >
                <Formula value=over on_change=move |over| put(ForEach { over, ..whole.get_untracked() }) />
            </Property>
            <Property label=t!("flow.each.order") path="/in_turn">
                <PickName
                    stage
                    value=order
                    names=&ORDER
                    words="flow.each"
                    label=t!("flow.each.order")
                    on_pick=move |name: String| put(ForEach { in_turn: name == "in_turn", ..whole.get_untracked() })
                />
            </Property>
        </PropertySection>
        <PropertySection title=t!("flow.each.bounds")>
            <Property label=t!("flow.each.most") path="/most" problem=edited.wrong("/most") hint=t!("flow.each.most_hint")>
                <Number value=most most=ForEach::MOST on_type=type_most />
            </Property>
            <Switch checked=has_enough on_change=turn>{t!("flow.each.has_enough")}</Switch>
            <Show when=move || has_enough.get()>
                <Property label=t!("flow.each.enough") path="/enough" problem=edited.wrong("/enough") hint=t!("flow.each.enough_hint")>
                    <Number value=enough most=ForEach::MOST on_type=type_enough />
                </Property>
            </Show>
        </PropertySection>
    }
    .into_any()
}

/// A whole number.
#[component]
pub(super) fn Number(
    value: Memo<String>,
    /// The smallest; 1, if absent.
    #[prop(default = 1)]
    least: u32,
    most: u32,
    #[prop(into)] on_type: Callback<String>,
) -> impl IntoView {
    view! {
        <input
            class="input small"
            type="number"
            min=least.to_string()
            max=most.to_string()
            value=value.get_untracked()
            prop:value=move || value.get()
            on:input=move |event| on_type.run(event_target_value(&event))
        />
    }
    .into_any()
}
