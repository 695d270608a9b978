//! A for-each: another flow runs for each entry of a list, all at once or in turn, then this one goes on.

use model::{
    Lang, Text, Value,
    flow::{Door, ForEach, Node},
    record::{Frame, FrameId, Happening, Round, Rounds, RunToken, Standing, Token},
};

use super::{
    sub_flow, variable,
    walk::{MOST_TOKENS, Trouble, Walk, Walker},
};
use crate::{case, program::Program};

/// The longest entry that stands behind the name of a step, in characters.
const LONGEST_ENTRY: usize = 40;

/// Begins the rounds. A list without entries is passed at once; one that is too long is not begun with.
pub(super) fn enter(
    walk: &mut Walk<'_>,
    walker: &Walker,
    program: &Program,
    node: &Node,
    each: &ForEach,
) -> Result<(), Trouble> {
    let mut ahead = entries(&variable::value(walk, program, &each.over)?, each)?;
    let (flow, _) = sub_flow::newest(walk, walker.frame, &each.flow)?;
    let count = ahead.len();
    let rounds = u32::try_from(count).unwrap_or(u32::MAX);
    let at_once = if each.in_turn { count.min(1) } else { count };
    if walk.breadth() + 1 + at_once > MOST_TOKENS {
        return Err(Trouble::new(format!(
            "{count} rounds at once would let the run stand at more than {MOST_TOKENS} places; let them run in turn"
        )));
    }
    walk.happened(Happening::RoundsBegan { node: node.key.clone(), title: node.title.clone(), rounds });
    if ahead.is_empty() {
        return walk.leave(walker, &[Door::Next]);
    }
    let later = ahead.split_off(at_once);
    let saved = walk.save();
    let token = walk.rest(walker, Standing::ForEach)?;
    let enough = each.enough.unwrap_or(rounds).clamp(1, rounds);
    if let Some(token) = walk.token_mut(token) {
        token.rounds = Some(Rounds { flow, of: rounds, done: 0, enough, ahead: later });
    }
    let mut first = (1..).zip(ahead);
    let begun = first.try_for_each(|(index, item)| begin(walk, token, flow, Round { index, item }));
    if begun.is_err() {
        walk.restore(saved);
    }
    begun
}

/// A round has ended: the path goes on when enough have, else the next one begins.
pub(super) fn over(walk: &mut Walk<'_>, caller: &Token) {
    let goes_on = next(walk, caller.id);
    if matches!(goes_on, Ok(true)) {
        return;
    }
    walk.cancel_called(caller.id);
    let Some((_, walker)) = walk.lift(caller.id) else { return };
    if let Err(trouble) = goes_on.and_then(|_| walk.leave(&walker, &[Door::Next])) {
        walk.stick(&walker, &trouble);
    }
}

/// Begins the next round where one is wanted; whether any is still wanted.
fn next(walk: &mut Walk<'_>, caller: RunToken) -> Result<bool, Trouble> {
    let Some(rounds) = walk.token_mut(caller).and_then(|token| token.rounds.as_mut()) else { return Ok(false) };
    rounds.done += 1;
    if rounds.done >= rounds.enough {
        return Ok(false);
    }
    if !rounds.ahead.is_empty() {
        let item = rounds.ahead.remove(0);
        let index = rounds.of.saturating_sub(u32::try_from(rounds.ahead.len()).unwrap_or(u32::MAX));
        let flow = rounds.flow;
        begin(walk, caller, flow, Round { index, item })?;
    }
    Ok(true)
}

/// What a step is called in a flow: in a round of a for-each its entry stands behind the name, where it is short, else the
/// number of the round. People must tell the rounds apart.
pub(super) fn titled(walk: &Walk<'_>, frame: FrameId, title: &Text) -> Text {
    let round = walk.case.run.as_ref().and_then(|run| case::round(run, frame));
    let Some(round) = round else { return title.clone() };
    let which = match &round.item {
        Value::String(entry) if (1..=LONGEST_ENTRY).contains(&entry.chars().count()) => entry.clone(),
        Value::Number(entry) => entry.to_string(),
        _ => round.index.to_string(),
    };
    let mut named = Text::default();
    for (lang, words) in title.iter() {
        named
            .write(lang, if lang == Lang::ZhCn { format!("{words}（{which}）") } else { format!("{words} ({which})") });
    }
    named
}

fn begin(walk: &mut Walk<'_>, caller: RunToken, flow: model::id::VersionId, round: Round) -> Result<(), Trouble> {
    let frame = sub_flow::next_frame(walk)?;
    walk.run_mut()?.frames.push(Frame { round: Some(round), ..Frame::new(frame, flow, Some(caller)) });
    let start = walk.program(frame)?.start().clone();
    walk.send(Walker::new(frame, start));
    Ok(())
}

/// The entries of a list, or as many numbers as there are to be rounds; nothing where there is no list.
fn entries(given: &Value, each: &ForEach) -> Result<Vec<Value>, Trouble> {
    let count = match given {
        Value::Null => Some(0),
        Value::Array(entries) => u64::try_from(entries.len()).ok(),
        // A number that came out of a division is whole all the same.
        Value::Number(_) => given.as_f64().map(|times| format!("{times}")).and_then(|times| times.parse().ok()),
        _ => None,
    };
    let count = count.ok_or_else(|| {
        let shown: String = given.to_string().chars().take(100).collect();
        Trouble::new(format!("a list or a number of times is needed, not {shown}: {}", each.over))
    })?;
    let most = each.most.min(ForEach::MOST);
    if count > u64::from(most) {
        return Err(Trouble::new(format!("there would be {count} rounds; this step allows at most {most}")));
    }
    Ok(match given {
        Value::Array(entries) => entries.clone(),
        _ => (1..=count).map(Value::from).collect(),
    })
}
