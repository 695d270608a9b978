//! Schedules as people say them: daily at nine, on weekdays, on the first of the month; and as a line of cron, for
//! whatever else there is. What is read and written again is the same.

use model::{rule::Every, span::Minutes};

/// A schedule in the words of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// After so many minutes.
    Minutes(i64),
    /// Every day at a time.
    Daily {
        /// Minutes after midnight.
        at: u16,
    },
    /// From Monday to Friday at a time.
    Weekdays {
        /// Minutes after midnight.
        at: u16,
    },
    /// On one day of the week.
    Weekly {
        /// 1 is Monday, 7 is Sunday.
        day: u8,
        /// Minutes after midnight.
        at: u16,
    },
    /// On one day of the month.
    Monthly {
        /// From 1.
        day: u8,
        /// Minutes after midnight.
        at: u16,
    },
    /// A line of cron.
    Cron(String),
}

impl Pattern {
    /// The names of all patterns.
    pub const NAMES: [&'static str; 6] = ["daily", "weekdays", "weekly", "monthly", "minutes", "cron"];

    /// The stable name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Minutes(_) => "minutes",
            Self::Daily { .. } => "daily",
            Self::Weekdays { .. } => "weekdays",
            Self::Weekly { .. } => "weekly",
            Self::Monthly { .. } => "monthly",
            Self::Cron(_) => "cron",
        }
    }

    /// The pattern of a schedule.
    #[must_use]
    pub fn read(every: &Every) -> Self {
        let line = match every {
            Every::Minutes(minutes) => return Self::Minutes(minutes.0),
            Every::Cron(line) => line,
        };
        let other = || Self::Cron(line.clone());
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [minute, hour, day, "*", weekday] = parts[..] else { return other() };
        let number = |text: &str, most: u16| text.parse::<u16>().ok().filter(|number| *number <= most);
        let (Some(minute), Some(hour)) = (number(minute, 59), number(hour, 23)) else { return other() };
        let at = hour * 60 + minute;
        let small = |number: u16| u8::try_from(number).unwrap_or(1);
        match (day, weekday) {
            ("*", "*") => Self::Daily { at },
            ("*", "1-5") => Self::Weekdays { at },
            ("*", weekday) => match number(weekday, 7) {
                Some(0) => Self::Weekly { day: 7, at },
                Some(day) => Self::Weekly { day: small(day), at },
                None => other(),
            },
            (day, "*") => match number(day, 31) {
                Some(day) if day > 0 => Self::Monthly { day: small(day), at },
                _ => other(),
            },
            _ => other(),
        }
    }

    /// The schedule of a pattern.
    #[must_use]
    pub fn write(&self) -> Every {
        let line = |at: &u16, rest: String| Every::Cron(format!("{} {} {rest}", at % 60, at / 60));
        match self {
            Self::Minutes(minutes) => Every::Minutes(Minutes(*minutes)),
            Self::Daily { at } => line(at, "* * *".to_owned()),
            Self::Weekdays { at } => line(at, "* * 1-5".to_owned()),
            Self::Weekly { day, at } => line(at, format!("* * {day}")),
            Self::Monthly { day, at } => line(at, format!("{day} * *")),
            Self::Cron(line) => Every::Cron(line.clone()),
        }
    }

    /// The same time in another pattern.
    #[must_use]
    pub fn turned(&self, name: &str) -> Self {
        let at = self.at().unwrap_or(9 * 60);
        match name {
            "minutes" => Self::Minutes(60),
            "daily" => Self::Daily { at },
            "weekdays" => Self::Weekdays { at },
            "weekly" => Self::Weekly { day: 1, at },
            "monthly" => Self::Monthly { day: 1, at },
            _ => match self.write() {
                Every::Cron(line) => Self::Cron(line),
                Every::Minutes(_) => Self::Cron("0 9 * * *".to_owned()),
            },
        }
    }

    /// The time of day, in minutes after midnight, where there is one.
    #[must_use]
    pub const fn at(&self) -> Option<u16> {
        match self {
            Self::Daily { at } | Self::Weekdays { at } | Self::Weekly { at, .. } | Self::Monthly { at, .. } => {
                Some(*at)
            }
            Self::Minutes(_) | Self::Cron(_) => None,
        }
    }

    /// At another time of day.
    #[must_use]
    pub fn at_time(mut self, new: u16) -> Self {
        match &mut self {
            Self::Daily { at } | Self::Weekdays { at } | Self::Weekly { at, .. } | Self::Monthly { at, .. } => {
                *at = new;
            }
            Self::Minutes(_) | Self::Cron(_) => {}
        }
        self
    }

    /// On another day.
    #[must_use]
    pub fn on_day(mut self, new: u8) -> Self {
        if let Self::Weekly { day, .. } | Self::Monthly { day, .. } = &mut self {
            *day = new;
        }
        self
    }
}

/// A time of day as `09:30`.
#[must_use]
pub fn clock(at: u16) -> String {
    format!("{:02}:{:02}", at / 60 % 24, at % 60)
}

/// The minutes after midnight of `09:30`.
#[must_use]
pub fn minutes(clock: &str) -> Option<u16> {
    let (hour, minute) = clock.split_once(':')?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.get(..2)?.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_cron_is_read_as_people_say_it_and_written_the_same() {
        let read = |line: &str| Pattern::read(&Every::Cron(line.to_owned()));
        assert_eq!(read("30 2 * * *"), Pattern::Daily { at: 150 });
        assert_eq!(read("0 9 * * 1-5"), Pattern::Weekdays { at: 540 });
        assert_eq!(read("5 18 * * 7"), Pattern::Weekly { day: 7, at: 1_085 });
        assert_eq!(read("0 0 1 * *"), Pattern::Monthly { day: 1, at: 0 });
        for odd in ["*/5 * * * *", "0 9 1 1 *", "0 9 * * MON", "0 25 * * *", "0 9 0 * *", "x"] {
            assert_eq!(read(odd), Pattern::Cron(odd.to_owned()));
        }
        for line in ["30 2 * * *", "0 9 * * 1-5", "5 18 * * 7", "0 0 31 * *", "*/5 * * * *"] {
            assert_eq!(read(line).write(), Every::Cron(line.to_owned()));
        }
        assert_eq!(Pattern::read(&Every::Minutes(Minutes(90))).write(), Every::Minutes(Minutes(90)));
    }

    #[test]
    fn another_pattern_keeps_the_time_of_day() {
        let daily = Pattern::Daily { at: 150 };
        assert_eq!(daily.turned("weekly"), Pattern::Weekly { day: 1, at: 150 });
        assert_eq!(daily.turned("cron"), Pattern::Cron("30 2 * * *".to_owned()));
        assert_eq!((clock(150).as_str(), minutes("02:30"), minutes("24:00")), ("02:30", Some(150), None));
    }
}
