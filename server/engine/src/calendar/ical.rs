//! Reads the whole days of an iCal file (RFC 5545): holidays, and working days moved to a weekend.
//!
//! Its own reader, because the problems name the line of the file, and because nothing in a foreign file may recurse,
//! grow without bound or stop the rest from being read.

mod event;
mod guess;
mod lines;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use model::{
    Code, Problem, Problems, Text,
    ical::{IcalDay, IcalFile},
};

use event::Event;
use guess::Guess;

/// The largest file, in bytes.
pub const LARGEST: usize = 2 * 1024 * 1024;
/// The most events of a file.
const MOST_EVENTS: usize = 5_000;
/// The most days that come of a file: ten years, each of them special.
const MOST_DAYS: usize = 3_660;
/// The most problems that are named one by one.
const MOST_PROBLEMS: usize = 50;
/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 200;
/// For how many years ahead an event that repeats is taken.
const YEARS_AHEAD: i32 = 10;

/// Reads a file as of a day. Days before the last year are left out. A file that cannot be read at all gives errors
/// and no day; an event that cannot be read is a warning, and the others are there.
#[must_use]
pub fn read(text: &str, today: NaiveDate) -> IcalFile {
    match collect(text, today) {
        Ok((days, problems, unnamed)) => IcalFile { days, problems: capped(problems, unnamed) },
        Err(problem) => IcalFile { days: Vec::new(), problems: vec![problem] },
    }
}

/// The place of a line.
fn at(line: u32) -> String {
    format!("/{line}")
}

/// The days, what could not be read, and how much more of that there is than is kept.
fn collect(text: &str, today: NaiveDate) -> Result<(Vec<IcalDay>, Problems, usize), Problem> {
    if text.len() > LARGEST {
        return Err(Problem::error(Code::BodyTooLarge, "").with("most", "2 MB"));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let odd = |c: char| c == '\u{fffd}' || c == '\0';
    if let Some((number, _)) = (1..).zip(text.lines()).find(|(_, line)| line.contains(odd)) {
        return Err(Problem::error(Code::BadEncoding, at(number)).with("line", number));
    }
    let mut problems = Problems::new();
    let (events, unnamed) = events(text, &mut problems)?;
    let window = Window::around(today);
    let guess = Guess::of(&events);
    let mut days: BTreeMap<NaiveDate, IcalDay> = BTreeMap::new();
    for event in &events {
        let dates = match event.dates(window) {
            Ok(dates) => dates,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let (means, name) = (guess.means(event), named(event));
        for date in dates {
            let day = IcalDay { date, name: name.clone(), means, line: event.line };
            add(&mut days, day);
            if days.len() > MOST_DAYS {
                return Err(Problem::error(Code::TooMany, at(event.line)).with("most", MOST_DAYS));
            }
        }
    }
    problems.sort_by_key(|problem| problem.path.trim_start_matches('/').parse::<u32>().unwrap_or(0));
    Ok((days.into_values().collect(), problems, unnamed))
}

/// The events of a file, in its order, and how many odd lines were not named any more.
fn events(text: &str, problems: &mut Problems) -> Result<(Vec<Event>, usize), Problem> {
    let mut events: Vec<Event> = Vec::new();
    // The event that is being read, and how many parts of it, such as an alarm, have begun and not ended.
    let mut open: Option<(Event, u32)> = None;
    let mut is_calendar = false;
    let (mut begun, mut odd) = (0, 0);
    for line in lines::unfolded(text) {
        let Some(line) = line.parts() else {
            odd += usize::from(open.is_some());
            if open.is_some() && odd <= MOST_PROBLEMS {
                problems.push(Problem::warning(Code::BadIcalLine, at(line.number)).with("line", line.number));
            }
            continue;
        };
        let is = |name: &str, value: &str| line.name == name && line.value.trim().eq_ignore_ascii_case(value);
        if is("BEGIN", "VCALENDAR") {
            is_calendar = true;
        } else if !is_calendar {
            break;
        } else if is("BEGIN", "VEVENT") {
            begun += 1;
            if begun > MOST_EVENTS {
                return Err(Problem::error(Code::TooMany, at(line.number)).with("most", MOST_EVENTS));
            }
            if let Some((lost, _)) = open.replace((Event::at(line.number), 0)) {
                problems.push(Problem::warning(Code::EventUnfinished, at(lost.line)).with("line", lost.line));
            }
        } else if is("END", "VEVENT") {
            if let Some((event, _)) = open.take() {
                events.push(event);
            }
        } else if let Some((event, depth)) = &mut open {
            match line.name.as_str() {
                "BEGIN" => *depth = depth.saturating_add(1),
                "END" => *depth = depth.saturating_sub(1),
                _ if *depth == 0 => event.read(&line),
                _ => {}
            }
        }
    }
    if !is_calendar {
        return Err(Problem::error(Code::NotIcal, ""));
    }
    if let Some((lost, _)) = open {
        problems.push(Problem::warning(Code::EventUnfinished, at(lost.line)).with("line", lost.line));
    }
    Ok((events, odd.saturating_sub(MOST_PROBLEMS)))
}

/// From the first day of last year to the end of the last year ahead.
#[derive(Clone, Copy, Debug)]
struct Window {
    from: NaiveDate,
    to: NaiveDate,
}

impl Window {
    fn around(today: NaiveDate) -> Self {
        let day = |year: i32, month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
        Self { from: day(today.year() - 1, 1, 1), to: day(today.year() + YEARS_AHEAD, 12, 31) }
    }

    fn holds(self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.to
    }
}

/// Adds a day. Of two events on one date the one that changes more says what it is; two of a kind share it.
fn add(days: &mut BTreeMap<NaiveDate, IcalDay>, day: IcalDay) {
    match days.get_mut(&day.date) {
        None => {
            days.insert(day.date, day);
        }
        Some(known) if day.means > known.means => *known = day,
        Some(known) if day.means == known.means => {
            for (lang, name) in day.name.iter() {
                let before = known.name.written(lang).unwrap_or_default();
                if before.is_empty() {
                    known.name.write(lang, name);
                } else if !before.split(" / ").any(|part| part == name) {
                    let both: String = format!("{before} / {name}").chars().take(LONGEST_NAME).collect();
                    known.name.write(lang, both);
                }
            }
        }
        Some(_) => {}
    }
}

fn named(event: &Event) -> Text {
    let name: String = event.title.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let name = name.trim();
    if name.is_empty() { Text::default() } else { Text::one(guess::lang(name), name) }
}

/// The first problems, and how many more there are.
fn capped(mut problems: Problems, unnamed: usize) -> Problems {
    let more = problems.len().saturating_sub(MOST_PROBLEMS) + unnamed;
    if more > 0 {
        problems.truncate(MOST_PROBLEMS);
        problems.push(Problem::hint(Code::MoreProblems, "").with("count", more));
    }
    problems
}
