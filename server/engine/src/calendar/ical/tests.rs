#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes its updates with hashes")]

use std::fmt::Write;

use expect_test::{Expect, expect};
use model::Lang;

use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
}

/// A file with these lines in it, and line ends as RFC 5545 wants them.
fn file(lines: &str) -> String {
    let lines: Vec<&str> = lines.lines().map(|line| line.strip_prefix("        ").unwrap_or(line)).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}\r\nEND:VCALENDAR\r\n", lines.join("\r\n"))
}

fn check(text: &str, expected: &Expect) {
    let found = read(text, today());
    let mut shown = String::new();
    for day in &found.days {
        let name = day.name.iter().map(|(lang, name)| format!("{name} [{lang}]")).collect::<Vec<_>>().join(" ");
        writeln!(shown, "{} {:?} {name} (line {})", day.date, day.means, day.line).unwrap();
    }
    for problem in &found.problems {
        let facts: Vec<String> = problem.facts.iter().map(|(name, value)| format!("{name}={value}")).collect();
        writeln!(shown, "{:?} {} {}", problem.severity, problem.code, facts.join(" ")).unwrap();
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_chinese_calendar_tells_days_off_from_working_weekends_and_feasts() {
    check(
        &file(
            "BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261001
        DTEND;VALUE=DATE:20261004
        SUMMARY:国庆节（休）
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261010
        SUMMARY;LANGUAGE=zh_CN:国庆节（班）
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261018
        SUMMARY:重阳节
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261003
        SUMMARY:中秋节（休）
        END:VEVENT",
        ),
        &expect![[r#"
            2026-10-01 Free 国庆节（休） [zh-CN] (line 3)
            2026-10-02 Free 国庆节（休） [zh-CN] (line 3)
            2026-10-03 Free 国庆节（休） / 中秋节（休） [zh-CN] (line 3)
            2026-10-10 Working 国庆节（班） [zh-CN] (line 8)
            2026-10-18 Nothing 重阳节 [zh-CN] (line 12)
        "#]],
    );
}

#[test]
fn apples_own_marks_speak_before_the_words() {
    check(
        &file(
            "BEGIN:VEVENT
        DTSTART;VALUE=DATE:20270214
        SUMMARY:Spring Festival
        X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20270206
        DURATION:P2D
        SUMMARY:Spring Festival
        X-APPLE-SPECIAL-DAY:WORK-HOLIDAY
        END:VEVENT",
        ),
        &expect![[r#"
            2027-02-06 Free Spring Festival [en] (line 8)
            2027-02-07 Free Spring Festival [en] (line 8)
            2027-02-14 Working Spring Festival [en] (line 3)
        "#]],
    );
}

#[test]
fn a_calendar_without_marks_lists_days_off_and_its_observances_are_left_out() {
    check(
        &file(
            "BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261126
        DTEND;VALUE=DATE:20261127
        DESCRIPTION:Public holiday
        SUMMARY:Thanksgiving\\, a day for
         \x20family
        BEGIN:VALARM
        DESCRIPTION:Reminder
        SUMMARY:Alarm
        END:VALARM
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261031
        DESCRIPTION:Observance\\nTo hide observances\\, go to Settings
        SUMMARY:Halloween
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261224
        STATUS:CANCELLED
        SUMMARY:Nobody comes
        END:VEVENT"
                .replace("\\x20", " ")
                .as_str(),
        ),
        &expect![[r#"
            2026-10-31 Nothing Halloween [en] (line 14)
            2026-11-26 Free Thanksgiving, a day for family [en] (line 3)
        "#]],
    );
}

#[test]
fn what_repeats_each_year_is_taken_for_ten_years_and_other_rules_are_refused_in_words() {
    check(
        &file(
            "BEGIN:VEVENT
        DTSTART;VALUE=DATE:20200229
        RRULE:FREQ=YEARLY
        SUMMARY:Leap day
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20241225
        RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;COUNT=4
        EXDATE;VALUE=DATE:20261225
        SUMMARY:Christmas
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20251127
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH
        SUMMARY:Thanksgiving
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20260101
        RRULE:FREQ=DAILY
        SUMMARY:Every day
        END:VEVENT",
        ),
        &expect![[r#"
            2025-12-25 Free Christmas [en] (line 8)
            2027-12-25 Free Christmas [en] (line 8)
            2028-02-29 Free Leap day [en] (line 3)
            2032-02-29 Free Leap day [en] (line 3)
            2036-02-29 Free Leap day [en] (line 3)
            Warning event_repeats line=16 title=Thanksgiving
            Warning event_repeats line=21 title=Every day
        "#]],
    );
}

#[test]
fn what_cannot_be_read_is_named_by_its_line_and_the_rest_is_there() {
    check(
        &file(
            "BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261301
        SUMMARY:No such month
        END:VEVENT
        BEGIN:VEVENT
        SUMMARY:When?
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261010
        DTEND;VALUE=DATE:20261001
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;TZID=\"A:B;C\":20261010T090000
        SUMMARY:A meeting
        END:VEVENT
        BEGIN:VEVENT
        DTSTART:20261012T000000
        DTEND:20261013T000000
        SUMMARY:As Outlook writes a whole day
        this is no line
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20200101
        DTEND;VALUE=DATE:20300101
        END:VEVENT
        BEGIN:VEVENT
        SUMMARY:Lost
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20260105
        SUMMARY:Found
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20260106",
        ),
        &expect![[r#"
            2026-01-05 Free Found [en] (line 30)
            2026-10-12 Free As Outlook writes a whole day [en] (line 18)
            Warning bad_event_date given=20261301 line=4
            Warning bad_event_date given=DTSTART line=7
            Warning event_backwards line=12
            Hint event_timed line=15 title=A meeting
            Warning bad_ical_line line=22
            Warning event_too_long line=25 most=366
            Warning event_unfinished line=28
            Warning event_unfinished line=34
        "#]],
    );
}

#[test]
fn a_file_of_another_kind_or_in_another_encoding_is_refused() {
    check(
        "",
        &expect![[r#"
        Error not_ical 
    "#]],
    );
    check(
        "{\"deskloom\": \"package\"}",
        &expect![[r#"
        Error not_ical 
    "#]],
    );
    check(
        "BEGIN:VCARD\nFN:Ann\nEND:VCARD",
        &expect![[r#"
        Error not_ical 
    "#]],
    );
    // Characters of GBK, as a browser reads them.
    check(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\u{fffd}\u{fffd}\u{fffd}\n",
        &expect![[r#"
        Error bad_encoding line=3
    "#]],
    );
    assert_eq!(read("\u{feff}BEGIN:VCALENDAR\nEND:VCALENDAR", today()), IcalFile::default());
}

#[test]
fn a_hostile_file_ends_in_one_clear_problem() {
    let codes = |text: &str| {
        read(text, today()).problems.iter().map(|problem| problem.code.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(codes(&"x".repeat(10 * 1024 * 1024)), "body_too_large");
    let many = "BEGIN:VEVENT\nEND:VEVENT\n".repeat(60_000);
    assert_eq!(codes(&file(&many)), "too_many");
    assert_eq!(codes(&file(&"BEGIN:VEVENT\n".repeat(100_000))), "too_many");
    // Deep nesting, endless folding and endless repetition cost nothing.
    assert_eq!(codes(&file(&format!("BEGIN:VEVENT\n{}", "BEGIN:VALARM\n".repeat(100_000)))), "event_unfinished");
    let folded = format!("BEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:a\n{}END:VEVENT", " b\n".repeat(500_000));
    let found = read(&file(&folded), today());
    assert_eq!((found.days.len(), found.days[0].name.in_lang(Lang::En).len()), (1, LONGEST_NAME));
    let years = "BEGIN:VEVENT\nDTSTART:00010101\nRRULE:FREQ=YEARLY;COUNT=99999999999\nEND:VEVENT\n".repeat(4_000);
    assert_eq!(read(&file(&years), today()).days.len(), 12);
    let each = |day: u32| {
        let date = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::TimeDelta::days(i64::from(day));
        format!("BEGIN:VEVENT\nDTSTART:{}\nDURATION:P1D\nEND:VEVENT\n", date.format("%Y%m%d"))
    };
    assert_eq!(codes(&file(&(0..4_000).map(each).collect::<String>())), "too_many");
    let odd = format!("BEGIN:VEVENT\n{}END:VEVENT", "?\n".repeat(300_000));
    let found = read(&file(&odd), today());
    assert_eq!((found.problems.len(), found.problems[MOST_PROBLEMS].code), (MOST_PROBLEMS + 1, Code::MoreProblems));
}

proptest::proptest! {
    #[test]
    fn no_file_makes_it_stumble(lines in proptest::collection::vec(
        "(BEGIN:VEVENT|END:VEVENT|BEGIN:VALARM|END:VCALENDAR|DTSTART(;VALUE=DATE)?:[0-9]{0,9}(T000000)?|DTEND:20[0-9]{6}|DURATION:P[0-9]{1,4}[DWX]|RRULE:FREQ=YEARLY(;[A-Z]{1,8}=[0-9A-Z]{0,5})?|EXDATE:[0-9]{8}|SUMMARY:.{0,9}| .{0,5}|.{0,9})", 0..40)) {
        let found = read(&file(&lines.join("\n")), today());
        let window = Window::around(today());
        proptest::prop_assert!(found.days.iter().all(|day| window.holds(day.date)));
        proptest::prop_assert!(found.days.windows(2).all(|pair| pair[0].date < pair[1].date));
    }
}
