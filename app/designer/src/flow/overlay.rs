//! What lies over the drawing while the hand is at work: lasso, guides, loose links, what is being placed, and the
//! handles of what is selected.

use editor::{
    Verdict,
    flow::{
        Name, fresh,
        guide::Guide,
        route::{Route, Side},
        tool::Tool,
    },
    geometry::Rect,
};
use leptos::prelude::*;
use model::{
    flow::{Does, Point},
    key::{LinkKey, NodeKey},
};
use ui::SPRITE;

use super::stage::Stage;

/// See the module.
#[component]
pub(super) fn Overlay(stage: Stage) -> impl IntoView {
    view! {
        <Handles stage />
        {move || stage.tool.with(|tool| drawn(stage, tool))}
    }
    .into_any()
}

fn drawn(stage: Stage, tool: &Tool) -> AnyView {
    match tool {
        Tool::Lasso { from, to, .. } => {
            view! { <Outline class="lasso" rect=Rect::between(*from, *to) radius=2.0 /> }.into_any()
        }
        Tool::Dragging(drag) => {
            let guides = drag.guides.iter().map(|guide| view! { <Line guide=*guide /> }.into_any()).collect_view();
            let onto = drag.onto.clone().map(|link| view! { <Split stage link /> });
            view! { {onto}{guides} }.into_any()
        }
        Tool::Placing { does, at: Some(at), onto, .. } => {
            let rect = Rect::around(*at, fresh::size(does));
            let radius = if rect.width < 60.0 {
                24.0
            } else if rect.height < 50.0 {
                20.0
            } else {
                10.0
            };
            let onto = onto.clone().map(|link| view! { <Split stage link /> });
            view! { {onto}<Outline class="ghost" rect radius /> }.into_any()
        }
        Tool::Connecting { from, at, over, verdict, .. } => {
            let way = stage.node(from).map(|look| Route::towards(look.rect.get_untracked(), *at));
            loose(stage, way, over.as_ref(), *verdict)
        }
        Tool::Reconnecting { link, end, at, over, verdict } => {
            let fixed = stage.link(link).and_then(|look| {
                look.link.with_untracked(|link| {
                    let node = if *end == editor::flow::End::To { &link.from } else { &link.to };
                    stage.node(node)
                })
            });
            let way = fixed.map(|look| Route::towards(look.rect.get_untracked(), *at));
            loose(stage, way, over.as_ref(), *verdict)
        }
        _ => ().into_any(),
    }
}

/// A link with a loose end, and whether the node under it takes it.
fn loose(stage: Stage, way: Option<Route>, over: Option<&NodeKey>, verdict: Verdict) -> AnyView {
    let rect = over.and_then(|node| stage.node(node)).map(|look| look.rect.get_untracked());
    let class = match verdict {
        Verdict::Yes => "target yes",
        Verdict::No(_) => "target no",
        Verdict::Ignore => "target",
    };
    let reason = verdict.reason().zip(rect).map(|(reason, rect)| {
        let words = ui::i18n::t(stage.lang.get_untracked(), &format!("editor.reason.{reason}"));
        let room = super::label::width(words) + 16.0;
        let middle = rect.centre().x;
        view! {
            <g class="reason" transform=format!("translate({middle} {})", rect.y - 18.0)>
                <rect x=-room / 2.0 y="-12" width=room height="22" rx="4"></rect>
                <text y="3">{words}</text>
            </g>
        }
    });
    let target = rect.map(|rect| {
        let radius = if rect.width < 60.0 { 24.0 } else { 13.0 };
        view! { <Outline class=class rect=rect.grown(4.0) radius /> }
    });
    let line = way.map(|way| view! { <path class="loose" d=way.path(8.0) marker-end="url(#tip-selected)"></path> });
    view! { {line}{target}{reason} }.into_any()
}

#[component]
fn Outline(class: &'static str, rect: Rect, radius: f64) -> impl IntoView {
    view! { <rect class=class x=rect.x y=rect.y width=rect.width height=rect.height rx=radius></rect> }.into_any()
}

/// Why it snaps.
#[component]
fn Line(guide: Guide) -> impl IntoView {
    view! { <path class="guide" d=format!("M{} {}L{} {}", guide.from.x, guide.from.y, guide.to.x, guide.to.y)></path> }
        .into_any()
}

/// The link that would be split.
#[component]
fn Split(stage: Stage, link: LinkKey) -> impl IntoView {
    let way =
        stage.link(&link).and_then(|look| look.route.with_untracked(|route| route.as_ref().map(|way| way.path(8.0))));
    way.map(|way| view! { <path class="split" d=way></path> })
}

/// The handles of the only selected part: a plus behind a node, ends and bends of a link.
#[component]
fn Handles(stage: Stage) -> impl IntoView {
    let only = Memo::new(move |_| {
        let is_quiet = stage.tool.with(|tool| matches!(tool, Tool::Idle | Tool::Pressing { .. }));
        let may = !stage.outside.readonly.get();
        stage.selection.with(|selection| selection.only().cloned()).filter(|_| is_quiet && may)
    });
    move || match only.get() {
        Some(Name::Node(key)) => stage
            .node(&key)
            .map(|look| {
                let is_end = look.face.with(|face| matches!(face.does, Does::End { .. }));
                let rect = look.rect;
                (!is_end).then(|| view! { <Plus rect /> })
            })
            .into_any(),
        Some(Name::Link(key)) => stage
            .link(&key)
            .map(|look| {
                let (route, link) = (look.route, look.link);
                let ends = move || {
                    let ends: Vec<Point> = route.with(|route| {
                        route
                            .iter()
                            .flat_map(|way| way.points.first().into_iter().chain(way.points.last()))
                            .copied()
                            .collect()
                    });
                    ends.into_iter()
                        .map(|at| view! { <circle class="port" cx=at.x cy=at.y r="4"></circle> }.into_any())
                        .collect_view()
                };
                let bends = move || {
                    let bends = link.with(|link| link.bends.clone());
                    bends
                        .into_iter()
                        .map(|at| {
                            view! { <rect class="port" x=at.x - 4.0 y=at.y - 4.0 width="8" height="8" rx="2"></rect> }
                                .into_any()
                        })
                        .collect_view()
                };
                view! { {ends}{bends} }
            })
            .into_any(),
        _ => ().into_any(),
    }
}

/// The plus on the right of a node: pressed it appends, dragged it connects.
#[component]
fn Plus(rect: ArcRwSignal<Rect>) -> impl IntoView {
    let place = move || {
        let at = Side::Right.of(rect.get());
        format!("translate({} {})", at.x, at.y)
    };
    view! {
        <g class="append" transform=place>
            <circle r="9"></circle>
            <use class="icon" href=format!("{SPRITE}#i-plus") x="-6" y="-6" width="12" height="12"></use>
        </g>
    }
    .into_any()
}
