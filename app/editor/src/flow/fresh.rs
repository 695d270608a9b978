//! Fresh nodes: what each kind begins as, and how large it is drawn.

use model::{
    Text,
    flow::{Action, Approval, Does, ForEach, Join, Leaves, Node, Outcome, Receiver, SubFlow, Task, Tone, Until, Wait},
    key::OutcomeKey,
    span::{Counted, Minutes, Span},
};

use crate::geometry::{Rect, Size};

/// The kinds of nodes, in the order of the palette; the names of [`Does::name`].
pub const KINDS: [&str; 12] = [
    "start",
    "task",
    "approval",
    "choice",
    "inclusive",
    "parallel",
    "join",
    "wait",
    "action",
    "sub_flow",
    "for_each",
    "end",
];

/// A new node's work, by the name of its kind.
#[must_use]
pub fn does(kind: &str) -> Option<Does> {
    Some(match kind {
        "start" => Does::Start,
        "task" => Does::Task(Task { outcomes: vec![done()], ..Task::default() }),
        "approval" => Does::Approval(Approval {
            approvers: vec![Receiver::OwnerManager],
            skips_agreed: true,
            ..Approval::default()
        }),
        "choice" => Does::Choice,
        "inclusive" => Does::Inclusive,
        "parallel" => Does::Parallel,
        "join" => Does::Join(Join::All),
        "wait" => Does::Wait(Wait {
            until: Until::Duration { span: Span { minutes: Minutes::hours(1), counted: Counted::Working } },
            timeout: None,
            calendar: None,
        }),
        "action" => Does::Action(Action::default()),
        "sub_flow" => Does::SubFlow(SubFlow::default()),
        "for_each" => Does::ForEach(ForEach { most: ForEach::usual_most(), ..ForEach::default() }),
        "end" => Does::End { leaves: Leaves::Resolved },
        _ => return None,
    })
}

/// The outcome every new task begins with.
#[must_use]
pub fn done() -> Outcome {
    Outcome { key: OutcomeKey::new("done"), title: Text::both("完成", "Done"), tone: Tone::Primary }
}

/// How large a kind of node is drawn. It does not depend on the words in it, so that nothing moves by itself.
#[must_use]
pub const fn size(does: &Does) -> Size {
    match does {
        Does::Start | Does::End { .. } => Size { width: 104.0, height: 40.0 },
        Does::Choice | Does::Inclusive | Does::Parallel | Does::Join(_) => Size { width: 48.0, height: 48.0 },
        Does::Task(_) | Does::Approval(_) | Does::Wait(_) | Does::Action(_) | Does::SubFlow(_) | Does::ForEach(_) => {
            Size { width: 160.0, height: 56.0 }
        }
    }
}

/// The rectangle a node is drawn in.
#[must_use]
pub fn rect(node: &Node) -> Rect {
    Rect::around(crate::geometry::sane(node.at), size(&node.does))
}
