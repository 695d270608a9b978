//! Saved views: lists of tickets that people keep under a name, for themselves or for others.

use model::{
    Code, Problem,
    id::ViewId,
    record::{SavedView, Shared},
    role::{Reach, Right},
    view::{TicketQuery, ViewDraft, ViewRow},
};

use crate::{
    Actor, Desk,
    error::{Error, Result},
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 80;
/// The most columns a view names.
const MOST_COLUMNS: usize = 40;
/// The most views one person keeps.
const MOST_VIEWS: usize = 200;
/// The largest query, in bytes of its document.
const LARGEST_QUERY: usize = 16 * 1024;

impl Desk {
    /// The views that the actor finds: their own, and those shared with them, by title.
    pub async fn views(&self, actor: &Actor) -> Result<Vec<ViewRow>> {
        actor.may(Right::ReadTickets)?;
        let lookup = self.lookup(actor.workspace()).await?;
        let views = self.0.store.scope(actor.workspace()).views(actor.person().id).await?;
        let rows = views.into_iter().filter(|view| finds(actor, view)).map(|view| ViewRow {
            owner: lookup.name(view.owner).unwrap_or_default().to_owned(),
            may_edit: may_edit(actor, &view),
            view,
        });
        Ok(rows.collect())
    }

    /// Keeps a new view.
    pub async fn create_view(&self, actor: &Actor, draft: ViewDraft) -> Result<SavedView> {
        actor.may(Right::ReadTickets)?;
        let draft = checked(actor, draft)?;
        let mine = self.0.store.scope(actor.workspace()).views(actor.person().id).await?;
        if mine.iter().filter(|view| view.owner == actor.person().id).count() >= MOST_VIEWS {
            return Err(Error::refused("too_many_views"));
        }
        let view = SavedView {
            id: ViewId::new(self.uuid()),
            owner: actor.person().id,
            title: draft.title,
            shared: draft.shared,
            query: draft.query,
            columns: draft.columns,
            updated_at: self.now(),
            version: 1,
        };
        let mut changes = self.changes(actor);
        changes.insert_view(&view);
        self.0.store.commit(changes).await?;
        Ok(view)
    }

    /// Changes a view. `version` is the one that the actor saw.
    ///
    /// Guard: the version, so that of two windows the second is told.
    pub async fn change_view(&self, actor: &Actor, id: ViewId, version: i64, draft: ViewDraft) -> Result<SavedView> {
        let known = self.editable(actor, id).await?;
        let draft = checked(actor, draft)?;
        let view = SavedView {
            title: draft.title,
            shared: draft.shared,
            query: draft.query,
            columns: draft.columns,
            updated_at: self.now(),
            version: version.saturating_add(1),
            ..known
        };
        let mut changes = self.changes(actor);
        changes.update_view(&view);
        self.0.store.commit(changes).await?;
        Ok(view)
    }

    /// Forgets a view. Deleting what is gone already is no mistake.
    pub async fn delete_view(&self, actor: &Actor, id: ViewId) -> Result<()> {
        match self.editable(actor, id).await {
            Err(Error::NotFound) => return Ok(()),
            other => other?,
        };
        let mut changes = self.changes(actor);
        changes.delete_view(id);
        Ok(self.0.store.commit(changes).await?)
    }

    /// A view that the actor finds and may change.
    async fn editable(&self, actor: &Actor, id: ViewId) -> Result<SavedView> {
        actor.may(Right::ReadTickets)?;
        let view = self.0.store.scope(actor.workspace()).view(id).await?;
        let view = view.filter(|view| finds(actor, view)).ok_or(Error::NotFound)?;
        if may_edit(actor, &view) { Ok(view) } else { Err(Error::refused("view_of_another")) }
    }
}

/// Whether someone finds a view among theirs.
fn finds(actor: &Actor, view: &SavedView) -> bool {
    match view.shared {
        _ if view.owner == actor.person().id => true,
        Shared::Private => false,
        Shared::Team => actor.team().contains(&view.owner),
        Shared::All => true,
    }
}

/// A view is its owner's; administrators tidy up among the shared ones.
fn may_edit(actor: &Actor, view: &SavedView) -> bool {
    view.owner == actor.person().id || (view.shared != Shared::Private && actor.may(Right::Administer).is_ok())
}

/// A view for everyone comes from someone who sees everything.
fn checked(actor: &Actor, draft: ViewDraft) -> Result<ViewDraft> {
    let title = draft.title.trim().to_owned();
    let mut problems = Vec::new();
    if title.is_empty() {
        problems.push(Problem::error(Code::Required, "/title"));
    }
    if title.chars().count() > LONGEST_TITLE {
        problems.push(Problem::error(Code::TooLong, "/title").with("most", LONGEST_TITLE));
    }
    if title.chars().any(char::is_control) {
        problems.push(Problem::error(Code::BadCharacter, "/title"));
    }
    let query = TicketQuery { after: None, limit: None, ..draft.query };
    let size = serde_json::to_string(&query).map_err(Error::broken)?;
    if size.len() > LARGEST_QUERY {
        problems.push(Problem::error(Code::BodyTooLarge, "/query").with("most", "16 kB"));
    }
    if size.contains("\\u0000") {
        problems.push(Problem::error(Code::BadCharacter, "/query"));
    }
    let columns = draft.columns;
    if columns.len() > MOST_COLUMNS || columns.iter().any(|column| column.is_empty() || column.len() > 80) {
        problems.push(Problem::error(Code::TooLong, "/columns").with("most", MOST_COLUMNS));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if draft.shared == Shared::All && actor.may(Right::ReadTickets)? != Reach::All {
        return Err(Error::refused("view_for_all"));
    }
    Ok(ViewDraft { title, shared: draft.shared, query, columns })
}
