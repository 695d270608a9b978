//! An administrator settles an incident: the node is tried again, or left without being done.

use std::collections::BTreeMap;

use model::{
    Code, Problem, Problems, Value,
    incident::Mends,
    key::{LinkKey, VariableKey},
    record::{Frame, Happening, RunToken, Standing, Visibility},
};

use super::{
    act, ticket,
    variable::{LONGEST, MOST, set},
    walk::{Walk, Walker},
};
use crate::refusal::Refusal;

/// Writes what is mended, and tries the node again.
pub(super) fn retry(walk: &mut Walk<'_>, token: RunToken, mends: Mends) -> Result<(), Refusal> {
    let walker = stuck(walk, token)?;
    let Mends { fields, variables } = mends;
    if !fields.is_empty() {
        act::write(walk, &fields);
        walk.acted(Happening::FieldsSet { fields: fields.clone() }, Visibility::Internal);
        ticket::follow_answers(walk, &fields);
    }
    if !variables.is_empty() {
        for (name, value) in &variables {
            set(walk, walker.frame, name, value.clone()).map_err(|_| Refusal::VariablesTooLarge)?;
        }
        walk.acted(Happening::VariablesSet { variables }, Visibility::Internal);
    }
    walk.lift(token);
    walk.send(Walker { again: true, ..walker });
    walk.go();
    Ok(())
}

/// What keeps variables from being written into a flow, each with its path in [`Mends`].
#[must_use]
pub fn unfit(frame: &Frame, variables: &BTreeMap<VariableKey, Value>) -> Problems {
    let mut problems = Problems::new();
    for (name, value) in variables {
        if value.to_string().len() > LONGEST {
            problems.push(Problem::error(Code::TooLong, format!("/variables/{name}")).with("most", LONGEST));
        }
    }
    let is_new = |name: &&VariableKey| !frame.vars.contains_key(*name) && !variables[*name].is_null();
    if frame.vars.len() + variables.keys().filter(is_new).count() > MOST {
        problems.push(Problem::error(Code::TooMany, "/variables").with("most", MOST));
    }
    problems
}

/// Goes on by a link, the usual one if none is named, without doing what the node does.
pub(super) fn skip(walk: &mut Walk<'_>, token: RunToken, link: Option<&LinkKey>) -> Result<(), Refusal> {
    let walker = stuck(walk, token)?;
    let program = walk.program(walker.frame).map_err(|_| Refusal::NoSuchFlow)?;
    let to = match link {
        Some(key) => {
            let found = program.links(&walker.node).find(|link| link.key == *key);
            &found.ok_or_else(|| Refusal::NoSuchLink { given: key.to_string() })?.to
        }
        None => &program.usual_links(&walker.node).first().ok_or(Refusal::NoWayOn)?.to,
    };
    walk.lift(token);
    walk.follow(&walker, to);
    walk.go();
    Ok(())
}

fn stuck(walk: &Walk<'_>, token: RunToken) -> Result<Walker, Refusal> {
    walk.active_run()?;
    let token = walk.token(token).filter(|token| token.standing == Standing::Stuck).ok_or(Refusal::NothingStuck)?;
    Ok(Walker::of(token))
}
