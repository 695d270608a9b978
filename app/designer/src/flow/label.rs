//! The words on the canvas: what a node and a link are called, what stands below, and what a screen reader says.

use editor::{Verdict, flow::Name};
use leptos::prelude::*;
use model::{
    flow::{Act, Does, Door, Join, Leaves, Link, Owner, Receiver, Until},
    key::{DefinitionKey, NodeKey},
    span::{Counted, Span},
};
use ui::i18n::{Lang, t, tf};

use super::{
    Catalogue, Listed,
    stage::{Face, Stage},
};
use crate::{condition, words::said};

/// The key of a kind's name.
#[must_use]
pub(super) fn kind_key(does: &Does) -> String {
    format!("flow.kind.{}", does.name())
}

/// What a node is called; its kind where it has no title.
#[must_use]
pub(super) fn name(face: &Face, lang: Lang) -> String {
    let title = said(&face.title, lang);
    if title.is_empty() { t(lang, &kind_key(&face.does)).to_owned() } else { title.to_owned() }
}

/// The icon of a node.
#[must_use]
pub(super) fn icon(does: &Does) -> &'static str {
    match does {
        Does::Start => "start",
        Does::Task(_) => "user",
        Does::Approval(_) => "approval",
        Does::Choice => "choice",
        Does::Inclusive => "inclusive",
        Does::Parallel => "parallel",
        Does::Join(_) => "join",
        Does::Wait(wait) => match wait.until {
            Until::CustomerReply => "chat",
            Until::Holds { .. } => "filter",
            Until::Signal { .. } => "plug",
            Until::Duration { .. } | Until::Time { .. } => "wait",
        },
        Does::Action(action) => match action.acts.as_slice() {
            [only] => act_icon(only),
            _ => "bolt",
        },
        Does::SubFlow(_) => "subflow",
        Does::ForEach(_) => "loop",
        Does::End { .. } => "end",
    }
}

/// The icon of an act.
#[must_use]
pub(super) const fn act_icon(act: &Act) -> &'static str {
    match act {
        Act::SetField { .. } => "pencil",
        Act::SetVariable { .. } => "formula",
        Act::SetPriority { .. } => "p-high",
        Act::SetStatus { .. } => "tag",
        Act::SetQueue { .. } => "queue",
        Act::Assign { .. } => "user",
        Act::Cc { .. } => "users",
        Act::Notify { .. } => "bell",
        Act::Mail { .. } => "mail",
        Act::Webhook { .. } => "plug",
    }
}

/// The name of an act, as in the document.
#[must_use]
pub(super) const fn act_name(act: &Act) -> &'static str {
    match act {
        Act::SetField { .. } => "set_field",
        Act::SetVariable { .. } => "set_variable",
        Act::SetPriority { .. } => "set_priority",
        Act::SetStatus { .. } => "set_status",
        Act::SetQueue { .. } => "set_queue",
        Act::Assign { .. } => "assign",
        Act::Cc { .. } => "cc",
        Act::Notify { .. } => "notify",
        Act::Mail { .. } => "mail",
        Act::Webhook { .. } => "webhook",
    }
}

/// The line below a node's name; empty where there is nothing to add.
#[must_use]
pub(super) fn below(face: &Face, catalogue: &Catalogue, lang: Lang) -> String {
    match &face.does {
        Does::Task(task) => {
            let owner = owner(&task.owner, catalogue, lang);
            match &task.limit {
                Some(limit) => tf(lang, "flow.below.task", &[("owner", &owner), ("limit", &span(limit.span, lang))]),
                None => owner,
            }
        }
        Does::Approval(approval) => {
            let who = match approval.approvers.as_slice() {
                [] => t(lang, "flow.choose").to_owned(),
                [only] => receiver(only, catalogue, lang),
                [first, rest @ ..] => {
                    let first = receiver(first, catalogue, lang);
                    tf(lang, "flow.below.approvers", &[("first", &first), ("n", &rest.len())])
                }
            };
            match &approval.limit {
                Some(limit) => tf(lang, "flow.below.task", &[("owner", &who), ("limit", &span(limit.span, lang))]),
                None => who,
            }
        }
        Does::Wait(wait) => match &wait.until {
            Until::Duration { span: length } => span(*length, lang),
            Until::Time { .. } => t(lang, "flow.until.time").to_owned(),
            Until::Holds { .. } => t(lang, "flow.until.holds").to_owned(),
            Until::Signal { name, .. } => tf(lang, "flow.below.signal", &[("name", name)]),
            Until::CustomerReply => match wait.timeout {
                Some(timeout) => tf(lang, "flow.below.reply", &[("limit", &span(timeout, lang))]),
                None => t(lang, "flow.until.customer_reply").to_owned(),
            },
        },
        Does::Action(action) => match action.acts.as_slice() {
            [] => t(lang, "flow.below.nothing").to_owned(),
            [only] => self::act(only, catalogue, lang),
            acts => tf(lang, "flow.below.acts", &[("n", &acts.len())]),
        },
        Does::SubFlow(call) => listed(&catalogue.flows, &call.flow, lang),
        Does::ForEach(each) => {
            let key = if each.in_turn { "flow.below.in_turn" } else { "flow.below.at_once" };
            tf(lang, key, &[("flow", &listed(&catalogue.flows, &each.flow, lang))])
        }
        Does::Join(Join::Any) => t(lang, "flow.join.any").to_owned(),
        Does::Join(Join::Count { count }) => tf(lang, "flow.below.count", &[("n", count)]),
        Does::End { leaves } => t(lang, leaves_key(*leaves)).to_owned(),
        Does::Start | Does::Choice | Does::Inclusive | Does::Parallel | Does::Join(Join::All) => String::new(),
    }
}

/// The key of what an end leaves the ticket as.
#[must_use]
pub(super) const fn leaves_key(leaves: Leaves) -> &'static str {
    match leaves {
        Leaves::Closed => "record.status.closed",
        Leaves::Resolved => "record.status.resolved",
        Leaves::Cancelled => "record.status.cancelled",
    }
}

/// A definition's name; “missing” where it cannot be found, “choose” where none is named.
#[must_use]
pub(super) fn listed(all: &[Listed], key: &DefinitionKey, lang: Lang) -> String {
    if key.as_str().is_empty() {
        return t(lang, "flow.choose").to_owned();
    }
    match all.iter().find(|one| one.key == *key) {
        Some(found) if !found.title.is_empty() => said(&found.title, lang).to_owned(),
        Some(_) => key.to_string(),
        // A catalogue that has not come yet misses nothing.
        None if all.is_empty() => key.to_string(),
        None => tf(lang, "flow.missing", &[("key", key)]),
    }
}

/// Who works, in a few words.
#[must_use]
pub(super) fn owner(owner: &Owner, catalogue: &Catalogue, lang: Lang) -> String {
    match owner {
        Owner::Queue { queue } | Owner::Claim { queue } => listed(&catalogue.queues, queue, lang),
        Owner::Role { role } => listed(&catalogue.roles, role, lang),
        Owner::Person { email } => person(email, catalogue, lang),
        Owner::TicketQueue => t(lang, "flow.owner.ticket_queue").to_owned(),
        Owner::SameAs { .. } => t(lang, "flow.owner.same_as").to_owned(),
        Owner::TicketOwner => t(lang, "flow.owner.ticket_owner").to_owned(),
        Owner::Expression { .. } => t(lang, "flow.owner.expression").to_owned(),
    }
}

fn person(email: &str, catalogue: &Catalogue, lang: Lang) -> String {
    let known = catalogue.people.iter().find(|one| one.email.eq_ignore_ascii_case(email));
    match known {
        Some(known) => known.name.clone(),
        None if email.is_empty() => t(lang, "flow.choose").to_owned(),
        None => email.to_owned(),
    }
}

/// Who is told, in a few words.
#[must_use]
pub(super) fn receiver(receiver: &Receiver, catalogue: &Catalogue, lang: Lang) -> String {
    match receiver {
        Receiver::Role { role } | Receiver::TeamRole { role } => listed(&catalogue.roles, role, lang),
        Receiver::Queue { queue } | Receiver::OnDuty { queue } => listed(&catalogue.queues, queue, lang),
        Receiver::Person { email } => person(email, catalogue, lang),
        Receiver::Field { field } => field.to_string(),
        other => t(lang, &format!("flow.receiver.{}", super::properties::who(other))).to_owned(),
    }
}

/// An act, in a few words.
#[must_use]
pub(super) fn act(act: &Act, catalogue: &Catalogue, lang: Lang) -> String {
    let what = match act {
        Act::SetField { field, .. } => field.to_string(),
        Act::SetVariable { name, .. } => name.to_string(),
        Act::SetPriority { priority } => t(lang, &format!("record.priority.{}", priority.as_str())).to_owned(),
        Act::SetStatus { status } => t(lang, &super::properties::status_key(*status)).to_owned(),
        Act::SetQueue { queue } => listed(&catalogue.queues, queue, lang),
        Act::Assign { to } => owner(to, catalogue, lang),
        Act::Notify { to, .. } | Act::Mail { to, .. } | Act::Cc { to } => receiver(to, catalogue, lang),
        Act::Webhook { url } => url.clone(),
    };
    let what = if what.is_empty() { t(lang, "flow.choose").to_owned() } else { what };
    tf(lang, &format!("flow.does.{}", act_name(act)), &[("what", &what)])
}

/// A length of time in few words: `30 min`, `2 h`, `3 days`.
#[must_use]
pub(super) fn span(span: Span, lang: Lang) -> String {
    let minutes = span.minutes.0.max(0);
    let is_wall = span.counted == Counted::Wall;
    match (minutes / 1_440, minutes / 60, minutes % 60) {
        (days, ..) if is_wall && minutes > 0 && minutes % 1_440 == 0 => tf(lang, "flow.days", &[("n", &days)]),
        (_, 0, minutes) => tf(lang, "time.minutes", &[("n", &minutes)]),
        (_, hours, 0) => tf(lang, "time.hours", &[("n", &hours)]),
        (_, hours, minutes) => tf(lang, "time.hours_minutes", &[("h", &hours), ("m", &minutes)]),
    }
}

/// The words on a link; empty where it needs none. Follows the language, the conditions' subjects and the node it
/// leaves.
#[must_use]
pub(super) fn link(stage: Stage, link: &Link) -> String {
    let lang = stage.lang.get();
    let title = said(&link.title, lang);
    if !title.is_empty() {
        return title.to_owned();
    }
    match &link.leaves {
        Door::When { .. } if link.leaves == editor::flow::doors::blank() => t(lang, "flow.door.blank").to_owned(),
        Door::When { condition } => stage.subjects.with(|subjects| condition::words(condition, subjects, lang)),
        other => door(stage, &link.from, other),
    }
}

/// The name of a door of a node.
#[must_use]
pub(super) fn door(stage: Stage, from: &NodeKey, door: &Door) -> String {
    let lang = stage.lang.get();
    let face = || stage.node(from).map(|look| look.face.get());
    match door {
        Door::Next => String::new(),
        Door::When { .. } => t(lang, "flow.door.when").to_owned(),
        Door::Otherwise => t(lang, "flow.door.otherwise").to_owned(),
        Door::Error => t(lang, "flow.door.error").to_owned(),
        Door::Ended { leaves } => tf(lang, "flow.door.ended", &[("how", &t(lang, leaves_key(*leaves)))]),
        Door::Outcome { outcome } => {
            let title = face()
                .and_then(|face| face.does.outcomes().into_iter().find(|one| one.key == *outcome).map(|one| one.title));
            title.map_or_else(|| outcome.to_string(), |title| said(&title, lang).to_owned())
        }
        Door::Late => match face().and_then(|face| face.does.limit().map(|limit| limit.span)) {
            Some(limit) => tf(lang, "flow.door.late_after", &[("limit", &span(limit, lang))]),
            None => t(lang, "flow.door.late").to_owned(),
        },
        Door::Timeout => match face().map(|face| face.does) {
            Some(Does::Wait(wait)) if wait.timeout.is_some() => {
                let limit = wait.timeout.map(|limit| span(limit, lang)).unwrap_or_default();
                tf(lang, "flow.door.timeout_after", &[("limit", &limit)])
            }
            _ => t(lang, "flow.door.timeout").to_owned(),
        },
    }
}

/// What a screen reader says while a link is led by keys to a node.
#[must_use]
pub(super) fn connecting(stage: Stage, to: &NodeKey, verdict: Verdict) -> String {
    let lang = stage.lang.get_untracked();
    let to = stage.name_of(to);
    match verdict.reason() {
        Some(reason) => {
            let why = t(lang, &format!("editor.reason.{reason}"));
            tf(lang, "flow.said.cannot_connect", &[("to", &to), ("why", &why)])
        }
        None => tf(lang, "flow.said.connect", &[("to", &to)]),
    }
}

/// What a screen reader says about what is selected.
#[must_use]
pub(super) fn announced(stage: Stage) -> String {
    untrack(|| {
        let lang = stage.lang.get();
        stage.with(|canvas| {
            let selection = canvas.selection();
            match selection.only() {
                Some(Name::Node(key)) => node_in_words(stage, key),
                Some(Name::Link(key)) => {
                    let link = canvas.flow().links.iter().find(|link| link.key == *key);
                    link.map(|link| link_in_words(stage, link)).unwrap_or_default()
                }
                Some(Name::Flow) | None if selection.is_empty() => t(lang, "flow.said.nothing").to_owned(),
                _ => tf(lang, "flow.said.many", &[("n", &selection.len())]),
            }
        })
    })
}

/// A node as it is read aloud: name, kind, what stands below, problems, where it leads.
#[must_use]
pub(super) fn node_in_words(stage: Stage, key: &NodeKey) -> String {
    let lang = stage.lang.get();
    let Some(look) = stage.node(key) else { return String::new() };
    let face = look.face.get();
    let mut parts = vec![name(&face, lang)];
    if !face.title.is_empty() {
        parts.push(t(lang, &kind_key(&face.does)).to_owned());
    }
    let below = stage.outside.catalogue.with(|catalogue| below(&face, catalogue, lang));
    if !below.is_empty() {
        parts.push(below);
    }
    let problems = stage.found.with(|found| found.at(&Name::Node(key.clone())).map(|(count, _)| count));
    if let Some(count) = problems {
        parts.push(tf(lang, "flow.said.problems", &[("n", &count)]));
    }
    let ways: Vec<String> = stage
        .with(|canvas| {
            let links = canvas.flow().links_from(key);
            links.map(|link| (link.clone(), link.to.clone())).collect::<Vec<_>>()
        })
        .into_iter()
        .map(|(link, to)| {
            let words = self::link(stage, &link);
            let to = stage.name_of(&to);
            if words.is_empty() { to } else { tf(lang, "flow.said.way", &[("door", &words), ("to", &to)]) }
        })
        .collect();
    if !ways.is_empty() {
        let ways = ways.join(t(lang, "flow.said.comma"));
        parts.push(tf(lang, "flow.said.leads_to", &[("ways", &ways)]));
    }
    parts.join(t(lang, "flow.said.comma"))
}

/// A link as it is read aloud.
#[must_use]
pub(super) fn link_in_words(stage: Stage, link: &Link) -> String {
    let lang = stage.lang.get();
    let words = self::link(stage, link);
    let (from, to) = (stage.name_of(&link.from), stage.name_of(&link.to));
    let key = if words.is_empty() { "flow.said.link" } else { "flow.said.link_by" };
    tf(lang, key, &[("from", &from), ("to", &to), ("door", &words)])
}

/// A text on one line where it fits, else on two, broken where a word ends; the second line is cut if it must be. Chinese
/// may break behind any letter.
#[must_use]
pub(super) fn in_two(text: &str, room: f64, size: f64) -> (String, Option<String>) {
    if fitted(text, room, size) == text {
        return (text.to_owned(), None);
    }
    let fits = |part: &str| width(part) * size / 12.0 <= room;
    let may_break = |(before, after): (&str, &str)| {
        before.ends_with(' ') || after.starts_with(' ') || before.ends_with(is_wide) || after.starts_with(is_wide)
    };
    let places = text.char_indices().skip(1).map(|(place, _)| text.split_at(place));
    let best = places.filter(|parts| may_break(*parts) && fits(parts.0.trim_end())).last();
    match best {
        Some((first, rest)) => (first.trim_end().to_owned(), Some(fitted(rest.trim_start(), room, size))),
        None => (fitted(text, room, size), None),
    }
}

/// How wide a text is drawn at 12 px, roughly: Chinese letters are square, others about half as wide.
#[must_use]
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|letter| if is_wide(letter) { 12.0 } else { narrow(letter) }).sum()
}

fn narrow(letter: char) -> f64 {
    match letter {
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | ' ' => 3.4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 10.0,
        'A'..='Z' => 8.0,
        _ => 6.6,
    }
}

fn is_wide(letter: char) -> bool {
    matches!(
        letter,
        '\u{1100}'..='\u{115F}'
            | '\u{2E80}'..='\u{A4CF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE6F}'
            | '\u{FF00}'..='\u{FF60}'
            | '\u{FFE0}'..='\u{FFE6}'
            | '\u{1F300}'..='\u{1FAFF}'
    )
}

/// The text, cut with an ellipsis where it is wider than its place; `size` is the letters' size in pixels.
#[must_use]
pub(super) fn fitted(text: &str, place: f64, size: f64) -> String {
    let room = place * 12.0 / size;
    if width(text) <= room {
        return text.to_owned();
    }
    let mut used = 12.0;
    let kept = text.chars().take_while(|letter| {
        used += if is_wide(*letter) { 12.0 } else { narrow(*letter) };
        used <= room
    });
    let mut kept: String = kept.collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use model::span::Minutes;

    use super::*;

    #[test]
    fn words_that_are_too_long_end_in_an_ellipsis() {
        assert_eq!(fitted("二线诊断", 104.0, 13.0), "二线诊断");
        assert_eq!(fitted("维修后仍然漏水的热泵", 104.0, 13.0), "维修后仍然漏水…");
        assert_eq!(fitted("Ask the customer for photographs", 104.0, 13.0), "Ask the custo…");
        assert_eq!(fitted("", 0.0, 12.0), "");
    }

    #[test]
    fn lengths_of_time_are_said_in_their_largest_whole_unit() {
        let say = |minutes, counted| span(Span { minutes: Minutes(minutes), counted }, Lang::En);
        assert_eq!(say(30, Counted::Working), "30 min");
        assert_eq!(say(120, Counted::Working), "2 h");
        assert_eq!(say(90, Counted::Wall), "1 h 30 min");
        assert_eq!(say(2_880, Counted::Wall), "2 days");
        assert_eq!(say(2_880, Counted::Working), "48 h");
    }
}
