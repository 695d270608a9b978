//! A call that a path waits for was answered, or was given up.

use model::{
    Value,
    flow::{Does, Door},
    id::RunId,
    record::{Happening, RunToken, Standing},
};

use super::{
    action, variable,
    wake::resting,
    walk::{Trouble, Walk, Walker},
};

pub(super) fn answered(walk: &mut Walk<'_>, run: RunId, token: RunToken, answer: Result<Value, String>) {
    let waiting = resting(walk, run, token).filter(|token| token.standing == Standing::Effect);
    let Some((_, walker)) = waiting.and_then(|token| walk.lift(token.id)) else { return };
    walk.inside = walker.frame;
    if let Err(trouble) = on(walk, &walker, answer) {
        walk.stick(&walker, &trouble);
    }
    walk.go();
}

/// Keeps what is wanted of the answer and goes on. Where there is none, or it is not as expected, the action has failed.
fn on(walk: &mut Walk<'_>, walker: &Walker, answer: Result<Value, String>) -> Result<(), Trouble> {
    let program = walk.program(walker.frame)?;
    let saved = walk.save();
    let kept = match answer {
        Ok(answer) => keep(walk, walker, answer),
        Err(why) => Err(Trouble::new(format!("the call was given up: {why}"))),
    };
    match kept {
        Ok(()) => walk.leave(walker, &[Door::Next]),
        Err(trouble) => {
            walk.restore(saved);
            action::failed(walk, walker, &program, trouble)
        }
    }
}

fn keep(walk: &mut Walk<'_>, walker: &Walker, answer: Value) -> Result<(), Trouble> {
    let program = walk.program(walker.frame)?;
    let Some(node) = program.node(&walker.node) else { return Ok(()) };
    let status = answer.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    walk.happened(Happening::Answered {
        node: node.key.clone(),
        title: node.title.clone(),
        status: status.unwrap_or(200),
    });
    let Does::Action(action) = &node.does else { return Ok(()) };
    let Some(awaits) = &action.awaits else { return Ok(()) };
    walk.answer = Some(answer);
    let taken = variable::taken(walk, &program, &awaits.takes);
    walk.answer = None;
    variable::keep(walk, walker.frame, taken?)
}
