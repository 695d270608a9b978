//! A whole condition as one line that a person can read aloud.

use model::{
    Value,
    condition::{Condition, Operand, Variable},
    money,
};
use ui::i18n::{Lang, t, tf};

use super::{Asked, Group, Leaf, Relation, Shape, Subject, subject::digits};
use crate::words::said;

/// The condition in words. Subjects give the names of variables and options; what is not among them keeps its path.
#[must_use]
pub fn words(condition: &Condition, subjects: &[Subject], lang: Lang) -> String {
    match Shape::of(condition) {
        Shape::Leaf(leaf) => sentence(&leaf, subjects, lang),
        Shape::Script(text) => tf(lang, "condition.say_script", &[("text", &text.trim())]),
        Shape::Working(calendar) => tf(lang, "condition.say_working", &[("calendar", &calendar)]),
        Shape::Group(group, parts) => {
            let inner = |part: &Condition| {
                let said = words(part, subjects, lang);
                match Shape::of(part) {
                    Shape::Group(_, parts) if parts.len() > 1 => tf(lang, "condition.say_inner", &[("inner", &said)]),
                    _ => said,
                }
            };
            let parts: Vec<String> = parts.iter().map(inner).collect();
            match group {
                Group::All if parts.is_empty() => t(lang, "condition.say_always").to_owned(),
                Group::Any if parts.is_empty() => t(lang, "condition.say_never").to_owned(),
                Group::All => parts.join(t(lang, "condition.say_and")),
                Group::Any => parts.join(t(lang, "condition.say_or")),
                Group::None => tf(lang, "condition.say_none", &[("parts", &parts.join(t(lang, "condition.say_or")))]),
                Group::NotAll => {
                    tf(lang, "condition.say_not_all", &[("parts", &parts.join(t(lang, "condition.say_and")))])
                }
            }
        }
    }
}

fn sentence(leaf: &Leaf, subjects: &[Subject], lang: Lang) -> String {
    let subject = subjects.iter().find(|subject| subject.variable == leaf.left);
    let asked = subject.map_or(&Asked::Text, |subject| &subject.asked);
    let left = name(&leaf.left, subjects, lang);
    if let (true, Some(Operand::Value(length))) = (leaf.relation.is_ago(), leaf.right.first()) {
        let key = format!("condition.say_{}", leaf.relation.as_str());
        return tf(lang, &key, &[("left", &left), ("span", &super::ago::said(length.as_i64().unwrap_or(0), lang))]);
    }
    let relation = t(lang, &leaf.relation.key(asked));
    let right: Vec<String> = leaf.right.iter().map(|operand| operand_words(operand, asked, subjects, lang)).collect();
    let right = match leaf.relation.values() {
        Some(0) => return tf(lang, "condition.say_bare", &[("left", &left), ("relation", &relation)]),
        Some(2) => right.join(t(lang, "condition.say_to")),
        _ if leaf.right.is_empty() => t(lang, "condition.say_open").to_owned(),
        _ => right.join(t(lang, "condition.say_comma")),
    };
    let key = if leaf.relation.values().is_none() { "condition.say_several" } else { "condition.say" };
    tf(lang, key, &[("left", &left), ("relation", &relation), ("right", &right)])
}

/// What people call a variable.
pub(super) fn name(variable: &Variable, subjects: &[Subject], lang: Lang) -> String {
    let known = subjects.iter().find(|subject| subject.variable == *variable);
    known.map_or_else(|| variable.0.clone(), |subject| said(&subject.title, lang).to_owned())
}

fn operand_words(operand: &Operand, asked: &Asked, subjects: &[Subject], lang: Lang) -> String {
    match operand {
        Operand::Variable(variable) => name(variable, subjects, lang),
        Operand::Value(value) => value_words(value, asked, lang),
    }
}

/// What people call a value of a subject.
fn value_words(value: &Value, asked: &Asked, lang: Lang) -> String {
    match (asked, value) {
        (_, Value::Null) => t(lang, "condition.say_open").to_owned(),
        (_, Value::Bool(true)) => t(lang, "common.yes").to_owned(),
        (_, Value::Bool(false)) => t(lang, "common.no").to_owned(),
        (Asked::One(options) | Asked::Many(options), Value::String(key)) => options
            .iter()
            .find(|option| option.key.as_str() == key)
            .map_or_else(|| key.clone(), |option| said(&option.label, lang).to_owned()),
        (Asked::Money(currency), Value::Number(minor)) => minor.as_i64().map_or_else(
            || minor.to_string(),
            |minor| format!("{} {currency}", money::major(minor, digits(asked).unwrap_or(2))),
        ),
        (Asked::Number(unit), Value::Number(number)) => format!("{number} {}", said(unit, lang)).trim().to_owned(),
        (Asked::Text | Asked::Tags, Value::String(text)) => tf(lang, "condition.say_text", &[("text", text)]),
        (_, Value::String(text)) => text.replace('T', " "),
        (_, other) => other.to_string(),
    }
}

/// The relations of a subject as choices, with their words.
pub(super) fn relations(asked: &Asked, lang: Lang) -> Vec<ui::Choice> {
    Relation::of(asked)
        .iter()
        .map(|relation| ui::Choice::new(relation.as_str(), t(lang, &relation.key(asked))))
        .collect()
}
