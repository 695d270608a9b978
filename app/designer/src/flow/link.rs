//! One link as it is drawn.

use editor::flow::{Name, route::Route};
use leptos::prelude::*;
use model::{
    flow::{Door, Point},
    key::LinkKey,
};
use ui::SPRITE;

use super::{label, stage::Stage};

/// How round its corners are.
const RADIUS: f64 = 8.0;
/// The longest label, in pixels.
const LONGEST: f64 = 168.0;
/// The shortest label that still says something.
const SHORTEST: f64 = 40.0;

/// See the module.
#[component]
pub(super) fn LinkLine(stage: Stage, key: LinkKey) -> impl IntoView {
    let Some(look) = stage.link(&key) else { return ().into_any() };
    let (link, route, selected) = (look.link, look.route, look.selected);
    let drawn = route.clone();
    let path =
        Memo::new(move |_| drawn.with(|route| route.as_ref().map(|route| route.path(RADIUS)).unwrap_or_default()));
    let leaves = link.clone();
    let is_late =
        Memo::new(move |_| leaves.with(|link| matches!(link.leaves, Door::Late | Door::Timeout | Door::Error)));
    let own = key.clone();
    let is_taken = Memo::new(move |_| stage.outside.marks.with(|marks| marks.taken.contains(&own)));
    let name = Name::Link(key.clone());
    let is_wrong = Memo::new(move |_| stage.found.with(|found| found.at(&name).is_some()));
    let said = link.clone();
    let words = Memo::new(move |_| said.with(|link| label::link(stage, link)));
    let read = link.clone();
    let heard = Memo::new(move |_| read.with(|link| label::link_in_words(stage, link)));
    let chosen = selected.clone();
    let tip = move || {
        let kind = if chosen.get() {
            "-selected"
        } else if is_wrong.get() {
            "-wrong"
        } else if is_taken.get() {
            "-walked"
        } else if is_late.get() {
            "-late"
        } else {
            ""
        };
        format!("url(#tip{kind})")
    };
    view! {
        <g
            class="link"
            class:selected=move || selected.get()
            class:late=move || is_late.get()
            class:walked=move || is_taken.get()
            class:wrong=move || is_wrong.get()
            data-link=key.to_string()
            role="img"
            aria-label=move || heard.get()
        >
            <path class="grab" d=move || path.get()></path>
            <path class="line" d=move || path.get() marker-end=tip></path>
            <Words words=words.into() route is_late />
        </g>
    }
    .into_any()
}

/// The words of a link, in the middle of its longest piece.
#[component]
fn Words(words: Signal<String>, route: ArcRwSignal<Option<Route>>, is_late: Memo<bool>) -> impl IntoView {
    let place = route.clone();
    let at = Memo::new(move |_| place.with(|route| route.as_ref().and_then(Route::label)));
    // How much of the words fits changes with the length of the piece, in steps, so that a drag draws little anew.
    let room = Memo::new(move |_| route.with(|route| route.as_ref().map_or(LONGEST, room)));
    move || {
        let words = words.get();
        if words.is_empty() {
            return ().into_any();
        }
        let has_clock = is_late.get();
        let shown = label::fitted(&words, room.get() - if has_clock { 18.0 } else { 0.0 }, 12.0);
        let room = label::width(&shown) + if has_clock { 30.0 } else { 12.0 };
        let middle = if has_clock { 9.0 } else { 0.0 };
        let place = move || at.get().map_or_else(String::new, |at| format!("translate({} {})", at.x, at.y));
        let clock = has_clock.then(|| {
            view! {
                <use class="icon" href=format!("{SPRITE}#i-clock") x=6.0 - room / 2.0 y="-6" width="12" height="12"></use>
            }
        });
        view! {
            <g class="label" transform=place>
                {leptos::svg::title().child(words)}
                <rect x=-room / 2.0 y="-9" width=room height="18" rx="4"></rect>
                {clock}
                <text x=middle y="4">{shown}</text>
            </g>
        }
        .into_any()
    }
}

/// How much room the words of a link have: the length of the flat piece they stand on; beside an upright one there is
/// plenty.
fn room(route: &Route) -> f64 {
    let Some(at) = route.label() else { return LONGEST };
    let on = |(from, to): &(Point, Point)| {
        (from.y - to.y).abs() < 0.5 && (from.y - at.y).abs() < 0.5 && (f64::midpoint(from.x, to.x) - at.x).abs() < 0.5
    };
    let piece = route.pieces().find(on).map(|(from, to)| (from.x - to.x).abs() - 32.0);
    piece.map_or(LONGEST, |length| (length / 8.0).floor() * 8.0).clamp(SHORTEST, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_room_of_the_piece_they_stand_on() {
        let way =
            |points: &[(f64, f64)]| Route { points: points.iter().map(|(x, y)| Point { x: *x, y: *y }).collect() };
        assert!((room(&way(&[(0.0, 0.0), (100.0, 0.0)])) - 64.0).abs() < 1e-9);
        assert!((room(&way(&[(0.0, 0.0), (0.0, 100.0)])) - LONGEST).abs() < 1e-9);
        assert!((room(&way(&[(0.0, 0.0), (10.0, 0.0)])) - SHORTEST).abs() < 1e-9);
    }
}
