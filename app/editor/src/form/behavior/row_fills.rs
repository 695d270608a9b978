//! Where a field leaves a full row, the others share its columns.

use model::{
    form::{Cell, Form, Layout},
    key::FieldKey,
};

use super::super::{Edit, Part, shape};
use crate::{Patch, Scribe};

pub(super) fn behave(scribe: &mut Scribe<'_, Form>, edit: &Edit) {
    if !matches!(edit, Edit::Move { .. } | Edit::Hide { .. } | Edit::Remove { .. }) {
        return;
    }
    for (before, after) in changed_layouts(scribe.patch()) {
        let rows = shape::walk(&before);
        let full: Vec<Vec<FieldKey>> = rows
            .iter()
            .filter_map(|(path, _)| shape::row(&before, path))
            .filter(|cells| shape::taken(cells) == u32::from(shape::COLUMNS))
            .map(|cells| cells.iter().map(|cell| cell.field.clone()).collect())
            .collect();
        scribe.change_layout(&after.key, |layout| {
            shape::each_row(&mut layout.items, &mut |cells| {
                if full.iter().any(|row| lost_some(row, cells)) {
                    shape::share(cells);
                }
            });
        });
    }
}

/// Whether the cells are some, but not all, of those of a row of several.
fn lost_some(row: &[FieldKey], cells: &[Cell]) -> bool {
    !cells.is_empty() && cells.len() < row.len() && cells.iter().all(|cell| row.contains(&cell.field))
}

/// The layouts that were changed, before and after.
pub(super) fn changed_layouts(patch: &Patch<Form>) -> Vec<(Layout, Layout)> {
    let both = patch.steps().iter().filter_map(|step| match (&step.before, &step.after) {
        (Some(Part::Layout(before)), Some(Part::Layout(after))) => Some(((**before).clone(), (**after).clone())),
        _ => None,
    });
    both.collect()
}
