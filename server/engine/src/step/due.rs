//! Due times: on the calendar that counts, or by the wall clock.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::{
    flow::Limit,
    key::DefinitionKey,
    record::Pause,
    span::{Counted, Span},
    trace::DueTrace,
};

use super::walk::{Trouble, Walk};
use crate::calendar::{self, WorkCalendar};

/// The calendar of a step's limit: its own, else the one the ticket's clocks count on, else the workspace's.
pub(crate) fn calendar(walk: &Walk<'_>, limit: &Limit) -> Option<DefinitionKey> {
    let of_policy = || walk.case.clocks.first().map(|clock| clock.calendar.clone());
    limit.calendar.clone().or_else(of_policy)
}

/// When a span that begins at an instant is used up around pauses, and why. Without a calendar the workspace's counts; a
/// workspace that has none counts every minute.
pub(crate) fn reckon_around(
    walk: &Walk<'_>,
    calendar: Option<DefinitionKey>,
    from: DateTime<Utc>,
    span: Span,
    pauses: &[Pause],
) -> Result<(DateTime<Utc>, DueTrace), Trouble> {
    Ok(match counting(walk, calendar, span)? {
        Some((key, calendar)) => calendar.due_around(&key, from, span, pauses),
        None => calendar::wall_around(walk.library.zone(), from, span, pauses),
    })
}

/// The same instant as [`reckon_around`], without the reckoning.
pub(crate) fn instant_around(
    walk: &Walk<'_>,
    calendar: Option<DefinitionKey>,
    from: DateTime<Utc>,
    span: Span,
    pauses: &[Pause],
) -> Result<DateTime<Utc>, Trouble> {
    Ok(match counting(walk, calendar, span)? {
        Some((_, calendar)) => calendar.add_around(from, span.minutes, pauses),
        None => calendar::wall_around(walk.library.zone(), from, span, pauses).0,
    })
}

/// The calendar on which a span counts; none when every minute counts.
fn counting(
    walk: &Walk<'_>,
    calendar: Option<DefinitionKey>,
    span: Span,
) -> Result<Option<(DefinitionKey, Arc<WorkCalendar>)>, Trouble> {
    if span.counted == Counted::Wall {
        return Ok(None);
    }
    let Some(key) = calendar.or_else(|| walk.library.default_calendar().cloned()) else { return Ok(None) };
    let former = walk.former.as_ref().filter(|(former, _)| *former == key);
    match former.map(|(_, calendar)| calendar.clone()).or_else(|| walk.library.calendar(&key)) {
        Some(calendar) => Ok(Some((key, calendar))),
        None => Err(Trouble::new(format!("the calendar {key} cannot be found"))),
    }
}
