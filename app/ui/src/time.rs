//! Times as people read them. The present instant comes from the server and ticks on in the browser; the first view is
//! the same on both sides, in UTC, and turns into the reader's zone after mounting. chrono-tz stays out of the browser:
//! zones are `Intl`'s.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::i18n::{Lang, t, tf, use_lang};

/// How often the present instant moves on.
const TICK: Duration = Duration::from_secs(15);

/// The present and the zone of a part of the page.
#[derive(Clone, Copy, Debug)]
struct Present {
    now: RwSignal<DateTime<Utc>>,
    zone: Signal<Option<String>>,
}

/// Gives everything below the present instant, as the server saw it, and the zone in which times are shown (IANA;
/// `None` is the browser's own).
pub fn provide_time(now: DateTime<Utc>, zone: Signal<Option<String>>) {
    let present = RwSignal::new(now);
    provide_context(Present { now: present, zone });
    // The browser's clock is outside: an interval lets the present move on.
    Effect::new(move |_| {
        let since = js_sys::Date::now();
        let tick = move || {
            let passed = Duration::try_from_secs_f64((js_sys::Date::now() - since) / 1000.0).unwrap_or_default();
            // Nothing to do when the page is gone.
            let _gone = present.try_set(now + TimeDelta::from_std(passed).unwrap_or_default());
        };
        if let Ok(handle) = set_interval_with_handle(tick, TICK) {
            on_cleanup(move || handle.clear());
        }
    });
}

/// The present instant, moving on in the browser. Without [`provide_time`] it is the beginning of 1970.
#[must_use]
pub fn use_now() -> Signal<DateTime<Utc>> {
    use_context::<Present>().map_or_else(|| Signal::stored(DateTime::UNIX_EPOCH), |present| present.now.into())
}

/// The zone in which times are shown; `None` is the browser's own.
#[must_use]
pub fn use_zone() -> Signal<Option<String>> {
    use_context::<Present>().map_or_else(|| Signal::stored(None), |present| present.zone)
}

/// How much of an instant is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// `09:12`
    Time,
    /// `18 Nov`
    Day,
    /// `18 Nov, 09:12`
    #[default]
    DayTime,
    /// `Tue 09:12`
    WeekdayTime,
    /// With year and zone, for tooltips and traces.
    Full,
}

/// An instant, in the reader's zone after mounting.
#[component]
pub fn Moment(
    /// When.
    at: DateTime<Utc>,
    /// How much of it.
    #[prop(optional)]
    shows: Shows,
) -> impl IntoView {
    let said = local(at);
    view! {
        <time datetime=iso(at) title=move || said(Shows::Full)>
            {move || said(shows)}
        </time>
    }
}

/// An instant as its distance from now; the whole of it is the tooltip.
#[component]
pub fn RelativeTime(
    /// When.
    at: DateTime<Utc>,
) -> impl IntoView {
    let (now, lang, said) = (use_now(), use_lang(), local(at));
    view! {
        <time datetime=iso(at) title=move || said(Shows::Full)>
            {move || relative(lang.get(), at, now.get())}
        </time>
    }
}

/// An instant as a function of how much is shown: UTC first, the reader's zone after mounting.
pub(crate) fn local(at: DateTime<Utc>) -> impl Fn(Shows) -> String + Copy + Send + Sync + 'static {
    let (zone, lang, is_mounted) = (use_zone(), use_lang(), mounted());
    move |shows| {
        let here = if is_mounted.get() { in_zone(at, lang.get(), zone.get().as_deref(), shows) } else { None };
        here.unwrap_or_else(|| in_utc(at, shows))
    }
}

/// Turns true in the frame after the component was mounted, never on the server.
fn mounted() -> RwSignal<bool> {
    let is_mounted = RwSignal::new(false);
    // The next frame is outside; the component may be gone by then.
    Effect::new(move |_| {
        request_animation_frame(move || {
            let _gone = is_mounted.try_set(true);
        });
    });
    is_mounted
}

pub(crate) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn in_utc(at: DateTime<Utc>, shows: Shows) -> String {
    let mut text = wire::time::minute_text(at);
    match (shows, text.split_once(' ')) {
        (Shows::Time, Some((_, time))) => time.to_owned(),
        (Shows::Day, Some((day, _))) => day.to_owned(),
        (Shows::Full, _) => {
            text.push_str(" UTC");
            text
        }
        _ => text,
    }
}

/// The instant as `Intl` says it; nothing when the zone is unknown to the browser.
fn in_zone(at: DateTime<Utc>, lang: Lang, zone: Option<&str>, shows: Shows) -> Option<String> {
    let options = Object::new();
    let ask = |name: &str, value: &str| Reflect::set(&options, &name.into(), &value.into()).is_ok();
    let has_time = shows != Shows::Day;
    if shows == Shows::WeekdayTime {
        ask("weekday", "short");
    } else if shows != Shows::Time {
        ask("month", "short");
        ask("day", "numeric");
    }
    if has_time {
        ask("hour", "2-digit");
        ask("minute", "2-digit");
        ask("hourCycle", "h23");
    }
    if shows == Shows::Full {
        ask("year", "numeric");
        ask("timeZoneName", "short");
    }
    if let Some(zone) = zone.filter(|zone| !zone.is_empty()) {
        ask("timeZone", zone);
    }
    // British English puts the day before the month, as the mocks do.
    let tag = if lang == Lang::En { "en-GB" } else { lang.tag() };
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let maker: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let form = Reflect::construct(&maker, &Array::of2(&tag.into(), &options)).ok()?;
    let say: Function = Reflect::get(&form, &"format".into()).ok()?.dyn_into().ok()?;
    let millis = js_sys::Date::new(&iso(at).into());
    say.call1(&JsValue::UNDEFINED, &millis).ok()?.as_string()
}

/// The distance of an instant from now, in the largest unit that fits.
#[must_use]
pub fn relative(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (now - at).num_minutes();
    let say = |past: &str, future: &str, n: i64| tf(lang, if minutes > 0 { past } else { future }, &[("n", &n)]);
    match minutes.abs() {
        0 => t(lang, "time.now").to_owned(),
        n @ 1..60 => say("time.minutes_ago", "time.in_minutes", n),
        n @ 60..1_440 => say("time.hours_ago", "time.in_hours", n / 60),
        n if n < 43_200 || minutes < 0 => say("time.days_ago", "time.in_days", n / 1_440),
        n @ ..525_600 => say("time.months_ago", "time.months_ago", n / 43_200),
        n => say("time.years_ago", "time.years_ago", n / 525_600),
    }
}

/// A length of time in the two largest units that matter: `38 min`, `1 h 52 min`, `3 days 4 h`.
#[must_use]
pub fn span(lang: Lang, length: TimeDelta) -> String {
    let minutes = length.num_minutes().max(0);
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, 0) => t(lang, "time.less_than_minute").to_owned(),
        (0, 0, m) => tf(lang, "time.minutes", &[("n", &m)]),
        (0, h, 0) => tf(lang, "time.hours", &[("n", &h)]),
        (0, h, m) => tf(lang, "time.hours_minutes", &[("h", &h), ("m", &m)]),
        (d, 0, _) => tf(lang, "time.days", &[("n", &d)]),
        (d, h, _) => tf(lang, "time.days_hours", &[("d", &d), ("h", &h)]),
    }
}

/// The longest time until a due time that is told as a length. Beyond it a night, a weekend or a holiday may lie
/// between, which do not count: the length would promise more time than there is, so the moment is told.
const TOLD_AS_LENGTH: TimeDelta = TimeDelta::hours(8);
/// The longest time within which a day of the week says which day is meant.
const WITHIN_A_WEEK: TimeDelta = TimeDelta::days(6);

/// How a due time that is still ahead is told best: as a moment, or, with nothing, as what is left.
pub(crate) fn due_shows(due: DateTime<Utc>, now: DateTime<Utc>) -> Option<Shows> {
    match due - now {
        left if left <= TOLD_AS_LENGTH => None,
        left if left <= WITHIN_A_WEEK => Some(Shows::WeekdayTime),
        _ => Some(Shows::DayTime),
    }
}

/// What is left until a due time, or how long it has passed.
#[must_use]
pub fn left(lang: Lang, due: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if now > due {
        tf(lang, "time.late", &[("span", &span(lang, now - due))])
    } else {
        tf(lang, "time.left", &[("span", &span(lang, due - now))])
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    fn at(hour: u32, minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2025, 11, 18, hour, minute, 0).unwrap()
    }

    #[test]
    fn distances_are_said_in_the_largest_unit() {
        assert_eq!(relative(Lang::En, at(9, 12), at(9, 12)), "just now");
        assert_eq!(relative(Lang::ZhCn, at(9, 12), at(9, 31)), "19分钟前");
        assert_eq!(relative(Lang::En, at(9, 12), at(13, 0)), "3 h ago");
        assert_eq!(relative(Lang::En, at(9, 12), at(9, 12) + TimeDelta::days(1)), "1 day ago");
        assert_eq!(relative(Lang::En, at(9, 12), at(9, 12) + TimeDelta::days(70)), "2 months ago");
        assert_eq!(relative(Lang::ZhCn, at(12, 0), at(9, 0)), "3小时后");
    }

    #[test]
    fn lengths_have_at_most_two_units() {
        assert_eq!(span(Lang::En, TimeDelta::minutes(112)), "1 h 52 min");
        assert_eq!(span(Lang::ZhCn, TimeDelta::minutes(112)), "1小时52分");
        assert_eq!(span(Lang::En, TimeDelta::minutes(1_440 * 3 + 65)), "3 days 1 h");
        assert_eq!(span(Lang::En, TimeDelta::seconds(20)), "under 1 min");
    }

    #[test]
    fn a_due_time_behind_a_night_is_a_moment() {
        assert_eq!(due_shows(at(17, 0), at(9, 0)), None);
        assert_eq!(due_shows(at(9, 0), at(9, 30)), None);
        assert_eq!(due_shows(at(9, 0) + TimeDelta::days(1), at(17, 50)), Some(Shows::WeekdayTime));
        assert_eq!(due_shows(at(9, 0) + TimeDelta::days(7), at(9, 0)), Some(Shows::DayTime));
    }

    #[test]
    fn a_due_time_is_left_or_late() {
        assert_eq!(left(Lang::En, at(10, 0), at(9, 22)), "38 min left");
        assert_eq!(left(Lang::ZhCn, at(10, 0), at(10, 23)), "超时23分钟");
    }
}
