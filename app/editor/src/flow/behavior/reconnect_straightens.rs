//! A link put on another node forgets its old bends.

use model::flow::Flow;

use super::super::Edit;
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Flow>, edit: &Edit) {
    if let Edit::Reconnect { link, .. } = edit {
        scribe.change_link(link, |link| link.bends.clear());
    }
}
