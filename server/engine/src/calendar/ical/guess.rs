//! What an event means in a working calendar, guessed from its words. Chinese calendars mark each day: 休 is free, 班 is
//! a working day moved to a weekend, and a feast without a mark is worked through.

use model::{Lang, ical::Means};

use super::event::Event;

/// Words of days on which people work although it is a weekend.
const WORKING: [&str; 8] =
    ["班", "工作日", "working day", "workday", "work day", "make-up", "makeup day", "compensatory"];
/// Words of days on which nobody works.
const FREE: [&str; 9] = ["休", "放假", "假期", "假日", "holiday", "day off", "closed", "bank", "vacation"];
/// Words of feasts that are no days off.
const FEASTS: [&str; 4] = ["observance", "纪念日", "not a public", "working holiday"];

/// How the events of a file are read.
pub struct Guess {
    /// Whether the file marks each of its days, so that a day without a mark is a feast.
    marks: bool,
}

impl Guess {
    /// Looks at all events first: one that marks some of its days marks them all.
    pub fn of(events: &[Event]) -> Self {
        let marks =
            |event: &Event| !event.mark.is_empty() || event.title.contains('休') || mentions(&event.title, &WORKING);
        Self { marks: events.iter().any(marks) }
    }

    /// What an event means.
    pub fn means(&self, event: &Event) -> Means {
        match event.mark.to_ascii_uppercase().as_str() {
            "ALTERNATE-WORKDAY" => return Means::Working,
            "WORK-HOLIDAY" => return Means::Free,
            _ => {}
        }
        if mentions(&event.about, &FEASTS) || mentions(&event.title, &FEASTS) {
            Means::Nothing
        } else if mentions(&event.title, &WORKING) {
            Means::Working
        } else if mentions(&event.title, &FREE) || !self.marks {
            Means::Free
        } else {
            Means::Nothing
        }
    }
}

fn mentions(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// The language of a name: Chinese where it has a Han character.
pub fn lang(name: &str) -> Lang {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    if name.contains(is_han) { Lang::ZhCn } else { Lang::En }
}
