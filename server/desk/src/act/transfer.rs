//! An agent hands a task to someone else.

use engine::step::Stimulus;
use model::{
    Code, Problem,
    id::{PersonId, TaskId},
    role::Right,
    view::TaskView,
};

use super::{Besides, Scene};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 2_000;

impl Desk {
    /// Hands a task to an active person, with a reason in words.
    ///
    /// Guard: the task's version, so a transfer never undoes someone's completion.
    pub async fn transfer(&self, actor: &Actor, task: TaskId, to: PersonId, reason: String) -> Result<TaskView> {
        let reason = checked_reason(&reason)?;
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            let Some(open) = scene.case.tasks.iter().find(|open| open.id == task) else {
                return Err(Error::Moved { by: None });
            };
            if !who.may_work_on(open) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            if !scene.lookup.colleagues.iter().any(|one| one.person.id == to && one.person.active) {
                return Err(Error::Invalid(vec![Problem::error(Code::UnknownPerson, "/to").with("given", to)]));
            }
            Ok(Stimulus::Transfer { task, by: who.by(), to: Some(to), queue: None, reason: reason.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await?;
        // Whoever handed it away may no longer see it: look with the system's eyes, it was theirs a moment ago.
        self.task_unchecked(actor, task).await
    }
}

/// A reason that must be given, as it is kept.
pub(super) fn needed_reason(reason: &str) -> Result<String> {
    let reason = checked_reason(reason)?;
    if reason.is_empty() { Err(Error::invalid(Code::Required, "/reason")) } else { Ok(reason) }
}

/// A reason as it is kept.
pub(super) fn checked_reason(reason: &str) -> Result<String> {
    let reason = reason.trim();
    if reason.chars().count() > LONGEST_REASON {
        return Err(Error::Invalid(vec![Problem::error(Code::TooLong, "/reason").with("most", LONGEST_REASON)]));
    }
    if reason.contains('\0') {
        return Err(Error::invalid(Code::BadCharacter, "/reason"));
    }
    Ok(reason.to_owned())
}
