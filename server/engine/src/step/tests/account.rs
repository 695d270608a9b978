//! The account of a script: each event in a few words.

use chrono::{DateTime, Utc};
use model::{
    id::PersonId,
    migration::{Hindrance, Verdict},
    reckoning::{Became, Measured, Shift},
    record::{Event, Happening, Who},
};

use super::world::monday;

/// One event in a few words.
pub fn words(event: &Event) -> String {
    let who = match &event.who {
        Who::Person { name, .. } => format!("{name} "),
        Who::Customer { .. } => "customer ".to_owned(),
        Who::System => String::new(),
    };
    let what = match &event.what {
        Happening::Filed { .. } => "filed".to_owned(),
        Happening::StepOpened { node, owner, due_at, .. } => {
            let owner = owner.as_ref().map_or("nobody", |(_, name)| name);
            format!("{node} -> {owner}{}", minute(*due_at))
        }
        Happening::StepDone { node, outcome, on_behalf_of, .. } => {
            let whose = on_behalf_of.as_ref().map_or(String::new(), |(_, name)| format!("for {name} "));
            format!("{whose}did {node}: {outcome}")
        }
        Happening::Delegated { title, to, .. } => format!("delegates {} to {}", title.in_lang(model::Lang::En), to.1),
        Happening::DelegateDone { title, outcome, to, .. } => {
            format!("did {} for {}: {outcome}", title.in_lang(model::Lang::En), to.1)
        }
        Happening::Recalled { title, to, .. } => format!("brings {} back to {}", title.in_lang(model::Lang::En), to.1),
        Happening::Urged { title, told, .. } => {
            format!("urges [{}] for {}", names(told), title.in_lang(model::Lang::En))
        }
        Happening::SentBack { title, to, returns, .. } => {
            let how = if *returns { " and waits" } else { "" };
            format!("sent {} back to {to}{how}", title.in_lang(model::Lang::En))
        }
        Happening::TakenBack { node, .. } => format!("took back {node}"),
        Happening::AgreedUnasked { node, person, .. } => format!("{node} takes {} as agreed", person.1),
        Happening::ApproverAdded { title, person, before, .. } => {
            let when = if *before { "before" } else { "after" };
            format!("asks {} {when} {}", person.1, title.in_lang(model::Lang::En))
        }
        Happening::ApproverRemoved { node, person, .. } => format!("spares {} {node}", person.1),
        Happening::Decided { node, agreed, yes, no, abstained, .. } => {
            format!(
                "{node} {}: {yes} for, {no} against, {abstained} neither",
                if *agreed { "agreed" } else { "refused" }
            )
        }
        Happening::Migrated { number } => format!("moved to version {number}"),
        Happening::StepCancelled { node, .. } => format!("{node} cancelled"),
        Happening::Claimed { title, .. } => format!("claimed {}", title.in_lang(model::Lang::En)),
        Happening::Assigned { title, to, .. } => format!("{} given to {}", title.in_lang(model::Lang::En), to.1),
        Happening::Offered { title, to, until, round, .. } => {
            let again = if *round > 1 { format!(" in round {round}") } else { String::new() };
            format!("{} offered to {}{again}{}", title.in_lang(model::Lang::En), to.1, minute(Some(*until)))
        }
        Happening::OfferDeclined { title, .. } => format!("declines {}", title.in_lang(model::Lang::En)),
        Happening::OfferLapsed { title, to, .. } => {
            format!("{} not accepted by {}", title.in_lang(model::Lang::En), to.1)
        }
        Happening::NotAccepted { title, then, told, .. } => {
            let then = then.as_ref().map_or(String::new(), |then| format!(", goes to {then}"));
            format!("{} accepted by nobody{then} told [{}]", title.in_lang(model::Lang::En), names(told))
        }
        Happening::Transferred { title, to, .. } => {
            let to = to.as_ref().map_or("nobody", |(_, name)| name);
            format!("handed {} to {to}", title.in_lang(model::Lang::En))
        }
        Happening::HandedOver { title, from, to, .. } => {
            let to = to.as_ref().map_or("its queue", |(_, name)| name);
            format!("{} of {} goes to {to}", title.in_lang(model::Lang::En), from.1)
        }
        Happening::StepWarned { title, percent, .. } => format!("{} at {percent}%", title.in_lang(model::Lang::En)),
        Happening::StepLate { title, .. } => format!("{} late", title.in_lang(model::Lang::En)),
        Happening::Chose { node, way, .. } => format!("{node} chose {}", way.in_lang(model::Lang::En)),
        Happening::Parted { node, ways, .. } => {
            let ways: Vec<&str> = ways.iter().map(|way| way.in_lang(model::Lang::En)).collect();
            format!("{node} goes {}", ways.join(" and "))
        }
        Happening::RoundsBegan { node, rounds, .. } => format!("{node} in {rounds} rounds"),
        Happening::Signalled { name, .. } => format!("signals {name}"),
        Happening::Answered { node, status, .. } => format!("{node} answered {status}"),
        Happening::Waiting { node, until, .. } => format!("{node} waits{}", minute(*until)),
        Happening::WaitOver { node, timed_out, .. } => {
            format!("{node} {}", if *timed_out { "timed out" } else { "over" })
        }
        Happening::FieldsSet { fields } => {
            let all: Vec<String> = fields.iter().map(|(key, value)| format!("{key}={value}")).collect();
            format!("set {}", all.join(" "))
        }
        Happening::VariablesSet { variables } => {
            let all: Vec<String> = variables.iter().map(|(key, value)| format!("{key}={value}")).collect();
            format!("mends {}", all.join(" "))
        }
        Happening::StatusSet { to, .. } => format!("status {}", to.as_str()),
        Happening::PrioritySet { to, .. } => format!("priority {}", to.as_str()),
        Happening::QueueSet { queue } => format!("queue {queue}"),
        Happening::OwnerSet { owner } => format!("owner {}", owner.as_ref().map_or("nobody", |(_, name)| name)),
        Happening::ClockStarted { target, due_at } => {
            format!("clock {}{}", target.as_str(), minute(Some(*due_at)))
        }
        Happening::ClockMoved { target, due_at } => format!("clock {} moved{}", target.as_str(), minute(*due_at)),
        Happening::Reckoned { because, shifts } => {
            format!("reckoned by {}: {}", because.key, shifts.iter().map(shift).collect::<Vec<_>>().join(", "))
        }
        Happening::ClockPaused { target } => format!("clock {} paused", target.as_str()),
        Happening::ClockResumed { target, due_at } => {
            format!("clock {} resumed{}", target.as_str(), minute(Some(*due_at)))
        }
        Happening::TitleSet { to, .. } => format!("title {to}"),
        Happening::Followed { people } => format!("adds [{}]", names(people)),
        Happening::Unfollowed { people } => format!("drops [{}]", names(people)),
        Happening::Held { until, reason } => format!("holds{}: {reason}", minute(*until).replace("due", "until")),
        Happening::Resumed => "resumes".to_owned(),
        Happening::Jumped { node, to, .. } => format!("moves {node} to {to}"),
        Happening::Terminated { reason } => format!("terminates: {reason}"),
        Happening::Reopened { reason } => format!("reopened: {reason}"),
        Happening::ClockMet { target, late } => {
            format!("clock {} met{}", target.as_str(), if *late { " late" } else { "" })
        }
        Happening::ClockBreached { target } => format!("clock {} late", target.as_str()),
        Happening::Escalated { target, percent, told } => {
            format!("level {percent}% of {} told [{}]", target.as_str(), names(told))
        }
        Happening::Reminded { target, percent, time, told } => {
            format!("level {percent}% of {} told again ({time}) {}", target.as_str(), names(told))
        }
        Happening::Acknowledged => "has it".to_owned(),
        Happening::Notified { told, .. } => format!("told [{}]", names(told)),
        Happening::Queued { effect, .. } => format!("queued {effect}"),
        Happening::Reply { text } => format!("says: {text}"),
        Happening::Note { text } => format!("notes: {text}"),
        Happening::Stuck { node, .. } => format!("{node} stuck"),
        Happening::Ended { status } => format!("ended {}", status.as_str()),
    };
    format!("{who}{what}")
}

/// ` due 30`, for an instant in minutes of the script.
pub fn minute(at: Option<DateTime<Utc>>) -> String {
    at.map(|at| format!(" due {}", (at - monday()).num_minutes())).unwrap_or_default()
}

fn names(told: &[(PersonId, String)]) -> String {
    told.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" ")
}

/// `resolution due 60 -> 120 late`.
fn shift(shift: &Shift) -> String {
    let what = match &shift.what {
        Measured::Clock { target } => target.as_str().to_owned(),
        Measured::Step { node, .. } | Measured::Wait { node, .. } => node.to_string(),
    };
    let became = match shift.became {
        Became::Moved => "",
        Became::Late => " late",
        Became::InTime => " in time",
        Became::Gone => " gone",
    };
    let to = minute(shift.to).replace("due", "->");
    format!("{what}{}{to}{became}", minute(shift.from))
}

/// What becomes of a case that is to move.
pub fn verdict(verdict: &Verdict) -> String {
    let hindrance = |one: &Hindrance| match one {
        Hindrance::NoSuchPlace { node } => format!("there is no {node}"),
        Hindrance::SplitGone { place } => format!("the split {} is gone", place.node),
        Hindrance::Unsound { problem } => format!("{} at {}", problem.code.as_str(), problem.path),
        Hindrance::FieldChanged { field } => format!("the field {field} is another"),
    };
    match verdict {
        Verdict::Current => "current".to_owned(),
        Verdict::Safe => "safe".to_owned(),
        Verdict::Mapped => "mapped".to_owned(),
        Verdict::NeedsChoice { places } => {
            let places: Vec<&str> = places.iter().map(|place| place.node.as_str()).collect();
            format!("where to from {}", places.join(", "))
        }
        Verdict::Blocked { why } => format!("blocked: {}", why.iter().map(hindrance).collect::<Vec<_>>().join(", ")),
    }
}
