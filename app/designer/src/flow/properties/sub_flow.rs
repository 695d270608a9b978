//! A sub-flow: which flow runs.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::flow::Does;
use ui::{Icon, t};

use super::{Edited, pick::PickListed};
use crate::frame::{Property, PropertySection};

/// See the module.
#[component]
pub(super) fn SubFlowProperties(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let flow = edited.part(|does| if let Does::SubFlow { flow } = does { Some(flow.clone()) } else { None });
    let problem = edited.wrong("/flow");
    let put = move |flow| edited.set(SetNode::Flow(flow));
    let href = move || format!("/studio/flows/{}", flow.get());
    view! {
        <PropertySection title=t!("flow.kind.sub_flow")>
            <Property label=t!("flow.sub_flow.which") path="/flow" problem hint=t!("flow.sub_flow.hint")>
                <PickListed
                    stage
                    shelf=|catalogue| &catalogue.flows
                    value=flow
                    on_pick=put
                    label=t!("flow.sub_flow.which")
                    none=t!("flow.choose")
                />
            </Property>
            <Show when=move || flow.with(|flow| !flow.as_str().is_empty())>
                <a class="button quiet small" href=href>
                    <Icon name="external" />
                    {t!("flow.sub_flow.open")}
                </a>
            </Show>
        </PropertySection>
    }
    .into_any()
}
