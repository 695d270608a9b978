//! One of the acts that are done to many tickets, done to one of them.

use model::{
    flow::Leaves,
    id::{TaskId, TicketId},
    record::Task,
    role::Right,
    view::BulkAct,
};

use crate::{
    Actor, Desk,
    error::{Error, Result},
};

impl Desk {
    /// Does an act to each open step of a ticket that it fits, and says to how many. A ticket with none is refused with
    /// the reason. A list of tickets is worked through one by one, so that one that fails holds no other up.
    pub async fn handle(&self, actor: &Actor, ticket: TicketId, act: &BulkAct) -> Result<u32> {
        if !self.may_see(actor, ticket).await? {
            return Err(Error::NotFound);
        }
        match act {
            BulkAct::Hold { reason } => {
                return self.hold(actor, ticket, None, true, reason.clone()).await.map(|()| 1);
            }
            BulkAct::End { reason } => {
                let leaves = Leaves::Cancelled;
                return self.terminate(actor, ticket, leaves, false, reason.clone()).await.map(|()| 1);
            }
            BulkAct::Urge { text } => return self.urge_all(actor, ticket, text).await,
            BulkAct::Claim | BulkAct::Transfer { .. } | BulkAct::Release { .. } => {}
        }
        actor.may(Right::WorkTickets)?;
        let me = actor.person().id;
        let open = self.0.store.scope(actor.workspace()).tasks_of(&[ticket]).await?;
        let fits = |task: &&Task| match act {
            BulkAct::Claim => actor.may_claim(task),
            BulkAct::Transfer { to, .. } => actor.may_work_on(task) && task.owner != Some(*to),
            BulkAct::Release { .. } => actor.may_work_on(task) && task.owner.is_some(),
            BulkAct::Urge { .. } | BulkAct::Hold { .. } | BulkAct::End { .. } => false,
        };
        let fitting: Vec<TaskId> = open.iter().filter(fits).map(|task| task.id).collect();
        if fitting.is_empty() {
            return Err(match act {
                _ if open.is_empty() => Error::refused("no_open_step"),
                BulkAct::Claim if open.iter().any(|task| task.owner == Some(me)) => Error::refused("yours_already"),
                BulkAct::Transfer { to, .. } if open.iter().any(|task| task.owner == Some(*to)) => {
                    Error::refused("theirs_already")
                }
                BulkAct::Release { .. } if open.iter().all(|task| task.owner.is_none()) => {
                    Error::refused("waits_already")
                }
                _ => Error::Forbidden { right: Right::WorkTickets },
            });
        }
        let mut done = 0;
        for task in fitting {
            match act {
                BulkAct::Transfer { to, reason } => self.transfer(actor, task, *to, reason.clone()).await?,
                BulkAct::Release { reason } => self.release(actor, task, None, reason.clone()).await?,
                _ => self.claim(actor, task).await?,
            };
            done += 1;
        }
        Ok(done)
    }

    /// Urges whoever has the open steps of a ticket, but for one's own. Where nobody could be urged, the first no is the
    /// answer.
    async fn urge_all(&self, actor: &Actor, ticket: TicketId, text: &str) -> Result<u32> {
        let (mut done, mut refused) = (0, None);
        for task in self.0.store.scope(actor.workspace()).tasks_of(&[ticket]).await? {
            match self.urge(actor, task.id, text.to_owned()).await {
                Ok(()) => done += 1,
                Err(no) => drop(refused.get_or_insert(no)),
            }
        }
        if done > 0 { Ok(done) } else { Err(refused.unwrap_or(Error::refused("no_open_step"))) }
    }
}
