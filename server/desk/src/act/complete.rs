//! An agent completes a step with an outcome.

use engine::step::Stimulus;
use model::{
    Fields, Problem,
    form::{Layout, Moment},
    id::TaskId,
    key::LayoutKey,
    record::{Task, Ticket},
    view::{Completion, TicketRow},
};

use super::{Besides, Request, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
    intake::known_people,
    view,
};

impl Desk {
    /// Completes a task. The answers are judged by the form version of the ticket and the layout of the step; while
    /// one of them is wrong, nothing is stored.
    ///
    /// Guard: the task's version. Of two who complete it at once, one wins and the other is told by whom.
    pub async fn complete(
        &self,
        actor: &Actor,
        task: TaskId,
        completion: Completion,
        request: Option<Request>,
    ) -> Result<TicketRow> {
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, changes: &mut store::Changes| {
            let Some(open) = scene.case.tasks.iter().find(|open| open.id == task) else {
                return Err(Error::Moved { by: None });
            };
            if !who.may_work_on(open) {
                return Err(Error::Forbidden { right: model::role::Right::WorkTickets });
            }
            if !open.outcomes.iter().any(|outcome| outcome.key == completion.outcome) {
                let given: String = completion.outcome.as_str().chars().take(80).collect();
                return Err(Error::Invalid(vec![
                    Problem::error(model::Code::UnknownOutcome, "/outcome").with("given", given),
                ]));
            }
            // What whoever gave the step away had begun is older than what comes back.
            if open.delegated_by.is_some() {
                changes.delete_step_drafts(task);
            }
            let fields = accepted(scene, open, &completion.fields, &who)?;
            Ok(Stimulus::Done { task, by: who.by(), outcome: completion.outcome.clone(), fields })
        };
        let answer = |step: &engine::step::Step, lookup: &crate::shelf::Lookup| Ok(view::row_of(&step.case, lookup));
        let told = self.act(actor.workspace(), ticket, request.as_ref(), stimulus, answer, Besides::default()).await;
        match told {
            // Name the winner: the open task is gone, its done row knows who.
            Err(Error::Moved { by: None }) => Err(Error::Moved { by: self.done_by(actor, task).await? }),
            told => told,
        }
    }

    async fn done_by(&self, actor: &Actor, task: TaskId) -> Result<Option<String>> {
        let scope = self.0.store.scope(actor.workspace());
        let Some(task) = scope.task(task).await? else { return Ok(None) };
        let model::record::TaskState::Done { by, .. } = task.state else { return Ok(None) };
        Ok(scope.person(by).await?.map(|person| person.name))
    }
}

/// The layout that a task fills, in the form version of its ticket.
pub(crate) fn layout<'a>(form: &'a model::form::Form, task: &Task) -> Option<&'a Layout> {
    let key: &LayoutKey = task.layout.as_ref()?;
    form.layout(key)
}

pub(crate) fn accepted(scene: &Scene<'_>, task: &Task, given: &Fields, actor: &Actor) -> Result<Fields> {
    let ticket: &Ticket = &scene.case.ticket;
    let form = scene.lookup.shelf.form(ticket.form_version).ok_or(Error::refused("form_missing"))?;
    let Some(layout) = layout(form.form(), task) else {
        let unknown = given
            .keys()
            .map(|key| Problem::error(model::Code::UnknownField, format!("/fields/{key}")).with("given", key));
        let problems: Vec<_> = unknown.collect();
        return if problems.is_empty() { Ok(Fields::new()) } else { Err(Error::Invalid(problems)) };
    };
    let mut merged = ticket.fields.clone();
    merged.extend(given.iter().map(|(key, value)| (key.clone(), value.clone())));
    let scope = view::scope(scene.case, scene.lookup, &merged, Some(actor), scene.now);
    let fields =
        form.accept(layout, given, &ticket.fields, Moment::HandingIn, &scope, scene.lookup).map_err(Error::Invalid)?;
    known_people(form.form(), &fields, scene.lookup)?;
    Ok(fields)
}
