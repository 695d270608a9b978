//! A choice field made another kind of choice field keeps its options.

use model::form::{Choice, Field, Form, Holds};

use super::super::{Edit, Part, SetField};
use crate::Scribe;

pub(super) fn behave(scribe: &mut Scribe<'_, Form>, edit: &Edit) {
    let Edit::SetField { to: SetField::Holds(_), .. } = edit else { return };
    let turned: Vec<(Field, Vec<Choice>)> = scribe
        .patch()
        .steps()
        .iter()
        .filter_map(|step| match (&step.before, &step.after) {
            (Some(Part::Field(before)), Some(Part::Field(after))) if before.holds.name() != after.holds.name() => {
                Some(((**after).clone(), before.holds.options()?.to_vec()))
            }
            _ => None,
        })
        .collect();
    for (field, old) in turned {
        scribe.change_field(&field.key, |field| {
            if let Holds::Select { options } | Holds::Radio { options } | Holds::MultiSelect { options } =
                &mut field.holds
            {
                *options = old;
            }
        });
    }
}
