#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes its updates with hashes")]

use std::fmt::Write;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::json;

use super::*;

/// Days as people name them, `mon-fri 9:00-12:00 13:00-18:00`, and dates, `2026-10-01 National Day` (a holiday) or
/// `2026-10-10 9:00-18:00`; one group per line after the zone. `22:00-30:00` ends at six in the morning.
fn calendar(script: &str) -> WorkCalendar {
    WorkCalendar::compile(&written(script)).unwrap()
}

fn written(script: &str) -> Calendar {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let minutes = |text: &str| {
        let (hour, minute) = text.split_once(':').unwrap();
        hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap()
    };
    let mut lines = script.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut drawn = Calendar { format: 1, zone: lines.next().unwrap().to_owned(), ..Calendar::default() };
    for line in lines {
        let (head, rest) = line.split_once(' ').unwrap();
        let periods: Vec<Period> = rest
            .split_whitespace()
            .filter_map(|word| word.split_once('-'))
            .map(|(from, to)| Period { from: minutes(from), to: minutes(to) })
            .collect();
        if let Ok(date) = head.parse() {
            let name = if periods.is_empty() { Text::one(model::Lang::En, rest) } else { Text::default() };
            drawn.days.push(model::calendar::Day { date, periods, name });
        } else {
            let (first, last) = head.split_once('-').unwrap_or((head, head));
            let index = |name: &str| NAMES.iter().position(|n| *n == name).unwrap();
            for day in &mut drawn.week[index(first)..=index(last)] {
                day.clone_from(&periods);
            }
        }
    }
    drawn
}

const OFFICE: &str = "Asia/Shanghai
    mon-fri 9:00-12:00 13:00-18:00";
const CHINA_IN_OCTOBER: &str = "Asia/Shanghai
    mon-fri 9:00-12:00 13:00-18:00
    2026-10-01 National Day
    2026-10-02 National Day
    2026-10-05 National Day
    2026-10-06 National Day
    2026-10-07 National Day
    2026-10-10 9:00-12:00 13:00-18:00
    2026-10-12 9:00-12:00";
const NEW_YORK_NIGHTS: &str = "America/New_York
    mon-sun 0:00-3:00 22:00-24:00";
const LORD_HOWE: &str = "Australia/Lord_Howe
    mon-sun 1:15-1:45 2:00-2:15 8:00-16:00";
const GUARDS: &str = "Asia/Shanghai
    mon-fri 22:00-30:00
    2026-10-01 National Day
    2026-10-10 8:00-12:00 22:00-30:00";
const KATHMANDU: &str = "Asia/Kathmandu
    sun-sun 10:00-17:00
    mon-fri 10:00-17:00";
const NEW_YORK_SHIFTS: &str = "America/New_York
    mon-sun 9:00-12:00 21:30-27:15";
const ALL: [&str; 8] =
    [OFFICE, CHINA_IN_OCTOBER, NEW_YORK_NIGHTS, LORD_HOWE, KATHMANDU, NEVER, GUARDS, NEW_YORK_SHIFTS];
const NEVER: &str = "Europe/Berlin
    2026-10-01 Never";

fn utc(calendar: &WorkCalendar, local: &str) -> DateTime<Utc> {
    instant(&local.replace(' ', "T"), calendar.zone()).unwrap()
}

fn local(calendar: &WorkCalendar, at: DateTime<Utc>) -> String {
    at.with_timezone(&calendar.zone).format("%a %m-%d %H:%M").to_string()
}

fn check(script: &str, from: &str, minutes: i64, expected: &Expect) {
    let calendar = calendar(script);
    let span = Span { minutes: Minutes(minutes), counted: Counted::Working };
    let (due, trace) = calendar.due(&"office".into(), utc(&calendar, from), span);
    assert_eq!(due, calendar.add(utc(&calendar, from), span.minutes));
    let mut shown = String::new();
    for segment in &trace.segments {
        let is = match &segment.is {
            Stretch::Working => "work".to_owned(),
            Stretch::Closed => "closed".to_owned(),
            Stretch::Holiday { name } => name.in_lang(model::Lang::En).to_owned(),
            Stretch::Paused => "paused".to_owned(),
        };
        writeln!(shown, "{} - {} {is}", local(&calendar, segment.from), local(&calendar, segment.to)).unwrap();
    }
    if trace.folded > 0 {
        writeln!(shown, "({} folded)", trace.folded).unwrap();
    }
    writeln!(shown, "due {}", local(&calendar, due)).unwrap();
    expected.assert_eq(&shown);
}

#[test]
fn an_hour_from_late_friday_is_due_on_monday_morning() {
    // U4: a deadline counts business hours, not the wall clock.
    check(
        "America/New_York
         mon-fri 9:00-17:00",
        "2026-11-20 16:30",
        60,
        &expect![[r"
            Fri 11-20 16:30 - Fri 11-20 17:00 work
            Fri 11-20 17:00 - Mon 11-23 09:00 closed
            Mon 11-23 09:00 - Mon 11-23 09:30 work
            due Mon 11-23 09:30
        "]],
    );
}

#[test]
fn the_lunch_hour_does_not_count() {
    check(
        OFFICE,
        "2026-11-23 11:30",
        60,
        &expect![[r"
            Mon 11-23 11:30 - Mon 11-23 12:00 work
            Mon 11-23 12:00 - Mon 11-23 13:00 closed
            Mon 11-23 13:00 - Mon 11-23 13:30 work
            due Mon 11-23 13:30
        "]],
    );
}

#[test]
fn a_holiday_is_named_and_a_moved_saturday_and_a_half_day_count() {
    check(
        CHINA_IN_OCTOBER,
        "2026-09-30 17:00",
        60 * (1 + 8 + 8 + 8 + 3 + 1),
        &expect![[r"
            Wed 09-30 17:00 - Wed 09-30 18:00 work
            Wed 09-30 18:00 - Thu 10-01 00:00 closed
            Thu 10-01 00:00 - Sat 10-03 00:00 National Day
            Sat 10-03 00:00 - Mon 10-05 00:00 closed
            Mon 10-05 00:00 - Thu 10-08 00:00 National Day
            Thu 10-08 00:00 - Thu 10-08 09:00 closed
            Thu 10-08 09:00 - Thu 10-08 12:00 work
            Thu 10-08 12:00 - Thu 10-08 13:00 closed
            Thu 10-08 13:00 - Thu 10-08 18:00 work
            Thu 10-08 18:00 - Fri 10-09 09:00 closed
            Fri 10-09 09:00 - Fri 10-09 12:00 work
            Fri 10-09 12:00 - Fri 10-09 13:00 closed
            Fri 10-09 13:00 - Fri 10-09 18:00 work
            Fri 10-09 18:00 - Sat 10-10 09:00 closed
            Sat 10-10 09:00 - Sat 10-10 12:00 work
            Sat 10-10 12:00 - Sat 10-10 13:00 closed
            Sat 10-10 13:00 - Sat 10-10 18:00 work
            Sat 10-10 18:00 - Mon 10-12 09:00 closed
            Mon 10-12 09:00 - Mon 10-12 12:00 work
            Mon 10-12 12:00 - Tue 10-13 09:00 closed
            Tue 10-13 09:00 - Tue 10-13 10:00 work
            due Tue 10-13 10:00
        "]],
    );
}

#[test]
fn a_night_shift_over_midnight_is_one_stretch_and_both_switches_are_right() {
    // U13: in autumn the hour from 01:00 comes twice and counts twice; in spring the hour from 02:00 never comes.
    check(
        NEW_YORK_NIGHTS,
        "2026-10-31 21:00",
        6 * 60,
        &expect![[r"
            Sat 10-31 21:00 - Sat 10-31 22:00 closed
            Sat 10-31 22:00 - Sun 11-01 03:00 work
            due Sun 11-01 03:00
        "]],
    );
    check(
        NEW_YORK_NIGHTS,
        "2027-03-13 22:00",
        4 * 60,
        &expect![[r"
            Sat 03-13 22:00 - Sun 03-14 03:00 work
            due Sun 03-14 03:00
        "]],
    );
}

#[test]
fn a_night_shift_belongs_to_the_day_it_begins_on() {
    // A holiday takes away the shift that would begin on it; the one of its eve is worked to its end.
    check(
        GUARDS,
        "2026-09-30 23:00",
        8 * 60,
        &expect![[r#"
        Wed 09-30 23:00 - Thu 10-01 06:00 work
        Thu 10-01 06:00 - Fri 10-02 00:00 National Day
        Fri 10-02 00:00 - Fri 10-02 22:00 closed
        Fri 10-02 22:00 - Fri 10-02 23:00 work
        due Fri 10-02 23:00
    "#]],
    );
    // A working Saturday: its own morning, and its night into the Sunday.
    check(
        GUARDS,
        "2026-10-10 05:00",
        12 * 60,
        &expect![[r#"
        Sat 10-10 05:00 - Sat 10-10 06:00 work
        Sat 10-10 06:00 - Sat 10-10 08:00 closed
        Sat 10-10 08:00 - Sat 10-10 12:00 work
        Sat 10-10 12:00 - Sat 10-10 22:00 closed
        Sat 10-10 22:00 - Sun 10-11 05:00 work
        due Sun 10-11 05:00
    "#]],
    );
}

#[test]
fn a_span_that_ends_with_a_period_is_due_there_and_not_the_next_morning() {
    check(
        OFFICE,
        "2026-11-23 13:00",
        5 * 60,
        &expect![[r"
            Mon 11-23 13:00 - Mon 11-23 18:00 work
            due Mon 11-23 18:00
        "]],
    );
}

#[test]
fn a_ticket_filed_in_any_gap_counts_from_the_next_opening() {
    // U11: tickets created outside hours got no time at all.
    let office = calendar(OFFICE);
    for gap in ["2026-11-21 10:00", "2026-11-22 23:59", "2026-11-23 00:00", "2026-11-23 08:59", "2026-11-23 09:00"] {
        assert_eq!(local(&office, office.add(utc(&office, gap), Minutes(30))), "Mon 11-23 09:30", "{gap}");
    }
    for gap in ["2026-11-23 12:00", "2026-11-23 12:30", "2026-11-23 13:00"] {
        assert_eq!(local(&office, office.add(utc(&office, gap), Minutes(30))), "Mon 11-23 13:30", "{gap}");
    }
}

#[test]
fn a_long_reckoning_is_folded_in_the_middle() {
    let office = calendar(OFFICE);
    let span = Span { minutes: Minutes::hours(400), counted: Counted::Working };
    let (_, trace) = office.due(&"office".into(), utc(&office, "2026-01-05 09:00"), span);
    assert_eq!((trace.segments.len(), trace.folded), (24, 175));
    assert!(trace.segments.first().unwrap().from == trace.from && trace.segments.last().unwrap().to == trace.due);
}

#[test]
fn a_calendar_without_work_and_a_boundless_span_still_have_an_end() {
    let (never, office) = (calendar(NEVER), calendar(OFFICE));
    let from = utc(&never, "2026-11-23 09:00");
    let most = from + TimeDelta::minutes(LONGEST.0);
    assert_eq!(never.add(from, Minutes(1)), most);
    assert_eq!(office.add(from, Minutes(i64::MAX)), most);
    assert_eq!(office.add(from, Minutes(i64::MIN)), from);
    assert_eq!(
        wall("UTC", DateTime::<Utc>::MAX_UTC, Span { minutes: Minutes(i64::MAX), counted: Counted::Wall }).0,
        DateTime::<Utc>::MAX_UTC
    );
    let _ = office.due(
        &"office".into(),
        DateTime::<Utc>::MAX_UTC,
        Span { minutes: Minutes(60), counted: Counted::Working },
    );
    let _ = office.due(
        &"office".into(),
        DateTime::<Utc>::MIN_UTC,
        Span { minutes: Minutes(60), counted: Counted::Working },
    );
}

#[test]
fn wall_time_counts_every_minute() {
    let office = calendar(OFFICE);
    let from = utc(&office, "2026-11-21 10:00");
    let (due, trace) = office.due(&"office".into(), from, Span { minutes: Minutes::hours(48), counted: Counted::Wall });
    assert_eq!(local(&office, due), "Mon 11-23 10:00");
    assert_eq!((trace.calendar, trace.segments.len(), trace.zone.as_str()), (None, 1, "Asia/Shanghai"));
}

#[test]
fn instants_are_read_as_people_write_them() {
    let read = |text: &str, zone: &str| instant(text, zone).map(|at| at.to_rfc3339());
    assert_eq!(read("2026-11-22", "Asia/Shanghai").unwrap(), "2026-11-21T16:00:00+00:00");
    assert_eq!(read("2026-11-22T10:30", "UTC").unwrap(), "2026-11-22T10:30:00+00:00");
    assert_eq!(read("2026-11-22T10:30:00+08:00", "UTC").unwrap(), "2026-11-22T02:30:00+00:00");
    // The hour that never comes, and the one that comes twice.
    assert_eq!(read("2027-03-14T02:30", "America/New_York").unwrap(), "2027-03-14T07:30:00+00:00");
    assert_eq!(read("2026-11-01T01:30", "America/New_York").unwrap(), "2026-11-01T05:30:00+00:00");
    assert_eq!((read("tomorrow", "UTC"), read("2026-11-22", "Atlantis/Capital")), (None, None));
}

#[test]
fn a_wrong_calendar_is_refused_with_every_reason() {
    let drawn: Calendar = serde_json::from_value(json!({
        "format": 1, "zone": "Mars/Olympus",
        "week": [[{"from": 540, "to": 1080}, {"from": 600, "to": 660}], [], [], [], [], [], [{"from": 60, "to": 30}]],
        "days": [{"date": "2026-10-01"}, {"date": "2026-10-01"}]
    }))
    .unwrap();
    let mut found: Vec<String> = WorkCalendar::compile(&drawn)
        .unwrap_err()
        .iter()
        .map(|problem| format!("{} {}", problem.path, problem.code))
        .collect();
    found.sort();
    assert_eq!(
        found,
        ["/days/2026-10-01 duplicate_day", "/week/0 bad_periods", "/week/6 bad_periods", "/zone unknown_zone"]
    );
}

/// Whether a minute is working time, straight from the drawing: it lies in a period of its own wall day, or in what a
/// period of the day before has left over midnight.
pub(crate) fn oracle(drawn: &Calendar, minute: DateTime<Utc>) -> bool {
    use chrono::{Datelike, Timelike};
    let zone: Tz = drawn.zone.parse().unwrap();
    let local = minute.with_timezone(&zone);
    let begins_on = |date: NaiveDate| match drawn.days.iter().find(|day| day.date == date) {
        Some(day) => &day.periods,
        None => &drawn.week[date.weekday().num_days_from_monday() as usize],
    };
    let now = u16::try_from(local.hour() * 60 + local.minute()).unwrap();
    let lies = |periods: &[Period], at: u16| periods.iter().any(|period| period.from <= at && at < period.to);
    let today = local.date_naive();
    lies(begins_on(today), now) || lies(begins_on(today.pred_opt().unwrap()), now + 1_440)
}

/// Days on which clocks are switched somewhere, or holidays begin.
const ANCHORS: [&str; 8] = [
    "2026-11-01T06:00:00Z", // New York falls back
    "2027-03-14T07:00:00Z", // New York springs forward
    "2026-04-04T15:00:00Z", // Lord Howe falls back by half an hour
    "2026-10-03T15:30:00Z", // Lord Howe springs forward by half an hour
    "2026-10-01T00:00:00Z", // Golden Week
    "2026-10-10T00:00:00Z", // its working Saturday
    "2026-12-31T18:15:00Z", // midnight in Kathmandu
    "2026-10-25T01:00:00Z", // Berlin falls back
];

fn moments() -> impl Strategy<Value = (usize, DateTime<Utc>, i64)> {
    (0..ALL.len(), 0..ANCHORS.len(), -2_000_i64..2_000, 0_i64..4_000).prop_map(|(calendar, anchor, shift, length)| {
        let anchor: DateTime<Utc> = ANCHORS[anchor].parse().unwrap();
        (calendar, anchor + TimeDelta::minutes(shift), length)
    })
}

/// Any calendar: gaps at both ends of a day or none, night shifts, days off, half days, moved days.
pub(crate) fn drawn() -> impl Strategy<Value = Calendar> {
    let zones = ["America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "Asia/Kathmandu", "America/Sao_Paulo"];
    let day = || {
        (proptest::collection::btree_set(0_u16..=1440, 0..6), 0_u16..2_000).prop_map(|(marks, night)| {
            let marks: Vec<u16> = marks.into_iter().collect();
            let mut day: Vec<_> = marks.chunks_exact(2).map(|pair| Period { from: pair[0], to: pair[1] }).collect();
            // Some of the last periods go on into the next day; more than the check lets through is merged.
            if let Some(last) = day.last_mut().filter(|last| night > 1_440 && night - last.from <= 1_440) {
                last.to = night;
            }
            day
        })
    };
    let special = (0_i64..500, day()).prop_map(|(shift, periods)| {
        let date = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + TimeDelta::days(shift);
        Day { date, periods, name: Text::default() }
    });
    let specials = proptest::collection::vec(special, 0..12);
    (0..zones.len(), proptest::collection::vec(day(), 7), specials).prop_map(move |(zone, week, mut days)| {
        days.sort_by_key(|day| day.date);
        days.dedup_by_key(|day| day.date);
        let mut week: [Vec<Period>; 7] = week.try_into().unwrap();
        for at in 0..7 {
            let opens = week[(at + 1) % 7].iter().map(|period| period.from).min().unwrap_or(1_440);
            if let Some(last) = week[at].last_mut().filter(|last| last.to > 1_440) {
                last.to = last.to.min(1_440 + opens);
            }
        }
        Calendar { format: 1, zone: zones[zone].to_owned(), week, days }
    })
}

/// Pauses in order, the last one open or not: minutes of rest and of going on by turns.
fn pauses() -> impl Strategy<Value = (Vec<(i64, i64)>, bool)> {
    (proptest::collection::vec((0_i64..900, 1_i64..900), 0..5), any::<bool>())
}

fn paused(from: DateTime<Utc>, turns: &[(i64, i64)], stays: bool) -> Vec<Pause> {
    let mut now = from;
    let mut pauses = Vec::new();
    for (gap, length) in turns {
        let begins = now + TimeDelta::minutes(*gap);
        now = begins + TimeDelta::minutes(*length);
        pauses.push(Pause { from: begins, to: Some(now) });
    }
    if stays && let Some(last) = pauses.last_mut() {
        last.to = None;
    }
    pauses
}

/// Holds a reckoning against its minutes, one by one.
fn agrees(drawn: &Calendar, from: DateTime<Utc>, length: i64, pauses: &[Pause]) -> Result<(), TestCaseError> {
    let calendar = WorkCalendar::compile(drawn).unwrap();
    let rests = |minute: DateTime<Utc>| pauses.iter().any(|p| p.from <= minute && p.to.is_none_or(|end| minute < end));
    let counts = |minute: &DateTime<Utc>| oracle(drawn, *minute) && !rests(*minute);
    let minutes = || (0..length).map(|minute| from + TimeDelta::minutes(minute));
    let to = from + TimeDelta::minutes(length);
    let sum = |count: usize| TimeDelta::minutes(i64::try_from(count).unwrap());
    let worked = sum(minutes().filter(|minute| oracle(drawn, *minute)).count());
    let used = sum(minutes().filter(counts).count());
    prop_assert_eq!(calendar.working_minutes(from, to), worked);
    prop_assert_eq!(calendar.used(from, to, pauses), used);
    prop_assert_eq!(calendar.is_working(from), oracle(drawn, from));
    let Some(last) = minutes().rfind(counts) else { return Ok(()) };
    let end = last + TimeDelta::minutes(1);
    let span = Span { minutes: Minutes(used.num_minutes()), counted: Counted::Working };
    prop_assert_eq!(calendar.add_around(from, span.minutes, pauses), end);
    if pauses.is_empty() {
        prop_assert_eq!(calendar.add(from, span.minutes), end);
    }
    let (due, trace) = calendar.due_around(&"c".into(), from, span, pauses);
    prop_assert_eq!(due, end);
    prop_assert_eq!((trace.segments[0].from, trace.segments[trace.segments.len() - 1].to), (from, due));
    if trace.folded == 0 {
        prop_assert!(trace.segments.windows(2).all(|pair| pair[0].to == pair[1].from && pair[0].is != pair[1].is));
    }
    for segment in &trace.segments {
        let (is_working, is_paused) = (segment.is == Stretch::Working, segment.is == Stretch::Paused);
        let inside = (0..(segment.to - segment.from).num_minutes()).map(|m| segment.from + TimeDelta::minutes(m));
        for minute in inside {
            prop_assert_eq!(oracle(drawn, minute), is_working || is_paused, "{} {:?}", minute, segment.is);
            prop_assert_eq!(counts(&minute), is_working, "{} {:?}", minute, segment.is);
        }
    }
    Ok(())
}

#[test]
fn the_next_working_day_is_the_same_time_after_the_weekend_and_the_holidays() {
    let day = |calendar: &str, from: &str| {
        let from: DateTime<Utc> = from.parse().unwrap();
        self::calendar(calendar).next_day(from).to_rfc3339()
    };
    // A Friday at half past ten in Shanghai.
    assert_eq!(day(OFFICE, "2026-11-20T02:30:00Z"), "2026-11-23T02:30:00+00:00");
    assert_eq!(day(CHINA_IN_OCTOBER, "2026-09-30T02:30:00Z"), "2026-10-08T02:30:00+00:00");
    assert_eq!(day(NEVER, "2026-09-30T02:30:00Z"), "2026-10-01T02:30:00+00:00");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn counting_by_stretches_is_counting_by_minutes(
        (calendar, from, length) in moments(),
        (turns, stays) in pauses(),
    ) {
        agrees(&written(ALL[calendar]), from, length, &[])?;
        agrees(&written(ALL[calendar]), from, length, &paused(from, &turns, stays))?;
    }

    #[test]
    fn any_calendar_counts_as_its_minutes_do(
        drawn in drawn(),
        (_, from, length) in moments(),
        (turns, stays) in pauses(),
    ) {
        agrees(&drawn, from, length.min(2_000), &[])?;
        agrees(&drawn, from, length, &paused(from, &turns, stays))?;
    }

    #[test]
    fn working_time_is_exact_to_the_millisecond(drawn in drawn(), (_, from, length) in moments(), cut in 0_i64..60_000) {
        let calendar = WorkCalendar::compile(&drawn).unwrap();
        let to = from + TimeDelta::minutes(length);
        let middle = (from + TimeDelta::milliseconds(length * cut)).max(from);
        let parts = calendar.working_minutes(from, middle) + calendar.working_minutes(middle, to);
        prop_assert_eq!(parts, calendar.working_minutes(from, to));
    }
}
