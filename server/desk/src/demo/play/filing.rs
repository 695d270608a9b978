//! Which tickets come in, and when: many on a working morning, few at weekends.

use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};
use model::{Lang, record::Channel, view::Filing};

use super::super::{chance::Chance, script::Script};
use crate::shelf::Lookup;

/// A ticket to be filed.
pub(in super::super) struct Filed {
    pub filing: Filing,
    pub channel: Channel,
    /// What the customer speaks.
    pub lang: Lang,
    /// Whether the customer files it, without anyone's help.
    pub is_by_customer: bool,
}

/// Every ticket that comes in between two instants, in the order of time. Types that the workspace does not have are
/// left out.
pub(in super::super) fn filings(
    script: &Script,
    lookup: &Lookup,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    chance: &mut Chance,
) -> Vec<(DateTime<Utc>, Filed)> {
    let workspace = &lookup.shelf.workspace;
    let is_known = |kind| lookup.shelf.ticket_type(kind).is_some_and(|(_, kind)| !kind.retired);
    let matters: Vec<_> = script.matters.iter().filter(|matter| is_known(&matter.kind)).collect();
    let mut filed = Vec::new();
    let mut day = from.date_naive();
    while day <= to.date_naive() + TimeDelta::days(1) && !matters.is_empty() {
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let usual = if is_weekend { chance.between(0, 2) } else { chance.between(5, 10) };
        // These days there is more to do.
        let more = if to.date_naive() - day <= TimeDelta::days(2) { 7 } else { 0 };
        for _ in 0..usual + more {
            let minute = if chance.percent(60) { chance.between(500, 720) } else { chance.between(720, 1_200) };
            let local = format!("{day}T{:02}:{:02}:{:02}", minute / 60, minute % 60, chance.between(0, 59));
            let at = engine::calendar::instant(&local, &workspace.zone);
            let lang = if chance.percent(80) { workspace.lang } else { other(workspace.lang) };
            let Some(matter) = chance.weighed(&matters, |matter| matter.weight) else { continue };
            let channel = chance.pick(&[Channel::Phone, Channel::Phone, Channel::Desk, Channel::Mail, Channel::Portal]);
            let channel = channel.copied().unwrap_or_default();
            let Some(at) = at.filter(|at| (from..to).contains(at)) else { continue };
            let filing = Filing {
                ticket_type: matter.kind.clone(),
                fields: matter.answers(lang).clone(),
                customer: None,
                priority: None,
            };
            let is_by_customer = matches!(channel, Channel::Mail | Channel::Portal);
            filed.push((at, Filed { filing, channel, lang, is_by_customer }));
        }
        day += TimeDelta::days(1);
    }
    filed.sort_by_key(|(at, _)| *at);
    filed
}

const fn other(lang: Lang) -> Lang {
    match lang {
        Lang::En => Lang::ZhCn,
        Lang::ZhCn => Lang::En,
    }
}
