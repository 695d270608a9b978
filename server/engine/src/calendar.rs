//! Working calendars, compiled: which instants are working time, how much of it lies between two instants, and when a
//! span of it is used up. Reckoned in the calendar's own zone, so daylight saving is right by construction: an instant
//! is working time when its wall time lies in a period of its wall date, however often that wall time comes.

use std::{collections::HashMap, ops::ControlFlow};

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use model::{
    Code, Problem, Problems, Text,
    calendar::{Calendar, Day, Period},
    key::DefinitionKey,
    ladder::Quiet,
    record::Pause,
    span::{Counted, LONGEST, Minutes, Span},
    trace::{DueTrace, Segment, Stretch},
};

pub mod ical;
#[cfg(test)]
pub(crate) mod tests;

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;
/// Milliseconds of a day without a switch of the clocks.
const DAY: i64 = 1_440 * MINUTE;
/// The most segments of a trace; more are folded in the middle.
const MOST_SEGMENTS: usize = 24;

/// A calendar that can be counted on.
#[derive(Clone, Debug)]
pub struct WorkCalendar {
    zone: Tz,
    week: [Vec<Period>; 7],
    days: HashMap<NaiveDate, Special>,
}

/// A date that differs from its weekday, or follows one that does and has a night shift.
#[derive(Clone, Debug)]
struct Special {
    periods: Vec<Period>,
    /// The name of a day on which no work begins.
    holiday: Option<Text>,
}

impl WorkCalendar {
    /// Compiles a calendar.
    ///
    /// # Errors
    /// The zone is unknown, or periods overlap or run backwards. A calendar without working time compiles.
    pub fn compile(calendar: &Calendar) -> Result<Self, Problems> {
        let mut problems: Problems = model::check::calendar(calendar)
            .into_iter()
            .filter(|problem| problem.is_error() && problem.code != Code::NoWorkingTime)
            .collect();
        let zone = match zone(&calendar.zone) {
            Ok(zone) => zone,
            Err(problem) => {
                problems.push(problem);
                Tz::UTC
            }
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        let eve = |weekday: usize| calendar.week.get((weekday + 6) % 7).map_or(&[][..], Vec::as_slice);
        let week = std::array::from_fn(|weekday| {
            merged(eve(weekday), calendar.week.get(weekday).map_or(&[][..], Vec::as_slice))
        });
        let listed: HashMap<NaiveDate, &Day> = calendar.days.iter().map(|day| (day.date, day)).collect();
        let drawn = |date: NaiveDate| match listed.get(&date) {
            Some(day) => day.periods.as_slice(),
            None => calendar.week.get(weekday(date)).map_or(&[][..], Vec::as_slice),
        };
        // A date after a listed one differs from its weekday too, where one of the two nights before it has a shift.
        let touched = calendar.days.iter().flat_map(|day| [Some(day.date), day.date.succ_opt()]).flatten();
        let days = touched
            .map(|date| {
                let before = date.pred_opt().map_or(&[][..], &drawn);
                let holiday = listed.get(&date).filter(|day| day.periods.is_empty()).map(|day| day.name.clone());
                (date, Special { periods: merged(before, drawn(date)), holiday })
            })
            .collect();
        Ok(Self { zone, week, days })
    }

    /// The IANA zone.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.zone.name()
    }

    /// Whether the instant lies in working time.
    #[must_use]
    pub fn is_working(&self, at: DateTime<Utc>) -> bool {
        let local = at.with_timezone(&self.zone).naive_local();
        let midnight = local.date().and_time(NaiveTime::MIN);
        let minute = local.signed_duration_since(midnight).num_minutes();
        self.periods(local.date())
            .0
            .iter()
            .any(|period| (i64::from(period.from)..i64::from(period.to)).contains(&minute))
    }

    /// The same wall time on the next day that has working time; a day later, where no day of the next year has any.
    #[must_use]
    pub fn next_day(&self, from: DateTime<Utc>) -> DateTime<Utc> {
        let local = from.with_timezone(&self.zone).naive_local();
        let dates = local.date().iter_days().skip(1).take(366);
        let working = dates.into_iter().find(|date| !self.periods(*date).0.is_empty());
        let then = working.and_then(|date| self.zone.from_local_datetime(&date.and_time(local.time())).earliest());
        then.map_or(from + TimeDelta::days(1), |then| then.with_timezone(&Utc))
    }

    /// How much working time lies between two instants, exact to the millisecond; zero when they run backwards.
    #[must_use]
    pub fn working_minutes(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Duration {
        let mut sum = 0;
        self.walk(from.timestamp_millis(), to.timestamp_millis(), &mut |from, to, is| {
            if is == Is::Working {
                sum += to - from;
            }
            ControlFlow::Continue(())
        });
        TimeDelta::milliseconds(sum)
    }

    /// The same without the time in which a clock stood still: the overlap of working time and pauses does not count.
    #[must_use]
    pub fn used(&self, from: DateTime<Utc>, to: DateTime<Utc>, pauses: &[Pause]) -> Duration {
        let paused: TimeDelta =
            pauses.iter().map(|pause| self.working_minutes(pause.from.max(from), pause.to.unwrap_or(to).min(to))).sum();
        self.working_minutes(from, to) - paused
    }

    /// The instant at which so much working time is used up. If that is exactly the end of a period, it stays there.
    /// Never later than ten years after `from`.
    #[must_use]
    pub fn add(&self, from: DateTime<Utc>, span: Minutes) -> DateTime<Utc> {
        self.reckon(from, span, &[], &mut |_, _, _| {})
    }

    /// The same, where pauses do not count.
    #[must_use]
    pub fn add_around(&self, from: DateTime<Utc>, span: Minutes, pauses: &[Pause]) -> DateTime<Utc> {
        self.reckon(from, span, pauses, &mut |_, _, _| {})
    }

    /// The due instant of a span with its reckoning, stretch by stretch. A span counted by the wall clock is counted
    /// so, in this calendar's zone.
    #[must_use]
    pub fn due(&self, key: &DefinitionKey, from: DateTime<Utc>, span: Span) -> (DateTime<Utc>, DueTrace) {
        self.due_around(key, from, span, &[])
    }

    /// The same, where pauses do not count.
    #[must_use]
    pub fn due_around(
        &self,
        key: &DefinitionKey,
        from: DateTime<Utc>,
        span: Span,
        pauses: &[Pause],
    ) -> (DateTime<Utc>, DueTrace) {
        if span.counted == Counted::Wall {
            return wall_around(self.zone(), from, span, pauses);
        }
        let mut segments: Vec<(i64, i64, Is<'_>)> = Vec::new();
        let due = self.reckon(from, span.minutes, pauses, &mut |from, to, is| push(&mut segments, from, to, is));
        let folded = segments.len().saturating_sub(MOST_SEGMENTS);
        let head = if folded == 0 { segments.len() } else { MOST_SEGMENTS / 2 };
        let segments = segments
            .iter()
            .enumerate()
            .filter(|(index, _)| *index < head || *index >= head + folded)
            .map(|(_, (from, to, is))| Segment { from: at(*from), to: at(*to), is: is.stretch() })
            .collect();
        let trace = DueTrace {
            span,
            calendar: Some(key.clone()),
            zone: self.zone().to_owned(),
            from,
            due,
            segments,
            folded: u32::try_from(folded).unwrap_or(u32::MAX),
        };
        (due, trace)
    }

    /// Walks from an instant until so much working time is used up; tells every stretch on the way.
    fn reckon<'a>(
        &'a self,
        from: DateTime<Utc>,
        span: Minutes,
        pauses: &[Pause],
        tell: &mut dyn FnMut(i64, i64, Is<'a>),
    ) -> DateTime<Utc> {
        let mut left = millis(span);
        if left == 0 {
            return from;
        }
        let start = from.timestamp_millis();
        let bound = start.saturating_add(millis(LONGEST));
        let mut due = bound;
        self.walk(start, bound, &mut |from, to, is| {
            if is != Is::Working {
                tell(from, to, is);
                return ControlFlow::Continue(());
            }
            count(from, to, pauses, &mut left, tell).map_break(|end| due = end)
        });
        at(due)
    }

    /// Calls `visit` with every stretch between two instants, in order and without gaps.
    fn walk<'a>(&'a self, from: i64, to: i64, visit: &mut dyn FnMut(i64, i64, Is<'a>) -> ControlFlow<()>) {
        let mut now = from;
        while now < to {
            let (midnight, date, end) = self.piece(now);
            let end = end.min(to);
            let (periods, rest) = self.periods(date);
            for period in periods {
                let opens = (midnight + i64::from(period.from) * MINUTE).clamp(now, end);
                let closes = (midnight + i64::from(period.to) * MINUTE).clamp(now, end);
                if now < opens && visit(now, opens, rest).is_break() {
                    return;
                }
                if opens < closes && visit(opens, closes, Is::Working).is_break() {
                    return;
                }
                now = closes;
            }
            if now < end && visit(now, end, rest).is_break() {
                return;
            }
            now = end;
        }
    }

    /// The rest of the wall day that an instant lies in, up to a switch of the clocks if one comes first: where the
    /// midnight before it would be, its date, and its end.
    fn piece(&self, now: i64) -> (i64, NaiveDate, i64) {
        let offset = self.offset(now);
        let day = (now + offset).div_euclid(DAY);
        let midnight = day * DAY - offset;
        let date = DateTime::from_timestamp_millis(day * DAY).map_or(NaiveDate::MAX, |day| day.date_naive());
        let mut end = midnight + DAY;
        if self.offset(end - 1) != offset {
            let mut before = now;
            end -= 1;
            while end - before > 1 {
                let middle = before + (end - before) / 2;
                if self.offset(middle) == offset {
                    before = middle;
                } else {
                    end = middle;
                }
            }
        }
        (midnight, date, end)
    }

    /// By how many milliseconds local time is ahead of UTC.
    fn offset(&self, now: i64) -> i64 {
        DateTime::from_timestamp_millis(now).map_or(0, |now| {
            i64::from(self.zone.offset_from_utc_datetime(&now.naive_utc()).fix().local_minus_utc()) * 1_000
        })
    }

    /// The periods of a date, and what the rest of that day is.
    fn periods(&self, date: NaiveDate) -> (&[Period], Is<'_>) {
        match self.days.get(&date) {
            Some(Special { periods, holiday: Some(name) }) => (periods, Is::Holiday(name)),
            Some(Special { periods, holiday: None }) => (periods, Is::Closed),
            None => (self.week.get(weekday(date)).map_or(&[], Vec::as_slice), Is::Closed),
        }
    }
}

/// The working time of a date within its own midnights: what is left of the night shifts of the day before, and its own
/// periods, in order and without overlaps.
fn merged(before: &[Period], own: &[Period]) -> Vec<Period> {
    let spills = before.iter().filter_map(|period| period.spill());
    let mut all: Vec<Period> = spills.chain(own.iter().map(|period| period.own())).collect();
    all.sort_by_key(|period| period.from);
    let mut merged: Vec<Period> = Vec::with_capacity(all.len());
    for period in all {
        match merged.last_mut() {
            Some(last) if period.from < last.to => last.to = last.to.max(period.to),
            _ => merged.push(period),
        }
    }
    merged
}

/// The place of a date in the week, Monday first.
fn weekday(date: NaiveDate) -> usize {
    use chrono::Datelike;
    date.weekday().num_days_from_monday() as usize
}

/// What a stretch is, while it is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Is<'a> {
    Working,
    Closed,
    Holiday(&'a Text),
    Paused,
}

impl Is<'_> {
    fn stretch(self) -> Stretch {
        match self {
            Self::Working => Stretch::Working,
            Self::Closed => Stretch::Closed,
            Self::Holiday(name) => Stretch::Holiday { name: name.clone() },
            Self::Paused => Stretch::Paused,
        }
    }
}

/// Uses up a stretch of working time, but for the pauses in it; breaks with the instant at which nothing is left.
fn count<'a>(
    from: i64,
    to: i64,
    pauses: &[Pause],
    left: &mut i64,
    tell: &mut dyn FnMut(i64, i64, Is<'a>),
) -> ControlFlow<i64> {
    let mut now = from;
    let mut work = |now: i64, until: i64, tell: &mut dyn FnMut(i64, i64, Is<'a>)| {
        let used = (*left).min(until - now);
        *left -= used;
        if used > 0 {
            tell(now, now + used, Is::Working);
        }
        if *left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(now + used) }
    };
    for pause in pauses {
        let begins = pause.from.timestamp_millis().clamp(now, to);
        let ends = pause.to.map_or(to, |end| end.timestamp_millis()).clamp(begins, to);
        if begins < ends {
            work(now, begins, tell)?;
            tell(begins, ends, Is::Paused);
            now = ends;
        }
    }
    if now < to { work(now, to, tell) } else { ControlFlow::Continue(()) }
}

/// Adds a stretch, joined to the one before it if it is of the same kind.
fn push<'a>(segments: &mut Vec<(i64, i64, Is<'a>)>, from: i64, to: i64, is: Is<'a>) {
    match segments.last_mut() {
        Some(last) if last.2 == is && last.1 == from => last.1 = to,
        _ => segments.push((from, to, is)),
    }
}

/// The due instant of a span in which every minute counts.
#[must_use]
pub fn wall(zone: &str, from: DateTime<Utc>, span: Span) -> (DateTime<Utc>, DueTrace) {
    wall_around(zone, from, span, &[])
}

/// The due instant of a span in which every minute counts, but for the pauses.
#[must_use]
pub fn wall_around(zone: &str, from: DateTime<Utc>, span: Span, pauses: &[Pause]) -> (DateTime<Utc>, DueTrace) {
    let mut left = millis(span.minutes);
    let mut segments = Vec::new();
    let mut due = from;
    if left > 0 {
        let start = from.timestamp_millis();
        let bound = start.saturating_add(millis(LONGEST));
        let ended = count(start, bound, pauses, &mut left, &mut |from, to, is| push(&mut segments, from, to, is));
        due = at(ended.break_value().unwrap_or(bound));
    }
    let segments = segments.iter().map(|(from, to, is)| Segment { from: at(*from), to: at(*to), is: is.stretch() });
    let segments = segments.collect();
    (due, DueTrace { span, calendar: None, zone: zone.to_owned(), from, due, segments, folded: 0 })
}

/// Reads an instant: RFC 3339, a local date and time, or a date (its first instant), the latter two in the zone.
#[must_use]
pub fn instant(text: &str, zone: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Some(instant.with_timezone(&Utc));
    }
    let local = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map(|date| date.and_time(NaiveTime::MIN))
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S"))
        .ok()?;
    utc(local, zone.parse().ok()?)
}

/// The instant of a wall time: the first one, where it comes twice.
fn utc(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    if let Some(instant) = zone.from_local_datetime(&local).earliest() {
        return Some(instant.with_timezone(&Utc));
    }
    // The clocks jumped over this wall time: what it would have been without the jump, so 02:30 becomes 03:30.
    let before = zone.offset_from_utc_datetime(&local.checked_sub_signed(TimeDelta::days(1))?).fix();
    local.checked_sub_signed(TimeDelta::seconds(i64::from(before.local_minus_utc()))).map(|utc| utc.and_utc())
}

/// When someone in a zone can be told what happens now: at once, or when the quiet hours are over.
#[must_use]
pub fn after_quiet(now: DateTime<Utc>, quiet: Quiet, zone: &str) -> DateTime<Utc> {
    let Ok(zone) = zone.parse::<Tz>() else { return now };
    let local = now.with_timezone(&zone).naive_local();
    let midnight = local.date().and_time(NaiveTime::MIN);
    let minute = local.signed_duration_since(midnight).num_minutes();
    let (from, to) = (i64::from(quiet.from), i64::from(quiet.to));
    let is_late = minute >= from && (from > to || minute < to);
    let is_early = from > to && minute < to;
    if !is_late && !is_early {
        return now;
    }
    // Quiet hours that begin before midnight and are not over yet end on the next day.
    let days = i64::from(is_late && from > to);
    let end = midnight.checked_add_signed(TimeDelta::days(days) + TimeDelta::minutes(to));
    end.and_then(|end| utc(end, zone)).map_or(now, |end| end.max(now))
}

/// The zone of a name, or the problem of a calendar that names it.
pub(crate) fn zone(name: &str) -> Result<Tz, Problem> {
    name.parse().map_err(|_| {
        let shown: String = name.chars().take(80).collect();
        Problem::error(Code::UnknownZone, "/zone").with("given", shown)
    })
}

/// A span in milliseconds, kept between nothing and ten years.
fn millis(span: Minutes) -> i64 {
    span.0.clamp(0, LONGEST.0) * MINUTE
}

fn at(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
