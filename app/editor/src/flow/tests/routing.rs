//! Routing: what a drawn link promises.

use model::flow::Point;
use proptest::prelude::*;

use super::any::{flow, point};
use crate::{
    Editor,
    flow::{Edit, Routes, fresh, route::Route},
    geometry::{Rect, Size},
};

const TASK: Size = Size { width: 160.0, height: 56.0 };

fn at(x: f64, y: f64) -> Rect {
    Rect::around(Point { x, y }, TASK)
}

fn is_orthogonal(route: &Route) -> bool {
    route.pieces().all(|(a, b)| (a.x - b.x).abs() < 0.01 || (a.y - b.y).abs() < 0.01)
}

#[test]
fn two_steps_side_by_side_are_linked_straight() {
    let route = Route::between(at(0.0, 0.0), at(300.0, 0.0), &[], &[]);
    assert_eq!(route.points, [Point { x: 80.0, y: 0.0 }, Point { x: 220.0, y: 0.0 }]);
    assert_eq!(route.path(8.0), "M80 0L220 0");
    assert_eq!(route.label(), Some(Point { x: 150.0, y: 0.0 }));
}

#[test]
fn the_words_of_ways_that_part_stand_apart() {
    for aside in [60.0, 90.0, 200.0] {
        let way = |y| Route::between(at(0.0, 0.0), at(220.0, y), &[], &[]).label().unwrap();
        let (above, below) = (way(-aside), way(aside));
        assert!(below.y - above.y > 20.0, "{above:?} {below:?}");
    }
}

#[test]
fn a_step_in_the_way_is_gone_around() {
    let wall = at(300.0, 0.0);
    let route = Route::between(at(0.0, 0.0), at(600.0, 0.0), &[], &[wall]);
    assert!(route.pieces().all(|(from, to)| !wall.is_crossed(from, to)), "{route:?}");
    assert!(is_orthogonal(&route));
}

#[test]
fn a_wall_of_steps_is_gone_around_too() {
    let walls: Vec<Rect> = (-2..=2).map(|row| at(300.0, f64::from(row) * 60.0)).collect();
    let route = Route::between(at(0.0, 0.0), at(600.0, 0.0), &[], &walls);
    for wall in walls {
        assert!(route.pieces().all(|(from, to)| !wall.is_crossed(from, to)), "{route:?}");
    }
}

#[test]
fn rounded_corners_are_drawn_as_curves() {
    let route = Route { points: vec![Point { x: 0.0, y: 0.0 }, Point { x: 50.0, y: 0.0 }, Point { x: 50.0, y: 40.0 }] };
    assert_eq!(route.path(8.0), "M0 0L42 0Q50 0 50 8L50 40");
}

#[test]
fn the_bends_of_a_person_are_passed_through() {
    let bends = [Point { x: 150.0, y: 200.0 }, Point { x: 400.0, y: 260.0 }];
    let route = Route::between(at(0.0, 0.0), at(600.0, 0.0), &bends, &[]);
    assert!(is_orthogonal(&route));
    for bend in bends {
        assert!(route.nearest(bend).unwrap().1 < 0.5, "{route:?}");
    }
}

proptest! {
    #[test]
    fn a_link_never_runs_through_its_own_ends(a in point(), b in point(), others in prop::collection::vec(point(), 0..6)) {
        let (from, to) = (Rect::around(a, TASK), Rect::around(b, TASK));
        // Nodes that stand on each other cannot be linked in a way that can be seen.
        prop_assume!(!from.grown(36.0).overlaps(to));
        let others: Vec<Rect> = others.into_iter().map(|at| Rect::around(at, TASK)).collect();
        let route = Route::between(from, to, &[], &others);
        prop_assert!(is_orthogonal(&route));
        for (start, end) in route.pieces() {
            prop_assert!(!from.grown(-1.0).is_crossed(start, end), "{route:?}");
            prop_assert!(!to.grown(-1.0).is_crossed(start, end), "{route:?}");
        }
    }

    #[test]
    fn drawing_what_was_touched_leads_to_the_same_ends_as_drawing_all(flow in flow(), by in point(), node in 0_usize..8) {
        let mut editor = Editor::open(flow);
        let mut routes = Routes::of(editor.document());
        let keys = editor.document().nodes.get(node).map(|node| node.key.clone()).into_iter().collect::<Vec<_>>();
        if let Ok(patch) = editor.make(&Edit::Move { nodes: keys, by, onto: None }) {
            routes.update(editor.document(), &patch.touched());
        }
        let anew = Routes::of(editor.document());
        for (key, route) in anew.routes() {
            prop_assert!(is_orthogonal(route));
            // During a drag others may not have made way yet, but every link hangs on its nodes.
            let now = routes.route(key).unwrap();
            let link = editor.document().links.iter().find(|link| link.key == *key).unwrap();
            for (end, node) in [(now.points.first(), &link.from), (now.points.last(), &link.to)] {
                let rect = editor.document().node(node).map(fresh::rect).unwrap();
                prop_assert!(end.is_none_or(|end| rect.grown(0.5).contains(*end)));
            }
        }
        routes.settle(editor.document());
        prop_assert_eq!(routes, anew);
    }
}
