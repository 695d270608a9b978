//! What can be put into a flow: every kind of node, and the usual actions by their own names.

use editor::flow::fresh;
use leptos::prelude::*;
use model::{
    Text,
    condition::Condition,
    flow::{Act, Action, Does, Leaves, OpenStatus, Owner, Priority, Receiver, Source, Until, Wait},
    key::{DefinitionKey, FieldKey, SignalKey, VariableKey},
    span::{Counted, Minutes, Span},
};
use ui::i18n::t;

use super::{label, stage::Stage};
use crate::{
    frame::{PaletteGroup, Stencil},
    words::both,
};

/// The groups of the palette, each with its stencils by name.
const GROUPS: [(&str, &[&str]); 5] = [
    ("human", &["task", "approval"]),
    ("gates", &["choice", "inclusive", "parallel", "join"]),
    ("time", &["wait", "wait_reply", "wait_holds", "wait_signal"]),
    (
        "actions",
        &[
            "notify",
            "mail",
            "set_field",
            "set_variable",
            "set_priority",
            "set_status",
            "set_queue",
            "assign",
            "webhook",
            "sub_flow",
            "for_each",
        ],
    ),
    ("ends", &["start", "end", "end_cancelled"]),
];

/// What a stencil puts in.
#[must_use]
pub(super) fn does(key: &str) -> Option<Does> {
    let act = |act| Some(Does::Action(Action { acts: vec![act], awaits: None }));
    let three_days = Some(Span { minutes: Minutes(3 * 1_440), counted: Counted::Wall });
    let event = |until| Some(Does::Wait(Wait { until, timeout: three_days, calendar: None }));
    match key {
        "wait_reply" => event(Until::CustomerReply),
        "wait_holds" => event(Until::Holds { condition: Condition::Any { of: Vec::new() } }),
        "wait_signal" => event(Until::Signal { name: SignalKey::default(), fields: Vec::new() }),
        "end_cancelled" => Some(Does::End { leaves: Leaves::Cancelled }),
        _ => match self::act(key) {
            Some(fresh) => act(fresh),
            None => fresh::does(key),
        },
    }
}

/// A fresh act, by the name of its kind.
#[must_use]
pub(super) fn act(name: &str) -> Option<Act> {
    Some(match name {
        "set_field" => Act::SetField { field: FieldKey::default(), to: Source::Value(model::Value::Null) },
        "set_variable" => Act::SetVariable { name: VariableKey::default(), to: String::new() },
        "set_priority" => Act::SetPriority { priority: Priority::High },
        "set_status" => Act::SetStatus { status: OpenStatus::InProgress },
        "set_queue" => Act::SetQueue { queue: DefinitionKey::default() },
        "assign" => Act::Assign { to: Owner::TicketQueue },
        "cc" => Act::Cc { to: Receiver::OwnerManager },
        "notify" => Act::Notify { to: Receiver::Owner, text: both("flow.fresh.notice") },
        "mail" => Act::Mail { to: Receiver::Customer, subject: both("flow.fresh.subject"), body: Text::default() },
        "webhook" => Act::Webhook { url: "https://".to_owned() },
        _ => return None,
    })
}

/// The names of all acts, in the order in which they are offered.
pub(super) const ACTS: [&str; 10] = [
    "notify",
    "mail",
    "cc",
    "set_field",
    "set_variable",
    "set_priority",
    "set_status",
    "set_queue",
    "assign",
    "webhook",
];

/// What a new node of a stencil is called: gates and ends need no name, the others begin with the stencil's.
#[must_use]
pub(super) fn title(key: &str) -> Text {
    match key {
        "choice" | "inclusive" | "parallel" | "join" | "start" | "end" | "end_cancelled" => Text::default(),
        _ => both(&format!("flow.stencil.{key}")),
    }
}

/// Whether a text is only what a new node is called in a language.
#[must_use]
pub(super) fn is_given(text: &str, lang: ui::Lang) -> bool {
    GROUPS.iter().flat_map(|(_, keys)| *keys).any(|key| t(lang, &format!("flow.stencil.{key}")) == text)
}

/// Whether a new node of this stencil is named at once.
#[must_use]
pub(super) fn wants_name(key: &str) -> bool {
    matches!(key, "task" | "approval" | "choice" | "inclusive")
}

/// The palette in the language of the page; a second start is barred.
#[must_use]
pub(super) fn palette(stage: Stage) -> Signal<Vec<PaletteGroup>> {
    let palette = Memo::new(move |_| {
        stage.nodes.track();
        let has_start = stage.with(|canvas| canvas.flow().nodes.iter().any(|node| matches!(node.does, Does::Start)));
        let lang = stage.lang.get();
        let stencil = |key: &&str| {
            let barred = (*key == "start" && has_start).then(|| t(lang, "editor.reason.one_start").to_owned());
            Stencil {
                key: (*key).to_owned(),
                icon: does(key).map_or("box", |does| label::icon(&does)),
                label: t(lang, &format!("flow.stencil.{key}")).to_owned(),
                hint: t(lang, &format!("flow.stencil_hint.{key}")).to_owned(),
                barred,
            }
        };
        GROUPS
            .iter()
            .map(|(group, keys)| PaletteGroup {
                key: (*group).to_owned(),
                label: t(lang, &format!("flow.group.{group}")).to_owned(),
                stencils: keys.iter().map(stencil).collect(),
            })
            .collect::<Vec<_>>()
    });
    palette.into()
}

#[cfg(test)]
mod tests {
    use ui::i18n::{Lang, find};

    use super::*;

    #[test]
    fn every_stencil_puts_something_in_and_has_words() {
        for (group, keys) in GROUPS {
            assert!(find(Lang::En, &format!("flow.group.{group}")).is_some(), "{group}");
            for key in keys {
                assert!(does(key).is_some(), "{key}");
                for what in ["stencil", "stencil_hint"] {
                    assert!(find(Lang::ZhCn, &format!("flow.{what}.{key}")).is_some(), "{what} {key}");
                }
            }
        }
        for act in ACTS {
            assert!(self::act(act).is_some_and(|made| label::act_name(&made) == act), "{act}");
            assert!(find(Lang::En, &format!("flow.act.{act}")).is_some(), "{act}");
            assert!(find(Lang::En, &format!("flow.does.{act}")).is_some(), "{act}");
        }
    }

    #[test]
    fn every_word_and_every_reason_of_the_kernel_is_translated() {
        for word in editor::Word::ALL {
            assert!(find(Lang::En, &format!("editor.word.{word}")).is_some(), "{word}");
        }
        for reason in editor::Reason::ALL {
            assert!(find(Lang::En, &format!("editor.reason.{reason}")).is_some(), "{reason}");
        }
    }
}
