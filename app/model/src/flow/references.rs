//! What a flow points at.

use super::{Act, Does, Door, Flow, Limit, Owner, Receiver, Until};
use crate::{Kind, key::DefinitionKey};

/// Kind, key, and the path of the part that points.
type Found = Vec<(Kind, DefinitionKey, String)>;

/// Every definition the flow points at: kind, key and the path of the part that points.
#[must_use]
pub fn references(flow: &Flow) -> Found {
    let mut found = Vec::new();
    if let Some(form) = &flow.form {
        found.push((Kind::Form, form.clone(), "/form".to_owned()));
    }
    for node in &flow.nodes {
        let path = format!("/nodes/{}", node.key);
        match &node.does {
            Does::Task(task) => {
                owner_references(&task.owner, &format!("{path}/owner"), &mut found);
                for phrase in &task.phrases {
                    found.push((Kind::Phrase, phrase.clone(), format!("{path}/phrases")));
                }
                limit_references(task.limit.as_ref(), &path, &mut found);
            }
            Does::Approval(approval) => {
                for (index, receiver) in approval.approvers.iter().enumerate() {
                    receiver_references(receiver, format!("{path}/approvers/{index}"), &mut found);
                }
                limit_references(approval.limit.as_ref(), &path, &mut found);
            }
            Does::Wait(wait) => {
                if let Some(calendar) = &wait.calendar {
                    found.push((Kind::Calendar, calendar.clone(), format!("{path}/calendar")));
                }
                if let Until::Holds { condition } = &wait.until {
                    crate::check::condition_references(condition, &format!("{path}/until"), &mut found);
                }
            }
            Does::Action(action) => act_references(&action.acts, &format!("{path}/acts"), &mut found),
            does @ (Does::SubFlow(_) | Does::ForEach(_)) => {
                found.extend(does.calls().map(|flow| (Kind::Flow, flow.clone(), format!("{path}/flow"))));
            }
            Does::Start | Does::Choice | Does::Inclusive | Does::Parallel | Does::Join(_) | Does::End { .. } => {}
        }
    }
    for link in &flow.links {
        if let Door::When { condition } = &link.leaves {
            crate::check::condition_references(condition, &format!("/links/{}/leaves", link.key), &mut found);
        }
    }
    found
}

fn owner_references(owner: &Owner, path: &str, found: &mut Found) {
    match owner {
        Owner::Queue { queue } | Owner::Claim { queue } => found.push((Kind::Queue, queue.clone(), path.to_owned())),
        Owner::Role { role } => found.push((Kind::Role, role.clone(), path.to_owned())),
        Owner::TicketQueue
        | Owner::Person { .. }
        | Owner::SameAs { .. }
        | Owner::TicketOwner
        | Owner::Expression { .. } => {}
    }
}

fn limit_references(limit: Option<&Limit>, path: &str, found: &mut Found) {
    let Some(limit) = limit else { return };
    if let Some(calendar) = &limit.calendar {
        found.push((Kind::Calendar, calendar.clone(), format!("{path}/limit/calendar")));
    }
    for warning in &limit.warnings {
        act_references(&warning.acts, &format!("{path}/limit/warnings"), found);
    }
    act_references(&limit.when_late, &format!("{path}/limit/when_late"), found);
}

pub(crate) fn receiver_references(receiver: &Receiver, path: String, found: &mut Found) {
    match receiver {
        Receiver::Role { role } | Receiver::TeamRole { role } => found.push((Kind::Role, role.clone(), path)),
        Receiver::Queue { queue } | Receiver::OnDuty { queue } => found.push((Kind::Queue, queue.clone(), path)),
        Receiver::Owner
        | Receiver::OwnerManager
        | Receiver::Filer
        | Receiver::FilerManager
        | Receiver::SameAs { .. }
        | Receiver::ManagerOf { .. }
        | Receiver::Expression { .. }
        | Receiver::Followers
        | Receiver::Person { .. }
        | Receiver::Field { .. }
        | Receiver::Customer => {}
    }
}

pub(crate) fn act_references(acts: &[Act], path: &str, found: &mut Found) {
    for (index, act) in acts.iter().enumerate() {
        let path = format!("{path}/{index}");
        match act {
            Act::SetQueue { queue } => found.push((Kind::Queue, queue.clone(), path)),
            Act::Assign { to } => owner_references(to, &path, found),
            Act::Notify { to, .. } | Act::Mail { to, .. } | Act::Cc { to } => receiver_references(to, path, found),
            Act::SetField { .. }
            | Act::SetVariable { .. }
            | Act::SetPriority { .. }
            | Act::SetStatus { .. }
            | Act::Webhook { .. } => {}
        }
    }
}
