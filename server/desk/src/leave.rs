//! When someone's leave begins, their open steps are dealt with as they asked.

use engine::step::Stimulus;
use model::{Value, id::WorkspaceId, record::Person};
use store::Refused;

use crate::{
    Desk,
    act::Besides,
    error::{Error, Result},
};

impl Desk {
    /// Deals with the open steps of everyone whose leave has begun. Returns how many there were. That it was done is
    /// written down last: a worker that dies before leaves the rest to the next, and what was handed over already is no
    /// longer theirs.
    pub(crate) async fn hand_over(&self, workspaces: &[WorkspaceId]) -> Result<usize> {
        let mut done = 0;
        for workspace in workspaces.iter().copied() {
            for person in self.0.store.scope(workspace).leavers(self.now()).await? {
                done += self.hand_over_of(workspace, person).await?;
            }
        }
        Ok(done)
    }

    /// Guard: the person's version, so that leave that is changed at the same moment is looked at again.
    async fn hand_over_of(&self, workspace: WorkspaceId, mut person: Person) -> Result<usize> {
        let (now, id) = (self.now(), person.id);
        let mut done = 0;
        // What nobody got round to before it was over means nothing any more.
        if person.absence(now).is_some() {
            for (task, ticket) in self.0.store.scope(workspace).open_work(id).await? {
                let stimulus = move |_: &crate::act::Scene<'_>, _: &mut store::Changes| {
                    Ok(Stimulus::HandOver { task, person: id })
                };
                match self.act(workspace, ticket, None, stimulus, |_, _| Ok(Value::Null), Besides::default()).await {
                    Ok(_) => done += 1,
                    Err(Error::NotFound | Error::Moved { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        for absence in person.absences.iter_mut().filter(|absence| absence.from <= now) {
            absence.is_handed_over = true;
        }
        person.version += 1;
        let mut changes = store::Changes::new(workspace, now);
        changes.update_person(&person);
        match self.0.store.commit(changes).await {
            Ok(()) | Err(Refused::Moved { .. }) => Ok(done),
            Err(refused) => Err(refused.into()),
        }
    }
}
