//! Someone who takes part in a ticket urges whoever has a step of it.

use engine::step::Stimulus;
use model::{id::TaskId, role::Right};

use super::{Besides, Scene, transfer::checked_reason};
use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Urges whoever has a task, with words or without; each person at most once in [`engine::step::URGE_AGAIN`].
    pub async fn urge(&self, actor: &Actor, task: TaskId, text: String) -> Result<()> {
        let text = checked_reason(&text)?;
        let ticket = self.visible_task(actor, task).await?.ticket;
        let who = actor.clone();
        let stimulus = move |scene: &Scene<'_>, _: &mut store::Changes| {
            let open = scene.case.tasks.iter().find(|open| open.id == task).ok_or(Error::Moved { by: None })?;
            // That one's own step is not urged is for the engine to say.
            let is_own = open.owner == Some(who.person().id);
            if !is_own && !who.may_urge(scene.case, open, scene.lookup) {
                return Err(Error::Forbidden { right: Right::WorkTickets });
            }
            Ok(Stimulus::Urge { task, by: who.by(), text: text.clone() })
        };
        self.act(actor.workspace(), ticket, None, stimulus, |_, _| Ok(()), Besides::default()).await
    }
}
