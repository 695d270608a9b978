//! Changes to saved views.

use model::{id::ViewId, record::SavedView};

use super::{Changes, Key};
use crate::{row, table::Noun};

impl Changes {
    /// Keeps a new view.
    pub fn insert_view(&mut self, view: &SavedView) -> &mut Self {
        self.insert(row::saved_view::Model::of(self.workspace, view))
    }

    /// Changes a view. Guard: the version.
    pub fn update_view(&mut self, view: &SavedView) -> &mut Self {
        let model = row::saved_view::Model::of(self.workspace, view);
        self.update(model, Key::Id(view.id.uuid()), view.version)
    }

    /// Forgets a view.
    pub fn delete_view(&mut self, id: ViewId) -> &mut Self {
        self.delete(Noun::SavedView, vec![("id", id.uuid().into())])
    }
}
