//! What the hand does on the canvas, by pointer and by keyboard.

use model::{
    Text,
    flow::{Door, Flow, Link, Node, Point},
};
use proptest::prelude::*;

use super::any;
use crate::{
    Word,
    flow::{
        Canvas, Change, Name, fresh,
        tool::{Act, Ask, Button, Did, Held, Key, Mode, Pointer, Tool},
    },
    geometry::Size,
};

const AREA: Size = Size { width: 1440.0, height: 900.0 };

fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

fn node(key: &str, kind: &str, x: f64, y: f64) -> Node {
    Node { key: key.into(), title: Text::default(), at: at(x, y), does: fresh::does(kind).unwrap() }
}

fn link(key: &str, from: &str, to: &str, leaves: Door) -> Link {
    Link { key: key.into(), from: from.into(), to: to.into(), leaves, title: Text::default(), bends: vec![] }
}

/// `start → task → end` from left to right, seen at its own size.
fn canvas() -> Canvas {
    let flow = Flow {
        format: 1,
        nodes: vec![node("a", "start", 100.0, 100.0), node("t", "task", 304.0, 100.0), node("z", "end", 504.0, 100.0)],
        links: vec![link("k", "a", "t", Door::Next), link("l", "t", "z", Door::Outcome { outcome: "done".into() })],
        ..Flow::default()
    };
    let mut canvas = Canvas::open(flow);
    canvas.area = AREA;
    canvas
}

fn pointer(canvas: &mut Canvas, did: Did, screen: Point) -> Change {
    canvas.pointer(Pointer { did, screen, held: Held { alt: true, ..Held::default() } })
}

fn drag(canvas: &mut Canvas, from: Point, to: Point) -> Change {
    pointer(canvas, Did::Down(Button::Main), from);
    pointer(canvas, Did::Move, at(f64::midpoint(from.x, to.x), f64::midpoint(from.y, to.y)));
    pointer(canvas, Did::Move, to);
    pointer(canvas, Did::Up, to)
}

fn press(canvas: &mut Canvas, name: &str) -> Option<Change> {
    let mut held = Held::default();
    let mut last = name;
    while let Some((word, rest)) = last.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
        match word {
            "ctrl" => held.ctrl = true,
            "shift" => held.shift = true,
            _ => held.alt = true,
        }
        last = rest;
    }
    canvas.key(Key { name: last, held, composing: false })
}

fn words(canvas: &Canvas) -> Vec<Word> {
    canvas.editor().history().entries().iter().map(|entry| entry.word).collect()
}

#[test]
fn a_drag_moves_a_node_as_one_entry() {
    let mut canvas = canvas();
    drag(&mut canvas, at(304.0, 100.0), at(304.0, 260.0));
    assert_eq!(canvas.flow().node(&"t".into()).unwrap().at, at(304.0, 260.0));
    assert_eq!(words(&canvas), [Word::Move]);
    assert!(canvas.selection().contains(&Name::Node("t".into())));
    press(&mut canvas, "ctrl-z");
    assert_eq!(canvas.flow().node(&"t".into()).unwrap().at, at(304.0, 100.0));
}

#[test]
fn escape_gives_a_drag_up() {
    let mut canvas = canvas();
    let before = canvas.flow().clone();
    pointer(&mut canvas, Did::Down(Button::Main), at(304.0, 100.0));
    pointer(&mut canvas, Did::Move, at(400.0, 300.0));
    assert_ne!(*canvas.flow(), before);
    press(&mut canvas, "Escape");
    assert_eq!(*canvas.flow(), before);
    assert!(words(&canvas).is_empty() && *canvas.tool() == Tool::Idle);
}

#[test]
fn a_click_selects_and_with_shift_adds() {
    let mut canvas = canvas();
    for (screen, shift) in [(at(304.0, 100.0), false), (at(504.0, 100.0), true)] {
        let held = Held { shift, ..Held::default() };
        canvas.pointer(Pointer { did: Did::Down(Button::Main), screen, held });
        canvas.pointer(Pointer { did: Did::Up, screen, held });
    }
    assert_eq!(canvas.selection().len(), 2);
}

#[test]
fn a_lasso_selects_what_lies_in_it() {
    let mut canvas = canvas();
    drag(&mut canvas, at(20.0, 20.0), at(400.0, 200.0));
    let names: Vec<_> = canvas.selection().iter().cloned().collect();
    assert_eq!(names, [Name::Node("a".into()), Name::Node("t".into()), Name::Link("k".into())]);
}

#[test]
fn a_link_drawn_from_the_handle_to_the_canvas_asks_what_to_append() {
    let mut canvas = canvas();
    canvas.select(vec![Name::Node("t".into())]);
    let change = drag(&mut canvas, at(384.0, 100.0), at(700.0, 400.0));
    assert_eq!(change.asks, [Ask::Append("t".into(), Some(at(700.0, 400.0)))]);
}

#[test]
fn an_end_of_a_link_is_put_on_another_node() {
    let mut canvas = canvas();
    canvas.select(vec![Name::Link("k".into())]);
    let change = drag(&mut canvas, at(224.0, 100.0), at(504.0, 100.0));
    assert_eq!(change.refused, None);
    assert_eq!(canvas.flow().links[0].to, "z".into());
}

#[test]
fn a_link_is_bent_by_pulling_it_and_straightened_by_a_double_click() {
    let mut canvas = canvas();
    canvas.select(vec![Name::Link("k".into())]);
    drag(&mut canvas, at(186.0, 100.0), at(186.0, 200.0));
    assert_eq!(canvas.flow().links[0].bends, [at(184.0, 200.0)]);
    pointer(&mut canvas, Did::Twice, at(184.0, 200.0));
    assert!(canvas.flow().links[0].bends.is_empty());
    assert_eq!(words(&canvas), [Word::Bend, Word::Bend]);
}

#[test]
fn a_node_from_the_palette_dropped_on_a_link_splits_it() {
    let mut canvas = canvas();
    canvas.take(fresh::does("action").unwrap(), Text::default());
    pointer(&mut canvas, Did::Move, at(190.0, 104.0));
    pointer(&mut canvas, Did::Up, at(190.0, 104.0));
    assert_eq!(canvas.flow().links.len(), 3);
    assert_eq!(words(&canvas), [Word::Insert]);
}

#[test]
fn a_loose_node_dragged_onto_a_link_splits_it_in_one_entry() {
    let mut canvas = canvas();
    canvas.make(crate::flow::Edit::Add {
        does: fresh::does("wait").unwrap(),
        title: Text::default(),
        at: at(300.0, 400.0),
        onto: None,
    });
    drag(&mut canvas, at(300.0, 400.0), at(190.0, 102.0));
    assert_eq!(canvas.flow().links.len(), 3);
    assert_eq!(words(&canvas), [Word::Add, Word::Move]);
    press(&mut canvas, "ctrl-z");
    assert_eq!(canvas.flow().links.len(), 2);
}

#[test]
fn everything_can_be_done_without_a_pointer() {
    let mut canvas = canvas();
    press(&mut canvas, "ArrowRight");
    press(&mut canvas, "ctrl-ArrowRight");
    assert_eq!(canvas.selection().main(), Some(&Name::Node("t".into())));
    assert_eq!(press(&mut canvas, "Tab").unwrap().asks, [Ask::Append("t".into(), None)]);
    assert_eq!(press(&mut canvas, "F2").unwrap().asks, [Ask::Rename(Name::Node("t".into()))]);
    press(&mut canvas, "shift-ArrowDown");
    press(&mut canvas, "ArrowDown");
    assert_eq!(canvas.flow().node(&"t".into()).unwrap().at, at(304.0, 111.0));
    assert_eq!(words(&canvas), [Word::Move]);
    press(&mut canvas, "Delete");
    assert_eq!(canvas.flow().links.len(), 1);
    assert_eq!(canvas.flow().links[0].to, "z".into());
    press(&mut canvas, "ctrl-a");
    assert_eq!(canvas.selection().len(), 3);
    press(&mut canvas, "alt-shift-T");
    assert_eq!(words(&canvas), [Word::Move, Word::Remove, Word::Tidy]);
}

#[test]
fn two_nodes_are_connected_by_keyboard_alone() {
    let mut canvas = canvas();
    canvas.make(crate::flow::Edit::Add {
        does: fresh::does("choice").unwrap(),
        title: Text::default(),
        at: at(304.0, 300.0),
        onto: None,
    });
    press(&mut canvas, "c");
    press(&mut canvas, "ArrowUp");
    press(&mut canvas, "ArrowRight");
    press(&mut canvas, "Enter");
    let new = canvas.flow().links.last().unwrap();
    assert_eq!((new.from.as_str(), new.to.as_str(), &new.leaves), ("choice", "z", &Door::Otherwise));
}

#[test]
fn an_input_method_never_triggers_a_shortcut() {
    let mut canvas = canvas();
    canvas.select(vec![Name::Node("t".into())]);
    assert_eq!(canvas.key(Key { name: "Delete", held: Held::default(), composing: true }), None);
    assert_eq!(canvas.flow().nodes.len(), 3);
}

#[test]
fn a_copy_travels_through_text_to_another_canvas() {
    let mut from = canvas();
    press(&mut from, "ctrl-a");
    let text = from.copy().unwrap();
    let mut to = canvas();
    let change = to.paste(&text, Some(at(700.0, 500.0)));
    assert_eq!(change.refused, None);
    // The start is not pasted: a flow has one.
    assert_eq!(to.flow().nodes.len(), 5);
    assert_eq!(to.paste("hello", None).refused, Some(crate::Reason::NothingToPaste));
}

/// `300` tasks in a grid, each linked to its right neighbour.
fn large() -> Canvas {
    let key = |column: i32, row: i32| format!("n{column}_{row}");
    let mut flow = Flow { format: 1, ..Flow::default() };
    for column in 0..20 {
        for row in 0..15 {
            let (x, y) = (f64::from(column) * 240.0, f64::from(row) * 96.0);
            flow.nodes.push(node(&key(column, row), "task", x, y));
            if column > 0 {
                let door = Door::Outcome { outcome: "done".into() };
                flow.links.push(link(&format!("l{column}_{row}"), &key(column - 1, row), &key(column, row), door));
            }
        }
    }
    let mut canvas = Canvas::open(flow);
    canvas.area = AREA;
    canvas
}

#[test]
fn a_frame_of_a_drag_touches_what_is_moved_and_its_links_alone() {
    let mut canvas = large();
    pointer(&mut canvas, Did::Down(Button::Main), at(240.0, 96.0));
    for step in 1..60 {
        let change = pointer(&mut canvas, Did::Move, at(240.0 + f64::from(step) * 7.0, 96.0 + f64::from(step) * 5.0));
        assert!(change.touched.len() <= 1, "{:?}", change.touched);
        assert!(change.rerouted.len() <= 2, "{:?}", change.rerouted);
    }
    let patch_size = |canvas: &Canvas| canvas.editor().history().entries()[0].patch.steps().len();
    pointer(&mut canvas, Did::Up, at(653.0, 391.0));
    assert_eq!(patch_size(&canvas), 1);
}

#[test]
fn dragging_everything_carries_the_links_along_without_routing_them() {
    let mut canvas = large();
    press(&mut canvas, "ctrl-a");
    let before: Vec<_> = canvas.routes().routes().map(|(_, route)| route.clone()).collect();
    pointer(&mut canvas, Did::Down(Button::Main), at(240.0, 96.0));
    let change = pointer(&mut canvas, Did::Move, at(247.0, 103.0));
    assert_eq!(change.touched.len(), 300);
    for (old, (_, new)) in before.iter().zip(canvas.routes().routes()) {
        assert_eq!(old.moved(at(7.0, 7.0)), *new);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_hand_however_clumsy_breaks_the_canvas(
        flow in any::flow(),
        moves in prop::collection::vec((0_u8..6, any::point(), any::<(bool, bool)>()), 1..40),
        keys in prop::collection::vec(prop::sample::select(vec![
            "Escape", "Delete", "Tab", "Enter", "c", "h", "l", "v", "ArrowUp", "ArrowRight", "ctrl-ArrowDown", "ctrl-z",
            "ctrl-y", "ctrl-a", "ctrl-d", "alt-shift-T", "0", "1", "+", "-",
        ]), 1..40),
    ) {
        let mut canvas = Canvas::open(flow.clone());
        canvas.area = AREA;
        for ((what, screen, (shift, alt)), key) in moves.into_iter().zip(keys) {
            let did = match what {
                0 => Did::Down(Button::Main),
                1 => Did::Up,
                2 => Did::Twice,
                3 => Did::Down(Button::Middle),
                _ => Did::Move,
            };
            canvas.pointer(Pointer { did, screen, held: Held { shift, alt, ctrl: false } });
            if alt {
                press(&mut canvas, key);
            }
        }
        canvas.pointer(Pointer { did: Did::Lost, screen: at(0.0, 0.0), held: Held::default() });
        canvas.go_to(0);
        prop_assert_eq!(canvas.flow(), &flow);
        canvas.act(vec![Act::SetMode(Mode::Select)]);
    }
}
