//! An inclusive split: every link whose condition holds is taken at once, the default link where none does.

use model::{
    flow::{Door, Link, Node},
    record::Happening,
    trace::{ChoiceTrace, Trace},
};

use super::{
    choice, parallel,
    walk::{Trouble, Walk, Walker},
};
use crate::program::Program;

/// Asks every link and follows those that hold; they share a fork until they are joined.
pub(super) fn enter(walk: &mut Walk<'_>, walker: &Walker, program: &Program, node: &Node) -> Result<(), Trouble> {
    let scope = walk.scope();
    let mut asked = Vec::new();
    let mut taken: Vec<&Link> = Vec::new();
    for link in program.links(&node.key) {
        if let Some(answer) = choice::ask(walk, program, link, &scope)? {
            if answer.held {
                taken.push(link);
            }
            asked.push(answer);
        }
    }
    let otherwise = taken.is_empty();
    if otherwise {
        taken.extend(program.link(&node.key, &Door::Otherwise));
    }
    let mut keys = taken.iter().map(|link| link.key.clone());
    let first = keys.next().ok_or_else(|| Trouble::new("no condition holds, and the split has no default link"))?;
    let trace = ChoiceTrace { node: node.key.clone(), asked, taken: first, also: keys.collect(), otherwise };
    let ways = taken.iter().map(|link| choice::way(program, link)).collect();
    parallel::open(walk, walker, &taken.iter().map(|link| &link.to).collect::<Vec<_>>())?;
    walk.decided(
        Happening::Parted { node: node.key.clone(), title: node.title.clone(), ways },
        vec![Trace::Choice(trace)],
    );
    Ok(())
}
