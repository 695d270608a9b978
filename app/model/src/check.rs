//! What is wrong with a definition, as far as the definition itself can tell. The designers ask it on every edit, the
//! server before every publishing; what needs other definitions, Rhai, regular expressions or time zones is added by
//! `engine::check`.
//!
//! Paths are JSON pointers into the body; parts that have keys are named by key.

use std::collections::BTreeSet;

use crate::{
    Body, Code, Definition, Kind, Lang, Problem, Problems, Text,
    condition::{Condition, ROOTS, members},
    form::{Form, is_email},
    key::{DefinitionKey, is_valid},
    span::{LONGEST, Span},
};

mod calendar;
mod flow;
mod form;
mod rest;
mod rule;

#[cfg(test)]
mod tests;

pub use calendar::calendar;
pub use flow::{flow, flow_from};
pub use form::{computed_order, fields_in, form};
pub use rest::{ladder, phrase, policy, queue, role, skill, ticket_type};
pub use rule::rule;

/// The deepest tree of conditions.
pub const DEEPEST_CONDITION: usize = 12;
/// The most parts of one condition.
pub const MOST_PARTS: usize = 200;

/// Everything that is wrong with a definition by itself.
#[must_use]
pub fn check(definition: &Definition) -> Problems {
    let mut problems = head(definition);
    problems.extend(match &definition.body {
        Body::Form(body) => form(body),
        Body::Flow(body) => flow(body, None),
        Body::TicketType(body) => ticket_type(body),
        Body::Calendar(body) => calendar(body),
        Body::Policy(body) => policy(body),
        Body::Ladder(body) => ladder(body),
        Body::Queue(body) => queue(body),
        Body::Skill(body) => skill(body),
        Body::Role(body) => role(body),
        Body::Phrase(body) => phrase(body),
        Body::Rule(body) => rule(body, None),
    });
    problems
}

/// What is wrong with the key, the title and the format of a definition, whatever its kind.
#[must_use]
pub fn head(definition: &Definition) -> Problems {
    let mut problems = Problems::new();
    if !definition.key.is_valid() {
        problems.push(Problem::error(Code::BadKey, "/key").with("given", short(definition.key.as_str())));
    }
    title(&definition.title, "/title", &mut problems);
    let (found, known) = (definition.body.format(), definition.body.kind().format());
    if found > known {
        problems.push(Problem::error(Code::NewerFormat, "/format").with("found", found).with("known", known));
    }
    problems
}

/// Adds every definition that a condition points at.
pub(crate) fn condition_references(condition: &Condition, path: &str, found: &mut Vec<(Kind, DefinitionKey, String)>) {
    condition.walk(&mut |part| {
        if let Condition::WithinWorkingTime { calendar } = part {
            found.push((Kind::Calendar, calendar.clone(), path.to_owned()));
        }
    });
}

/// A text that must be written in some language, better in all.
fn title(text: &Text, path: &str, problems: &mut Problems) {
    if text.is_empty() {
        problems.push(Problem::error(Code::MissingTitle, path));
    } else {
        words(text, path, problems);
    }
}

/// A text that may be missing; if it is there, it is better there in all languages.
fn words(text: &Text, path: &str, problems: &mut Problems) {
    if text.is_empty() {
        return;
    }
    for lang in Lang::ALL {
        if text.written(lang).is_none() {
            problems.push(Problem::hint(Code::MissingTranslation, path).with("lang", lang));
        }
    }
}

/// A text whose variables in double braces are filled in.
fn template(text: &Text, path: &str, form: Option<&Form>, problems: &mut Problems) {
    words(text, path, problems);
    let mut named = BTreeSet::new();
    for (_, written) in text.iter() {
        named.extend(crate::text::variables(written));
    }
    for name in named {
        variable(name, path, form, problems);
    }
}

/// The keys of one kind of parts, each with the path of its part.
fn keys<'a>(parts: impl Iterator<Item = (&'a str, String)>, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for (key, path) in parts {
        if !is_valid(key) {
            problems.push(Problem::error(Code::BadKey, path).with("given", short(key)));
        } else if !seen.insert(key) {
            problems.push(Problem::error(Code::DuplicateKey, path).with("key", key));
        }
    }
}

/// A condition; `form` is the form whose fields it can read, where that is known.
fn condition(condition: &Condition, path: &str, form: Option<&Form>, problems: &mut Problems) {
    if condition.depth() > DEEPEST_CONDITION {
        problems.push(Problem::error(Code::TooDeep, path).with("most", DEEPEST_CONDITION));
    }
    let mut parts = 0;
    condition.walk(&mut |_| parts += 1);
    if parts > MOST_PARTS {
        problems.push(Problem::error(Code::TooMany, path).with("most", MOST_PARTS));
    }
    condition.walk(&mut |part| {
        if let Condition::LongAgo { minutes, .. } = part
            && (minutes.0 < 0 || *minutes > LONGEST)
        {
            problems.push(Problem::error(Code::BadSpan, path));
        }
    });
    let named: BTreeSet<&str> = condition.variables().into_iter().map(|variable| variable.0.as_str()).collect();
    for name in named {
        variable(name, path, form, problems);
    }
}

/// A variable that a condition or a text names.
fn variable(name: &str, path: &str, form: Option<&Form>, problems: &mut Problems) {
    let mut pieces = name.split('.');
    let root = pieces.next().unwrap_or_default();
    let member = pieces.next();
    let is_known = match (root, member) {
        ("now", member) => member.is_none(),
        (_, None | Some("")) => false,
        ("fields", Some(member)) => form.is_none_or(|form| form.fields.iter().any(|f| f.key.as_str() == member)),
        (root, Some(member)) => ROOTS.contains(&root) && members(root).is_none_or(|members| members.contains(&member)),
    };
    if !is_known {
        problems.push(Problem::error(Code::UnknownVariable, path).with("given", short(name)));
    }
}

/// A length of time that must be more than nothing and less than ten years.
fn span(span: Span, path: &str, problems: &mut Problems) {
    if span.minutes.0 <= 0 || span.minutes > LONGEST {
        problems.push(Problem::error(Code::BadSpan, path));
    }
}

/// A mail address of a person.
fn email(text: &str, path: &str, problems: &mut Problems) {
    if !is_email(text.trim()) {
        problems.push(Problem::error(Code::BadEmail, path).with("given", short(text)));
    }
}

/// A whole number that must lie between two others.
fn within(number: i64, least: i64, most: i64, path: &str, problems: &mut Problems) {
    if number < least {
        problems.push(Problem::error(Code::TooSmall, path).with("least", least));
    } else if number > most {
        problems.push(Problem::error(Code::TooLarge, path).with("most", most));
    }
}

/// A text short enough for a sentence.
fn short(text: &str) -> String {
    text.chars().take(80).collect()
}
