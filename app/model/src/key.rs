//! Keys: the short, stable names that definitions use for each other and for their parts.

mod make;

use std::fmt;

use serde::{Deserialize, Serialize};
use wire::Decode;

pub use make::{from_text, unique};

/// The longest key, in characters.
pub const LONGEST: usize = 64;

/// Whether a text can be a key: a lower-case Latin letter, then letters, digits, `_` or `-`, at most [`LONGEST`].
#[must_use]
pub fn is_valid(text: &str) -> bool {
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        ///
        /// A draft may hold an invalid one; `check` reports it.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Decode)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps a text, valid or not.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The key as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether this key follows the rules of [`is_valid`].
            #[must_use]
            pub fn is_valid(&self) -> bool {
                is_valid(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

keys! {
    /// A definition's name within its kind.
    DefinitionKey,
    /// A field of a form.
    FieldKey,
    /// A layout of a form.
    LayoutKey,
    /// A link of a flow.
    LinkKey,
    /// A node of a flow.
    NodeKey,
    /// An option of a choice field.
    OptionKey,
    /// An outcome of a task.
    OutcomeKey,
    /// A variable of a flow.
    VariableKey,
    /// A scenario of a flow.
    ScenarioKey,
    /// What the outside calls a flow that waits for it.
    SignalKey,
}
