//! An option that gets another key is followed by the default value and by every condition that asks for it.

use model::form::Form;

use super::super::{Edit, SetField, rewrite};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Form>, edit: &Edit) {
    let Edit::SetField { fields, to: SetField::RenameOption { from, to } } = edit else { return };
    for of in fields {
        scribe.change_fields(|field| {
            if field.key == *of {
                rewrite::rename_value(&mut field.default, from, to);
            }
            rewrite::rename_option(field, of, from, to);
        });
    }
}
