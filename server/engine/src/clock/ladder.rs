//! Ladders: what happens as a clock passes each level, who is told and when, and telling again until someone says that
//! they have it.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    Text,
    flow::{Priority, Receiver},
    id::{ClockId, PersonId},
    ladder::{Ladder, Level},
    record::{Clock, FrameId, Happening, HeldNotice, Purpose, Repeats, RunState, Visibility},
    span::{Minutes, Span},
};

use super::{clock_mut, runs};
use crate::{
    calendar::after_quiet,
    refusal::Refusal,
    step::{
        act, due, sentence, tell,
        walk::{Trouble, Walk},
    },
};

/// The ladder that watches a clock.
pub(crate) fn of(walk: &Walk<'_>, clock: &Clock) -> Result<Option<Arc<Ladder>>, Trouble> {
    let Some(key) = &clock.ladder else { return Ok(None) };
    let ladder = walk.library.ladder(key);
    ladder.map(Some).ok_or_else(|| Trouble::new(format!("the ladder {key} cannot be found")))
}

/// A clock passes a level of its ladder. Each level fires once, in order; a level that comes after a later one is
/// stale.
pub(crate) fn level(walk: &mut Walk<'_>, id: ClockId, index: u32) {
    let Some((clock, ladder)) = watched(walk, id) else { return };
    // The ladder may have been drawn anew with fewer levels.
    let Some(level) = level_of(&ladder, index).filter(|_| index >= clock.levels) else { return };
    drop_repeat(walk, &clock);
    let now = walk.now;
    if let Some(clock) = clock_mut(walk, id) {
        clock.levels = index.saturating_add(1);
        clock.repeats = level.repeat.map(|_| Repeats { level: index, times: 0, last_at: now });
    }
    let told = tell(walk, &clock, &ladder, level);
    walk.happened(Happening::Escalated { target: clock.target, percent: level.at_percent, told });
    perform(walk, level);
    repeat_later(walk, id, &ladder);
}

/// A level is told again, unless someone has taken note of it meanwhile.
pub(crate) fn repeat(walk: &mut Walk<'_>, id: ClockId, index: u32, time: u16) {
    let Some((clock, ladder)) = watched(walk, id) else { return };
    let is_meant = |repeats: &Repeats| repeats.level == index && repeats.times.saturating_add(1) == time;
    if !clock.repeats.as_ref().is_some_and(is_meant) {
        return;
    }
    let Some(level) = level_of(&ladder, index) else { return };
    let now = walk.now;
    if let Some(clock) = clock_mut(walk, id) {
        clock.repeats = Some(Repeats { level: index, times: time, last_at: now });
    }
    let told = tell(walk, &clock, &ladder, level);
    walk.happened(Happening::Reminded { target: clock.target, percent: level.at_percent, time, told });
    repeat_later(walk, id, &ladder);
}

/// Someone has taken note of every level that has fired so far: none of them is told again. Later levels fire as ever.
pub(crate) fn acknowledge(walk: &mut Walk<'_>) -> Result<(), Refusal> {
    let called: Vec<Clock> = walk.case.clocks.iter().filter(|clock| clock.calls()).cloned().collect();
    if called.is_empty() {
        return Err(Refusal::NothingCalls);
    }
    for clock in called {
        if !clock.is_paused() {
            drop_repeat(walk, &clock);
        }
        if let Some(clock) = clock_mut(walk, clock.id) {
            clock.acknowledged = clock.levels;
            clock.repeats = None;
        }
    }
    walk.acted(Happening::Acknowledged, Visibility::Internal);
    Ok(())
}

/// When the level that repeats is told again; nothing when it was told often enough.
pub(crate) fn again_at(
    walk: &Walk<'_>,
    clock: &Clock,
    ladder: Option<&Ladder>,
) -> Result<Option<DateTime<Utc>>, Trouble> {
    let Some(repeats) = clock.repeats else { return Ok(None) };
    let repeat = ladder.and_then(|ladder| level_of(ladder, repeats.level)).and_then(|level| level.repeat);
    let Some(repeat) = repeat.filter(|repeat| repeats.times < repeat.most) else { return Ok(None) };
    let span = Span { minutes: repeat.every, ..clock.span };
    due::instant_around(walk, Some(clock.calendar.clone()), repeats.last_at, span, &clock.pauses).map(Some)
}

/// Sets the timer of the level that repeats.
pub(crate) fn set_repeat(walk: &mut Walk<'_>, clock: &Clock, at: Option<DateTime<Utc>>) {
    if let (Some(repeats), Some(at)) = (clock.repeats, at) {
        walk.timer(purpose(clock, repeats), at.max(walk.now));
    }
}

/// Drops the timer of the level that repeats.
pub(crate) fn drop_repeat(walk: &mut Walk<'_>, clock: &Clock) {
    if let Some(repeats) = clock.repeats {
        walk.drop_timer(purpose(clock, repeats));
    }
}

const fn purpose(clock: &Clock, repeats: Repeats) -> Purpose {
    Purpose::Repeat { clock: clock.id, level: repeats.level, time: repeats.times.saturating_add(1) }
}

fn repeat_later(walk: &mut Walk<'_>, id: ClockId, ladder: &Ladder) {
    // What the level did may have ended the clock, or made it stand still.
    let clock = walk.case.clocks.iter().find(|clock| clock.id == id && runs(clock) && !clock.is_paused()).cloned();
    let Some(clock) = clock else { return };
    match again_at(walk, &clock, Some(ladder)) {
        Ok(at) => set_repeat(walk, &clock, at),
        Err(trouble) => walk.incident(None, &trouble, false),
    }
}

/// A clock that still measures, with its ladder.
fn watched(walk: &mut Walk<'_>, id: ClockId) -> Option<(Clock, Arc<Ladder>)> {
    let is_over = walk.case.run.as_ref().is_some_and(|run| matches!(run.state, RunState::Ended { .. }));
    let clock = walk.case.clocks.iter().find(|clock| clock.id == id)?.clone();
    if is_over || !runs(&clock) || clock.is_paused() {
        return None;
    }
    match of(walk, &clock) {
        Ok(ladder) => ladder.map(|ladder| (clock, ladder)),
        Err(trouble) => {
            walk.incident(None, &trouble, false);
            None
        }
    }
}

fn level_of(ladder: &Ladder, index: u32) -> Option<&Level> {
    usize::try_from(index).ok().and_then(|index| ladder.levels.get(index))
}

/// Tells everyone a level names, each once.
fn tell(walk: &mut Walk<'_>, clock: &Clock, ladder: &Ladder, level: &Level) -> Vec<(PersonId, String)> {
    let text = if level.text.is_empty() {
        sentence::clock_at(&walk.case.ticket, clock.target, level.at_percent)
    } else {
        tell::filled(&level.text, &walk.scope())
    };
    let mut told: Vec<PersonId> = Vec::new();
    for receiver in &level.tell {
        let found = if *receiver == Receiver::Customer {
            tell::mail(walk, receiver, None, (&tell::subject(walk), &text)).map(|()| Vec::new())
        } else {
            tell::receivers(walk, receiver, None)
        };
        match found {
            Ok(people) => {
                let new: Vec<PersonId> = people.into_iter().filter(|person| !told.contains(person)).collect();
                told.extend(new);
            }
            Err(trouble) => walk.incident(None, &trouble, false),
        }
    }
    for person in &told {
        deliver(walk, ladder, level, *person, &text);
    }
    told.into_iter().map(|person| walk.named(person)).collect()
}

/// Tells a person at once, or holds it back as the ladder asks.
fn deliver(walk: &mut Walk<'_>, ladder: &Ladder, level: &Level, person: PersonId, text: &Text) {
    let zone = walk.library.person(person).and_then(|one| one.person.zone.clone());
    let zone = zone.unwrap_or_else(|| walk.library.zone().to_owned());
    let ready_at = ready(ladder, walk.case.ticket.priority, walk.now, &zone);
    if ready_at <= walk.now && ladder.most_per_hour.is_none() {
        walk.notice(person, text.clone());
        if level.mails {
            tell::mail_to(walk, person, text);
        }
    } else {
        let notice = walk.notice_for(person, text.clone());
        let held = HeldNotice { notice, ready_at, mails: level.mails, most_per_hour: ladder.most_per_hour };
        walk.account.held.push(held);
    }
}

/// When someone in a zone is told what happens now.
pub(crate) fn ready(ladder: &Ladder, priority: Priority, now: DateTime<Utc>, zone: &str) -> DateTime<Utc> {
    let quiet = ladder.quiet.filter(|quiet| !(quiet.spares_urgent && priority == Priority::Urgent));
    let ready_at = quiet.map_or(now, |quiet| after_quiet(now, quiet, zone));
    ladder.digest.map_or(ready_at, |digest| rounded_up(ready_at, digest))
}

/// The next instant at which digests of this length are told: the same for everyone, so that much becomes one.
fn rounded_up(at: DateTime<Utc>, digest: Minutes) -> DateTime<Utc> {
    let step = digest.0.clamp(1, 24 * 60) * 60_000;
    let over = at.timestamp_millis().rem_euclid(step);
    if over == 0 { at } else { at + TimeDelta::milliseconds(step - over) }
}

/// What a level does besides telling, as a whole. A failure is an incident.
fn perform(walk: &mut Walk<'_>, level: &Level) {
    if level.acts.is_empty() {
        return;
    }
    let saved = walk.save();
    let flow = FrameId(0);
    let done = walk.program(flow).and_then(|program| act::perform(walk, &program, flow, &level.acts));
    if let Err(trouble) = done {
        walk.restore(saved);
        walk.incident(None, &trouble, false);
    }
}
