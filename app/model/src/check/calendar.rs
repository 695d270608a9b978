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
        if period.to > 1_440 {
            let given = format!("{:02}:{:02}", period.to / 60, period.to % 60);
            problems.push(Problem::error(Code::BadTime, path).with("given", given));
        }
    }
    let mut sorted = periods.to_vec();
    sorted.sort_by_key(|period| period.from);
    let overlap = sorted.iter().zip(sorted.iter().skip(1)).any(|(one, next)| one.to > next.from);
    if overlap || sorted.iter().any(|period| period.from >= period.to) {
        problems.push(Problem::error(Code::BadPeriods, path));
    }
}
