//! What can be wrong with a tree.

use std::fmt;

/// Why a tree could not be read, and at which of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(String);

impl Fault {
    /// A fault in its own words.
    #[must_use]
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// Something else stands where `wanted` was expected.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn expected(wanted: &str) -> Self {
        Self(["expected ", wanted].concat())
    }

    /// A field that must be there is not.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn missing(field: &str) -> Self {
        Self(["missing field `", field, "`"].concat())
    }

    /// A name that is none of those known here.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn unknown(name: &str) -> Self {
        Self(["unknown name `", name, "`"].concat())
    }

    /// The same fault, seen from the tree around it.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn within(self, field: &str) -> Self {
        Self([field, ": ", &self.0].concat())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}
