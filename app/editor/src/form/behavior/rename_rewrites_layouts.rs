//! A field that gets another key keeps its places in every layout.

use model::form::Form;

use super::super::{Edit, shape};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Form>, edit: &Edit) {
    let Edit::RenameField { field, to } = edit else { return };
    scribe.change_layouts(|layout| {
        shape::each_row(&mut layout.items, &mut |cells| {
            for cell in cells.iter_mut().filter(|cell| cell.field == *field) {
                cell.field = to.clone();
            }
        });
    });
}
