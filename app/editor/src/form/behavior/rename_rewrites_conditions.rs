//! A field that gets another key is followed by every condition and expression that reads it.

use model::form::Form;

use super::super::{Edit, rewrite};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Form>, edit: &Edit) {
    let Edit::RenameField { field: from, to } = edit else { return };
    scribe.change_fields(|field| rewrite::rename_field(field, from, to));
}
