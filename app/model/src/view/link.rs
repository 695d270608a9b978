//! One-time links by which people set their password: what is shown to whoever makes one and to whoever opens it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use wire::Decode;

use super::Named;
use crate::{Lang, id::PersonId};

/// A one-time link as it is shown to whoever made it: once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PasswordLink {
    /// Whose password it sets.
    pub person: Named<PersonId>,
    /// The whole address, to be copied and handed over.
    pub url: String,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
}

/// What whoever opens a one-time link is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Invited {
    /// Their name.
    pub name: String,
    /// The mail address they sign in with.
    pub email: String,
    /// The language of their interface.
    pub lang: Lang,
    /// The company's name.
    pub company: String,
}
