//! A row that got more fields than it has columns for shares its columns evenly.

use model::form::{Cell, Form};

use super::super::{Edit, shape};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Form>, edit: &Edit) {
    if !matches!(edit, Edit::AddField { .. } | Edit::Show { .. } | Edit::Move { .. } | Edit::Paste { .. }) {
        return;
    }
    let changed = super::row_fills::changed_layouts(scribe.patch());
    for (before, after) in changed {
        let known: Vec<&[Cell]> =
            shape::walk(&before).iter().filter_map(|(path, _)| shape::row(&before, path)).collect();
        scribe.change_layout(&after.key, |layout| {
            shape::each_row(&mut layout.items, &mut |cells| {
                let is_over = shape::taken(cells) > u32::from(shape::COLUMNS);
                if is_over && !known.contains(&cells.as_slice()) {
                    shape::share(cells);
                }
            });
        });
    }
}
