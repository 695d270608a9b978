//! A default value that the field can no longer hold goes: another type, or an option that was removed.

use model::{
    Value,
    form::{Form, normal},
    key::FieldKey,
};

use super::super::{Edit, SetField};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Form>, edit: &Edit) {
    let Edit::SetField { fields, to: SetField::Holds(_) | SetField::RemoveOption(_) } = edit else { return };
    let misfits = |key: &&FieldKey| {
        let field = scribe.document().field(key);
        field.is_some_and(|field| !field.default.is_null() && normal(&field.holds, &field.default, "").is_err())
    };
    let wrong: Vec<FieldKey> = fields.iter().filter(misfits).cloned().collect();
    for key in wrong {
        scribe.change_field(&key, |field| field.default = Value::Null);
    }
}
