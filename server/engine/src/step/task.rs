//! A task: someone becomes its owner, its limit is reckoned, and the path waits for the person.

use model::{
    flow::{self, Node, Owner},
    id::TaskId,
    record::{Happening, Standing, Task, TaskState},
    trace::Trace,
};

use super::{
    for_each, offer, owner,
    term::Term,
    ticket,
    walk::{Trouble, Walk, Walker},
};
use crate::program::Program;

/// Opens the task of a node.
pub(super) fn enter(
    walk: &mut Walk<'_>,
    walker: &Walker,
    program: &Program,
    node: &Node,
    task: &flow::Task,
) -> Result<(), Trouble> {
    let run = walk.run_mut()?.id;
    // Whoever did it before does it again, where they still can.
    let before = walker.back.then(|| Owner::SameAs { node: node.key.clone() });
    let before = before.map(|rule| owner::resolve(walk, program, walker.frame, &rule)).transpose()?;
    let found = match before.filter(|found| found.owner.is_some()) {
        Some(found) => found,
        None => owner::resolve(walk, program, walker.frame, &task.owner)?,
    };
    let term = Term::of(walk, task.limit.as_ref())?;
    let due_at = term.due_at;
    // Where the queue offers work, whoever was found is asked first.
    let offering = if found.is_of_queue { offer::offering(walk, found.queue.as_ref()) } else { None };
    let owner = found.owner.filter(|_| offering.is_none());
    let traces: Vec<Trace> = [Trace::Owner(found.trace.clone())].into_iter().chain(term.trace.clone()).collect();
    let id = TaskId::new(walk.uuid());
    let title = for_each::titled(walk, walker.frame, &node.title);
    let token = walk.rest(walker, Standing::Task { task: id })?;
    walk.case.tasks.push(Task {
        id,
        ticket: walk.case.ticket.id,
        run,
        token,
        node: node.key.clone(),
        title: title.clone(),
        instructions: task.instructions.clone(),
        layout: task.layout.clone(),
        outcomes: task.outcomes.clone(),
        is_vote: false,
        phrases: task.phrases.clone(),
        owner,
        waits: found.waits,
        offers: None,
        weight: owner::weight(walk),
        delegated_by: None,
        urges: Vec::new(),
        queue: found.queue,
        state: TaskState::Open,
        opened_at: walk.now,
        due_at,
        traces: traces.clone(),
        version: 1,
    });
    walk.count(owner, 1);
    term.watch(walk, token)?;
    let opened = Happening::StepOpened {
        node: node.key.clone(),
        title,
        task: id,
        owner: owner.map(|owner| walk.named(owner)),
        due_at,
    };
    walk.decided(opened, traces);
    if let (Some(person), Some(offering)) = (found.owner, offering) {
        offer::make(walk, id, person, found.trace, &offering);
    }
    if walk.case.ticket.owner.is_none() && owner.is_some() {
        ticket::set_owner(walk, owner, Vec::new());
    }
    Ok(())
}
