//! The outside gives a signal: what it may write is written, and every path that waits for it goes on.

use std::collections::BTreeSet;

use model::{
    Fields,
    flow::{Does, Until},
    key::{FieldKey, SignalKey},
    record::{Happening, RunState, RunToken, Standing, Token, Visibility},
};

use super::{Library, act, ticket, wait, walk::Walk};
use crate::{case::Case, refusal::Refusal};

/// `fields` are accepted by the form already.
pub(super) fn signal(walk: &mut Walk<'_>, name: SignalKey, fields: &Fields) -> Result<(), Refusal> {
    walk.active_run()?;
    let waiting: Vec<RunToken> = waiting(&walk.case, walk.library, &name).into_iter().map(|(token, _)| token).collect();
    if waiting.is_empty() {
        return Err(Refusal::SignalNotAwaited { given: name.to_string() });
    }
    act::write(walk, fields);
    walk.acted(Happening::Signalled { name, fields: fields.clone() }, Visibility::Internal);
    ticket::follow_answers(walk, fields);
    for token in waiting {
        let Some((_, walker)) = walk.lift(token) else { continue };
        if let Err(trouble) = wait::over(walk, &walker, false) {
            walk.stick(&walker, &trouble);
        }
    }
    walk.go();
    Ok(())
}

/// Which fields a signal may write now; none where nothing waits for it.
#[must_use]
pub fn awaited(case: &Case, library: &dyn Library, name: &SignalKey) -> Option<BTreeSet<FieldKey>> {
    let waiting = waiting(case, library, name);
    if waiting.is_empty() { None } else { Some(waiting.into_iter().flat_map(|(_, fields)| fields).collect()) }
}

/// The signals that a case waits for.
pub(crate) fn signals(case: &Case, library: &dyn Library) -> Vec<SignalKey> {
    let names: BTreeSet<SignalKey> = all_waiting(case, library).into_iter().map(|(_, name, _)| name).collect();
    names.into_iter().collect()
}

/// The paths that wait for a signal, each with the fields that it may write there.
fn waiting(case: &Case, library: &dyn Library, name: &SignalKey) -> Vec<(RunToken, Vec<FieldKey>)> {
    let all = all_waiting(case, library).into_iter();
    all.filter(|(_, wanted, _)| wanted == name).map(|(token, _, fields)| (token, fields)).collect()
}

/// The paths that wait for any signal.
fn all_waiting(case: &Case, library: &dyn Library) -> Vec<(RunToken, SignalKey, Vec<FieldKey>)> {
    let Some(run) = case.run.as_ref().filter(|run| !matches!(run.state, RunState::Ended { .. })) else {
        return Vec::new();
    };
    let found = |token: &Token| {
        let frame = run.frames.iter().find(|frame| frame.id == token.frame)?;
        let program = library.program(frame.flow)?;
        match &program.node(&token.node)?.does {
            Does::Wait(wait) => match &wait.until {
                Until::Signal { name, fields } => Some((token.id, name.clone(), fields.clone())),
                _ => None,
            },
            _ => None,
        }
    };
    run.tokens.iter().filter(|token| token.standing == Standing::Wait).filter_map(found).collect()
}
