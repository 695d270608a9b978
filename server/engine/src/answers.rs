//! Form answers as the server takes them: conditions, patterns and computed fields of a form, compiled once per version.

use std::collections::BTreeMap;

use model::{
    Fields, Problems,
    form::{FieldState, Form, Layout, Moment},
    key::{FieldKey, LayoutKey},
};

use crate::{condition::Calendars, expression::Scope};

/// A form whose conditions, patterns and computed fields are compiled.
#[derive(Clone, Debug)]
pub struct CompiledForm;

impl CompiledForm {
    /// Compiles a form.
    ///
    /// # Errors
    /// Every condition, pattern and expression that does not compile, and computed fields that need each other.
    pub fn compile(form: &Form) -> Result<Self, Problems> {
        todo!("{form:?}")
    }

    /// The form it was compiled from.
    #[must_use]
    pub fn form(&self) -> &Form {
        todo!()
    }

    /// What holds for each field of a layout right now; `scope.facts.fields` holds the answers so far. A field whose
    /// condition fails is marked unsure.
    #[must_use]
    pub fn states(&self, layout: &LayoutKey, scope: &Scope, cal: &dyn Calendars) -> BTreeMap<FieldKey, FieldState> {
        let _ = cal;
        todo!("{layout}{scope:?}")
    }

    /// Checks answers against a layout and gives what is to be written: the given fields, normalised, and the computed
    /// ones whose value changed. `existing` are the ticket's answers so far; `scope.facts.fields` is replaced by
    /// `existing` overlaid with `given`.
    ///
    /// # Errors
    /// Everything that is wrong, by field; nothing may be stored then.
    pub fn accept(
        &self,
        layout: &Layout,
        given: &Fields,
        existing: &Fields,
        moment: Moment,
        scope: &Scope,
        cal: &dyn Calendars,
    ) -> Result<Fields, Problems> {
        let _ = cal;
        todo!("{layout:?}{given:?}{existing:?}{moment:?}{scope:?}")
    }
}
