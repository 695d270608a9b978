//! What is wrong with a definition, as far as the definition itself can tell.

use crate::{Kind, condition::Condition, key::DefinitionKey};

/// Adds every definition that a condition points at.
pub(crate) fn condition_references(condition: &Condition, path: &str, found: &mut Vec<(Kind, DefinitionKey, String)>) {
    condition.walk(&mut |part| {
        if let Condition::WithinWorkingTime { calendar } = part {
            found.push((Kind::Calendar, calendar.clone(), path.to_owned()));
        }
    });
}
