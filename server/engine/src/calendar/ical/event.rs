//! One event of an iCal file: its whole days.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use model::{Code, Problem};

use super::{Window, at, lines::Line};

/// The most days of one event.
const LONGEST: u64 = 366;

/// An event as it was read.
#[derive(Debug, Default)]
pub struct Event {
    /// The line at which it begins.
    pub line: u32,
    /// Its title.
    pub title: String,
    /// What is said about it.
    pub about: String,
    /// `CANCELLED`, or anything else.
    pub status: String,
    /// Apple's own mark of holidays and moved working days.
    pub mark: String,
    start: Option<Stamp>,
    end: Option<Stamp>,
    duration: Option<(u32, String)>,
    repeats: Option<(u32, String)>,
    without: Vec<NaiveDate>,
}

/// A date or a time as it was written.
#[derive(Debug)]
struct Stamp {
    line: u32,
    given: String,
    date: Option<NaiveDate>,
    /// Whether a time of day other than local midnight is said.
    is_timed: bool,
}

impl Event {
    /// An event that begins at a line.
    pub fn at(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// Takes a line of the event in.
    pub fn read(&mut self, line: &Line) {
        match line.name.as_str() {
            "SUMMARY" => self.title = line.words(),
            "DESCRIPTION" => self.about = line.words(),
            "STATUS" => line.value.trim().clone_into(&mut self.status),
            "X-APPLE-SPECIAL-DAY" => line.value.trim().clone_into(&mut self.mark),
            "DTSTART" => self.start = Some(Stamp::of(line)),
            "DTEND" => self.end = Some(Stamp::of(line)),
            "DURATION" => self.duration = Some((line.number, line.value.trim().to_owned())),
            "RRULE" => self.repeats = Some((line.number, line.value.trim().to_owned())),
            // Another list of dates would be a second rule; like a second RRULE it is refused, not passed over.
            "RDATE" => self.repeats = Some((line.number, "RDATE".to_owned())),
            "EXDATE" => self.without.extend(line.value.split(',').filter_map(date_of)),
            _ => {}
        }
    }

    /// Its dates within a window, each once.
    pub fn dates(&self, window: Window) -> Result<Vec<NaiveDate>, Problem> {
        if self.status.eq_ignore_ascii_case("CANCELLED") {
            return Ok(Vec::new());
        }
        let (first, length) = self.first()?;
        let mut dates = BTreeSet::new();
        for begins in self.beginnings(first, window)? {
            let each = (0..length).filter_map(|day| begins.checked_add_days(Days::new(day)));
            dates.extend(each.filter(|date| window.holds(*date)));
        }
        Ok(dates.into_iter().collect())
    }

    /// Its first day, and how many days it lasts.
    fn first(&self) -> Result<(NaiveDate, u64), Problem> {
        let Some(start) = &self.start else {
            return Err(Problem::warning(Code::BadEventDate, at(self.line))
                .with("line", self.line)
                .with("given", "DTSTART"));
        };
        let first = start.day()?;
        let days = match (&self.end, &self.duration) {
            (Some(end), _) => {
                // The end is the day after; some programs write the last day itself.
                let days = end.day()?.signed_duration_since(first).num_days();
                if days < 0 {
                    return Err(Problem::warning(Code::EventBackwards, at(end.line)).with("line", end.line));
                }
                days.unsigned_abs().max(1)
            }
            (None, Some((line, given))) => days_of(given).ok_or_else(|| bad_date(*line, given))?,
            (None, None) => 1,
        };
        if start.is_timed || self.end.as_ref().is_some_and(|end| end.is_timed) {
            let problem = Problem::hint(Code::EventTimed, at(start.line)).with("line", start.line);
            return Err(problem.with("title", self.shown()));
        }
        if days > LONGEST {
            let problem = Problem::warning(Code::EventTooLong, at(start.line)).with("line", start.line);
            return Err(problem.with("most", LONGEST));
        }
        Ok((first, days))
    }

    /// The first day of each time it happens.
    fn beginnings(&self, first: NaiveDate, window: Window) -> Result<Vec<NaiveDate>, Problem> {
        let Some((line, rule)) = &self.repeats else { return Ok(vec![first]) };
        let yearly = Yearly::read(rule, first).ok_or_else(|| {
            Problem::warning(Code::EventRepeats, at(*line)).with("line", line).with("title", self.shown())
        })?;
        let mut beginnings = yearly.from(first, window.to);
        beginnings.retain(|date| !self.without.contains(date));
        Ok(beginnings)
    }

    fn shown(&self) -> String {
        self.title.chars().take(80).collect()
    }
}

impl Stamp {
    fn of(line: &Line) -> Self {
        let given = line.value.trim();
        let (date, time) = given.split_once(['T', 't']).unwrap_or((given, ""));
        let is_date = line.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
        // Midnight without a zone of its own is what some programs write for a whole day.
        let is_timed = !is_date && !time.is_empty() && time != "000000";
        Self { line: line.number, given: given.to_owned(), date: date_of(date), is_timed }
    }

    fn day(&self) -> Result<NaiveDate, Problem> {
        self.date.ok_or_else(|| bad_date(self.line, &self.given))
    }
}

fn bad_date(line: u32, given: &str) -> Problem {
    let shown: String = given.chars().take(40).collect();
    Problem::warning(Code::BadEventDate, at(line)).with("line", line).with("given", shown)
}

/// The date of eight digits, with a time behind it or not.
fn date_of(text: &str) -> Option<NaiveDate> {
    let digits = text.trim().split(['T', 't']).next()?;
    let is_plain = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { NaiveDate::parse_from_str(digits, "%Y%m%d").ok() } else { None }
}

/// The whole days of a duration such as `P1D` or `P2W`.
fn days_of(text: &str) -> Option<u64> {
    let count = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
    let (count, unit) = count.split_at_checked(count.len().checked_sub(1)?)?;
    let count: u64 = count.parse().ok().filter(|count| (1..=1_000).contains(count))?;
    match unit {
        "D" => Some(count),
        "W" => Some(count * 7),
        _ => None,
    }
}

/// Once every so many years, on the same date.
struct Yearly {
    every: i32,
    count: Option<usize>,
    until: Option<NaiveDate>,
}

impl Yearly {
    /// Reads a rule; nothing where it asks for anything else than the date of the first time, year by year.
    fn read(rule: &str, first: NaiveDate) -> Option<Self> {
        let mut yearly = Self { every: 1, count: None, until: None };
        let mut is_yearly = false;
        for part in rule.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => is_yearly = value.eq_ignore_ascii_case("YEARLY"),
                "INTERVAL" => yearly.every = value.parse().ok().filter(|every| (1..=100).contains(every))?,
                "COUNT" => yearly.count = Some(value.parse().ok()?),
                "UNTIL" => yearly.until = Some(date_of(value)?),
                "BYMONTH" if value.parse() == Ok(first.month()) => {}
                "BYMONTHDAY" if value.parse() == Ok(first.day()) => {}
                "WKST" => {}
                _ => return None,
            }
        }
        is_yearly.then_some(yearly)
    }

    /// Its dates up to a last one. The 29th of February happens in leap years only.
    fn from(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let last = self.until.map_or(last, |until| until.min(last));
        let step = usize::try_from(self.every).unwrap_or(1);
        (first.year()..=last.year())
            .step_by(step)
            .filter_map(|year| first.with_year(year))
            .take(self.count.unwrap_or(usize::MAX))
            .filter(|date| *date <= last)
            .collect()
    }
}
