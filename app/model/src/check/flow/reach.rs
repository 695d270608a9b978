//! Reach: every node can be reached, from every node an end can be reached, and nothing automatic goes round for ever.

use std::collections::BTreeSet;

use super::Map;
use crate::{
    Code, Problem, Problems,
    flow::{Does, Until},
};

/// Checks what can be reached from where.
pub(super) fn check(map: &Map<'_>, problems: &mut Problems) {
    let reached = map.reached_from(map.starts());
    if map.starts().next().is_some() {
        for place in (0..map.flow.nodes.len()).filter(|place| !reached.contains(place)) {
            problems.push(Problem::error(Code::Unreachable, map.path(place)));
        }
    }
    if map.ends().next().is_some() {
        let finishes = against(map, map.ends());
        // A dead end is reported where it is, not at everything that leads to it.
        let stops = against(map, (0..map.flow.nodes.len()).filter(|place| map.ways(*place).is_empty()));
        for place in reached.iter().filter(|place| !finishes.contains(place) && !stops.contains(place)) {
            problems.push(Problem::error(Code::NoWayToEnd, map.path(*place)));
        }
    }
    endless(map, problems);
}

/// Every place from which one of some places can be reached, they included.
fn against(map: &Map<'_>, to: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    let mut back = vec![Vec::new(); map.flow.nodes.len()];
    for from in 0..map.flow.nodes.len() {
        for (_, to) in map.ways(from) {
            if let Some(found) = back.get_mut(*to) {
                found.push(from);
            }
        }
    }
    let mut ahead: Vec<usize> = to.collect();
    let mut seen: BTreeSet<usize> = ahead.iter().copied().collect();
    while let Some(place) = ahead.pop() {
        ahead.extend(back.get(place).into_iter().flatten().copied().filter(|from| seen.insert(*from)));
    }
    seen
}

/// Circles in which nothing waits. One that a choice can leave may end in time, so it is only a warning.
fn endless(map: &Map<'_>, problems: &mut Problems) {
    let is_automatic = |place: usize| {
        map.does(place).is_some_and(|does| match does {
            Does::Start | Does::Choice | Does::Inclusive | Does::Parallel | Does::Join(_) | Does::Action(_) => true,
            // Where the condition holds already, nothing waits.
            Does::Wait(wait) => matches!(wait.until, Until::Holds { .. }),
            _ => false,
        })
    };
    let mut told = BTreeSet::new();
    for place in (0..map.flow.nodes.len()).filter(|place| is_automatic(*place)) {
        if told.contains(&place) {
            continue;
        }
        let ahead = automatic_from(map, place, &is_automatic);
        if !ahead.contains(&place) {
            continue;
        }
        let circle: BTreeSet<usize> =
            ahead.into_iter().filter(|other| automatic_from(map, *other, &is_automatic).contains(&place)).collect();
        let has_choice = circle.iter().any(|one| {
            map.does(*one).is_some_and(|does| does.asks() || matches!(does, Does::Wait(_)))
                && map.ways(*one).iter().any(|(_, to)| !circle.contains(to))
        });
        let shown = circle.iter().map(|one| map.key(*one)).collect::<Vec<_>>().join(", ");
        let problem = if has_choice { Problem::warning } else { Problem::error };
        problems.push(problem(Code::EndlessLoop, map.path(place)).with("path", shown));
        told.extend(circle);
    }
}

/// The automatic places that can be reached from a place, by automatic places alone; the place itself only when a
/// circle leads back to it.
fn automatic_from(map: &Map<'_>, from: usize, is_automatic: &dyn Fn(usize) -> bool) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let mut ahead = vec![from];
    while let Some(place) = ahead.pop() {
        let next = map.ways(place).iter().map(|(_, to)| *to).filter(|to| is_automatic(*to));
        ahead.extend(next.filter(|to| seen.insert(*to)));
    }
    seen
}
