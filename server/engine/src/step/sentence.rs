//! The usual sentences, for when nobody wrote words of their own.

use model::{
    Code, Problem, Text,
    key::FieldKey,
    record::{Target, Ticket},
};

/// A step has used a part of its time.
pub(crate) fn step_soon_late(ticket: &Ticket, step: &Text, percent: u8) -> Text {
    let (zh, en) = both(ticket, step);
    Text::both(format!("{zh}已用去时限的{percent}%"), format!("{en} has used {percent}% of its time"))
}

/// A step was handed to someone.
pub(crate) fn handed_over(ticket: &Ticket, step: &Text, by: &str, reason: &str) -> Text {
    let (zh, en) = both(ticket, step);
    if reason.is_empty() {
        Text::both(format!("{by}把{zh}转交给你"), format!("{en} was handed to you by {by}"))
    } else {
        Text::both(format!("{by}把{zh}转交给你：{reason}"), format!("{en} was handed to you by {by}: {reason}"))
    }
}

/// A step came back to someone.
pub(crate) fn sent_back(ticket: &Ticket, step: &Text, by: &str, reason: &str) -> Text {
    let (zh, en) = both(ticket, step);
    if reason.is_empty() {
        Text::both(format!("{by}退回了{zh}"), format!("{en} was sent back to you by {by}"))
    } else {
        Text::both(format!("{by}退回了{zh}：{reason}"), format!("{en} was sent back to you by {by}: {reason}"))
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
