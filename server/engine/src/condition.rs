//! Conditions, compiled: the typed tree becomes one Rhai expression whose leaves are judged by `model`'s own functions.

use std::sync::Arc;

use model::{condition::Condition, key::DefinitionKey};

use crate::{
    calendar::WorkCalendar,
    expression::{Fault, Scope},
};

/// Where calendars are found.
pub trait Calendars {
    /// The calendar of a key.
    fn calendar(&self, key: &DefinitionKey) -> Option<Arc<WorkCalendar>>;
}

/// No calendars at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCalendars;

impl Calendars for NoCalendars {
    fn calendar(&self, _key: &DefinitionKey) -> Option<Arc<WorkCalendar>> {
        None
    }
}

/// A compiled condition. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Compiled;

impl Compiled {
    /// Compiles a condition.
    ///
    /// # Errors
    /// A script in it does not compile, or the tree is too large or too deep.
    pub fn compile(condition: &Condition) -> Result<Self, Fault> {
        todo!("{condition:?}")
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// A script fails or gives neither true nor false, or a calendar does not exist. Parts that need not be asked do
    /// not fail.
    pub fn holds(&self, scope: &Scope, calendars: &dyn Calendars) -> Result<bool, Fault> {
        let _ = calendars;
        todo!("{scope:?}")
    }

    /// The condition it was compiled from.
    #[must_use]
    pub fn condition(&self) -> &Condition {
        todo!()
    }

    /// The variables it reads with their present values, for traces.
    #[must_use]
    pub fn seen(&self, scope: &Scope) -> Vec<(String, model::Value)> {
        todo!("{scope:?}")
    }
}
