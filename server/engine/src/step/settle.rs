//! An administrator settles an incident: the node is tried again, or left without being done.

use model::{
    key::LinkKey,
    record::{RunToken, Standing},
};

use super::walk::{Walk, Walker};
use crate::refusal::Refusal;

/// Tries the node again.
pub(super) fn retry(walk: &mut Walk<'_>, token: RunToken) -> Result<(), Refusal> {
    let walker = stuck(walk, token)?;
    walk.lift(token);
    walk.send(Walker { again: true, ..walker });
    walk.go();
    Ok(())
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
