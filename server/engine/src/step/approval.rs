//! An approval: several people decide, each by a task of their own, and the path goes on when the decision is clear.
//!
//! Who is asked stands in the votes of the token, in the order in which they are asked. A vote gets its task when its
//! turn has come: at once, after the one before it, or after the one it waits for.

use model::{
    flow::{Approval, Does, Door, Node},
    id::{PersonId, TaskId},
    key::OutcomeKey,
    record::{Answer, Happening, RunToken, Standing, Task, TaskState, Token, Visibility, Vote},
    trace::{OwnerTrace, Trace},
};

use super::{
    back, for_each, owner, sentence, tell,
    term::Term,
    walk::{Trouble, Walk, Walker},
};
use crate::{program::Program, refusal::Refusal};

mod decision;

use decision::Decision;

/// Asks the people of an approval. Those who have agreed already may count without being asked; if that decides it, the
/// path goes on at once.
pub(super) fn enter(
    walk: &mut Walk<'_>,
    walker: &Walker,
    program: &Program,
    node: &Node,
    approval: &Approval,
) -> Result<(), Trouble> {
    let mut votes: Vec<Vote> = Vec::new();
    for receiver in &approval.approvers {
        for person in tell::receivers(walk, receiver, Some((program, walker.frame)))? {
            if votes.iter().all(|vote| vote.person != person) {
                votes.push(Vote { person, task: None, answer: None, waits_for: None, added_by: None });
            }
        }
    }
    if votes.is_empty() {
        return Err(Trouble::new(format!("nobody can be asked for the approval {}", node.key)));
    }
    if approval.skips_agreed {
        for vote in &mut votes {
            let has_agreed = walk.case.run.as_ref().is_some_and(|run| run.agreed_by.contains(&vote.person));
            if has_agreed || walk.case.ticket.filed_by == Some(vote.person) {
                vote.answer = Some(Answer::Agreed);
                let person = walk.named(vote.person);
                let (node, title) = (node.key.clone(), node.title.clone());
                walk.happened(Happening::AgreedUnasked { node, title, person });
            }
        }
    }
    let term = Term::of(walk, approval.limit.as_ref())?;
    let id = walk.rest(walker, Standing::Approval)?;
    if let Some(token) = walk.token_mut(id) {
        token.votes = votes;
    }
    let (due_at, trace) = (term.due_at, term.trace.clone());
    term.watch(walk, id)?;
    go_on(walk, id, &Asking { approval, due_at, traces: trace.into_iter().collect() })
}

/// What a task of the approval is made of.
struct Asking<'a> {
    approval: &'a Approval,
    due_at: Option<chrono::DateTime<chrono::Utc>>,
    traces: Vec<model::trace::Trace>,
}

/// Leaves the approval if it is decided, else asks whoever's turn it is.
fn go_on(walk: &mut Walk<'_>, id: RunToken, asking: &Asking<'_>) -> Result<(), Trouble> {
    let Some(token) = walk.token(id).cloned() else { return Ok(()) };
    let agreed = match decision::of(asking.approval.needs, &token.votes) {
        Decision::Agreed => true,
        Decision::Refused => false,
        Decision::Open => {
            for place in decision::next(asking.approval.needs, &token.votes) {
                ask(walk, &token, place, asking)?;
            }
            return Ok(());
        }
    };
    let program = walk.program(token.frame)?;
    let title = program.node(&token.node).map(|node| node.title.clone()).unwrap_or_default();
    let count = |answer| {
        let votes = token.votes.iter().filter(|vote| vote.answer == Some(answer));
        u32::try_from(votes.count()).unwrap_or(u32::MAX)
    };
    let decided = Happening::Decided {
        node: token.node.clone(),
        title,
        agreed,
        yes: count(Answer::Agreed),
        no: count(Answer::Refused),
        abstained: count(Answer::Abstained),
    };
    let Some((token, mut walker)) = walk.lift(id) else { return Ok(()) };
    for task in tasks(&token) {
        walk.cancel_task(task);
    }
    walk.happened(decided);
    walker.pass();
    let outcome = OutcomeKey::new(if agreed { Approval::AGREED } else { Approval::REFUSED });
    back::on(walk, &walker, &[Door::Outcome { outcome }])
}

/// The tasks that were opened for an approval.
pub(super) fn tasks(token: &Token) -> impl Iterator<Item = TaskId> + '_ {
    token.votes.iter().filter_map(|vote| vote.task)
}

/// Opens the task of a vote.
fn ask(walk: &mut Walk<'_>, token: &Token, place: usize, asking: &Asking<'_>) -> Result<(), Trouble> {
    let Some(vote) = token.votes.get(place) else { return Ok(()) };
    let program = walk.program(token.frame)?;
    let node = program.node(&token.node).ok_or_else(|| Trouble::new(format!("there is no node {}", token.node)))?;
    let title = for_each::titled(walk, token.frame, &node.title);
    let mut traces = asking.traces.clone();
    let person = match stand_in(walk, token, vote) {
        Some((person, trace)) => {
            traces.insert(0, Trace::Owner(trace));
            person
        }
        None => vote.person,
    };
    let (id, run) = (TaskId::new(walk.uuid()), walk.run_mut()?.id);
    walk.case.tasks.push(Task {
        id,
        ticket: walk.case.ticket.id,
        run,
        token: token.id,
        node: node.key.clone(),
        title: title.clone(),
        instructions: asking.approval.instructions.clone(),
        layout: asking.approval.layout.clone(),
        outcomes: asking.approval.outcomes(),
        is_vote: true,
        waits: false,
        offers: None,
        weight: 0,
        phrases: Vec::new(),
        owner: Some(person),
        delegated_by: None,
        urges: Vec::new(),
        queue: None,
        state: TaskState::Open,
        opened_at: walk.now,
        due_at: asking.due_at,
        traces: traces.clone(),
        version: 1,
    });
    walk.count(Some(person), 1);
    if let Some(vote) = walk.token_mut(token.id).and_then(|token| token.votes.get_mut(place)) {
        vote.task = Some(id);
    }
    handed(walk, id, person);
    let owner = Some(walk.named(person));
    let opened =
        Happening::StepOpened { node: node.key.clone(), title: title.clone(), task: id, owner, due_at: asking.due_at };
    walk.decided(opened, traces);
    let text = sentence::asked_to_decide(&walk.case.ticket, &title);
    walk.notice(person, text);
    Ok(())
}

/// Who is asked in place of someone who has leave, and why; nobody who is asked by this approval already.
fn stand_in(walk: &Walk<'_>, token: &Token, vote: &Vote) -> Option<(PersonId, OwnerTrace)> {
    let absent = walk.library.person(vote.person)?;
    let (one, trace) = owner::stand_in(walk, absent)?;
    // Others of the same approval may have been asked a moment ago.
    let is_asked = walk.token(token.id)?.votes.iter().any(|vote| is_with(walk, vote, one));
    (!is_asked).then_some((one, trace))
}

/// Takes what someone decided; the task itself is closed already.
pub(super) fn answered(walk: &mut Walk<'_>, token: RunToken, task: TaskId, outcome: &OutcomeKey) {
    let answer = match outcome.as_str() {
        Approval::AGREED => Answer::Agreed,
        Approval::REFUSED => Answer::Refused,
        _ => Answer::Abstained,
    };
    // Whoever decided for someone else did not agree themselves.
    let voter = vote_mut(walk, token, task).map(|vote| {
        vote.answer = Some(answer);
        vote.person
    });
    if answer == Answer::Agreed
        && let (Some(run), Some(voter)) = (&mut walk.case.run, voter)
    {
        run.agreed_by.insert(voter);
    }
    resume(walk, token);
}

/// Goes on with an approval that rests, after its votes have changed.
pub(super) fn resume(walk: &mut Walk<'_>, id: RunToken) {
    let Some(token) = walk.token(id).cloned() else { return };
    let gone_on = walk.program(token.frame).and_then(|program| {
        let Some(Does::Approval(approval)) = program.node(&token.node).map(|node| &node.does) else { return Ok(()) };
        // All of them have the same term, that of the whole approval.
        let first = walk.case.tasks.iter().find(|task| task.token == id && walk.is_of_run(task));
        let (due_at, mut traces) = first.map_or((None, Vec::new()), |task| (task.due_at, task.traces.clone()));
        traces.retain(|trace| !matches!(trace, Trace::Owner(_)));
        go_on(walk, id, &Asking { approval, due_at, traces })
    });
    if let Err(trouble) = gone_on
        && let Some((_, walker)) = walk.lift(id)
    {
        for task in tasks(&token) {
            walk.cancel_task(task);
        }
        walk.stick(&walker, &trouble);
    }
}

fn vote_mut<'a>(walk: &'a mut Walk<'_>, token: RunToken, task: TaskId) -> Option<&'a mut Vote> {
    walk.token_mut(token)?.votes.iter_mut().find(|vote| vote.task == Some(task))
}

/// Whether someone can take a task over that may belong to an approval: nobody is asked twice.
pub(super) fn may_have(walk: &Walk<'_>, task: TaskId, person: PersonId) -> Result<(), Refusal> {
    let Some(token) = token_of(walk, task) else { return Ok(()) };
    let is_asked = token.votes.iter().any(|vote| vote.task != Some(task) && is_with(walk, vote, person));
    if is_asked { Err(Refusal::AskedAlready) } else { Ok(()) }
}

/// Whether someone is asked by a vote: for themselves, or in someone else's name.
fn is_with(walk: &Walk<'_>, vote: &Vote, person: PersonId) -> bool {
    let task = vote.task.and_then(|task| walk.task(task)).filter(|task| task.state.is_open());
    vote.person == person || task.is_some_and(|task| task.owner == Some(person))
}

/// A task of an approval goes to someone else, who then decides.
pub(super) fn handed(walk: &mut Walk<'_>, task: TaskId, to: PersonId) {
    let Some(id) = token_of(walk, task).map(|token| token.id) else { return };
    let Some(vote) = vote_mut(walk, id, task) else { return };
    let from = std::mem::replace(&mut vote.person, to);
    if let Some(token) = walk.token_mut(id) {
        for vote in token.votes.iter_mut().filter(|vote| vote.waits_for == Some(from)) {
            vote.waits_for = Some(to);
        }
    }
}

/// The approval that a task belongs to, if it does to one.
pub(super) fn token_of<'a>(walk: &'a Walk<'_>, task: TaskId) -> Option<&'a Token> {
    let token = walk.token(walk.task(task)?.token)?;
    (token.standing == Standing::Approval).then_some(token)
}

/// Whoever is asked asks someone else besides: before they decide themselves, or after.
pub(super) fn add(
    walk: &mut Walk<'_>,
    task: TaskId,
    by: PersonId,
    person: PersonId,
    before: bool,
    reason: String,
) -> Result<(), Refusal> {
    walk.active_run()?;
    let open = walk.open_task(task)?;
    let (owner, title) = (open.owner, open.title.clone());
    if owner != Some(by) {
        return Err(Refusal::NotAsked);
    }
    if !walk.library.person(person).is_some_and(|one| one.person.active) {
        return Err(Refusal::NoSuchPerson);
    }
    let id = token_of(walk, task).ok_or(Refusal::NoApproval)?.id;
    if walk.token(id).is_some_and(|token| token.votes.iter().any(|vote| is_with(walk, vote, person))) {
        return Err(Refusal::AskedAlready);
    }
    let Some(token) = walk.token_mut(id) else { return Err(Refusal::NoApproval) };
    let Some((place, asker)) = token
        .votes
        .iter()
        .enumerate()
        .find_map(|(place, vote)| (vote.task == Some(task)).then_some((place, vote.person)))
    else {
        return Err(Refusal::NoApproval);
    };
    let mut added = Vote { person, task: None, answer: None, waits_for: None, added_by: Some(by) };
    if before {
        // The one who asks is asked again, once the other one has decided.
        if let Some(own) = token.votes.get_mut(place) {
            added.waits_for = own.waits_for.replace(person);
            own.task = None;
        }
        token.votes.insert(place, added);
    } else {
        added.waits_for = Some(asker);
        token.votes.insert(place + 1, added);
    }
    let person = walk.named(person);
    walk.subject = Some(task);
    walk.acted(Happening::ApproverAdded { task, title, person, before, reason }, Visibility::Internal);
    resume(walk, id);
    if before {
        walk.cancel_task(task);
    }
    walk.go();
    Ok(())
}

/// Someone who was asked besides, and has not decided, is not asked after all. Whoever waited for them goes on.
pub(super) fn remove(walk: &mut Walk<'_>, task: TaskId, by: PersonId, person: PersonId) -> Result<(), Refusal> {
    walk.active_run()?;
    let token = token_of(walk, task).ok_or(Refusal::NoApproval)?.clone();
    let Some(place) = token.votes.iter().position(|vote| vote.person == person) else {
        return Err(Refusal::NoSuchPerson);
    };
    let Some(vote) = token.votes.get(place).filter(|vote| vote.added_by == Some(by) && vote.answer.is_none()) else {
        return Err(Refusal::CannotBeRemoved);
    };
    if let Some(token) = walk.token_mut(token.id) {
        token.votes.remove(place);
        for other in token.votes.iter_mut().filter(|other| other.waits_for == Some(person)) {
            other.waits_for = vote.waits_for;
        }
    }
    let title = walk.task(task).map(|task| task.title.clone()).unwrap_or_default();
    let removed = Happening::ApproverRemoved { node: token.node.clone(), title, person: walk.named(person) };
    walk.acted(removed, Visibility::Internal);
    resume(walk, token.id);
    if let Some(task) = vote.task {
        walk.cancel_task(task);
    }
    walk.go();
    Ok(())
}
