//! What was told to a person inside the product.

use model::{id::NoticeId, record::Notice};

use crate::{Actor, Desk, error::Result};

/// How many notices are shown.
const SHOWN: u32 = 100;

impl Desk {
    /// The newest notices first.
    pub async fn notices(&self, actor: &Actor) -> Result<Vec<Notice>> {
        Ok(self.0.store.scope(actor.workspace()).notices(actor.person().id, SHOWN, false).await?)
    }

    /// Marks one as read. Someone else's stays as it is.
    pub async fn read_notice(&self, actor: &Actor, notice: NoticeId) -> Result<()> {
        let mut changes = self.changes(actor);
        changes.read_notice(actor.person().id, notice);
        Ok(self.0.store.commit(changes).await?)
    }

    /// Marks everything as read.
    pub async fn read_notices(&self, actor: &Actor) -> Result<()> {
        let mut changes = self.changes(actor);
        changes.read_notices(actor.person().id, self.now());
        Ok(self.0.store.commit(changes).await?)
    }
}
