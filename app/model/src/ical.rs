//! Days read from an iCal file, on their way into a calendar: what each would mean there, and what taking it changes.
//! The browser shows it before it is done, and does it with the same functions as the server.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use wire::Decode;

use crate::{
    Problems, Text,
    calendar::{Calendar, Day, Period},
};

/// What an iCal file holds of whole days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IcalFile {
    /// Its days, each once, by date.
    pub days: Vec<IcalDay>,
    /// What could not be read; the path is the line of the file, as in `/17`.
    pub problems: Problems,
}

/// A day of an iCal file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IcalDay {
    /// Which day.
    pub date: NaiveDate,
    /// What the file calls it.
    pub name: Text,
    /// What it would mean in a calendar: guessed from its words, for a person to correct.
    pub means: Means,
    /// The line of the file at which its event begins.
    pub line: u32,
}

/// What a day of an iCal file means in a calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Nothing: a feast on which people work as usual.
    #[default]
    Nothing,
    /// Nobody works.
    Free,
    /// People work, whatever weekday it is (调休).
    Working,
}

/// What taking a day over changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Brings {
    /// The calendar does not list the day yet.
    New,
    /// The calendar lists it with other hours or another name.
    Change,
    /// The calendar says the same already.
    Same,
    /// It is left out.
    Nothing,
}

impl IcalDay {
    /// The day as the calendar would list it; `working` are the hours of a working day.
    #[must_use]
    fn listed(&self, before: Option<&Day>, working: &[Period]) -> Option<Day> {
        let periods = match self.means {
            Means::Nothing => return None,
            Means::Free => Vec::new(),
            // Whoever drew hours for such a day already knows better.
            Means::Working => match before {
                Some(before) if !before.periods.is_empty() => before.periods.clone(),
                _ => working.to_vec(),
            },
        };
        // What was written in another language stays.
        let mut name = before.map(|before| before.name.clone()).unwrap_or_default();
        for (lang, text) in self.name.iter() {
            name.write(lang, text);
        }
        Some(Day { date: self.date, periods, name })
    }

    /// What taking it over would change.
    #[must_use]
    pub fn brings(&self, calendar: &Calendar, working: &[Period]) -> Brings {
        let before = calendar.days.iter().find(|day| day.date == self.date);
        match (self.listed(before, working), before) {
            (None, _) => Brings::Nothing,
            (Some(_), None) => Brings::New,
            (Some(after), Some(before)) if after == *before => Brings::Same,
            (Some(_), Some(_)) => Brings::Change,
        }
    }
}

/// Takes days over into a calendar, whose days are by date afterwards. Days that the file does not name stay.
pub fn take(calendar: &mut Calendar, days: &[IcalDay], working: &[Period]) {
    for day in days {
        let place = calendar.days.iter().position(|listed| listed.date == day.date);
        let before = place.and_then(|place| calendar.days.get(place));
        match (day.listed(before, working), place.and_then(|place| calendar.days.get_mut(place))) {
            (Some(after), Some(before)) => *before = after,
            (Some(after), None) => calendar.days.push(after),
            (None, _) => {}
        }
    }
    calendar.days.sort_by_key(|day| day.date);
}

/// The hours of a working day where nobody says which: those of the first weekday that has any.
#[must_use]
pub fn usual(calendar: &Calendar) -> Vec<Period> {
    calendar.week.iter().find(|day| !day.is_empty()).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn day(date: &str, means: Means, name: &str) -> IcalDay {
        IcalDay { date: date.parse().unwrap(), name: Text::one(Lang::ZhCn, name), means, line: 1 }
    }

    #[test]
    fn taking_a_file_twice_changes_nothing_and_what_it_does_not_name_stays() {
        let hours = vec![Period { from: 540, to: 1_080 }];
        let mut calendar = Calendar { format: 1, zone: "Asia/Shanghai".to_owned(), ..Calendar::default() };
        calendar.week[0].clone_from(&hours);
        let mine = Day { date: "2026-12-24".parse().unwrap(), periods: vec![], name: Text::one(Lang::En, "Party") };
        let half = Day {
            date: "2026-10-10".parse().unwrap(),
            periods: vec![Period { from: 540, to: 720 }],
            name: Text::one(Lang::En, "Moved"),
        };
        calendar.days = vec![mine.clone(), half];
        let days = [
            day("2026-10-01", Means::Free, "国庆节"),
            day("2026-10-10", Means::Working, "国庆节（班）"),
            day("2026-10-11", Means::Working, "国庆节（班）"),
            day("2026-10-20", Means::Nothing, "重阳节"),
        ];
        let working = usual(&calendar);
        let would: Vec<Brings> = days.iter().map(|day| day.brings(&calendar, &working)).collect();
        assert_eq!(would, [Brings::New, Brings::Change, Brings::New, Brings::Nothing]);
        take(&mut calendar, &days, &working);
        let listed: Vec<String> = calendar.days.iter().map(|day| day.date.to_string()).collect();
        assert_eq!(listed, ["2026-10-01", "2026-10-10", "2026-10-11", "2026-12-24"]);
        // The half day that was drawn keeps its hours and its other name.
        assert_eq!(calendar.days[1].periods, [Period { from: 540, to: 720 }]);
        assert_eq!(calendar.days[1].name, Text::both("国庆节（班）", "Moved"));
        assert_eq!((&calendar.days[2].periods, &calendar.days[3]), (&hours, &mine));
        let again: Vec<Brings> = days.iter().map(|day| day.brings(&calendar, &working)).collect();
        assert_eq!(again, [Brings::Same, Brings::Same, Brings::Same, Brings::Nothing]);
    }
}
