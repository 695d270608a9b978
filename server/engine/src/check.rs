//! Everything that is wrong with a definition: what it can tell itself, and what only its surroundings can tell.

use std::sync::Arc;

use model::{Definition, Kind, Problems, key::DefinitionKey};

/// Where other definitions are found: the newest published ones, or those of the same author or package.
pub trait Known {
    /// The definition of a kind and key.
    fn body(&self, kind: Kind, key: &DefinitionKey) -> Option<Arc<Definition>>;
}

/// Everything that is wrong with a definition; no error among it means that it can be published and will run.
#[must_use]
pub fn check(definition: &Definition, known: &dyn Known) -> Problems {
    let _ = known;
    todo!("{definition:?}")
}
