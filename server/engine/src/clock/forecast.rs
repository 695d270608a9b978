//! What a ladder would have told, had it watched these clocks: the storm before it is let loose. Nobody takes note of
//! anything, so that repeats are told as often as they may be.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    id::PersonId,
    ladder::{Ladder, Level},
    record::{Clock, ClockState, Ticket, Who},
    span::Span,
    view::{Forecast, Forecasted},
};
use uuid::Uuid;

use super::ladder::ready;
use crate::{
    case::Case,
    step::{Ids, Library, due, tell, term::part, walk::Walk},
};

/// The most that one level is told again in a forecast.
const MOST_REPEATS: u16 = 100;

/// Plays a ladder over clocks and the tickets they belong to, as these are now.
#[must_use]
pub fn forecast(
    ladder: &Ladder,
    clocks: &[(Clock, Ticket)],
    since: DateTime<Utc>,
    now: DateTime<Utc>,
    library: &dyn Library,
) -> Forecast {
    let mut told: BTreeMap<PersonId, Vec<DateTime<Utc>>> = BTreeMap::new();
    let mut levels = 0_u32;
    for (clock, ticket) in clocks {
        let mut ids = NoIds;
        let mut walk = Walk::new(Case::new(ticket.clone(), None), Who::System, now, library, &mut ids);
        let ended = end(clock, ticket, now);
        let passed: Vec<(&Level, DateTime<Utc>)> = ladder
            .levels
            .iter()
            .filter_map(|level| Some((level, passes(&walk, clock, level)?)))
            .filter(|(_, at)| *at < ended)
            .collect();
        for (index, (level, at)) in passed.iter().enumerate() {
            let until = passed.get(index + 1).map_or(ended, |(_, next)| *next);
            let mut people: Vec<PersonId> = Vec::new();
            for receiver in &level.tell {
                let found = tell::receivers(&walk, receiver, None).unwrap_or_default();
                people.extend(found.into_iter().filter(|one| !people.contains(one)).collect::<Vec<_>>());
            }
            levels += u32::from(*at >= since);
            for moment in moments(&walk, clock, level, *at, until) {
                walk.now = moment;
                for person in people.iter().filter(|_| moment >= since) {
                    let zone = library.person(*person).and_then(|one| one.person.zone.clone());
                    let zone = zone.unwrap_or_else(|| library.zone().to_owned());
                    told.entry(*person).or_default().push(ready(ladder, ticket.priority, moment, &zone));
                }
            }
        }
    }
    let mut people: Vec<Forecasted> = told
        .into_iter()
        .map(|(person, moments)| {
            let notices = folded(moments, ladder);
            let name = library.person(person).map(|one| one.person.name.clone()).unwrap_or_default();
            Forecasted { name, notices: count(notices.len()), worst_hour: count(worst_hour(&notices)) }
        })
        .collect();
    people.sort_by(|a, b| (b.notices, &a.name).cmp(&(a.notices, &b.name)));
    Forecast {
        since,
        clocks: count(clocks.len()),
        is_used: false,
        is_cut: false,
        levels,
        notices: people.iter().map(|one| one.notices).sum(),
        people,
    }
}

/// When a clock passed a level.
fn passes(walk: &Walk<'_>, clock: &Clock, level: &Level) -> Option<DateTime<Utc>> {
    let span = Span { minutes: part(clock.span.minutes, level.at_percent), ..clock.span };
    due::instant_around(walk, Some(clock.calendar.clone()), clock.started_at, span, &clock.pauses).ok()
}

/// When a level is told: at once, and again until the next one fires or the clock ends.
fn moments(
    walk: &Walk<'_>,
    clock: &Clock,
    level: &Level,
    at: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Vec<DateTime<Utc>> {
    let mut moments = vec![at];
    let Some(repeat) = level.repeat else { return moments };
    let span = Span { minutes: repeat.every, ..clock.span };
    let mut last = at;
    for _ in 0..repeat.most.min(MOST_REPEATS) {
        let next = due::instant_around(walk, Some(clock.calendar.clone()), last, span, &clock.pauses);
        match next {
            Ok(next) if next < until && next > last => last = next,
            _ => break,
        }
        moments.push(last);
    }
    moments
}

/// When a clock stopped. One that was given up stopped with its ticket.
fn end(clock: &Clock, ticket: &Ticket, now: DateTime<Utc>) -> DateTime<Utc> {
    match clock.state {
        ClockState::Met { at, .. } => at,
        ClockState::Cancelled => ticket.closed_at.unwrap_or(ticket.updated_at),
        ClockState::Running | ClockState::Breached { .. } => now,
    }
}

/// The notices that come of tellings: those of one instant are one where the ladder holds back, and what is over the
/// cap of an hour is one when the hour is over.
fn folded(mut moments: Vec<DateTime<Utc>>, ladder: &Ladder) -> Vec<DateTime<Utc>> {
    moments.sort_unstable();
    if ladder.digest.is_some() || ladder.quiet.is_some() || ladder.most_per_hour.is_some() {
        moments.dedup();
    }
    let Some(most) = ladder.most_per_hour.map(usize::from) else { return moments };
    let mut told: VecDeque<DateTime<Utc>> = VecDeque::new();
    let mut notices: Vec<DateTime<Utc>> = Vec::new();
    for moment in moments {
        if notices.last().is_some_and(|last| *last >= moment) {
            // It waits with others for a turn that was found already.
            continue;
        }
        while told.front().is_some_and(|first| *first + TimeDelta::hours(1) <= moment) {
            told.pop_front();
        }
        let turn = match told.front() {
            Some(first) if told.len() >= most => *first + TimeDelta::hours(1),
            _ => moment,
        };
        told.push_back(turn);
        if told.len() > most {
            told.pop_front();
        }
        notices.push(turn);
    }
    notices
}

fn worst_hour(notices: &[DateTime<Utc>]) -> usize {
    let mut first = 0;
    let mut worst = 0;
    for (last, at) in notices.iter().enumerate() {
        while notices.get(first).is_some_and(|early| *early + TimeDelta::hours(1) <= *at) {
            first += 1;
        }
        worst = worst.max(last + 1 - first);
    }
    worst
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A forecast makes nothing that needs an id.
pub(crate) struct NoIds;

impl Ids for NoIds {
    fn uuid(&mut self) -> Uuid {
        Uuid::nil()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::tests::{
        office::Office,
        script::ladder,
        world::{World, monday},
    };

    /// Plays a ladder over clocks of ann's ticket that begin so many minutes after Monday nine and last an hour each,
    /// all of them unmet.
    fn told(script: &str, starts: &[i64], hours: i64) -> String {
        let mut office = Office::new("ask task @desk : -> end\nend end").promise(0, 0, 60);
        office.play("0 filed");
        let (clock, ticket) = (office.case.clocks[0].clone(), office.case.ticket.clone());
        let begun = |minute: &i64| Clock { started_at: monday() + TimeDelta::minutes(*minute), ..clock.clone() };
        let clocks: Vec<(Clock, Ticket)> = starts.iter().map(|minute| (begun(minute), ticket.clone())).collect();
        let world: &World = &office.world;
        let found = forecast(&ladder(script), &clocks, monday(), monday() + TimeDelta::hours(hours), world);
        let people: Vec<String> =
            found.people.iter().map(|one| format!("{} {} (worst {})", one.name, one.notices, one.worst_hour)).collect();
        format!("{} levels, {} notices: {}", found.levels, found.notices, people.join(", "))
    }

    #[test]
    fn a_storm_is_told_before_it_comes() {
        let each_minute: Vec<i64> = (0..30).collect();
        assert_eq!(
            told("50 owner, 100 owner %lead", &each_minute, 24),
            "60 levels, 90 notices: ann 60 (worst 60), lea 30 (worst 30)"
        );
        // Repeats go on until the next level, as nobody takes note of them.
        assert_eq!(told("50 owner again:10m*9", &[0], 2), "1 levels, 9 notices: ann 9 (worst 6)");
        assert_eq!(
            told("50 owner again:10m*9, 100 %lead", &[0], 24),
            "2 levels, 4 notices: ann 3 (worst 3), lea 1 (worst 1)"
        );
        // A digest and a cap fold it, and what has not come yet does not count.
        assert_eq!(told("50 owner digest:60", &each_minute, 24), "30 levels, 1 notices: ann 1 (worst 1)");
        assert_eq!(told("50 owner most:3", &each_minute, 24), "30 levels, 4 notices: ann 4 (worst 3)");
        assert_eq!(told("100 owner", &each_minute, 1), "0 levels, 0 notices: ");
    }
}
