//! Lining up what is selected: edges, middles, even gaps.

use editor::flow::{Axis, Edit, Line, Name};
use leptos::prelude::*;
use model::key::NodeKey;
use ui::{IconButton, Menu, MenuItem, MenuRule, t};

use super::stage::Stage;

const LINES: [(Line, &str); 6] = [
    (Line::Left, "flow.align.left"),
    (Line::Centre, "flow.align.centre"),
    (Line::Right, "flow.align.right"),
    (Line::Top, "flow.align.top"),
    (Line::Middle, "flow.align.middle"),
    (Line::Bottom, "flow.align.bottom"),
];
const AXES: [(Axis, &str); 2] = [(Axis::Across, "flow.align.across"), (Axis::Down, "flow.align.down")];

/// The nodes that are selected.
pub(super) fn chosen(stage: Stage) -> Vec<NodeKey> {
    stage.with(|canvas| canvas.selection().iter().filter_map(Name::node).cloned().collect())
}

/// A button with the menu of lines.
#[component]
pub(super) fn Align(stage: Stage) -> impl IntoView {
    let few = move |least: usize| {
        Signal::derive(move || {
            let nodes = stage.selection.with(|selection| selection.iter().filter(|name| name.node().is_some()).count());
            nodes < least || stage.outside.readonly.get()
        })
    };
    let lines = LINES
        .into_iter()
        .map(|(to, key)| {
            let pick = move |()| stage.make(Edit::Align { nodes: chosen(stage), to });
            view! { <MenuItem on_pick=pick disabled=few(2)>{t!(key)}</MenuItem> }.into_any()
        })
        .collect_view();
    let axes = AXES
        .into_iter()
        .map(|(along, key)| {
            let pick = move |()| stage.make(Edit::Distribute { nodes: chosen(stage), along });
            view! { <MenuItem on_pick=pick disabled=few(3)>{t!(key)}</MenuItem> }.into_any()
        })
        .collect_view();
    view! {
        <IconButton icon="align" label=t!("flow.align.title") menu="flow-align" disabled=few(2) />
        <Menu id="flow-align" label=t!("flow.align.title")>
            {lines}
            <MenuRule />
            {axes}
        </Menu>
    }
    .into_any()
}
