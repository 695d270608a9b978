//! A sub-flow: which flow runs, what it is given, what is kept of it.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::{
    flow::{Does, SubFlow},
    key::DefinitionKey,
};
use ui::{Icon, t};

use super::{
    super::stage::Stage,
    Edited,
    pick::PickListed,
    takes::{GiveRows, TakeRows},
};
use crate::frame::{Property, PropertySection};

/// See the module.
#[component]
pub(super) fn SubFlowProperties(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let whole: Memo<SubFlow> =
        edited.part(|does| if let Does::SubFlow(call) = does { Some(call.clone()) } else { None });
    let flow = Signal::derive(move || whole.with(|call| call.flow.clone()));
    let gives = Signal::derive(move || whole.with(|call| call.gives.clone()));
    let takes = Signal::derive(move || whole.with(|call| call.takes.clone()));
    let put = move |call: SubFlow| edited.set(SetNode::SubFlow(call));
    let (given, taken) = (format!("/nodes/{}/gives", edited.key()), format!("/nodes/{}/takes", edited.key()));
    view! {
        <PropertySection title=t!("flow.kind.sub_flow")>
            <Called
                stage
                value=flow
                on_pick=move |flow| put(SubFlow { flow, ..whole.get_untracked() })
                problem=edited.wrong("/flow")
            />
        </PropertySection>
        <PropertySection title=t!("flow.gives.title") meta=move || gives.with(Vec::len).to_string()>
            <p class="property-hint" data-path="/gives">{t!("flow.gives.hint")}</p>
            <GiveRows
                stage
                value=gives
                on_change=move |gives| put(SubFlow { gives, ..whole.get_untracked() })
                whole=given
            />
        </PropertySection>
        <PropertySection title=t!("flow.takes.title") meta=move || takes.with(Vec::len).to_string()>
            <p class="property-hint" data-path="/takes">{t!("flow.takes.hint")}</p>
            <TakeRows
                stage
                value=takes
                on_change=move |takes| put(SubFlow { takes, ..whole.get_untracked() })
                whole=taken
            />
        </PropertySection>
    }
    .into_any()
}

/// Which flow is called, with a way to it.
#[component]
pub(super) fn Called(
    stage: Stage,
    value: Signal<DefinitionKey>,
    #[prop(into)] on_pick: Callback<DefinitionKey>,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let href = move || format!("/studio/flows/{}", value.get());
    view! {
        <Property label=t!("flow.sub_flow.which") path="/flow" problem hint=t!("flow.sub_flow.hint")>
            <PickListed
                stage
                shelf=|catalogue| &catalogue.flows
                value
                on_pick
                label=t!("flow.sub_flow.which")
                none=t!("flow.choose")
            />
        </Property>
        <Show when=move || value.with(|flow| !flow.as_str().is_empty())>
            <a class="button quiet small" href=href>
                <Icon name="external" />
                {t!("flow.sub_flow.open")}
            </a>
        </Show>
    }
    .into_any()
}
