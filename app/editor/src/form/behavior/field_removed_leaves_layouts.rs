//! A field that is removed disappears from every layout; a row left empty goes too.

use model::form::Form;

use super::super::{Edit, shape};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Form>, edit: &Edit) {
    let Edit::Remove { fields } = edit else { return };
    scribe.change_layouts(|layout| {
        for key in fields {
            while shape::take_cell(layout, key).is_some() {}
        }
    });
}
