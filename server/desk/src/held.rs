//! Held notices: what ladders did not tell at once is told when its time has come. Everything for one person that is
//! ripe becomes one notice, and nobody gets more within an hour than their ladders allow.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use model::{
    Lang, Text,
    id::{NoticeId, OutboxId, PersonId, WorkspaceId},
    record::{Effect, HeldNotice, Notice, Person},
};
use store::{Changes, Refused};

use crate::{Desk, error::Result};

/// The most held notices that are told in one go.
const BATCH: u32 = 2_000;
/// The most matters that a digest names; the others are counted.
const MOST_NAMED: usize = 20;
/// What the cap counts in.
const HOUR: TimeDelta = TimeDelta::hours(1);

impl Desk {
    /// Tells the held notices whose time has come. Returns for how many people something was done.
    ///
    /// Guards: each notice is told once, and one worker at a time tells a person, so that the cap holds.
    pub(crate) async fn tell_held(&self, workspaces: &[WorkspaceId]) -> Result<usize> {
        let now = self.now();
        let mut done = 0;
        for workspace in self.0.store.workspaces_with_held(workspaces, now).await? {
            done += self.tell_held_in(workspace, now).await?;
        }
        Ok(done)
    }

    async fn tell_held_in(&self, workspace: WorkspaceId, now: DateTime<Utc>) -> Result<usize> {
        let scope = self.0.store.scope(workspace);
        let mut ripe: BTreeMap<PersonId, Vec<HeldNotice>> = BTreeMap::new();
        for held in scope.ripe_notices(now, BATCH).await? {
            ripe.entry(held.notice.person).or_default().push(held);
        }
        let people: Vec<PersonId> = ripe.keys().copied().collect();
        // Read before what was told: whoever tells the person in between is found out by the commit.
        let mut turns = BTreeMap::new();
        for person in &people {
            turns.insert(*person, scope.register(&turn(*person)).await?);
        }
        let told = scope.told_since(&people, now - HOUR).await?;
        let known = scope.people().await?;
        let mut stale = scope.told_notices(now - HOUR, BATCH).await?;
        let mut done = 0;
        for (id, held) in ripe {
            let mut changes = Changes::new(workspace, now);
            for notice in stale.drain(..) {
                changes.forget_held(notice);
            }
            let times = told.get(&id);
            if let Some(until) = full_until(&held, times) {
                for held in &held {
                    changes.delay_held(held.notice.id, until);
                }
            } else {
                for held in &held {
                    changes.tell_held(held.notice.id);
                }
                if held.iter().any(|held| held.most_per_hour.is_some()) {
                    changes.bump(&turn(id), turns.get(&id).copied().unwrap_or_default());
                }
                // Whoever was switched off meanwhile is told nothing.
                if let Some(person) = known.iter().find(|person| person.id == id && person.active) {
                    let notice = NoticeId::new(self.uuid());
                    changes.insert_notice(&folded(notice, &held, now));
                    if held.iter().any(|held| held.mails) {
                        changes.insert_effect(OutboxId::new(self.uuid()), None, &mail(person, &held));
                    }
                }
            }
            match self.0.store.commit(changes).await {
                Ok(()) => done += 1,
                // Another worker was faster.
                Err(Refused::Moved { .. } | Refused::Taken { .. }) => {}
                Err(refused) => return Err(refused.into()),
            }
        }
        Ok(done)
    }
}

/// The register that grows with each telling of a person.
fn turn(person: PersonId) -> String {
    format!("told {person}")
}

/// Until when a person who was told at these times, in milliseconds, gets nothing more; nothing while they may be told.
fn full_until(held: &[HeldNotice], told: Option<&BTreeSet<i64>>) -> Option<DateTime<Utc>> {
    let most = usize::from(held.iter().filter_map(|held| held.most_per_hour).min()?);
    let told = told.filter(|told| told.len() >= most)?;
    // When so many of them are older than an hour that one more is allowed.
    let leaves = told.iter().rev().nth(most.saturating_sub(1))?;
    DateTime::from_timestamp_millis(*leaves).map(|at| at + HOUR)
}

/// Several notices as one; a single one stays as it is.
fn folded(id: NoticeId, held: &[HeldNotice], now: DateTime<Utc>) -> Notice {
    let (first, count) = (held.first().map(|held| &held.notice), held.len());
    let text = match first {
        Some(first) if count == 1 => first.text.clone(),
        _ => Text::both(
            format!("有{count}件事需要你留意：{}", listed(held, Lang::ZhCn, "；")),
            format!("{count} matters need your attention: {}", listed(held, Lang::En, "; ")),
        ),
    };
    let person = first.map_or_else(|| PersonId::new(id.uuid()), |first| first.person);
    let tickets: BTreeSet<_> = held.iter().filter_map(|held| held.notice.ticket).collect();
    let ticket = if tickets.len() == 1 { tickets.first().copied() } else { None };
    Notice { id, person, ticket, by: None, text, at: now, read_at: None }
}

fn listed(held: &[HeldNotice], lang: Lang, between: &str) -> String {
    let mut named: Vec<&str> = held.iter().map(|held| held.notice.text.in_lang(lang)).collect();
    named.dedup();
    let more = named.len().saturating_sub(MOST_NAMED);
    named.truncate(MOST_NAMED);
    let all = named.join(between);
    match (more, lang) {
        (0, _) => all,
        (_, Lang::ZhCn) => format!("{all}{between}另外还有{more}件"),
        (_, Lang::En) => format!("{all}{between}and {more} more"),
    }
}

fn mail(person: &Person, held: &[HeldNotice]) -> Effect {
    let mailed: Vec<&HeldNotice> = held.iter().filter(|held| held.mails).collect();
    let texts: Vec<&str> = mailed.iter().map(|held| held.notice.text.in_lang(person.lang)).collect();
    let subject = match (texts.as_slice(), person.lang) {
        ([one], _) => one.chars().filter(|c| !c.is_control()).take(120).collect(),
        (all, Lang::ZhCn) => format!("有{}件事需要你留意", all.len()),
        (all, Lang::En) => format!("{} matters need your attention", all.len()),
    };
    let body = texts.iter().map(|text| format!("- {text}")).collect::<Vec<_>>().join("\n");
    Effect::Mail { to: person.email.clone(), subject, body }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(minute: i64, text: &str, most: Option<u16>) -> HeldNotice {
        let id = uuid::Uuid::from_u128(u128::from(minute.unsigned_abs()));
        let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
        let text = Text::both(text, text);
        let (id, person) = (NoticeId::new(id), PersonId::new(id));
        let notice = Notice { id, person, ticket: None, by: None, text, at, read_at: None };
        HeldNotice { notice, ready_at: at, mails: false, most_per_hour: most }
    }

    #[test]
    fn nobody_is_told_more_often_within_an_hour_than_the_cap_says() {
        let minutes = |all: &[i64]| all.iter().map(|minute| minute * 60_000).collect::<BTreeSet<i64>>();
        let until = |most, told: &[i64]| {
            full_until(&[held(100, "x", most)], Some(&minutes(told))).map(|at| at.timestamp() / 60)
        };
        assert_eq!(until(Some(2), &[70]), None);
        assert_eq!(until(Some(2), &[70, 90]), Some(130));
        assert_eq!(until(Some(2), &[50, 70, 90]), Some(130));
        assert_eq!(until(None, &[50, 70, 90]), None);
        assert_eq!(full_until(&[held(1, "x", Some(1))], None), None);
    }

    #[test]
    fn many_matters_are_one_notice_that_names_some_and_counts_the_rest() {
        let all: Vec<HeldNotice> = (0..25).map(|n| held(n, &format!("#{n}"), None)).collect();
        let id = NoticeId::new(uuid::Uuid::from_u128(7));
        let one = folded(id, &all[..1], DateTime::UNIX_EPOCH);
        assert_eq!(one.text.in_lang(Lang::En), "#0");
        let many = folded(id, &all, DateTime::UNIX_EPOCH);
        assert!(many.text.in_lang(Lang::En).starts_with("25 matters need your attention: #0; #1; "));
        assert!(many.text.in_lang(Lang::En).ends_with("#19; and 5 more"));
        assert!(many.text.in_lang(Lang::ZhCn).ends_with("#19；另外还有5件"));
    }
}
