//! A small language for scripts over the flow kernel.

use std::fmt::Write as _;

use expect_test::Expect;
use model::{
    Lang, Text,
    flow::{Door, Flow, Point},
    key::{LinkKey, NodeKey, OutcomeKey},
};

use crate::{
    Editor, Word,
    flow::{Axis, Edit, Line, SetLink, SetNode, clip::Clip, fresh},
};

/// Runs a script and compares the refusals, the flow and the history with what is expected.
#[track_caller]
pub(super) fn check(script: &str, expect: &Expect) {
    let mut editor = Editor::open(Flow::default());
    let mut told = String::new();
    for line in script.split(';') {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["begin"] => editor.begin(Word::Move),
            ["end"] => editor.end(),
            ["bail"] => drop(editor.bail()),
            ["seal"] => editor.seal(),
            ["undo"] => drop(editor.undo()),
            ["redo"] => drop(editor.redo()),
            _ => {}
        }
        if let Err(reason) = run(&mut editor, &words) {
            writeln!(told, "! {reason}").unwrap();
        }
    }
    told.push_str(&shown(&editor));
    expect.assert_eq(&told);
}

fn run(editor: &mut Editor<Flow>, words: &[&str]) -> Result<(), crate::Reason> {
    let node = |text: &str| NodeKey::new(text);
    let title = |text: &str| Text::one(Lang::En, text);
    let number = |text: &str| text.parse::<f64>().unwrap();
    let edit = match words {
        ["begin" | "end" | "bail" | "seal" | "undo" | "redo"] => return Ok(()),
        ["add", kind, key, x, y, rest @ ..] => {
            let onto = if let ["on", link] = rest { Some(LinkKey::new(*link)) } else { None };
            let at = Point { x: number(x), y: number(y) };
            Edit::Add { does: fresh::does(kind).unwrap(), title: title(key), at, onto }
        }
        ["append", after, kind, key] => Edit::Append {
            after: node(after),
            door: None,
            does: fresh::does(kind).unwrap(),
            title: title(key),
            at: None,
        },
        ["insert", link, kind, key] => {
            Edit::Insert { link: LinkKey::new(*link), does: fresh::does(kind).unwrap(), title: title(key) }
        }
        ["connect", from, to] => Edit::Connect { from: node(from), to: node(to), door: None },
        ["move", key, x, y] => {
            Edit::Move { nodes: vec![node(key)], by: Point { x: number(x), y: number(y) }, onto: None }
        }
        ["remove", keys @ ..] => {
            Edit::Remove { nodes: keys.iter().map(|key| node(key)).collect(), links: vec![], heal: true }
        }
        ["cut", keys @ ..] => {
            Edit::Remove { nodes: keys.iter().map(|key| node(key)).collect(), links: vec![], heal: false }
        }
        ["detach", keys @ ..] => Edit::Detach { nodes: keys.iter().map(|key| node(key)).collect() },
        ["title", key, text] => Edit::SetNode { node: node(key), to: SetNode::Title(title(text)) },
        ["outcome", key, text] => Edit::SetNode { node: node(key), to: SetNode::AddOutcome(title(text)) },
        ["drop", key, outcome] => {
            Edit::SetNode { node: node(key), to: SetNode::RemoveOutcome(OutcomeKey::new(*outcome)) }
        }
        ["rename", key, from, to] => Edit::SetNode {
            node: node(key),
            to: SetNode::RenameOutcome { from: OutcomeKey::new(*from), to: OutcomeKey::new(*to) },
        },
        ["default", link] => Edit::SetLink { link: LinkKey::new(*link), to: SetLink::Door(Door::Otherwise) },
        ["become", key, kind] => Edit::Replace { node: node(key), does: fresh::does(kind).unwrap() },
        ["align", "top", keys @ ..] => Edit::Align { nodes: keys.iter().map(|key| node(key)).collect(), to: Line::Top },
        ["spread", keys @ ..] => {
            Edit::Distribute { nodes: keys.iter().map(|key| node(key)).collect(), along: Axis::Across }
        }
        ["order", link, to] => Edit::Reorder { link: LinkKey::new(*link), to: to.parse().unwrap() },
        ["tidy", keys @ ..] => Edit::Tidy { nodes: keys.iter().map(|key| node(key)).collect() },
        ["copy", keys @ ..] => {
            let keys: Vec<NodeKey> = keys.iter().map(|key| node(key)).collect();
            let text = Clip::of(editor.document(), &keys).to_text();
            Edit::Paste { clip: Clip::read(&text).unwrap(), at: None }
        }
        other => panic!("no such line: {other:?}"),
    };
    editor.make(&edit).map(drop)
}

fn shown(editor: &Editor<Flow>) -> String {
    let mut told = String::new();
    let flow = editor.document();
    for node in &flow.nodes {
        let title = node.title.in_lang(Lang::En);
        let title = if title == node.key.as_str() { String::new() } else { format!(" {title}") };
        writeln!(told, "{} {} {},{}{title}", node.key, node.does.name(), node.at.x, node.at.y).unwrap();
    }
    for link in &flow.links {
        let door = match &link.leaves {
            Door::Next => String::from("->"),
            Door::Outcome { outcome } => format!("-[{outcome}]->"),
            other => {
                let name = serde_json::to_value(other).unwrap();
                format!("-[{}]->", name["by"].as_str().unwrap())
            }
        };
        writeln!(told, "{} {} {door} {}", link.key, link.from, link.to).unwrap();
    }
    let words: Vec<&str> = editor.history().entries().iter().map(|entry| entry.word.as_str()).collect();
    let (past, ahead) = words.split_at(editor.history().done());
    let ahead = if ahead.is_empty() { String::new() } else { format!(" | {}", ahead.join(" ")) };
    writeln!(told, "history {}{ahead}", past.join(" ")).unwrap();
    told
}
