//! When a rule that looks at tickets by itself does so: planned times, reckoned from planned time to planned time, so
//! that nothing drifts; and what becomes of those that were missed.

use std::{collections::VecDeque, str::FromStr};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use croner::{
    Cron,
    parser::{CronParser, Seconds, Year},
};
use model::{
    Code, Problem,
    rule::{Every, Missed, Schedule},
};

/// How late a time may be found and still count as in time.
const GRACE: TimeDelta = TimeDelta::minutes(5);
/// The most missed times that are made up for.
const MOST_MISSED: usize = 100;
/// The most planned times that are counted through to find the last missed ones.
const MOST_COUNTED: usize = 100_000;

/// The times of a schedule.
#[derive(Clone, Debug)]
pub struct Times {
    every: Planned,
    zone: Tz,
}

#[derive(Clone, Debug)]
enum Planned {
    Minutes(TimeDelta),
    Cron(Box<Cron>),
}

/// What comes of a planned time when it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Whether tickets are looked at for it.
    pub looks: bool,
    /// The next planned time; none when there is none any more.
    pub next: Option<DateTime<Utc>>,
}

impl Times {
    /// Reads a schedule. `zone` counts where it names none.
    ///
    /// # Errors
    /// The zone is unknown, or the line of cron cannot be read or never comes.
    pub fn compile(schedule: &Schedule, zone: &str) -> Result<Self, Problem> {
        let name = if schedule.zone.is_empty() { zone } else { &schedule.zone };
        let zone = Tz::from_str(name)
            .map_err(|_| Problem::error(Code::UnknownZone, "/when/zone").with("given", shortened(name)))?;
        let every = match &schedule.every {
            Every::Minutes(minutes) => Planned::Minutes(
                TimeDelta::try_minutes(minutes.0.max(1)).ok_or_else(|| Problem::error(Code::BadSpan, "/when/every"))?,
            ),
            Every::Cron(line) => {
                let bad = || Problem::error(Code::BadCron, "/when/every").with("given", shortened(line));
                let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
                // Only the classic five parts: no nicknames, no seconds.
                if line.split_whitespace().count() != 5 {
                    return Err(bad());
                }
                Planned::Cron(Box::new(parser.parse(line.trim()).map_err(|_| bad())?))
            }
        };
        let times = Self { every, zone };
        let begin = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        if times.next(begin).is_none() {
            return Err(Problem::error(Code::BadCron, "/when/every"));
        }
        Ok(times)
    }

    /// The planned time after another one.
    #[must_use]
    pub fn next(&self, planned: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match &self.every {
            Planned::Minutes(minutes) => planned.checked_add_signed(*minutes),
            Planned::Cron(cron) => {
                let found = cron.find_next_occurrence(&planned.with_timezone(&self.zone), false).ok()?.to_utc();
                // A time that never comes later would be found for ever.
                (found > planned).then_some(found)
            }
        }
    }

    /// The first planned time after now, reckoned from another one.
    #[must_use]
    pub fn first_after(&self, planned: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match &self.every {
            Planned::Minutes(minutes) => {
                let passed = (now - planned).num_milliseconds().max(0);
                let length = minutes.num_milliseconds().max(1);
                let count = passed.checked_div(length)?.checked_add(1)?;
                planned.checked_add_signed(TimeDelta::try_milliseconds(count.checked_mul(length)?)?)
            }
            Planned::Cron(_) => self.next(planned.max(now)),
        }
    }

    /// The next planned times from now, of a rule that begins now.
    #[must_use]
    pub fn upcoming(&self, now: DateTime<Utc>, most: usize) -> Vec<DateTime<Utc>> {
        std::iter::successors(self.next(now), |before| self.next(*before)).take(most).collect()
    }
}

/// What comes of a planned time that is found now.
#[must_use]
pub fn tick(missed: Missed, times: &Times, planned: DateTime<Utc>, now: DateTime<Utc>) -> Tick {
    let is_late = now - planned > GRACE;
    match missed {
        Missed::Skip if is_late => Tick { looks: false, next: times.first_after(planned, now) },
        Missed::Once | Missed::Skip => Tick { looks: true, next: times.first_after(planned, now) },
        Missed::All => {
            let mut last = VecDeque::new();
            let mut count = 0_usize;
            let mut at = Some(planned);
            while let Some(one) = at.filter(|one| *one <= now) {
                count += 1;
                if count > MOST_COUNTED {
                    return Tick { looks: true, next: times.first_after(planned, now) };
                }
                last.push_back(one);
                if last.len() > MOST_MISSED {
                    last.pop_front();
                }
                at = times.next(one);
            }
            match last.front() {
                // The oldest are let go.
                Some(first) if *first > planned => Tick { looks: false, next: Some(*first) },
                _ => Tick { looks: true, next: times.next(planned) },
            }
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}
