//! An end: what it leaves the ticket as.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::flow::{Does, Leaves};
use ui::t;

use super::{Edited, pick::PickName};
use crate::frame::{Property, PropertySection};

const LEAVES: [&str; 3] = ["resolved", "closed", "cancelled"];

/// See the module.
#[component]
pub(super) fn EndProperties(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let leaves = edited.part(|does| if let Does::End { leaves } = does { Some(*leaves) } else { None });
    let name = Signal::derive(move || {
        match leaves.get() {
            Leaves::Closed => "closed",
            Leaves::Resolved => "resolved",
            Leaves::Cancelled => "cancelled",
        }
        .to_owned()
    });
    let pick = move |name: String| {
        edited.set(SetNode::Leaves(match name.as_str() {
            "resolved" => Leaves::Resolved,
            "cancelled" => Leaves::Cancelled,
            _ => Leaves::Closed,
        }));
    };
    view! {
        <PropertySection title=t!("flow.end.title")>
            <Property label=t!("flow.end.leaves") path="/leaves" hint=t!("flow.end.hint")>
                <PickName stage value=name names=&LEAVES words="record.status" label=t!("flow.end.leaves") on_pick=pick />
            </Property>
        </PropertySection>
    }
    .into_any()
}
