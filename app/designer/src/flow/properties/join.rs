//! A join: when it goes on.

use editor::flow::SetNode;
use leptos::prelude::*;
use model::flow::{Does, Join};
use ui::t;

use super::{Edited, pick::PickName};
use crate::frame::{Property, PropertySection};

const WHEN: [&str; 3] = ["all", "any", "count"];

/// See the module.
#[component]
pub(super) fn JoinProperties(edited: Edited) -> impl IntoView {
    let stage = edited.stage;
    let join = edited.part(|does| if let Does::Join(join) = does { Some(*join) } else { None });
    let name = Signal::derive(move || {
        match join.get() {
            Join::All => "all",
            Join::Any => "any",
            Join::Count { .. } => "count",
        }
        .to_owned()
    });
    let put = move |join| edited.set(SetNode::Join(join));
    let pick = move |name: String| {
        put(match name.as_str() {
            "any" => Join::Any,
            "count" => Join::Count { count: 2 },
            _ => Join::All,
        });
    };
    let count =
        Memo::new(move |_| if let Join::Count { count } = join.get() { count.to_string() } else { String::new() });
    let type_in = move |typed: String| put(Join::Count { count: typed.parse().unwrap_or(1).clamp(1, 50) });
    view! {
        <PropertySection title=t!("flow.join.title")>
            <Property label=t!("flow.join.when") path="/join" hint=t!("flow.join.hint")>
                <PickName stage value=name names=&WHEN words="flow.join" label=t!("flow.join.when") on_pick=pick />
            </Property>
            <Show when=move || !count.with(String::is_empty)>
                <Property label=t!("flow.join.how_many")>
                    <input
                        class="input small"
                        type="number"
                        min="1"
                        max="50"
                        value=count.get_untracked()
                        prop:value=move || count.get()
                        on:input=move |event| type_in(event_target_value(&event))
                    />
                </Property>
            </Show>
        </PropertySection>
    }
    .into_any()
}
