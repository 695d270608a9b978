//! SLA policies, compiled: which targets a ticket gets, and why.

use model::{
    Problems,
    key::DefinitionKey,
    policy::{Policy, Targets},
    trace::PolicyTrace,
};

use crate::{
    condition::Calendars,
    expression::{Fault, Scope},
};

/// A policy whose conditions are compiled.
#[derive(Clone, Debug)]
pub struct CompiledPolicy;

impl CompiledPolicy {
    /// Compiles a policy.
    ///
    /// # Errors
    /// Every condition that does not compile, at `/rules/<index>/when`.
    pub fn compile(policy: &Policy) -> Result<Self, Problems> {
        todo!("{policy:?}")
    }

    /// The policy it was compiled from.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        todo!()
    }

    /// The targets of the first rule that holds, else the policy's own.
    ///
    /// # Errors
    /// A condition fails.
    pub fn targets(
        &self,
        key: &DefinitionKey,
        scope: &Scope,
        calendars: &dyn Calendars,
    ) -> Result<(Targets, PolicyTrace), Fault> {
        let _ = calendars;
        todo!("{key}{scope:?}")
    }
}
