//! What a ticket and its flow know is changed by hand, and the flow goes on with it.

use std::collections::BTreeMap;

use model::{
    Fields, Value,
    key::VariableKey,
    record::{FrameId, Happening, Visibility},
};

use super::{act, ticket, variable, wait, walk::Walk};
use crate::refusal::Refusal;

/// `fields` are accepted by the form already. Variables are those of the ticket's own flow.
pub(super) fn set(walk: &mut Walk<'_>, fields: Fields, vars: &BTreeMap<VariableKey, Value>) -> Result<(), Refusal> {
    walk.active_run()?;
    for (name, value) in vars {
        variable::set(walk, FrameId(0), name, value.clone())
            .map_err(|trouble| Refusal::CannotSet { why: trouble.0 })?;
    }
    act::write(walk, &fields);
    if !fields.is_empty() {
        ticket::follow_answers(walk, &fields);
        walk.acted(Happening::FieldsSet { fields }, Visibility::Internal);
    }
    wait::look(walk);
    Ok(())
}
