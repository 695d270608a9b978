//! Calendars: periods that make sense, days listed once, some working time. Zones are known to the server only.

use std::collections::BTreeSet;

use super::words;
use crate::{
    Code, Problem, Problems,
    calendar::{Calendar, Period},
};

/// What is wrong with a calendar.
#[must_use]
pub fn calendar(calendar: &Calendar) -> Problems {
    let mut problems = Problems::new();
    for (index, day) in calendar.week.iter().enumerate() {
        periods(day, &format!("/week/{index}"), &mut problems);
    }
    nights(&calendar.week, &mut problems);
    let mut seen = BTreeSet::new();
    for day in &calendar.days {
        let path = format!("/days/{}", day.date);
        if !seen.insert(day.date) {
            problems.push(Problem::error(Code::DuplicateDay, path.as_str()).with("date", day.date));
        }
        periods(&day.periods, &path, &mut problems);
        words(&day.name, &format!("{path}/name"), &mut problems);
    }
    if calendar.week.iter().all(Vec::is_empty) && calendar.days.iter().all(|day| day.periods.is_empty()) {
        problems.push(Problem::error(Code::NoWorkingTime, "/week"));
    }
    problems
}

fn periods(periods: &[Period], path: &str, problems: &mut Problems) {
    for period in periods {
        let wrong = if period.from >= Period::MIDNIGHT { Some(period.from) } else { None };
        if let Some(minute) = wrong.or((period.to > 2 * Period::MIDNIGHT).then_some(period.to)) {
            let given = format!("{:02}:{:02}", minute / 60, minute % 60);
            problems.push(Problem::error(Code::BadTime, path).with("given", given));
        }
    }
    let mut sorted = periods.to_vec();
    sorted.sort_by_key(|period| period.from);
    let overlap = sorted.iter().zip(sorted.iter().skip(1)).any(|(one, next)| one.to > next.from);
    let lasts = |period: &Period| period.to.saturating_sub(period.from);
    let is_odd =
        |period: &Period| lasts(period) == 0 || (lasts(period) > Period::MIDNIGHT && period.to <= 2 * Period::MIDNIGHT);
    if overlap || sorted.iter().any(is_odd) {
        problems.push(Problem::error(Code::BadPeriods, path));
    }
}

/// A night shift must be over before the next day of the week begins to work.
fn nights(week: &[Vec<Period>; 7], problems: &mut Problems) {
    let next_days = week.iter().cycle().skip(1);
    for (index, (day, next)) in week.iter().zip(next_days).enumerate() {
        // A time that no day has is told by itself.
        let told = day.iter().filter(|period| period.to <= 2 * Period::MIDNIGHT);
        let until = told.filter_map(|period| period.spill()).map(|spill| spill.to).max();
        if until.is_some_and(|until| next.iter().any(|period| period.from < until)) {
            problems.push(Problem::error(Code::BadPeriods, format!("/week/{index}")));
        }
    }
}
