//! One node as it is drawn.

use editor::{flow::Name, geometry::Rect};
use leptos::prelude::*;
use model::{Severity, flow::Does, key::NodeKey};
use ui::SPRITE;

use super::{
    label,
    stage::{Face, Stage},
};

/// A diamond of 48 px with rounded corners, around its centre.
const DIAMOND: &str =
    "M-2.8 -21.2Q0 -24 2.8 -21.2L21.2 -2.8Q24 0 21.2 2.8L2.8 21.2Q0 24 -2.8 21.2L-21.2 2.8Q-24 0 -21.2 -2.8z";

/// See the module.
#[component]
pub(super) fn NodeShape(stage: Stage, key: NodeKey) -> impl IntoView {
    let Some(look) = stage.node(&key) else { return ().into_any() };
    let (face, rect, selected) = (look.face, look.rect, look.selected);
    let name = Name::Node(key.clone());
    let place = rect.clone();
    let transform = move || place.with(|rect| format!("translate({} {})", rect.x, rect.y));
    let own = key.clone();
    let is_walked = Memo::new(move |_| stage.outside.marks.with(|marks| marks.walked.contains(&own)));
    let read = key.clone();
    let label = Memo::new(move |_| label::node_in_words(stage, &read));
    let marked = key.clone();
    // A node is drawn anew only when it becomes another kind.
    let drawn = face.clone();
    let kind = Memo::new(move |_| drawn.with(|face| face.does.name()));
    let body = {
        let face = face.clone();
        move || {
            let face = face.clone();
            match kind.get() {
                "start" | "end" => view! { <Pill stage face /> }.into_any(),
                "choice" | "inclusive" | "parallel" | "join" => {
                    view! { <Gate stage face kind=kind.get() /> }.into_any()
                }
                _ => view! { <Card stage face /> }.into_any(),
            }
        }
    };
    let size = move || rect.get_untracked();
    let problems = Memo::new(move |_| stage.found.with(|found| found.at(&name)));
    view! {
        <g
            class=move || format!("node {}", kind.get())
            class:selected=move || selected.get()
            class:walked=move || is_walked.get()
            id=format!("node-{key}")
            data-node=key.to_string()
            transform=transform
            role="img"
            aria-label=move || label.get()
        >
            {body}
            <MarksAt stage key=marked size=size() />
            {move || problems.get().map(|(count, severity)| view! { <Badge count severity width=size().width kind=kind.get() /> })}
        </g>
    }
    .into_any()
}

/// A task, a wait, an action, a sub-flow.
#[component]
fn Card(stage: Stage, face: ArcRwSignal<Face>) -> impl IntoView {
    let (named, below, drawn) = (face.clone(), face.clone(), face);
    let title = Memo::new(move |_| {
        let lang = stage.lang.get();
        label::in_two(&named.with(|face| label::name(face, lang)), 102.0, 13.0)
    });
    let sub = move || {
        let lang = stage.lang.get();
        let words = stage.outside.catalogue.with(|catalogue| below.with(|face| label::below(face, catalogue, lang)));
        label::fitted(&words, 104.0, 12.0)
    };
    let icon = move || drawn.with(|face| format!("{SPRITE}#i-{}", label::icon(&face.does)));
    view! {
        <rect class="halo" x="-3" y="-3" width="166" height="62" rx="13"></rect>
        <rect class="shape" width="160" height="56" rx="10"></rect>
        <rect class="tile" x="10" y="14" width="28" height="28" rx="6"></rect>
        <use class="icon" href=icon x="16" y="20" width="16" height="16"></use>
        <Title title x=48.0 middle=20.0 />
        <text class="sub" x="48" y=move || if title.with(|(_, second)| second.is_some()) { "48" } else { "43" }>
            {sub}
        </text>
    }
    .into_any()
}

/// The start, an end.
#[component]
fn Pill(stage: Stage, face: ArcRwSignal<Face>) -> impl IntoView {
    let (named, drawn) = (face.clone(), face);
    let title = Memo::new(move |_| {
        let lang = stage.lang.get();
        let words = named.with(|face| match (&face.does, face.title.is_empty()) {
            (Does::End { leaves }, true) => ui::i18n::t(lang, label::leaves_key(*leaves)).to_owned(),
            _ => label::name(face, lang),
        });
        label::in_two(&words, 60.0, 13.0)
    });
    let icon = move || drawn.with(|face| format!("{SPRITE}#i-{}", label::icon(&face.does)));
    view! {
        <rect class="halo" x="-3" y="-3" width="110" height="46" rx="23"></rect>
        <rect class="shape" width="104" height="40" rx="20"></rect>
        <use class="icon" href=icon x="14" y="12" width="16" height="16"></use>
        <Title title x=38.0 middle=20.5 />
    }
    .into_any()
}

/// A name on one line or two, around a height.
#[component]
fn Title(title: Memo<(String, Option<String>)>, x: f64, middle: f64) -> impl IntoView {
    let second = move || title.with(|(_, second)| second.clone());
    let place = move || if title.with(|(_, second)| second.is_some()) { middle - 3.0 } else { middle + 4.5 };
    view! {
        <text class="title" x=x y=place>{move || title.with(|(first, _)| first.clone())}</text>
        {move || second().map(|words| view! { <text class="title" x=x y=middle + 11.5>{words}</text> })}
    }
    .into_any()
}

/// A choice, a split, a join: its name stands below.
#[component]
fn Gate(stage: Stage, face: ArcRwSignal<Face>, kind: &'static str) -> impl IntoView {
    let sign = match kind {
        "choice" => "M-5 -5L5 5M5 -5L-5 5",
        "inclusive" => "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0",
        "parallel" => "M0 -7L0 7M-7 0L7 0",
        _ => "M-6 -6L0 0L-6 6M0 0L7 0",
    };
    let title = move || fitted_name(stage, &face, 150.0);
    view! {
        <g transform="translate(24 24)">
            <path class="halo" d=DIAMOND transform="scale(1.14)"></path>
            <path class="shape" d=DIAMOND></path>
            <path class="sign" d=sign></path>
        </g>
        <text class="name" x="24" y="64">{title}</text>
    }
    .into_any()
}

fn fitted_name(stage: Stage, face: &ArcRwSignal<Face>, place: f64) -> String {
    let lang = stage.lang.get();
    label::fitted(&face.with(|face| label::name(face, lang)), place, 13.0)
}

/// Where a test run passed and where it stands.
#[component]
fn MarksAt(stage: Stage, key: NodeKey, size: Rect) -> impl IntoView {
    let (x, y) = corner(size);
    let own = key.clone();
    let breaks = Memo::new(move |_| stage.outside.marks.with(|marks| marks.breaks.contains(&own)));
    let (far, low) = (size.width - x, size.height - y);
    let stop = move || {
        breaks
            .get()
            .then(|| view! { <rect class="break-mark" x=far - 6.0 y=low - 6.0 width="12" height="12" rx="3"></rect> })
    };
    let mark = Memo::new(move |_| {
        stage.outside.marks.with(|marks| {
            (marks.tokens.get(&key).copied().unwrap_or(0), marks.walked.contains(&key), marks.stuck.contains(&key))
        })
    });
    let stands = move || {
        let (tokens, is_walked, is_stuck) = mark.get();
        if tokens > 0 {
            view! {
                <g class="token" class:stuck=is_stuck>
                    <circle class="wave" cx=x cy=y r="14"></circle>
                    <circle class="core" cx=x cy=y r="9"></circle>
                    <text x=x y=y + 4.0>{if is_stuck { "!".to_owned() } else { tokens.to_string() }}</text>
                </g>
            }
            .into_any()
        } else if is_walked {
            view! {
                <g class="walked-mark">
                    <circle cx=x cy=y r="8"></circle>
                    <use class="icon" href=format!("{SPRITE}#i-check") x=x - 5.0 y=y - 5.0 width="10" height="10"></use>
                </g>
            }
            .into_any()
        } else {
            ().into_any()
        }
    };
    view! { {stop} {stands} }
}

/// Where marks are put: the corner of a box, the side of what has no corner.
fn corner(size: Rect) -> (f64, f64) {
    if size.width < 60.0 || size.height < 50.0 { (6.0, 6.0) } else { (0.0, 0.0) }
}

/// How many problems a node has.
#[component]
fn Badge(count: usize, severity: Severity, width: f64, kind: &'static str) -> impl IntoView {
    let (x, y) = match kind {
        "start" | "end" => (width - 6.0, 4.0),
        "choice" | "inclusive" | "parallel" | "join" => (width - 6.0, 6.0),
        _ => (width, 0.0),
    };
    view! {
        <g class="problem-mark" class:warn=severity != Severity::Error>
            <circle cx=x cy=y r="9"></circle>
            <text x=x y=y + 4.0>{count}</text>
        </g>
    }
    .into_any()
}
