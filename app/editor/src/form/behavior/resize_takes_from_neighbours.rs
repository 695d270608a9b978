//! A field made wider takes the columns from its neighbours, those to the right first, until each has one left.

use model::form::{Cell, Form};

use super::super::{Edit, shape};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Form>, edit: &Edit) {
    let Edit::Resize { layout, field, .. } = edit else { return };
    scribe.change_layout(layout, |layout| {
        shape::each_row(&mut layout.items, &mut |cells| {
            if let Some(index) = cells.iter().position(|cell| cell.field == *field) {
                yield_columns(cells, index);
            }
        });
    });
}

fn yield_columns(cells: &mut [Cell], grown: usize) {
    let columns = u32::from(shape::COLUMNS);
    let right = (grown + 1)..cells.len();
    for index in right.chain((0..grown).rev()).chain([grown]) {
        let excess = shape::taken(cells).saturating_sub(columns);
        if let Some(cell) = cells.get_mut(index) {
            let room = u32::from(cell.width.saturating_sub(1));
            cell.width -= u8::try_from(excess.min(room)).unwrap_or(0);
        }
    }
}
