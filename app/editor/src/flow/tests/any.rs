//! Properties of every edit on any flow, right or wrong.

use model::{
    Lang, Text,
    condition::Condition,
    flow::{Does, Door, Flow, ForEach, Leaves, Limit, Link, Node, Owner, Point, SubFlow},
    key::{LinkKey, NodeKey, OutcomeKey},
    span::{Minutes, Span},
};
use proptest::prelude::*;

use crate::{
    Editor,
    flow::{Axis, Edit, End, Line, SetLink, SetNode, clip::Clip, fresh, tidy},
};

fn key() -> impl Strategy<Value = NodeKey> + Clone {
    prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "no such"]).prop_map(NodeKey::new)
}

fn link_key() -> impl Strategy<Value = LinkKey> + Clone {
    prop::sample::select(vec!["k", "l", "m", "n", "link", "gone"]).prop_map(LinkKey::new)
}

fn text() -> impl Strategy<Value = Text> {
    prop::sample::select(vec!["", "Triage", "分诊", "a"]).prop_map(|words| Text::one(Lang::ZhCn, words))
}

pub(super) fn point() -> impl Strategy<Value = Point> {
    (-600_i32..600, -400_i32..400).prop_map(|(x, y)| Point { x: f64::from(x), y: f64::from(y) })
}

fn does() -> impl Strategy<Value = Does> {
    prop_oneof![
        prop::sample::select(fresh::KINDS.to_vec()).prop_map(|kind| fresh::does(kind).unwrap()),
        (key(), any::<bool>()).prop_map(|(node, leave)| {
            let Some(Does::Task(mut task)) = fresh::does("task") else { unreachable!() };
            task.owner = Owner::SameAs { node };
            task.limit = Some(limit(leave));
            Does::Task(task)
        }),
    ]
}

fn limit(leave_when_late: bool) -> Limit {
    let span = Span { minutes: Minutes(30), ..Span::default() };
    Limit { span, calendar: None, warnings: vec![], when_late: vec![], leave_when_late }
}

fn node() -> impl Strategy<Value = Node> {
    (key(), text(), point(), does()).prop_map(|(key, title, at, does)| Node { key, title, at, does })
}

fn door() -> impl Strategy<Value = Door> {
    prop_oneof![
        Just(Door::Next),
        Just(Door::Outcome { outcome: "done".into() }),
        Just(Door::When { condition: Condition::All { of: vec![] } }),
        Just(Door::Otherwise),
        Just(Door::Ended { leaves: Leaves::Cancelled }),
        Just(Door::Late),
        Just(Door::Timeout),
        Just(Door::Error),
    ]
}

fn link() -> impl Strategy<Value = Link> {
    (link_key(), key(), key(), door(), prop::collection::vec(point(), 0..3))
        .prop_map(|(key, from, to, leaves, bends)| Link { key, from, to, leaves, title: Text::default(), bends })
}

/// Any flow: keys may be double, links may dangle, doors may not fit.
pub(super) fn flow() -> impl Strategy<Value = Flow> {
    (prop::collection::vec(node(), 0..8), prop::collection::vec(link(), 0..10)).prop_map(|(nodes, links)| Flow {
        format: 1,
        nodes,
        links,
        ..Flow::default()
    })
}

fn set_node() -> impl Strategy<Value = SetNode> {
    let outcome = || prop::sample::select(vec!["done", "x", "Bad"]).prop_map(OutcomeKey::new);
    prop_oneof![
        text().prop_map(SetNode::Title),
        text().prop_map(SetNode::AddOutcome),
        (outcome(), outcome()).prop_map(|(from, to)| SetNode::RenameOutcome { from, to }),
        outcome().prop_map(SetNode::RemoveOutcome),
        (outcome(), 0_usize..4).prop_map(|(outcome, to)| SetNode::MoveOutcome { outcome, to }),
        any::<bool>().prop_map(|leave| SetNode::Limit(Some(limit(leave)))),
        Just(SetNode::Limit(None)),
        Just(SetNode::Timeout(None)),
        Just(SetNode::Timeout(Some(Span::default()))),
        Just(SetNode::Awaits(None)),
        Just(SetNode::SubFlow(SubFlow::default())),
        Just(SetNode::ForEach(ForEach::default())),
        key().prop_map(|node| SetNode::Owner(Owner::SameAs { node })),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let keys = || prop::collection::vec(key(), 0..4);
    let links = || prop::collection::vec(link_key(), 0..3);
    let clip = (prop::collection::vec(node(), 0..4), prop::collection::vec(link(), 0..4))
        .prop_map(|(nodes, links)| Clip { nodes, links });
    let end = prop::sample::select(vec![End::From, End::To]);
    let line = prop::sample::select(vec![Line::Left, Line::Centre, Line::Right, Line::Top, Line::Middle, Line::Bottom]);
    prop_oneof![
        (does(), text(), point(), prop::option::of(link_key())).prop_map(|(does, title, at, onto)| Edit::Add {
            does,
            title,
            at,
            onto
        }),
        (key(), prop::option::of(door()), does(), text()).prop_map(|(after, door, does, title)| Edit::Append {
            after,
            door,
            does,
            title,
            at: None
        }),
        (link_key(), does(), text()).prop_map(|(link, does, title)| Edit::Insert { link, does, title }),
        (key(), key(), prop::option::of(door())).prop_map(|(from, to, door)| Edit::Connect { from, to, door }),
        (link_key(), end, key()).prop_map(|(link, end, node)| Edit::Reconnect { link, end, node }),
        (keys(), point(), prop::option::of(link_key())).prop_map(|(nodes, by, onto)| Edit::Move { nodes, by, onto }),
        (keys(), links(), any::<bool>()).prop_map(|(nodes, links, heal)| Edit::Remove { nodes, links, heal }),
        keys().prop_map(|nodes| Edit::Detach { nodes }),
        keys().prop_map(|nodes| Edit::Duplicate { nodes }),
        (clip, prop::option::of(point())).prop_map(|(clip, at)| Edit::Paste { clip, at }),
        (key(), set_node()).prop_map(|(node, to)| Edit::SetNode { node, to }),
        (key(), does()).prop_map(|(node, does)| Edit::Replace { node, does }),
        (link_key(), door()).prop_map(|(link, door)| Edit::SetLink { link, to: SetLink::Door(door) }),
        (link_key(), prop::collection::vec(point(), 0..4))
            .prop_map(|(link, bends)| Edit::SetLink { link, to: SetLink::Bends(bends) }),
        (link_key(), 0_usize..4).prop_map(|(link, to)| Edit::Reorder { link, to }),
        (keys(), line).prop_map(|(nodes, to)| Edit::Align { nodes, to }),
        (keys(), prop::sample::select(vec![Axis::Across, Axis::Down]))
            .prop_map(|(nodes, along)| Edit::Distribute { nodes, along }),
        keys().prop_map(|nodes| Edit::Tidy { nodes }),
        Just(Edit::SetForm(Some("intake".into()))),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_can_be_undone_and_done_again(flow in flow(), edits in prop::collection::vec(edit(), 1..8)) {
        let mut editor = Editor::open(flow.clone());
        let mut states = vec![flow];
        for edit in &edits {
            let before = editor.document().clone();
            match editor.make(edit) {
                Ok(patch) if patch.is_empty() => prop_assert_eq!(editor.document(), &before),
                Ok(_) => {}
                Err(_) => prop_assert_eq!(editor.document(), &before),
            }
            editor.seal();
            if *editor.document() != before {
                states.push(editor.document().clone());
            }
        }
        prop_assert_eq!(editor.history().entries().len(), states.len() - 1);
        for state in states.iter().rev().skip(1) {
            editor.undo();
            prop_assert_eq!(editor.document(), state);
        }
        prop_assert!(editor.undo().is_none());
        for state in states.iter().skip(1) {
            editor.redo();
            prop_assert_eq!(editor.document(), state);
        }
    }

    #[test]
    fn a_gesture_of_any_edits_is_one_entry_and_can_be_given_up(flow in flow(), edits in prop::collection::vec(edit(), 1..6)) {
        let mut editor = Editor::open(flow.clone());
        editor.begin(crate::Word::Move);
        for edit in &edits {
            let _ = editor.make(edit);
        }
        editor.bail();
        prop_assert_eq!(editor.document(), &flow);
        editor.begin(crate::Word::Move);
        for edit in &edits {
            let _ = editor.make(edit);
        }
        editor.end();
        prop_assert!(editor.history().entries().len() <= 1);
        editor.undo();
        prop_assert_eq!(editor.document(), &flow);
    }

    #[test]
    fn a_removed_node_leaves_no_link_behind(flow in flow(), nodes in prop::collection::vec(key(), 1..4), heal in any::<bool>()) {
        let mut editor = Editor::open(flow.clone());
        let there: Vec<NodeKey> = nodes.iter().filter(|key| flow.node(key).is_some()).cloned().collect();
        editor.make(&Edit::Remove { nodes, links: vec![], heal }).unwrap();
        for link in &editor.document().links {
            prop_assert!(!there.contains(&link.from) && !there.contains(&link.to));
        }
    }

    #[test]
    fn a_split_link_still_leads_where_it_led(flow in flow(), link in link_key(), kind in prop::sample::select(vec!["task", "action", "choice", "inclusive", "wait", "join", "parallel", "sub_flow"])) {
        let mut editor = Editor::open(flow.clone());
        let Some(old) = flow.links.iter().find(|one| one.key == link).cloned() else { return Ok(()) };
        let is_whole = flow.node(&old.from).is_some_and(|node| !matches!(node.does, Does::End { .. }))
            && flow.node(&old.to).is_some_and(|node| !matches!(node.does, Does::Start));
        let edit = Edit::Insert { link: link.clone(), does: fresh::does(kind).unwrap(), title: Text::default() };
        if let Ok(patch) = editor.make(&edit) && is_whole {
            let added = patch.added().iter().find_map(|name| name.node().cloned()).unwrap();
            let now = editor.document();
            let first = now.links.iter().find(|one| one.key == link).unwrap();
            prop_assert_eq!((&first.from, &first.to, &first.leaves), (&old.from, &added, &old.leaves));
            prop_assert!(now.links_from(&added).any(|one| one.to == old.to));
        }
    }

    #[test]
    fn tidying_up_twice_is_tidying_up_once(flow in flow(), nodes in prop::collection::vec(key(), 0..4)) {
        let mut editor = Editor::open(flow);
        let _ = editor.make(&Edit::Tidy { nodes: nodes.clone() });
        let once = editor.document().clone();
        let again = editor.make(&Edit::Tidy { nodes: nodes.clone() });
        prop_assert_eq!(editor.document(), &once);
        prop_assert!(again.is_ok_and(|patch| patch.is_empty()) || once.nodes.is_empty());
        prop_assert_eq!(tidy::places(&once, &nodes), tidy::places(&once, &nodes));
    }

    #[test]
    fn any_text_can_be_pasted_safely(text in ".{0,200}", nodes in prop::collection::vec(node(), 0..4), links in prop::collection::vec(link(), 0..4), flow in flow()) {
        prop_assert!(Clip::read(&text).is_none());
        if let Some(clip) = Clip::read(&Clip { nodes, links }.to_text()) {
            let dangling = |flow: &Flow| flow.links.iter().filter(|link| flow.node(&link.to).is_none() || flow.node(&link.from).is_none()).count();
            let mut editor = Editor::open(flow);
            let before = dangling(editor.document());
            let had: Vec<NodeKey> = editor.document().nodes.iter().map(|node| node.key.clone()).collect();
            if let Ok(patch) = editor.make(&Edit::Paste { clip, at: None }) {
                prop_assert!(dangling(editor.document()) <= before);
                for added in patch.added().iter().filter_map(|name| name.node()) {
                    prop_assert!(!had.contains(added));
                }
            }
        }
    }

    #[test]
    fn json_of_any_shape_is_read_without_harm(shape in prop::sample::select(vec![
        r#"{"deskloom":"flow"}"#, r#"{"deskloom":"flow","nodes":{}}"#, r#"{"deskloom":"flow","nodes":[null,1,{"key":"a"}]}"#,
        r#"{"deskloom":1}"#, "[]", r#"{"deskloom":"flow","nodes":[{"key":"a","node":"end","at":{"x":1e308,"y":-1e308}}],"links":[{"key":"l","from":"a","to":"b"}]}"#,
    ]), flow in flow()) {
        if let Some(clip) = Clip::read(shape) {
            let mut editor = Editor::open(flow);
            let _ = editor.make(&Edit::Paste { clip, at: None });
            for node in &editor.document().nodes {
                prop_assert!(node.at.x.abs() <= 1e6 && node.at.y.abs() <= 1e6);
            }
        }
    }
}
