//! The sentence of a problem.

use std::fmt::Display;

use model::{Code, Problem};
use ui::i18n::{Lang, find, tf};

/// What is wrong and what to do about it, in one sentence.
#[must_use]
pub fn sentence(lang: Lang, problem: &Problem) -> String {
    let facts: Vec<(&str, String)> = problem
        .facts
        .iter()
        .map(|(name, value)| {
            let words = match (problem.code, name.as_ref()) {
                (Code::WrongType, _) => find(lang, &format!("value.{value}")),
                // The late path is an outcome without a name of its own.
                (Code::OutcomeWithoutLink, _) if value == "late" => find(lang, "value.late"),
                (_, "kind") => find(lang, &format!("kind.{value}")),
                (_, "lang") => find(lang, &format!("part.lang.{}", value.to_lowercase().replace('-', "_"))),
                _ => None,
            };
            (name.as_ref(), words.map_or_else(|| value.clone(), str::to_owned))
        })
        .collect();
    let shown: Vec<(&str, &dyn Display)> = facts.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    tf(lang, &key(problem.code), &shown)
}

/// The key of a code's sentence. What can be wrong with definitions only is said in the studio alone.
#[must_use]
pub fn key(code: Code) -> String {
    let everywhere = format!("problem.{code}");
    if find(Lang::En, &everywhere).is_some() { everywhere } else { format!("check.{code}") }
}
