//! The usual sentences, for when nobody wrote words of their own.

use model::{
    Code, Lang, Problem, Text,
    key::FieldKey,
    record::{Status, Target, Ticket},
};

/// How much of someone's words a message carries, in characters.
const EXCERPT: usize = 200;

/// A step has used a part of its time.
pub(crate) fn step_soon_late(ticket: &Ticket, step: &Text, percent: u8) -> Text {
    let (zh, en) = both(ticket, step);
    Text::both(format!("{zh}已用去时限的{percent}%"), format!("{en} has used {percent}% of its time"))
}

/// A step was handed to someone.
pub(crate) fn handed_over(ticket: &Ticket, step: &Text, by: &str, reason: &str) -> Text {
    let (zh, en) = both(ticket, step);
    with_reason(format!("{by}把{zh}转交给你"), format!("{en} was handed to you by {by}"), reason)
}

/// A step is someone's while another one has leave.
pub(crate) fn stands_in(ticket: &Ticket, step: &Text, absent: &str) -> Text {
    let (zh, en) = both(ticket, step);
    Text::both(format!("{absent}休假，{zh}由你代办"), format!("{en} is yours while {absent} has leave"))
}

/// A step is offered to someone.
pub(crate) fn offered(ticket: &Ticket, step: &Text) -> Text {
    let (zh, en) = both(ticket, step);
    Text::both(format!("{zh}等你接受"), format!("{en} is offered to you"))
}

/// A step that was offered to someone is no longer theirs to accept.
pub(crate) fn offer_over(ticket: &Ticket, step: &Text, by: &str) -> Text {
    let (zh, en) = both(ticket, step);
    Text::both(format!("{zh}已由{by}处理，不用你再接受"), format!("{en} is no longer offered to you: {by} saw to it"))
}

/// A step was offered to everyone, and nobody accepted it.
pub(crate) fn not_accepted(ticket: &Ticket, step: &Text) -> Text {
    let (zh, en) = both(ticket, step);
    Text::both(format!("{zh}没有人接受"), format!("{en}: nobody has accepted it"))
}

/// A step came back to someone.
pub(crate) fn sent_back(ticket: &Ticket, step: &Text, by: &str, reason: &str) -> Text {
    let (zh, en) = both(ticket, step);
    with_reason(format!("{by}退回了{zh}"), format!("{en} was sent back to you by {by}"), reason)
}

/// A step was given to someone for a time.
pub(crate) fn delegated(ticket: &Ticket, step: &Text, by: &str, reason: &str) -> Text {
    let (zh, en) = both(ticket, step);
    with_reason(format!("{by}委托你办理{zh}"), format!("{en} was delegated to you by {by}"), reason)
}

/// Whoever got a step for a time has done it.
pub(crate) fn delegate_done(ticket: &Ticket, step: &Text, by: &str, outcome: &Text) -> Text {
    let (zh, en) = both(ticket, step);
    let (zh_outcome, en_outcome) = (outcome.in_lang(Lang::ZhCn), outcome.in_lang(Lang::En));
    Text::both(
        format!("{by}办完了你委托的{zh}（{zh_outcome}），由你确认"),
        format!("{en} is back for your final word: {by} would end it with “{en_outcome}”"),
    )
}

/// A step came back undone.
pub(crate) fn given_back(ticket: &Ticket, step: &Text, by: &str) -> Text {
    let (zh, en) = both(ticket, step);
    Text::both(format!("{by}交还了你委托的{zh}"), format!("{en} was given back to you by {by}"))
}

/// A step was called back.
pub(crate) fn called_back(ticket: &Ticket, step: &Text, by: &str) -> Text {
    let (zh, en) = both(ticket, step);
    Text::both(format!("{by}收回了委托给你的{zh}"), format!("{en} was called back by {by}"))
}

/// Someone is urged to do a step.
pub(crate) fn urged(ticket: &Ticket, step: &Text, by: &str, words: &str) -> Text {
    let (zh, en) = both(ticket, step);
    with_reason(format!("{by}催办{zh}"), format!("{en}: {by} urges you to do it"), words)
}

/// Someone follows a ticket from now on.
pub(crate) fn follows(ticket: &Ticket, by: Option<&str>) -> Text {
    let (number, title) = (ticket.number, &ticket.title);
    match by {
        Some(by) => Text::both(
            format!("{by}把工单#{number}“{title}”抄送给你"),
            format!("Ticket #{number} “{title}”: {by} lets you follow it"),
        ),
        None => Text::both(
            format!("工单#{number}“{title}”抄送给你"),
            format!("Ticket #{number} “{title}”: you follow it from now on"),
        ),
    }
}

/// Words between the customer and the desk, for a follower.
pub(crate) fn replied(ticket: &Ticket, name: &str, words: &str) -> Text {
    let (number, title) = (ticket.number, &ticket.title);
    let words = excerpt(words);
    Text::both(
        format!("{name}在工单#{number}“{title}”中回复：{words}"),
        format!("Ticket #{number} “{title}”: {name} wrote: {words}"),
    )
}

/// Several people have decided, for a follower.
pub(crate) fn decided(ticket: &Ticket, step: &Text, agreed: bool) -> Text {
    let (zh, en) = both(ticket, step);
    if agreed {
        Text::both(format!("{zh}审批通过"), format!("{en} was agreed"))
    } else {
        Text::both(format!("{zh}审批未通过"), format!("{en} was refused"))
    }
}

/// The flow has ended, for a follower.
pub(crate) fn ended(ticket: &Ticket, status: Status) -> Text {
    let (number, title) = (ticket.number, &ticket.title);
    let (zh, en) = outcome(status);
    Text::both(format!("工单#{number}“{title}”{zh}"), format!("Ticket #{number} “{title}” was {en}"))
}

/// The run was ended by hand, for the customer.
pub(crate) fn terminated(ticket: &Ticket, status: Status, reason: &str) -> Text {
    let (number, title) = (ticket.number, &ticket.title);
    let (zh, en) = outcome(status);
    Text::both(
        format!("你的工单#{number}“{title}”{zh}：{reason}"),
        format!("Your ticket #{number} “{title}” was {en}: {reason}"),
    )
}

const fn outcome(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Resolved => ("已解决", "resolved"),
        Status::Cancelled => ("已取消", "cancelled"),
        _ => ("已关闭", "closed"),
    }
}

/// The beginning of someone's words, on one line.
fn excerpt(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(EXCERPT).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

fn with_reason(zh: String, en: String, reason: &str) -> Text {
    if reason.is_empty() {
        Text::both(zh, en)
    } else {
        Text::both(format!("{zh}：{reason}"), format!("{en}: {reason}"))
    }
}

/// Someone is asked to decide.
pub(crate) fn asked_to_decide(ticket: &Ticket, step: &Text) -> Text {
    let (zh, en) = both(ticket, step);
    Text::both(format!("{zh}需要你审批"), format!("{en} asks for your approval"))
}

/// A clock has used a part of its time, or more than all of it.
pub(crate) fn clock_at(ticket: &Ticket, target: Target, percent: u16) -> Text {
    let (number, title) = (ticket.number, &ticket.title);
    let (zh, en) = match target {
        Target::FirstResponse => ("首次响应", "first response"),
        Target::NextResponse => ("下次响应", "next response"),
        Target::Resolution => ("解决", "resolution"),
    };
    if percent < 100 {
        Text::both(
            format!("工单#{number}“{title}”的{zh}已用去时限的{percent}%"),
            format!("Ticket #{number} “{title}”: the {en} has used {percent}% of its time"),
        )
    } else {
        Text::both(
            format!("工单#{number}“{title}”的{zh}已超时（{percent}%）"),
            format!("Ticket #{number} “{title}”: the {en} is late ({percent}% of its time)"),
        )
    }
}

fn both(ticket: &Ticket, step: &Text) -> (String, String) {
    let (number, title) = (ticket.number, &ticket.title);
    (
        format!("工单#{number}“{title}”的步骤“{}”", step.in_lang(model::Lang::ZhCn)),
        format!("Ticket #{number} “{title}”: the step “{}”", step.in_lang(model::Lang::En)),
    )
}

/// A value that the flow wanted to write does not fit its field; words for an administrator.
pub(crate) fn does_not_fit(field: &FieldKey, value: &str, problems: &[Problem]) -> String {
    let whys: Vec<String> = problems.iter().map(|problem| why(field, problem)).collect();
    format!("the field {field} cannot hold {value}: {}", whys.join("; "))
}

fn why(field: &FieldKey, problem: &Problem) -> String {
    let fact = |name: &str| problem.facts.get(name).cloned().unwrap_or_default();
    // A problem can lie in a computed field that follows from the written one.
    let place = problem.path.trim_start_matches("/fields/");
    let place = if place == field.as_str() { String::new() } else { format!("{place}: ") };
    let words = match problem.code {
        Code::UnknownField => "the form has no such field".to_owned(),
        Code::ReadOnly => "it is computed and never written".to_owned(),
        Code::WrongType => format!("it takes {}, not {}", fact("wanted"), fact("given")),
        Code::UnknownOption => format!("{} is not one of its options", fact("given")),
        Code::TooLong | Code::TooLarge | Code::TooMany => format!("the most is {}", fact("most")),
        Code::TooShort | Code::TooSmall => format!("the least is {}", fact("least")),
        Code::PatternMismatch => "it does not follow the pattern".to_owned(),
        other => other.to_string().replace('_', " "),
    };
    format!("{place}{words}")
}
