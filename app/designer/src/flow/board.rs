//! The board: the SVG on which everything is drawn.

use editor::flow::tool::{Mode, Tool};
use leptos::{
    ev::{FocusEvent, MouseEvent},
    html,
    prelude::*,
};
use model::flow::Point;
use ui::t;
use wasm_bindgen::JsCast;

use super::{
    carry::Carried, chooser::Chooser, find::Find, hand::Hand, help::Help, link::LinkLine, menu::PartMenu, minimap::Map,
    node::NodeShape, overlay::Overlay, rename::Rename, stage::Stage,
};

/// The id of the element that takes the keys.
const ID: &str = "flow-board";

/// Below this scale nobody can read what is small, and a flow of hundreds of nodes moves without it.
const FAR: f64 = 0.4;

/// Moves the focus to the board.
pub(super) fn focus() {
    if let Some(board) = element() {
        // A board that cannot take the focus can still be clicked.
        let _ = board.focus();
    }
}

fn element() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(ID)?.dyn_into().ok()
}

/// A place of the window on the board, if it is over it.
pub(super) fn inside(x: f64, y: f64) -> Option<Point> {
    let place = element()?.get_bounding_client_rect();
    let is_in = x >= place.left() && x <= place.right() && y >= place.top() && y <= place.bottom();
    is_in.then(|| Point { x: x - place.left(), y: y - place.top() })
}

/// See the module.
#[component]
pub(super) fn Board(stage: Stage) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let hand = Hand::of(stage, node);
    hand.measure();
    let cursor = move || cursor(stage);
    let transform = move || stage.view.get().transform();
    let grid = move || {
        let view = stage.view.get();
        format!("translate({} {}) scale({})", view.offset.x, view.offset.y, view.scale)
    };
    let is_far = Memo::new(move |_| stage.view.with(|view| view.scale < FAR));
    let links = move || stage.links.get();
    let nodes = move || stage.nodes.get();
    view! {
        <div
            node_ref=node
            id=ID
            class="flow-board"
            tabindex="0"
            role="application"
            aria-label=t!("flow.canvas")
            aria-describedby="flow-how"
            data-cursor=cursor
            on:pointerdown=move |event| hand.down(&event)
            on:pointermove=move |event| hand.moved(&event)
            on:pointerup=move |event| hand.up(&event)
            on:pointercancel=move |event| hand.lost(&event)
            on:dblclick=move |event| hand.twice(&event)
            on:wheel=move |event| hand.wheel(&event)
            on:contextmenu=|event: MouseEvent| event.prevent_default()
            on:keydown=move |event| hand.key(&event)
            on:keyup=move |event| hand.key_up(&event)
            on:blur=move |event: FocusEvent| hand.left(&event)
            on:copy=move |event| hand.copy(&event, false)
            on:cut=move |event| hand.copy(&event, true)
            on:paste=move |event| hand.paste(&event)
        >
            <svg class="flow">
                <defs>
                    <pattern id="flow-dots" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform=grid>
                        <circle class="grid-dot" cx="8" cy="8" r=".75"></circle>
                    </pattern>
                    <Tip kind="" />
                    <Tip kind="-walked" />
                    <Tip kind="-late" />
                    <Tip kind="-selected" />
                    <Tip kind="-wrong" />
                </defs>
                <rect width="100%" height="100%" fill="url(#flow-dots)"></rect>
                <g class="flow-drawing" class:far=move || is_far.get() transform=transform>
                    <For each=links key=Clone::clone let:key>
                        <LinkLine stage key />
                    </For>
                    <For each=nodes key=Clone::clone let:key>
                        <NodeShape stage key />
                    </For>
                    <Overlay stage />
                </g>
            </svg>
        </div>
        <p class="unseen" id="flow-how">{t!("flow.how")}</p>
        <p class="unseen" role="status" aria-live="polite">{move || stage.said.get()}</p>
        <Empty stage />
        <Rename stage />
        <Chooser stage />
        <PartMenu stage />
        <Map stage />
        <Carried stage />
        <Find stage />
        <Help stage />
    }
    .into_any()
}

/// The point of an arrow.
#[component]
fn Tip(kind: &'static str) -> impl IntoView {
    let class = format!("tip {}", kind.trim_start_matches('-'));
    view! {
        <marker
            id=format!("tip{kind}")
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
        >
            <path class=class d="M0 .5 8 4 0 7.5z"></path>
        </marker>
    }
    .into_any()
}

/// What to do with an empty canvas.
#[component]
fn Empty(stage: Stage) -> impl IntoView {
    let is_empty = move || stage.nodes.with(Vec::is_empty) && !stage.outside.readonly.get();
    let begin = move |()| super::menu::begin_flow(stage);
    view! {
        <Show when=is_empty>
            <div class="flow-empty">
                <ui::Empty icon="branch" title=t!("flow.empty.title") text=t!("flow.empty.text")>
                    <ui::Button kind=ui::ButtonKind::Primary small=true on_press=begin>
                        {t!("flow.empty.begin")}
                    </ui::Button>
                </ui::Empty>
            </div>
        </Show>
    }
    .into_any()
}

fn cursor(stage: Stage) -> &'static str {
    let tool = stage.tool.with(|tool| match tool {
        Tool::Panning { .. } => Some("grabbing"),
        Tool::Dragging(_) => Some("move"),
        Tool::Connecting { .. } | Tool::Reconnecting { .. } | Tool::Lasso { .. } => Some("cross"),
        _ => None,
    });
    tool.unwrap_or_else(|| match stage.mode.get() {
        Mode::Select => "select",
        Mode::Hand => "grab",
        Mode::Lasso | Mode::Connect => "cross",
    })
}
