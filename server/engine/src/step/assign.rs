//! A step that waited in its queue is given, or offered, to whoever is free now.

use model::id::TaskId;

use super::{offer, walk::Walk};

/// Nothing happens where somebody has it already, or nobody is free.
pub(super) fn assign(walk: &mut Walk<'_>, id: TaskId) {
    if walk.active_run().is_ok() {
        offer::next(walk, id);
    }
}
