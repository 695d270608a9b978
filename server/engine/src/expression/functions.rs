//! The functions that expressions can call. `docs/expressions.md` describes each of them; a test holds it to that.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use rhai::{Array, Dynamic, Engine, EvalAltResult, FLOAT, INT, ImmutableString, Map};

/// Every function that can be called, ours and those of Rhai's own array and map packages.
pub const FUNCTIONS: &[&str] = &[
    // values
    "is_empty",
    "text",
    "number",
    "len",
    "contains",
    // texts
    "lower",
    "upper",
    "trim",
    "starts_with",
    "ends_with",
    "replace",
    "split",
    "join",
    "part",
    // numbers
    "min",
    "max",
    "round",
    "floor",
    "ceil",
    "abs",
    "sum",
    // time
    "date",
    "days_between",
    "hours_between",
    "minutes_between",
    "add_days",
    "add_hours",
    "add_minutes",
    "year",
    "month",
    "day",
    "weekday",
    "hour",
    "minute",
    // lists and objects
    "map",
    "filter",
    "all",
    "some",
    "find",
    "index_of",
    "reduce",
    "sort",
    "reverse",
    "push",
    "dedup",
    "keys",
    "values",
    "range",
];

type Outcome<T> = Result<T, Box<EvalAltResult>>;

fn refuse<T>(reason: impl Into<String>) -> Outcome<T> {
    Err(reason.into().into())
}

/// Registers the functions that are ours.
pub(super) fn register(engine: &mut Engine) {
    values(engine);
    texts(engine);
    numbers(engine);
    times(engine);
}

fn values(engine: &mut Engine) {
    engine.register_fn("is_empty", |value: Dynamic| is_empty(&value));
    engine.register_fn("text", |value: Dynamic| written(&value));
    engine.register_fn("number", |value: Dynamic| number(&value));
    engine.register_fn("len", |value: Dynamic| length(&value));
    engine.register_fn("contains", |value: Dynamic, part: Dynamic| -> Outcome<bool> {
        match (text_of(&value), text_of(&part)) {
            (Some(text), Some(part)) => Ok(text.contains(part.as_str())),
            _ if value.is_unit() => Ok(false),
            _ => refuse(format!("contains looks into a text or a list, not into {}", value.type_name())),
        }
    });
    // Texts join with whatever they meet; nothing joins as nothing.
    engine.register_fn("+", |text: ImmutableString, other: INT| format!("{text}{other}"));
    engine.register_fn("+", |text: ImmutableString, other: FLOAT| format!("{text}{other}"));
    engine.register_fn("+", |text: ImmutableString, other: bool| format!("{text}{other}"));
    engine.register_fn("+", |text: ImmutableString, (): ()| text);
    engine.register_fn("+", |other: INT, text: ImmutableString| format!("{other}{text}"));
    engine.register_fn("+", |other: FLOAT, text: ImmutableString| format!("{other}{text}"));
    engine.register_fn("+", |other: bool, text: ImmutableString| format!("{other}{text}"));
    engine.register_fn("+", |(): (), text: ImmutableString| text);
}

fn texts(engine: &mut Engine) {
    engine.register_fn("lower", |value: Dynamic| written(&value).to_lowercase());
    engine.register_fn("upper", |value: Dynamic| written(&value).to_uppercase());
    engine.register_fn("trim", |value: Dynamic| written(&value).trim().to_owned());
    engine.register_fn("starts_with", |value: Dynamic, part: &str| written(&value).starts_with(part));
    engine.register_fn("ends_with", |value: Dynamic, part: &str| written(&value).ends_with(part));
    engine.register_fn("replace", |value: Dynamic, from: &str, to: &str| -> Outcome<String> {
        let text = written(&value);
        if from.is_empty() {
            return Ok(text);
        }
        // Counted before it is made: a replacement can be far longer than what the limits would let through after.
        let times = text.matches(from).count();
        if times.saturating_mul(to.len()).saturating_add(text.len()) > 200_000 {
            return refuse("the replaced text is too long");
        }
        Ok(text.replace(from, to))
    });
    engine.register_fn("split", |value: Dynamic, by: &str| -> Outcome<Array> {
        let text = written(&value);
        if by.is_empty() || text.matches(by).count() >= 1_000 {
            return refuse("split gives at most 1000 parts and needs a separator");
        }
        Ok(text.split(by).map(Into::into).collect())
    });
    engine.register_fn("join", |list: Array, by: &str| -> Outcome<String> {
        let parts: Vec<String> = list.iter().map(written).collect();
        let most = parts.iter().map(String::len).sum::<usize>() + parts.len().saturating_mul(by.len());
        if most > 200_000 { refuse("the joined text is too long") } else { Ok(parts.join(by)) }
    });
    engine.register_fn("part", |value: Dynamic, from: INT, most: INT| {
        let (skip, take) = (usize::try_from(from).unwrap_or(0), usize::try_from(most).unwrap_or(0));
        written(&value).chars().skip(skip).take(take).collect::<String>()
    });
}

fn numbers(engine: &mut Engine) {
    engine.register_fn("min", |list: Array| extreme(&list, std::cmp::Ordering::Less));
    engine.register_fn("max", |list: Array| extreme(&list, std::cmp::Ordering::Greater));
    engine.register_fn("round", |value: FLOAT| value.round());
    engine.register_fn("round", |value: INT| value);
    engine.register_fn("round", |value: FLOAT, digits: INT| {
        let scale = 10_f64.powi(i32::try_from(digits.clamp(0, 9)).unwrap_or(0));
        (value * scale).round() / scale
    });
    engine.register_fn("round", |value: INT, _digits: INT| value);
    engine.register_fn("floor", |value: FLOAT| whole(value.floor()));
    engine.register_fn("floor", |value: INT| value);
    engine.register_fn("ceil", |value: FLOAT| whole(value.ceil()));
    engine.register_fn("ceil", |value: INT| value);
    engine.register_fn("sum", |list: Array| sum(list.iter()));
    engine.register_fn("sum", |list: Array, key: &str| {
        let lines: Vec<Map> = list.into_iter().filter_map(Dynamic::try_cast::<Map>).collect();
        sum(lines.iter().filter_map(|line| line.get(key)))
    });
}

fn times(engine: &mut Engine) {
    engine.register_fn("date", |text: &str| moment(text).map(|at| at.local().date().format("%Y-%m-%d").to_string()));
    engine.register_fn("days_between", |from: &str, to: &str| -> Outcome<INT> {
        Ok(match (moment(from)?, moment(to)?) {
            (Moment::Date(from), Moment::Date(to)) => to.signed_duration_since(from).num_days(),
            (from, to) => (to.utc() - from.utc()).num_days(),
        })
    });
    engine.register_fn("hours_between", |from: &str, to: &str| -> Outcome<INT> {
        Ok((moment(to)?.utc() - moment(from)?.utc()).num_hours())
    });
    engine.register_fn("minutes_between", |from: &str, to: &str| -> Outcome<INT> {
        Ok((moment(to)?.utc() - moment(from)?.utc()).num_minutes())
    });
    engine.register_fn("add_days", |text: &str, days: INT| shifted(text, TimeDelta::try_days(days)));
    engine.register_fn("add_hours", |text: &str, hours: INT| shifted(text, TimeDelta::try_hours(hours)));
    engine.register_fn("add_minutes", |text: &str, minutes: INT| shifted(text, TimeDelta::try_minutes(minutes)));
    engine.register_fn("year", |text: &str| moment(text).map(|at| INT::from(at.local().year())));
    engine.register_fn("month", |text: &str| moment(text).map(|at| INT::from(at.local().month())));
    engine.register_fn("day", |text: &str| moment(text).map(|at| INT::from(at.local().day())));
    engine.register_fn("hour", |text: &str| moment(text).map(|at| INT::from(at.local().hour())));
    engine.register_fn("minute", |text: &str| moment(text).map(|at| INT::from(at.local().minute())));
    engine.register_fn("weekday", |text: &str| {
        moment(text).map(|at| INT::from(at.local().weekday().number_from_monday()))
    });
}

fn text_of(value: &Dynamic) -> Option<ImmutableString> {
    value.as_immutable_string_ref().ok().map(|text| text.clone())
}

fn is_empty(value: &Dynamic) -> bool {
    if value.is_unit() {
        return true;
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return text.trim().is_empty();
    }
    if let Ok(list) = value.as_array_ref() {
        return list.is_empty();
    }
    value.as_map_ref().is_ok_and(|map| map.is_empty())
}

/// A value as text: nothing is an empty text, lists are joined with commas.
fn written(value: &Dynamic) -> String {
    if value.is_unit() {
        return String::new();
    }
    if let Ok(list) = value.as_array_ref() {
        return list.iter().map(written).collect::<Vec<_>>().join(", ");
    }
    value.to_string()
}

fn length(value: &Dynamic) -> INT {
    let length = if let Ok(text) = value.as_immutable_string_ref() {
        text.chars().count()
    } else if let Ok(list) = value.as_array_ref() {
        list.len()
    } else if let Ok(map) = value.as_map_ref() {
        map.len()
    } else {
        0
    };
    INT::try_from(length).unwrap_or(INT::MAX)
}

/// A number from a number or a text; nothing, if it is none.
fn number(value: &Dynamic) -> Dynamic {
    if value.is_int() || value.is_float() {
        return value.clone();
    }
    let Some(text) = text_of(value) else { return Dynamic::UNIT };
    let text = text.trim();
    match (text.parse::<INT>(), text.parse::<FLOAT>()) {
        (Ok(whole), _) => whole.into(),
        (_, Ok(float)) if float.is_finite() => float.into(),
        _ => Dynamic::UNIT,
    }
}

fn float(value: &Dynamic) -> Option<FLOAT> {
    #[expect(clippy::cast_precision_loss, reason = "Rhai itself compares whole numbers with floats this way")]
    value.as_float().ok().or_else(|| value.as_int().ok().map(|whole| whole as FLOAT))
}

/// A whole number, where it fits into one.
fn whole(value: FLOAT) -> Dynamic {
    // 2^63 is exact as a float, and the first one that does not fit.
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&value) {
        #[expect(clippy::cast_possible_truncation, reason = "the range was just tested and the value is whole")]
        return (value as INT).into();
    }
    value.into()
}

fn extreme(list: &Array, wanted: std::cmp::Ordering) -> Dynamic {
    let mut best: Option<&Dynamic> = None;
    for value in list {
        let Some(amount) = float(value) else { continue };
        let is_better = best.and_then(float).is_none_or(|best| amount.partial_cmp(&best) == Some(wanted));
        if is_better {
            best = Some(value);
        }
    }
    best.cloned().unwrap_or(Dynamic::UNIT)
}

/// The sum of the numbers among the values; whole while all of them are.
fn sum<'a>(values: impl Iterator<Item = &'a Dynamic>) -> Dynamic {
    let (mut total, mut exact) = (0.0, Some(0_i64));
    for value in values {
        let Some(amount) = float(value) else { continue };
        total += amount;
        exact = exact.zip(value.as_int().ok()).and_then(|(sum, next)| sum.checked_add(next));
    }
    exact.map_or_else(|| total.into(), Dynamic::from)
}

/// A point in time as a text says it.
enum Moment {
    Date(NaiveDate),
    Instant(DateTime<FixedOffset>),
}

impl Moment {
    fn utc(&self) -> DateTime<Utc> {
        match self {
            Self::Date(date) => date.and_time(NaiveTime::MIN).and_utc(),
            Self::Instant(at) => at.with_timezone(&Utc),
        }
    }

    /// The wall time as it is written, in the offset it is written in.
    fn local(&self) -> chrono::NaiveDateTime {
        match self {
            Self::Date(date) => date.and_time(NaiveTime::MIN),
            Self::Instant(at) => at.naive_local(),
        }
    }
}

fn moment(text: &str) -> Outcome<Moment> {
    let text = text.trim();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Ok(Moment::Date(date));
    }
    match DateTime::parse_from_rfc3339(text) {
        Ok(at) => Ok(Moment::Instant(at)),
        Err(_) => refuse(format!("{:?} is neither a date nor an instant", text.chars().take(40).collect::<String>())),
    }
}

/// The moment so much later: a date stays a date when whole days are added.
fn shifted(text: &str, by: Option<TimeDelta>) -> Outcome<String> {
    let moment = moment(text)?;
    let Some(by) = by else { return refuse("the length of time is too long") };
    if let Moment::Date(date) = &moment
        && by.num_seconds() % 86_400 == 0
    {
        return match date.checked_add_signed(by) {
            Some(date) => Ok(date.format("%Y-%m-%d").to_string()),
            None => refuse("the date is out of range"),
        };
    }
    match moment.utc().checked_add_signed(by) {
        Some(at) => Ok(super::written(at)),
        None => refuse("the instant is out of range"),
    }
}
