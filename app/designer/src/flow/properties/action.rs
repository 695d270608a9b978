//! An action: what the server does.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::flow::Does;
use ui::t;

use super::{Edited, acts::ActList};
use crate::frame::{Property, PropertySection};

/// See the module.
#[component]
pub(super) fn ActionProperties(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let acts = edited.part(|does| if let Does::Action(action) = does { Some(action.acts.clone()) } else { None });
    let whole = format!("/nodes/{}/acts", edited.key());
    let problem = stage.wrong(whole.clone());
    let put = move |acts| edited.set(SetNode::Acts(acts));
    view! {
        <PropertySection title=t!("flow.act.title") meta=move || acts.with(Vec::len).to_string()>
            <Property label=t!("flow.act.hint") path="/acts" problem wide=true group=true>
                <ActList stage value=acts on_change=put id="node-act-list" whole path="/acts" />
            </Property>
        </PropertySection>
    }
    .into_any()
}
