//! The variables of a flow: what expressions give, and where it is kept.

use model::{
    Value,
    flow::{Place, Takes},
    key::VariableKey,
    record::FrameId,
};

use super::{
    act,
    walk::{Trouble, Walk},
};
use crate::program::Program;

/// The most variables of one flow.
pub(super) const MOST: usize = 50;

/// The longest value of a variable, in bytes of JSON.
pub(super) const LONGEST: usize = 20_000;

/// What an expression of a flow gives now.
pub(super) fn value(walk: &Walk<'_>, program: &Program, text: &str) -> Result<Value, Trouble> {
    let expression = program.expression(text);
    let expression =
        expression.ok_or_else(|| Trouble::new(format!("the expression is not part of the flow: {text}")))?;
    Ok(expression.value(&walk.scope())?)
}

/// Writes a variable of a flow; null takes it away.
pub(super) fn set(walk: &mut Walk<'_>, frame: FrameId, name: &VariableKey, value: Value) -> Result<(), Trouble> {
    let length = value.to_string().len();
    if length > LONGEST {
        return Err(Trouble::new(format!("the variable {name} would hold {length} bytes; at most {LONGEST} are kept")));
    }
    let frames = walk.run_mut()?.frames.iter_mut();
    let frame = frames.into_iter().find(|one| one.id == frame);
    let frame = frame.ok_or_else(|| Trouble::new("the run is no longer in this flow"))?;
    if value.is_null() {
        if frame.vars.remove(name).is_some() {
            walk.changed.insert(format!("vars.{name}"));
        }
        return Ok(());
    }
    if frame.vars.len() >= MOST && !frame.vars.contains_key(name) {
        return Err(Trouble::new(format!("a flow keeps at most {MOST} variables; {name} would be one more")));
    }
    if frame.vars.insert(name.clone(), value.clone()) != Some(value) {
        walk.changed.insert(format!("vars.{name}"));
    }
    Ok(())
}

/// What expressions give, to be kept.
pub(super) fn taken(walk: &Walk<'_>, program: &Program, takes: &[Takes]) -> Result<Vec<(Place, Value)>, Trouble> {
    takes.iter().map(|one| Ok((one.into.clone(), value(walk, program, &one.from)?))).collect()
}

/// Keeps values in fields of the ticket and variables of a flow.
pub(super) fn keep(walk: &mut Walk<'_>, frame: FrameId, values: Vec<(Place, Value)>) -> Result<(), Trouble> {
    let mark = walk.mark();
    for (place, value) in values {
        match place {
            Place::Field { field } => act::set_field(walk, &field, value, mark)?,
            Place::Variable { name } => set(walk, frame, &name, value)?,
        }
    }
    Ok(())
}
