//! A choice: the first link whose condition holds is taken, else the default link.

use model::{
    Text, Value,
    flow::{Door, Link, Node},
    record::Happening,
    trace::{Asked, ChoiceTrace, Trace},
};

use super::walk::{Trouble, Walk, Walker};
use crate::{condition::Compiled, expression::Scope, program::Program};

/// The longest text of a variable that a trace keeps, in characters.
const LONGEST_SEEN: usize = 200;

/// Asks the links in their order and follows the first that holds.
pub(super) fn enter(walk: &mut Walk<'_>, walker: &Walker, program: &Program, node: &Node) -> Result<(), Trouble> {
    let scope = walk.scope();
    let mut asked = Vec::new();
    let mut taken = None;
    for link in program.links(&node.key) {
        let Some(answer) = ask(walk, program, link, &scope)? else { continue };
        let held = answer.held;
        asked.push(answer);
        if held {
            taken = Some(link);
            break;
        }
    }
    let otherwise = taken.is_none();
    let link = taken
        .or_else(|| program.link(&node.key, &Door::Otherwise))
        .ok_or_else(|| Trouble::new("no condition holds, and the choice has no default link"))?;
    let way = way(program, link);
    let trace = ChoiceTrace { node: node.key.clone(), asked, taken: link.key.clone(), also: Vec::new(), otherwise };
    walk.decided(
        Happening::Chose { node: node.key.clone(), title: node.title.clone(), way },
        vec![Trace::Choice(trace)],
    );
    walk.follow(walker, &link.to);
    Ok(())
}

/// Asks the condition of a link; none where the link has no condition.
pub(super) fn ask(walk: &Walk<'_>, program: &Program, link: &Link, scope: &Scope) -> Result<Option<Asked>, Trouble> {
    let Door::When { .. } = link.leaves else { return Ok(None) };
    let condition = program
        .condition(&link.key)
        .ok_or_else(|| Trouble::new(format!("the condition of the link {} was not compiled", link.key)))?;
    let named = format!("the condition of the link {}", link.key);
    let (held, seen) = holds(walk, condition, scope, &named)?;
    Ok(Some(Asked { link: link.key.clone(), title: link.title.clone(), held, seen }))
}

/// Whether a condition holds, and what its variables are.
pub(super) fn holds(
    walk: &Walk<'_>,
    condition: &Compiled,
    scope: &Scope,
    named: &str,
) -> Result<(bool, Vec<(String, Value)>), Trouble> {
    let seen: Vec<(String, Value)> =
        condition.seen(scope).into_iter().map(|(path, value)| (path, shortened(value))).collect();
    let held = condition.holds(scope, walk.library).map_err(|fault| {
        let variables: Vec<String> = seen.iter().map(|(path, value)| format!("{path} = {value}")).collect();
        Trouble::new(match variables.as_slice() {
            [] => format!("{named} failed: {fault}"),
            seen => format!("{named} failed: {fault}; {}", seen.join(", ")),
        })
    })?;
    Ok((held, seen))
}

/// What people call a way: its own title, else that of the node it leads to.
pub(super) fn way(program: &Program, link: &Link) -> Text {
    if link.title.is_empty() {
        program.node(&link.to).map(|to| to.title.clone()).unwrap_or_default()
    } else {
        link.title.clone()
    }
}

fn shortened(value: Value) -> Value {
    match value {
        Value::String(text) if text.chars().count() > LONGEST_SEEN => {
            Value::String(text.chars().take(LONGEST_SEEN).chain(['…']).collect())
        }
        Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            if text.chars().count() > LONGEST_SEEN { shortened(Value::String(text)) } else { value }
        }
        value => value,
    }
}
