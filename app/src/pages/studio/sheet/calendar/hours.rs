//! Times of day, and the week as a picture.

use leptos::prelude::*;
use model::calendar::{Calendar, Period};
use ui::{i18n::t, t, use_lang};

use super::super::Sheet;

/// The end of a day, in minutes.
pub const MIDNIGHT: u16 = Period::MIDNIGHT;

/// A time of day as `09:00`; the end of the day is `24:00`, and a time of the next day is as its own day says it.
#[must_use]
pub fn clock(minute: u16) -> String {
    let minute = if minute > MIDNIGHT { minute - MIDNIGHT } else { minute };
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The minute of a time of day as people type it: `9`, `9:30`, `0930`, `9：30`. At the end of a period midnight is the
/// end of the day.
#[must_use]
pub fn minute(text: &str, is_end: bool) -> Option<u16> {
    let text = text.trim();
    let (hours, minutes) = match text.split_once([':', '：', '.']) {
        Some(parts) => parts,
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text, "0"),
    };
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    if minutes > 59 {
        return None;
    }
    let minute = hours.checked_mul(60)?.checked_add(minutes)?;
    match minute {
        0 if is_end => Some(MIDNIGHT),
        minute => (minute <= MIDNIGHT).then_some(minute),
    }
}

/// A period from one time of day to another; one that would run backwards is a night shift and ends on the next day.
#[must_use]
pub const fn between(from: u16, to: u16) -> Period {
    let to = if to > MIDNIGHT { to - MIDNIGHT } else { to };
    Period { from, to: if to > from { to } else { to + MIDNIGHT } }
}

/// The periods of a day as one line: `09:00–12:00, 13:00–18:00`.
#[must_use]
pub fn line(periods: &[Period]) -> String {
    let each = periods.iter().map(|period| format!("{}–{}", clock(period.from), clock(period.to)));
    each.collect::<Vec<_>>().join(", ")
}

/// The whole minutes that periods add up to.
#[must_use]
pub fn total(periods: &[Period]) -> u32 {
    periods.iter().map(|period| u32::from(period.to.saturating_sub(period.from))).sum()
}

/// What the night shifts of the day before leave on a day of the week.
fn last_nights(week: &[Vec<Period>], day: usize) -> Vec<Period> {
    let eve = week.get((day + 6) % 7).map_or(&[][..], Vec::as_slice);
    eve.iter().filter_map(|period| period.spill()).collect()
}

/// The week as seven bars of 24 hours.
#[component]
pub fn Picture(sheet: Sheet<Calendar>) -> impl IntoView {
    let lang = use_lang();
    let week = sheet.part(|calendar| calendar.week.to_vec());
    let sum = move || {
        let minutes: u32 = week.with(|week| week.iter().map(|day| total(day)).sum());
        let length =
            chrono::TimeDelta::minutes(i64::from(minutes % 60)) + chrono::TimeDelta::hours(i64::from(minutes / 60));
        let (hours, left) = (length.num_hours(), length.num_minutes() % 60);
        let key = if left == 0 { "time.hours" } else { "time.hours_minutes" };
        ui::i18n::tf(lang.get(), key, &[("n", &hours), ("h", &hours), ("m", &left)])
    };
    let days = move || {
        let lang = lang.get();
        let days = week.get();
        days.iter()
            .enumerate()
            .map(|(day, periods)| {
                let nights = last_nights(&days, day);
                let bars = nights
                    .iter()
                    .copied()
                    .chain(periods.iter().map(|period| period.own()))
                    .map(|period| {
                        let share = |minute: u16| f64::from(minute) / f64::from(MIDNIGHT) * 100.0;
                        let (from, width) = (share(period.from), share(period.to.saturating_sub(period.from)));
                        view! { <i style=format!("left: {from:.2}%; width: {width:.2}%")></i> }
                    })
                    .collect_view();
                let name = t(lang, &format!("part.day.{day}"));
                let hours = if periods.is_empty() { t(lang, "studio.free").to_owned() } else { line(periods) };
                let title = hours.clone();
                view! {
                    <li title=title>
                        <span>{name}</span>
                        <span class="bar" aria-hidden="true">
                            {bars}
                        </span>
                        <span class="unseen">{hours}</span>
                    </li>
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <figure class="week-picture">
            <ul>{days}</ul>
            <div class="week-scale" aria-hidden="true">
                <span>"0"</span>
                <span>"6"</span>
                <span>"12"</span>
                <span>"18"</span>
                <span>"24"</span>
            </div>
            <figcaption class="meta">{t!("studio.week_sum")} " " {sum}</figcaption>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_as_it_is_written() {
        assert_eq!(minute("09:30", false), Some(570));
        assert_eq!(minute("00:00", false), Some(0));
        assert_eq!(minute("00:00", true), Some(MIDNIGHT));
        assert_eq!(minute("24:30", false), None);
        assert_eq!(minute("", false), None);
        assert_eq!(minute("9", false), Some(540));
        assert_eq!(minute("0930", false), Some(570));
        assert_eq!(minute("9：30", false), Some(570));
        assert_eq!(minute("9:75", false), None);
        assert_eq!(minute("24:00", true), Some(MIDNIGHT));
        assert_eq!(clock(570), "09:30");
        assert_eq!((clock(MIDNIGHT), clock(1_800)), ("24:00".to_owned(), "06:00".to_owned()));
    }

    #[test]
    fn a_shift_that_ends_before_it_begins_ends_on_the_next_day() {
        assert_eq!(between(540, 1_080), Period { from: 540, to: 1_080 });
        assert_eq!(between(1_320, 360), Period { from: 1_320, to: 1_800 });
        // Its ends are written one after the other, in any order.
        assert_eq!(between(300, between(540, 360).to), Period { from: 300, to: 360 });
        assert_eq!(between(1_320, MIDNIGHT), Period { from: 1_320, to: MIDNIGHT });
        let week: [Vec<Period>; 7] =
            std::array::from_fn(|day| if day == 6 { vec![between(1_320, 360)] } else { vec![] });
        assert_eq!((last_nights(&week, 0), last_nights(&week, 6)), (vec![Period { from: 0, to: 360 }], vec![]));
    }
}
