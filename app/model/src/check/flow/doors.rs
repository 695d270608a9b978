//! Doors: by which ways each kind of node can be left, and that each way is there once.

use super::{MOST_PATHS, Map};
use crate::{
    Code, Problem, Problems,
    flow::{Does, Door, Leaves, Link, Wait},
};

/// Checks the links that leave each node.
pub(super) fn check(map: &Map<'_>, problems: &mut Problems) {
    for (place, node) in map.flow.nodes.iter().enumerate() {
        let links: Vec<&Link> = map.flow.links_from(&node.key).collect();
        let is_end = matches!(node.does, Does::End { .. });
        if is_end && !links.is_empty() {
            problems.push(Problem::error(Code::ManyLinks, map.path(place)));
        }
        if links.is_empty() && !is_end {
            problems.push(Problem::error(Code::DeadEnd, map.path(place)));
            continue;
        }
        match &node.does {
            Does::Task(_) | Does::Approval(_) => people(&node.does, &links, &map.path(place), problems),
            Does::Choice => choice(&links, &map.path(place), problems),
            Does::Inclusive => {
                choice(&links, &map.path(place), problems);
                bounded(&links, &map.path(place), problems);
            }
            Does::Parallel => parallel(&links, &map.path(place), problems),
            Does::Wait(wait) => self::wait(wait, &links, &map.path(place), problems),
            Does::Action(_) => {
                only(&links, problems, |door| matches!(door, Door::Next | Door::Error));
                at_most_one(&links, &Door::Next, &map.path(place), problems);
                at_most_one(&links, &Door::Error, &map.path(place), problems);
                needs_next(&links, &map.path(place), problems);
            }
            Does::SubFlow(_) => {
                only(&links, problems, |door| matches!(door, Door::Next | Door::Ended { .. }));
                at_most_one(&links, &Door::Next, &map.path(place), problems);
                for leaves in Leaves::ALL {
                    at_most_one(&links, &Door::Ended { leaves }, &map.path(place), problems);
                }
                needs_next(&links, &map.path(place), problems);
            }
            Does::Start | Does::Join(_) | Does::ForEach(_) => {
                only(&links, problems, |door| *door == Door::Next);
                at_most_one(&links, &Door::Next, &map.path(place), problems);
                needs_next(&links, &map.path(place), problems);
            }
            Does::End { .. } => {}
        }
    }
}

fn people(does: &Does, links: &[&Link], path: &str, problems: &mut Problems) {
    let ways = does.ways();
    let gives_up = does.limit().is_some_and(|limit| limit.leave_when_late);
    for link in links {
        let at = format!("/links/{}", link.key);
        match &link.leaves {
            Door::Outcome { outcome } => {
                if !ways.iter().any(|one| one.key == *outcome) {
                    problems.push(Problem::error(Code::LinkWithoutOutcome, at).with("outcome", outcome));
                }
            }
            Door::Late if gives_up => {}
            Door::Late => problems.push(Problem::error(Code::LateWithoutLimit, at)),
            other => problems.push(Problem::error(Code::LinkWithoutOutcome, at).with("outcome", name(other))),
        }
    }
    for outcome in &ways {
        let leads = |link: &&&Link| matches!(&link.leaves, Door::Outcome { outcome: one } if *one == outcome.key);
        let at = format!("{path}/outcomes/{}", outcome.key);
        match links.iter().filter(leads).count() {
            0 => problems.push(Problem::error(Code::OutcomeWithoutLink, at).with("outcome", &outcome.key)),
            1 => {}
            _ => problems.push(Problem::error(Code::ManyLinks, at)),
        }
    }
    if gives_up && !links.iter().any(|link| link.leaves == Door::Late) {
        problems.push(Problem::error(Code::OutcomeWithoutLink, format!("{path}/limit")).with("outcome", "late"));
    }
    at_most_one(links, &Door::Late, path, problems);
}

fn choice(links: &[&Link], path: &str, problems: &mut Problems) {
    let mut defaults = 0;
    for link in links {
        match &link.leaves {
            // A frame without a question in it is what a link begins with in the designer.
            Door::When { condition } if condition.is_blank() => {
                problems.push(Problem::error(Code::NoCondition, format!("/links/{}", link.key)));
            }
            Door::When { .. } => {}
            Door::Otherwise => defaults += 1,
            _ => problems.push(Problem::error(Code::NoCondition, format!("/links/{}", link.key))),
        }
    }
    match defaults {
        0 => problems.push(Problem::error(Code::NoDefault, path)),
        1 => {}
        _ => problems.push(Problem::error(Code::ManyDefaults, path)),
    }
}

fn parallel(links: &[&Link], path: &str, problems: &mut Problems) {
    only(links, problems, |door| *door == Door::Next);
    bounded(links, path, problems);
}

fn bounded(links: &[&Link], path: &str, problems: &mut Problems) {
    if links.len() > MOST_PATHS {
        problems.push(Problem::error(Code::ManyLinks, path));
    }
}

fn wait(wait: &Wait, links: &[&Link], path: &str, problems: &mut Problems) {
    only(links, problems, |door| matches!(door, Door::Next | Door::Timeout));
    at_most_one(links, &Door::Next, path, problems);
    at_most_one(links, &Door::Timeout, path, problems);
    needs_next(links, path, problems);
    let leads_on = links.iter().find(|link| link.leaves == Door::Timeout);
    let must_time_out = wait.until.is_event();
    match (wait.timeout, leads_on) {
        (Some(_), None) => problems.push(Problem::error(Code::NoTimeoutPath, path)),
        (None, _) if must_time_out => problems.push(Problem::error(Code::NoTimeoutPath, path)),
        (None, Some(link)) => problems.push(Problem::error(Code::LateWithoutLimit, format!("/links/{}", link.key))),
        (Some(_), Some(_)) | (None, None) => {}
    }
}

/// Links by doors that this kind of node does not have.
fn only(links: &[&Link], problems: &mut Problems, fits: fn(&Door) -> bool) {
    for link in links.iter().filter(|link| !fits(&link.leaves)) {
        problems.push(
            Problem::error(Code::LinkWithoutOutcome, format!("/links/{}", link.key))
                .with("outcome", name(&link.leaves)),
        );
    }
}

fn at_most_one(links: &[&Link], door: &Door, path: &str, problems: &mut Problems) {
    if links.iter().filter(|link| link.leaves == *door).count() > 1 {
        problems.push(Problem::error(Code::ManyLinks, path));
    }
}

fn needs_next(links: &[&Link], path: &str, problems: &mut Problems) {
    if !links.iter().any(|link| link.leaves == Door::Next) {
        problems.push(Problem::error(Code::DeadEnd, path));
    }
}

const fn name(door: &Door) -> &'static str {
    match door {
        Door::Next => "next",
        Door::Outcome { .. } => "outcome",
        Door::When { .. } => "when",
        Door::Otherwise => "otherwise",
        Door::Ended { .. } => "ended",
        Door::Late => "late",
        Door::Timeout => "timeout",
        Door::Error => "error",
    }
}
