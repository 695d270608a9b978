//! Dates and times as they are written (RFC 3339, ISO 8601), read and said without chrono's reader of patterns, which
//! would travel to every browser.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};

/// The instant of an RFC 3339 text, such as `2026-11-26T09:12:00Z`.
#[must_use]
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc())
}

/// The day of a text such as `2026-11-26`. Zeros in front may be missing.
#[must_use]
pub fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = year.len() == 4 && parts.next().is_none();
    if !is_whole {
        return None;
    }
    NaiveDate::from_ymd_opt(number(year, 4)?.try_into().ok()?, number(month, 2)?, number(day, 2)?)
}

/// The time of day of a text such as `09:12`, `09:12:30` or `09:12:30.5`.
#[must_use]
pub fn time_of_day(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("0"));
    if parts.next().is_some() {
        return None;
    }
    let (second, rest) = second.split_once('.').unwrap_or((second, "0"));
    let nanos = number(rest, 9)? * 10_u32.pow(9 - u32::try_from(rest.len()).ok()?);
    NaiveTime::from_hms_nano_opt(number(hour, 2)?, number(minute, 2)?, number(second, 2)?, nanos)
}

/// The instant as `2026-11-26 09:12`, in UTC.
#[must_use]
pub fn minute_text(at: DateTime<Utc>) -> String {
    let text = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    // The letter between day and time, and the seconds, are left out.
    match (text.split_once('T'), text.rfind(':')) {
        (Some((day, _)), Some(end)) => {
            format!("{day} {}", text.get(day.len() + 1..end).unwrap_or_default())
        }
        _ => text,
    }
}

/// The time of day as `09:12`.
#[must_use]
pub fn time_text(time: NaiveTime) -> String {
    // Its own text is `09:12:30`, with what is smaller than a second behind it.
    time.to_string().chars().take(5).collect()
}

/// At least one and at most so many digits, and nothing else.
fn number(text: &str, most: usize) -> Option<u32> {
    let is_number = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_read_as_chrono_reads_them() {
        for text in ["2026-11-26", "2026-1-5", "2024-02-29", "2026-02-29", "2026-13-01", "2026-00-10", "0001-01-01"] {
            assert_eq!(date(text), NaiveDate::parse_from_str(text, "%Y-%m-%d").ok(), "{text}");
        }
        for text in
            ["", "2026-11", "2026-11-26-1", "26-11-26", "2026-1１-26", "2026-+1-26", " 2026-11-26", "2026/11/26"]
        {
            assert_eq!(date(text), None, "{text}");
        }
        for text in ["00:00:00", "23:59:59", "9:05:00", "24:00:00", "12:60:00", "07:30:00.125", "07:30:00.000000001"] {
            assert_eq!(time_of_day(text), NaiveTime::parse_from_str(text, "%H:%M:%S%.f").ok(), "{text}");
        }
        for text in ["09:12", "9:1"] {
            assert_eq!(time_of_day(text), NaiveTime::parse_from_str(text, "%H:%M").ok(), "{text}");
        }
        for text in ["", "9", "09:12:30:00", "09:12:", "-1:00", "09:12:30.", "09:12:30.0000000001"] {
            assert_eq!(time_of_day(text), None, "{text}");
        }
    }

    #[test]
    fn instants_are_said_to_the_minute() {
        let at = instant("2026-11-26T09:12:59+08:00").unwrap();
        assert_eq!(minute_text(at), "2026-11-26 01:12");
        assert_eq!(instant("2026-11-26"), None);
        assert_eq!(time_text(time_of_day("7:05:30.5").unwrap()), "07:05");
    }
}
