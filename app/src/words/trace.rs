//! The reasons of the engine, put into words.

use model::{
    Value,
    form::Form,
    span::{Counted, Minutes, Span},
    trace::{Barred, Candidate, DueTrace, OwnerTrace, Stretch},
};
use ui::i18n::{Lang, find, t, tf};

use super::said;

/// The rule that an owner was sought by.
#[must_use]
pub fn rule(lang: Lang, trace: &OwnerTrace) -> String {
    let key = format!("trace.owner.{}", trace.rule);
    let place = trace.place.as_ref().map(ToString::to_string).unwrap_or_default();
    if find(lang, &key).is_some() {
        tf(lang, &key, &[("place", &place)])
    } else {
        tf(lang, "trace.owner.other", &[("rule", &trace.rule)])
    }
}

/// Why someone could not be picked.
#[must_use]
pub const fn barred_key(barred: Barred) -> &'static str {
    match barred {
        Barred::Inactive => "trace.barred.inactive",
        Barred::Away => "trace.barred.away",
        Barred::Skill => "trace.barred.skill",
        Barred::Full => "trace.barred.full",
        Barred::Absent => "trace.barred.absent",
        Barred::OffShift => "trace.barred.off_shift",
        Barred::SkillExpired => "trace.barred.skill_expired",
        Barred::Passed => "trace.barred.passed",
    }
}

/// The verdict on someone who was looked at.
#[must_use]
pub const fn verdict_key(candidate: &Candidate, is_picked: bool) -> &'static str {
    match (is_picked, candidate.barred) {
        (true, _) if candidate.stands_in_for.is_some() => "trace.stands_in",
        (true, _) if candidate.is_favoured => "trace.favoured",
        (true, _) => "trace.picked",
        (false, Some(barred)) => barred_key(barred),
        (false, None) => "trace.not_picked",
    }
}

/// What a due time asked for.
#[must_use]
pub fn asked(lang: Lang, trace: &DueTrace) -> String {
    let span = span(lang, trace.span.minutes);
    match (trace.span.counted, &trace.calendar) {
        (Counted::Working, Some(calendar)) => {
            tf(lang, "trace.due.span_working", &[("span", &span), ("calendar", calendar)])
        }
        _ => tf(lang, "trace.due.span_wall", &[("span", &span)]),
    }
}

/// What a stretch of time is, and whether it counts.
#[must_use]
pub fn stretch(lang: Lang, stretch: &Stretch) -> String {
    match stretch {
        Stretch::Working => t(lang, "trace.stretch.working").to_owned(),
        Stretch::Closed => t(lang, "trace.stretch.closed").to_owned(),
        Stretch::Holiday { name } => tf(lang, "trace.stretch.holiday", &[("name", &said(name, lang))]),
        Stretch::Paused => t(lang, "trace.stretch.paused").to_owned(),
    }
}

/// Whether a stretch counts for the due time `trace` speaks of.
#[must_use]
pub fn counts(trace: &DueTrace, stretch: &Stretch) -> bool {
    matches!(stretch, Stretch::Working) || (trace.span.counted == Counted::Wall && !matches!(stretch, Stretch::Paused))
}

/// How many minutes of each segment count, none for those left out. Rounded along the way, so that the minutes of the
/// lines add up to what was asked for although instants have seconds.
#[must_use]
pub fn counted(trace: &DueTrace) -> Vec<Option<Minutes>> {
    let (mut seconds, mut told) = (0_i64, 0_i64);
    trace
        .segments
        .iter()
        .map(|segment| {
            counts(trace, &segment.is).then(|| {
                seconds = seconds.saturating_add((segment.to - segment.from).num_seconds());
                let minutes = seconds.saturating_add(30) / 60;
                let line = minutes.saturating_sub(told);
                told = minutes;
                Minutes(line)
            })
        })
        .collect()
}

/// A length of time in hours and minutes; working time has no days.
#[must_use]
pub fn span(lang: Lang, minutes: Minutes) -> String {
    let minutes = minutes.0.max(0);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => tf(lang, "time.minutes", &[("n", &minutes)]),
        (hours, 0) => tf(lang, "time.hours", &[("n", &hours)]),
        (hours, minutes) => tf(lang, "time.hours_minutes", &[("h", &hours), ("m", &minutes)]),
    }
}

/// A length of time as a definition asks for it.
#[must_use]
pub fn length(lang: Lang, asked: Span) -> String {
    span(lang, asked.minutes)
}

/// What people call a variable: a field by its label, else a name of ours, else its path.
#[must_use]
pub fn variable(lang: Lang, path: &str, form: &Form) -> String {
    if let Some(key) = path.strip_prefix("fields.")
        && let Some(field) = form.fields.iter().find(|field| field.key.as_str() == key)
    {
        return said(&field.label, lang).to_owned();
    }
    find(lang, &format!("trace.variable.{path}")).unwrap_or(path).to_owned()
}

/// What people call a value of a variable: an option by its label, else as it is.
#[must_use]
pub fn value(lang: Lang, path: &str, value: &Value, form: &Form) -> String {
    let field = path.strip_prefix("fields.").and_then(|key| form.fields.iter().find(|field| field.key.as_str() == key));
    if let Some(field) = field {
        return crate::fill::shown(lang, &field.holds, value);
    }
    let name = match (path, value) {
        ("ticket.priority", Value::String(name)) => find(lang, &format!("record.priority.{name}")),
        ("ticket.status", Value::String(name)) => find(lang, &format!("record.status.{name}")),
        ("ticket.channel", Value::String(name)) => find(lang, &format!("record.channel.{name}")),
        (_, Value::Null) => Some(t(lang, "common.empty_value")),
        (_, Value::Bool(true)) => Some(t(lang, "common.yes")),
        (_, Value::Bool(false)) => Some(t(lang, "common.no")),
        _ => None,
    };
    name.map_or_else(|| value.as_str().map_or_else(|| value.to_string(), str::to_owned), str::to_owned)
}
