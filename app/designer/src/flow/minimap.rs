//! The small picture of everything. It is drawn anew when something has settled, not while it is dragged.

use std::fmt::Write as _;

use editor::geometry::Size;
use leptos::{ev::PointerEvent, html, prelude::*};
use model::flow::Point;
use ui::t;

use super::stage::Stage;

const SIZE: Size = Size { width: 168.0, height: 96.0 };

/// See the module.
#[component]
pub(super) fn Map(stage: Stage) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let map = Memo::new(move |_| {
        stage.settled.track();
        stage.view.track();
        stage.with(|canvas| canvas.minimap(SIZE))
    });
    let nodes = Memo::new(move |_| {
        stage.settled.track();
        stage.with(|canvas| {
            let mut path = String::new();
            for (_, rect) in canvas.routes().rects() {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{}v{}h{}z", rect.x, rect.y, rect.width, rect.height, -rect.width);
            }
            path
        })
    });
    let frame = move |part: fn(&editor::geometry::Rect) -> f64| move || map.with(|map| part(&map.frame));
    let look = move |event: &PointerEvent| {
        let Some(element) = node.get_untracked() else { return };
        let place = element.get_bounding_client_rect();
        let at = Point { x: f64::from(event.client_x()) - place.left(), y: f64::from(event.client_y()) - place.top() };
        let map = map.get_untracked();
        stage.change(|canvas| {
            canvas.view = map.look_at(at, canvas.view, canvas.area);
            editor::flow::Change { looked: true, ..editor::flow::Change::default() }
        });
    };
    let down = move |event: PointerEvent| {
        event.prevent_default();
        if let Some(element) = node.get_untracked() {
            // Without the capture the drag ends at the edge of the picture.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        look(&event);
    };
    let moved = move |event: PointerEvent| {
        if event.buttons() & 1 == 1 {
            look(&event);
        }
    };
    view! {
        <div class="minimap" node_ref=node aria-hidden="true" title=t!("flow.minimap") on:pointerdown=down on:pointermove=moved>
            <svg viewBox="0 0 168 96">
                <path class="mini" d=move || nodes.get() transform=move || map.with(|map| map.view.transform())></path>
                <rect
                    class="window"
                    x=frame(|frame| frame.x)
                    y=frame(|frame| frame.y)
                    width=frame(|frame| frame.width)
                    height=frame(|frame| frame.height)
                ></rect>
            </svg>
        </div>
    }
    .into_any()
}
