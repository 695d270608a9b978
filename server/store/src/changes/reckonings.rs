//! Changes to reckonings.

use model::{
    id::RunId,
    reckoning::{Published, Reckoning},
};

use super::{Changes, Check, Key, Op};
use crate::{
    row::{self, NEVER, millis},
    table::Noun,
};

impl Changes {
    /// Begins a reckoning. One of the same calendar or policy that is still under way, or done, makes way for it: the
    /// newest version counts.
    pub fn put_reckoning(&mut self, reckoning: &Reckoning) -> &mut Self {
        self.drop_reckonings(&reckoning.because);
        self.insert(row::reckoning::Model::of(self.workspace, reckoning))
    }

    /// Drops the reckonings of a calendar or policy.
    pub fn drop_reckonings(&mut self, of: &Published) -> &mut Self {
        let at = vec![("kind", of.kind.to_string().into()), ("key", of.key.to_string().into())];
        self.delete(Noun::Reckoning, at)
    }

    /// Notes how far a claimed reckoning has come; its next part can be claimed at once, unless it is done. Guard: the
    /// fence, so that each part is counted by one worker.
    pub fn move_reckoning(&mut self, reckoning: &Reckoning, fence: i64) -> &mut Self {
        let Reckoning { id, ended_at, after, counts, .. } = reckoning;
        self.guard(Check::Fence(Noun::Reckoning), Key::Id(id.uuid()), Some(fence));
        self.ops.push(Op::Set {
            noun: Noun::Reckoning,
            set: vec![
                ("ended_at", ended_at.map(millis).into()),
                ("after_id", after.map(RunId::uuid).into()),
                ("looked", counts.looked.into()),
                ("uses", counts.uses.into()),
                ("moved", counts.moved.into()),
                ("late", counts.late.into()),
                ("in_time", counts.in_time.into()),
                ("failed", counts.failed.into()),
                ("ready_at", ended_at.map_or_else(|| millis(self.at), |_| NEVER).into()),
            ],
            filter: vec![("id", "=", id.uuid().into())],
        });
        self
    }
}
