//! The sentence of an answer that is a no.

use std::fmt::Display;

use api::ApiError;
use model::role::Right;
use ui::i18n::{Lang, find, t, tf};

/// What the server did not do, why, and what to do about it.
#[must_use]
pub fn sentence(lang: Lang, error: &ApiError) -> String {
    match error {
        ApiError::SignedOut => t(lang, "error.signed_out").to_owned(),
        ApiError::Forbidden { right } => tf(lang, "error.forbidden", &[("right", &t(lang, right_key(*right)))]),
        ApiError::NotFound => t(lang, "error.not_found").to_owned(),
        ApiError::Moved { by: Some(by) } => tf(lang, "error.moved_by", &[("by", by)]),
        ApiError::Moved { by: None } => t(lang, "error.moved").to_owned(),
        ApiError::Refused { code, facts } => refusal(lang, code, facts),
        ApiError::Invalid(problems) => tf(lang, "error.invalid", &[("count", &problems.len())]),
        ApiError::Conflict(problems) => problems
            .first()
            .map_or_else(|| t(lang, "error.conflict").to_owned(), |first| super::problem::sentence(lang, first)),
        ApiError::TooMany { retry_after } => tf(lang, "error.too_many", &[("seconds", retry_after)]),
        ApiError::Busy => t(lang, "error.busy").to_owned(),
        ApiError::Broken { incident } => tf(lang, "error.broken", &[("incident", incident)]),
        ApiError::Transport(_) => t(lang, "error.transport").to_owned(),
    }
}

fn refusal(lang: Lang, code: &str, facts: &[(String, String)]) -> String {
    let key = format!("refusal.{code}");
    if find(lang, &key).is_none() {
        return t(lang, "error.refused").to_owned();
    }
    let facts: Vec<(&str, &dyn Display)> =
        facts.iter().map(|(name, value)| (name.as_str(), value as &dyn Display)).collect();
    tf(lang, &key, &facts)
}

/// What people call a right.
#[must_use]
pub fn right(lang: Lang, right: Right) -> &'static str {
    t(lang, right_key(right))
}

/// The key of a right's name.
#[must_use]
pub const fn right_key(right: Right) -> &'static str {
    match right {
        Right::ReadTickets => "right.read_tickets",
        Right::CreateTickets => "right.create_tickets",
        Right::WorkTickets => "right.work_tickets",
        Right::MoveTickets => "right.move_tickets",
        Right::EndTickets => "right.end_tickets",
        Right::ReadDefinitions => "right.read_definitions",
        Right::DesignDefinitions => "right.design_definitions",
        Right::PublishDefinitions => "right.publish_definitions",
        Right::ReadPeople => "right.read_people",
        Right::ManagePeople => "right.manage_people",
        Right::Administer => "right.administer",
    }
}
